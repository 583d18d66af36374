"""A table that is read anew while somebody works with it: only the words change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.ui.widgets.table import Table


def follow_rows(table: Table, rows: Sequence[Any], key: Callable[[Any], object]) -> None:
    """Show rows that were read anew: what is selected stays so, and nothing scrolls.

    Args:
        table: where.
        rows: the rows as they are now.
        key: tells which row is the same as before; one that is gone gives its place to the next.
    """
    if list(rows) == table.rows:
        return
    at, kept = max(table.currentIndex().row(), 0), table.current_row()
    keys = [key(row) for row in rows]
    if kept is not None and key(kept) in keys:
        at = keys.index(key(kept))
    scrolled = table.verticalScrollBar().value()
    # Whoever listens need not read the selected row anew when it says what it said.
    is_same = kept is not None and at < len(rows) and rows[at] == kept
    table.blockSignals(is_same)
    table.set_rows(rows, select=at)
    table.blockSignals(False)
    table.verticalScrollBar().setValue(scrolled)
