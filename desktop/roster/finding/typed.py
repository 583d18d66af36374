"""What somebody typed into the search box, taken apart. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.common.text import clean, only_digits
from desktop.roster.spelling import Marks, key_of, marks_of

_DATE = re.compile(r"^(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-](\d{4}|\d{2})$")
_NUMBER = re.compile(r"^[\d\s.\-/]+$")
_EDGES = "-.,/()"
_PIVOT = 30
"""Two digits of a birth year: nobody on the list was born after 2030, some before 1931."""


@dataclass(frozen=True)
class Token:
    """One word of a query.

    Attributes:
        key: folded, apostrophes out; what names and places are compared with.
        marks: the word with the marks that were typed.
        day: (year, month, day) when it is a date, day and month perhaps 0.
    """

    key: str
    marks: Marks
    day: tuple[int, int, int] | None = None

    @property
    def is_digits(self) -> bool:
        """Whether it is a number rather than a word."""
        return self.key.isascii() and self.key.isdigit()


@dataclass(frozen=True)
class Typed:
    """A whole query.

    Attributes:
        tokens: its words, in the order typed.
        digits: all digits when it is nothing but a number, grouped in any way; else empty.
        day: (year, month, day) when it is nothing but a date.
    """

    tokens: tuple[Token, ...]
    digits: str
    day: tuple[int, int, int] | None

    @property
    def words(self) -> tuple[Token, ...]:
        """The words that are no numbers and no dates."""
        return tuple(one for one in self.tokens if not one.is_digits and one.day is None)


def read_typed(text: str) -> Typed:
    """Take a query apart; any text may be typed."""
    query = clean(text).replace("’", "'")
    tokens = []
    for word in query.split():
        token = _token(word)
        if token.key:
            tokens.append(token)
    digits = only_digits(query) if _NUMBER.match(query) else ""
    return Typed(tuple(tokens), digits, _day_of(query))


@lru_cache(maxsize=1_024)  # with every letter the words before it are read again
def _token(word: str) -> Token:
    return Token(token_key(word), marks_of(word.strip(_EDGES)), _day_of(word))


def token_key(word: str) -> str:
    """Return what a word is compared by: folded, `k'brêu` run together, edges trimmed."""
    return key_of(word).replace("'", "").strip(_EDGES)


def full_year(digits: str) -> int:
    """Return the year of birth that four, or only two, digits mean."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year > _PIVOT else 2000)


def _day_of(word: str) -> tuple[int, int, int] | None:
    """Read `12/3/1978`, `12.03.78` or `3/1978`."""
    parts = _DATE.match(word)
    if parts is None:
        return None
    day, month, year = parts.groups()
    if day is None and len(year) == 2:
        return None  # "12/78" is rather a part of a number
    if not 1 <= int(month) <= 12 or int(day or 1) > 31:
        return None
    return full_year(year), int(month), int(day or 0)
