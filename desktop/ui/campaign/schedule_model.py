"""The rows and day columns of the schedule's grid, as Qt asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.campaign.schedule.words import short_day
from desktop.common.i18n import tr
from desktop.ui.campaign.schedule_lines import Line, Mark

_Index = QModelIndex | QPersistentModelIndex

NAME: Final = 0
COUNT: Final = 1
STATE: Final = 2
FIRST_DAY: Final = 3
"""Columns before it say who; from it on each is one day."""


class DayModel(QAbstractTableModel):
    """Rows of cells; of the days, as many as fit side by side from `offset` on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.days: list[date] = []
        self.load: Mapping[date, int] = {}
        self.room: Mapping[date, int] = {}
        self.offset = 0
        self.shown = 20

    def replace(
        self,
        lines: Sequence[Line],
        days: Sequence[date],
        load: Mapping[date, int],
        room: Mapping[date, int],
    ) -> None:
        """Show other rows and days.

        Args:
            lines: the rows.
            days: every column there could be.
            load: people asked to come, by day.
            room: people a day can take, where that is known.
        """
        self.beginResetModel()
        self.lines, self.days = list(lines), list(days)
        self.load, self.room = load, room
        self.offset = min(self.offset, self._last_offset())
        self.endResetModel()

    def turn_to(self, offset: int, shown: int) -> None:
        """Show the days from another one on, or another number of them."""
        self.beginResetModel()
        self.shown = max(1, shown)
        self.offset = max(0, min(offset, self._last_offset()))
        self.endResetModel()

    def _last_offset(self) -> int:
        return max(0, len(self.days) - self.shown)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many cells there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return the columns that say who, and the days that fit."""
        if parent is not None and parent.isValid():
            return 0
        return FIRST_DAY + min(self.shown, len(self.days) - self.offset)

    def day(self, column: int) -> date | None:
        """Return the day of a column."""
        place = column - FIRST_DAY + self.offset
        return self.days[place] if column >= FIRST_DAY and place < len(self.days) else None

    def mark(self, row: int, column: int) -> Mark | None:
        """Return what a place of the grid shows."""
        day = self.day(column)
        return self.lines[row].mark(day) if day is not None and row < len(self.lines) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a place; in words for who listens to the screen."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, day = self.lines[index.row()], self.day(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and day is not None:
            return f"{short_day(day)}. {line.told(day)}"
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if day is not None:
            mark = line.mark(day)
            return str(mark.people) if mark else ""
        state = line.state()
        count = f"{line.row.received}/{line.row.eligible}"
        return (line.name, count, state[0] if state else "")[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {NAME: tr("Chi bộ"), COUNT: tr("Đã nhận"), STATE: tr("Tình hình")}
        day = self.day(section)
        return short_day(day) if day else titles.get(section)
