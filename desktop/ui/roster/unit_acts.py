"""Answers become verbs of the service; each runs off the thread that draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import UnitAct
from desktop.common.work import Work
from desktop.roster.organisation.service import OrganisationService
from desktop.roster.organisation.views import Done
from desktop.ui.context import UiContext
from desktop.ui.roster.unit_ask import Answer, Question

Run = Callable[[Work], Done]


class Acts:
    """Makes the calls.

    Attributes:
        has_seen_cases: the open applications of a merge were named; the next go takes them along.
    """

    def __init__(self, context: UiContext) -> None:
        self._context = context
        self.has_seen_cases = False

    @property
    def _service(self) -> OrganisationService:
        return self._context.services.organisation

    def verb(self, question: Question) -> str:
        """Return the word on the primary button."""
        if question.act is UnitAct.MERGE and self.has_seen_cases:
            return tr("Gộp, hồ sơ đi theo người")
        return question.verb

    def of(self, question: Question, answer: Answer) -> Run:
        """Return what a question does once it is answered."""
        service, actor = self._service, self._context.actor
        about, why, target = question.about, answer.reason, answer.target or question.about
        seen, self.has_seen_cases = self.has_seen_cases, False
        calls: dict[UnitAct, Run] = {
            UnitAct.ADD: lambda _work: service.add(
                about,
                answer.kind,
                answer.name,
                secretary=answer.secretary,
                actor=actor,
                reason=why,
            ),
            UnitAct.RENAME: lambda work: service.rename(
                about, answer.name, secretary=answer.secretary, actor=actor, reason=why, work=work
            ),
            UnitAct.MERGE: lambda work: service.merge(
                about, target, actor=actor, reason=why, with_cases=seen, work=work
            ),
            UnitAct.MOVE: lambda work: service.move(
                about, target, actor=actor, reason=why, work=work
            ),
            UnitAct.MOVE_MEMBERS: lambda work: service.move_people(
                question.people, target, actor=actor, reason=why, work=work
            ),
            UnitAct.SPLIT: lambda work: service.split(
                about, answer.name, question.people, actor=actor, reason=why, work=work
            ),
            UnitAct.CLOSE: lambda _work: service.close(about, actor=actor, reason=why),
        }
        return calls[question.act]

    def place(self, unit_id: UUID, parent_id: UUID, before: UUID | None) -> Run:
        """Put a unit where it was dropped."""
        service, actor = self._service, self._context.actor
        return lambda work: service.move(unit_id, parent_id, before=before, actor=actor, work=work)

    def confirm(self, unit_id: UUID) -> Run:
        """Say that a name a list brought is right."""
        service, actor = self._service, self._context.actor
        return lambda _work: service.describe(unit_id, is_confirmed=True, actor=actor)

    def undo(self) -> Run:
        """Take the newest step back."""
        service, actor = self._service, self._context.actor
        return lambda work: service.undo(actor=actor, work=work)

    def sheet(self, source: Path) -> Run:
        """Take a sheet of units in."""
        sheets, actor = self._service.sheets, self._context.actor
        return lambda work: sheets.take(source, actor=actor, work=work).done or Done(None)
