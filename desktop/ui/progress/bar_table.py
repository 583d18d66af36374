"""A table whose last but one column is a bar: names, bars, shares, counts; keys as in any table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.widgets import paint
from desktop.ui.widgets.table import Column, Table

BROWN, BROWN_NIGHT = "#B4772A", "#D39A4E"
"""Of bars that stay behind; 3.7 and 6.8 times as light as what lies around (WCAG 2)."""

_BAR = 14  # px


class _BarDelegate(QStyledItemDelegate):
    """Draws a bar in its frame, so that the part that is missing is seen as well."""

    def __init__(self, parent: BarTable) -> None:
        super().__init__(parent)
        self._table = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = theme.current().palette
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        state = option.state  # type: ignore[attr-defined]  # missing in the stubs
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(colours.tint if chosen else colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft() - QPointF(0, 0.5), area.bottomRight() - QPointF(0, 0.5))
        part, colour = self._table.bar(self._table.row_of(index.row()))
        frame = QRectF(area.left() + 12, area.center().y() - _BAR / 2, area.width() - 24, _BAR)
        if self._table.framed:
            paint.box(painter, frame, colours.sunk, colours.line2, theme.RADIUS_BAR)
        if part > 0:
            frame.setWidth(max(4.0, frame.width() * min(1.0, part)))
            paint.box(painter, frame, colour, None, theme.RADIUS_BAR)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(80, theme.current().pick(34, 30))


class BarTable(Table):
    """A `Table` with one column of bars; its rows are lower, for it is read, not filled in.

    Args:
        columns: one of them stays empty: there the bar is drawn.
        bar_column: its place.
        name: accessible name.
        bar: gives a row's part of the bar (0 to 1) and its colour.
        framed: whether the missing part is drawn too.
        selectable: False for tables that are only read.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        bar_column: int,
        name: str,
        bar: Callable[[Any], tuple[float, str]],
        *,
        framed: bool = True,
        selectable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.bar, self.framed = bar, framed
        super().__init__(columns, name, selectable=selectable, parent=parent)
        self.setItemDelegateForColumn(bar_column, _BarDelegate(self))

    def row_of(self, number: int) -> Any:
        """Return the row that a bar belongs to."""
        return self._model.row_at(number)

    def refresh_theme(self) -> None:
        """Follow the look in force; rows may be low, as the whole row is what one hits."""
        super().refresh_theme()
        height = theme.current().pick(36, 32)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


def behind_colour() -> str:
    """Return the brown of what stays behind, by day or night."""
    return BROWN_NIGHT if theme.current().mode == "night" else BROWN
