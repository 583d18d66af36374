"""The closing page of a shift: one A4, whatever happened in the shift.

Form: Decree 30/2020/NĐ-CP, appendix I, as the other reports. Tables have a fixed most of rows, so
that the page never runs over; what does not fit is told in one line, with its sums.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.handover import digest_groups
from desktop.documents.ruled_table import TALL_HEAD, Column, draw, measured
from desktop.documents.sheet import A4, MM, Box, Sheet, heading, legal_basis, signature_column

_LEFT, _RIGHT = 25 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 16 * MM, A4[1] - 16 * MM
_WIDTH = _RIGHT - _LEFT
_SIGNING = 92.0
_LABEL = 0.66
"""Share of a fact's room that its label takes; the number stands at the right of it."""

MOST_PEOPLE, MOST_LINES = 6, 3
"""Rows of people, and lines below "Ghi đè"; the caller sums up what goes beyond."""


@dataclass(frozen=True)
class PersonLine:
    """One row of the table of people: name, records, median, p90, returned, overrides."""

    cells: tuple[str, str, str, str, str, str]
    is_total: bool = False


@dataclass(frozen=True)
class ShiftReport:
    """Everything the page shows, ready to read.

    Attributes:
        office_lines: superior body first, the body that reports last.
        place_date: place and date in words.
        campaign_title: what it belongs to.
        subject: `Ca tối số 12, thứ Tư 20/08/2025 (ngoài giờ)`.
        opened, closed: who and when; `closed` is empty for a look before closing.
        facts: label and number, in two columns, read downwards.
        people: what each person did; at most `MOST_PEOPLE` and a total.
        overrides: what was done without, and why; at most `MOST_LINES`.
        remarks: batches, backup, who was here.
        event: number of the closing event; 0 before closing.
        digest: head of the audit chain, 64 hex digits; "" before closing.
        signers: names below "Người chốt ca" and "Người nhận ca".
        legal_basis: what the paper rests on; empty leaves it out.
        practice: True for practice data.
    """

    office_lines: tuple[str, ...]
    place_date: str
    campaign_title: str
    subject: str
    opened: str
    closed: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[PersonLine, ...]
    overrides: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    event: int
    digest: str
    signers: tuple[str, str]
    practice: bool = False
    legal_basis: str = ""


def render_shift_report(content: ShiftReport) -> bytes:
    """Return the closing page as a PDF of one A4 page."""
    sheet = Sheet(A4, content.subject)
    if content.practice:
        sheet.practice_mark()
    y = _opening(sheet, content)
    y = _facts(sheet, content, y)
    y = _people(sheet, content, y)
    y = _lines(sheet, content, y)
    y = _chain(sheet, content, y)
    _signatures(sheet, content, max(y + 10, _BOTTOM - _SIGNING))
    sheet.next_page()
    return sheet.finished()


def _opening(sheet: Sheet, content: ShiftReport) -> float:
    office = tuple(line.upper() for line in content.office_lines) or ("",)
    y = heading(sheet, _TOP, office, left=_LEFT, right=_RIGHT) + 8
    date = fit(content.place_date, fonts.ITALIC, 12, _WIDTH)
    y = sheet.block(date, _RIGHT, y, align="right") + 8
    middle = (_LEFT + _RIGHT) / 2
    for text, font, size in (
        (vi("BIÊN BẢN CHỐT CA"), fonts.BOLD, 15),
        (content.subject, fonts.BOLD, 13),
        (content.campaign_title, fonts.REGULAR, 12),
    ):
        fitted = fit(text, font, size, _WIDTH, max_lines=2)
        y = sheet.block(fitted, middle, y + 1, align="centre")
    y = legal_basis(sheet, content.legal_basis, y, room=_WIDTH, size=11, middle=middle) + 8
    for text in (content.opened, content.closed):
        y = sheet.block(fit(text, fonts.REGULAR, 12, _WIDTH, least=9), _LEFT, y + 1)
    return y + 4


def _titled(sheet: Sheet, title: str, y: float) -> float:
    return sheet.block(fit(title, fonts.BOLD, 12, _WIDTH), _LEFT, y + 6) + 3


