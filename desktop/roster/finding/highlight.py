"""Which letters of a name a query matched, for underlining."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.roster.spelling import key_of


def highlights(full_name: str, keys: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of a name that the words of a query matched, left to right."""
    parts = _lettered_parts(full_name)
    spans: list[tuple[int, int]] = []
    for key in sorted(keys, key=len, reverse=True):
        if any(_prefix_length(letters, key) for _start, letters in parts):
            continue
        # No word begins so: these are initials, "nt" for Nguyễn Thị; they take their words first.
        spans += _initial_spans(parts, key)
    for key in sorted(keys, key=len, reverse=True):
        for start, letters in parts:
            length = _prefix_length(letters, key)
            if length and all(start + length <= a or start >= a + n for a, n in spans):
                spans.append((start, length))
                break
    return tuple(sorted(spans))


_Part = tuple[int, list[str]]


def _lettered_parts(full_name: str) -> list[_Part]:
    """Return each word as (start, folded letters); one text a letter keeps positions true."""
    parts: list[_Part] = []
    for found in re.finditer(r"\S+", full_name):
        letters = [key_of(char) if char not in "'’-" else "" for char in found.group()]
        parts.append((found.start(), letters))
        cut = next((i for i, letter in enumerate(letters) if not letter), None)
        if cut is not None and cut + 1 < len(letters):
            parts.append((found.start() + cut + 1, letters[cut + 1 :]))
    return parts


def _initial_spans(parts: Sequence[_Part], key: str) -> list[tuple[int, int]]:
    firsts = "".join(letters[0] if len(letters[0]) == 1 else "\0" for _start, letters in parts)
    place = firsts.find(key) if len(key) > 1 else -1
    return [(parts[place + i][0], 1) for i in range(len(key))] if place >= 0 else []


def _prefix_length(letters: Sequence[str], key: str) -> int:
    got = ""
    for count, letter in enumerate(letters, start=1):
        got += letter
        if got == key:
            return count
        if not key.startswith(got):
            return 0
    return 0
