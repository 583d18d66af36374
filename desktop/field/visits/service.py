"""Lists of visits are made, changed and closed; one method per verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.vocabulary import VisitListState
from desktop.field.visits import making, rules
from desktop.field.visits import store as queries
from desktop.field.visits.errors import StillWaitingError, VisitUnknownError
from desktop.field.visits.making import Order
from desktop.field.visits.reading import (
    list_views,
    open_list,
    open_visit,
    remaining_people,
    to_visit,
)
from desktop.field.visits.views import MadeLists, Sharing, ToVisit, VisitListView
from desktop.models import Member
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class VisitsService:
    """Who goes where on which day."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ------------------------------------------------------------ looking

    def lists(self, state: VisitListState | None = None) -> tuple[VisitListView, ...]:
        """Return lists with their visits, the newest day first."""
        with self._store.read() as session:
            return list_views(session, queries.lists(session, state))

    def get(self, list_id: UUID) -> VisitListView:
        """Return one list.

        Raises:
            VisitUnknownError: there is none under this key.
        """
        with self._store.read() as session:
            row = queries.list_by_id(session, list_id)
            if row is None:
                raise VisitUnknownError
            return list_views(session, [row])[0]

    def numbered(self, number: int) -> VisitListView:
        """Return the list with a number.

        Raises:
            VisitUnknownError: there is none.
        """
        with self._store.read() as session:
            row = queries.list_numbered(session, number)
            if row is None:
                raise VisitUnknownError
            return list_views(session, [row])[0]

    def marked(self, villages: Sequence[str] | None = None) -> tuple[UUID, ...]:
        """Return who is marked and on no list yet, of some villages or of all."""
        with self._store.read() as session:
            cases = {case.member_id for case in queries.cases(session)}
            people = [one for one in remaining_people(session) if one.id in cases]
        return tuple(one.id for one in people if villages is None or _village(one) in villages)

    def remaining(self, villages: Sequence[str]) -> tuple[UUID, ...]:
        """Return everybody of some villages who may renew, is not received and is on no list."""
        with self._store.read() as session:
            people = remaining_people(session)
        return tuple(one.id for one in people if _village(one) in villages)

    def to_visit(self) -> tuple[ToVisit, ...]:
        """Return everybody who may renew and is not received, by village; with their team."""
        with self._store.read() as session:
            return to_visit(session, today(self._clock))

    def share(
        self, member_ids: Sequence[UUID], team_ids: Sequence[UUID], *, again: bool = False
    ) -> Sharing:
        """Return how `make` would share people out over teams; nothing is made.

        Args:
            member_ids: who is to be visited.
            team_ids: the teams that go.
            again: those who wait for a team already are shared out anew.

        Raises:
            NobodyToVisitError: nobody is left to be put on a list.
            TeamUnknownError: a team does not exist any more.
        """
        with self._store.read() as session:
            return making.would_share(session, member_ids, team_ids, self._clock.now(), again=again)

    # ------------------------------------------------------------ making

    def make(
        self,
        member_ids: Sequence[UUID],
        team_ids: Sequence[UUID],
        day: str,
        *,
        actor: str,
        start: str = "",
        minutes: int = 30,
        again: bool = False,
    ) -> MadeLists:
        """Share people out over teams and make one list for each team that gets somebody.

        Villages stay together and what is left before each team is even. Whoever was received, may
        not renew or waits on another open list is left out and named.

        Args:
            member_ids: who is to be visited.
            team_ids: the teams that go.
            day: ISO day of the visits.
            actor: who plans.
            start: time of the first visit, `07:30`; empty for none.
            minutes: from one visit to the next.
            again: those who wait for a team already are shared out anew.

        Raises:
            NobodyToVisitError: nobody is left to be put on a list.
            TeamUnknownError: a team does not exist any more.
            VisitRefusedError: the day or the time cannot be used; nothing was changed.
        """
        now = self._clock.now()
        order = Order(
            day=rules.checked_day(day, today(self._clock)),
            start=rules.checked_time(start),
            minutes=rules.checked_minutes(minutes),
            actor=actor,
            at=now,
        )
        with self._store.write() as session:
            made, skipped = making.make_lists(session, member_ids, team_ids, order, again=again)
            for row in made:
                detail = {"number": row.number, "people": making.count(session, row)}
                self._note(session, Tag.VISIT_LIST_MADE, row.id, actor, detail)
            session.flush()
            return MadeLists(list_views(session, made), skipped)

    def add(self, list_id: UUID, member_ids: Sequence[UUID], *, actor: str) -> MadeLists:
        """Put further people at the end of an open list.

        Raises:
            NobodyToVisitError: nobody of them can be put on a list.
            ListClosedError: the list was closed.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = open_list(session, list_id)
            added, skipped = making.add_people(session, row, member_ids, now)
            queries.touch(row, now)
            detail = {"number": row.number, "people": added}
            self._note(session, Tag.VISITS_ADDED, row.id, actor, detail)
            session.flush()
            return MadeLists(list_views(session, [row]), skipped)

    # ------------------------------------------------------------ changing

    def plan_time(self, visit_id: UUID, time: str, *, actor: str) -> str:
        """Agree a time for a visit, or none; return it as it is kept.

        Raises:
            VisitRefusedError: it is no time of a day.
            VisitUnknownError: the visit is not on a list any more.
        """
        planned, now = rules.checked_time(time), self._clock.now()
        with self._store.write() as session:
            row, of = open_visit(session, visit_id, to_change=True)
            if row.planned_time != planned:
                row.planned_time = planned
                queries.touch(row, now)
                detail = {"number": of.number}
                self._note(session, Tag.VISIT_PLANNED, row.member_id, actor, detail)
        return planned

    def move(self, visit_id: UUID, to: int, *, actor: str) -> None:
        """Put a visit at another place of its list (1 is the first).

        Raises:
            VisitUnknownError: the visit is not on a list any more.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row, of = open_visit(session, visit_id)
            rows = [one for one, _ in queries.visits_of(session, [of.id])]
            before = rows.index(row)
            rows.remove(row)
            rows.insert(min(max(to, 1), len(rows) + 1) - 1, row)
            if rows.index(row) == before:
                return
            for position, one in enumerate(rows, start=1):
                if one.position != position:
                    one.position = position
                    queries.touch(one, now)
            detail = {"number": of.number}
            self._note(session, Tag.VISIT_PLANNED, row.member_id, actor, detail)

    def remove(self, visit_id: UUID, *, actor: str) -> None:
        """Take somebody who still waits off a list; the row stays with the time.

        Raises:
            VisitUnknownError: the visit is not on a list any more.
            VisitRefusedError: it has an outcome.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row, of = open_visit(session, visit_id, to_change=True)
            rules.require_waiting(row.outcome)
            row.removed_at, row.removed_by = now, actor
            queries.touch(row, now)
            detail = {"number": of.number}
            self._note(session, Tag.VISIT_REMOVED, row.member_id, actor, detail)

    def close(self, list_id: UUID, *, actor: str) -> None:
        """Close a list on which every visit has its outcome.

        Raises:
            StillWaitingError: somebody on it still waits.
            ListClosedError: it was closed before.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = open_list(session, list_id)
            waiting = [one for one, _ in queries.visits_of(session, [row.id]) if not one.outcome]
            if waiting:
                raise StillWaitingError(len(waiting))
            row.state = VisitListState.CLOSED.value
            row.closed_at, row.closed_by = now, actor
            queries.touch(row, now)
            self._note(session, Tag.VISIT_LIST_CLOSED, row.id, actor, {"number": row.number})

    def _note(
        self, session: Session, tag: Tag, target: UUID, actor: str, detail: dict[str, Any]
    ) -> None:
        at = self._clock.now()
        security.record(session, tag, at=at, actor=actor, target=str(target), detail=detail)


def _village(one: Member) -> str:
    return rules.village_of(one.village, one.residence)
