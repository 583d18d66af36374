"""The evening report as a paper, a workbook or data."""

from __future__ import annotations

from dataclasses import replace

from desktop.common.clock import Clock, local
from desktop.common.i18n import vi
from desktop.documents import workbook
from desktop.documents.course_drawing import CourseContent
from desktop.documents.figure_words import dated, shown
from desktop.documents.page_image import page_count
from desktop.documents.ruled_table import Column
from desktop.documents.state_report import ReportContent, ReportTable, render_report
from desktop.documents.workbook import SheetContent
from desktop.intake.same_visit.words import service_words
from desktop.progress import words
from desktop.progress.data import as_data
from desktop.progress.forms import NotedForms, json_bytes
from desktop.progress.views import CellProgress, ProgressReport
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

MOST = (*((cells, 6) for cells in (12, 10, 8, 7, 6, 5, 4, 3)), (3, 4), (2, 4), (2, 3), (1, 2))
"""So many cells and reasons stand on the paper as one A4 has room for; the workbook has all."""


class ProgressPapers(NotedForms[ProgressReport]):
    """Writes reports: .pdf, .xlsx or .json."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        super().__init__(
            store,
            clock,
            preferences,
            forms={".pdf": write_paper, ".xlsx": write_workbook, ".json": _json},
            tag=Tag.PROGRESS_REPORTED,
            detail=lambda report: {"as_of": report.as_of.isoformat()},
        )


def write_paper(report: ProgressReport, upper: str) -> bytes:
    """Return the report as a PDF of one A4, in the form of State papers."""
    made = b""
    for cells, reasons in MOST:
        made = render_report(_content(report, upper, cells, reasons))
        if page_count(made) == 1:
            return made
    # Figures come before the drawing where a long legal basis and many reasons leave no room.
    return render_report(replace(_content(report, upper, *MOST[-1]), course=None))


def _content(report: ProgressReport, upper: str, cells: int, reasons: int) -> ReportContent:
    return ReportContent(
        office_lines=tuple(one for one in (upper, report.office) if one),
        place_date=dated(report.place, local(report.made_at)),
        subject=vi("Tiến độ thu nhận hồ sơ"),
        campaign_title=report.campaign.name,
        legal_basis=report.campaign.legal_basis,
        as_of=words.as_of(report),
        sentences=words.sentences(report),
        tables=(_by_cell(report, cells),),
        practice=report.is_practice,
        course=_course(report),
        pair=_where_and_why(report, reasons),
    )


def _course(report: ProgressReport) -> CourseContent | None:
    """Return what is drawn of the way to the deadline; None before there is anybody."""
    found = report.course
    if not found.whole:
        return None
    return CourseContent(
        days=tuple((one.day, one.received) for one in found.days),
        whole=found.whole,
        deadline=found.deadline,
        a_day=found.a_day,
        ahead=tuple((one.day, one.received) for one in found.ahead),
    )


def _by_cell(report: ProgressReport, most: int) -> ReportTable:
    fields = words.cell_fields(report)
    title, cells = _cells(report, most)
    total = [shown(one.value(0, "", report.total)) for one in fields]
    if len(cells) < len(report.cells):
        # The rows above do not make this sum: it says whose it is.
        total[1] = vi("Cả {all} chi bộ").format(all=_named(report))
    return ReportTable(
        title,
        tuple(
            Column(one.title, one.width, right=one.right, max_lines=1 if one.right else 2)
            for one in fields
        ),
        tuple(
            tuple(shown(one.value(n, cell.name, cell.totals)) for one in fields)
            for n, cell in enumerate(cells, start=1)
        ),
        tuple(total),
    )


def _where_and_why(report: ProgressReport, most: int) -> tuple[ReportTable, ReportTable]:
    """Return where people were received, and why the others were not yet."""
    people = vi("Người")
    return (
        ReportTable(
            vi("Nơi thu nhận"),
            (Column(vi("Nơi"), 96), Column(people, 34, right=True), Column("%", 30, right=True)),
            tuple(
                (name, shown(count), shown(share))
                for name, count, share in words.source_rows(report)
            ),
            (vi("Cộng"), shown(report.total.received_total), ""),
        ),
        ReportTable(
            vi("Còn lại theo lý do"),
            (Column(vi("Lý do"), 126), Column(people, 34, right=True)),
            _most(words.remaining_rows(report), most),
        ),
    )


def _cells(report: ProgressReport, most: int) -> tuple[str, list[CellProgress]]:
    """Return the cells to show: all where there is room, else those with most still to come."""
    if len(report.cells) <= most:
        return vi("Theo chi bộ"), list(report.cells)
    left = {one.name: one.totals.eligible - one.totals.received for one in report.cells}
    behind = sorted(
        (one for one in report.cells if left[one.name]), key=lambda one: (-left[one.name], one.name)
    )
    if not behind:
        return vi("{all} chi bộ, không còn ai chưa thu nhận").format(all=_named(report)), []
    if len(behind) <= most:
        title = vi("{n} chi bộ còn người chưa thu nhận (trên {all} chi bộ)")
    else:
        title = vi("{n} chi bộ còn lại nhiều nhất ({behind}/{all} chưa xong, đủ ở bảng Excel)")
    said = title.format(n=min(most, len(behind)), behind=len(behind), all=_named(report))
    return said, behind[:most]


def _named(report: ProgressReport) -> int:
    """Return how many cells there are, without those whose cell is not known."""
    return sum(bool(one.name) for one in report.cells)


def _most(rows: list[tuple[str, int]], most: int) -> tuple[tuple[str, str], ...]:
    kept = rows if len(rows) <= most else rows[: most - 1]
    rest = sum(count for _, count in rows[len(kept) :])
    lines = [(text, shown(count)) for text, count in kept]
    if rest:
        lines.append((vi("Lý do khác"), shown(rest)))
    return tuple(lines)


def write_workbook(report: ProgressReport, upper: str) -> bytes:
    """Return the report as .xlsx: every cell, where, what remains, who is left out."""
    del upper
    fields = words.cell_fields(report)
    whole = CellProgress("", report.total)
    cells = [*enumerate(report.cells, start=1), (0, whole)]
    people = vi("Người")
    sheets = (
        SheetContent(
            vi("Theo chi bộ"),
            tuple(one.title for one in fields),
            tuple(
                tuple(one.value(n, cell.name, cell.totals) for one in fields) for n, cell in cells
            ),
            words.sentences(report),
            has_total=True,
        ),
        SheetContent(
            vi("Nơi thu nhận"),
            (vi("Nơi"), people, "%"),
            (*words.source_rows(report), (vi("Cộng"), report.total.received_total, None)),
            has_total=True,
        ),
        SheetContent(
            vi("Còn lại theo lý do"),
            (vi("Lý do"), people),
            tuple(words.remaining_rows(report)),
        ),
        SheetContent(vi("Ngoài diện"), (vi("Lý do"), people), tuple(words.left_out_rows(report))),
        SheetContent(
            vi("Việc làm thêm cùng lúc"),
            (vi("Việc"), vi("Lượt")),
            tuple((service_words(kind, vi), number) for kind, number in report.services),
        ),
        SheetContent(
            vi("Theo ngày"),
            (vi("Ngày"), vi("Thu nhận trong ngày"), vi("Lũy kế"), vi("Cần đạt")),
            tuple(
                (f"{day:%d/%m/%Y}", more, so_far, report.course.needed_on(day))
                for day, more, so_far in report.course.each_day()
            ),
        ),
    )
    heads = [report.office, report.campaign.name, words.as_of(report)]
    return workbook.write_workbook(
        heads, sheets, decimals=report.campaign.decimals, practice=report.is_practice
    )


def _json(report: ProgressReport, upper: str) -> bytes:
    del upper
    return json_bytes(as_data(report))
