"""A shift of this station: opened, looked at, handed on, closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from uuid import UUID

from desktop.backup.service import BackupService
from desktop.common.clock import Clock
from desktop.common.ids import new_id
from desktop.common.shifts import DayPart, OpenedShift, shift_of
from desktop.common.text import clean
from desktop.common.vocabulary import ShiftKind, Unfinished
from desktop.intake import store as intake
from desktop.intake.holding import hand_to
from desktop.models import Shift, ShiftHandOver
from desktop.security import store as trail
from desktop.security.tags import Tag
from desktop.shifts import calendar, choosing, rules, words
from desktop.shifts import store as queries
from desktop.shifts.errors import (
    AlreadyOpenError,
    ExportRunningError,
    NobodyError,
    NoOpenShiftError,
    NotUnfinishedError,
    StillOpenError,
)
from desktop.shifts.figures import ShiftCount
from desktop.shifts.unfinished import open_items
from desktop.shifts.views import NextShift, ShiftState, ShiftView
from desktop.storage.unit_of_work import Session, Store

_MOST = 60


class ShiftService:
    """Shifts of one station; one is open at a time.

    Args:
        store: the opened store.
        clock: where the time comes from.
        backups: knows the newest backup.
        none_leaving: keeps batches from leaving for the length of a block; False when one is.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        backups: BackupService,
        none_leaving: Callable[[], AbstractContextManager[bool]] = lambda: nullcontext(
            enter_result=True
        ),
    ) -> None:
        self._store = store
        self._clock = clock
        self._backups = backups
        self._none_leaving = none_leaving

    # ------------------------------------------------------------ looking

    def current(self) -> ShiftView | None:
        """Return the shift that is open, or None."""
        with self._store.read() as session:
            row = queries.open_shift(session)
            return None if row is None else view(row)

    def coming(self) -> NextShift:
        """Return what a shift that is opened now would be."""
        now = shift_of(self._clock.now())
        with self._store.read() as session:
            found = calendar.calendar_of(session, now.day)
            return NextShift(
                day=now.day,
                part=now.part or DayPart.MORNING,
                kind=found.kind_of(now),
                holiday=found.name_of(now.day),
                station=trail.station_of(session).code,
            )

    def state(self) -> ShiftState | None:
        """Return how the open shift stands now; None when none is open."""
        backup_at = self._last_backup_at()
        with self._store.read() as session:
            row = queries.open_shift(session)
            return None if row is None else self._state(session, row, backup_at)

    def closed(self, most: int = _MOST) -> tuple[ShiftState, ...]:
        """Return closed shifts with their frozen figures, the newest first."""
        with self._store.read() as session:
            return tuple(
                ShiftState(view(row), rules.from_plain(row.figures))
                for row in queries.closed_shifts(session, most)
            )

    def recounted(self, number: int) -> frozenset[UUID]:
        """Return the records that were received in a shift, from the audit trail.

        Raises:
            NoOpenShiftError: there is no shift under this number.
        """
        with self._store.read() as session:
            for row in (queries.open_shift(session), queries.closed_shift(session, number)):
                if row is not None and row.number == number:
                    count = ShiftCount(session, row.first_event, row.opened_event, row.last_event)
                    return frozenset(count.received)
        raise NoOpenShiftError

    def opened(self, number: int) -> OpenedShift:
        """Return a shift by its number, open or closed, with when its records were received.

        Raises:
            NoSuchShiftError: there is no shift under this number.
        """
        with self._store.read() as session:
            return choosing.numbered(session, number)

    def waiting(self) -> tuple[OpenedShift, ...]:
        """Return the newest shifts of which records have not left, each with those only."""
        with self._store.read() as session:
            return choosing.holding_waiting(session)

    def shift_of_record(self, application_id: UUID) -> ShiftView | None:
        """Return the shift in which a record was received last.

        None for a record that was never received, or was while no shift was open: then it will
        belong to the shift that is opened next.
        """
        with self._store.read() as session:
            event = queries.newest_reception(session, application_id)
            row = None if event is None else queries.shift_holding(session, event)
            return None if row is None else view(row)

    # ------------------------------------------------------------ opening

    def open(self, *, actor: str) -> ShiftView:
        """Open a shift now; what was received since the last one was closed belongs to it.

        Raises:
            AlreadyOpenError: one is open.
        """
        now = self._clock.now()
        part = shift_of(now)
        with self._store.write() as session:
            known = queries.open_shift(session)
            if known is not None:
                raise AlreadyOpenError(known.opened_by, known.opened_at)
            station = trail.station_of(session)
            before = queries.last_shift(session)
            number = before.number + 1 if before else 1
            first = (before.last_event or 0) + 1 if before else 1
            kind = calendar.calendar_of(session, part.day).kind_of(part)
            key = new_id()
            trail.record(
                session,
                Tag.SHIFT_OPENED,
                at=now,
                actor=actor,
                target=str(key),
                detail={"number": number, "kind": kind.value},
            )
            row = Shift(
                id=key,
                origin=station.code,
                version=1,
                created_at=now,
                updated_at=now,
                station_id=station.id,
                number=number,
                day=part.day.isoformat(),
                part=(part.part or DayPart.MORNING).value,
                kind=kind.value,
                opened_at=now,
                opened_by=actor,
                first_event=first,
                opened_event=trail.chain_head(session)[0],
                figures={},
            )
            session.add(row)
            session.flush()
            return view(row)

    # ------------------------------------------------------------ handing on

    def hand_on(self, kind: Unfinished, subject_id: UUID, to: str, *, actor: str) -> None:
        """Give something unfinished to somebody who goes on with it in the next shift.

        Args:
            kind: what it is.
            subject_id: the application, the form or the print order.
            to: the full name of somebody who works here.
            actor: who gives it.

        Raises:
            NoOpenShiftError: no shift is open.
            NotUnfinishedError: it does not lie open any more.
            NobodyError: nobody of this name works here, or several do.
        """
        now = self._clock.now()
        with self._store.write() as session:
            shift = _required(session)
            lies_open = {(one.kind, one.subject_id) for one in open_items(session, shift.id)}
            if (kind, subject_id) not in lies_open:
                raise NotUnfinishedError
            person = queries.active_named(session, clean(to))
            if person is None:
                raise NobodyError(clean(to))
            if kind is Unfinished.DRAFT:
                draft = intake.open_draft(session, subject_id)
                hand_to(session, draft, person.full_name, actor=actor, at=now)
            queries.put_hand_over(
                session,
                ShiftHandOver(
                    id=new_id(),
                    shift_id=shift.id,
                    kind=kind.value,
                    subject_id=subject_id,
                    given_to=person.full_name,
                    given_by=actor,
                    given_at=now,
                ),
            )
            trail.record(
                session,
                Tag.SHIFT_HANDED_ON,
                at=now,
                actor=actor,
                target=str(subject_id),
                detail={"kind": kind.value, "shift": shift.number, "to": str(person.id)},
            )

    # ------------------------------------------------------------ closing

    def close(self, *, actor: str) -> ShiftState:
        """Close the open shift and freeze its figures.

        Raises:
            NoOpenShiftError: none is open.
            StillOpenError: something is neither finished nor handed on; nothing was changed.
            ExportRunningError: a batch is just leaving, in whatever program; nothing was changed.
        """
        with self._none_leaving() as is_free:
            if not is_free:
                raise ExportRunningError
            return self._closed(actor)

    def _closed(self, actor: str) -> ShiftState:
        now, backup_at = self._clock.now(), self._last_backup_at()
        with self._store.write() as session:
            row = _required(session)
            state = self._state(session, row, backup_at)
            if state.in_the_way:
                raise StillOpenError(words.in_the_way_words(state.in_the_way))
            figures = state.figures
            row.head_digest = trail.record(
                session,
                Tag.SHIFT_CLOSED,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={
                    "number": row.number,
                    "received": figures.received,
                    "done": figures.done,
                    "handed_on": figures.handed_on,
                },
            )
            row.last_event = trail.chain_head(session)[0]
            row.closed_at, row.closed_by, row.updated_at = now, actor, now
            row.version += 1
            row.figures = rules.plain(figures)
            return ShiftState(view(row), figures)

    # ------------------------------------------------------------ inside

    @staticmethod
    def _state(session: Session, row: Shift, backup_at: datetime | None) -> ShiftState:
        items = open_items(session, row.id)
        count = ShiftCount(session, row.first_event, row.opened_event)
        return ShiftState(view(row), count.figures(items, backup_at), items)

    def _last_backup_at(self) -> datetime | None:
        last = self._backups.last()
        return last.made_at if last else None


def view(row: Shift) -> ShiftView:
    """Return what callers may know of a shift."""
    return ShiftView(
        id=row.id,
        number=row.number,
        day=date.fromisoformat(row.day),
        part=DayPart(row.part),
        kind=ShiftKind(row.kind),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        head_digest=row.head_digest,
        last_event=row.last_event,
    )


def _required(session: Session) -> Shift:
    row = queries.open_shift(session)
    if row is None:
        raise NoOpenShiftError
    return row
