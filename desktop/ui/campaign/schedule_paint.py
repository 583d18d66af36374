"""How the schedule's grid looks: one box per cell and day, what a box means by fill and line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.common.i18n import tr
from desktop.common.weekdays import SHORT_WEEKDAYS
from desktop.ui import theme
from desktop.ui.campaign.schedule_lines import Mark, MarkKind
from desktop.ui.campaign.schedule_model import COUNT, FIRST_DAY, STATE, DayModel
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint

_Index = QModelIndex | QPersistentModelIndex
PAD = 10


def paint_mark(painter: QPainter, area: QRectF, mark: Mark) -> None:
    """Draw the people of one cell on one day."""
    colours = theme.current().palette
    fill, line, ink = {
        MarkKind.OVER: (colours.sunk, colours.sunk, colours.ink3),
        MarkKind.MISSED: (colours.warn.tint, colours.warn.line, colours.warn.text),
        MarkKind.AHEAD: (colours.tint, colours.tint_line, colours.action),
        MarkKind.TOLD: (colours.action, colours.action, colours.on_action),
        MarkKind.COMING: (colours.ok.tint, colours.ok.text, colours.ok.text),
        MarkKind.GOING: (colours.surface, colours.line2, colours.ink3),
    }[mark.kind]
    paint.box(painter, area, fill, line, 4, 1.0)
    strong = mark.kind in {MarkKind.COMING, MarkKind.TOLD, MarkKind.MISSED}
    font = theme.current().font("tag" if strong else "hint")
    block = Typeset(str(mark.people), font)
    at = QPointF(area.center().x() - block.width / 2, area.center().y() - block.height / 2)
    block.draw(painter, at, ink)
    if mark.kind is MarkKind.GOING:
        painter.setPen(QPen(QColor(ink), 1.5))
        middle = area.center().y()
        painter.drawLine(QPointF(area.left() + 3, middle), QPointF(area.right() - 3, middle))
    if mark.is_by_hand:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawEllipse(QPointF(area.right() - 4, area.top() + 4), 2, 2)


class DayPainter(QStyledItemDelegate):
    """Draws names, counts, tags and boxes; nothing of it comes from the style."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one place of the grid."""
        grid, model = self.parent(), index.model()
        if not isinstance(grid, QTableView) or not isinstance(model, DayModel):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        painter.save()
        self._ground(painter, area, grid, model, index)
        line, column = model.lines[index.row()], index.column()
        day = model.day(column)
        if day is not None:
            mark = line.mark(day)
            if mark is not None:
                paint_mark(painter, area.adjusted(2, 3, -2, -4), mark)
            if day == line.row.deadline:
                painter.setPen(QPen(QColor(theme.current().palette.brand), 2))
                painter.drawLine(area.topRight(), area.bottomRight())
        elif column == STATE:
            self._state(painter, area, line.state())
        else:
            self._words(painter, area, str(model.data(index) or ""), right=column == COUNT)
        if index == grid.currentIndex() and day is not None:
            box = area.adjusted(0.5, 1, -0.5, -2)
            paint.box(painter, box, None, theme.current().palette.focus, 4, 2.0)
        painter.restore()

    @staticmethod
    def _ground(
        painter: QPainter, area: QRectF, grid: QTableView, model: DayModel, index: _Index
    ) -> None:
        colours = theme.current().palette
        chosen = index.row() == grid.currentIndex().row()
        behind = model.lines[index.row()].row.is_behind and index.column() < FIRST_DAY
        fill = colours.tint if chosen else colours.mark_row if behind else colours.surface
        is_day = index.column() >= FIRST_DAY
        painter.fillRect(area, QColor(colours.surface if is_day and not chosen else fill))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft() - QPointF(0, 0.5), area.bottomRight() - QPointF(0, 0.5))
        if is_day:
            side = QPointF(0.5, 0)
            painter.drawLine(area.topRight() - side, area.bottomRight() - side)
        if chosen and not index.column():
            painter.fillRect(
                QRectF(area.left(), area.top(), 4, area.height()), QColor(colours.action)
            )

    @staticmethod
    def _words(painter: QPainter, area: QRectF, text: str, *, right: bool) -> None:
        look = theme.current()
        font = look.font("label")
        inner = area.adjusted(PAD, 0, -6, -1)
        block = Typeset(theme.elide(text, font, inner.width()), font)
        left = inner.right() - block.width if right else inner.left()
        ink = look.palette.ink2 if right else look.palette.ink
        block.draw(painter, QPointF(left, inner.center().y() - block.height / 2), ink)

    @staticmethod
    def _state(painter: QPainter, area: QRectF, state: tuple[str, theme.Kind] | None) -> None:
        if state is None:
            return
        words, kind = state
        size = paint.tag_size(words, boxed=False)
        spot = QRectF(
            area.left() + 6, area.center().y() - size.height() / 2, area.width() - 8, size.height()
        )
        paint.paint_tag(painter, spot, words, kind, boxed=False)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Rows are of one height, set by the grid."""
        del option, index
        return QSize(30, 30)


class DayHead(QHeaderView):
    """Weekday and day above each other, below them how full the day is; today underlined."""

    def __init__(self, grid: QTableView, model: DayModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._model = model
        self.today: Any = None
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: Any, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one head."""
        colours, look = theme.current().palette, theme.current()
        area, day = QRectF(rect), self._model.day(logicalIndex)
        painter.save()
        painter.fillRect(area, QColor(colours.sunk))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if day is None:
            text = str(self._model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
            margin = 6 if logicalIndex == STATE else PAD
            inner = area.adjusted(margin, 0, -6, 0)
            block = Typeset(
                theme.elide(text, look.font("label"), inner.width()), look.font("label")
            )
            at = inner.right() - block.width if logicalIndex == COUNT else inner.left()
            block.draw(painter, QPointF(at, inner.center().y() - block.height / 2), colours.ink2)
        else:
            is_today = day == self.today
            weekday = tr(SHORT_WEEKDAYS[day.weekday()])
            if theme.text_width(weekday, look.font("hint")) > area.width() - 4:
                weekday = weekday[:2]
            before = self._model.day(logicalIndex - 1)
            begins = before is not None and before.month != day.month
            words = f"{day.day}/{day.month}" if begins else f"{day:%d}"
            half = (area.height() - 6) / 2
            for place, text in ((0, weekday), (1, words)):
                font = look.font("tag" if is_today or (place and begins) else "hint")
                block = Typeset(text, font)
                top = area.top() + place * half + (half - block.height) / 2 + 1
                left = area.center().x() - block.width / 2
                ink = colours.ink if is_today else colours.ink2
                block.draw(painter, QPointF(left, top), ink)
            self._fullness(painter, area, logicalIndex, is_today=is_today)
        painter.restore()

    def _fullness(self, painter: QPainter, area: QRectF, section: int, *, is_today: bool) -> None:
        colours, day = theme.current().palette, self._model.day(section)
        assert day is not None
        bar = QRectF(area.left() + 3, area.bottom() - 5, area.width() - 6, 3)
        room, load = self._model.room.get(day, 0), self._model.load.get(day, 0)
        painter.fillRect(bar, QColor(colours.line))
        if load:
            share = min(1.0, load / room) if room else 1.0
            full = colours.line2 if self.today and day < self.today else colours.action
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), QColor(full)
            )
        if is_today:
            painter.fillRect(
                QRectF(area.left(), area.top(), area.width(), 3), QColor(colours.focus)
            )


class Legend(QWidget):
    """Boxes with their words in a row; those that find no room are left out from the right."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[tuple[MarkKind, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)

    def show_items(self, items: tuple[tuple[MarkKind, str], ...]) -> None:
        """Explain other boxes."""
        self._items = items
        self.setAccessibleName(", ".join(words for _, words in items))
        self.update()

    def paintEvent(self, event: Any) -> None:
        """Draw the boxes and their words."""
        del event
        painter = QPainter(self)
        font, ink = theme.current().font("hint"), theme.current().palette.ink2
        left = 0.0
        for kind, words in self._items:
            block = Typeset(words, font)
            if left + 32 + block.width > self.width():
                break
            paint_mark(painter, QRectF(left, 2, 24, 20), Mark(kind, 8))
            block.draw(painter, QPointF(left + 32, 12 - block.height / 2), ink)
            left += 32 + block.width + 16
        painter.end()
