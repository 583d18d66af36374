"""The register as a paper and as a workbook: what is where, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.campaign.resources.views import DeviceView, ResourceBoard, SupplyLine
from desktop.campaign.resources.words import kind_words, place_words, state_words, where_words
from desktop.common.actors import on_paper
from desktop.common.clock import local, show_date, show_time
from desktop.common.equipment import DeviceState
from desktop.common.i18n import vi
from desktop.documents import workbook
from desktop.documents.figure_words import Value, dated, shown
from desktop.documents.ruled_table import Column
from desktop.documents.state_report import ReportContent, ReportTable, render_report
from desktop.documents.workbook import SheetContent


@dataclass(frozen=True)
class Register:
    """What the paper says.

    Attributes:
        board: devices in use and supplies.
        office, upper: the body that keeps the register, and the one above it.
        place: of the date.
        campaign: what it belongs to.
    """

    board: ResourceBoard
    office: str
    upper: str
    place: str
    campaign: str
    made_at: datetime
    practice: bool


def _sentence(register: Register) -> str:
    devices, supplies = register.board.devices, register.board.supplies
    fine = sum(one.state is DeviceState.WORKS for one in devices)
    missing = sum(one.missing for one in supplies)
    return vi(
        "Có {n} thiết bị, {fine} dùng được, {unchecked} chưa ai kiểm tra. Các nơi còn thiếu "
        "{missing} so với số cần."
    ).format(
        n=shown(len(devices)),
        fine=shown(fine),
        unchecked=shown(sum(one.checked_at is None for one in devices)),
        missing=shown(missing),
    )


def _as_of(register: Register) -> str:
    return vi("Lập lúc {time} ngày {day}").format(
        time=show_time(register.made_at), day=show_date(register.made_at)
    )


def _checked(one: DeviceView) -> str:
    if one.checked_at is None:
        return vi("Chưa kiểm tra")
    return f"{show_date(one.checked_at)}, {on_paper(one.checked_by)}"


def _device_table(register: Register) -> ReportTable:
    heads = (
        (vi("Số"), 12),
        (vi("Thiết bị"), 44),
        (vi("Số máy, mã tài sản"), 36),
        (vi("Nơi, người giữ"), 44),
        (vi("Tình trạng"), 32),
        (vi("Kiểm tra lần cuối"), 32),
    )
    rows = tuple(
        (
            shown(one.number),
            f"{kind_words(one.kind, vi)}: {one.name}",
            ", ".join(part for part in (one.serial, one.asset) if part),
            where_words(one.where),
            ": ".join(part for part in (state_words(one.state, vi), one.note) if part),
            _checked(one),
        )
        for one in register.board.devices
    )
    return ReportTable(vi("1. Thiết bị theo từng nơi"), _columns(heads), rows)


def _supply_table(register: Register, number: int) -> ReportTable:
    heads = (
        (vi("Nơi"), 70),
        (vi("Loại"), 50),
        (vi("Cần"), 18),
        (vi("Đang có"), 18),
        (vi("Thiếu"), 18),
        (vi("Không dùng được"), 26),
    )
    columns = _columns(heads, first=False)
    rows = tuple(
        (one.place, kind_words(one.kind, vi), *(shown(count) for count in _counts(one)))
        for one in register.board.supplies
    )
    title = vi("{n}. Nơi cần gì, đang có gì").format(n=number)
    return ReportTable(title, columns, rows)


def _columns(heads: tuple[tuple[str, int], ...], *, first: bool = True) -> tuple[Column, ...]:
    """Return columns; the number in the first, or the counts after the second, are centred."""
    return tuple(
        Column(title, width, centred=(place == 0 if first else place > 1), max_lines=12)
        for place, (title, width) in enumerate(heads)
    )


def _counts(one: SupplyLine) -> tuple[int, int, int, int]:
    return (one.needed, one.there, one.missing, one.broken)


def write_paper(register: Register) -> bytes:
    """Return the register as a PDF of A4 pages, in the form of State papers."""
    second = 2 if register.board.devices else 1
    return render_report(
        ReportContent(
            office_lines=tuple(one for one in (register.upper, register.office) if one),
            place_date=dated(register.place, local(register.made_at)),
            subject=vi("Thiết bị và điều kiện làm việc của các điểm thu nhận"),
            campaign_title=register.campaign,
            as_of=_as_of(register),
            sentences=(_sentence(register),),
            tables=(_device_table(register), _supply_table(register, second)),
            practice=register.practice,
        )
    )


def write_sheet(register: Register) -> bytes:
    """Return the register as .xlsx: one sheet of devices, one of what places need."""
    titles = (
        vi("Số"),
        vi("Loại"),
        vi("Thiết bị"),
        vi("Số máy"),
        vi("Mã tài sản"),
        vi("Loại nơi"),
        vi("Nơi"),
        vi("Người giữ"),
        vi("Ở đó từ"),
        vi("Tình trạng"),
        vi("Kiểm tra lần cuối"),
        vi("Ghi chú"),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.number,
            kind_words(one.kind, vi),
            one.name,
            one.serial,
            one.asset,
            place_words(one.where.kind, vi),
            one.where.place,
            one.where.holder,
            show_date(one.since),
            state_words(one.state, vi),
            _checked(one),
            one.note,
        )
        for one in register.board.devices
    )
    needs = (
        vi("Nơi"),
        vi("Loại"),
        vi("Cần"),
        vi("Đang có"),
        vi("Thiếu"),
        vi("Không dùng được"),
    )
    lines: tuple[tuple[Value, ...], ...] = tuple(
        (one.place, kind_words(one.kind, vi), *_counts(one)) for one in register.board.supplies
    )
    sheets = (
        SheetContent(vi("Thiết bị"), titles, rows, (_sentence(register),)),
        SheetContent(vi("Nơi cần gì"), needs, lines),
    )
    heads = [register.office, register.campaign, _as_of(register)]
    return workbook.write_workbook(heads, sheets, decimals=0, practice=register.practice)


FORMATS: Final[dict[str, Callable[[Register], bytes]]] = {
    ".pdf": write_paper,
    ".xlsx": write_sheet,
}
