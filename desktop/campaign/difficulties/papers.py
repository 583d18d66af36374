"""The log as the province reads it: A4 and workbook, without names and numbers of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.campaign.difficulties.masking import initials, masked_text
from desktop.campaign.difficulties.views import DifficultyView
from desktop.campaign.difficulties.words import kind_words, state_words
from desktop.common.actors import on_paper, signer
from desktop.common.clock import local, show_date, show_time
from desktop.common.duties import DifficultyState
from desktop.common.i18n import vi
from desktop.documents import workbook
from desktop.documents.figure_words import Value, dated, shown
from desktop.documents.ruled_table import Column
from desktop.documents.state_report import ReportContent, ReportTable, render_report
from desktop.documents.workbook import SheetContent


@dataclass(frozen=True)
class Told:
    """What goes to the province.

    Attributes:
        entries: in their order.
        office, upper: the body that tells, and the one above it.
        place: of the date.
        campaign: what it belongs to.
    """

    entries: tuple[DifficultyView, ...]
    office: str
    upper: str
    place: str
    campaign: str
    made_at: datetime
    practice: bool


def _titles() -> tuple[str, ...]:
    return (
        vi("Số"),
        vi("Ngày"),
        vi("Nơi"),
        vi("Loại"),
        vi("Vướng mắc"),
        vi("Người ghi"),
        vi("Trả lời"),
    )


def _row(one: DifficultyView) -> tuple[str, ...]:
    return (
        shown(one.number),
        show_date(one.said_at),
        masked_text(one.place),
        kind_words(one.kind, vi),
        one.told,
        initials(one.said_by) if signer(one.said_by) else on_paper(one.said_by),
        one.answer_told or _state(one),
    )


def _state(one: DifficultyView) -> str:
    """Return how it stands once the paper is there: whether it waits is what its reader asks."""
    return vi("Chờ trả lời") if one.waits else state_words(DifficultyState.ANSWERED, vi)


def _sentence(told: Told) -> str:
    waiting = sum(one.waits for one in told.entries)
    return vi(
        "Có {n} vướng mắc, {waiting} chờ trả lời. Tên người ghi bằng chữ cái đầu, số định danh, "
        "số thẻ và số điện thoại đã che."
    ).format(n=shown(len(told.entries)), waiting=shown(waiting))


def _as_of(told: Told) -> str:
    return vi("Lập lúc {time} ngày {day}").format(
        time=show_time(told.made_at), day=show_date(told.made_at)
    )


def write_paper(told: Told) -> bytes:
    """Return the log as a PDF of A4 pages, in the form of State papers."""
    widths = (12, 25, 27, 26, 58, 18, 34)
    columns = tuple(
        Column(title, width, centred=place == 0, max_lines=24)
        for place, (title, width) in enumerate(zip(_titles(), widths, strict=True))
    )
    return render_report(
        ReportContent(
            office_lines=tuple(one for one in (told.upper, told.office) if one),
            place_date=dated(told.place, local(told.made_at)),
            subject=vi("Khó khăn, vướng mắc gửi tổ thường trực của tỉnh"),
            campaign_title=told.campaign,
            as_of=_as_of(told),
            sentences=(_sentence(told),),
            tables=(ReportTable("", columns, tuple(_row(one) for one in told.entries)),),
            practice=told.practice,
        )
    )


def write_sheet(told: Told) -> bytes:
    """Return the log as .xlsx, with a column for answers."""
    titles = (*_titles()[:-1], vi("Tình trạng"), vi("Trả lời"))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.number, *_row(one)[1:-1], _state(one), one.answer_told) for one in told.entries
    )
    sheet = SheetContent(vi("Vướng mắc"), titles, rows, (_sentence(told),))
    heads = [told.office, told.campaign, _as_of(told)]
    return workbook.write_workbook(heads, (sheet,), decimals=0, practice=told.practice)


FORMATS: Final[dict[str, Callable[[Told], bytes]]] = {".pdf": write_paper, ".xlsx": write_sheet}
