"""What came of visits: written by the team, or following from a reception; one method per verb."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, VisitOutcome, VisitPlace
from desktop.field.visits import remaining, rules, words
from desktop.field.visits import store as queries
from desktop.field.visits.errors import VisitRefusedError, VisitUnknownError
from desktop.field.visits.reading import list_views, open_visit
from desktop.field.visits.views import VisitView
from desktop.identity.card import CardReading
from desktop.intake import store as intake
from desktop.intake.moves.service import reopen
from desktop.intake.service import IntakeService
from desktop.intake.views import Draft
from desktop.models import Visit, VisitList
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class OutcomesService:
    """The visits of a list, one after the other, as a team makes them."""

    def __init__(self, store: Store, clock: Clock, intake: IntakeService) -> None:
        self._store = store
        self._clock = clock
        self._intake = intake

    def begin(self, visit_id: UUID, *, actor: str, card: CardReading | None = None) -> Draft:
        """Open the application of whoever is visited; it says where it is taken.

        Raises:
            VisitUnknownError: the visit is not on a list any more.
            ListClosedError: its list was closed.
            AlreadyReceivedError: the record was taken before.
            ClockError: the clock of this machine cannot be believed.
        """
        with self._store.write() as session:
            row, _ = _held(session, visit_id)
            live = intake.live_application(session, row.member_id)
            if live is not None and live.state == ApplicationState.REJECTED.value:
                reopen(session, live.id, actor=actor, at=self._clock.now())
        place = rules.channel_of(VisitPlace(row.place))
        return self._intake.open(row.member_id, actor=actor, card=card, channel=place)

    def note(
        self,
        visit_id: UUID,
        outcome: VisitOutcome,
        *,
        actor: str,
        revisit_on: str = "",
        note: str = "",
    ) -> VisitView:
        """Write down that somebody could not be received, and why; return the visit.

        Not at home and in hospital ask for the ISO day of the next visit. Moved, refused and
        deceased set the person's application aside under that reason, so that the reports count
        them among the remaining with it. One outcome may follow another; a reception ends it.

        Raises:
            VisitUnknownError: the visit is not on a list any more.
            VisitRefusedError: the outcome, the day or the note does not fit; nothing was changed.
            WrongStateError: the record was taken before.
            StoreError: nothing was changed.
        """
        now = self._clock.now()
        day, kept = rules.checked_outcome(outcome, revisit_on, note, today(self._clock))
        with self._store.write() as session:
            row, of = _held(session, visit_id)
            _require_typed(row.outcome)
            if row.member_id in queries.received(session):
                raise VisitRefusedError(
                    tr("Người này đã có biên nhận."), tr("Không phải đi nữa; mở lại danh sách.")
                )
            self._forget_reason(session, row, actor, now)
            if outcome in rules.REMAINING:
                person = remaining.person(session, row.member_id)
                channel = rules.channel_of(VisitPlace(row.place))
                cause = remaining.Cause(now, actor, rules.REMAINING[outcome])
                remaining.set_aside(session, person, channel, cause)
            row.outcome, row.outcome_note, row.revisit_on = outcome.value, kept, day
            row.done_at, row.done_by = now, actor
            queries.touch(row, now)
            self._note(session, Tag.VISIT_OUTCOME_NOTED, row, actor, {"number": of.number})
        return self._view(row)

    def take_back(self, visit_id: UUID, *, actor: str) -> VisitView:
        """Let an outcome that was written by mistake not count; the person waits again.

        Raises:
            VisitUnknownError: the visit is not on a list any more, or has no outcome.
            VisitRefusedError: the outcome came from a reception.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row, of = _held(session, visit_id)
            if not row.outcome:
                raise VisitUnknownError
            _require_typed(row.outcome)
            self._forget_reason(session, row, actor, now)
            row.outcome, row.outcome_note, row.revisit_on = "", "", ""
            row.done_at, row.done_by = None, ""
            queries.touch(row, now)
            self._note(session, Tag.VISIT_OUTCOME_TAKEN_BACK, row, actor, {"number": of.number})
        return self._view(row)

    def reveal(self, visit_id: UUID, *, actor: str) -> str:
        """Return why somebody is visited, in words; that somebody looked is in the trail.

        Raises:
            VisitUnknownError: the visit is not on a list any more.
        """
        with self._store.write() as session:
            row = queries.visit(session, visit_id)
            if row is None:
                raise VisitUnknownError
            self._note(session, Tag.REASON_REVEALED, row, actor, {})
            return words.reason_words(row.reason)

    # ------------------------------------------------------------ parts

    @staticmethod
    def _forget_reason(session: Session, row: Visit, actor: str, at: datetime) -> None:
        if row.outcome and VisitOutcome(row.outcome) in rules.REMAINING:
            said = rules.REMAINING[VisitOutcome(row.outcome)]
            remaining.take_up(session, row.member_id, remaining.Cause(at, actor, said))

    def _note(
        self, session: Session, tag: Tag, row: Visit, actor: str, detail: dict[str, Any]
    ) -> None:
        at = self._clock.now()
        security.record(session, tag, at=at, actor=actor, target=str(row.member_id), detail=detail)

    def _view(self, row: Visit) -> VisitView:
        with self._store.read() as session:
            of = queries.list_by_id(session, row.list_id)
            seen = list_views(session, [of] if of else [])[0].visits
        return next(one for one in seen if one.visit_id == row.id)


def _held(session: Session, visit_id: UUID) -> tuple[Visit, VisitList]:
    """Return a visit and its list, which nobody else changes until the transaction ends.

    The person's record first, then the visit, then the trail, as a reception takes them: the other
    way round, two counters would wait for each other.
    """
    row = queries.visit(session, visit_id)
    if row is not None:
        intake.live_application(session, row.member_id, to_change=True)
    return open_visit(session, visit_id, to_change=True)


def _require_typed(outcome: str) -> None:
    if outcome and VisitOutcome(outcome) not in rules.TYPED:
        raise VisitRefusedError(
            tr("Kết quả này có từ biên nhận, không sửa được ở đây."),
            tr("Nếu nhận nhầm, mở lại hồ sơ ở trang Quầy."),
        )
