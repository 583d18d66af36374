"""Keeps what is decided on the page "Đối chiếu", in the order it was decided."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.common.vocabulary import FieldKey, Source
from desktop.intake.views import Draft
from desktop.ui.context import UiContext


class Decisions(QObject):
    """Writes answers and gives the application as it is afterwards.

    Signals:
        decided (Draft): the application with the answer.
        trouble (UserFacingError): it could not be kept.
    """

    decided = Signal(object)
    trouble = Signal(object)

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def choose(self, draft: Draft, field: FieldKey, source: Source) -> None:
        """Keep which of the known values holds."""
        values = {Source.CARD: draft.card, Source.LIST: draft.listed}.get(source, draft.fields)
        value = values.get(field, "")
        if field is FieldKey.RESIDENCE and source is Source.CARD and draft.place is not None:
            value = draft.place.today
        self._save(draft, field, value, source)

    def answer(self, draft: Draft, field: FieldKey, value: str, *, typed: bool) -> None:
        """Keep what the card says, or in which commune of today its address lies."""
        if field is FieldKey.RESIDENCE:
            # Only the person knows which part of a split commune the village went to.
            self._save(draft, field, value, Source.DECLARED)
            return
        answers, actor = self._context.services.card_answers, self._context.actor
        self._context.tasks.change(
            lambda: answers.settle(draft.application_id, field, value, typed=typed, actor=actor),
            self._kept,
            self._failed,
        )

    def _save(self, draft: Draft, field: FieldKey, value: str, source: Source) -> None:
        intake, actor = self._context.services.intake, self._context.actor

        def keep() -> Draft:
            intake.save(
                draft.application_id, actor=actor, fields={field: value}, sources={field: source}
            )
            return intake.draft(draft.application_id)

        self._context.tasks.change(keep, self._kept, self._failed)

    def _kept(self, draft: Draft) -> None:
        self.decided.emit(draft)

    def _failed(self, error: object) -> None:
        self.trouble.emit(error)
