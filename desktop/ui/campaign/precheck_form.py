"""Enter back what a cell signed: who, when, and a number beside everybody who is not right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.precheck.views import CellList, Listed, Remark
from desktop.campaign.precheck.words import REASONS, reason_words
from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.phases import PrecheckReason
from desktop.ui import theme
from desktop.ui.widgets.fields import DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table

_BY_DIGIT: Final = {Qt.Key(Qt.Key.Key_1 + place): reason for place, reason in enumerate(REASONS)}
_LONGEST: Final = 400


@dataclass(frozen=True)
class Row:
    """Somebody on the list, and what the cell says of them."""

    person: Listed
    reason: PrecheckReason | None = None


@dataclass(frozen=True)
class Filled:
    """What was filled in, ready to be kept."""

    cell: str
    signed_by: str
    signed_on: date
    remarks: tuple[Remark, ...]


def _columns() -> tuple[Column, ...]:
    def said(row: Row) -> Cell:
        if row.reason is None:
            return Cell(tr("đúng"), quiet=True)
        return Cell(reason_words(row.reason), strong=True, tint="warn")

    return (
        Column(tr("Họ và tên"), lambda row: row.person.full_name, least=110),
        Column(tr("Chi bộ ghi"), said, width=158, tags=True),
    )


class PrecheckForm(SidePanel):
    """The sheet of one cell.

    Signals:
        changed: a field or a mark was changed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(" ", width=420, small_width=340)
        self.list: CellList | None = None
        self._rows: list[Row] = []
        self._today: date | None = None
        self.signed_by = TextEdit(limit=80)
        self.signed_on = DateEdit(latest_year=9999)
        self.missing = TextEdit(limit=_LONGEST)
        self.table = Table(_columns(), tr("Danh sách chi bộ xác nhận"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(FormEntry(tr("Ai ký thay chi bộ"), self.signed_by), 3)
        head.addWidget(FormEntry(tr("Ngày ký"), self.signed_on), 2)
        self.inside.addLayout(head)
        self.inside.addWidget(self.table, 1)
        self.inside.addWidget(FormEntry(tr("Còn thiếu ai, cách nhau dấu phẩy"), self.missing))
        codes = "  ".join(f"{place} {tr(text)}" for place, text in enumerate(REASONS.values(), 1))
        words = tr("{codes}  0 đúng").format(codes=codes)
        self.hint = PlainLabel(words, "hint", "ink2", wrap=True)
        self.count = PlainLabel("", "label", wrap=True)
        self.below.addWidget(self.count)
        self.below.addWidget(self.hint)
        self.table.installEventFilter(self)
        for field in (self.signed_by, self.signed_on, self.missing):
            field.value_changed.connect(self._tell)
        theme.on_change(self.refresh_room)

    def refresh_room(self) -> None:
        """Follow the look in force: some people are always in sight."""
        self.table.setMinimumHeight(theme.current().pick(210, 160))

    def ask(self, found: CellList, name: str, today: date) -> None:
        """Begin with the sheet that holds, or with everybody right."""
        self.list, self._today = found, today
        self.set_title(tr("Phiếu ký: {cell}").format(cell=name))
        sheet = found.sheet
        said = {one.member_id: one.reason for one in sheet.remarks} if sheet else {}
        self._rows = [Row(one, said.get(one.member_id)) for one in found.people]
        lacking = [one.full_name for one in sheet.remarks if one.member_id is None] if sheet else []
        self.signed_by.set_value(sheet.signed_by if sheet else "")
        day = sheet.signed_on if sheet else today
        self.signed_on.set_value(PartialDate(day.year, day.month, day.day))
        self.missing.set_value(", ".join(lacking))
        self.table.set_rows(self._rows)
        self._tell()
        self.signed_by.setFocus()

    def filled(self) -> Filled | None:
        """Return what was filled in; None while something is missing."""
        day = self._day()
        if self.list is None or day is None or self.why_not():
            return None
        remarks = [
            Remark(row.person.member_id, row.person.full_name, row.reason)
            for row in self._rows
            if row.reason is not None
        ]
        remarks += [Remark(None, name, PrecheckReason.MISSING) for name in self._lacking()]
        return Filled(self.list.cell, self.signed_by.value(), day, tuple(remarks))

    def why_not(self) -> str:
        """Return what is still missing, "" when nothing is."""
        day = self._day()
        if not self.signed_by.value():
            return tr("Ghi ai ký thay chi bộ.")
        if day is None:
            return tr("Gõ đủ ngày, tháng, năm.")
        return tr("Ngày ký chưa tới.") if self._today and day > self._today else ""

    def mark(self, reason: PrecheckReason | None) -> None:
        """Say of the selected person what the cell says, and go on to the next."""
        row = self.table.current_row()
        if not isinstance(row, Row):
            return
        place = self._rows.index(row)
        self._rows[place] = replace(row, reason=reason)
        self.table.set_rows(self._rows, select=min(place + 1, len(self._rows) - 1))
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take digits while the list has the keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _BY_DIGIT or key == Qt.Key.Key_0:
                self.mark(_BY_DIGIT.get(key))
                return True
        return super().eventFilter(watched, event)

    def _lacking(self) -> list[str]:
        return [name.strip() for name in self.missing.value().split(",") if name.strip()]

    def _day(self) -> date | None:
        typed = self.signed_on.value()
        return date.fromisoformat(typed.iso) if typed is not None and typed.day else None

    def _tell(self) -> None:
        wrong = sum(row.reason is not None for row in self._rows)
        words = tr("{n} người: {right} đúng, {wrong} phải sửa, thiếu {lacking}.")
        self.count.setText(
            words.format(
                n=len(self._rows),
                right=len(self._rows) - wrong,
                wrong=wrong,
                lacking=len(self._lacking()),
            )
        )
        self.changed.emit()
