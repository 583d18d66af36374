"""The week as it hangs on the wall: days as columns, shifts as rows, one cell chosen by arrows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.common.i18n import tr
from desktop.common.shifts import DayPart, Shift
from desktop.shifts import words as shift_words
from desktop.shifts.plan import words
from desktop.shifts.plan.views import HERE, WeekPlan
from desktop.ui import theme
from desktop.ui.shifts.plan_cells import NameLine, Spot, name_lines, told
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.day_grid import be_day_grid

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_STEPS = {
    _Move.MoveUp: (-1, 0),
    _Move.MoveDown: (1, 0),
    _Move.MoveLeft: (0, -1),
    _Move.MoveRight: (0, 1),
    _Move.MoveHome: (0, -7),
    _Move.MoveEnd: (0, 7),
}
_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)
_PAD = 8
_ICON = 14


class _WeekModel(QAbstractTableModel):
    """Seven days beside the names of the rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.week: WeekPlan | None = None
        self.rows: list[tuple[DayPart, str]] = []

    def replace(self, week: WeekPlan, rows: Sequence[tuple[DayPart, str]]) -> None:
        """Show another week with these rows."""
        self.beginResetModel()
        self.week, self.rows = week, list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return eight: the name of the row and seven days."""
        return 0 if parent is not None and parent.isValid() else 8

    def spot(self, row: int, column: int) -> Spot | None:
        """Return the shift and place of a cell; None for a name of a row."""
        if self.week is None or column < 1 or not 0 <= row < len(self.rows):
            return None
        part, place = self.rows[row]
        return Spot(Shift(self.week.days[column - 1].day, part), place)

    def lines(self, row: int, column: int) -> tuple[NameLine, ...]:
        """Return what a cell shows."""
        if self.week is None:
            return ()
        part, place = self.rows[row]
        if column == 0:
            name = words.upper_first(shift_words.part_words(part))
            where = words.place_words(place, self.week.station)
            return (NameLine(name), NameLine(where, "ink2"))
        spot = self.spot(row, column)
        return name_lines(self.week.slot(spot.shift), place) if spot else ()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the names of a cell; in words for who listens to the screen."""
        if not index.isValid() or self.week is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(line.text for line in self.lines(index.row(), index.column()))
        spot = self.spot(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and spot is not None:
            slot = self.week.slot(spot.shift)
            names = ", ".join(turn.person.name for turn in slot.at(spot.place)) or tr("chưa có ai")
            return f"{words.shift_words(spot.shift)}: {names}. {told(slot, spot.place)}".strip()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the day of a column."""
        if orientation != Qt.Orientation.Horizontal or self.week is None:
            return None
        if role != Qt.ItemDataRole.DisplayRole or not 1 <= section <= 7:
            return None
        day = self.week.days[section - 1].day
        return f"{words.upper_first(shift_words.weekday_words(day))} {day:%d/%m}"

    def short_title(self, section: int) -> str:
        """Return the day of a column where there is little room: `T4 20/08`."""
        assert self.week is not None
        day = self.week.days[section - 1].day
        return f"{tr(shift_words.SHORT_WEEKDAYS[day.weekday()])} {day:%d/%m}"


class _Painter(QStyledItemDelegate):
    """Draws names below each other; what has no room is counted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        grid = self.parent()
        if not isinstance(grid, WeekGrid):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        painter.save()
        self._ground(painter, area, grid, index)
        if index.column() == 0:
            self._row_name(painter, area, grid.rows_model.lines(index.row(), 0))
            painter.restore()
            return
        lines = list(grid.rows_model.lines(index.row(), index.column()))
        pitch = theme.line_height(theme.current().font("table"))
        room = max(1, int((area.height() - 8) // pitch))
        if len(lines) > room:
            hidden = len(lines) - room + 1
            lines = [*lines[: room - 1], NameLine(tr("và {n} người").format(n=hidden), "ink2")]
        inner = area.adjusted(_PAD, 5, 4 - _PAD, 0)
        for number, line in enumerate(lines):
            top = inner.top() + number * pitch
            self._line(painter, QRectF(inner.left(), top, inner.width(), pitch), line)
        painter.restore()

    @staticmethod
    def _row_name(painter: QPainter, area: QRectF, lines: Sequence[NameLine]) -> None:
        """Draw the shift and below it the place, in two lines where it is long."""
        look, inner = theme.current(), area.adjusted(_PAD + 4, 0, -4, 0)
        name, where = lines
        strong = look.font("table_strong")
        above = Typeset(theme.elide(name.text, strong, inner.width()), strong)
        font = look.font("table")
        below = Typeset(where.text, font, inner.width())
        if above.height + below.height > inner.height():
            below = Typeset(theme.elide(where.text, font, inner.width()), font)
        top = inner.center().y() - (above.height + below.height) / 2
        above.draw(painter, QPointF(inner.left(), top), theme.colour(name.tone))
        spot = QPointF(inner.left(), top + above.height)
        below.draw(painter, spot, theme.colour(where.tone))

    @staticmethod
    def _ground(painter: QPainter, area: QRectF, grid: WeekGrid, index: _Index) -> None:
        colours = theme.current().palette
        week = grid.rows_model.week
        is_day = week is not None and index.column() > 0
        off = is_day and week is not None and week.days[index.column() - 1].is_off
        chosen = is_day and index == grid.currentIndex()
        fill = colours.tint if chosen else colours.sunk if off or not is_day else colours.surface
        painter.fillRect(area, QColor(fill))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft() - QPointF(0, 0.5), area.bottomRight() - QPointF(0, 0.5))
        painter.drawLine(area.topRight() - QPointF(0.5, 0), area.bottomRight() - QPointF(0.5, 0))
        if chosen:
            paint.box(painter, area.adjusted(1, 1, -2, -2), None, colours.action, 4, 2.0)

    @staticmethod
    def _line(painter: QPainter, area: QRectF, line: NameLine) -> None:
        ink = theme.colour(line.tone)
        if line.icon:
            spot = QRectF(area.left(), area.center().y() - _ICON / 2, _ICON, _ICON)
            theme.paint_icon(painter, spot, line.icon, ink, 2.2)
            area = area.adjusted(_ICON + 5, 0, 0, 0)
        paint.text_in(painter, area, line.text, theme.current().font("table"), ink)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(80, 40)


class _DayHead(QHeaderView):
    """The days; below them the holiday, and a turmeric line under today."""

    def __init__(self, grid: WeekGrid) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: Any, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        colours, look = theme.current().palette, theme.current()
        painter.save()
        painter.fillRect(rect, QColor(colours.sunk))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        week = self._grid.rows_model.week
        if week is not None and logicalIndex:
            day = week.days[logicalIndex - 1]
            is_today = day.day == self._grid.today
            font = look.font("table_strong" if is_today else "label")
            inner = QRectF(rect).adjusted(_PAD, 0, -4, 0)
            name = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
            if theme.text_width(name, font) > inner.width():
                name = self._grid.rows_model.short_title(logicalIndex)
            above = inner.adjusted(0, 0, 0, -inner.height() / 2) if day.holiday else inner
            paint.text_in(painter, above, name, font, colours.ink if is_today else colours.ink2)
            if day.holiday:
                below = inner.adjusted(0, inner.height() / 2 - 2, 0, -2)
                paint.text_in(painter, below, day.holiday, look.font("hint"), colours.bad.text)
            if is_today:
                painter.fillRect(
                    QRectF(rect.left(), rect.bottom() - 2, rect.width(), 3), QColor(colours.focus)
                )
        painter.restore()


class WeekGrid(QTableView):
    """One week; the page acts on the cell that is chosen.

    Args:
        name: accessible name.

    Signals:
        spot_changed (object): another cell is chosen, as a `Spot`.
    """

    spot_changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.today: date | None = None
        self.rows_model = _WeekModel(self)
        self.setAccessibleName(name)
        self.setHorizontalHeader(_DayHead(self))
        self.setModel(self.rows_model)
        self.setItemDelegate(_Painter(self))
        be_day_grid(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._fit()
        self.viewport().update()

    def show_week(self, week: WeekPlan, rows: Sequence[tuple[DayPart, str]], today: date) -> None:
        """Show a week; the same weekday, shift and place stay chosen where they are there.

        Args:
            week: the week.
            rows: the shifts and places that are shown.
            today: the day that is marked.
        """
        kept = self.spot()
        self.today = today
        self.rows_model.replace(week, rows)
        self._fit()
        weekday = kept.shift.day.weekday() if kept else (today - week.monday).days
        column = weekday + 1 if 0 <= weekday < 7 else 1
        wanted = (kept.shift.part, kept.place) if kept else (DayPart.MORNING, HERE)
        row = self.rows_model.rows.index(wanted) if wanted in self.rows_model.rows else 0
        self._choose(self.rows_model.index(row, column))

    def select(self, spot: Spot) -> None:
        """Choose a cell of the week that is shown."""
        week, rows = self.rows_model.week, self.rows_model.rows
        wanted = (spot.shift.part, spot.place)
        if week is not None and wanted in rows:
            column = (spot.shift.day - week.monday).days + 1
            self._choose(self.rows_model.index(rows.index(wanted), column))

    def spot(self) -> Spot | None:
        """Return the chosen cell."""
        index = self.currentIndex()
        return self.rows_model.spot(index.row(), index.column()) if index.isValid() else None

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move among the days; the names of rows are never chosen."""
        del modifiers
        index = self.currentIndex()
        down, right = _STEPS.get(action, (0, 0))
        row = max(0, min(index.row() + down, self.rows_model.rowCount() - 1))
        column = max(1, min(index.column() + right, 7))
        return self.rows_model.index(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use what moves; all else is the page's."""
        if event.key() in _KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share width and height anew."""
        super().resizeEvent(event)
        self._fit()

    def _choose(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self.spot_changed.emit(self.spot())

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid() and current.column() == 0:
            self._choose(self.rows_model.index(current.row(), 1))
            return
        self.viewport().update()
        self.spot_changed.emit(self.spot())

    def _fit(self) -> None:
        """Give every row the room of its names; what is left over is shared."""
        look, model = theme.current(), self.rows_model
        head = look.pick(36, 32)
        if model.week is not None and any(day.holiday for day in model.week.days):
            head += look.pick(24, 22)
        self.horizontalHeader().setFixedHeight(head)
        first = look.pick(130, 112)
        width = self.viewport().width() - first
        self.setColumnWidth(0, first)
        for column in range(1, 8):
            share = width // 7 if column < 7 else width - 6 * (width // 7)
            self.setColumnWidth(column, max(40, share))
        if not model.rows:
            return
        pitch = theme.line_height(look.font("table"))
        least = look.pick(52, 46)
        names = [max(len(model.lines(row, n)) for n in range(8)) for row in range(len(model.rows))]
        wanted = [max(least, count * pitch + 10) for count in names]
        spare = max(0, self.viewport().height() - sum(wanted)) // len(wanted)
        for row, height in enumerate(wanted):
            self.setRowHeight(row, height + spare)
