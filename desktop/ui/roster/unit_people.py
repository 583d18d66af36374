"""The members of a unit as a table: several may be chosen, and taken along to another cell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.common.i18n import tr
from desktop.common.text import masked
from desktop.roster.organisation.views import UnitPerson
from desktop.roster.rules import STATUS_NAMES
from desktop.ui.roster.unit_lines import PEOPLE_MIME
from desktop.ui.widgets.state_words import state_kind, state_name
from desktop.ui.widgets.table import Cell, Column, RowsModel, Table

_Index = QModelIndex | QPersistentModelIndex


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Họ và tên"), lambda one: Cell(one.full_name, strong=True), least=140),
        Column(tr("Ngày sinh"), lambda one: one.birth_shown, 124, drop=1),
        Column(
            tr("Số định danh"), lambda one: Cell(masked(one.personal_id), quiet=True), 140, drop=4
        ),
        Column(tr("Tình trạng"), lambda one: tr(STATUS_NAMES[one.status]), 118, drop=3),
        Column(tr("Hồ sơ"), _case, 150, tags=True, drop=2),
    )


def _case(person: UnitPerson) -> Cell:
    if person.case is None:
        return Cell()
    return Cell(state_name(person.case), state_kind(person.case))


class _Model(RowsModel):
    """Rows that can be taken along."""

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every row may be taken."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what is taken along."""
        return [PEOPLE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the members of the rows taken."""
        rows = sorted({index.row() for index in indexes})
        ids = [str(self.rows[row].member_id) for row in rows]
        data = QMimeData()
        data.setData(PEOPLE_MIME, json.dumps(ids).encode())
        return data


class UnitPeople(Table):
    """Members of one unit; Shift and Ctrl choose several, Ctrl+A all.

    Signals:
        picked: the chosen rows became others.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = _columns()
        super().__init__(columns, tr("Đảng viên của đơn vị"), model=_Model(columns, parent))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.selectionModel().selectionChanged.connect(self._tell)

    def _tell(self) -> None:
        self.picked.emit()

    def chosen(self) -> tuple[UnitPerson, ...]:
        """Return the people of the chosen rows, in order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self.rows[row] for row in rows)

    def chosen_ids(self) -> list[UUID]:
        """Return who is chosen."""
        return [one.member_id for one in self.chosen()]

    def show_people(self, people: Sequence[UnitPerson]) -> None:
        """Show the members of another unit; nobody is chosen."""
        self.set_rows(people, select=None)
        self.clearSelection()
        self.picked.emit()
