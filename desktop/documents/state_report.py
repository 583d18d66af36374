"""A report as a State paper: A4, tables that run over pages with their titles.

Form: Decree 30/2020/NĐ-CP, appendix I: margins 20/20/30/15 mm, page number centred in the upper
margin from the second page on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.course_drawing import HEIGHT, CourseContent, draw_course
from desktop.documents.fitting import fit
from desktop.documents.ruled_table import HEAD, TALL_HEAD, Column, Line, draw, filling, measured
from desktop.documents.sheet import A4, MM, Box, Sheet, heading, legal_basis, signature_column

_LEFT, _RIGHT = 30 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 20 * MM, A4[1] - 20 * MM
_WIDTH = _RIGHT - _LEFT
_SIGNING = 130.0
_SIGNED = 92.0  # the least of it: 22 mm for signature and stamp
_GOES_ALONG = 3  # rows of a table that go with the signatures onto their page
_GAP = 16.0  # between tables that stand beside each other
_TITLE = 24.0
"""Height of the title of a table, with the space above it."""


@dataclass(frozen=True)
class ReportTable:
    """One table of the report.

    Attributes:
        title: `1. Kết quả theo từng xã`.
        columns: their widths are shares; together they fill the page.
        rows: one text for each column.
        total: the last row, bold; empty for none.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportContent:
    """Everything the paper shows, ready to read.

    Attributes:
        office_lines: superior body first, the body that reports last.
        place_date: place and date in words.
        subject: what the report is about.
        campaign_title: what it belongs to.
        as_of: `Số liệu đến 14:34 ngày 20/08/2025`.
        sentences: paragraphs before the tables.
        tables: in their order; a table without rows is left out.
        legal_basis: what the paper rests on; empty leaves it out.
        practice: True for practice data; printed on every page.
        course: the way to the deadline, drawn before the tables; None for none.
        pair: short tables that stand beside each other above the signatures; empty for none.
    """

    office_lines: tuple[str, ...]
    place_date: str
    subject: str
    campaign_title: str
    as_of: str
    sentences: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    practice: bool = False
    legal_basis: str = ""
    course: CourseContent | None = None
    pair: tuple[ReportTable, ...] = ()


