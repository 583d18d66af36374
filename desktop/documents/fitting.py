"""Make a text fit its place: wrap at words, then shrink, and only then cut with an ellipsis."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.text import clean
from desktop.documents.fonts import width

LEADING = 1.18  # line distance as a multiple of the size; Vietnamese capitals carry two marks
_STEP = 0.5
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Fitted:
    """A text made ready: its lines, one font, one size (points)."""

    lines: tuple[str, ...]
    font: str
    size: float

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.size * LEADING

    @property
    def first(self) -> str:
        """The first line, empty when there is no text."""
        return self.lines[0] if self.lines else ""


def _break_word(word: str, font: str, size: float, room: float) -> list[str]:
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char, font, size) > room:
            pieces.append(piece)
            piece = char
        else:
            piece += char
    return [*pieces, piece]


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """Return the lines of a text that fit `room` points; a word wider than that is broken."""
    # ReportLab does not kern, so the width of a line is the sum of its words and spaces.
    space = width(" ", font, size)
    lines: list[str] = []
    line, used = "", 0.0
    for word in clean(text).split(" "):
        extent = width(word, font, size)
        if line and used + space + extent <= room:
            line, used = f"{line} {word}", used + space + extent
            continue
        if line:
            lines.append(line)
        line, used = word, extent
        if extent > room:
            *full, line = _break_word(word, font, size, room)
            lines.extend(full)
            used = width(line, font, size)
    return [*lines, line] if line else lines


def fit(
    text: str, font: str, size: float, room: float, *, max_lines: int = 1, least: float = 7
) -> Fitted:
    """Return a text wrapped to at most `max_lines` lines of `room` points.

    The size goes down from `size` to `least` points until the text fits; a text that does not
    fit even then is cut and ends in an ellipsis, so it can never run over its neighbours.
    """
    # No paper has room for more, and measuring ten thousand letters would only cost time.
    text = text[: max_lines * 400]
    now = size
    lines = wrap(text, font, now, room)
    while len(lines) > max_lines and now > least:
        now = max(least, now - _STEP)
        lines = wrap(text, font, now, room)
    if len(lines) > max_lines:
        last = lines[max_lines - 1]
        while last and width(last + _ELLIPSIS, font, now) > room:
            last = last[:-1]
        lines = [*lines[: max_lines - 1], last.rstrip() + _ELLIPSIS]
    return Fitted(tuple(lines), font, now)
