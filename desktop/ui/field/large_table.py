"""Tables for a laptop on a lap: high rows, large words, a quiet second line, a bar of what is done.

The first line of a cell is what is looked for, the second what one has to know of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.ui import theme
from desktop.ui.field.rows import Leg
from desktop.ui.theme import Role, Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.table import Cell, Column, RowDelegate, Table

_Index = QModelIndex | QPersistentModelIndex
_BAR = 6.0  # px


def row_height() -> int:
    """Return how high a row is, px."""
    look = theme.current()
    return max(look.pick(74, 60), round(2.9 * theme.line_height(look.font("body"))))


class LargeDelegate(RowDelegate):
    """Draws one or two lines of a cell in large type."""

    def draw_text(self, painter: QPainter, area: QRectF, cell: Cell, *, right: bool) -> None:
        """Draw the first line large, the others quiet below it."""
        look, colours = theme.current(), theme.current().palette
        blocks = []
        for number, line in enumerate(cell.text.split("\n")):
            role: Role = "body" if number or not cell.strong else "section"
            font = look.font(role)
            ink = colours.ink2 if number or cell.quiet else colours.ink
            blocks.append((Typeset(theme.elide(line, font, area.width()), font), ink))
        top = area.center().y() - sum(block.height for block, _ in blocks) / 2
        for block, ink in blocks:
            left = area.right() - block.width if right else area.left()
            block.draw(painter, QPointF(left, top), ink)
            top += block.height

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the least room of a cell."""
        del option, index
        return QSize(80, row_height())


class _LegDelegate(LargeDelegate):
    """Draws below a village how far it is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        table = self.parent()
        leg = table.rows[index.row()] if isinstance(table, Table) else None
        if not isinstance(leg, Leg) or index.column() != 0:
            return
        colours = theme.current().palette
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        bar = QRectF(area.left() + 12, area.bottom() - 12, area.width() - 24, _BAR)
        painter.save()
        paint.box(painter, bar, colours.sunk, colours.line, theme.RADIUS_BAR)
        done = QRectF(bar.left(), bar.top(), bar.width() * leg.share, _BAR)
        if leg.done:
            painter.fillRect(done, QColor(colours.action))
        painter.restore()

    def draw_text(self, painter: QPainter, area: QRectF, cell: Cell, *, right: bool) -> None:
        super().draw_text(painter, area.adjusted(0, 0, 0, -_BAR - 6), cell, right=right)


class LargeTable(Table):
    """A table of visits; Space is a key of the page, Alt with an arrow moves the row.

    Signals:
        moved (int): the selected row is to go one place up (-1) or down (1).
    """

    moved = Signal(int)
    _delegate: type[LargeDelegate] = LargeDelegate

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__(columns, name)
        self.setItemDelegate(self._delegate(self))

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Space to the page; move the row with Alt."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            event.ignore()
        elif key in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps[key])
        else:
            super().keyPressEvent(event)


class LegTable(LargeTable):
    """The villages, each with a bar of how far it is."""

    _delegate = _LegDelegate
