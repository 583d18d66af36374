"""The lines of the organisation tree for its view: units, their numbers, what to see at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.roster.organisation.views import Tree, UnitRow
from desktop.ui.roster.figures import grouped
from desktop.ui.theme import Kind

UNIT_MIME = "application/x-qtn-unit"
PEOPLE_MIME = "application/x-qtn-members"
NODE_ROLE = Qt.ItemDataRole.UserRole + 1
NAME, PEOPLE, CASES, TAG = range(4)
"""The columns."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(eq=False)
class Node:
    """One line: a unit, or the people whose row names no cell (`row` is None).

    Attributes:
        people: shown beside it.
        alike: whether another unit may be the same.
    """

    row: UnitRow | None
    people: int
    above: Node | None = None
    place: int = 0
    alike: bool = False
    beneath: list[Node] = field(default_factory=list)

    @property
    def unit_id(self) -> UUID | None:
        """The unit's id, None for those without a cell."""
        return self.row.unit.unit_id if self.row else None

    @property
    def name(self) -> str:
        """What the line is called."""
        return self.row.unit.name if self.row else tr("Chưa rõ chi bộ")

    @property
    def tag(self) -> tuple[str, Kind] | None:
        """What one should see at once about it."""
        if self.row is None:
            return None
        if not self.row.unit.is_confirmed:
            return tr("Mới"), "warn"
        if self.row.is_locked:
            return tr("Đã đóng"), "neutral"
        if self.alike:
            return tr("Giống tên"), "warn"
        return None


def nodes_of(tree: Tree) -> list[Node]:
    """Return the lines at the top, with everything beneath them."""
    near = {one.unit_id for pair in tree.alike for one in (pair.first, pair.second)}
    tops: list[Node] = []
    line: list[Node] = []
    for row in tree.rows:
        del line[row.depth :]
        above = line[-1] if line else None
        siblings = above.beneath if above else tops
        node = Node(row, row.people, above, len(siblings), row.unit.unit_id in near)
        siblings.append(node)
        line.append(node)
    if tree.no_cell:
        tops.append(Node(None, tree.no_cell, None, len(tops)))
    return tops


class UnitModel(QAbstractItemModel):
    """The lines of a tree; what may be dropped where is told by whoever owns the view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tops: list[Node] = []
        self._nodes: list[Node] = []  # an index holds no reference of its own

    def show(self, tree: Tree) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._tops = nodes_of(tree)
        self._nodes = []
        waiting = list(self._tops)
        while waiting:
            node = waiting.pop(0)
            self._nodes.append(node)
            waiting = [*node.beneath, *waiting]
        self.endResetModel()

    @property
    def nodes(self) -> Sequence[Node]:
        """Every line, from top to bottom."""
        return self._nodes

    def node(self, index: _Index) -> Node | None:
        """Return the line of an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def index_of(self, node: Node) -> QModelIndex:
        """Return the index of a line."""
        return self.createIndex(node.place, 0, node)

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """Return the index of a cell."""
        above = self.node(parent) if parent is not None else None
        siblings = above.beneath if above else self._tops
        if 0 <= row < len(siblings) and 0 <= column < self.columnCount():
            return self.createIndex(row, column, siblings[row])
        return QModelIndex()

    def parent(self, index: _Index | None = None) -> Any:
        """Return the index of the line above."""
        node = self.node(index) if index is not None else None
        return self.index_of(node.above) if node and node.above else QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many lines stand directly beneath one."""
        if parent is None or not parent.isValid():
            return len(self._tops)
        node = self.node(parent)
        return len(node.beneath) if node and parent.column() == 0 else 0

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        del parent
        return 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or its line for the delegate."""
        node = self.node(index)
        if node is None:
            return None
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return spoken(node)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return text_of(node, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Đơn vị"), tr("Người"), tr("Đang làm"), "")[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Units may be taken and dropped upon; people without a cell only looked at."""
        found = super().flags(index)
        node = self.node(index)
        if node is not None and node.row is not None:
            found |= Qt.ItemFlag.ItemIsDropEnabled
            if node.above is not None:
                found |= Qt.ItemFlag.ItemIsDragEnabled
        return found

    def supportedDropActions(self) -> Qt.DropAction:
        """Units move; members come along from the table beside the tree."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped here."""
        return [UNIT_MIME, PEOPLE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the unit that is taken along."""
        data = QMimeData()
        node = self.node(indexes[0]) if indexes else None
        if node is not None and node.unit_id is not None:
            data.setData(UNIT_MIME, str(node.unit_id).encode())
        return data


def text_of(node: Node, column: int) -> str:
    """Return what a cell of a line says."""
    if column == NAME:
        return node.name
    if column == PEOPLE:
        return grouped(node.people)
    if column == CASES:
        return grouped(node.row.open_cases) if node.row and node.row.open_cases else ""
    return node.tag[0] if node.tag else ""


def spoken(node: Node) -> str:
    """Return a whole line as a screen reader says it."""
    parts = [node.name, tr("{n} người").format(n=grouped(node.people))]
    if node.row and node.row.open_cases:
        parts.append(tr("{n} hồ sơ đang làm").format(n=grouped(node.row.open_cases)))
    if node.tag:
        parts.append(node.tag[0])
    return ", ".join(parts)
