"""The one way off the thread that draws: a query, a change, or long work.

Queries run side by side on a pool. Changes run one after another on a single writer thread, in
the order they were asked for. Results always arrive on the GUI thread, through signals owned by
the runner, which outlives every job; a result whose receiver is gone is dropped.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from desktop.common.errors import UserFacingError
from desktop.common.work import CancelledError, Work

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Reporter(Protocol):
    """Where errors go that nobody asked for; `feedback.Feedback` is one."""

    def error(self, error: UserFacingError) -> object:
        """Show an error that a person can act on."""

    def bug(self, error: BaseException) -> object:
        """Log and show a defect of ours."""


class Task:
    """The handle of something that was asked for.

    Attributes:
        work: tells long work to stop and carries its progress.
        is_change: whether it runs on the writer thread.
        finish_event: set by the worker when the work is over.
    """

    def __init__(
        self,
        call: Callable[[], object],
        on_done: Callable[[Any], object] | None,
        on_error: Callable[[UserFacingError], object] | None,
        work: Work,
    ) -> None:
        self.work = work
        self.call = call
        self.on_done = on_done
        self.on_error = on_error
        self.on_progress: Callable[[int, int, str], object] | None = None
        self.on_cancelled: Callable[[], object] | None = None
        self.is_change = False
        self.finish_event = threading.Event()

    def cancel(self) -> None:
        """Stop caring: not started work never starts, a result is dropped, long work stops.

        A change that is already being written is finished, so nothing is left half done.
        """
        self.work.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody stopped caring."""
        return self.work.is_cancelled

    @property
    def is_finished(self) -> bool:
        """Whether the work is over, in whatever way."""
        return self.finish_event.is_set()


class _Job(QRunnable):
    """What the worker knows: the call and a number, never a screen or its methods.

    If a worker held the last reference to a widget, the widget would be destroyed on the wrong
    thread; so the receivers stay with the runner.
    """

    def __init__(
        self, number: int, task: Task, emit: Callable[[int, object, object], None]
    ) -> None:
        super().__init__()
        self._number = number
        self._call, self._work, self._finish = task.call, task.work, task.finish_event.set
        self._emit = emit

    def run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            if self._work.is_cancelled:
                raise CancelledError  # noqa: TRY301 - one exit for all endings
            result = self._call()
        except BaseException as caught:  # noqa: BLE001 - this is the border; all is reported
            error = caught
        # Qt's binding never lets go of a runnable; what the call holds must not stay with it. The
        # task with the runner still has the call, so nothing is destroyed on this thread.
        del self._call, self._work
        self._finish()
        self._emit(self._number, result, error)


class _Progress:
    """The latest progress of a task; older ones are dropped, never queued."""

    def __init__(self, announce: Callable[[object], None]) -> None:
        self._announce = announce
        self._lock = threading.Lock()
        self._latest: tuple[int, int, str] | None = None
        self.number = 0

    def report(self, done: int, total: int, text: str) -> None:
        with self._lock:
            waiting = self._latest is not None
            self._latest = (done, total, text)
        if not waiting:
            self._announce(self)

    def take(self) -> tuple[int, int, str] | None:
        with self._lock:
            latest, self._latest = self._latest, None
        return latest