@dataclass(frozen=True)
class _Part:
    """Some rows of a table on one page."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    top: float
    head: float
    left: float = _LEFT


def render_report(content: ReportContent) -> bytes:
    """Return the report as a PDF of A4 pages."""
    sheet = Sheet(A4, content.subject)
    pages, end = _laid_out(content, _opening(Sheet(A4, ""), content))
    for number, parts in enumerate(pages, start=1):
        if content.practice:
            sheet.practice_mark()
        if number == 1:
            _opening(sheet, content)
        else:
            sheet.line(str(number), A4[0] / 2, 14 * MM, font=fonts.REGULAR, size=13, align="centre")
        for part in parts:
            _draw(sheet, part)
        if number == len(pages):
            _signatures(sheet, end)
        sheet.next_page()
    return sheet.finished()


def _laid_out(content: ReportContent, start: float) -> tuple[list[list[_Part]], float]:
    """Split the tables over pages; returns the pages and where the signatures begin."""
    pages: list[list[_Part]] = [[]]
    y = start
    for table in content.tables:
        if not table.rows:
            continue
        columns = filling(table.columns, _WIDTH)
        waiting = measured(table.rows, columns)
        if table.total:
            waiting += measured([table.total], columns, font=fonts.BOLD)
        title, head = table.title, _head(columns)
        while waiting:
            # A title never stands alone, nor does a sum: two rows go with them.
            least = _TITLE + head + sum(line.height for line in waiting[:2])
            if y + least > _BOTTOM:
                pages.append([])
                y = _TOP
            top = y + (_TITLE if title else 0)
            count = _fitting(waiting, _BOTTOM - top - head)
            pages[-1].append(_Part(title, columns, tuple(waiting[:count]), top, head))
            y = top + head + sum(line.height for line in waiting[:count])
            waiting, title = waiting[count:], ""
        y += 10
    if any(table.rows for table in content.pair):
        return pages, _beside(pages, y, [one for one in content.pair if one.rows])
    return pages, _end_of(pages, y) + 8


def _beside(pages: list[list[_Part]], y: float, tables: Sequence[ReportTable]) -> float:
    """Put tables beside each other, whole and on the page of the signatures; returns their end."""
    width = (_WIDTH - _GAP * (len(tables) - 1)) / len(tables)
    parts, tallest = [], 0.0
    for number, table in enumerate(tables):
        columns = filling(table.columns, width)
        lines = measured(table.rows, columns)
        if table.total:
            lines += measured([table.total], columns, font=fonts.BOLD)
        head = _head(columns)
        left = _LEFT + number * (width + _GAP)
        parts.append(_Part(table.title, columns, tuple(lines), 0, head, left))
        tallest = max(tallest, head + sum(line.height for line in lines))
    if y + _TITLE + tallest + 12 + _SIGNED > _BOTTOM and pages[-1]:
        pages.append([])
        y = _TOP
    pages[-1] += [replace(part, top=y + _TITLE) for part in parts]
    return y + _TITLE + tallest + 12


def _end_of(pages: list[list[_Part]], y: float) -> float:
    """Return where the signatures begin; they stand on no page without the end of a table."""
    if y + _SIGNING <= _BOTTOM:
        return y
    if not pages[-1]:
        pages.append([])
        return _TOP
    last = pages[-1].pop()
    is_short = len(last.lines) <= 2 * _GOES_ALONG
    moved = last.lines if is_short else last.lines[-_GOES_ALONG:]
    if not is_short:
        pages[-1].append(replace(last, lines=last.lines[:-_GOES_ALONG]))
    title = last.title if is_short else ""
    top = _TOP + (_TITLE if title else 0)
    pages.append([replace(last, title=title, lines=moved, top=top)])
    return top + last.head + sum(line.height for line in moved) + 10


def _head(columns: Sequence[Column]) -> float:
    """Return the height of the titles: of one line where every title fits into it."""
    is_low = all(
        len(fit(one.title, fonts.BOLD, 11, one.width - 6, max_lines=9).lines) == 1
        for one in columns
    )
    return HEAD if is_low else TALL_HEAD


def _fitting(lines: Sequence[Line], room: float) -> int:
    """Return how many rows go into the room; a last row that is left over takes one with it."""
    count, used = 0, 0.0
    for line in lines:
        if used + line.height > room:
            break
        used += line.height
        count += 1
    return count - 1 if count > 2 and len(lines) - count == 1 else max(1, count)


def _draw(sheet: Sheet, part: _Part) -> None:
    if part.title:
        title = fit(part.title, fonts.BOLD, 13, _WIDTH)
        sheet.block(title, part.left, part.top - title.height - 5)
    draw(sheet, part.lines, part.columns, left=part.left, top=part.top, head=part.head)


def _opening(sheet: Sheet, content: ReportContent) -> float:
    office = tuple(line.upper() for line in content.office_lines) or ("",)
    y = heading(sheet, _TOP, office, left=_LEFT, right=_RIGHT) + 10
    half = _WIDTH * 0.38
    number = fit(vi("Số: ......./BC"), fonts.REGULAR, 13, half)
    sheet.block(number, _LEFT + half / 2, y, align="centre")
    date = fit(content.place_date, fonts.ITALIC, 13, _WIDTH - half)
    y = sheet.block(date, _RIGHT - (_WIDTH - half) / 2 + 4, y, align="centre") + 16
    middle = (_LEFT + _RIGHT) / 2
    y = sheet.block(fit(vi("BÁO CÁO"), fonts.BOLD, 14, _WIDTH), middle, y, align="centre")
    for text, font, size in (
        (content.subject, fonts.BOLD, 14),
        (content.campaign_title, fonts.REGULAR, 13),
        (f"({content.as_of})", fonts.ITALIC, 13),
    ):
        fitted = fit(text, font, size, _WIDTH, max_lines=2)
        y = sheet.block(fitted, middle, y + 2, align="centre")
    y = legal_basis(sheet, content.legal_basis, y, room=_WIDTH, size=12, middle=middle) + 12
    for sentence in content.sentences:
        fitted = fit(sentence, fonts.REGULAR, 13, _WIDTH, max_lines=4, least=11)
        y = sheet.block(fitted, _LEFT, y) + 6
    if content.course is not None:
        draw_course(sheet, content.course, _LEFT, y + 4, _WIDTH)
        y += HEIGHT + 8
    return y + 2


def _signatures(sheet: Sheet, top: float) -> None:
    half = (_WIDTH - 20) / 2
    for left, role in ((_LEFT, vi("Người lập báo cáo")), (_RIGHT - half, vi("Thủ trưởng đơn vị"))):
        signature_column(
            sheet,
            Box(left, top, half, _SIGNING - 20),
            role=role,
            hint=vi("(ký, ghi rõ họ tên)"),
            name="",
            scale=1.1,
        )
