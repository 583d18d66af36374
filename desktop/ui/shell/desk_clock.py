"""The clock at the counter: nobody is begun under one that is not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from desktop.ui.context import PageName
from desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from desktop.security.timekeeping.views import ClockState
    from desktop.ui.context import UiContext
    from desktop.ui.shell.navigation import Navigation


class Desk(Protocol):
    """What is asked of the desk: who sits here and where they are."""

    context: UiContext | None
    navigation: Navigation


class DeskClock(QObject):
    """Puts the page about the clock in the place of the counter while it is not believed.

    Args:
        tasks: the way off the GUI thread.
        desk: who sits here and where they are.
        parent: owner.
    """

    def __init__(self, tasks: TaskRunner, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._desk = tasks, desk

    def look(self) -> None:
        """Judge the clock when the counter was opened; another page does not care."""
        context = self._desk.context
        if context is not None and self._desk.navigation.current is PageName.FIND:
            self._tasks.query(context.services.clock_watch.state, self._seen)

    def _seen(self, state: ClockState) -> None:
        navigation = self._desk.navigation
        if state.stops and state.fault is not None and navigation.current is PageName.FIND:
            navigation.show(PageName.CLOCK)
