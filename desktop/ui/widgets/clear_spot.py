"""Where something may float: over as few words, and as little that can be pressed, as possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.tag import Tag

_PRESSED, _ROWS, _CHOSEN, _LAST, _READ = 40.0, 8.0, 6.0, 4.0, 1.0
"""What it costs to cover a button or field, rows of a table, its selected one, the last one in
sight, some words."""
_EDGE, _STEP, _ASIDE = 24, 12, 24  # px
_HEAD = 180  # px from above in which titles stand, with room beside them
_FAR = 100.0  # px upward that weigh as much as some words: a toast belongs to the foot


def clear_spot(parent: QWidget, floating: QWidget, size: QSize, lift: int) -> QRect:
    """Return where in `parent` to float: low in the middle, else aside or higher, else at a title.

    Args:
        parent: what is floated over.
        floating: what floats; it is not in its own way.
        size: room wanted; cut to the width of the parent.
        lift: distance of the usual place from the lower edge, px.
    """
    width = min(size.width(), parent.width() - 2 * _EDGE)
    lowest = parent.height() - lift - size.height()
    middle = (parent.width() - width) // 2
    taken = list(_taken(parent, floating))
    best, best_cost = QRect(middle, lowest, width, size.height()), float("inf")
    for top in range(lowest, max(lowest // 2, 0) - 1, -_STEP):
        for left in (middle, _EDGE, parent.width() - _EDGE - width):
            spot = QRect(left, top, width, size.height())
            cost = (lowest - top) / _FAR + _cost(spot, taken)
            if cost < best_cost:
                best, best_cost = spot, cost
    if best_cost < _CHOSEN:
        return best
    above = [(area, weight) for area, weight in taken if area.top() < _HEAD + size.height()]
    for top in range(_EDGE, _HEAD, _STEP):
        for left in range(parent.width() - _EDGE - width, _EDGE - 1, -_ASIDE):
            spot = QRect(left, top, width, size.height())
            cost = (lowest - top) / _FAR + _cost(spot, above)
            if cost < best_cost:
                best, best_cost = spot, cost
    return best


def _cost(spot: QRect, taken: Iterable[tuple[QRect, float]]) -> float:
    return sum(weight for area, weight in taken if area.intersects(spot))


def _taken(parent: QWidget, floating: QWidget) -> Iterator[tuple[QRect, float]]:
    for widget in parent.findChildren(QWidget):
        if not widget.isVisible() or floating.isAncestorOf(widget):
            continue
        if isinstance(widget, Table):
            yield from _rows(widget, parent)
        elif isinstance(widget, (QAbstractButton, QLineEdit, QComboBox)):
            seen = widget.visibleRegion().boundingRect()
            yield from _in_sight(widget, parent, seen, _PRESSED)
        elif isinstance(widget, (PlainLabel, Tag)):
            seen = widget.visibleRegion().boundingRect()
            seen.setWidth(min(seen.width(), widget.sizeHint().width()))
            yield from _in_sight(widget, parent, seen, _READ)


def _rows(table: Table, parent: QWidget) -> Iterator[tuple[QRect, float]]:
    """Yield the rows in sight, and again the last and the selected one, which matter more."""
    viewport = table.viewport()
    within = viewport.visibleRegion().boundingRect()
    last = table.rowAt(within.bottom())
    if last < 0:  # below the last row there is room
        last = table.model().rowCount() - 1
    if last < 0 or within.isEmpty():
        return
    lowest = table.visualRect(table.model().index(last, 0))
    chosen = table.visualRect(table.currentIndex())
    everything = QRect(0, 0, 1, max(lowest.bottom() + 1, 0))
    for area, weight in ((everything, _ROWS), (lowest, _LAST), (chosen, _CHOSEN)):
        if not area.isEmpty():
            whole = QRect(0, area.top(), viewport.width(), area.height())
            yield from _in_sight(viewport, parent, whole & within, weight)


def _in_sight(
    widget: QWidget, parent: QWidget, area: QRect, weight: float
) -> Iterator[tuple[QRect, float]]:
    if not area.isEmpty():
        yield area.translated(widget.mapTo(parent, QPoint(0, 0))), weight
