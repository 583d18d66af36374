"""The button that proves the whole chain beside everything else, and stops when pressed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.trail import words
from desktop.security.trail.views import Proof
from desktop.ui.feedback import Message, Tone
from desktop.ui.security.journal_table import grouped
from desktop.ui.tasks import Task, TaskRunner
from desktop.ui.widgets.buttons import OutlineButton

if TYPE_CHECKING:
    from desktop.security.trail.service import TrailService

_BAR = "chain"


class ChainCheck(QObject):
    """One proof at a time.

    Args:
        tasks: the way off the GUI thread.
        trail: gives the trail that is looked at.

    Signals:
        progressed (str): how far it is, in words.
        told (Message, int): the verdict, and the number of the first broken event (0 for none).
    """

    progressed = Signal(str)
    told = Signal(object, int)

    def __init__(self, tasks: TaskRunner, trail: Callable[[], TrailService]) -> None:
        super().__init__()
        self._tasks, self._trail = tasks, trail
        self._task: Task | None = None
        self.button = OutlineButton(tr("Kiểm tra chuỗi"), key="Ctrl+K", icon="seal")
        self.button.clicked.connect(self._press)

    @property
    def is_running(self) -> bool:
        """Whether a proof is on its way."""
        return self._task is not None

    def stop(self) -> None:
        """Stop, and tell nothing."""
        if self._task is not None:
            self._task.cancel()
            self._over()

    def with_way(self, message: Message, go: Callable[[], object]) -> Message:
        """Return a verdict with the button that leads to the first broken event."""
        return replace(message, action=tr("Xem chỗ đó"), on_action=go)

    def _press(self) -> None:
        if self._task is not None:
            self.stop()
            self.told.emit(Message("info", tr("Đã dừng kiểm tra chuỗi."), key=_BAR), 0)
            return
        trail = self._trail()
        self.button.setText(tr("Dừng kiểm tra"))
        self.progressed.emit(tr("Đang kiểm tra chuỗi"))
        self._task = self._tasks.run_long(
            lambda work: trail.verify(work=work),
            self._done,
            self._failed,
            on_progress=self._progress,
        )

    def _progress(self, done: int, total: int, text: str) -> None:
        del text
        if self._task is not None:
            self.progressed.emit(
                tr("Đã kiểm tra {done} trong {all} sự kiện").format(
                    done=grouped(done), all=grouped(total)
                )
            )

    def _done(self, proof: Proof) -> None:
        self._over()
        tone: Tone = "ok" if proof.ok else "bad"
        message = Message(tone, words.proof_text(proof), words.advice_text(proof), key=_BAR)
        self.told.emit(message, proof.broken.number if proof.broken else 0)

    def _failed(self, error: UserFacingError) -> None:
        self._over()
        self.told.emit(Message("bad", error.title, error.advice, key=_BAR, code=error.code), 0)

    def _over(self) -> None:
        self._task = None
        self.button.setText(tr("Kiểm tra chuỗi"))
