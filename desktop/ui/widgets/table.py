"""Tables: rows of frozen values, no vertical lines, tags last, matched letters underlined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.theme import Kind, Role, Span, Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.column_widths import shared_widths

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_PAD = 12


@dataclass(frozen=True)
class Cell:
    """What one cell shows.

    Attributes:
        text: plain text; in a tag the word of the tag.
        tag: kind of a tag; None for ordinary text.
        plain_tag: the tag without its box (`✓ Khớp`).
        icon: another symbol for the tag.
        spans: stretches to point out.
        strong: semibold.
        quiet: secondary ink.
        tint: pale background for a guilty cell.
    """

    text: str = ""
    tag: Kind | None = None
    plain_tag: bool = False
    icon: str = ""
    spans: tuple[Span, ...] = ()
    strong: bool = False
    quiet: bool = False
    tint: Literal["", "warn", "bad", "mark"] = ""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        title: head.
        cell: gives the cell (or plain text) of a row.
        width: width in px at scale 1; 0 shares what is left by `stretch`.
        stretch: share of what is left.
        right: right-aligned, for sums and counts.
        least: px at scale 1 below which a stretching column says too little.
        drop: hidden while the stretching columns have too little room: the highest first, of
            equals the one on the right; 0 is never hidden.
        tags: the width is not taken back in small windows, where tags stay as large as they are.
    """

    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    stretch: int = 1
    right: bool = False
    least: int = 120
    drop: int = 0
    tags: bool = False

    def taken(self) -> int:
        """Return the fixed width in px in the look in force, 0 for a share of what is left."""
        look = theme.current()
        return round(self.width * look.scale * (0.86 if look.compact and not self.tags else 1.0))


