"""Texts become small numbers: comparing numbers is what makes a cross-check fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.roster.spelling import marks_of, words_in

ABSENT = 0
"""The number of the empty text."""


class Words:
    """Numbers the texts of one or more lists, in the order they come."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": ABSENT}

    def number(self, text: str) -> int:
        """Return the number of a text; a new text gets the next one."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def numbers(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of many texts."""
        return [self.number(text) for text in texts]


Part = tuple[str, str, int, int]
"""A word of a name: folded key, key with marks in one spelling, and the numbers of both."""

_NO_NAME = (ABSENT,) * 8


class NameReader:
    """Takes names apart; every distinct word is looked at once.

    Args:
        words: gives the numbers.
    """

    def __init__(self, words: Words) -> None:
        self._number = words.number
        self._known: dict[str, tuple[Part, ...]] = {}

    def read(self, name: str) -> tuple[tuple[int, ...], int]:
        """Return eight numbers and whether (1) the name is written without any mark.

        The numbers are of: family, middle and given name, folded; the same with marks; all
        letters without spaces; all words in alphabetical order. Tone placement (hoà, hòa), y and
        i, case, apostrophes and Unicode forms make no difference.
        """
        parts = self._parts(name)
        if not parts:
            return _NO_NAME, 1
        keys = [part[0] for part in parts]
        marks = [part[1] for part in parts]
        # One word is a given name; the first of several is the family name.
        family, given = parts[0] if len(parts) > 1 else ("", "", ABSENT, ABSENT), parts[-1]
        middle, middle_marks = ABSENT, ABSENT
        if len(parts) == 3:
            _key, _marks, middle, middle_marks = parts[1]
        elif len(parts) > 3:
            middle = self._number(" ".join(keys[1:-1]))
            middle_marks = self._number(" ".join(marks[1:-1]))
        whole = self._number("".join(keys))
        is_bare = int(keys == marks)
        keys.sort()
        in_order = self._number(" ".join(keys))
        numbers = family[2], middle, given[2], family[3], middle_marks, given[3], whole, in_order
        return numbers, is_bare

    def _parts(self, name: str) -> list[Part]:
        found: list[Part] = []
        known = self._known
        for raw in name.split():
            parts = known.get(raw)
            if parts is None:
                parts = known[raw] = tuple(self._new(raw))
            found += parts
        return found

    def _new(self, raw: str) -> Iterator[Part]:
        for word in words_in(raw):
            marks = marks_of(word)
            marked = f"{marks.letters}{marks.tone}"
            if marks.key:
                yield marks.key, marked, self._number(marks.key), self._number(marked)
