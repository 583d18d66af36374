"""What pages share on which one record after the other is decided: a list, and the record beside.

The list keeps its rows while one works through it; what was decided since it was read is shown
from memory, before it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel

S = TypeVar("S")


class DecidedSince(Generic[S]):
    """How far records are that were decided since their list was read."""

    def __init__(self) -> None:
        self._found: dict[UUID, S] = {}

    def note(self, key: UUID, state: S | None) -> None:
        """Remember a decision; None takes it back."""
        if state is None:
            self._found.pop(key, None)
        else:
            self._found[key] = state

    def clear(self) -> None:
        """Forget all: the list is read anew."""
        self._found.clear()

    def state_of(self, key: UUID, stored: S) -> S:
        """Return how far a record is by now."""
        return self._found.get(key, stored)


def add_steps(panel: Panel, step: Callable[[int], None]) -> tuple[OutlineButton, OutlineButton]:
    """Put `Trước [K]` and `Sau [J]` into the foot of a list and return them."""
    before = OutlineButton(tr("Trước"), key="K", small=True)
    after = OutlineButton(tr("Sau"), key="J", small=True)
    for button, by in ((before, -1), (after, 1)):
        button.clicked.connect(partial(step, by))
        panel.foot.addWidget(button)
    panel.foot.addStretch(1)
    return before, after


def record_beside(face: QWidget, panel: Panel, sheet: QWidget, below: QWidget) -> QWidget:
    """Lay a face out: its list left; right the record, with the answer below. Return the right."""
    right = QWidget()
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(sheet, 1)
    column.addWidget(below)
    both = QHBoxLayout(face)
    both.setContentsMargins(0, 0, 0, 0)
    both.setSpacing(16)
    both.addWidget(panel)
    both.addWidget(right, 1)
    return right
