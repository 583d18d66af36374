"""The panel "Gần giống trong danh sách": who on the list is like somebody who is not on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.intake.near_view import SURE, Near
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table


class NearList(Panel):
    """Near matches, best first; the focus stays with the ways on, arrows choose from there.

    Signals:
        row_changed (Near): another row is selected; None when there is none.
        taken (Near): Enter or a double click on a row.
    """

    row_changed = Signal(object)
    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Gần giống trong danh sách"), padded=False)
        self.head.addWidget(PlainLabel(tr("so tên, ngày sinh, 4 số cuối"), "label", "ink2"))
        self.table = _table()
        self.table.row_changed.connect(self.row_changed)
        self.table.row_activated.connect(self.taken)
        self.empty = EmptyState(
            tr("Không có ai gần giống."), tr("Đã so tên, ngày sinh và 4 số cuối."), icon="users"
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self._hint = PlainLabel("", "hint", "ink2")
        self.foot.addWidget(self._hint)

    def show_rows(self, found: Sequence[Near]) -> None:
        """Show other near matches, or why there are none."""
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.table.set_rows(found)
        self._hint.setText(
            tr("Phím mũi tên lên, xuống để chọn người trong bảng.")
            if len(found) > 1
            else tr("Có ai trong bảng đúng thì bấm 1.")
            if found
            else tr("Người ngoài danh sách được tính riêng.")
        )


def _reason(row: Near) -> Cell:
    kind: theme.Kind = "warn" if row.match.score >= SURE else "neutral"
    # Each likeness starts with a capital; in one sentence only the first may.
    return Cell(row.match.reason.capitalize(), tag=kind)


def _table() -> Table:
    table = Table(
        (
            # Wide enough for four words and a whole date in the smaller columns of a small screen.
            Column(tr("Họ và tên"), lambda row: row.match.row.full_name, width=212),
            Column(tr("Ngày sinh"), lambda row: row.match.row.birth_shown, width=134),
            Column(
                tr("Số định danh"),
                lambda row: row.match.row.personal_id_masked,
                width=150,
                drop=1,
            ),
            Column(tr("Chi bộ"), lambda row: row.match.row.cell, stretch=3, drop=1),
            Column(tr("Giống ở"), _reason, width=404),
        ),
        tr("Người gần giống"),
    )
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return table
