"""Battery, room and what is not handed over: always in sight, each judged in a word."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import decimal, tr
from desktop.field.machine import Machine
from desktop.ui import theme
from desktop.ui.theme import Kind
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


class _Judged(Panel):
    """One thing: its sign, its number, and what to think of it."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__()
        self.number = PlainLabel("–", "section")
        self.tag = Tag("–")
        self._words = words
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, "ink2", 24))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(PlainLabel(words, "label", "ink2"))
        told.addWidget(self.number)
        row.addLayout(told, 1)
        row.addWidget(self.tag)
        self.body.addLayout(row)

    def set(self, number: str, verdict: str, kind: Kind) -> None:
        """Show a number and what it means."""
        self.number.setText(number)
        self.tag.set(verdict, kind)
        self.setAccessibleName(f"{self._words}: {number}, {verdict}")

    def refresh_theme(self) -> None:
        """Stay low: three of them stand above everything else."""
        super().refresh_theme()
        look = theme.current()
        side = look.fixed(16, 10)
        self.body.setContentsMargins(side, look.fixed(10, 6), side, look.fixed(10, 6))


class MachineRow(QWidget):
    """The three things a team looks at before it goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.battery = _Judged("battery", tr("Pin máy"))
        self.room = _Judged("disk", tr("Ổ đĩa còn"))
        self.waiting = _Judged("usb", tr("Chưa bàn giao"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (self.battery, self.room, self.waiting):
            layout.addWidget(part, 1)

    def show_machine(self, machine: Machine, waiting: int) -> None:
        """Show how the laptop stands, and how many records lie here only."""
        if machine.battery is None:
            self.battery.set(tr("Cắm điện"), tr("Không có pin"), "neutral")
        else:
            percent = tr("{n} %").format(n=machine.battery)
            if machine.is_plugged:
                self.battery.set(percent, tr("Đang cắm điện"), "ok")
            elif machine.is_battery_low:
                self.battery.set(percent, tr("Cần sạc"), "bad")
            else:
                self.battery.set(percent, tr("Bình thường"), "ok")
        room = tr("{n} GB").format(n=decimal(machine.free / 1024**3))
        low = machine.is_room_low
        self.room.set(room, tr("Sắp đầy") if low else tr("Bình thường"), "bad" if low else "ok")
        records = tr("{n} hồ sơ").format(n=waiting)
        if waiting:
            self.waiting.set(records, tr("Bàn giao hôm nay"), "warn")
        else:
            self.waiting.set(records, tr("Đã đủ"), "ok")
