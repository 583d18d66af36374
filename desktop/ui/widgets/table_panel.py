"""A table in its panel, and in its place a calm text while there is nothing to show."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Table


class TablePanel(Panel):
    """Shows its table, or one of the texts that say why it is empty and what to do.

    Args:
        table: the table; rows are given to it by its owner.
        empties: the texts; the first is the usual one.
        title: section title; empty for a panel without head.
    """

    def __init__(
        self, table: Table, *empties: EmptyState, title: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, padded=False, parent=parent)
        self._table, self._empties = table, empties
        # A stack without a parent would show its first page as a window of its own.
        holder = QWidget(self)
        self._places = QStackedLayout(holder)
        for place in (table, *empties):
            self._places.addWidget(place)
        self.body.addWidget(holder, 1)

    def set_filled(self, filled: bool) -> None:
        """Show the table when it has rows, else the usual text."""
        self._places.setCurrentWidget(self._table if filled else self._empties[0])

    def show_empty(self, empty: EmptyState) -> None:
        """Show another of the texts."""
        self._places.setCurrentWidget(empty)

    @property
    def is_filled(self) -> bool:
        """Whether the table is what is shown."""
        return self._places.currentWidget() is self._table
