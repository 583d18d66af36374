"""Queries about shifts, the events in them, the calendar and the plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from desktop.common.vocabulary import ApplicationState
from desktop.models import (
    Application,
    ApplicationMove,
    AuditEvent,
    Batch,
    BatchRecord,
    CalendarDay,
    Operator,
    Shift,
    ShiftHandOver,
)
from desktop.security.tags import Tag

_HERE = (ApplicationState.RECEIVED.value, ApplicationState.APPROVED.value)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Event:
    """An audit event as the figures need it."""

    number: int
    at: datetime
    actor: str
    tag: Tag
    target: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the figures need it."""

    id: UUID
    state: ApplicationState
    step_times: dict[str, Any]
    received_at: datetime | None
    photo_exception: str


# ---------------------------------------------------------------- shifts


def open_shift(session: Session) -> Shift | None:
    """Return the shift that is open, or None."""
    return session.scalars(select(Shift).where(Shift.closed_at.is_(None))).one_or_none()


def last_shift(session: Session) -> Shift | None:
    """Return the newest shift, or None before the first."""
    return session.scalars(select(Shift).order_by(Shift.number.desc()).limit(1)).one_or_none()


def closed_shift(session: Session, number: int) -> Shift | None:
    """Return a closed shift by its number."""
    wanted = select(Shift).where(Shift.number == number, Shift.closed_at.is_not(None))
    return session.scalars(wanted).one_or_none()


def closed_shifts(session: Session, most: int) -> Sequence[Shift]:
    """Return closed shifts, the newest first."""
    wanted = select(Shift).where(Shift.closed_at.is_not(None))
    return session.scalars(wanted.order_by(Shift.number.desc()).limit(most)).all()


def shift_holding(session: Session, event: int) -> Shift | None:
    """Return the shift that an event belongs to; None while it waits for the next to be opened."""
    wanted = select(Shift).where(
        Shift.first_event <= event, (Shift.last_event >= event) | Shift.last_event.is_(None)
    )
    return session.scalars(wanted).one_or_none()


def newest_reception(session: Session, application_id: UUID) -> int | None:
    """Return the number of the event that received a record last; None when nothing did."""
    return session.scalar(
        select(func.max(AuditEvent.number)).where(
            AuditEvent.tag == Tag.APPLICATION_RECEIVED.value,
            AuditEvent.target == str(application_id),
        )
    )


def numbered_shift(session: Session, number: int) -> Shift | None:
    """Return a shift by its number, open or closed."""
    return session.scalars(select(Shift).where(Shift.number == number)).one_or_none()


def received_last_between(session: Session, first: int, last: int | None) -> frozenset[UUID]:
    """Return the records whose newest reception is an event of a stretch of the trail."""
    newest = func.max(AuditEvent.number)
    wanted = (
        select(AuditEvent.target)
        .where(AuditEvent.tag == Tag.APPLICATION_RECEIVED.value, AuditEvent.number >= first)
        .group_by(AuditEvent.target)
    )
    if last is not None:
        wanted = wanted.having(newest <= last)
    return frozenset(UUID(target) for target in session.scalars(wanted))


def newest_shifts(session: Session, most: int) -> Sequence[Shift]:
    """Return shifts, open or closed, the newest first."""
    return session.scalars(select(Shift).order_by(Shift.number.desc()).limit(most)).all()


def newest_receptions(session: Session, first: int) -> dict[UUID, int]:
    """Return the event that received each record last, of those from a number on."""
    wanted = (
        select(AuditEvent.target, func.max(AuditEvent.number))
        .where(AuditEvent.tag == Tag.APPLICATION_RECEIVED.value, AuditEvent.number >= first)
        .group_by(AuditEvent.target)
    )
    return {UUID(target): number for target, number in session.execute(wanted)}


def waiting_receptions(session: Session) -> dict[UUID, datetime]:
    """Return when the records were received that have not left in a batch."""
    wanted = select(Application.id, Application.received_at).where(
        Application.state.in_(_HERE), Application.received_at.is_not(None)
    )
    return {key: at for key, at in session.execute(wanted) if at is not None}


