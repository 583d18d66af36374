"""The schedule follows the list; the past is never changed by it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from desktop.campaign.schedule.errors import (
    NoSuchCellError,
    ScheduleChangedError,
    ScheduleSettingError,
    SlotIsOverError,
)
from desktop.campaign.schedule.service import ScheduleService
from desktop.campaign.service import CampaignService
from desktop.common.vocabulary import DayKind
from desktop.roster.keeping.imports import RosterImports
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests import factories

CLERK = "Lò Thị Hương"
TOMORROW = date(2025, 8, 21)


@pytest.fixture
def point(tmp_path):
    store, time = factories.open_profile(tmp_path / "profile")
    RosterImports(store, time).import_list(factories.list_file(tmp_path), actor=CLERK)
    calendar, campaign = CalendarService(store, time), CampaignService(store, time)
    schedule = ScheduleService(store, time, campaign, calendar, PlanService(store, time))
    yield SimpleNamespace(
        schedule=schedule,
        calendar=calendar,
        plan=lambda: schedule.accept(schedule.propose(), actor=CLERK),
        later=lambda **span: time.advance(timedelta(**span)),
    )
    store.close()


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
