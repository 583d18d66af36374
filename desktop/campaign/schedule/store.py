"""Queries of the schedule: slots with their places, people awaited, minutes measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import case, func, insert, select, update

from desktop.campaign.schedule.rules import Seat, Slot
from desktop.common.ids import new_ids
from desktop.common.vocabulary import Step
from desktop.intake.rules import TAKEN
from desktop.models import Application, Member, ScheduleSeat, ScheduleSlot
from desktop.models.base import table_of
from desktop.storage.readable import in_order
from desktop.storage.unit_of_work import Session

_TAKEN = sorted(TAKEN)


class Person(NamedTuple):
    """What the schedule needs of somebody on the list."""

    id: UUID
    full_name: str
    name_sort: str
    birth_date: str
    joined_on: str
    cell: str
    status: str
    card_number: str
    problems: list[Any]


def people(session: Session, cell: str | None = None) -> list[Person]:
    """Return everybody on the list, or those of one cell, in the order of the list."""
    wanted = select(
        Member.id,
        Member.full_name,
        Member.name_sort,
        Member.birth_date,
        Member.joined_on,
        Member.cell,
        Member.status,
        Member.card_number,
        Member.problems,
    ).where(Member.retired == "")
    if cell is not None:
        wanted = wanted.where(Member.cell == cell)
    rows = in_order(session, wanted, Member.cell, Member.name_sort, Member.id)
    return [Person(*row) for row in rows]


def received(session: Session) -> set[UUID]:
    """Return the members whose record was received."""
    wanted = select(Application.member_id).where(Application.state.in_(_TAKEN))
    return set(session.scalars(wanted))


def received_since(session: Session, moment: datetime) -> int:
    """Return how many records were received from a moment on."""
    wanted = select(func.count()).where(
        Application.received_at >= moment, Application.state.in_(_TAKEN)
    )
    return session.scalar(wanted) or 0


def serving_seconds(session: Session, most: int) -> list[int]:
    """Return how long the latest people took from the first step to the receipt, in seconds."""
    wanted = (
        select(Application.step_times, Application.received_at)
        .where(Application.received_at.is_not(None), Application.state.in_(_TAKEN))
        .order_by(Application.received_at.desc())
        .limit(most)
    )
    found = []
    for times, ended in session.execute(wanted):
        started = times.get(Step.COMPARE.value)
        if started and ended is not None:
            found.append(round((ended - datetime.fromisoformat(started)).total_seconds()))
    return found


def slots(session: Session, *, with_seats: bool = True) -> list[Slot]:
    """Return every slot of the schedule, past ones too, in the order of time.

    Args:
        session: the caller's transaction.
        with_seats: False leaves out who comes, for whoever asks only which slots there are.
    """
    rows = session.execute(
        select(
            ScheduleSlot.id,
            ScheduleSlot.cell,
            ScheduleSlot.day,
            ScheduleSlot.start_minute,
            ScheduleSlot.end_minute,
            ScheduleSlot.counters,
            ScheduleSlot.told_at,
            ScheduleSlot.is_by_hand,
        )
        .where(ScheduleSlot.removed_at.is_(None))
        .order_by(ScheduleSlot.day, ScheduleSlot.start_minute, ScheduleSlot.cell)
    ).all()
    seats: dict[UUID, list[Seat]] = {row.id: [] for row in rows}
    places = (
        select(ScheduleSeat.slot_id, ScheduleSeat.minute, ScheduleSeat.member_id)
        .join(ScheduleSlot, ScheduleSlot.id == ScheduleSeat.slot_id)
        .where(ScheduleSlot.removed_at.is_(None))
    )
    for slot_id, minute, member_id in session.execute(places) if with_seats else ():
        seats[slot_id].append(Seat(minute, member_id))
    return [
        Slot(
            row.cell,
            date.fromisoformat(row.day),
            row.start_minute,
            row.end_minute,
            row.counters,
            tuple(sorted(seats[row.id])),
            row.told_at is not None,
            row.is_by_hand,
            row.id,
        )
        for row in rows
    ]


def rows(session: Session, keys: Collection[UUID]) -> Sequence[ScheduleSlot]:
    """Return some slots, also those that were taken out."""
    wanted = select(ScheduleSlot).where(ScheduleSlot.id.in_(list(keys)))
    return session.scalars(wanted.order_by(ScheduleSlot.id)).all()


def add(session: Session, rows: Sequence[dict[str, Any]], seats: Sequence[dict[str, Any]]) -> None:
    """Store new slots with their places."""
    if rows:
        session.execute(insert(table_of(ScheduleSlot)), list(rows))
    if seats:
        session.execute(insert(table_of(ScheduleSeat)), list(seats))


def take_out(session: Session, keys: Iterable[UUID], *, at: datetime, actor: str) -> None:
    """Take slots out of the schedule; the rows stay."""
    _set(session, keys, removed_at=at, removed_by=actor, updated_at=at)


def put_back(session: Session, keys: Iterable[UUID], *, at: datetime) -> None:
    """Put slots that were taken out into the schedule again."""
    _set(session, keys, removed_at=None, removed_by="", updated_at=at)


def mark_told(session: Session, keys: Iterable[UUID], *, at: datetime) -> None:
    """Note that a cell was told of some slots."""
    _set(session, keys, told_at=at, updated_at=at)


def _set(session: Session, keys: Iterable[UUID], **values: Any) -> None:
    wanted = list(keys)
    if wanted:
        session.execute(
            update(ScheduleSlot)
            .where(ScheduleSlot.id.in_(wanted))
            .values(version=ScheduleSlot.version + 1, **values)
            .execution_options(synchronize_session=False)
        )


# ---------------------------------------------------------------- following the tree

TREE = "organisation"
"""Who takes a slot out that nobody of its cell is in any more."""


def rename_cells(session: Session, names: Mapping[str, str], *, at: datetime) -> int:
    """Give the slots of cells new names, all at once, so that two can trade theirs."""
    if not names:
        return 0
    done: Any = session.execute(
        update(ScheduleSlot)
        .where(ScheduleSlot.cell.in_(list(names)))
        .values(
            cell=case(dict(names), value=ScheduleSlot.cell),
            updated_at=at,
            version=ScheduleSlot.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)


def homes(session: Session) -> dict[UUID, str]:
    """Return member -> cell, of everybody who ever had a place."""
    placed = select(ScheduleSeat.member_id).distinct()
    wanted = select(Member.id, Member.cell).where(Member.retired == "", Member.id.in_(placed))
    return {row[0]: row[1] for row in session.execute(wanted)}


def give_slot(session: Session, slot_id: UUID, cell: str, *, at: datetime) -> None:
    """Let a slot be another cell's, with everybody in it."""
    _set(session, [slot_id], cell=cell, updated_at=at)


def copy_slot(session: Session, slot_id: UUID, cell: str, *, at: datetime) -> UUID:
    """Put the same slot in for another cell, without anybody in it; return its key."""
    table, key = table_of(ScheduleSlot), new_ids(1)[0]
    row = dict(session.execute(select(table).where(table.c.id == slot_id)).mappings().one())
    made = {**row, "id": key, "cell": cell, "version": 1, "created_at": at, "updated_at": at}
    session.execute(insert(table), [made])
    return key


def move_seats(session: Session, source: UUID, target: UUID, people: Collection[UUID]) -> None:
    """Let people keep their minute in a part of their slot."""
    seats = table_of(ScheduleSeat)
    session.execute(
        update(seats)
        .where(seats.c.slot_id == source, seats.c.member_id.in_(list(people)))
        .values(slot_id=target)
    )
