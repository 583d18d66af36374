"""Keeps what is typed within a second, and once more when a page is left."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.common.errors import UserFacingError
from desktop.common.vocabulary import FieldKey
from desktop.intake.errors import WrongStateError
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task

REST_MS = 500

T = TypeVar("T")


class Autosave(QObject):
    """Collects changed fields of one application and writes them after a short rest.

    Signals:
        saved (datetime): the store took the latest changes.
        failed (UserFacingError): it did not; the values are kept and tried with the next ones.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._application_id: UUID | None = None
        self._people: dict[UUID, UUID] = {}
        self._pending: dict[UUID, dict[FieldKey, str]] = {}
        self._sent: dict[int, tuple[UUID, dict[FieldKey, str]]] = {}
        self._numbers = itertools.count()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.flush)

    def start(self, application_id: UUID, member_id: UUID) -> None:
        """Write to this person's application from now on; what waited for another goes first."""
        self.flush()
        self._application_id = application_id
        self._people[application_id] = member_id

    def note(self, field: FieldKey, value: str) -> None:
        """Remember a typed value; it is written after a short rest."""
        if self._application_id is None:
            return
        self._pending.setdefault(self._application_id, {})[field] = value
        # Started, not restarted: somebody who types without a pause is saved all the same.
        if not self._rest.isActive():
            self._rest.start()

    @property
    def is_behind(self) -> bool:
        """Whether the store refused something of the present application."""
        return bool(self._application_id and self._pending.get(self._application_id))

    @property
    def unsaved(self) -> dict[UUID, tuple[UUID, dict[FieldKey, str]]]:
        """What no store has, by application: whose it is, and the fields."""
        return {
            application_id: (self._people[application_id], dict(fields))
            for application_id, fields in self._pending.items()
            if fields
        }

    def flush(self) -> None:
        """Write now what waits."""
        self._rest.stop()
        waiting, self._pending = self._pending, {}
        intake, actor = self._context.services.intake, self._context.actor
        for application_id, fields in waiting.items():
            number = next(self._numbers)
            self._sent[number] = application_id, fields
            self._context.tasks.change(
                partial(intake.save, application_id, actor=actor, fields=fields),
                partial(self._kept, number),
                partial(self._not_kept, number),
            )

    def _kept(self, number: int, at: datetime) -> None:
        application_id, _fields = self._sent.pop(number)
        if shiboken6.isValid(self) and application_id == self._application_id:
            self.saved.emit(at)

    def _not_kept(self, number: int, error: UserFacingError) -> None:
        application_id, fields = self._sent.pop(number)
        if not shiboken6.isValid(self):
            return
        if not isinstance(error, WrongStateError):  # a closed file takes nothing any more
            newer = [
                sent
                for later, (other, sent) in self._sent.items()
                if later > number and other == application_id
            ]
            waiting = self._pending.setdefault(application_id, {})
            for field, value in fields.items():
                if not any(field in sent for sent in newer):
                    waiting.setdefault(field, value)
        self.failed.emit(error)


def ask_after_writing(
    context: UiContext,
    fn: Callable[[], T],
    on_done: Callable[[T], object],
    on_error: Callable[[UserFacingError], object] | None = None,
) -> Task:
    """Read something that may just have been asked to be written; queries may overtake changes."""
    tasks = context.tasks
    ask = tasks.change if tasks.pending_changes else tasks.query
    return ask(fn, on_done, on_error)


class KeepLatest(QObject, Generic[T]):
    """Writes the newest whole of something under its id; an older one is never wanted again.

    Args:
        context: where changes are asked for.
        parent: the page.
        write: stores the value of an id and returns when; runs on the writer thread.

    Signals:
        saved (UUID, datetime): the store took the newest value of this id.
        failed (UserFacingError): it did not; the value is kept and tried with the next one.
    """

    saved = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, context: UiContext, parent: QObject, write: Callable[[UUID, T], datetime]
    ) -> None:
        super().__init__(parent)
        self._context, self._write = context, write
        self._pending: dict[UUID, T] = {}
        self._sent: dict[UUID, T] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.flush)

    def note(self, key: UUID, value: T, *, at_once: bool = False) -> None:
        """Remember a value; it is written after a short rest, or at once."""
        self._pending[key] = value
        if at_once:
            self.flush()
        elif not self._rest.isActive():
            self._rest.start()

    def latest(self, key: UUID) -> T | None:
        """Return the newest value while the store does not have it yet."""
        return self._pending.get(key, self._sent.get(key))

    @property
    def unsaved(self) -> dict[UUID, T]:
        """What no store has, by id."""
        return {**self._sent, **self._pending}

    def forget(self, key: UUID) -> None:
        """Write nothing of this id any more; what is under way is finished."""
        self._pending.pop(key, None)
        self._sent.pop(key, None)

    def flush(self) -> None:
        """Write now what waits."""
        self._rest.stop()
        waiting, self._pending = self._pending, {}
        for key, value in waiting.items():
            self._sent[key] = value
            self._context.tasks.change(
                partial(self._write, key, value),
                partial(self._kept, key, value),
                partial(self._not_kept, key, value),
            )

    def _kept(self, key: UUID, value: T, at: datetime) -> None:
        if self._sent.get(key) is value:
            del self._sent[key]
            if shiboken6.isValid(self):
                self.saved.emit(key, at)

    def _not_kept(self, key: UUID, value: T, error: UserFacingError) -> None:
        if self._sent.get(key) is not value:
            return  # a newer one is under way, or nobody wants it any more
        del self._sent[key]
        if not isinstance(error, WrongStateError):  # a closed file takes nothing any more
            self._pending.setdefault(key, value)
        if shiboken6.isValid(self):
            self.failed.emit(error)
