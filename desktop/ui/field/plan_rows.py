"""The table of who could be visited: which rows are shown, and which are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.common.i18n import tr
from desktop.common.vocabulary import VisitPlace
from desktop.field.visits import words
from desktop.field.visits.views import ToVisit
from desktop.ui.widgets.table import Cell, Column, Table

MARKED, TASKED, FIRST = "marked", "tasked", "comes_first"
EVERYBODY, WAITING = "everybody", "waiting"
_VILLAGE = "village "


class PickTable(Table):
    """A table in which Space chooses a row and goes on to the next, and Ctrl+A chooses all.

    Signals:
        picked: other rows are chosen.
    """

    picked = Signal()

    def __init__(self, name: str) -> None:
        self.chosen: set[UUID] = set()
        super().__init__(self._columns(), name)
        self.clicked.connect(lambda index: self._toggle_at(index.row(), index.column()))

    def _columns(self) -> tuple[Column, ...]:
        def tick(one: ToVisit) -> Cell:
            return Cell("✓" if one.member_id in self.chosen else "", strong=True)

        def state(one: ToVisit) -> Cell:
            if one.team:
                return Cell(one.team, tag="neutral", icon="clock")
            if one.is_marked:
                return Cell(tr("Không đến được"), tag="warn")
            return Cell(tr("Ưu tiên"), tag="info") if one.comes_first else Cell("")

        return (
            Column(tr("Chọn"), tick, width=68, tags=True),
            Column(tr("Họ và tên"), lambda one: Cell(one.full_name, strong=True), stretch=3),
            Column(tr("Sinh"), lambda one: one.birth_shown, width=128, drop=3),
            Column(tr("Bản, thôn"), lambda one: one.village or tr("Chưa rõ bản"), stretch=2),
            Column(tr("Chi bộ"), lambda one: one.cell, stretch=2, drop=2),
            Column(tr("Nơi gặp"), _place, width=118, drop=4),
            Column(tr("Quầy"), state, width=164, tags=True),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Space and Ctrl+A."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            row = self.currentIndex().row()
            self._toggle_at(row)
            self.move_selection(1)
        elif (
            event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            shown = {one.member_id for one in self.rows}
            self.choose(set() if shown <= self.chosen else shown)
        else:
            super().keyPressEvent(event)

    def choose(self, keys: Iterable[UUID]) -> None:
        """Let these be what is chosen of the rows shown; those not shown stay as they are."""
        shown = {one.member_id for one in self.rows}
        self.chosen = (self.chosen - shown) | (set(keys) & shown)
        self.viewport().update()
        self.picked.emit()

    def forget(self, there: Iterable[UUID]) -> None:
        """Keep of what is chosen only whoever is still there."""
        self.chosen &= set(there)
        self.picked.emit()

    def _toggle_at(self, row: int, column: int = 0) -> None:
        one = self._model.row_at(row)
        if isinstance(one, ToVisit) and column == 0:
            self.chosen ^= {one.member_id}
            self.viewport().update()
            self.picked.emit()


def _place(one: ToVisit) -> Cell:
    if not one.is_marked or one.place is VisitPlace.HOME:
        return Cell("")
    return Cell(words.place_words(one.place), quiet=True)


def filters(people: Sequence[ToVisit]) -> list[tuple[str, str]]:
    """Return what can be shown: those who are marked, everybody, one village, who waits."""
    free = [one for one in people if not one.team]
    waiting = len(people) - len(free)
    villages = dict.fromkeys(one.village for one in free)
    said = tr("{village} ({n} chưa thu nhận)")
    return [
        (MARKED, tr("Người không đến được ({n})").format(n=sum(one.is_marked for one in free))),
        (TASKED, tr("Có việc đi thăm được giao ({n})").format(n=sum(one.has_task for one in free))),
        (FIRST, tr("Thuộc diện ưu tiên ({n})").format(n=sum(one.comes_first for one in free))),
        (EVERYBODY, tr("Mọi người chưa thu nhận ({n})").format(n=len(free))),
        (WAITING, tr("Đang chờ tổ đến ({n})").format(n=waiting)),
        *(
            (
                _VILLAGE + village,
                said.format(
                    village=village or tr("Chưa rõ bản"),
                    n=sum(one.village == village for one in free),
                ),
            )
            for village in villages
        ),
    ]


def filtered(people: Sequence[ToVisit], wanted: str) -> list[ToVisit]:
    """Return the people of a filter."""
    free = [one for one in people if not one.team]
    if wanted == WAITING:
        return [one for one in people if one.team]
    if wanted == TASKED:
        return [one for one in free if one.has_task]
    if wanted == FIRST:
        return [one for one in free if one.comes_first]
    if wanted == MARKED:
        return [one for one in free if one.is_marked]
    if wanted.startswith(_VILLAGE):
        return [one for one in free if one.village == wanted.removeprefix(_VILLAGE)]
    return free
