"""The organisation tree on the screen: arrows, and units or members dropped on units."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.common.i18n import tr
from desktop.roster.organisation.views import Tree
from desktop.ui import theme
from desktop.ui.roster.unit_lines import (
    CASES,
    NAME,
    NODE_ROLE,
    PEOPLE,
    PEOPLE_MIME,
    TAG,
    UNIT_MIME,
    Node,
    UnitModel,
    text_of,
)
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint

_Index = QModelIndex | QPersistentModelIndex
_PAD = 12
_EDGE = 0.25
"""Share of a line's height at its edges that means "beside it", not "into it"."""


class _Delegate(QStyledItemDelegate):
    """Draws a cell of the tree as the tables draw theirs."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        look, colours = theme.current(), theme.current().palette
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        state = option.state  # type: ignore[attr-defined]  # missing in the stubs
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(colours.tint if chosen else colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft() - QPointF(0, 0.5), area.bottomRight() - QPointF(0, 0.5))
        column = index.column()
        if column == TAG and node.tag:
            words, kind = node.tag
            size = paint.tag_size(words)
            top = area.center().y() - size.height() / 2
            spot = QRectF(area.left() + 4, top, min(size.width(), area.width() - 4), size.height())
            paint.paint_tag(painter, spot, words, kind)
        elif column != TAG:
            is_strong = column == NAME and bool(node.beneath or node.above is None)
            font = look.font("table_strong" if is_strong else "table")
            left = area.left() + (4 if column == NAME else 0)
            inner = QRectF(left, area.top(), area.right() - _PAD - left, area.height())
            text = theme.elide(text_of(node, column), font, inner.width())
            block = Typeset(text, font)
            left = inner.left() if column == NAME else inner.right() - block.width
            ink = colours.ink if node.row else colours.ink2
            block.draw(painter, QPointF(left, area.center().y() - block.height / 2), ink)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(80, theme.current().pick(40, 36))


class _Head(QHeaderView):
    """The head of the tree: quiet words on a sunk ground."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one title."""
        colours, look = theme.current().palette, theme.current()
        painter.save()
        painter.fillRect(rect, QColor(colours.sunk))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        block = Typeset(text, look.font("label"))
        inner = QRectF(rect).adjusted(_PAD, 0, -_PAD, 0)
        left = inner.left() if logicalIndex == NAME else inner.right() - block.width
        block.draw(painter, QPointF(left, inner.center().y() - block.height / 2), colours.ink2)
        painter.restore()


class UnitTree(QTreeView):
    """The tree; the arrows walk through it, left and right fold it.

    Signals:
        chosen (object): another line is selected (`Node`), None for none.
        unit_dropped (object, object, object): unit, the unit it was dropped into, and the sibling
            before which it goes (None for last).
        people_dropped (object, object): member ids and the unit they were dropped on.
    """

    chosen = Signal(object)
    unit_dropped = Signal(object, object, object)
    people_dropped = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units = UnitModel(self)
        self.setAccessibleName(tr("Cây tổ chức"))
        self.setHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setModel(self._units)
        self.setItemDelegate(_Delegate(self))
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.selectionModel().currentChanged.connect(self._current_changed)
        theme.on_change(self.refresh_theme)

    # ------------------------------------------------------------ what is shown

    def show_tree(self, tree: Tree, select: UUID | None) -> None:
        """Show a tree and select a unit of it; the first line when it is not there."""
        folded = {
            node.unit_id
            for node in self._units.nodes
            if node.beneath and not self.isExpanded(self._units.index_of(node))
        }
        self._units.show(tree)
        for node in self._units.nodes:
            if node.beneath:
                self.setExpanded(self._units.index_of(node), node.unit_id not in folded)
        nodes = self._units.nodes
        found = next((node for node in nodes if node.unit_id == select), None)
        if found is None and nodes:
            found = nodes[0]
        if found is not None:
            self.select(found)
        else:
            self.chosen.emit(None)

    def select(self, node: Node) -> None:
        """Select a line and bring it into sight."""
        index = self._units.index_of(node)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def current(self) -> Node | None:
        """Return the selected line."""
        return self._units.node(self.currentIndex())

    def nodes(self) -> Sequence[Node]:
        """Return every line, from top to bottom."""
        return self._units.nodes

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.chosen.emit(self._units.node(current))

    # ------------------------------------------------------------ dropping

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go; a line that is a unit takes what can be dropped here."""
        super().dragMoveEvent(event)
        node = self._units.node(self.indexAt(event.position().toPoint()))
        kinds = self._units.mimeTypes()
        if node is not None and node.row and any(map(event.mimeData().hasFormat, kinds)):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where; the model is shown anew by whoever does it."""
        index = self.indexAt(event.position().toPoint())
        node = self._units.node(index)
        if node is None or node.unit_id is None:
            event.ignore()
            return
        data, area = event.mimeData(), self.visualRect(index)
        share = (event.position().y() - area.top()) / max(area.height(), 1)
        if data.hasFormat(PEOPLE_MIME):
            ids = [UUID(one) for one in json.loads(bytes(data.data(PEOPLE_MIME).data()))]
            self.people_dropped.emit(ids, node.unit_id)
        elif data.hasFormat(UNIT_MIME):
            unit_id = UUID(bytes(data.data(UNIT_MIME).data()).decode())
            self._drop_unit(unit_id, node, share)
        # What Qt would do after a move is to delete the rows it took.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _drop_unit(self, unit_id: UUID, node: Node, share: float) -> None:
        """Drop a unit into another one, or between two: on the upper or lower edge of a line.

        Args:
            unit_id: what is dropped.
            node: the line it is dropped on.
            share: how far down the line, 0 to 1.
        """
        above = node.above
        if _EDGE <= share <= 1 - _EDGE or above is None:
            self.unit_dropped.emit(unit_id, node.unit_id, None)
            return
        place = node.place + (1 if share > _EDGE else 0)
        siblings = [one for one in above.beneath[place:] if one.unit_id != unit_id]
        self.unit_dropped.emit(unit_id, above.unit_id, siblings[0].unit_id if siblings else None)

    # ------------------------------------------------------------ look

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.setIndentation(look.fixed(24, 20))
        self.header().setFixedHeight(look.pick(34, 30))
        self._share_width()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        look = theme.current()
        widths = [round(one * look.scale) for one in (look.pick(84, 76), 92, look.pick(132, 126))]
        for column, width in zip((PEOPLE, CASES, TAG), widths, strict=True):
            self.header().resizeSection(column, width)
        self.header().resizeSection(NAME, max(120, self.viewport().width() - sum(widths)))

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Draw the ground left of a name and the sign that says whether it is folded."""
        colours = theme.current().palette
        chosen = self.selectionModel().isRowSelected(index.row(), index.parent())
        painter.save()
        painter.fillRect(rect, QColor(colours.tint if chosen else colours.surface))
        if chosen:
            painter.fillRect(QRect(0, rect.top(), 4, rect.height()), QColor(colours.action))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._units.rowCount(index):
            middle = QPointF(rect.right() - self.indentation() / 2, rect.center().y())
            points = [QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]
            if not self.isExpanded(index):
                points = [QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.ink2), 1.75))
            painter.drawPolyline(QPolygonF([middle + point for point in points]))
        painter.restore()
