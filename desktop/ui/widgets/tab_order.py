"""The Tab key follows what is seen: the order of the layouts, also for what was added later.

Qt's own order is the order in which widgets were made. A bar that opens above a page, rows that
come with their data and a button put into the title row would be reached last.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

OWN_ORDER = "own-tab-order"
"""Property of a widget that arranged the order inside itself, such as a form of columns."""


def follow_layout(root: QWidget) -> None:
    """Bring the Tab order below a widget into the order of its layouts."""
    stops = _below(root)
    if stops != in_chain(root, stops):
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


def in_chain(root: QWidget, stops: list[QWidget]) -> list[QWidget]:
    """Return some widgets in the order in which Tab reaches them, starting at a widget."""
    wanted, found = set(stops), []
    link = root.nextInFocusChain()
    while link is not None and link is not root:
        if link in wanted:
            found.append(link)
        link = link.nextInFocusChain()
    return found


def _below(widget: QWidget) -> list[QWidget]:
    """Return what Tab stops at inside a widget, as its layouts show it."""
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [] if inner is None else _with(inner)
    layout = widget.layout()
    found = [] if layout is None else _of(layout)
    if widget.property(OWN_ORDER):
        return in_chain(widget, found)
    return found


def _with(widget: QWidget) -> list[QWidget]:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
    return [widget, *_below(widget)] if takes_tab else _below(widget)


def _of(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for number in _as_seen(layout):
        item = layout.itemAt(number)
        if item is None:
            continue
        for part in (item.widget(), item.layout()):
            if isinstance(part, QWidget):
                found += _with(part)
            elif isinstance(part, QLayout):
                found += _of(part)
    return found


def _as_seen(layout: QLayout) -> list[int]:
    """Return the numbers of a layout's items; those of a grid line by line."""
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: layout.getItemPosition(number)[:2])  # type: ignore[index]  # the stubs call the four numbers an object
    return numbers
