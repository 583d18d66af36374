"""How values relate, what is worth a line, which values may be chosen."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.common.vocabulary import FieldKey as F
from desktop.roster.register.errors import DecisionRefusedError
from desktop.roster.register.rules import (
    LIST,
    Likeness,
    Record,
    checked_value,
    compare_values,
    discrepancies,
    gravest,
    shown,
)

L = Likeness
TODAY = date(2025, 8, 20)


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "likeness"),
    [
        (F.FULL_NAME, "Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA", L.SAME),
        (F.FULL_NAME, "K’Brêu", "K'brêu", L.SAME),
        (F.FULL_NAME, "Giàng A Pao", "Giàng A Páo", L.DIFFERENT),
        (F.FULL_NAME, "Lý A Chu", "Lí A Chu", L.DIFFERENT),  # the card must carry one of them
        (F.BIRTH_DATE, "1950", "1950-03-12", L.LIST_LESS),
        (F.BIRTH_DATE, "1950-03-12", "1950-03", L.SOURCE_LESS),
        (F.BIRTH_DATE, "1950", "1951-03-12", L.DIFFERENT),
        (F.BIRTH_DATE, "1950-03-12", "1950-12-03", L.DIFFERENT),
        (F.PERSONAL_ID, "014078012345", "014078012346", L.DIFFERENT),
        (F.PERSONAL_ID, "", "014078012345", L.LIST_BLANK),
        (F.CARD_NUMBER, "14.123.417", "14123417", L.SAME),
        (F.ETHNICITY, "H'Mông", "Mông", L.SAME),
        (F.ETHNICITY, "Cơ Ho", "K'Ho", L.SAME),
        (F.ETHNICITY, "Thái", "Tày", L.DIFFERENT),
        (F.CELL, "Chi bộ Bản Nà Sang", "bản nà sang", L.SAME),
        (F.HOMETOWN, "Hang Chú, Bắc Yên, Sơn La", "xã Xím Vàng, Sơn La", L.SAME),
        (F.HOMETOWN, "Sơn La", "xã Xím Vàng, tỉnh Sơn La", L.LIST_LESS),
        (F.HOMETOWN, "Hòa Bình", "Phú Thọ", L.POSSIBLE),
        (F.SEX, "male", "female", L.DIFFERENT),
        (F.SEX, "male", "", L.SOURCE_BLANK),
        (F.SEX, "", "", L.SAME),
    ],
)
def test_how_a_source_relates_to_the_list(field, ours, theirs, likeness):
    assert compare_values(field, ours, theirs) is likeness


def test_a_line_holds_everybodys_word_with_its_source():
    ours = {F.FULL_NAME: "Giàng A Pao", F.BIRTH_DATE: "1978", F.SEX: "male"}
    records = [
        Record("population", "p1", 7, {"full_name": "Giàng A Páo", "birth_date": "1978-03-12"}),
        Record("member-file", "m1", 9, {"full_name": "Giàng A Pao", "sex": "male"}),
    ]
    found = discrepancies(ours, 3, records)
    assert set(found) == {F.FULL_NAME, F.BIRTH_DATE}
    said = found[F.FULL_NAME]
    assert [(one.source, one.value, one.list_id, one.row) for one in said] == [
        (LIST, "Giàng A Pao", "", 3),
        ("population", "Giàng A Páo", "p1", 7),
        ("member-file", "Giàng A Pao", "m1", 9),
    ]
    assert gravest(said) is L.DIFFERENT
    assert gravest(found[F.BIRTH_DATE]) is L.LIST_LESS


def test_a_blank_is_a_line_only_where_the_value_is_needed():
    record = Record(
        "population", "p", 1, {"personal_id": "014078012345", "hometown": "xã X, Sơn La"}
    )
    assert set(discrepancies({F.FULL_NAME: "A"}, None, [record])) == {F.PERSONAL_ID}


def test_nothing_differs_where_sources_say_less_or_nothing():
    record = Record("population", "p", 1, {"birth_date": "1978", "full_name": "GIÀNG A PAO"})
    ours = {F.FULL_NAME: "Giàng A Pao", F.BIRTH_DATE: "1978-03-12", F.CELL: "Bản Một"}
    assert discrepancies(ours, 1, [record]) == {}
    assert discrepancies(ours, 1, []) == {}


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        (F.BIRTH_DATE, "12/3/1978", "1978-03-12"),
        (F.BIRTH_DATE, "1978", "1978"),
        (F.SEX, "nữ", "female"),
        (F.SEX, "male", "male"),
        (F.PERSONAL_ID, "014 078 012 345", "014078012345"),
        (F.CARD_NUMBER, "14.123.417", "14123417"),
        (F.HOMETOWN, "  xã  Xím Vàng ", "xã Xím Vàng"),
    ],
)
def test_a_value_somebody_gives_is_kept_in_our_form(field, text, kept):
    assert checked_value(field, text, today=TODAY) == kept


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (F.FULL_NAME, "  "),
        (F.BIRTH_DATE, "31/02/1978"),
        (F.BIRTH_DATE, "21/08/2025"),
        (F.SEX, "không rõ"),
        (F.PERSONAL_ID, "14078012345"),
        (F.PERSONAL_ID, "999078012345"),
        (F.OLD_ID, "12345678"),
        (F.CARD_NUMBER, "12ab"),
    ],
)
def test_a_value_that_is_none_is_refused_with_advice(field, text):
    with pytest.raises(DecisionRefusedError) as refused:
        checked_value(field, text, today=TODAY)
    assert refused.value.advice


def test_values_are_shown_as_people_read_them():
    assert shown(F.BIRTH_DATE, "1978-03-12") == "12/03/1978"
    assert shown(F.BIRTH_DATE, "") == ""
    assert shown(F.SEX, "female") == "Nữ"
    assert shown(F.FULL_NAME, "Giàng A Pao") == "Giàng A Pao"
