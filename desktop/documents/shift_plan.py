"""The shift plan of one week for the wall: A4 across, days as columns, shifts as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit, wrap
from desktop.documents.ruled_table import TALL_HEAD, Column, Line, draw, paginate
from desktop.documents.sheet import A4, MM, Box, Sheet, heading, signature_column

_PAGE = (A4[1], A4[0])
_LEFT, _RIGHT = 15 * MM, A4[1] - 15 * MM
_TOP, _BOTTOM = 13 * MM, A4[0] - 13 * MM
_LABEL = 27 * MM
_DAY = (_RIGHT - _LEFT - _LABEL) / 7
_ROOM = _DAY - 6.0
_SIGNING = 76.0
_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_LEAST_ROWS = (40.0, 30.0, 20.0)
"""Height of a row at least; where there is room, a name can still be added by hand."""


@dataclass(frozen=True)
class PlanRow:
    """One shift at one place.

    Attributes:
        label: the shift, and the place where the week has several.
        cells: the names of each day, Monday first.
    """

    label: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class WallPlan:
    """Everything the sheet shows, ready to read.

    Attributes:
        office_lines: superior body first, the body that plans last.
        place_date: place and date in words.
        subject: which week, which counter.
        days: seven titles, Monday first.
        holidays: the holiday of each day, "" for none.
        rows: shifts in their order.
        footer: when the sheet was made, so that an old one on the wall is seen to be old.
        practice: True for practice data.
    """

    office_lines: tuple[str, ...]
    place_date: str
    subject: str
    days: tuple[str, ...]
    holidays: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    footer: str
    practice: bool = False


def render_wall_plans(plans: Sequence[WallPlan]) -> bytes:
    """Return a PDF with a page for each week; a week beyond all measure goes on on a second."""
    sheet = Sheet(_PAGE, vi("LỊCH TRỰC"))
    for plan in plans:
        _draw(sheet, plan)
    return sheet.finished()


def _draw(sheet: Sheet, plan: WallPlan) -> None:
    columns = (Column(vi("Ca"), _LABEL), *(Column(day, _DAY) for day in plan.days))
    start = _opening(Sheet(_PAGE, ""), plan)
    lines = _fitting(plan, _BOTTOM - start - TALL_HEAD - _SIGNING)
    # `paginate` counts a head of one line; ours has two.
    deeper = TALL_HEAD - 22.0
    pages = paginate(
        lines,
        first_room=_BOTTOM - start - deeper,
        room=_BOTTOM - _TOP - deeper,
        signing=_SIGNING,
    )
    for number, page in enumerate(pages, start=1):
        if plan.practice:
            sheet.practice_mark()
        top = _opening(sheet, plan) if number == 1 else _TOP + 12
        below = draw(sheet, page, columns, left=_LEFT, top=top, head=TALL_HEAD)
        if number == len(pages):
            _signature(sheet, below + 8)
        _footer(sheet, plan.footer, number, len(pages))
        sheet.next_page()


def _opening(sheet: Sheet, plan: WallPlan) -> float:
    office = tuple(line.upper() for line in plan.office_lines) or ("",)
    y = heading(sheet, _TOP, office, left=_LEFT, right=_RIGHT) + 4
    date = fit(plan.place_date, fonts.ITALIC, 11.5, _RIGHT - _LEFT)
    y = sheet.block(date, _RIGHT, y, align="right") + 2
    middle = (_LEFT + _RIGHT) / 2
    title = fit(vi("LỊCH TRỰC"), fonts.BOLD, 16, _RIGHT - _LEFT)
    y = sheet.block(title, middle, y, align="centre")
    subject = fit(plan.subject, fonts.REGULAR, 13, _RIGHT - _LEFT)
    return sheet.block(subject, middle, y + 1, align="centre") + 8


def _fitting(plan: WallPlan, room: float) -> list[Line]:
    """Return the rows in the largest letters in which they have room on one page."""
    lines: list[Line] = []
    for size, least in product(_SIZES, _LEAST_ROWS):
        lines = _lines(plan, size, least)
        if sum(line.height for line in lines) <= room:
            break
    return lines


def _lines(plan: WallPlan, size: float, least: float) -> list[Line]:
    lines = []
    if any(plan.holidays):
        texts = tuple((name,) if name else () for name in plan.holidays)
        lines.append(_line((vi("Ngày nghỉ"),), texts, min(size, 10.5), 0.0, fonts.ITALIC))
    lines += [_line(row.label, row.cells, size, least) for row in plan.rows]
    return lines


def _line(
    label: Sequence[str],
    texts: Sequence[Sequence[str]],
    size: float,
    least: float,
    font: str = fonts.REGULAR,
) -> Line:
    first = _stacked(label, fonts.BOLD, size, _LABEL - 6.0, dashed=False)
    cells = (first, *(_stacked(names, font, size, _ROOM) for names in texts))
    return Line(cells, max(least, max(cell.height for cell in cells) + 6.0))


def _stacked(
    names: Sequence[str], font: str, size: float, room: float, *, dashed: bool = True
) -> Fitted:
    """Return names below each other; of several, each begins with a dash, as some take two lines.

    Nobody is left out and no name is cut: what is on the wall is what counts.
    """
    dash = "– " if dashed and len(names) > 1 else ""
    lines = [line for name in names for line in wrap(dash + name, font, size, room)]
    return Fitted(tuple(lines), font, size)


def _signature(sheet: Sheet, top: float) -> None:
    width = 70 * MM
    signature_column(
        sheet,
        Box(_RIGHT - width, top, width, _SIGNING - 14),
        role=vi("Người xếp lịch"),
        hint=vi("(ký, ghi rõ họ tên)"),
        name="",
    )


def _footer(sheet: Sheet, text: str, page: int, pages: int) -> None:
    y = A4[0] - 9 * MM
    fitted = fit(text, fonts.REGULAR, 9.5, 400)
    sheet.line(fitted.first, _LEFT, y, font=fitted.font, size=fitted.size)
    if pages > 1:
        shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
        sheet.line(shown, _RIGHT, y, font=fonts.REGULAR, size=9.5, align="right")
