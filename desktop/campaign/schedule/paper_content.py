"""What the papers of a cell say: notice, invitation by time, the list to be confirmed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from desktop.campaign.precheck.views import Listed
from desktop.campaign.precheck.words import codes_words
from desktop.campaign.schedule.rules import Slot, clock_time, has_priority
from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.common.weekdays import WEEKDAYS
from desktop.documents import fonts
from desktop.documents.figure_words import Value
from desktop.documents.ruled_paper import Paper, draw_paper, shown_total
from desktop.documents.ruled_table import Column, Line, measured
from desktop.documents.sheet import A4, MM, Sheet
from desktop.documents.workbook import SheetContent
from desktop.roster.rules import STATUS_NAMES

BLANKS: Final = 3
"""Empty lines for people whom the list lacks."""

_WRITING: Final = 20.0
"""Points that a line of handwriting needs."""


@dataclass(frozen=True)
class Frame:
    """What every paper carries.

    Attributes:
        office_lines: superior body first, the body that issues the paper last.
        where: the intake point.
    """

    office_lines: tuple[str, ...]
    place_date: str
    campaign_title: str
    legal_basis: str
    where: str
    maker: str
    practice: bool


@dataclass(frozen=True)
class CellPaper:
    """A cell with its slots ahead and everybody on its list.

    Attributes:
        flagged: who comes first for a reason kept on them; which one stands on no paper.
    """

    cell: str
    slots: tuple[Slot, ...]
    people: tuple[Listed, ...]
    today: date
    flagged: frozenset[UUID] = frozenset()

    def comes_first(self, one: Listed) -> bool:
        """Whether somebody is old, long in the Party, or flagged."""
        by_dates = has_priority(one.birth_date, one.joined_on, self.today)
        return by_dates or one.member_id in self.flagged

    @property
    def invited(self) -> int:
        """How many have a place ahead."""
        return sum(slot.people for slot in self.slots)


def long_day(day: date) -> str:
    """Return `Thứ Năm, 21/08/2025`."""
    words = vi(WEEKDAYS[day.weekday()])
    return f"{words[:1].upper()}{words[1:]}, {day:%d/%m/%Y}"


# ---------------------------------------------------------------- rows, the same on every form


def notice_rows(paper: CellPaper) -> tuple[tuple[Value, ...], ...]:
    """Return number, day, time and people of each slot."""
    return tuple(
        (number, long_day(slot.day), _time(slot), slot.people)
        for number, slot in enumerate(paper.slots, start=1)
    )


def invited_rows(paper: CellPaper, slot: Slot) -> tuple[tuple[Value, ...], ...]:
    """Return number, time, name, date of birth, masked number of each who is asked to come."""
    known: Mapping[UUID, Listed] = {one.member_id: one for one in paper.people}
    found = [(seat.minute, known[seat.member_id]) for seat in slot.seats if seat.member_id in known]
    found.sort(key=lambda one: one[0])
    return tuple(
        (
            number,
            clock_time(minute),
            one.full_name,
            show_iso(one.birth_date),
            one.masked_id,
            vi("Ưu tiên") if paper.comes_first(one) else "",
        )
        for number, (minute, one) in enumerate(found, start=1)
    )


def listed_rows(paper: CellPaper) -> tuple[tuple[Value, ...], ...]:
    """Return number, name, date of birth, masked number and class of everybody on the list."""
    return tuple(
        (
            number,
            one.full_name,
            show_iso(one.birth_date),
            one.masked_id,
            vi(STATUS_NAMES[one.status]),
        )
        for number, one in enumerate(paper.people, start=1)
    )


def _time(slot: Slot) -> str:
    return f"{clock_time(slot.start)}–{clock_time(slot.end)}"


def _texts(rows: Sequence[Sequence[Value]], *more: str) -> list[tuple[str, ...]]:
    return [(*(str(value) for value in row), *more) for row in rows]


# ---------------------------------------------------------------- papers


def notice(paper: CellPaper, frame: Frame) -> bytes:
    """Return the notice of a cell: when to come, where, what to bring; nobody's name on it."""
    columns = (
        Column(vi("STT"), 14 * MM, centred=True),
        Column(vi("Ngày"), 66 * MM),
        Column(vi("Giờ"), 50 * MM, centred=True),
        Column(vi("Số người"), 40 * MM, centred=True),
    )
    about = _about(
        paper,
        frame,
        title=vi("THÔNG BÁO LỊCH THU NHẬN"),
        footer=vi("Thông báo lịch thu nhận"),
        facts=(
            (vi("Kính gửi"), paper.cell, fonts.BOLD),
            (vi("Địa điểm"), frame.where, fonts.REGULAR),
            (vi("Số đảng viên mời"), shown_total(paper.invited), fonts.BOLD),
            (
                vi("Mang theo"),
                vi("Căn cước công dân hoặc thẻ căn cước; thẻ đảng viên."),
                fonts.REGULAR,
            ),
            (
                vi("Không đến được"),
                vi("Báo trước cho điểm thu nhận để xếp buổi khác; người ốm, già yếu nhận tại nhà."),
                fonts.REGULAR,
            ),
        ),
        closing=vi("Đề nghị chi bộ báo từng đảng viên đến đúng ngày, giờ."),
    )
    sheet = Sheet(A4, about.title)
    draw_paper(sheet, about, columns, measured(_texts(notice_rows(paper)), columns, least=_WRITING))
    return sheet.finished()


