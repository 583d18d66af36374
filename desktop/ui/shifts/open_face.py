"""The face of an open shift: numbers above, what is left to do, who did what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.shifts.views import OpenItem, ShiftState
from desktop.ui.shifts.columns import item_columns, people_columns
from desktop.ui.shifts.figures_strip import FiguresStrip
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel


class OpenFace(QWidget):
    """Shows one shift; the page acts on what is chosen here."""

    def __init__(self) -> None:
        super().__init__()
        self.strip = FiguresStrip()
        self.items = Table(item_columns(), tr("Còn lại trước khi chốt"))
        self.people = Table(people_columns(), tr("Ai làm"))
        self.next_one = ChoiceEdit((), tr("Người của ca sau"))
        self.hand_button = OutlineButton(tr("Giao ca sau"), key="F6", small=True)
        nothing = EmptyState(
            tr("Không còn việc nào dở dang."), tr("Chốt ca được ngay."), icon="check"
        )
        left = TablePanel(self.items, nothing, title=tr("Còn lại trước khi chốt"))
        left.head.addWidget(self.next_one)
        left.head.addWidget(self.hand_button)
        self._left = left
        right = Panel(tr("Từng người làm"), padded=False)
        right.body.addWidget(self.people, 1)
        for panel in (left, right):  # their titles stand level, with the buttons or without
            panel.head.addStrut(self.hand_button.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 5)
        row.addWidget(right, 4)
        layout.addLayout(row, 1)

    def offer(self, people: tuple[str, ...]) -> None:
        """Offer people of the next shift; a choice made before stays."""
        chosen = self.next_one.value()
        self.next_one.blockSignals(True)
        self.next_one.clear()
        for name in people:
            self.next_one.addItem(name, name)
        self.next_one.setCurrentIndex(max(0, self.next_one.findData(chosen)))
        self.next_one.blockSignals(False)

    def show_state(self, state: ShiftState) -> None:
        """Show how the shift stands; the selected item stays selected."""
        self.strip.show_figures(state.figures)
        kept = self.chosen()
        keys = [item.subject_id for item in state.items]
        same = keys.index(kept.subject_id) if kept and kept.subject_id in keys else 0
        self.items.set_rows(state.items, select=same)
        self._left.set_filled(bool(state.items))
        self.people.set_rows(state.figures.operators, select=None)
        for part in (self.next_one, self.hand_button):
            part.setVisible(bool(state.items))
        # Enter on a row opens it; once Enter closes the shift, no row may take it.
        policy = Qt.FocusPolicy.StrongFocus if state.in_the_way else Qt.FocusPolicy.NoFocus
        self.items.setFocusPolicy(policy)

    def chosen(self) -> OpenItem | None:
        """Return the selected item."""
        row = self.items.current_row()
        return row if isinstance(row, OpenItem) else None
