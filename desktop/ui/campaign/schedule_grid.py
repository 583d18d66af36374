"""The schedule as a grid: arrows walk, a box is moved by Ctrl and an arrow or by dragging it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.campaign.schedule_lines import Line
from desktop.ui.campaign.schedule_model import COUNT, FIRST_DAY, NAME, STATE, DayModel
from desktop.ui.campaign.schedule_paint import DayHead, DayPainter
from desktop.ui.widgets.day_grid import be_day_grid

_Move = QAbstractItemView.CursorAction
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)
_TURN = 5
"""Days the columns move on when the arrow goes beyond the last one: a working week."""


class ScheduleGrid(QTableView):
    """Cells down, days across; the page acts on the cell and day that are chosen.

    Signals:
        spot_changed: another cell or day is chosen.
        nudged (int): the chosen box should go one open day back (-1) or on (1).
        dropped (object, object, object): a line, the day of its box, the day it was dropped on.
    """

    spot_changed = Signal()
    nudged = Signal(int)
    dropped = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._model = DayModel(self)
        self._head = DayHead(self, self._model)
        self._pressed: QPoint | None = None
        self._day: date | None = None
        self.setAccessibleName(tr("Lịch theo chi bộ và ngày"))
        self.setHorizontalHeader(self._head)
        self.setModel(self._model)
        self.setItemDelegate(DayPainter(self))
        be_day_grid(self)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)
        theme.on_change(self.refresh_theme)

    # ------------------------------------------------------------ what is shown

    def show_lines(
        self,
        lines: Sequence[Line],
        days: Sequence[date],
        load: Mapping[date, int],
        room: Mapping[date, int],
        today: date,
    ) -> None:
        """Show rows and days; the same cell and day stay chosen where they are there."""
        line, is_first = self.line, not self._model.days
        row = max(self.currentIndex().row(), 0)
        self._head.today = today
        self._model.replace(lines, days, load, room)
        if is_first and days:
            self._day = next((day for day in days if day >= today), days[-1])
            self._model.offset = max(0, days.index(self._day) - 3)
            row = _first_ahead(lines, today)
        self._fit()
        names = [one.row.cell for one in lines]
        if line is not None and line.row.cell in names:
            row = names.index(line.row.cell)
        self.choose(min(row, len(lines) - 1), self._day)

    def choose(self, row: int, day: date | None) -> None:
        """Choose a cell and day, and bring them into sight."""
        model = self._model
        if not model.lines or not model.days:
            self.spot_changed.emit()
            return
        if day not in model.days:
            day = next((one for one in model.days if day is None or one >= day), model.days[-1])
        place = model.days.index(day)
        if not model.offset <= place < model.offset + model.shown:
            target = place - _TURN if place > model.offset else place - model.shown + _TURN + 1
            model.turn_to(target, model.shown)
            self._share_width()
        index = model.index(max(row, 0), FIRST_DAY + place - model.offset)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self._day = day
        self.scrollTo(index)
        self.viewport().update()
        self.spot_changed.emit()

    @property
    def lines(self) -> Sequence[Line]:
        """Every cell that is listed."""
        return self._model.lines

    @property
    def line(self) -> Line | None:
        """The chosen cell."""
        row = self.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    @property
    def day(self) -> date | None:
        """The chosen day."""
        return self._day if self._day in self._model.days else None

    @property
    def days(self) -> Sequence[date]:
        """Every day that can be chosen."""
        return self._model.days

    def box_of(self, row: int, day: date) -> QPoint:
        """Return the middle of a box in the viewport, for who points at it."""
        column = FIRST_DAY + self._model.days.index(day) - self._model.offset
        return self.visualRect(self._model.index(row, column)).center()

    # ------------------------------------------------------------ keys

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Walk among cells and days; beyond the last column in sight the days move on."""
        index = self.currentIndex()
        if action in {_Move.MoveUp, _Move.MoveDown, _Move.MovePageUp, _Move.MovePageDown}:
            return super().moveCursor(action, modifiers)
        days = self._model.days
        if self._day is None or not days or not index.isValid():
            return index
        place = days.index(self._day) if self._day in days else 0
        if action == _Move.MoveHome:
            place = 0
        elif action == _Move.MoveEnd:
            place = len(days) - 1
        else:
            place += 1 if action == _Move.MoveRight else -1
        self.choose(index.row(), days[max(0, min(place, len(days) - 1))])
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use what moves; all else is the page's."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.nudged.emit(step)
        elif event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if not current.isValid():
            return
        day = self._model.day(current.column())
        if day is None:
            self.choose(current.row(), self._day)
            return
        self._day = day
        self.viewport().update()
        self.spot_changed.emit()

    # ------------------------------------------------------------ dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed; a box may be dragged from there."""
        super().mousePressEvent(event)
        here = event.position().toPoint()
        self._pressed = here if self._box_at(here) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say by the pointer that a box is being dragged; nothing is chosen on the way."""
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance():
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell on which day a box was dropped."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        self.viewport().unsetCursor()
        if pressed is None:
            return
        source, target = self.indexAt(pressed), self.indexAt(event.position().toPoint())
        from_day, to_day = self._model.day(source.column()), self._model.day(target.column())
        if target.isValid() and to_day is not None and from_day != to_day:
            self.dropped.emit(self._model.lines[source.row()], from_day, to_day)

    def _box_at(self, where: QPoint) -> bool:
        index = self.indexAt(where)
        return index.isValid() and self._model.mark(index.row(), index.column()) is not None

    # ------------------------------------------------------------ look

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many days as fit now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look, model = theme.current(), self._model
        self._head.setFixedHeight(look.pick(46, 42))
        self.verticalHeader().setDefaultSectionSize(look.pick(30, 27))
        least = look.pick(28, 25)
        shown = max(1, min(len(model.days), (self._width() - sum(self._fixed())) // least))
        if shown != model.shown and model.days:
            row, day = self.currentIndex().row(), self._day
            model.turn_to(model.offset, shown)
            self._share_width()
            if row >= 0:
                self.choose(row, day)
        self._share_width()

    def _width(self) -> int:
        return self.viewport().width()

    def _fixed(self) -> tuple[int, int, int]:
        look = theme.current()
        return look.pick(200, 156), look.pick(80, 74), look.pick(112, 100)

    def _share_width(self) -> None:
        name, count, state = self._fixed()
        days = max(1, self._model.columnCount() - FIRST_DAY)
        left = max(0, self._width() - name - count - state)
        each = min(left // days, theme.current().pick(44, 40))
        self.setColumnWidth(COUNT, count)
        self.setColumnWidth(STATE, state)
        self.setColumnWidth(NAME, name + left - each * days)
        for column in range(FIRST_DAY, FIRST_DAY + days):
            self.setColumnWidth(column, each)


def _first_ahead(lines: Sequence[Line], today: date) -> int:
    """Return the row whose turn is now or next; 0 when nobody's is."""
    for number, line in enumerate(lines):
        if any(slot.day >= today for slot in line.row.slots):
            return number
    return 0
