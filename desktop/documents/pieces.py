"""Pieces of a long paper: each stays together on a page, and titles never stand last on one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit, wrap
from desktop.documents.sheet import A4, MM, Sheet, heading

LEFT, RIGHT = 25 * MM, A4[0] - 15 * MM
TOP, BOTTOM = 18 * MM, A4[1] - 24 * MM
SIZE, SMALL = 10.5, 9.0
LABEL = 36 * MM
PAD = 3.0
_LINES = 24
"""Lines of one piece; a longer text goes on in the next."""


@dataclass(frozen=True)
class SheetNote:
    """A short paragraph: bold title, its lines, and who or why in italics."""

    title: str
    lines: tuple[str, ...]
    verdict: str = ""


@dataclass(frozen=True)
class Part:
    """A text and its place in a piece, from the left of the page and down from its top."""

    text: Fitted
    left: float
    down: float = 0.0


@dataclass(frozen=True)
class Piece:
    """Something that stays together on a page.

    Attributes:
        rule: a thin line below it.
        leads: a title: it never stands last on a page.
    """

    parts: tuple[Part, ...]
    height: float
    rule: bool = False
    leads: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it with its top at a height of the page."""
        for part in self.parts:
            sheet.block(part.text, part.left, top + part.down)
        if self.rule:
            sheet.rule(LEFT, RIGHT, top + self.height - 2, weight=0.4)


def title(text: str) -> Piece:
    """Return the title of a section."""
    fitted = fit(text, fonts.BOLD, 11.5, RIGHT - LEFT)
    return Piece((Part(fitted, LEFT, 9),), fitted.height + 11, leads=True)


def line(text: str) -> Piece:
    """Return a line across the page."""
    fitted = fit(text, fonts.REGULAR, SIZE, RIGHT - LEFT, max_lines=2, least=8)
    return Piece((Part(fitted, LEFT),), fitted.height + 1)


def note(told: SheetNote) -> Piece:
    """Return title at the left, what was said beside it, who and why below in italics."""
    left = LEFT + LABEL
    room = RIGHT - left
    texts = [(text, fonts.REGULAR, SIZE) for text in told.lines]
    if told.verdict:
        texts.append((told.verdict, fonts.ITALIC, SMALL))
    heading = fit(told.title, fonts.BOLD, SIZE, LABEL - 2 * PAD, max_lines=3, least=8)
    parts, down = [Part(heading, LEFT)], 0.0
    for text, font, size in texts:
        fitted = fit(text, font, size, room, max_lines=3, least=8)
        parts.append(Part(fitted, left, down))
        down += fitted.height
    return Piece(tuple(parts), max(heading.height, down) + 4)


def whole_note(told: SheetNote, *, rule: bool = False) -> Iterator[Piece]:
    """Yield a paragraph of which nothing is cut, however long its texts are."""
    heading = fit(told.title, fonts.BOLD, SIZE, LABEL - 2 * PAD, max_lines=6, least=8)
    texts = [portion for text in told.lines for portion in _portions(text, fonts.REGULAR, SIZE)]
    texts += _portions(told.verdict, fonts.ITALIC, SMALL)
    parts, down, least = [Part(heading, LEFT)], 0.0, heading.height
    for text in texts:
        if down and down + text.height > _LINES * SIZE:
            yield Piece(tuple(parts), max(least, down))
            parts, down, least = [], 0.0, 0.0
        parts.append(Part(text, LEFT + LABEL, down))
        down += text.height
    yield Piece(tuple(parts), max(least, down) + 4, rule=rule)


def _portions(text: str, font: str, size: float) -> list[Fitted]:
    """Return a text in portions of so many lines that each finds room on a page."""
    lines = wrap(text, font, size, RIGHT - LEFT - LABEL) if text else []
    return [
        Fitted(tuple(lines[start : start + _LINES]), font, size)
        for start in range(0, len(lines), _LINES)
    ]


def paginated(pieces: Sequence[Piece], first_room: float) -> list[list[Piece]]:
    """Split pieces over as many pages as they need; a title takes its first line along."""
    pages: list[list[Piece]] = [[]]
    left = first_room
    for number, piece in enumerate(pieces):
        need = piece.height
        if piece.leads and number + 1 < len(pieces):
            need += pieces[number + 1].height
        if need > left:
            pages.append([])
            left = BOTTOM - TOP
        pages[-1].append(piece)
        left -= piece.height
    return pages


def letterhead(sheet: Sheet, office_lines: Sequence[str], place_date: str) -> float:
    """Draw who makes the paper, where and when; return where its title begins."""
    y = heading(sheet, TOP, office_lines or ("",), left=LEFT, right=RIGHT) + 10
    date = fit(place_date, fonts.ITALIC, 12, RIGHT - LEFT)
    return sheet.block(date, RIGHT, y, align="right") + 10


def drawn(
    sheet: Sheet,
    pages: Sequence[Sequence[Piece]],
    opening: Callable[[Sheet], float],
    *,
    foot: Sequence[str],
    practice: bool,
) -> bytes:
    """Draw pages and return the paper.

    Args:
        sheet: the paper, still empty.
        pages: as `paginated` returns them.
        opening: draws what stands above the pieces of the first page, and returns where they begin.
        foot: sentences at the foot of every page; empty ones are left out.
        practice: whether this is practice data, printed on every page.
    """
    said = ". ".join(part for part in foot if part)
    for number, page in enumerate(pages, start=1):
        if practice:
            sheet.practice_mark()
        top = opening(sheet) if number == 1 else TOP
        for piece in page:
            piece.draw(sheet, top)
            top += piece.height
        _foot(sheet, said, number, len(pages))
        sheet.next_page()
    return sheet.finished()


def _foot(sheet: Sheet, text: str, page: int, pages: int) -> None:
    y = A4[1] - 16 * MM
    sheet.rule(LEFT, RIGHT, y - 11, weight=0.4)
    fitted = fit(text, fonts.REGULAR, 9, RIGHT - LEFT - 60, max_lines=1)
    sheet.line(fitted.first, LEFT, y, font=fitted.font, size=fitted.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    sheet.line(shown, RIGHT, y, font=fonts.REGULAR, size=9, align="right")
