from __future__ import annotations

import random

import pytest

from desktop.common.vocabulary import FieldKey
from desktop.common.work import CancelledError, Work
from desktop.roster.linkage import Zone, explain, find_duplicates, link, people_of
from tests.roster.linkage.pairs import make_pair

K = FieldKey


def person(name="Lò Văn Panh", born="1978-03-12", number="014078012345", sex="male", **more):
    row = {K.FULL_NAME: name, K.BIRTH_DATE: born, K.PERSONAL_ID: number, K.SEX: sex}
    row.update({FieldKey(key): text for key, text in more.items()})
    return {key: text for key, text in row.items() if text}


def crowd(count=300, seed=9):
    """Return people who have nothing to do with those a test is about."""
    return make_pair(seed, count, count).others


def zone_of(mine, theirs):
    """Return the zone in which two rows end among a crowd, or None."""
    found = link(people_of([mine, *crowd(seed=1)]), people_of([theirs, *crowd(seed=2)]))
    return next((p.zone for p in found.pairs if (p.member, p.other) == (0, 0)), None)


@pytest.fixture(scope="module")
def linked():
    pair = make_pair(5, 400, 4_000)
    members, others = people_of(pair.members), people_of(pair.others)
    return pair, members, others, link(members, others)


def test_the_same_person_is_found_among_traps(linked):
    pair, _members, _others, found = linked
    right = sum(pair.truth.get(one.member) == one.other for one in found.pairs)
    precision, recall = right / len(found.pairs), right / len(pair.truth)
    assert 2 * precision * recall / (precision + recall) >= 0.98
    same = found.of_zone(Zone.SAME)
    assert len(same) > len(pair.truth) / 2
    assert all(pair.truth.get(one.member) == one.other for one in same)


def test_each_row_has_one_partner_or_none_and_nobody_is_lost(linked):
    pair, _members, _others, found = linked
    mine = [one.member for one in found.pairs] + list(found.unmatched_members)
    theirs = [one.other for one in found.pairs] + list(found.unmatched_others)
    assert sorted(mine) == list(range(len(pair.members)))
    assert sorted(theirs) == list(range(len(pair.others)))


def test_it_does_not_matter_which_list_is_first(linked):
    _pair, members, others, found = linked
    mirrored = link(others, members)
    there = {(one.member, one.other): (one.zone, one.weight) for one in found.pairs}
    back = {(one.other, one.member): (one.zone, one.weight) for one in mirrored.pairs}
    # Only equally good candidates may be given the other way round, and those are asked.
    differing = set(there.items()) ^ set(back.items())
    assert all(zone is Zone.ASK for _rows, (zone, _weight) in differing)
    assert len(differing) <= len(there) / 50


def test_the_lines_add_up_to_the_weight(linked):
    from desktop.roster.linkage import Explainer

    _pair, members, others, found = linked
    explainer = Explainer(members, others)
    for one in found.pairs[:50]:
        lines = explainer.reasons(one.member, one.other)
        total = explainer.size_weight + sum(line.weight for line in lines)
        assert total == pytest.approx(one.weight, abs=0.5)
        contradicted = any(line.contradicts for line in lines)
        assert not (contradicted and one.zone is Zone.SAME)


def test_an_equal_number_alone_is_never_enough():
    other = person(name="Sùng A Dê", born="1985-07-01")
    assert zone_of(person(), other) is not Zone.SAME
    # Nor with everything else unknown.
    bare = {K.FULL_NAME: "Lò Văn Panh", K.PERSONAL_ID: "014078012345"}
    nameless = {K.PERSONAL_ID: "014078012345", K.FULL_NAME: "?"}
    assert zone_of(bare, nameless) is not Zone.SAME


@pytest.mark.parametrize(
    "other",
    [
        person(name="Lò Văn Pâng"),
        person(name="Quàng Văn Panh"),
        person(name="Lò Thị Panh"),
        person(born="1979-03-12"),
        person(born="1978-04-13"),
        person(number="014078999999"),
        person(number="014078012346"),
        person(sex="female"),
    ],
)
def test_a_contradiction_is_never_taken_without_asking(other):
    assert zone_of(person(), person()) is Zone.SAME
    assert zone_of(person(), other) is not Zone.SAME


