from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from desktop.common.vocabulary import FieldKey
from desktop.roster.linkage import (
    Explainer,
    Zone,
    link,
    load_table,
    people_of,
)
from desktop.roster.linkage.places import read_address, village_key
from desktop.roster.linkage.views import Fact, Verdict
from desktop.roster.linkage.weights import VERDICTS, read_table
from tests.roster.linkage.pairs import make_pair

K = FieldKey
ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "resources" / "linkage" / "weights-2.json"


def verdict(mine, theirs, fact):
    """Return how one fact of two rows compares, or None when a side does not know it."""
    named = {K.FULL_NAME: "Lò Văn Panh"}
    explainer = Explainer(people_of([{**named, **mine}]), people_of([{**named, **theirs}]))
    found = [line.verdict for line in explainer.reasons(0, 0) if line.fact is fact]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("1978-03-12", "1978-03-12", Verdict.SAME),
        ("1978-03-12", "1978-12-03", Verdict.SWAPPED),
        ("1978-03-12", "1978", Verdict.SAME_YEAR),
        ("1978-03-12", "1978-03", Verdict.SAME_MONTH),
        ("1978-03-12", "1978-04", Verdict.OTHER_DAY),
        ("1978-03-12", "1978-01-01", Verdict.SAME_YEAR),
        ("1978-01-01", "1978-01-01", Verdict.SAME_YEAR),
        ("1978-03-12", "1978-03-17", Verdict.NEAR_DAY),
        ("1978-03-12", "1978-03-22", Verdict.NEAR_DAY),
        ("1978-03-20", "1978-03-19", Verdict.NEAR_DAY),
        ("1978-03-12", "1978-03-25", Verdict.ONE_PART),
        ("1978-03-12", "1978-04-12", Verdict.ONE_PART),
        ("1978-03-12", "1978-05-17", Verdict.OTHER_DAY),
        ("1978-03-12", "1979-03-12", Verdict.OTHER_YEAR),
        ("2005-02-08", "1995-02-08", Verdict.OTHER_YEAR),
        ("1978-03-12", "1987-03-12", Verdict.OTHER_YEAR),
        ("1978-03-12", "1951-03-12", Verdict.DIFFERS),
        ("1978-03-12", "1980", Verdict.NEAR_YEAR),
        ("1978", "1990", Verdict.DIFFERS),
        ("1978", "", None),
    ],
)
def test_dates_of_birth(mine, theirs, expected):
    rows = {K.BIRTH_DATE: mine}, {K.BIRTH_DATE: theirs}
    assert verdict(*rows, Fact.BIRTH) == expected
    assert verdict(rows[1], rows[0], Fact.BIRTH) == expected


def test_the_year_in_the_only_number_explains_another_year():
    mine = {K.BIRTH_DATE: "1978-03-12", K.PERSONAL_ID: "014079012345"}
    assert verdict(mine, {K.BIRTH_DATE: "1979-03-12"}, Fact.BIRTH) is Verdict.NUMBER_YEAR
    both = {K.BIRTH_DATE: "1979-03-12", K.PERSONAL_ID: "014079012345"}
    assert verdict(mine, both, Fact.BIRTH) is Verdict.OTHER_YEAR


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("014078012345", "014078012345", Verdict.SAME),
        ("14078012345", "014078012345", Verdict.SAME),
        ("001078012345", "1078012345", Verdict.SAME),
        ("014 078 012 345", "014078012345", Verdict.SAME),
        ("014078012345", "014078012346", Verdict.ONE_DIGIT),
        ("014078012345", "014078021345", Verdict.ONE_DIGIT),
        ("014078012345", "014078021354", Verdict.DIFFERS),
        ("014078012345", "", None),
        ("014078012345", "123456789", None),
        ("014078012345", "không có", None),
    ],
)
def test_personal_numbers(mine, theirs, expected):
    rows = {K.PERSONAL_ID: mine}, {K.PERSONAL_ID: theirs}
    assert verdict(*rows, Fact.PERSONAL_ID) == expected
    assert verdict(rows[1], rows[0], Fact.PERSONAL_ID) == expected


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        ({K.BIRTH_DATE: "1978-03-12", K.SEX: "male"}, Verdict.DIFFERS),
        ({K.BIRTH_DATE: "1951-03-12", K.SEX: "male"}, Verdict.UNFITTING),
        ({K.BIRTH_DATE: "1978", K.SEX: "female"}, Verdict.UNFITTING),
        ({}, Verdict.DIFFERS),
    ],
)
def test_another_number_that_is_no_number_of_its_row_says_little(mine, expected):
    rows = {**mine, K.PERSONAL_ID: "014078012345"}, {K.PERSONAL_ID: "014078098766"}
    assert verdict(*rows, Fact.PERSONAL_ID) is expected
    assert verdict(rows[1], rows[0], Fact.PERSONAL_ID) is expected


