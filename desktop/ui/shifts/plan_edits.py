"""Changes of the plan on their way to the store: in order, shown at once, undone one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from desktop.common.errors import UserFacingError
from desktop.shifts.plan.views import Person, PlanChange, Repeated
from desktop.ui.context import UiContext
from desktop.ui.shifts.plan_cells import Spot

_MOST_UNDOS = 50


class PlanEdits(QObject):
    """Writes what the page is told, and knows what is not written yet.

    Two digits pressed quickly are two changes of one cell; the second builds on the first though
    the store has not answered yet.

    Args:
        context: services and tasks.
        on_written: hears of each change that is in the store, once none is under way.
        on_failed: hears why a change was refused.
    """

    def __init__(
        self,
        context: UiContext,
        on_written: Callable[[PlanChange | Repeated], object],
        on_failed: Callable[[UserFacingError], object],
    ) -> None:
        super().__init__()
        self._context = context
        self._on_written, self._on_failed = on_written, on_failed
        self._cells: dict[Spot, tuple[Person, ...]] = {}
        self._undos: list[PlanChange] = []
        self._waiting = 0

    @property
    def is_busy(self) -> bool:
        """Whether a change is under way."""
        return self._waiting > 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undos)

    def forget(self) -> None:
        """Begin anew; what is under way is still written."""
        self._undos.clear()
        self.forget_cells()

    def forget_cells(self) -> None:
        """Believe the store again."""
        self._cells.clear()

    def people(self, spot: Spot, stored: tuple[Person, ...]) -> tuple[Person, ...]:
        """Return who is planned in a cell, with what is still being written."""
        return self._cells.get(spot, stored)

    def set(self, spot: Spot, people: tuple[Person, ...]) -> None:
        """Plan these people in a cell."""
        self._cells[spot] = people
        plan, actor = self._context.services.shifts.plan, self._context.actor
        self._change(partial(plan.set_turns, spot.shift, spot.place, people, actor=actor))

    def repeat(self, first: date, onto: date, weeks: int, pattern: int) -> None:
        """Plan later weeks as earlier ones."""
        plan, actor = self._context.services.shifts.plan, self._context.actor
        self._change(
            partial(plan.repeat, first, onto=onto, weeks=weeks, pattern=pattern, actor=actor)
        )

    def undo(self) -> None:
        """Take the last change back."""
        if not self._undos or self.is_busy:
            return
        plan, actor = self._context.services.shifts.plan, self._context.actor
        self._waiting += 1
        act = partial(plan.undo, self._undos.pop(), actor=actor)
        self._context.tasks.change(act, self._was_undone, self._refused)

    def _change(self, act: Callable[[], PlanChange | Repeated]) -> None:
        self._waiting += 1
        self._context.tasks.change(act, self._was_written, self._refused)

    def _was_written(self, done: PlanChange | Repeated) -> None:
        self._waiting -= 1
        change = done.change if isinstance(done, Repeated) else done
        if not change.is_nothing:
            self._undos = [*self._undos, change][-_MOST_UNDOS:]
        if not self.is_busy or isinstance(done, Repeated):
            self._on_written(done)

    def _was_undone(self, done: PlanChange) -> None:
        self._waiting -= 1
        self._on_written(done)

    def _refused(self, error: UserFacingError) -> None:
        self._waiting -= 1
        self._cells.clear()
        self._on_failed(error)
