"""The plan as .xlsx: each week as on the wall, then all turns as a list, with who worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from desktop.common.clock import show_time
from desktop.common.i18n import vi
from desktop.common.sheet_out import harmless, mark_practice
from desktop.documents.shift_plan import PlanRow
from desktop.shifts import words as shift_words
from desktop.shifts.plan import words
from desktop.shifts.plan.views import HERE, Seen, Slot, WeekPlan

Week = tuple[WeekPlan, tuple[str, ...], tuple[PlanRow, ...]]
"""A week, the titles of its days, its rows as on the wall."""

_FONT = "Times New Roman"
_WIDTHS = (14, 12, 12, 14, 24, 30, 22, 8, 8, 8)


def write_workbook(weeks: Sequence[Week], *, practice: bool) -> bytes:
    """Return the weeks as a workbook; texts that look like formulas stay texts.

    Args:
        weeks: in their order.
        practice: whether everybody in it is invented; said on every sheet.
    """
    import openpyxl  # noqa: PLC0415 - only when such a file is written

    book = openpyxl.Workbook()
    book.remove(book.active)
    for week, days, rows in weeks:
        _fill_week(book.create_sheet(f"{vi('Tuần')} {week.monday:%d-%m-%Y}"), week, days, rows)
    _fill_list(book.create_sheet(vi("Danh sách")), [week for week, _, _ in weeks])
    if practice:
        for sheet in book.worksheets:
            mark_practice(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_week(sheet: Any, week: WeekPlan, days: Sequence[str], rows: Sequence[PlanRow]) -> None:
    _write(sheet, 1, [words.week_words(week.monday, vi)], bold=True)
    _write(sheet, 3, [vi("Ca"), vi("Nơi trực"), *days], bold=True, framed=True)
    at = 4
    if any(day.holiday for day in week.days):
        _write(sheet, at, [vi("Ngày nghỉ"), "", *(day.holiday for day in week.days)], framed=True)
        at += 1
    for row in rows:
        texts = ["\n".join(names) for names in row.cells]
        _write(sheet, at, [*row.label, *texts], framed=True)
        sheet.row_dimensions[at].height = 16 * max(2, *(len(names) for names in row.cells))
        at += 1
    _set_widths(sheet, (12, 22, *[22] * len(days)))
    sheet.freeze_panes = "C4"
    _for_printing(sheet)


def _fill_list(sheet: Any, weeks: Sequence[WeekPlan]) -> None:
    titles = [
        vi("Ngày"),
        vi("Thứ"),
        vi("Ca"),
        vi("Loại ngày"),
        vi("Nơi trực"),
        vi("Họ và tên"),
        vi("Thực tế"),
        vi("Từ"),
        vi("Đến"),
        vi("Phút"),
    ]
    _write(sheet, 1, titles, bold=True, framed=True)
    lines = (line for week in weeks for slot in week.slots for line in _lines(week, slot))
    for number, line in enumerate(lines, start=2):
        _write(sheet, number, line, framed=True)
    _set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _for_printing(sheet)


def _lines(week: WeekPlan, slot: Slot) -> Iterator[list[str | int]]:
    """Yield a line for each turn, and for who came without one."""
    shift = slot.shift
    part = vi(shift_words.PARTS[shift.part]) if shift.part else ""
    before: list[str | int] = [
        f"{shift.day:%d/%m/%Y}",
        vi(shift_words.WEEKDAYS[shift.day.weekday()]),
        part,
        vi(shift_words.KINDS[slot.kind]),
    ]
    for turn in slot.turns:
        place = words.place_words(turn.place, week.station, vi)
        told = vi(words.PRESENCES[turn.presence])
        yield [*before, place, turn.person.name, told, *_times(turn.seen)]
    for seen in slot.unplanned:
        place = words.place_words(HERE, week.station, vi)
        yield [*before, place, seen.name, vi(words.UNPLANNED), *_times(seen)]


def _times(seen: Seen | None) -> list[str | int]:
    if seen is None:
        return ["", "", ""]
    return [show_time(seen.first_at), show_time(seen.last_at), seen.minutes]


def _write(
    sheet: Any,
    row: int,
    values: Sequence[str | int],
    *,
    bold: bool = False,
    framed: bool = False,
) -> None:
    """Write one row: minutes as numbers, everything else as text whatever it begins with."""
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - as above

    thin = Side(style="thin", color="999999")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, int):
            cell.value = value
        elif value:
            cell.value = harmless(value)
            cell.data_type, cell.number_format = "s", "@"
        cell.font = Font(name=_FONT, bold=bold)
        cell.alignment = Alignment(vertical="top", wrap_text=framed)
        if framed:
            cell.border = frame


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _for_printing(sheet: Any) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
