"""Answers become verbs of the service; each runs off the thread that draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from desktop.common.i18n import tr, trn
from desktop.common.vocabulary import UnitAct
from desktop.common.work import Work
from desktop.roster.organisation.service import OrganisationService
from desktop.roster.organisation.sheets import near_words
from desktop.roster.organisation.views import Done
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.organisation_view import BAR
from desktop.ui.roster.unit_ask import Answer, Question

Run = Callable[[Work], Done]
_TOLD = 3
"""So many rows of a sheet are named; more are counted."""


class Acts:
    """Makes the calls.

    Attributes:
        has_seen_cases: the open applications of a merge were named; the next go takes them along.
        sure_of: a name of which it was said that another has the same letters; "" for none.
    """

    def __init__(self, context: UiContext) -> None:
        self._context = context
        self._near: tuple[tuple[int, str, str], ...] = ()
        self.begin()

    def begin(self) -> None:
        """Nothing was said yet of what is asked now."""
        self.has_seen_cases, self.sure_of = False, ""

    @property
    def _service(self) -> OrganisationService:
        return self._context.services.organisation

    def verb(self, question: Question, answer: Answer) -> str:
        """Return the word on the primary button."""
        if self.sure_of and self.sure_of == answer.name:
            return tr("Đúng là hai đơn vị")
        if question.act is UnitAct.MERGE and self.has_seen_cases:
            return tr("Gộp, hồ sơ đi theo người")
        return question.verb

    def of(self, question: Question, answer: Answer) -> Run:
        """Return what a question does once it is answered."""
        service, actor = self._service, self._context.actor
        about, why, target = question.about, answer.reason, answer.target or question.about
        seen, self.has_seen_cases = self.has_seen_cases, False
        is_sure = bool(self.sure_of) and self.sure_of == answer.name
        calls: dict[UnitAct, Run] = {
            UnitAct.ADD: lambda _work: service.add(
                about,
                answer.kind,
                answer.name,
                secretary=answer.secretary,
                actor=actor,
                reason=why,
                is_sure=is_sure,
            ),
            UnitAct.RENAME: lambda work: service.rename(
                about,
                answer.name,
                secretary=answer.secretary,
                actor=actor,
                reason=why,
                is_sure=is_sure,
                work=work,
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
                about,
                answer.name,
                question.people,
                actor=actor,
                reason=why,
                is_sure=is_sure,
                work=work,
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

        def run(work: Work) -> Done:
            report = sheets.take(source, actor=actor, work=work)
            self._near = report.near
            return report.done or Done(None)

        return run

    def remark(self) -> Message | None:
        """Return what to look at in the sheet that was just taken in; told once."""
        near, self._near = self._near, ()
        if not near:
            return None
        title = trn(
            "{n} tên chỉ khác dấu với đơn vị bên cạnh.",
            "{n} tên chỉ khác dấu với đơn vị bên cạnh.",
            len(near),
        ).format(n=len(near))
        told = [near_words(*one) for one in near[:_TOLD]]
        advice = tr("Gõ nhầm thì đổi lại tên đơn vị.")
        return Message("warn", title, " ".join((*told, advice)), key=BAR)