def test_the_first_table_still_reads_as_it_did():
    before, now = load_table(1), load_table()
    births, numbers = before.facts[Fact.BIRTH], before.facts[Fact.PERSONAL_ID]
    assert births[Verdict.NEAR_DAY] == births[Verdict.ONE_PART]
    assert numbers[Verdict.UNFITTING] == numbers[Verdict.DIFFERS]
    for table in (before, now):
        assert Verdict.UNFITTING in table.contradictions[Fact.PERSONAL_ID]
        assert Verdict.NEAR_DAY in table.contradictions[Fact.BIRTH]


def test_an_old_number_is_known_wherever_it_stands():
    mine = {K.PERSONAL_ID: "050123456"}
    assert verdict(mine, {K.OLD_ID: "50123456"}, Fact.OLD_ID) is Verdict.SAME


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("14000001", "14000001", Verdict.SAME),
        ("14000001", "14000002", Verdict.ONE_DIGIT),
        ("14000001", "19999999", Verdict.DIFFERS),
        ("14000001", "014078012345", None),
    ],
)
def test_card_numbers(mine, theirs, expected):
    rows = {K.CARD_NUMBER: mine}, {K.CARD_NUMBER: theirs}
    assert verdict(*rows, Fact.CARD_NUMBER) == expected


@pytest.mark.parametrize(
    ("name", "family", "middle", "given"),
    [
        ("Lò Văn Panh", "same", "same", "same"),
        ("LO VAN PANH", "bare", "bare", "same"),
        ("Lò Vân Panh", "same", "letters", "same"),
        ("Lò Panh", "same", "missing", "same"),
        ("Lò Văn Panhh", "same", "same", "typo"),
        ("Lê Văn Panh", "short_typo", "same", "same"),
        ("Quàng Thị Ín", "differs", "differs", "differs"),
        ("Panh Lò Văn", "letters", "letters", "letters"),
        ("LòVăn Panh", "letters", "letters", "same"),
    ],
)
def test_names_part_by_part(name, family, middle, given):
    facts = (Fact.FAMILY, Fact.MIDDLE, Fact.GIVEN)
    assert [verdict({}, {K.FULL_NAME: name}, fact) for fact in facts] == [family, middle, given]


@pytest.mark.parametrize("names", [("Hoà", "Hòa"), ("Lý", "Lí"), ("K’Brêu", "K'BRÊU")])
def test_ways_of_writing_a_name(names):
    one, two = ({K.FULL_NAME: f"Lò Văn {name}"} for name in names)
    assert verdict(one, two, Fact.GIVEN) is Verdict.SAME


def test_the_sex_of_a_list_without_that_column_comes_from_the_number():
    mine = {K.PERSONAL_ID: "014178012345"}
    assert verdict(mine, {K.SEX: "female"}, Fact.SEX) is Verdict.SAME
    assert verdict(mine, {K.SEX: "male"}, Fact.SEX) is Verdict.DIFFERS
    assert verdict({}, {K.SEX: "male"}, Fact.SEX) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bản Nà Sang", "na sang"),
        ("Chi bộ bản  NÀ SANG", "na sang"),
        ("Nà Sang", "na sang"),
        ("Tổ dân phố số 3", "3"),
        ("TDP 3", "3"),
        ("Thôn", "thon"),
        ("", ""),
    ],
)
def test_villages(text, key):
    assert village_key(text) == key


@pytest.mark.parametrize(
    ("text", "village", "commune"),
    [
        ("Bản Mẫu, xã Mường Thử, tỉnh Sơn Thử", "mau", "muong thu"),
        ("Bản Mẫu; Xã Mường Thử", "mau", "muong thu"),
        ("Bản Mẫu - Mường Thử - Bắc Thử - Sơn Thử", "mau", "muong thu"),
        ("xã Mường Thử, huyện Bắc Thử", "", "muong thu"),
        ("Bản Mẫu", "mau", ""),
        ("", "", ""),
        (",;-", "", ""),
    ],
)
def test_addresses(text, village, commune):
    assert read_address(text) == (village, commune)


