"""The schedule is looked at, worked out anew, put in force and taken back; one method per verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desktop.campaign.schedule import hand, reading, rules, store
from desktop.campaign.schedule.errors import (
    NobodyToPlaceError,
    NoSuchCellError,
    ScheduleChangedError,
    SlotIsOverError,
)
from desktop.campaign.schedule.hand import Room, Wish
from desktop.campaign.schedule.ports import DaysOff, Staff
from desktop.campaign.schedule.reading import Known
from desktop.campaign.schedule.rules import Slot
from desktop.campaign.schedule.settings import ScheduleSettings
from desktop.campaign.schedule.views import Board, CellChange, Proposal, ScheduleChange
from desktop.campaign.service import CampaignService
from desktop.common.clock import Clock
from desktop.common.ids import new_ids
from desktop.security import store as trail
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store


class ScheduleService:
    """Who of which cell comes when.

    Args:
        days_off: the calendar.
        staff: the shift plan.
    """

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        campaign: CampaignService,
        days_off: DaysOff,
        staff: Staff,
    ) -> None:
        self._store = store_
        self._clock = clock
        self._campaign = campaign
        self._days = (days_off, staff)
        self._settings = ScheduleSettings(store_, clock)

    # ------------------------------------------------------------ looking

    def board(self) -> Board:
        """Return the schedule as it stands."""
        return reading.board_of(self._read())

    def settings(self) -> dict[str, Any]:
        """Return counters and opening hours, by the name that people type."""
        return self._settings.all()

    def propose(self) -> Proposal:
        """Work the schedule out from tomorrow on, and say what would change; nothing is stored."""
        return _proposal(self._read())

    def _read(self) -> Known:
        return reading.read(
            self._store,
            self._clock.now(),
            self._campaign.read(),
            self._settings,
            self._days,
        )

    # ------------------------------------------------------------ changing

    def set_hours(self, wanted: Mapping[str, str], *, actor: str) -> None:
        """Store counters and opening hours as they were typed; the next proposal follows them.

        Raises:
            ScheduleSettingError: there is no such setting, or a value does not fit.
        """
        self._settings.change(wanted, actor=actor)

    def accept(self, proposal: Proposal, *, actor: str) -> ScheduleChange:
        """Put a proposal in force.

        Raises:
            ScheduleChangedError: the schedule is not what the proposal was made from.
            SlotIsOverError: a day of the proposal has come in the meantime.
        """
        with self._store.write() as session:
            one_at_a_time(session, "schedule")
            present = store.slots(session, with_seats=False)
            if {slot.id for slot in present} != proposal.made_from:
                raise ScheduleChangedError
            gone = [slot for slot in present if slot.id in proposal.removed]
            self._require_ahead([*gone, *proposal.added])
            if any(slot.is_fixed for slot in gone):
                raise ScheduleChangedError
            change = ScheduleChange(
                _add(session, proposal.added, self._clock.now(), actor), proposal.removed
            )
            store.take_out(session, change.removed, at=self._clock.now(), actor=actor)
            self._note(session, Tag.SCHEDULE_PLANNED, change, actor)
        return change

    def undo(self, change: ScheduleChange, *, actor: str) -> ScheduleChange:
        """Take a change back as a whole; return what that changed.

        Raises:
            ScheduleChangedError: the schedule was changed again since.
            SlotIsOverError: a day of the change has come in the meantime.
        """
        with self._store.write() as session:
            one_at_a_time(session, "schedule")
            present = {
                slot.id: slot
                for slot in store.slots(session, with_seats=False)
                if slot.id is not None
            }
            new = [present[key] for key in change.added if key in present]
            later = max([*change.added, *change.removed], default=None)
            newer = [key for key in present if later is not None and key > later]
            if newer or len(new) < len(change.added) or present.keys() & set(change.removed):
                raise ScheduleChangedError
            self._require_ahead(new)
            days = [date.fromisoformat(row.day) for row in store.rows(session, change.removed)]
            self._require_days(days)
            now = self._clock.now()
            store.take_out(session, change.added, at=now, actor=actor)
            store.put_back(session, change.removed, at=now)
            undone = ScheduleChange(change.removed, change.added)
            self._note(session, Tag.SCHEDULE_UNDONE, undone, actor)
        return undone

    def move(self, slot: Slot, wish: Wish, *, actor: str) -> ScheduleChange:
        """Put a slot where somebody wants it; no replan moves it from there.

        Whoever came since it was planned has no place in it any more.

        Raises:
            ScheduleChangedError: it is not in the schedule any more.
            NobodyToPlaceError: everybody of it has come.
            SlotIsOverError: the slot lies in the past, or today.
            SlotInPastError: the wanted day does.
            OutsideHoursError: the point is closed then, or not open for long enough.
            SlotTwiceError: the cell has another slot then.
            SlotTakenError: other cells have the counters.
        """
        known = self._read()
        old = _present(known, slot)
        others = [one for one in known.slots if one.id != old.id]
        awaited = {one.member_id for one in known.waiting}
        left = rules.with_only(old, awaited)
        if not left.seats:
            raise NobodyToPlaceError(old.cell)
        new = hand.moved(left, wish, _room(known, others))
        return self._put(known, [new], [old], (Tag.SCHEDULE_MOVED, old.cell, actor))

    def place(self, cell: str, wish: Wish, *, actor: str) -> ScheduleChange:
        """Give the people of a cell who have no place a slot where somebody wants it.

        Raises:
            NobodyToPlaceError: all have come or have a place.
            SlotInPastError: the wanted day is today or past.
            OutsideHoursError: the point is closed then, or not open for long enough.
            SlotTwiceError: the cell has a slot then.
            SlotTakenError: other cells have the counters.
        """
        known = self._read()
        people = reading.without_place(known, cell)
        if not people:
            raise NobodyToPlaceError(cell)
        new = hand.placed(cell, people, wish, _room(known, known.slots))
        return self._put(known, [new], [], (Tag.SCHEDULE_PLACED, cell, actor))

    def drop(self, slot: Slot, *, actor: str) -> ScheduleChange:
        """Take a slot out; its people wait for the next replan.

        Raises:
            ScheduleChangedError: it is not in the schedule any more.
            SlotIsOverError: it lies in the past, or today.
        """
        known = self._read()
        old = _present(known, slot)
        return self._put(known, [], [old], (Tag.SCHEDULE_DROPPED, old.cell, actor))

    def told(self, cell: str, *, actor: str) -> int:
        """Note that a cell was told of its slots ahead, so that no replan moves them.

        Returns:
            How many slots were not noted before.

        Raises:
            NoSuchCellError: the schedule has no such cell.
        """
        now = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "schedule")
            own = [slot for slot in store.slots(session, with_seats=False) if slot.cell == cell]
            if not own:
                raise NoSuchCellError(cell)
            moment = rules.moment_of(now)
            fresh = [
                slot.id
                for slot in own
                if slot.id is not None and not slot.is_told and not slot.began(moment)
            ]
            if fresh:
                store.mark_told(session, fresh, at=now)
                trail.record_shared(
                    session,
                    Tag.SCHEDULE_TOLD,
                    at=now,
                    actor=actor,
                    target=cell,
                    detail={"slots": len(fresh)},
                )
        return len(fresh)

    # ------------------------------------------------------------ parts

    def _put(
        self, known: Known, new: Sequence[Slot], old: Sequence[Slot], what: tuple[Tag, str, str]
    ) -> ScheduleChange:
        """Put slots in and take others out, if the schedule is still what was looked at."""
        tag, cell, actor = what
        with self._store.write() as session:
            one_at_a_time(session, "schedule")
            if {slot.id for slot in store.slots(session, with_seats=False)} != {
                slot.id for slot in known.slots
            }:
                raise ScheduleChangedError
            self._require_ahead([*old, *new])
            removed = tuple(slot.id for slot in old if slot.id is not None)
            change = ScheduleChange(_add(session, new, self._clock.now(), actor), removed)
            now = self._clock.now()
            store.take_out(session, removed, at=now, actor=actor)
            trail.record_shared(session, tag, at=now, actor=actor, target=cell)
        return change

    def _require_ahead(self, slots: Iterable[Slot]) -> None:
        self._require_days([slot.day for slot in slots])

    def _require_days(self, days: Sequence[date]) -> None:
        today = rules.moment_of(self._clock.now())[0]
        for day in days:
            if day <= today:
                raise SlotIsOverError(day)

    def _note(self, session: Session, tag: Tag, change: ScheduleChange, actor: str) -> None:
        if change.is_nothing:
            return
        trail.record_shared(
            session,
            tag,
            at=self._clock.now(),
            actor=actor,
            detail={"added": len(change.added), "removed": len(change.removed)},
        )


def _add(session: Session, slots: Sequence[Slot], now: datetime, actor: str) -> tuple[Any, ...]:
    station = trail.station_of(session)
    keys = new_ids(len(slots))
    rows = [
        {
            "id": key,
            "origin": station.code,
            "version": 1,
            "created_at": now,
            "updated_at": now,
            "station_id": station.id,
            "cell": slot.cell,
            "day": slot.day.isoformat(),
            "start_minute": slot.start,
            "end_minute": slot.end,
            "counters": slot.counters,
            "told_at": None,
            "is_by_hand": slot.is_by_hand,
            "made_by": actor,
            "removed_at": None,
            "removed_by": "",
        }
        for key, slot in zip(keys, slots, strict=True)
    ]
    seats = [
        {"slot_id": key, "member_id": seat.member_id, "minute": seat.minute}
        for key, slot in zip(keys, slots, strict=True)
        for seat in slot.seats
    ]
    store.add(session, rows, seats)
    return tuple(keys)


def _present(known: Known, wanted: Slot) -> Slot:
    """Return a slot as it is kept, if people can still be told otherwise."""
    found = next((slot for slot in known.slots if slot.id == wanted.id), None)
    if found is None:
        raise ScheduleChangedError
    if found.day <= known.now[0]:
        raise SlotIsOverError(found.day)
    return found


def _room(known: Known, others: Sequence[Slot]) -> Room:
    return Room(known.windows, others, known.hours.minutes, known.now[0])


def _proposal(known: Known) -> Proposal:
    made, today = rules.draft(known.facts), known.now[0]
    before = [slot for slot in known.slots if slot.day > today]
    old, new = set(before), set(made.slots)
    added = tuple(slot for slot in made.slots if slot not in old)
    gone = [slot for slot in before if slot not in new]
    cells = dict.fromkeys(slot.cell for slot in rules.in_order([*gone, *added]))
    return Proposal(
        added=added,
        removed=tuple(slot.id for slot in gone if slot.id is not None),
        made_from=frozenset(slot.id for slot in known.slots if slot.id is not None),
        changes=tuple(
            CellChange(
                cell,
                tuple(slot for slot in before if slot.cell == cell),
                tuple(slot for slot in made.slots if slot.cell == cell),
            )
            for cell in cells
        ),
        without=made.without,
        finish=max([slot.day for slot in made.slots], default=None),
    )