class RowsModel(QAbstractTableModel):
    """Rows that are all there.

    Args:
        columns: what to show of a row.
        parent: owner.
    """

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []

    def row_at(self, number: int) -> Any:
        """Return a row, or None when it is not here (yet)."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def replace(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows; nothing while its row is on the way."""
        found = self.row_at(row)
        value = "" if found is None else self.columns[column].cell(found)
        return Cell(value) if isinstance(value, str) else value

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or the whole cell for the delegate."""
        if not index.isValid():
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.cell(index.row(), index.column()).text
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column and its side."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class RowDelegate(QStyledItemDelegate):
    """Draws a cell; nothing of it comes from the style."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw ground, line and content of a cell."""
        cell = index.data(CELL_ROLE)
        table = self.parent()
        if not isinstance(cell, Cell) or not isinstance(table, Table):
            return
        colours = theme.current().palette
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        state = option.state  # type: ignore[attr-defined]  # missing in the stubs
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        fill = colours.tint if chosen else colours.surface
        if cell.tint == "mark":
            fill = colours.mark_row if not chosen else fill
        elif cell.tint:
            fill = colours.kind(cell.tint).tint
        painter.save()
        painter.fillRect(area, QColor(fill))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft() - QPointF(0, 0.5), area.bottomRight() - QPointF(0, 0.5))
        if chosen and index.column() == table.first_column():
            bar = QRectF(area.left(), area.top(), 4, area.height())
            painter.fillRect(bar, QColor(colours.action))
        column = table.columns[index.column()]
        inner = area.adjusted(_PAD, 0, -_PAD, -1)
        if cell.tag and cell.text:
            self._tag(painter, inner, cell)
        else:
            self.draw_text(painter, inner, cell, right=column.right)
        painter.restore()

    @staticmethod
    def _tag(painter: QPainter, area: QRectF, cell: Cell) -> None:
        assert cell.tag is not None
        size = paint.tag_size(cell.text, boxed=not cell.plain_tag)
        top = area.center().y() - size.height() / 2
        spot = QRectF(area.left(), top, min(size.width(), area.width()), size.height())
        paint.paint_tag(painter, spot, cell.text, cell.tag, cell.icon, boxed=not cell.plain_tag)

    def draw_text(self, painter: QPainter, area: QRectF, cell: Cell, *, right: bool) -> None:
        """Draw what is no tag."""
        look, colours = theme.current(), theme.current().palette
        tinted = cell.tint if cell.tint in {"warn", "bad"} else ""
        role: Role = "table_strong" if cell.strong or tinted else "table"
        font = look.font(role)
        block = Typeset(cell.text, font, spans=cell.spans)
        if block.width > area.width():
            block = Typeset(theme.elide(cell.text, font, area.width()), font)
        ink = colours.ink3 if cell.quiet else colours.ink
        if tinted == "warn":
            ink = colours.warn.text
        elif tinted == "bad":
            ink = colours.bad.text
        left = area.right() - block.width if right else area.left()
        at = QPointF(left, block.top_in(area))
        block.draw(painter, at, ink, mark=colours.mark, match=colours.focus)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the least room of a cell."""
        del option, index
        return QSize(80, theme.current().pick(44, 40))


class _Head(QHeaderView):
    """The head: quiet words on a sunk ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: Any, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        colours, look = theme.current().palette, theme.current()
        painter.save()
        painter.fillRect(rect, QColor(colours.sunk))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = self.model()
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        font = look.font("label")
        inner = QRectF(rect).adjusted(_PAD, 0, -_PAD, 0)
        block = Typeset(theme.elide(text, font, inner.width()), font)
        alignment = model.headerData(
            logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        right = bool(int(alignment or 0) & int(Qt.AlignmentFlag.AlignRight))
        left = inner.right() - block.width if right else inner.left()
        at = QPointF(left, block.top_in(inner))
        block.draw(painter, at, colours.ink2)
        painter.restore()


class Table(QTableView):
    """A table of frozen rows.

    Args:
        columns: what to show.
        name: accessible name.
        selectable: False for tables that are only read.
        model: where the rows come from, when they are not all handed over at once.

    Signals:
        row_changed (object): another row is selected; None when there is none.
        row_activated (object): Enter or a double click on a row.
    """

    row_changed = Signal(object)
    row_activated = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        selectable: bool = True,
        model: RowsModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model or RowsModel(columns, self)
        self._absent: frozenset[int] = frozenset()
        self.columns = self._model.columns
        self.setAccessibleName(name)
        self.setHorizontalHeader(_Head(self))
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        none, single = (
            QAbstractItemView.SelectionMode.NoSelection,
            QAbstractItemView.SelectionMode.SingleSelection,
        )
        self.setSelectionMode(single if selectable else none)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not selectable:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.activated.connect(self._activated)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.verticalHeader().setMinimumSectionSize(look.pick(44, 40))
        self.verticalHeader().setDefaultSectionSize(look.pick(44, 40))
        self.horizontalHeader().setFixedHeight(look.pick(34, 30))
        self._share_width()
        self.viewport().update()

    def set_rows(self, rows: Sequence[Any], *, select: int | None = 0) -> None:
        """Show other rows and select one of them (None for none)."""
        self._model.replace(rows)
        if select is not None and rows and self.selectionMode() != self.SelectionMode.NoSelection:
            self.select_row(min(select, len(rows) - 1))
        else:
            self.row_changed.emit(None)

    @property
    def rows(self) -> list[Any]:
        """The rows shown."""
        return list(self._model.rows)

    def current_row(self) -> Any:
        """Return the selected row, or None."""
        index = self.currentIndex()
        return self._model.row_at(index.row()) if index.isValid() else None

    def select_row(self, number: int) -> None:
        """Select a row by its place and bring it into sight."""
        index = self._model.index(number, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def move_selection(self, step: int) -> None:
        """Select the next (1) or previous (-1) row; for keys pressed in a search field."""
        count = self._model.rowCount()
        if count:
            self.select_row(max(0, min(self.currentIndex().row() + step, count - 1)))

    def leave_out(self, columns: Iterable[int]) -> None:
        """Show every column but these: nothing stands in them at present."""
        absent = frozenset(columns)
        if absent != self._absent:
            self._absent = absent
            self._share_width()

    def first_column(self) -> int:
        """Return the first column that is not hidden."""
        return next((i for i in range(len(self.columns)) if not self.isColumnHidden(i)), 0)

    def _activated(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self.row_activated.emit(row)

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.row_changed.emit(self._model.row_at(current.row()) if current.isValid() else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        look = theme.current()
        everything = enumerate(self.columns)
        shown = [(number, part) for number, part in everything if number not in self._absent]
        for number, column in sorted(shown, key=lambda one: (-one[1].drop, -one[0])):
            taken = sum(part.taken() for _, part in shown)
            needed = sum(part.least * look.scale for _, part in shown if not part.width)
            if column.drop and self.viewport().width() - taken < needed:
                shown.remove((number, column))
        kept = {number for number, _ in shown}
        for number in range(len(self.columns)):
            self.setColumnHidden(number, number not in kept)
        fixed = sum(column.taken() for _, column in shown)
        wishes = {n: (p.stretch, round(p.least * look.scale)) for n, p in shown if not p.width}
        shared = shared_widths(wishes, max(0, self.viewport().width() - fixed))
        used = 0
        for place, (number, column) in enumerate(shown):
            width = column.taken() or shared[number]
            if place == len(shown) - 1:
                width = max(width, self.viewport().width() - used)
            self.setColumnWidth(number, width)
            used += width
