"""What a personal ID number says about itself.

The number is `PPP G YY RRRRRR`: place of birth registration, century with sex, year of birth,
six random digits; it has no check digit (Decree 137/2015 article 13, Circular 59/2021/TT-BCA
article 4, now Decree 70/2024). The 63 province codes of 2016 stay valid: the mergers of 2025
did not change numbers already given.
"""

from __future__ import annotations

from enum import StrEnum

from desktop.common.i18n import tr
from desktop.common.reference.people import FOREIGN_CODES, birth_provinces
from desktop.common.text import clean
from desktop.common.vocabulary import Sex

LENGTH = 12
_GROUPING = str.maketrans("", "", " .-")


class IdWarning(StrEnum):
    """A doubt about a number; the clerk reads it and decides."""

    NOT_TWELVE_DIGITS = "not_twelve_digits"
    UNKNOWN_PROVINCE = "unknown_province"
    YEAR_DIFFERS = "year_differs"
    SEX_DIFFERS = "sex_differs"


def _is_twelve_digits(number: str) -> bool:
    return len(number) == LENGTH and number.isascii() and number.isdigit()


def _is_foreign(number: str) -> bool:
    return int(number[:3]) in FOREIGN_CODES


def is_well_formed(number: str) -> bool:
    """Tell whether a text is exactly twelve digits with a known place of registration."""
    return _is_twelve_digits(number) and (number[:3] in birth_provinces() or _is_foreign(number))


def province_of(number: str) -> str | None:
    """Return where the birth was registered (province names of 2016), None if unknown.

    This is not the person's home town and must never be compared with it.
    """
    if not is_well_formed(number):
        return None
    return birth_provinces().get(number[:3]) or tr("Nước ngoài")


def birth_year_of(number: str) -> int | None:
    """Return the year of birth the number was given for, None if it is not a number."""
    if not _is_twelve_digits(number):
        return None
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def sex_of(number: str) -> Sex | None:
    """Return the sex the number was given for, None if it is not a number."""
    if not _is_twelve_digits(number):
        return None
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def check_personal_id(
    number: str, *, birth_year: int | None, sex: Sex | None
) -> tuple[IdWarning, ...]:
    """Compare a number with what is known of the person.

    Sex or year of birth may have been corrected after the number was given, so a difference
    is a warning and never a refusal. What is not known (None) is not compared.
    """
    if not _is_twelve_digits(number):
        return (IdWarning.NOT_TWELVE_DIGITS,)
    found: list[IdWarning] = []
    if not is_well_formed(number):
        found.append(IdWarning.UNKNOWN_PROVINCE)
    if birth_year is not None and birth_year_of(number) != birth_year:
        found.append(IdWarning.YEAR_DIFFERS)
    if sex is not None and sex_of(number) != sex:
        found.append(IdWarning.SEX_DIFFERS)
    return tuple(found)


def warning_text(warning: IdWarning) -> str:
    """Return the sentence a clerk reads for a warning."""
    return {
        IdWarning.NOT_TWELVE_DIGITS: tr("Số định danh phải có đủ 12 chữ số."),
        IdWarning.UNKNOWN_PROVINCE: tr(
            "Ba chữ số đầu của số định danh không phải mã tỉnh nào. Xem lại số trên thẻ."
        ),
        IdWarning.YEAR_DIFFERS: tr(
            "Năm sinh khác với năm trong số định danh. Hỏi lại người dân, xem lại thẻ."
        ),
        IdWarning.SEX_DIFFERS: tr(
            "Giới tính khác với giới tính trong số định danh. Hỏi lại người dân, xem lại thẻ."
        ),
    }[warning]


def number_problem(text: str) -> str | None:
    """Say what is wrong with a typed number, None when it is fine.

    Spaces, dots and dashes between groups are how people write and are forgiven.
    """
    number = clean(text).translate(_GROUPING)
    if not number:
        return tr("Chưa có số định danh. Nhập 12 chữ số trên thẻ.")
    if not (number.isascii() and number.isdigit()):
        return tr("Số định danh chỉ gồm chữ số. Bỏ chữ và dấu khác.")
    if len(number) != LENGTH:
        return tr("Số định danh phải có đủ 12 chữ số, đang có {n}.").format(n=len(number))
    if not is_well_formed(number):
        return warning_text(IdWarning.UNKNOWN_PROVINCE)
    return None