def _facts(sheet: Sheet, content: ShiftReport, y: float) -> float:
    """Draw labels and numbers in two columns of a ruled box."""
    top = _titled(sheet, vi("1. Hồ sơ trong ca"), y)
    half = (len(content.facts) + 1) // 2
    room = (_WIDTH - 16) / 2
    lowest = top
    for column in range(2):
        left, row = _LEFT + column * (room + 16), top
        for label, number in content.facts[column * half : (column + 1) * half]:
            name = fit(label, fonts.REGULAR, 11.5, room * _LABEL, least=8.5)
            value = fit(number, fonts.BOLD, 11.5, room * (1 - _LABEL) - 4, least=8.5)
            sheet.block(name, left, row)
            sheet.block(value, left + room, row, align="right")
            row += 15.5
            sheet.rule(left, left + room, row - 0.5, weight=0.4, dotted=True)
        lowest = max(lowest, row)
    return lowest + 2


def _people(sheet: Sheet, content: ShiftReport, y: float) -> float:
    y = _titled(sheet, vi("2. Từng người làm"), y)
    if not content.people:
        nobody = vi("Không ai nhận hồ sơ trong ca này.")
        return sheet.block(fit(nobody, fonts.REGULAR, 11.5, _WIDTH), _LEFT, y) + 2
    small = 20 * MM
    columns = (
        Column(vi("Họ và tên"), _WIDTH - 5 * small, max_lines=1),
        Column(vi("Hồ sơ"), small, right=True),
        Column(vi("Phút, trung vị"), small, right=True),
        Column(vi("Phút, 9/10 người"), small, right=True),
        Column(vi("Trả lại"), small, right=True),
        Column(vi("Ghi đè"), small, right=True),
    )
    lines = []
    for one in content.people:
        font = fonts.BOLD if one.is_total else fonts.REGULAR
        lines += measured([one.cells], columns, font=font)
    return draw(sheet, lines, columns, left=_LEFT, top=y, head=TALL_HEAD)


def _lines(sheet: Sheet, content: ShiftReport, y: float) -> float:
    y = _titled(sheet, vi("3. Ghi đè có lý do"), y)
    texts = content.overrides or (vi("Không có."),)
    for text in texts:
        y = sheet.block(fit(text, fonts.REGULAR, 11.5, _WIDTH, least=9), _LEFT, y) + 1
    y = _titled(sheet, vi("4. Bàn giao và việc cần chú ý"), y)
    label_room = 38 * MM
    for label, text in content.remarks:
        name = fit(label, fonts.REGULAR, 11.5, label_room - 6, least=9)
        value = fit(text, fonts.REGULAR, 11.5, _WIDTH - label_room, max_lines=2, least=9)
        sheet.block(name, _LEFT, y)
        y = sheet.block(value, _LEFT + label_room, y) + 1.5
    return y


def _chain(sheet: Sheet, content: ShiftReport, y: float) -> float:
    y = _titled(sheet, vi("5. Đầu chuỗi nhật ký"), y)
    if not content.digest:
        waiting = vi("Có khi ca được chốt.")
        return sheet.block(fit(waiting, fonts.ITALIC, 11.5, _WIDTH), _LEFT, y)
    shown = vi("Sự kiện số {number}, mã SHA-256:").format(number=content.event)
    y = sheet.block(fit(shown, fonts.REGULAR, 11.5, _WIDTH), _LEFT, y) + 1
    groups = digest_groups(content.digest)
    return sheet.block(fit(" ".join(groups), fonts.CODE, 9.5, _WIDTH), _LEFT, y)


def _signatures(sheet: Sheet, content: ShiftReport, top: float) -> None:
    half = (_WIDTH - 20) / 2
    roles = (vi("Người chốt ca"), vi("Người nhận ca"))
    for left, role, name in zip((_LEFT, _RIGHT - half), roles, content.signers, strict=True):
        signature_column(
            sheet,
            Box(left, top, half, _BOTTOM - top),
            role=role,
            hint=vi("(ký, ghi rõ họ tên)"),
            name=name,
        )
