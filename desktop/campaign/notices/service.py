"""The list that notifies home units, as a paper for each of them and as one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from desktop.campaign.notices import store
from desktop.campaign.notices.store import Guest
from desktop.common.clock import Clock, local, show_date
from desktop.common.dates import show_iso
from desktop.common.errors import InputFileError
from desktop.common.files import write_whole
from desktop.common.i18n import tr, vi
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, OFFICE_NAME, OFFICE_UPPER
from desktop.common.sheet_out import Column as SheetColumn
from desktop.common.sheet_out import write_sheet
from desktop.common.state_names import STATE_NAMES
from desktop.common.vocabulary import ApplicationState
from desktop.documents import fonts
from desktop.documents.figure_words import dated
from desktop.documents.ruled_paper import Paper, draw_paper, shown_total
from desktop.documents.ruled_table import Column, measured
from desktop.documents.sheet import A4, MM, Sheet
from desktop.models import Station
from desktop.security import store as trail
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

_COLUMNS = (
    Column(vi("STT"), 11 * MM, centred=True),
    Column(vi("Họ và tên, ngày sinh"), 52 * MM, max_lines=3),
    Column(vi("Nơi cư trú"), 46 * MM, max_lines=3),
    Column(vi("Số biên nhận"), 33 * MM, max_lines=2),
    Column(vi("Ngày nhận"), 28 * MM),
)


class NoGuestsError(InputFileError):
    """Nobody of another unit was received here."""

    code = "QTN-568"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa nhận hồ sơ của ai tạm trú hay ngoài danh sách."),
            tr("Danh sách báo nơi sinh hoạt chỉ có khi đã nhận hồ sơ của họ."),
        )


class NoticesService:
    """Writes the list; each file that is written is in the audit trail."""

    def __init__(self, store_: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store_
        self._clock = clock
        self._preferences = preferences

    def write(self, path: Path, *, actor: str) -> tuple[int, int]:
        """Write the list; `.pdf` is a paper for each home unit, `.xlsx` one table of all.

        Returns how many people, and how many home units.

        Raises:
            NoGuestsError: nobody of another unit was received here.
            InputFileError: another ending, or the folder cannot be written.
            DiskFullError: there is no room.
        """
        form = path.suffix.lower()
        if form not in {".pdf", ".xlsx"}:
            raise InputFileError(
                tr("Không ghi danh sách dạng “{suffix}”.").format(suffix=path.suffix),
                tr("Đặt tên tệp kết thúc bằng .pdf hoặc .xlsx."),
                code="QTN-569",
            )
        with self._store.read() as session:
            found, station = store.guests(session), trail.station_of(session)
        if not found:
            raise NoGuestsError
        units = [(unit, list(some)) for unit, some in groupby(found, key=unit_of)]
        if form == ".pdf":
            write_whole(path, self._papers(units, station))
        else:
            _write_workbook(path, found, practice=station.is_practice)
        with self._store.write() as session:
            trail.record(
                session,
                Tag.HOME_UNITS_TOLD,
                at=self._clock.now(),
                actor=actor,
                detail={"people": len(found), "units": len(units), "form": form[1:]},
            )
        return len(found), len(units)

    def _papers(self, units: Sequence[tuple[str, list[Guest]]], station: Station) -> bytes:
        text, now = self._preferences.text, self._clock.now()
        place = station.commune_name or station.code
        office = text(OFFICE_NAME) or station.name or place
        sheet = Sheet(A4, vi("Thông báo nơi sinh hoạt"))
        for unit, guests in units:
            paper = Paper(
                title=vi("THÔNG BÁO ĐÃ THU NHẬN HỒ SƠ"),
                subtitle=text(CAMPAIGN_TITLE),
                legal_basis=text(LEGAL_BASIS),
                office_lines=tuple(one for one in (text(OFFICE_UPPER), office) if one),
                place_date=dated(place, local(now)),
                facts=(
                    (vi("Kính gửi"), unit or vi("Nơi sinh hoạt chưa rõ"), fonts.BOLD),
                    (vi("Số đảng viên"), shown_total(len(guests)), fonts.BOLD),
                    (vi("Tính đến ngày"), show_date(now), fonts.REGULAR),
                ),
                closing=vi(
                    "Hồ sơ của các đảng viên trên đã nhận tại đây, tính riêng, không vào tổng số "
                    "của xã. Đề nghị đơn vị không thu nhận lần nữa."
                ),
                signers=((vi("Người lập danh sách"), ""), (vi("Phụ trách"), "")),
                footer=vi("Thông báo nơi sinh hoạt · {unit}").format(
                    unit=unit or vi("chưa rõ đơn vị")
                ),
                practice=station.is_practice,
            )
            draw_paper(sheet, paper, _COLUMNS, measured(_rows(guests), _COLUMNS))
        return sheet.finished()


def unit_of(guest: Guest) -> str:
    """Return the home unit as the counter wrote it, empty where nobody asked."""
    return ", ".join(one for one in (guest.unit, guest.committee) if one)


def _rows(guests: Sequence[Guest]) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            ", ".join(part for part in (one.full_name, show_iso(one.birth_date)) if part),
            one.residence,
            one.receipt_number,
            show_date(one.received_at) if one.received_at else "",
        )
        for number, one in enumerate(guests, start=1)
    ]


def _write_workbook(path: Path, guests: Sequence[Guest], *, practice: bool) -> None:
    columns = (
        SheetColumn(vi("STT"), 6),
        SheetColumn(vi("Nơi sinh hoạt"), 40, wraps=True),
        SheetColumn(vi("Họ và tên"), 28),
        SheetColumn(vi("Ngày sinh"), 13),
        SheetColumn(vi("Nơi cư trú"), 40, wraps=True),
        SheetColumn(vi("Số biên nhận"), 20),
        SheetColumn(vi("Ngày nhận"), 13),
        SheetColumn(vi("Hồ sơ đang ở"), 20),
    )
    lines = (
        (
            str(number),
            unit_of(one) or vi("Chưa rõ"),
            one.full_name,
            show_iso(one.birth_date),
            one.residence,
            one.receipt_number,
            show_date(one.received_at) if one.received_at else "",
            vi(STATE_NAMES[ApplicationState(one.state)]),
        )
        for number, one in enumerate(guests, start=1)
    )
    write_sheet(path, vi("Báo nơi sinh hoạt"), columns, lines, practice=practice)