def test_places():
    def place(mine, theirs):
        return verdict({K.RESIDENCE: mine}, {K.RESIDENCE: theirs}, Fact.PLACE)

    here = "Bản Mẫu, xã Mường Thử, tỉnh Sơn Thử"
    assert place(here, "Mẫu, xã Mường Thử") is Verdict.SAME
    assert place(here, "Bản Sang, xã Mường Thử") is Verdict.COMMUNE
    assert place(here, "") is None
    # A commune that the other list never names was merged or renamed: it is not held against.
    assert place(here, "Bản Mẫu, xã Mường Mới") is Verdict.SAME
    assert verdict({K.CELL: "Chi bộ bản Mẫu"}, {K.VILLAGE: "Mẫu"}, Fact.PLACE) is Verdict.SAME


def test_another_commune_of_the_same_list_is_held_against():
    one, two = "Bản Mẫu, xã Thử", "Bản Sang, xã Thí"
    mine = people_of([{K.FULL_NAME: "A B", K.RESIDENCE: text} for text in (one, two)])
    explainer = Explainer(mine, mine)
    places = {line.verdict for line in explainer.reasons(0, 1) if line.fact is Fact.PLACE}
    assert places == {Verdict.DIFFERS}


# ------------------------------------------------------------------ the table


def test_the_shipped_table_covers_every_verdict_and_is_explained():
    table = load_table()
    said = (ROOT / "docs" / "linkage.md").read_text(encoding="utf-8")
    assert f"weights-{table.version}.json" in said
    for fact, verdicts in VERDICTS.items():
        assert f"`{fact}`" in said
        missing = {one for one in verdicts if one is not Verdict.UNKNOWN and one.value not in said}
        assert missing == set()
        assert table.facts[fact][Verdict.UNKNOWN] == 0
    with pytest.raises(FileNotFoundError):
        load_table(99)


def spoiled(change):
    data = json.loads(TABLE.read_text(encoding="utf-8"))
    change(data)
    return data


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(format=2),
        lambda data: data.pop("zones"),
        lambda data: data["zones"].update(agreements=1),
        lambda data: data["zones"].update(same_at=-1),
        lambda data: data["facts"].pop("sex"),
        lambda data: data["facts"]["sex"].pop("same"),
        lambda data: data["facts"]["sex"].update(perhaps=1),
        lambda data: data["facts"].update(shoe_size={}),
        lambda data: data["contradictions"].update(sex=[]),
        lambda data: data["contradictions"].pop("personal_id"),
        lambda data: data["rarity"]["given"].pop("least"),
    ],
)
def test_a_table_that_breaks_a_promise_is_refused(change):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the developer's
        read_table(spoiled(change))


def test_a_higher_threshold_never_shows_more():
    pair = make_pair(6, 200, 1_500)
    lists = people_of(pair.members), people_of(pair.others)
    before: set[tuple[int, int]] | None = None
    for bits in (0, 4, 8, 12):
        data = spoiled(lambda data, bits=bits: data["zones"].update(ask_at=bits, same_at=12))
        found = link(*lists, table=read_table(data)).pairs
        assert all(one.weight >= bits - 0.05 for one in found)
        rows = {(one.member, one.other) for one in found}
        assert before is None or rows <= before
        before = rows


# ------------------------------------------------------------------ the generator


def test_the_generator_repeats_itself_and_keeps_its_word():
    one, two = make_pair(8, 300, 2_000), make_pair(8, 300, 2_000)
    assert (one.members, one.others, one.truth) == (two.members, two.others, two.truth)
    assert make_pair(9, 300, 2_000).members != one.members
    assert len(set(one.truth.values())) == len(one.truth)
    assert 0.9 < len(one.truth) / 300 < 0.99
    # Numbers alone find about six in ten, as in the register the generator follows.
    same = [
        one.members[a].get(K.PERSONAL_ID, "") == one.others[b].get(K.PERSONAL_ID, "")
        and len(one.members[a].get(K.PERSONAL_ID, "")) == 12
        for a, b in one.truth.items()
    ]
    assert 0.5 < np.mean(same) < 0.72
    with pytest.raises(ValueError, match="too short"):
        make_pair(1, 100, 10)


@pytest.mark.parametrize("seed", [41, 42, 43])
def test_a_commune_is_cross_checked_well(seed):
    pair = make_pair(seed, 500, 5_000)
    found = link(people_of(pair.members), people_of(pair.others))
    right = sum(pair.truth.get(one.member) == one.other for one in found.pairs)
    assert 2 * right / (len(found.pairs) + len(pair.truth)) >= 0.985
    same = found.of_zone(Zone.SAME)
    assert len(same) >= 0.7 * len(pair.truth)
    assert sum(pair.truth.get(one.member) != one.other for one in same) <= 1