def hand_overs(session: Session, shift_id: UUID) -> Sequence[ShiftHandOver]:
    """Return what was handed on in a shift."""
    wanted = select(ShiftHandOver).where(ShiftHandOver.shift_id == shift_id)
    return session.scalars(wanted).all()


def put_hand_over(session: Session, row: ShiftHandOver) -> None:
    """Write that something was handed on; a later word about the same thing takes its place."""
    wanted = select(ShiftHandOver).where(
        ShiftHandOver.shift_id == row.shift_id,
        ShiftHandOver.kind == row.kind,
        ShiftHandOver.subject_id == row.subject_id,
    )
    known = session.scalars(wanted).one_or_none()
    if known is None:
        session.add(row)
        return
    known.given_to, known.given_by, known.given_at = row.given_to, row.given_by, row.given_at


# ---------------------------------------------------------------- what happened in one


def events(
    session: Session, first: int, last: int | None, tags: Collection[Tag]
) -> tuple[Event, ...]:
    """Return events of some kinds in a stretch of the trail, in order; its ends belong to it."""
    wanted = select(AuditEvent).where(
        AuditEvent.number >= first, AuditEvent.tag.in_([tag.value for tag in tags])
    )
    if last is not None:
        wanted = wanted.where(AuditEvent.number <= last)
    rows = session.scalars(wanted.order_by(AuditEvent.number))
    return tuple(
        Event(row.number, row.at, row.actor, Tag(row.tag), row.target, row.detail) for row in rows
    )


def records(session: Session, keys: Collection[UUID]) -> dict[UUID, Record]:
    """Return some records by their keys."""
    found: dict[UUID, Record] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(
                Application.id,
                Application.state,
                Application.step_times,
                Application.received_at,
                Application.photo_exception,
            ).where(Application.id.in_(wanted[start : start + _AT_ONCE]))
        )
        for row in rows:
            found[row.id] = Record(
                row.id,
                ApplicationState(row.state),
                row.step_times,
                row.received_at,
                row.photo_exception,
            )
    return found


def receptions(session: Session, keys: Collection[UUID]) -> dict[UUID, int]:
    """Return how often each of some records was ever received."""
    found: dict[UUID, int] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(ApplicationMove.application_id, func.count())
            .where(
                ApplicationMove.application_id.in_(wanted[start : start + _AT_ONCE]),
                ApplicationMove.from_state == ApplicationState.DRAFT.value,
                ApplicationMove.to_state == ApplicationState.RECEIVED.value,
            )
            .group_by(ApplicationMove.application_id)
        )
        found.update((key, count) for key, count in rows)
    return found


def waiting_for_export(session: Session) -> int:
    """Return how many records have not left in a batch."""
    wanted = select(func.count()).where(Application.state.in_(_HERE))
    return session.scalar(wanted) or 0


def unanswered_batches(session: Session) -> int:
    """Return how many batches have a record the province has said nothing about."""
    silent = exists().where(BatchRecord.batch_id == Batch.id, BatchRecord.verdict == "")
    return session.scalar(select(func.count()).select_from(Batch).where(silent)) or 0


# ---------------------------------------------------------------- people, days, plan


def operators(session: Session) -> dict[str, str]:
    """Return the names of everybody who ever worked here, by key as the trail has it."""
    return {str(row.id): row.full_name for row in session.scalars(select(Operator))}


def active_named(session: Session, name: str) -> Operator | None:
    """Return the one person of this name who works here; None for nobody or several."""
    rows = session.scalars(select(Operator).where(Operator.is_active)).all()
    found = [row for row in rows if row.full_name.casefold() == name.casefold()]
    return found[0] if len(found) == 1 else None


def calendar_days(session: Session) -> Sequence[CalendarDay]:
    """Return the days the office keeps otherwise, in order."""
    return session.scalars(select(CalendarDay).order_by(CalendarDay.day)).all()


def put_calendar_day(session: Session, row: CalendarDay) -> None:
    """Write how the office keeps a day, instead of what was written before."""
    session.merge(row)


def drop_calendar_day(session: Session, day: date) -> bool:
    """Forget how the office keeps a day; return whether something was written."""
    wanted = select(CalendarDay).where(CalendarDay.day == day.isoformat())
    row = session.scalars(wanted).one_or_none()
    if row is None:
        return False
    session.delete(row)
    return True
