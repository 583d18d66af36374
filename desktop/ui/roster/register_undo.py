"""What was done on a page, last first, to be taken back with Ctrl+Z for as long as it is open."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.feedback import Feedback
from desktop.ui.roster.register_face import Undo
from desktop.ui.tasks import TaskRunner


class Surroundings(Protocol):
    """The part of a page's context that is needed here."""

    @property
    def tasks(self) -> TaskRunner:
        """The only way to leave the GUI thread."""

    @property
    def feedback(self) -> Feedback:
        """The only channel to the person."""


class UndoStack(QObject):
    """Unlike the button of a toast it does not go away after some seconds.

    Signals:
        moved: there is something to take back, or no more.
        failed (UserFacingError): it could not be taken back.
    """

    moved = Signal()
    failed = Signal(object)

    def __init__(self, context: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._done: list[Undo] = []
        self._is_undoing = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take back."""
        return not self._done

    def add(self, undo: Undo) -> None:
        """Remember and confirm what was done."""
        self._done.append(undo)
        self._context.feedback.toast(undo.words)
        self.moved.emit()

    def clear(self) -> None:
        """Forget everything."""
        self._done.clear()
        self.moved.emit()

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._done or self._is_undoing:
            return
        undo = self._done.pop()
        self._is_undoing = True
        self._context.tasks.change(partial(_run, undo), self._undone, self._not_undone)

    def _undone(self, found: tuple[Undo, object]) -> None:
        self._is_undoing = False
        undo, result = found
        undo.done(result)
        self._context.feedback.toast(tr("Đã hoàn tác: {what}").format(what=undo.words))
        self.moved.emit()

    def _not_undone(self, error: UserFacingError) -> None:
        self._is_undoing = False
        self.failed.emit(error)
        self.moved.emit()


def _run(undo: Undo) -> tuple[Undo, object]:
    return undo, undo.run()
