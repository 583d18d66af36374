from datetime import date

import pytest

from desktop.common.check_digits import verify
from desktop.common.vocabulary import ApplicationState, FieldKey, Source
from desktop.intake import rules
from desktop.intake.comparison import Verdict, compare, compare_field, differing_words

TODAY = date(2025, 8, 20)
WHOLE = {
    FieldKey.FULL_NAME: "Giàng A Páo",
    FieldKey.PERSONAL_ID: "014078012345",
    FieldKey.BIRTH_DATE: "1978-03-12",
    FieldKey.SEX: "male",
    FieldKey.JOINED_ON: "2006-02-03",
    FieldKey.OFFICIAL_ON: "2007-02-03",
}


def complaints(**changes):
    values = {**WHOLE, **{FieldKey(key): value for key, value in changes.items()}}
    return {(p.field, p.severity) for p in rules.check(values, today=TODAY)}


def test_a_whole_record_has_no_complaint():
    assert complaints() == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": ""}, FieldKey.FULL_NAME),
        ({"personal_id": "01407801234"}, FieldKey.PERSONAL_ID),
        ({"personal_id": ""}, FieldKey.PERSONAL_ID),
        ({"birth_date": ""}, FieldKey.BIRTH_DATE),
        ({"birth_date": "12/13/1978"}, FieldKey.BIRTH_DATE),
        ({"birth_date": "2031"}, FieldKey.BIRTH_DATE),
        ({"sex": ""}, FieldKey.SEX),
        ({"joined_on": "1929"}, FieldKey.JOINED_ON),
        ({"joined_on": "1970"}, FieldKey.JOINED_ON),
        ({"official_on": "2005"}, FieldKey.OFFICIAL_ON),
    ],
)
def test_errors_name_their_field(changes, field):
    assert (field, rules.Severity.ERROR) in complaints(**changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birth_date": "1979"}, FieldKey.PERSONAL_ID),
        ({"sex": "female"}, FieldKey.PERSONAL_ID),
        ({"joined_on": "1994", "official_on": "1995"}, FieldKey.JOINED_ON),
        ({"official_on": "2012"}, FieldKey.OFFICIAL_ON),
    ],
)
def test_doubts_only_warn(changes, field):
    found = complaints(**changes)
    assert (field, rules.Severity.WARNING) in found
    assert all(severity is rules.Severity.WARNING for _, severity in found)


def test_errors_stand_before_warnings():
    problems = rules.check({**WHOLE, FieldKey.FULL_NAME: "", FieldKey.SEX: "female"}, today=TODAY)
    assert [p.severity.value for p in problems] == ["error", "warning"]


def test_year_only_dates_are_fine():
    assert complaints(birth_date="1978", joined_on="2006", official_on="2007") == set()


def test_every_state_has_its_moves_and_none_leads_back():
    assert set(rules.MOVES) == set(ApplicationState)
    assert not rules.may_move(ApplicationState.EXPORTED, ApplicationState.DRAFT)
    assert not rules.may_move(ApplicationState.RECEIVED, ApplicationState.DRAFT)
    assert rules.may_move(ApplicationState.DRAFT, ApplicationState.RECEIVED)


def test_receipt_numbers_carry_a_check_that_catches_slips():
    number = rules.receipt_number("MT02", 23)
    assert number.startswith("MT02-000023-")
    assert verify(number.replace("-", ""))
    assert not verify(number.replace("-", "").replace("23", "32", 1))


def test_marks_show_exactly_the_differing_words():
    ours, theirs = differing_words("Giàng A Páo", "Giàng A Pao")
    assert ours == ((8, 3),)
    assert theirs == ((8, 3),)


def test_the_place_of_the_tone_mark_is_no_difference():
    assert compare_field(FieldKey.FULL_NAME, "Lò Thị Hoà", "Lò Thị Hòa").verdict is Verdict.SAME


def test_a_year_in_the_list_is_less_precise_not_different():
    row = compare_field(FieldKey.BIRTH_DATE, "1950-02-03", "1950")
    assert row.verdict is Verdict.LESS_PRECISE
    assert row.suggested is Source.CARD


def test_what_only_one_source_knows_is_said():
    rows = {row.field: row for row in compare({FieldKey.ID_ISSUED_ON: "2021-06-01"}, WHOLE)}
    assert rows[FieldKey.ID_ISSUED_ON].verdict is Verdict.ONLY_CARD
    assert rows[FieldKey.FULL_NAME].verdict is Verdict.ONLY_LIST


def test_the_card_is_advised_for_the_name_and_the_list_for_the_address():
    name = compare_field(FieldKey.FULL_NAME, "Giàng A Páo", "Giàng A Pao")
    place = compare_field(FieldKey.RESIDENCE, "Mường Mẫu, Bắc Yên", "xã Mường Thử")
    assert name.suggested is Source.CARD
    assert place.suggested is Source.LIST


@pytest.mark.parametrize(
    ("joined", "years"), [("2006-02-03", 19), ("2006-09-02", 18), ("1966", 59), ("", None)]
)
def test_years_in_the_party(joined, years):
    assert rules.years_in_party(joined, TODAY) == years


@pytest.mark.parametrize(
    ("sex", "birth", "word"),
    [("male", "1950", "ông"), ("female", "1950", "bà"), ("male", "1999", "anh"), ("", "1950", "")],
)
def test_people_are_called_by_sex_and_age(sex, birth, word):
    assert rules.salutation(sex, birth, TODAY) == word
