"""The names of the last ones as a paper, a workbook or data; identity numbers stay masked."""

from __future__ import annotations

from typing import Any

from desktop.common.clock import Clock, local
from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.documents import workbook
from desktop.documents.figure_words import Value, dated, shown
from desktop.documents.ruled_table import Column
from desktop.documents.state_report import ReportContent, ReportTable, render_report
from desktop.documents.workbook import SheetContent
from desktop.progress import words
from desktop.progress.data import NOT_COME_CODE
from desktop.progress.forms import NotedForms, json_bytes
from desktop.progress.remaining.views import Remaining, RemainingList
from desktop.progress.remaining.words import reason_words
from desktop.progress.rules import NOT_COME
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class RemainingPapers(NotedForms[RemainingList]):
    """Writes lists of names: .pdf, .xlsx or .json."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        super().__init__(
            store,
            clock,
            preferences,
            forms={".pdf": write_names_paper, ".xlsx": write_names_workbook, ".json": _json},
            tag=Tag.REMAINING_LISTED,
            detail=lambda found: {"people": len(found.people)},
        )


def remaining_data(found: RemainingList) -> dict[str, Any]:
    """Return a list as JSON holds it; identity numbers are masked."""
    report = found.report
    return {
        "as_of": report.as_of.isoformat(),
        "practice": report.is_practice,
        "eligible": report.total.eligible,
        "received": report.total.received,
        "cell": found.wanted.cell,
        "cut": found.is_cut,
        "people": [
            {
                "name": one.full_name,
                "birth_date": one.birth_date,
                "unit": one.cell,
                "personal_id": one.masked_id,
                "state": NOT_COME_CODE if one.state == NOT_COME else one.state,
                "reason": reason_words(one.why, vi),
                "from": one.why.source.value,
                "since": one.why.day,
            }
            for one in found.people
        ],
    }


def _row(number: int, one: Remaining) -> tuple[str, ...]:
    return (
        shown(number),
        one.full_name,
        show_iso(one.birth_date),
        words.cell_name(one.cell),
        one.masked_id,
        reason_words(one.why, vi),
    )


def _titles() -> tuple[str, ...]:
    return (
        vi("STT"),
        vi("Họ và tên"),
        vi("Ngày sinh"),
        vi("Chi bộ"),
        vi("Số định danh"),
        vi("Lý do chưa thu nhận"),
    )


def _sentence(found: RemainingList) -> str:
    total = found.report.total
    left = total.eligible - total.received
    text = vi("Đã thu nhận {received} trên {eligible} đảng viên đủ điều kiện, còn {left}.").format(
        received=shown(total.received), eligible=shown(total.eligible), left=shown(left)
    )
    if len(found.people) == left:
        return text
    part = vi("Danh sách này có {people} người.").format(people=shown(len(found.people)))
    return f"{text} {part}"


def write_names_paper(found: RemainingList, upper: str) -> bytes:
    """Return the list as a PDF of A4 pages, in the form of State papers."""
    report = found.report
    widths = (13, 39, 24, 33, 30, 44)
    columns = tuple(
        Column(title, width, centred=number == 0, max_lines=4 if number == 5 else 2)
        for number, (title, width) in enumerate(zip(_titles(), widths, strict=True))
    )
    rows = tuple(_row(number, one) for number, one in enumerate(found.people, start=1))
    return render_report(
        ReportContent(
            office_lines=tuple(one for one in (upper, report.office) if one),
            place_date=dated(report.place, local(report.made_at)),
            subject=vi("Danh sách đảng viên chưa thu nhận hồ sơ"),
            campaign_title=report.campaign.name,
            as_of=words.as_of(report),
            sentences=(_sentence(found),),
            tables=(ReportTable("", columns, rows),),
            practice=report.is_practice,
        )
    )


def write_names_workbook(found: RemainingList, upper: str) -> bytes:
    """Return the list as .xlsx."""
    del upper
    report = found.report
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (number, *_row(number, one)[1:]) for number, one in enumerate(found.people, start=1)
    )
    sheet = SheetContent(vi("Chưa thu nhận"), _titles(), rows, (_sentence(found),))
    return workbook.write_workbook(
        [report.office, report.campaign.name, words.as_of(report)],
        (sheet,),
        decimals=report.campaign.decimals,
        practice=report.is_practice,
    )


def _json(found: RemainingList, upper: str) -> bytes:
    del upper
    return json_bytes(remaining_data(found))
