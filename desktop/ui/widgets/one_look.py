"""A look at whole numbers is one event, also when the key bounces or is pressed twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.common.errors import UserFacingError
from desktop.ui.feedback import Feedback
from desktop.ui.tasks import TaskRunner


class OneLook(QObject):
    """Has looks noted; while one is being noted, the same one is not asked for again.

    Args:
        tasks: write the event.
        feedback: tells of a look that could not be noted, where the page does not.
        parent: the part of a page that shows the numbers; what is noted after it is gone is
            told to nobody.
    """

    def __init__(self, tasks: TaskRunner, feedback: Feedback, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._feedback = feedback
        self._asked: set[str] = set()

    def ask(
        self,
        target: str,
        note: Callable[[], object],
        seen: Callable[[], object],
        failed: Callable[[UserFacingError], object] | None = None,
    ) -> None:
        """Note a look, then let it happen.

        Args:
            target: what is looked at.
            note: writes the event; runs elsewhere and must not hold a widget.
            seen: shows the numbers, if what was asked for is still at hand.
            failed: gets why it could not be noted; None shows it as a bar.
        """
        if target in self._asked:
            return
        self._asked.add(target)
        self._tasks.change(
            note,
            partial(self._noted, target, seen),
            partial(self._not_noted, target, failed or self._feedback.error),
        )

    def _noted(self, target: str, seen: Callable[[], object], _: object) -> None:
        self._asked.discard(target)
        seen()

    def _not_noted(
        self, target: str, failed: Callable[[UserFacingError], object], error: UserFacingError
    ) -> None:
        self._asked.discard(target)
        failed(error)
