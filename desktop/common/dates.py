"""Dates that carry their own precision: a day, a month or only a year.

They are stored as ISO 8601 with reduced precision, `1958`, `1958-03` or `1958-03-12`, so the
text itself says how much is known and sorts correctly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.common.text import clean, only_digits

_PARTS = re.compile(r"^(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{2}|\d{4})$")
_MONTH = re.compile(r"^(\d{1,2})[./\-\s](\d{4})$")
_UNKNOWN_DAY = re.compile(r"^(?:0{1,2}|-{1,2})[./\-](?:0{1,2}|-{1,2})[./\-](\d{4})$")
_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A calendar date of which month and day may be unknown (then they are 0)."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Refuse dates that no calendar has.

        Raises:
            ValueError: the parts do not make a date.
        """
        if not 1 <= self.year <= 9999:
            raise ValueError(f"year {self.year}")
        if self.day and not self.month:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR

    @property
    def iso(self) -> str:
        """The stored form: `1958`, `1958-03` or `1958-03-12`."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def shown(self) -> str:
        """The form people read: `12/03/1958`, `03/1958` or `1958`."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.insert(0, f"{self.month:02d}")
        if self.day:
            parts.insert(0, f"{self.day:02d}")
        return "/".join(parts)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read the stored form.

        Raises:
            ValueError: the text is not a date with reduced precision.
        """
        found = _ISO.match(text)
        if not found:
            raise ValueError(f"not an ISO date: {text!r}")
        return cls(*(int(part) for part in found.groups() if part))


def show_iso(text: str | None) -> str:
    """Return the form people read of a stored date, or an empty string."""
    return PartialDate.from_iso(text).shown if text else ""


def parse_date(text: str, *, latest_year: int) -> PartialDate:
    """Read a date as people type it.

    Accepts `12/03/1978`, `1.3.78`, `12-03-1978`, `12031978`, `03/1958`, `1958`, `00/00/1958`,
    `--/--/1958` and the stored ISO form. Two-digit years above `latest_year % 100` are 19xx.

    Args:
        text: what was typed or read.
        latest_year: the latest year that makes sense (usually this year).

    Raises:
        ValueError: no date can be read.
    """
    raw = clean(text)
    if found := _UNKNOWN_DAY.match(raw):
        return PartialDate(int(found[1]))
    if _ISO.match(raw) and ("-" in raw or len(raw) == 4):
        return PartialDate.from_iso(raw)
    if found := _PARTS.match(raw):
        day, month, year = (int(part) for part in found.groups())
        return PartialDate(_full_year(year, len(found[3]), latest_year), month, day)
    if found := _MONTH.match(raw):
        return PartialDate(int(found[2]), int(found[1]))
    digits = only_digits(raw)
    if digits == raw and len(digits) == 8:
        return PartialDate(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    if digits == raw and len(digits) == 6:
        year = _full_year(int(digits[4:]), 2, latest_year)
        return PartialDate(year, int(digits[2:4]), int(digits[:2]))
    raise ValueError(f"not a date: {raw!r}")


def _full_year(year: int, length: int, latest_year: int) -> int:
    if length == 4:
        return year
    century = latest_year - latest_year % 100
    return century + year if century + year <= latest_year else century - 100 + year