@pytest.mark.parametrize(
    "other",
    [
        # A relative's number, of another year and sex, beside the right name and birth.
        person(number="014183000999", village="Bản Mẫu"),
        # The day one off, one digit wrong, ten off; no number.
        person(number="", born="1978-03-13", village="Bản Mẫu"),
        person(number="", born="1978-03-17", village="Bản Mẫu"),
        person(number="", born="1978-03-22", village="Bản Mẫu"),
    ],
)
def test_a_strange_number_or_a_slip_of_the_day_is_asked_about_not_given_up(other):
    assert zone_of(person(village="Bản Mẫu"), other) is Zone.ASK


def test_two_agreements_without_a_number_are_enough_when_nobody_else_fits():
    assert zone_of(person(number=""), person()) is Zone.SAME
    assert zone_of(person(number="", born="1978"), person()) is not Zone.SAME


@pytest.mark.parametrize(
    "name", ["LÒ VĂN PANH", "lo van panh", "Lò  Văn\u200b Panh", "Lo\u0300 Văn Panh"]
)
def test_ways_of_writing_a_name_are_one_name(name):
    assert zone_of(person(), person(name=name)) is Zone.SAME


def test_competing_candidates_are_asked():
    twice = [person(number=""), person(number="")]
    found = link(people_of([person(number=""), *crowd()]), people_of([*twice, *crowd(seed=3)]))
    (pair,) = [one for one in found.pairs if one.member == 0]
    assert pair.zone is Zone.ASK
    assert pair.other in {0, 1}
    assert pair.lead == 0


def test_more_that_agrees_never_weighs_less():
    rng = random.Random(4)
    facts = [
        (K.PERSONAL_ID, "014078012345"),
        (K.BIRTH_DATE, "1978-03-12"),
        (K.SEX, "male"),
        (K.VILLAGE, "Bản Mẫu"),
        (K.HOMETOWN, "Bản Mẫu, xã Thử, tỉnh Thí"),
        (K.CARD_NUMBER, "14000001"),
        (K.JOINED_ON, "2001-05-19"),
    ]
    for _ in range(10):
        rng.shuffle(facts)
        row = {K.FULL_NAME: "Lò Văn Panh"}
        before = None
        for key, text in facts:
            rows = people_of([dict(row), *crowd()]), people_of([dict(row), *crowd(seed=3)])
            weight = sum(line.weight for line in explain(*rows, 0, 0))
            assert before is None or weight >= before - 0.6  # a shared village may be common
            before = weight
            row[key] = text


def test_duplicates_inside_one_list_are_found():
    rows = crowd(400)
    rows += [{**rows[3]}, {K.FULL_NAME: rows[7][K.FULL_NAME].upper(), **{
        key: text for key, text in rows[7].items() if key is not K.FULL_NAME}}]  # fmt: skip
    found = {(one.member, one.other) for one in find_duplicates(people_of(rows))}
    assert {(3, 400), (7, 401)} <= found
    assert all(one < two for one, two in found)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([], []),
        ([person()], []),
        ([], [person()]),
        ([{}], [{}]),
        ([{K.FULL_NAME: "Lò Văn Panh"}], [{K.PERSONAL_ID: "014078012345"}]),
        ([person(born="abc", number="x" * 400, sex="?")], [person(born="99999", number="-1")]),
    ],
)
def test_lists_without_people_or_columns(mine, theirs):
    found = link(people_of(mine), people_of(theirs))
    assert len(found.pairs) + len(found.unmatched_members) == len(mine)
    assert len(found.pairs) + len(found.unmatched_others) == len(theirs)
    assert found.of_zone(Zone.SAME) == ()
    assert find_duplicates(people_of(mine)) == ()


def test_explaining_a_row_that_is_not_there():
    with pytest.raises(IndexError):
        explain(people_of([person()]), people_of([person()]), 0, 1)


def test_it_can_be_cancelled(linked):
    _pair, members, others, _found = linked
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        link(members, others, work=work)
    with pytest.raises(CancelledError):
        find_duplicates(others, work=work)


def test_it_tells_how_far_it_is(linked):
    _pair, members, others, _found = linked
    said = []
    link(members, others, work=Work(lambda done, total, _text: said.append((done, total))))
    assert said == sorted(said)
    assert {total for _done, total in said} == {100}
    assert said[-1] == (100, 100)


def test_it_can_be_cancelled_half_way(linked):
    _pair, members, others, _found = linked
    work = Work(lambda done, _total, _text: work.cancel() if done >= 50 else None)
    with pytest.raises(CancelledError):
        link(members, others, work=work)
