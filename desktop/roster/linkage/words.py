"""Texts become small numbers: comparing numbers is what makes a cross-check fast."""

from __future__ import annotations

from collections.abc import Iterable

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


Part = tuple[str, str]
"""A word of a name: (folded key, key with marks in one spelling)."""


class NameReader:
    """Takes names apart; every distinct word is looked at once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Part, ...]] = {}

    def parts(self, name: str) -> list[Part]:
        """Return the words of a name, folded and with marks.

        Tone placement (hoà, hòa), y and i, case, apostrophes and Unicode forms make no difference.
        """
        found: list[Part] = []
        for raw in name.split():
            parts = self._known.get(raw)
            if parts is None:
                marks = [marks_of(word) for word in words_in(raw)]
                parts = tuple((one.key, f"{one.letters}{one.tone}") for one in marks if one.key)
                self._known[raw] = parts
            found.extend(parts)
        return found
