"""The three lines on the back of a card."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.common.vocabulary import Sex
from desktop.identity.card import CardSource
from desktop.identity.errors import CardTextError
from desktop.identity.mrz import Verdict, check_digit, lines_of, mrz_help, parse_mrz

MRZ = (
    "IDVNM0850123452001085012345<<3",
    "8502142M4502144VNM<<<<<<<<<<<4",
    "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
)
TODAY = date(2025, 8, 20)


def read(text: str) -> object:
    return parse_mrz(text, today=TODAY)


def test_a_whole_back() -> None:
    card = parse_mrz("\n".join(MRZ), today=TODAY)
    assert (card.personal_id, card.birth_date, card.sex) == ("001085012345", "1985-02-14", Sex.MALE)
    assert (card.full_name, card.source) == ("NGUYEN VAN AN", CardSource.MRZ)
    assert not card.certain
    assert "không có dấu" in card.warnings[0]


@pytest.mark.parametrize("joint", ["", "\r\n", " \n ", "|"])
def test_line_ends_small_letters_and_spaces_are_forgiven(joint: str) -> None:
    assert parse_mrz(joint.join(MRZ).lower(), today=TODAY).personal_id == "001085012345"


def test_every_wrong_digit_in_the_checked_places_is_found() -> None:
    for line in (0, 1):
        for at, sign in enumerate(MRZ[line]):
            if not sign.isdigit():
                continue
            other = str((int(sign) + 1) % 10)
            lines = list(MRZ)
            lines[line] = lines[line][:at] + other + lines[line][at + 1 :]
            with pytest.raises(CardTextError):
                parse_mrz("\n".join(lines), today=TODAY)


def test_help_while_typing() -> None:
    assert all(one is Verdict.OK for row in mrz_help(MRZ) for one in row)
    begun = mrz_help(["IDVNM08501234"])
    assert begun[0][5] is Verdict.OPEN
    assert begun[0][13] is begun[1][0] is Verdict.MISSING
    wrong = mrz_help([MRZ[0], "85O2142" + MRZ[1][7:], MRZ[2]])
    assert wrong[1][2] is Verdict.WRONG_SIGN
    slip = mrz_help([MRZ[0], "8502152" + MRZ[1][7:], MRZ[2]])
    assert set(slip[1][:7]) == {Verdict.CHECK_FAILS}
    assert set(slip[0][5:15]) == {Verdict.OK}


@pytest.mark.parametrize(
    "text", ["", "IDVNM", "\n".join(MRZ[:2]), "IDVNM" + "9" * 10_000, "x\n" * 90]
)
def test_other_texts_are_refused_in_words(text: str) -> None:
    with pytest.raises(CardTextError):
        read(text)


def test_the_number_stands_twice_and_must_agree() -> None:
    number = "001085099999"
    first = "IDVNM" + MRZ[0][5:15] + number + "<<" + check_digit(number)
    composite = check_digit(first[5:] + MRZ[1][:7] + MRZ[1][8:15] + MRZ[1][18:29])
    with pytest.raises(CardTextError, match="không giống nhau"):
        read("\n".join((first, MRZ[1][:29] + composite, MRZ[2])))


def test_many_lines_are_cut() -> None:
    assert len(lines_of("A\n" * 50)) == 4
