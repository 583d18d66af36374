"""Minutes of a visit: a State paper, A4, facts, tables that run over pages, two signatures.

Form: Decree 30/2020/NĐ-CP, appendix I: margins 20/20/30/15 mm, page number centred in the upper
margin from the second page on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.ruled_table import HEAD, Column, Line, draw, filling, measured
from desktop.documents.sheet import A4, ASCENT, MM, Box, Sheet, heading, signature_column

_LEFT, _RIGHT = 30 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 20 * MM, A4[1] - 20 * MM
_WIDTH = _RIGHT - _LEFT
_FACT = 32 * MM
_TITLE = 26.0
"""Height of the title of a table, with the space above it."""
_SIGNING = 140.0
"""The closing words, and 22 mm for signature and stamp."""


@dataclass(frozen=True)
class MinutesTable:
    """One table; the widths of its columns are shares that together fill the page."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class MinutesContent:
    """Everything the paper shows, ready to read.

    Attributes:
        office_lines: superior body first, the body whose matter it is last.
        place_date: place and date in words.
        title, subject, campaign_title: what it is and what it belongs to.
        facts: labels and values above the tables.
        sentences: paragraphs before the tables.
        tables: in their order, each with at least one row.
        closing: the words before the signatures.
        signers: roles under the left and the right signature.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    place_date: str
    title: str
    subject: str
    campaign_title: str
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    tables: tuple[MinutesTable, ...]
    closing: str
    signers: tuple[str, str]
    practice: bool = False


@dataclass
class _Part:
    """Some rows of a table on one page."""

    title: str
    columns: tuple[Column, ...]
    lines: list[Line]

    @property
    def height(self) -> float:
        """Of title, head and rows, in points."""
        return (_TITLE if self.title else 0) + HEAD + sum(line.height for line in self.lines)


def render_minutes(content: MinutesContent) -> bytes:
    """Return the minutes as a PDF of A4 pages."""
    sheet = Sheet(A4, content.subject)
    pages = _laid_out(content.tables, _opening(Sheet(A4, ""), content))
    for number, parts in enumerate(pages, start=1):
        if content.practice:
            sheet.practice_mark()
        if number == 1:
            y = _opening(sheet, content)
        else:
            sheet.line(str(number), A4[0] / 2, 14 * MM, font=fonts.REGULAR, size=13, align="centre")
            y = _TOP
        for part in parts:
            y = _draw(sheet, part, y)
        if number == len(pages):
            _signatures(sheet, content, y + 12)
        sheet.next_page()
    return sheet.finished()


def _laid_out(tables: Sequence[MinutesTable], start: float) -> list[list[_Part]]:
    """Split the tables over pages; the last page keeps room for the signatures."""
    pages: list[list[_Part]] = [[]]
    y = start
    for table in tables:
        columns = filling(table.columns, _WIDTH)
        part = _Part(table.title, columns, [])
        lines = measured(table.rows, columns)
        # A title never stands alone: two rows go with it.
        if y + part.height + sum(line.height for line in lines[:2]) > _BOTTOM:
            pages.append([])
            y = _TOP
        pages[-1].append(part)
        for line in lines:
            if y + part.height + line.height > _BOTTOM:
                part = _Part("", columns, [])
                pages.append([part])
                y = _TOP
            part.lines.append(line)
        y += part.height
    if y + _SIGNING > _BOTTOM:
        # Nor do signatures: the last rows go with them.
        last = pages[-1][-1]
        moved = last.lines[-2:] if len(last.lines) > 3 else []
        last.lines = last.lines[: len(last.lines) - len(moved)]
        pages.append([_Part("", last.columns, moved)] if moved else [])
    return pages


def _opening(sheet: Sheet, content: MinutesContent) -> float:
    office = tuple(line.upper() for line in content.office_lines) or ("",)
    y = heading(sheet, _TOP, office, left=_LEFT, right=_RIGHT) + 10
    left = _WIDTH * 0.38
    number = fit(vi("Số: ......./BB"), fonts.REGULAR, 13, left)
    sheet.block(number, _LEFT + left / 2, y, align="centre")
    date = fit(content.place_date, fonts.ITALIC, 13, _WIDTH * 0.62)
    y = sheet.block(date, _RIGHT - _WIDTH * 0.31 + 4, y, align="centre") + 16
    middle = (_LEFT + _RIGHT) / 2
    for text, font, size in (
        (content.title, fonts.BOLD, 14),
        (content.subject, fonts.BOLD, 13),
        (content.campaign_title, fonts.REGULAR, 13),
    ):
        if text:
            fitted = fit(text, font, size, _WIDTH, max_lines=2)
            y = sheet.block(fitted, middle, y + 2, align="centre")
    y += 14
    for label, value in content.facts:
        name = fit(label, fonts.REGULAR, 13, _FACT - 6)
        said = fit(value, fonts.BOLD, 13, _WIDTH - _FACT, max_lines=3, least=10)
        below = sheet.block(name, _LEFT, y)
        y = max(below, sheet.block(said, _LEFT + _FACT, y + ASCENT * (13 - said.size))) + 2
    y += 6
    for sentence in content.sentences:
        fitted = fit(sentence, fonts.REGULAR, 13, _WIDTH, max_lines=5, least=11)
        y = sheet.block(fitted, _LEFT, y) + 6
    return y


def _draw(sheet: Sheet, part: _Part, y: float) -> float:
    if part.title:
        title = fit(part.title, fonts.BOLD, 13, _WIDTH)
        sheet.block(title, _LEFT, y + _TITLE - title.height - 5)
        y += _TITLE
    return draw(sheet, part.lines, part.columns, left=_LEFT, top=y)


def _signatures(sheet: Sheet, content: MinutesContent, top: float) -> None:
    top = sheet.block(fit(content.closing, fonts.REGULAR, 13, _WIDTH), _LEFT, top) + 10
    half = (_WIDTH - 20) / 2
    for left, role in zip((_LEFT, _RIGHT - half), content.signers, strict=True):
        signature_column(
            sheet,
            Box(left, top, half, _SIGNING - 40),
            role=role,
            hint=vi("(ký, ghi rõ họ tên)"),
            name="",
            scale=1.1,
        )
