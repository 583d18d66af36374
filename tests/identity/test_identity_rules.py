from __future__ import annotations

import pytest

from desktop.common.vocabulary import Sex
from desktop.identity.rules import (
    IdWarning,
    birth_year_of,
    check_personal_id,
    is_well_formed,
    number_problem,
    province_of,
    sex_of,
    warning_text,
)

GOOD = "014085012345"  # Sơn La, male, 1985


@pytest.mark.parametrize(
    "number", [GOOD, "001185000001", "096300999999", "101085000000", "295085000000"]
)
def test_known_places_are_well_formed(number: str) -> None:
    assert is_well_formed(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "01408501234",
        "0140850123456",
        "003085012345",
        "097085012345",
        "100085012345",
        "296085012345",
        "000085012345",
        "01408501234a",
        " 14085012345",
        "٠١٤٠٨٥٠١٢٣٤٥",
        "０１４０８５０１２３４５",
    ],
)
def test_everything_else_is_not(number: str) -> None:
    assert not is_well_formed(number)


def test_province_is_named_as_in_2016() -> None:
    assert province_of(GOOD) == "Sơn La"
    assert province_of("019085012345") == "Thái Nguyên"
    assert province_of("193085012345") == "Nước ngoài"
    assert province_of("003085012345") is None
    assert province_of("abc") is None


@pytest.mark.parametrize(
    ("number", "year", "sex"),
    [
        ("014078000001", 1978, Sex.MALE),
        ("014178000001", 1978, Sex.FEMALE),
        ("014204000001", 2004, Sex.MALE),
        ("014304000001", 2004, Sex.FEMALE),
    ],
)
def test_century_digit_gives_year_and_sex(number: str, year: int, sex: Sex) -> None:
    assert birth_year_of(number) == year
    assert sex_of(number) == sex
    assert check_personal_id(number, birth_year=year, sex=sex) == ()


def test_differences_are_warnings() -> None:
    assert check_personal_id(GOOD, birth_year=1986, sex=Sex.FEMALE) == (
        IdWarning.YEAR_DIFFERS,
        IdWarning.SEX_DIFFERS,
    )
    assert check_personal_id("003085012345", birth_year=1985, sex=Sex.MALE) == (
        IdWarning.UNKNOWN_PROVINCE,
    )


def test_what_is_not_known_is_not_compared() -> None:
    assert check_personal_id(GOOD, birth_year=None, sex=None) == ()


def test_a_broken_number_says_nothing_about_the_person() -> None:
    assert check_personal_id("123", birth_year=1985, sex=Sex.MALE) == (IdWarning.NOT_TWELVE_DIGITS,)
    assert birth_year_of("123") is None
    assert sex_of("123") is None


def test_typed_numbers_are_forgiven_their_grouping() -> None:
    assert number_problem(GOOD) is None
    assert number_problem(" 014 085 012 345 ") is None
    assert number_problem("014.085.012.345") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Chưa có"),
        ("   ", "Chưa có"),
        ("01408501234", "đủ 12 chữ số, đang có 11"),
        ("0140850123456", "đang có 13"),
        ("01408501234O", "chỉ gồm chữ số"),
        ("003085012345", "Ba chữ số đầu"),
    ],
)
def test_the_problem_is_said_in_words(text: str, part: str) -> None:
    problem = number_problem(text)
    assert problem is not None
    assert part in problem


def test_every_warning_has_its_sentence() -> None:
    sentences = {warning_text(warning) for warning in IdWarning}
    assert len(sentences) == len(IdWarning)
    assert all(sentence.endswith(".") for sentence in sentences)
