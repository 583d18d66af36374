"""Keeps what is typed within a second, and once more when a page is left."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.common.errors import UserFacingError
from desktop.common.vocabulary import FieldKey
from desktop.ui.context import UiContext

REST_MS = 500


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
        self._pending: dict[FieldKey, str] = {}
        self._sent: dict[FieldKey, str] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.flush)

    def start(self, application_id: UUID) -> None:
        """Write to this application from now on; what waited for another is written first."""
        self.flush()
        self._application_id = application_id

    def note(self, field: FieldKey, value: str) -> None:
        """Remember a typed value; it is written after a short rest."""
        self._pending[field] = value
        # Started, not restarted: somebody who types without a pause is saved all the same.
        if not self._rest.isActive():
            self._rest.start()

    def flush(self) -> None:
        """Write now what waits."""
        self._rest.stop()
        application_id = self._application_id
        if application_id is None or not self._pending:
            return
        fields, self._pending = self._pending, {}
        self._sent = fields
        intake, actor = self._context.services.intake, self._context.actor
        self._context.tasks.change(
            lambda: intake.save(application_id, actor=actor, fields=fields),
            self._kept,
            self._not_kept,
        )

    def _kept(self, at: datetime) -> None:
        self.saved.emit(at)

    def _not_kept(self, error: UserFacingError) -> None:
        self._pending = {**self._sent, **self._pending}
        self.failed.emit(error)
