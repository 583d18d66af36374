"""The schedule follows the list; the past is never changed by it."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from desktop.campaign.schedule import hand
from desktop.campaign.schedule.errors import (
    NobodyToPlaceError,
    NoSuchCellError,
    OutsideHoursError,
    ScheduleChangedError,
    ScheduleSettingError,
    SlotInPastError,
    SlotIsOverError,
    SlotTakenError,
    SlotTwiceError,
)
from desktop.campaign.schedule.hand import Room, Wish
from desktop.campaign.schedule.rules import Waiting
from desktop.campaign.schedule.service import ScheduleService
from desktop.campaign.service import CampaignService
from desktop.common.vocabulary import DayKind
from desktop.roster.keeping.imports import RosterImports
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests import engines, factories

CLERK = "Lò Thị Hương"
TOMORROW = date(2025, 8, 21)


@pytest.fixture
def point(request, tmp_path, engine_name):
    time = factories.clock()
    with engines.station_store(request, tmp_path, time) as store:
        yield at_work(store, time, tmp_path)


def at_work(store, time, folder):
    RosterImports(store, time).import_list(factories.list_file(folder), actor=CLERK)
    calendar, campaign = CalendarService(store, time), CampaignService(store, time)
    schedule = ScheduleService(store, time, campaign, calendar, PlanService(store, time))
    return SimpleNamespace(
        schedule=schedule,
        calendar=calendar,
        plan=lambda: schedule.accept(schedule.propose(), actor=CLERK),
        later=lambda **span: time.advance(timedelta(**span)),
    )


def test_everybody_who_is_awaited_has_a_place_from_tomorrow_on(point):
    assert point.schedule.board().without == 4
    point.plan()
    board = point.schedule.board()
    assert (board.without, board.remaining, board.finish) == (0, 4, TOMORROW)
    assert point.schedule.propose().is_nothing


def test_whoever_did_not_come_is_behind_until_one_replan(point):
    point.plan()
    point.later(days=1, hours=12)
    board = point.schedule.board()
    assert (board.without, len(board.behind)) == (4, len(board.cells))
    point.plan()
    after = point.schedule.board()
    assert (after.without, after.behind) == (0, ())
    slots = [slot for row in after.cells for slot in row.slots]
    assert sum(slot.people for slot in slots if slot.day == TOMORROW) == 4


def test_a_replan_can_be_taken_back_once(point):
    change = point.plan()
    point.schedule.undo(change, actor=CLERK)
    assert point.schedule.board().is_empty
    with pytest.raises(ScheduleChangedError):
        point.schedule.undo(change, actor=CLERK)


def test_slots_in_the_past_are_neither_put_in_nor_taken_back(point):
    proposal = point.schedule.propose()
    point.later(days=1)
    with pytest.raises(SlotIsOverError, match="21/08/2025"):
        point.schedule.accept(proposal, actor=CLERK)
    change = point.plan()
    with pytest.raises(ScheduleChangedError):
        point.schedule.accept(proposal, actor=CLERK)
    point.later(days=1)
    with pytest.raises(SlotIsOverError, match="22/08/2025"):
        point.schedule.undo(change, actor=CLERK)


def test_a_replan_keeps_slots_that_a_cell_was_told_of(point):
    point.plan()
    cell = point.schedule.board().cells[0].cell
    with pytest.raises(NoSuchCellError):
        point.schedule.told("Chi bộ không có", actor=CLERK)
    assert point.schedule.told(cell, actor=CLERK) == 1
    assert point.schedule.told(cell, actor=CLERK) == 0
    told = point.schedule.board().cells[0].slots
    point.calendar.keep(TOMORROW, DayKind.HOLIDAY, "Nghỉ của xã", actor=CLERK)
    point.plan()
    rows = {row.cell: row.slots for row in point.schedule.board().cells}
    assert rows.pop(cell) == told
    assert {slot.day for slots in rows.values() for slot in slots} == {date(2025, 8, 22)}


def test_hours_that_overlap_are_refused(point):
    for wanted in ({"morning": "07:30-14:00"}, {"morning": "11:30-07:30"}, {"counters": "0"}):
        with pytest.raises(ScheduleSettingError):
            point.schedule.set_hours(wanted, actor=CLERK)
    point.schedule.set_hours({"counters": "3"}, actor=CLERK)
    assert point.schedule.settings()["counters"] == 3


FRIDAY, SATURDAY, MONDAY = date(2025, 8, 22), date(2025, 8, 23), date(2025, 8, 25)


def slots_of(point):
    return [slot for row in point.schedule.board().cells for slot in row.slots]


def test_a_slot_moved_by_hand_stays_there_until_it_is_taken_back(point):
    point.plan()
    slot, *others = slots_of(point)
    change = point.schedule.move(slot, Wish(MONDAY, 8 * 60), actor=CLERK)
    moved = next(one for one in slots_of(point) if one.cell == slot.cell)
    assert (moved.day, moved.start, moved.is_by_hand) == (MONDAY, 480, True)
    assert {seat.member_id for seat in moved.seats} == {seat.member_id for seat in slot.seats}
    point.plan()
    assert moved in slots_of(point)
    again = [one for one in slots_of(point) if one.cell != slot.cell]
    assert {seat.member_id for one in again for seat in one.seats} == {
        seat.member_id for one in others for seat in one.seats
    }
    with pytest.raises(ScheduleChangedError):
        point.schedule.undo(change, actor=CLERK)
    with pytest.raises(ScheduleChangedError):
        point.schedule.move(slot, Wish(MONDAY), actor=CLERK)


def test_what_does_not_fit_is_refused_and_nothing_changes(point):
    point.plan()
    slot, other = slots_of(point)[:2]
    for wish, error in (
        (Wish(TOMORROW - timedelta(days=1)), SlotInPastError),
        (Wish(SATURDAY), OutsideHoursError),
        (Wish(FRIDAY, 12 * 60), OutsideHoursError),
        (Wish(FRIDAY, 11 * 60 + 28), OutsideHoursError),  # it would last longer than the morning
        (Wish(FRIDAY, 450, 2), OutsideHoursError),  # there is one counter
        (Wish(TOMORROW, other.start), SlotTakenError),
    ):
        before = slots_of(point)
        with pytest.raises(error):
            point.schedule.move(slot, wish, actor=CLERK)
        assert slots_of(point) == before
    with pytest.raises(NobodyToPlaceError):
        point.schedule.place(slot.cell, Wish(FRIDAY), actor=CLERK)
    point.later(days=1)
    with pytest.raises(SlotIsOverError):
        point.schedule.move(slot, Wish(MONDAY), actor=CLERK)
    with pytest.raises(SlotIsOverError):
        point.schedule.drop(slot, actor=CLERK)


def test_without_a_time_the_first_free_one_is_taken(point):
    point.plan()
    first, second = slots_of(point)[:2]
    point.schedule.move(first, Wish(FRIDAY), actor=CLERK)
    there = next(slot for slot in slots_of(point) if slot.day == FRIDAY)
    assert (there.start, there.end) == (first.start, first.end)
    moved = next(slot for slot in slots_of(point) if slot.cell == second.cell)
    point.schedule.move(moved, Wish(FRIDAY), actor=CLERK)
    starts = sorted((slot.start, slot.end) for slot in slots_of(point) if slot.day == FRIDAY)
    assert starts[0][1] <= starts[1][0]


def test_a_cell_is_never_in_two_places_at_a_time(point):
    point.schedule.set_hours({"counters": "2"}, actor=CLERK)
    point.plan()
    slot = max(slots_of(point), key=lambda one: one.people)
    point.schedule.drop(slot, actor=CLERK)
    point.schedule.place(slot.cell, Wish(FRIDAY, 450, 1), actor=CLERK)
    placed = next(one for one in slots_of(point) if one.cell == slot.cell)
    assert (placed.people, placed.counters) == (slot.people, 1)
    board = point.schedule.board()
    room = Room(board.windows, slots_of(point), board.hours.minutes, board.today)
    with pytest.raises(SlotTwiceError):
        hand.placed(slot.cell, [Waiting(UUID(int=1), slot.cell)], Wish(FRIDAY, 450, 1), room)
    other = next(one for one in slots_of(point) if one.cell != slot.cell)
    point.schedule.move(other, Wish(FRIDAY, 450, 1), actor=CLERK)  # the other counter
    there = [one for one in slots_of(point) if one.day == FRIDAY]
    assert [(one.start, one.counters) for one in there] == [(450, 1), (450, 1)]