def _alive(receiver: Callable[..., object] | None) -> bool:
    """Return whether a receiver can still be called: its widget was not deleted."""
    if receiver is None:
        return False
    while isinstance(receiver, partial):
        receiver = receiver.func
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class TaskRunner(QObject):
    """Runs work off the GUI thread; one per application.

    Signals:
        busy_changed (bool): something is being written, or no more.
    """

    busy_changed = Signal(bool)
    _ended = Signal(int, object, object)
    _moved = Signal(object)

    def __init__(self, reporter: Reporter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reporter = reporter
        self._pool = QThreadPool(self)
        # Two would do for reading; a printer that hangs must not hold up a search.
        self._pool.setMaxThreadCount(4)
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._writer.setExpiryTimeout(-1)
        self._waiting = 0
        self._numbers = itertools.count(1)
        self._asked: dict[int, Task] = {}
        self._stopped = False
        queued = Qt.ConnectionType.QueuedConnection
        self._ended.connect(self._deliver, queued)
        self._moved.connect(self._deliver_progress, queued)

    def query(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[UserFacingError], object] | None = None,
    ) -> Task:
        """Read something on the pool and hand the result to `on_done` on the GUI thread.

        `fn` runs elsewhere and must not hold a widget; receivers are bound methods of one.
        """
        return self._start(self._pool, Task(fn, on_done, on_error, Work()))

    def change(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[UserFacingError], object] | None = None,
    ) -> Task:
        """Write something; changes run one at a time in the order they were asked for."""
        return self._start(self._writer, Task(fn, on_done, on_error, Work()))

    def run_long(
        self,
        fn: Callable[[Work], T],
        on_done: Callable[[T], object],
        on_error: Callable[[UserFacingError], object] | None = None,
        *,
        on_progress: Callable[[int, int, str], object] | None = None,
        on_cancelled: Callable[[], object] | None = None,
    ) -> Task:
        """Run an import or export with progress; `Task.cancel` stops it at a safe point.

        Args:
            fn: gets the `Work` to report to; it runs beside queries and changes.
            on_done: gets the result.
            on_error: gets an error a person can act on; None shows it as a bar.
            on_progress: gets (done, total, text), at most as often as the screen can follow.
            on_cancelled: called when the work stopped because it was asked to. With it, the end
                is always told: work that was finished before it heard of the wish gives its
                result to `on_done`, for what was stored was stored.
        """
        progress = _Progress(self._announce)
        work = Work(progress.report)
        task = Task(lambda: fn(work), on_done, on_error, work)
        task.on_progress, task.on_cancelled = on_progress, on_cancelled
        return self._start(self._pool, task, progress)

    def stop(self, timeout: float = 10.0) -> bool:
        """Take no more work, finish all changes, drop what was only read.

        Args:
            timeout: seconds to wait for the writer, then again for the readers.

        Returns:
            Whether everything ended in time.
        """
        self._stopped = True
        self._pool.clear()
        milliseconds = round(timeout * 1000)
        written = self._writer.waitForDone(milliseconds)
        return self._pool.waitForDone(milliseconds) and written

    @property
    def pending_changes(self) -> int:
        """How many changes were asked for and not yet delivered."""
        return self._waiting

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked for has not been delivered yet."""
        return bool(self._asked)

    def _start(self, pool: QThreadPool, task: Task, progress: _Progress | None = None) -> Task:
        if self._stopped:
            _log.warning("work asked for after the end was not started")
            task.cancel()
            task.finish_event.set()
            return task
        number = next(self._numbers)
        self._asked[number] = task
        if progress is not None:
            progress.number = number
        if pool is self._writer:
            task.is_change = True
            self._waiting += 1
            if self._waiting == 1:
                self.busy_changed.emit(True)
        pool.start(_Job(number, task, self._end))
        return task

    def _end(self, number: int, result: object, error: object) -> None:
        try:
            self._ended.emit(number, result, error)
        except RuntimeError:  # the runner was deleted while the work ran
            _log.warning("a result arrived after the end")

    def _announce(self, progress: object) -> None:
        try:
            self._moved.emit(progress)
        except RuntimeError:
            _log.debug("progress arrived after the end")

    def _deliver_progress(self, progress: _Progress) -> None:
        latest, task = progress.take(), self._asked.get(progress.number)
        if latest is None or task is None or task.is_cancelled or not _alive(task.on_progress):
            return
        assert task.on_progress is not None
        task.on_progress(*latest)

    def _deliver(self, number: int, result: object, error: object) -> None:
        task = self._asked.pop(number)
        if task.is_change:
            self._waiting -= 1
            if self._waiting == 0:
                self.busy_changed.emit(False)
        is_wanted = not task.is_cancelled or task.on_cancelled is not None
        if isinstance(error, CancelledError):
            if task.on_cancelled is not None and _alive(task.on_cancelled):
                task.on_cancelled()
        elif isinstance(error, UserFacingError):
            if task.on_error is None:
                self._reporter.error(error)
            elif is_wanted and _alive(task.on_error):
                task.on_error(error)
        elif isinstance(error, BaseException):
            self._reporter.bug(error)
        elif is_wanted and task.on_done is not None and _alive(task.on_done):
            task.on_done(result)
