"""Beside the grid: the chosen cell with its slots, and what can be done to them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.campaign.precheck.words import summary_words
from desktop.campaign.schedule.rules import Slot
from desktop.campaign.schedule.words import short_day, time_words, told_words
from desktop.common.i18n import tr
from desktop.ui.campaign.schedule_lines import Line
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table


def _slot_columns() -> tuple[Column, ...]:
    return (
        Column(tr("Buổi"), _when),
        Column(tr("Số người"), lambda slot: str(slot.people), width=88, right=True, tags=True),
    )


def _when(slot: Slot) -> Cell:
    return Cell(f"{slot.day:%d/%m}, {time_words(slot)}", strong=slot.is_told)


class ScheduleSide(SidePanel):
    """The cell that is chosen.

    Attributes:
        told: `Đã báo` (F6).
        place: `Dời buổi`, or `Xếp buổi` where the chosen day has none (D).
        drop: `Bỏ buổi` (Del).
        sheet: `Phiếu`, what the cell signed (P).
    """

    def __init__(self) -> None:
        super().__init__(" ", width=344, small_width=312)
        self.figures = PlainLabel("", "body", wrap=True)
        self.about = PlainLabel("", "label", "ink2", wrap=True)
        self.slots = Table(_slot_columns(), tr("Các buổi của chi bộ"))
        self.slots.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.signed = PlainLabel("", "label", "ink2", wrap=True)
        for part in (self.figures, self.about, self.signed):
            self.inside.addWidget(part)
        self.inside.addWidget(self.slots, 1)
        self.chosen = PlainLabel("", "label", "ink2", wrap=True)
        self.below.addWidget(self.chosen)
        self.told = OutlineButton(tr("Đã báo"), key="F6", small=True)
        self.place = OutlineButton(tr("Dời buổi"), key="D", small=True)
        self.drop = OutlineButton(tr("Bỏ buổi"), key="Del", small=True)
        grid = self.keys = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.told, 0, 0)
        grid.addWidget(self.drop, 0, 1)
        self.sheet = OutlineButton(tr("Phiếu"), key="P", small=True)
        grid.addWidget(self.place, 1, 0)
        grid.addWidget(self.sheet, 1, 1)
        self.below.addLayout(grid)

    def show_line(self, line: Line | None, day: date | None) -> None:
        """Show a cell and what the chosen day holds of it; None shows an empty panel."""
        self.set_title(line.name if line else tr("Chưa chọn chi bộ"))
        for part in (self.figures, self.about, self.signed, self.slots):
            part.setVisible(line is not None)
        self.chosen.setText(_chosen(line, day))
        if line is None:
            return
        row = line.row
        words = tr("Đã nhận {received} trong {eligible} người, còn {left}.")
        if not row.remaining:
            words = tr("Đã nhận đủ {eligible} người.")
        self.figures.setText(
            words.format(received=row.received, eligible=row.eligible, left=row.remaining)
        )
        self.about.setText(_about(line))
        self.signed.setText(summary_words(line.sheet))
        slots = list(row.slots)
        dates = [slot.day for slot in slots]
        self.slots.set_rows(slots, select=dates.index(day) if day in dates else 0)


def _about(line: Line) -> str:
    row, parts = line.row, []
    if row.without > 0:
        parts.append(tr("{n} người chưa có buổi").format(n=row.without))
    if row.remaining:
        parts.append(told_words(row, line.today))
    if row.deadline is not None:
        words = tr("buổi cuối sau hạn {day}") if row.is_late else tr("hạn {day}")
        parts.append(words.format(day=f"{row.deadline:%d/%m}"))
    return " · ".join(parts)


def _chosen(line: Line | None, day: date | None) -> str:
    if line is None or day is None:
        return ""
    there = line.slots_on(day)
    if not there:
        return tr("{day}: không có buổi").format(day=short_day(day))
    words = tr("{day}: {times}, {n} người")
    if any(slot.is_by_hand for slot in there):
        words = tr("{day}: {times}, {n} người, xếp tay")
    times = ", ".join(time_words(slot) for slot in there)
    return words.format(day=short_day(day), times=times, n=sum(slot.people for slot in there))
