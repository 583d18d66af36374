"""The counter's store is closed and another one opened in the same window, as the start does.

So a counter goes on in its copy when its server is gone, and comes back to the server: the page is
left, what is being written is waited for, whatever no store took goes along (`unsaved`), and the
next log-in comes back to the person who was open.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.shell.unsaved import Unsaved

if TYPE_CHECKING:
    from desktop.services import Services
    from desktop.ui.shell.desk import Desk
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.tasks import TaskRunner

_LOOK_MS: Final = 40
_PATIENCE: Final = 45.0
"""Seconds to wait for questions under way; a cable that was pulled answers none of them for 20."""


class Reopening(QObject):
    """One such turn, from the press to the store that takes the place of the old one.

    Args:
        desk: what happens while somebody has the counter.
        window: the window.
        tasks: the way off the GUI thread.
        memory: where the open file is remembered.

    Signals:
        quiet: nothing is under way any more; the store can be closed.

    Attributes:
        name: of the person who was open, "" when nobody was.
    """

    quiet = Signal()

    def __init__(
        self, desk: Desk, window: MainWindow, tasks: TaskRunner, memory: WindowMemory
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._tasks, self._memory = desk, window, tasks, memory
        self._until = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.name = desk.file_name
        context = desk.context
        self.unsaved = Unsaved(context.actor if context is not None else "")

    def take_along(self, before: Reopening) -> None:
        """Go on with what found no place in the store that is open until now."""
        self.unsaved.take_along(before.unsaved)

    def leave(self) -> None:
        """Leave the counter; what is being written goes on, and `quiet` tells of the end."""
        desk = self._desk
        navigation = desk.navigation
        page = navigation.made(navigation.current) if navigation.current is not None else None
        if page is not None:
            self.unsaved.look_at(page)
        if desk.person is not None:
            application_id = navigation.payload.get("application_id")
            if application_id is not None:
                self.unsaved.people[application_id] = desk.person
            # The next store may know this person's record under another key.
            self._memory.open_file = desk.person
        desk.is_locked = True
        navigation.suspend()
        desk.stop_listening()
        self._until = time.monotonic() + _PATIENCE
        self._timer.start()

    def _look(self) -> None:
        is_late = time.monotonic() > self._until
        if self._tasks.pending_changes == 0 and (is_late or not self._tasks.is_busy):
            self._timer.stop()
            self._give_up()
            self.quiet.emit()

    def _give_up(self) -> None:
        """Let nobody be here any more; take along what the pages could not write."""
        desk = self._desk
        pages = desk.navigation.forget()
        self.unsaved.collect(pages)
        for page in pages:
            self._window.drop(page)
        desk.navigation.start_anew()
        desk.context = desk.operator = None

    def stop(self) -> None:
        """Turn no more: the program is closed."""
        self._timer.stop()

    def put(self, services: Services) -> None:
        """Put into an opened store whatever no store took; in the thread that opened it."""
        self.unsaved.put(services)
