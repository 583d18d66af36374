"""Which lines of the register are shown: of a cell, a field, open or decided."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import DiscrepancyState, FieldKey
from desktop.roster.register.rules import COMPARED
from desktop.roster.register.views import DiscrepancyQuery
from desktop.roster.register.words import FIELD_NAMES
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.fields import ChoiceEdit

_ALL = "all"


class LineFilters(QWidget):
    """Three choices in a row.

    Signals:
        changed: other lines are wanted; `query()` says which.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._member: UUID | None = None
        self.cell = ChoiceEdit([], tr("Chi bộ"), empty=tr("Mọi chi bộ"))
        fields = [(field.value, tr(FIELD_NAMES[field])) for field in COMPARED]
        self.field = ChoiceEdit(fields, tr("Mục"), empty=tr("Mọi mục"))
        self.state = ChoiceEdit(
            [
                (DiscrepancyState.OPEN.value, tr("Chưa quyết định")),
                (DiscrepancyState.DECIDED.value, tr("Đã quyết định")),
                (_ALL, tr("Tất cả")),
            ],
            tr("Tình trạng"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for choice in (self.cell, self.field, self.state):
            # Long names of cells must not push the rest out of the window.
            choice.setMinimumContentsLength(8)
            choice.setSizeAdjustPolicy(
                ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            choice.value_changed.connect(self._tell)
            row.addWidget(choice, 1)

    def _tell(self) -> None:
        self.changed.emit()

    def query(self) -> DiscrepancyQuery:
        """Return what is let through."""
        state, field = self.state.value(), self.field.value()
        return DiscrepancyQuery(
            state=None if state == _ALL else DiscrepancyState(state),
            # A cell without a name is one, too: the entry counts, not its words.
            cell=str(self.cell.currentData()) if self.cell.currentIndex() > 0 else None,
            field=FieldKey(field) if field else None,
            member_id=self._member,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the state narrows."""
        return bool(self.cell.currentIndex() > 0 or self.field.value() or self._member)

    def show_member(self, member_id: UUID | None) -> None:
        """Let only one person through, with every line; None for everybody."""
        self._member = member_id
        self.blockSignals(True)
        for choice in (self.cell, self.field):
            choice.setCurrentIndex(0)
        self.state.set_value(_ALL if member_id else DiscrepancyState.OPEN.value)
        self.blockSignals(False)

    def clear(self) -> None:
        """Let every open line through; one change, however much was set."""
        self.show_member(None)
        self._tell()

    def offer_cells(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Offer the cells with lines; what was chosen stays chosen."""
        kept = self.cell.currentData() if self.cell.currentIndex() > 0 else None
        self.cell.blockSignals(True)
        while self.cell.count() > 1:
            self.cell.removeItem(1)
        for name, (opened, _decided) in counts.items():
            label = name or tr("Chưa rõ chi bộ")
            self.cell.addItem(f"{label} · {grouped(opened)}", name)
        place = -1 if kept is None else self.cell.findData(kept)
        self.cell.setCurrentIndex(max(0, place))
        self.cell.blockSignals(False)
