"""Turns are put into the plan and taken out of it, in the caller's own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.common.ids import new_id
from desktop.common.shifts import DayPart, Shift
from desktop.common.vocabulary import ShiftKind
from desktop.models import Operator, PlannedTurn
from desktop.security import store as trail
from desktop.security.tags import Tag
from desktop.shifts.plan import rules
from desktop.shifts.plan import store as queries
from desktop.shifts.plan.reading import Calendars
from desktop.shifts.plan.views import Person, PlanChange, Repeated, Turn
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session


@dataclass(frozen=True)
class PlanAct:
    """Who changes the plan, when, at which station; the same for all rows of one change."""

    session: Session
    station_id: UUID
    origin: str
    at: datetime
    actor: str

    @classmethod
    def begin(cls, session: Session, actor: str, at: datetime) -> PlanAct:
        """Begin a change; on a server, others wait until it ends."""
        one_at_a_time(session, "shift plan")
        station = trail.station_of(session)
        return cls(session, station.id, station.code, at, actor)

    def add(self, shift: Shift, place: str, person: Person) -> UUID:
        """Put somebody into the plan; return the key of the row."""
        key = new_id()
        self.session.add(
            PlannedTurn(
                id=key,
                origin=self.origin,
                version=1,
                created_at=self.at,
                updated_at=self.at,
                station_id=self.station_id,
                day=shift.day.isoformat(),
                part=str(shift.part),
                place=place,
                operator_id=person.operator_id,
                name="" if person.operator_id else person.name,
                person_key=rules.person_key(person),
                planned_by=self.actor,
            )
        )
        return key

    def take_out(self, row: PlannedTurn) -> UUID:
        """Take somebody out of the plan; the row stays, with who did it."""
        row.removed_at, row.removed_by, row.updated_at = self.at, self.actor, self.at
        row.version += 1
        return row.id

    def note(self, tag: Tag, target: str, change: PlanChange) -> None:
        """Leave the event of a change; nothing where nothing changed. To be called last."""
        if change.is_nothing:
            return
        self.session.flush()
        trail.record_shared(
            self.session,
            tag,
            at=self.at,
            actor=self.actor,
            target=target,
            detail={"added": len(change.added), "removed": len(change.removed)},
        )


def shift_of_row(row: PlannedTurn) -> Shift:
    """Return the shift that a row is planned for."""
    return Shift(date.fromisoformat(row.day), DayPart(row.part))


def replace_turns(
    act: PlanAct,
    shift: Shift,
    place: str,
    wanted: Mapping[str, Person],
    known: Mapping[str, PlannedTurn],
) -> PlanChange:
    """Make the people of one shift at one place these; who stays keeps their row."""
    added = [act.add(shift, place, one) for key, one in wanted.items() if key not in known]
    removed = [act.take_out(row) for key, row in known.items() if key not in wanted]
    return PlanChange(tuple(added), tuple(removed))


def copy_turns(
    act: PlanAct, filled: Iterable[tuple[Turn, Shift]], people: Mapping[UUID, Operator]
) -> Repeated:
    """Plan turns again in other shifts.

    Args:
        act: the change.
        filled: each turn with a shift that it is to be repeated in.
        people: everybody who ever worked here.
    """
    calendars, wanted = Calendars(act.session), list(filled)
    days = [shift.day for _, shift in wanted]
    rows = queries.turns_between(act.session, min(days), max(days))
    there = {(shift_of_row(row), row.place, row.person_key) for row in rows}
    added: list[UUID] = []
    already = 0
    holidays: set[date] = set()
    gone: set[str] = set()
    for turn, shift in wanted:
        spot = (shift, turn.place, rules.person_key(turn.person))
        key = turn.person.operator_id
        if rules.is_over(shift, act.at):
            continue
        if spot in there:
            already += 1
        elif key is not None and not people[key].is_active:
            gone.add(turn.person.name)
        elif _is_newly_holiday(calendars, turn.shift, shift):
            holidays.add(shift.day)
        else:
            added.append(act.add(shift, turn.place, turn.person))
            there.add(spot)
    return Repeated(
        PlanChange(added=tuple(added)), already, tuple(sorted(holidays)), tuple(sorted(gone))
    )


def undo_change(act: PlanAct, change: PlanChange, people: Mapping[UUID, Operator]) -> PlanChange:
    """Take back what is not over; what somebody planned in the meantime stays."""
    session = act.session
    removed = [
        act.take_out(row)
        for row in queries.turns_by_id(session, change.added)
        if row.removed_at is None and not rules.is_over(shift_of_row(row), act.at)
    ]
    added = []
    for row in queries.turns_by_id(session, change.removed):
        shift = shift_of_row(row)
        if rules.is_over(shift, act.at) or queries.same_turn(session, row) is not None:
            continue
        name = people[row.operator_id].full_name if row.operator_id else row.name
        added.append(act.add(shift, row.place, Person(name, row.operator_id)))
    return PlanChange(tuple(added), tuple(removed))


def _is_newly_holiday(calendars: Calendars, source: Shift, shift: Shift) -> bool:
    was, becomes = calendars.kind_of(source), calendars.kind_of(shift)
    return becomes is ShiftKind.HOLIDAY and was is not ShiftKind.HOLIDAY