def invitation(paper: CellPaper, frame: Frame) -> bytes:
    """Return who is asked to come when: each slot begins on a page of its own."""
    columns = (
        Column(vi("STT"), 11 * MM, centred=True),
        Column(vi("Giờ đến"), 18 * MM, centred=True),
        Column(vi("Họ và tên"), 52 * MM),
        Column(vi("Ngày sinh"), 24 * MM, centred=True),
        Column(vi("Số định danh"), 31 * MM, centred=True),
        Column(vi("Ghi chú"), 17 * MM, centred=True),
        Column(vi("Đã báo"), 17 * MM),
    )
    title = vi("DANH SÁCH MỜI THEO KHUNG GIỜ")
    sheet = Sheet(A4, title)
    for slot in paper.slots:
        about = _about(
            paper,
            frame,
            title=title,
            footer=vi("Danh sách mời"),
            facts=(
                (vi("Chi bộ"), paper.cell, fonts.BOLD),
                (vi("Ngày, giờ"), f"{long_day(slot.day)}, {_time(slot)}", fonts.BOLD),
                (vi("Địa điểm"), frame.where, fonts.REGULAR),
                (vi("Số đảng viên mời"), shown_total(slot.people), fonts.REGULAR),
            ),
            closing=vi("Ai không đến được thì ghi vào cột “Đã báo” và báo điểm thu nhận."),
        )
        rows = measured(_texts(invited_rows(paper, slot), ""), columns)
        draw_paper(sheet, about, columns, rows)
    return sheet.finished()


def confirmation(paper: CellPaper, frame: Frame) -> bytes:
    """Return the list that a cell checks and signs; what it says is entered back."""
    columns = (
        Column(vi("STT"), 10 * MM, centred=True),
        Column(vi("Họ và tên"), 46 * MM),
        Column(vi("Ngày sinh"), 23 * MM, centred=True),
        Column(vi("Số định danh"), 30 * MM, centred=True),
        Column(vi("Diện"), 22 * MM),
        Column(vi("Mã"), 11 * MM, centred=True),
        Column(vi("Ghi lại cho đúng"), 28 * MM),
    )
    about = _about(
        paper,
        frame,
        title=vi("PHIẾU XÁC NHẬN DANH SÁCH"),
        footer=vi("Phiếu xác nhận"),
        facts=(
            (vi("Chi bộ"), paper.cell, fonts.BOLD),
            (vi("Số người"), shown_total(len(paper.people)), fonts.BOLD),
            (
                vi("Cách ghi"),
                vi("Dòng đúng để trống. Dòng sai ghi mã và ghi lại cho đúng."),
                fonts.REGULAR,
            ),
            (vi("Mã"), codes_words(), fonts.REGULAR),
            (vi("Người còn thiếu"), vi("Ghi vào các dòng trống ở cuối bảng."), fonts.REGULAR),
        ),
        closing=vi("Chi bộ đã rà soát danh sách trên; những điều ghi trên phiếu là đúng."),
        left=vi("Thay mặt chi bộ"),
    )
    rows: list[Line] = measured(_texts(listed_rows(paper), "", ""), columns)
    rows += measured([("",) * len(columns)] * BLANKS, columns, least=_WRITING)
    sheet = Sheet(A4, about.title)
    draw_paper(sheet, about, columns, rows)
    return sheet.finished()


def _about(
    paper: CellPaper,
    frame: Frame,
    *,
    title: str,
    footer: str,
    facts: tuple[tuple[str, str, str], ...],
    closing: str,
    left: str = "",
) -> Paper:
    return Paper(
        title=title,
        subtitle=frame.campaign_title,
        legal_basis=frame.legal_basis,
        office_lines=frame.office_lines,
        place_date=frame.place_date,
        facts=facts,
        closing=closing,
        signers=((left or vi("Người lập"), "" if left else frame.maker), (vi("Phụ trách"), "")),
        footer=f"{footer} · {paper.cell}",
        practice=frame.practice,
    )


# ---------------------------------------------------------------- workbook


def sheets(paper: CellPaper) -> tuple[SheetContent, ...]:
    """Return the same rows as sheets of a workbook."""
    when, names = (vi("Ngày"), vi("Giờ")), (vi("Họ và tên"), vi("Ngày sinh"), vi("Số định danh"))
    invited = tuple(
        (number, long_day(slot.day), time, *rest)
        for slot in paper.slots
        for number, time, *rest in invited_rows(paper, slot)
    )
    empty: tuple[Value, ...] = ("",) * 7
    listed = tuple((*row, "", "") for row in listed_rows(paper))
    return (
        SheetContent(
            vi("Lịch"), (vi("STT"), *when, vi("Số người")), notice_rows(paper), (paper.cell,)
        ),
        SheetContent(
            vi("Danh sách mời"),
            (vi("STT"), vi("Ngày"), vi("Giờ đến"), *names, vi("Ghi chú")),
            invited,
            (paper.cell,),
        ),
        SheetContent(
            vi("Xác nhận"),
            (vi("STT"), *names, vi("Diện"), vi("Mã"), vi("Ghi lại cho đúng")),
            (*listed, *[empty] * BLANKS),
            (paper.cell, codes_words()),
        ),
    )
