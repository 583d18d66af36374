"""Reasons to look at a record, from its frozen snapshot alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.ids import new_id
from desktop.common.vocabulary import FieldKey, Step
from desktop.intake.review import drawing, returning
from desktop.intake.review.errors import ReturnError
from desktop.intake.review.returning import GivenBack, ReturnReason
from desktop.intake.review.rules import WEIGHTS, Around, Risk, findings, weight
from desktop.intake.review.words import finding_words, short_words
from tests import factories


def snapshot(**changes):
    """Return a snapshot in which nothing is odd, with some parts changed."""
    start = factories.MORNING
    plain = {
        "fields": {"full_name": "Giàng A Páo", "birth_date": "1978-03-12", "phone": "0912"},
        "sources": {"full_name": "card", "birth_date": "card", "phone": "declared"},
        "member": {"status": "official", "eligible": True, "listed": {"full_name": "Giàng A Páo"}},
        "readings": [
            {
                "source": "card",
                "values": {"full_name": "Giàng A Páo", "birth_date": "1978-03-12"},
                "read_at": start.isoformat(),
            }
        ],
        "photo": {"digest": "0", "report": {"score": 0.8}, "exception": ""},
        "signature": {"digest": "0", "exception": {}},
        "step_times": {
            Step.COMPARE.value: start.isoformat(),
            "received": (start + timedelta(minutes=3)).isoformat(),
        },
    }
    return plain | changes


def risks(**changes):
    return [one.risk for one in findings(snapshot(**changes))]


def test_a_record_like_most_gives_no_reason():
    assert risks() == []


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        (Risk.PHOTO_EXCEPTION, {"photo": {"report": {"score": 0.2}, "exception": "one eye"}}),
        (Risk.SIGN_EXCEPTION, {"signature": {"exception": {"reason": "hand", "witness": "x"}}}),
        (Risk.OUTSIDE_LIST, {"member": {"status": "outside_list", "eligible": False}}),
        (Risk.NOT_ELIGIBLE, {"member": {"status": "official", "eligible": False}}),
        (Risk.TYPED, {"readings": []}),
        (Risk.LOW_PHOTO, {"photo": {"report": {"score": 0.49}, "exception": ""}}),
        (
            Risk.NAME_DIFFERS,
            {
                "member": {
                    "status": "official",
                    "eligible": True,
                    "listed": {"full_name": "Giàng A Pao"},
                }
            },
        ),
    ],
)
def test_each_reason_by_itself(expected, changes):
    assert risks(**changes) == [expected]


def test_a_name_chosen_from_the_list_against_the_card_differs_all_the_same():
    listed = {"full_name": "Giàng A Pao"}
    found = risks(
        member={"status": "official", "eligible": True, "listed": listed},
        fields={"full_name": "Giàng A Pao", "birth_date": "1978-03-12"},
        sources={"full_name": "list"},
    )
    assert found == [Risk.NAME_DIFFERS]


def test_the_place_of_a_tone_mark_and_capitals_are_no_difference():
    listed = {"full_name": "LÒ THỊ HOÀ"}
    found = risks(
        member={"status": "official", "eligible": True, "listed": listed},
        fields={"full_name": "Lò Thị Hòa"},
        readings=[{"source": "card", "values": {"full_name": "Lò Thị Hòa"}, "read_at": ""}],
    )
    assert found == []


def test_only_what_the_card_said_otherwise_was_edited_after_the_scan():
    changed = {"full_name": "Giàng A Páo", "birth_date": "1979-03-12", "phone": "0987"}
    sources = {"full_name": "card", "birth_date": "declared", "phone": "declared"}
    (found,) = findings(snapshot(fields=changed, sources=sources))
    assert (found.risk, found.fields) == (Risk.EDITED, (FieldKey.BIRTH_DATE,))
    assert finding_words(found) == "Sửa sau khi quét: Ngày sinh"


def test_a_damaged_scan_that_was_settled_by_typing_is_typed():
    values = {"full_name": "Giàng A Páo", "chosen": {"full_name": "typed"}}
    (found,) = findings(snapshot(readings=[{"source": "card", "values": values, "read_at": ""}]))
    assert (found.risk, found.fields) == (Risk.TYPED, (FieldKey.FULL_NAME,))
    values = values | {"chosen": {"full_name": "candidate"}}
    assert not findings(snapshot(readings=[{"source": "card", "values": values, "read_at": ""}]))


@pytest.mark.parametrize(("seconds", "is_fast"), [(44, True), (45, False), (-5, False)])
def test_what_is_too_fast_for_a_person(seconds, is_fast):
    start = factories.MORNING
    times = {
        "compare": start.isoformat(),
        "received": (start + timedelta(seconds=seconds)).isoformat(),
    }
    assert risks(step_times=times) == [Risk.FAST] * is_fast


def test_what_is_not_stored_is_not_judged():
    assert risks(photo={"report": {}, "exception": ""}, step_times={}) == []


def test_what_is_known_beside_the_snapshot_and_the_order():
    around = Around(doubled=True, returned=True, sample_failed=True)
    found = findings(snapshot(readings=[]), around)
    assert [one.risk for one in found] == [
        Risk.DUPLICATE,
        Risk.RETURNED,
        Risk.TYPED,
        Risk.SAMPLE_FAILED,
    ]
    assert weight(found) == sum(WEIGHTS[one.risk] for one in found) == 110


def test_every_risk_has_weight_and_words():
    assert set(WEIGHTS) == set(Risk)
    for one in findings(snapshot(readings=[], photo={"report": {"score": 0.1}, "exception": ""})):
        assert "{" not in finding_words(one)
        assert short_words(one)


# ---------------------------------------------------------------- returning


@given(
    st.sampled_from(ReturnReason),
    st.sampled_from(FieldKey),
    st.text(st.characters(codec="utf-8", categories=("L", "P", "N"))),
)
def test_what_was_said_is_read_back(reason, field, note):
    note = note or "sai"
    said = returning.checked(GivenBack(reason, field, note))
    assert returning.read(returning.stored(said)) == said
    assert (said.field is None) == (reason is not ReturnReason.OTHER_FIELD)


def test_a_return_must_say_what_to_mend():
    with pytest.raises(ReturnError):
        returning.checked(GivenBack(ReturnReason.OTHER, note=" "))
    with pytest.raises(ReturnError):
        returning.checked(GivenBack(ReturnReason.OTHER_FIELD, note="sai"))
    assert returning.read("thiếu giấy chuyển sinh hoạt") is None
    assert returning.read("review:of_a_newer_program sửa đi").reason is ReturnReason.OTHER


def test_where_a_return_is_mended():
    assert GivenBack(ReturnReason.PHOTO).step is Step.PHOTO
    assert GivenBack(ReturnReason.OTHER_FIELD, FieldKey.CELL).bad_field is FieldKey.CELL
    assert GivenBack(ReturnReason.BIRTH_DATE).bad_field is FieldKey.BIRTH_DATE


# ---------------------------------------------------------------- drawing


@given(st.integers(0, 300), st.integers(1, 100), st.text())
def test_a_sample_is_as_large_as_asked_and_drawn_again_alike(count, percent, seed):
    keys = [new_id() for _ in range(count)]
    found = drawing.drawn(keys, seed=seed, percent=percent)
    assert len(found) == len(set(found)) == -(-count * percent // 100)
    assert set(found) <= set(keys)
    assert drawing.drawn(reversed(keys), seed=seed, percent=percent) == found


def test_every_record_is_drawn_about_as_often():
    keys = [new_id() for _ in range(20)]
    hits = dict.fromkeys(keys, 0)
    for seed in range(2000):
        for key in drawing.drawn(keys, seed=str(seed), percent=10):
            hits[key] += 1
    # 200 expected each, standard deviation 13.4: six of them either way
    assert all(120 < count < 280 for count in hits.values())
