"""What an operator can do with the queue; one method per verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from desktop.campaign.priority.rules import turn_of
from desktop.campaign.priority.store import reasons_of
from desktop.campaign.queue import rules
from desktop.campaign.queue import store as queries
from desktop.campaign.queue.errors import HasNumberError, NobodyWaitsError, TicketMovedOnError
from desktop.campaign.queue.views import QueueBoard, Ticket, Turn
from desktop.campaign.queue.words import priority_words
from desktop.campaign.service import CampaignService
from desktop.common.clock import Clock, show_time, today
from desktop.common.i18n import vi
from desktop.common.ids import new_id
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME
from desktop.common.vocabulary import TicketState, TurnPriority
from desktop.documents.ticket_slip import TicketSlip, render_ticket_slip
from desktop.models import QueueTicket
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_CALLABLE = frozenset({TicketState.WAITING, TicketState.NO_SHOW})


class QueueService:
    """Numbers for those who wait, and whose turn it is.

    Several counters may share one queue: numbers are given and called one at a time.

    Args:
        store: the opened store.
        clock: tells the day and the time.
        preferences: what stands on slips.
        campaign: from which age people have priority, how long others wait at most.
        pace: gives the median seconds of today's applicants, None before the first.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        campaign: CampaignService,
        pace: Callable[[], int | None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._campaign = campaign
        self._pace = pace

    def board(self) -> QueueBoard:
        """Return today's queue.

        Raises:
            StoreError: the store cannot be read.
        """
        longest, pace = self._longest(), self._pace()
        with self._store.read() as session:
            return _board(self._tickets(session), self._clock.now(), longest, pace)

    def issue(
        self,
        priority: TurnPriority | None = None,
        *,
        actor: str,
        member_id: UUID | None = None,
    ) -> Ticket:
        """Give the next number of the day.

        Args:
            priority: why they are called before others; None gives what their age and the flags
                kept on them give.
            actor: who gives it.
            member_id: for whom; None when nobody asks.

        Raises:
            HasNumberError: the person holds a number of today.
            StoreError: the store cannot be written; no number was given.
        """
        old_from = int(self._campaign.all()["priority_age"])
        now, day = self._clock.now(), today(self._clock)
        with self._store.write() as session:
            queries.stand_alone(session)
            if member_id is not None:
                held = queries.number_of(session, day.isoformat(), member_id)
                if held is not None:
                    raise HasNumberError(held)
                if priority is None:
                    priority = _proposed(session, member_id, day, old_from)
            row = QueueTicket(
                id=new_id(),
                origin=security.station_of(session).code,
                created_at=now,
                updated_at=now,
                day=day.isoformat(),
                number=queries.next_number(session, day.isoformat()),
                priority=(priority or TurnPriority.NONE).value,
                state=TicketState.WAITING.value,
                member_id=member_id,
                issued_by=actor,
                missed=0,
            )
            session.add(row)
            detail = {"number": row.number, "priority": row.priority}
            self._record(session, Tag.TICKET_ISSUED, row, actor, detail)
            session.flush()
            return self._ticket(session, row)

    def call_next(self, *, actor: str) -> Ticket:
        """Call whose turn it is; whom the operator called before has been served.

        Raises:
            NobodyWaitsError: nobody waits; whom the operator called before stays called.
            StoreError: the store cannot be written; nobody was called.
        """
        longest = self._longest()
        with self._store.write() as session:
            queries.stand_alone(session)
            everybody = self._tickets(session)
            order = rules.in_turn(everybody, self._clock.now(), longest)
            if not order:
                raise NobodyWaitsError
            return self._call(session, order[0].id, actor)

    def call(self, ticket_id: UUID, *, actor: str) -> Ticket:
        """Call somebody out of turn, also one who was taken to have gone.

        Raises:
            TicketMovedOnError: another counter called them, or they are served or gone.
            StoreError: the store cannot be written; nobody was called.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            return self._call(session, ticket_id, actor)

    def finish(self, *, actor: str) -> None:
        """Note that whom the operator called has been served, without calling anybody.

        Raises:
            StoreError: the store cannot be written; nothing was noted.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            self._finish(session, actor)

    def missed(self, ticket_id: UUID, *, actor: str) -> Ticket:
        """Note that somebody who was called is not there: they are called again, later.

        Raises:
            TicketMovedOnError: they are not called any more.
            StoreError: the store cannot be written; nothing was noted.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            row = self._row(session, ticket_id, {TicketState.CALLED})
            row.missed += 1
            row.missed_at = self._clock.now()
            is_out = row.missed >= rules.MOST_MISSED
            row.state = (TicketState.NO_SHOW if is_out else TicketState.WAITING).value
            detail = {"number": row.number, "times": row.missed}
            self._record(session, Tag.TICKET_MISSED, row, actor, detail)
            return self._ticket(session, row)

    def take_back(self, ticket_id: UUID, *, actor: str) -> Ticket:
        """Let a call not count: a wrong key was pressed; they wait where they waited.

        Raises:
            TicketMovedOnError: they are not called any more.
            StoreError: the store cannot be written; nothing was changed.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            row = self._row(session, ticket_id, {TicketState.CALLED})
            row.state, row.called_at, row.called_by = TicketState.WAITING.value, None, ""
            self._record(session, Tag.TICKET_CALL_UNDONE, row, actor, {"number": row.number})
            return self._ticket(session, row)

    def put_back(self, ticket_id: UUID, *, actor: str) -> Ticket:
        """Let somebody who was taken to have gone wait again: they are called next but few.

        Raises:
            TicketMovedOnError: they wait already, or are served or gone.
            StoreError: the store cannot be written; nothing was changed.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            row = self._row(session, ticket_id, {TicketState.NO_SHOW})
            row.state, row.missed = TicketState.WAITING.value, rules.MOST_MISSED - 1
            self._record(session, Tag.TICKET_PUT_BACK, row, actor, {"number": row.number})
            return self._ticket(session, row)

    def give_up(self, ticket_id: UUID, *, actor: str) -> None:
        """Note that somebody does not wait any more, or that a number was given by mistake.

        Raises:
            TicketMovedOnError: they are served or gone already.
            StoreError: the store cannot be written; nothing was noted.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            row = self._row(session, ticket_id, _CALLABLE)
            row.state = TicketState.GONE.value
            self._record(session, Tag.TICKET_GIVEN_UP, row, actor, {"number": row.number})

    def slip(self, ticket_id: UUID) -> bytes:
        """Return the slip of a number as a PDF; it names nobody.

        Raises:
            TicketMovedOnError: nobody waits with this number any more.
            StoreError: the store cannot be read.
        """
        longest, pace = self._longest(), self._pace()
        with self._store.read() as session:
            waiting = _board(self._tickets(session), self._clock.now(), longest, pace).waiting
            turn = next((turn for turn in waiting if turn.ticket.id == ticket_id), None)
            if turn is None:
                raise TicketMovedOnError
            station = security.station_of(session)
        text, day = self._preferences.text, today(self._clock)
        office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
        content = _slip(turn, office, text(CAMPAIGN_TITLE), day, practice=station.is_practice)
        return render_ticket_slip(content)

    # ------------------------------------------------------------ inside one transaction

    def _longest(self) -> timedelta:
        return timedelta(minutes=int(self._campaign.all()["queue_longest"]))

    def _tickets(self, session: Session) -> list[Ticket]:
        return queries.tickets(session, today(self._clock).isoformat())

    def _call(self, session: Session, ticket_id: UUID, actor: str) -> Ticket:
        row = self._row(session, ticket_id, _CALLABLE)
        self._finish(session, actor)
        row.state = TicketState.CALLED.value
        row.called_at, row.called_by = self._clock.now(), actor
        self._record(session, Tag.TICKET_CALLED, row, actor, {"number": row.number})
        return self._ticket(session, row)

    def _finish(self, session: Session, actor: str) -> None:
        for one in self._tickets(session):
            if one.state is TicketState.CALLED and one.called_by == actor:
                row = self._row(session, one.id, {TicketState.CALLED})
                row.state = TicketState.SERVED.value
                self._record(session, Tag.TICKET_SERVED, row, actor, {"number": row.number})

    def _row(
        self, session: Session, ticket_id: UUID, states: frozenset[TicketState] | set[TicketState]
    ) -> QueueTicket:
        row = queries.ticket_row(session, ticket_id)
        if (
            row is None
            or row.day != today(self._clock).isoformat()
            or TicketState(row.state) not in states
        ):
            raise TicketMovedOnError
        return row

    def _ticket(self, session: Session, row: QueueTicket) -> Ticket:
        session.flush()
        return next(one for one in self._tickets(session) if one.id == row.id)

    def _record(
        self, session: Session, tag: Tag, row: QueueTicket, actor: str, detail: dict[str, Any]
    ) -> None:
        now = self._clock.now()
        row.updated_at, row.version = now, (row.version or 0) + 1
        security.record(session, tag, at=now, actor=actor, target=str(row.id), detail=detail)


def _proposed(session: Session, member_id: UUID, day: date, old_from: int) -> TurnPriority:
    """Return the priority that the list and the flags give somebody."""
    by_age = rules.priority_by_age(queries.birth_of(session, member_id), day, old_from)
    return turn_of(reasons_of(session, member_id), by_age)


def _board(
    everybody: Sequence[Ticket], now: datetime, longest: timedelta, pace: int | None
) -> QueueBoard:
    called = [one for one in everybody if one.state is TicketState.CALLED]
    waiting = rules.turns(
        rules.in_turn(everybody, now, longest),
        now,
        seconds=pace or rules.USUAL_SECONDS,
        counters=rules.counters_at_work(everybody, now),
    )
    return QueueBoard(
        called=tuple(sorted(called, key=_last_call, reverse=True)),
        waiting=tuple(waiting),
        away=tuple(one for one in everybody if one.state is TicketState.NO_SHOW),
        served=sum(one.state is TicketState.SERVED for one in everybody),
        median_wait=rules.median_wait(everybody),
        issued=len(everybody),
    )


def _slip(turn: Turn, office: str, campaign: str, day: date, *, practice: bool) -> TicketSlip:
    ticket = turn.ticket
    return TicketSlip(
        office=office,
        campaign_title=campaign,
        number=ticket.number,
        priority=priority_words(ticket.priority, vi) if ticket.has_priority else "",
        issued_at=show_time(ticket.issued_at),
        day=f"{day:%d/%m/%Y}",
        ahead=turn.ahead,
        minutes=turn.minutes,
        practice=practice,
    )


def _last_call(ticket: Ticket) -> datetime:
    assert ticket.called_at is not None  # of those who are called
    return ticket.called_at
