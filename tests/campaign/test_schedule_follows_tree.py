"""Slots and signed sheets follow the organisation tree; nobody's place is lost on the way."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from desktop.campaign.precheck.service import PrecheckService
from desktop.campaign.precheck.views import Remark
from desktop.campaign.schedule.service import ScheduleService
from desktop.campaign.units.following import follow_tree
from desktop.common.phases import PrecheckReason
from desktop.roster.closed.store import closings
from desktop.roster.organisation.service import OrganisationService
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests.campaign.conftest import HUOI_BON, NA_SANG, SCHOOL
from tests.progress.conftest import CLERK

SIGNED = date(2025, 8, 18)


@pytest.fixture
def point(plan):
    """The plan with its schedule, and the tree over the same store."""
    store, clock = plan.store, plan.clock
    staff = CalendarService(store, clock), PlanService(store, clock)
    schedule = ScheduleService(store, clock, plan.campaign, *staff)
    tree = OrganisationService(store, clock, locked=closings, followers=(follow_tree,))
    tree.take_in(actor=CLERK)
    schedule.accept(schedule.propose(), actor=CLERK)
    return SimpleNamespace(
        plan=plan, schedule=schedule, tree=tree, precheck=PrecheckService(store, clock)
    )


def unit(point, name):
    return next(row.unit.unit_id for row in point.tree.tree().rows if row.unit.name == name)


def seats(point):
    """Return member -> day and minute of every place, and how many places there are."""
    slots = [slot for row in point.schedule.board().cells for slot in row.slots]
    places = [(seat.member_id, (slot.day, seat.minute)) for slot in slots for seat in slot.seats]
    return dict(places), len(places)


def row(point, cell):
    return next((one for one in point.schedule.board().cells if one.cell == cell), None)


def test_a_renamed_cell_keeps_its_slots_and_undo_brings_the_name_back(point):
    before, slots = seats(point), row(point, NA_SANG).slots
    point.tree.rename(unit(point, NA_SANG), "Bản Nà Sang 1", actor=CLERK)
    assert row(point, NA_SANG) is None
    after = row(point, "Bản Nà Sang 1")
    assert [slot.id for slot in after.slots] == [slot.id for slot in slots]
    assert (seats(point), after.without) == (before, 0)
    point.tree.undo(actor=CLERK)
    assert row(point, NA_SANG).slots == slots


def test_merged_cells_have_both_their_slots_and_undo_parts_them_again(point):
    before = seats(point)
    mine, theirs = row(point, NA_SANG).slots, row(point, HUOI_BON).slots
    point.tree.merge(unit(point, HUOI_BON), unit(point, NA_SANG), actor=CLERK)
    assert row(point, HUOI_BON) is None
    both = row(point, NA_SANG)
    assert sum(slot.people for slot in both.slots) == sum(one.people for one in (*mine, *theirs))
    assert (seats(point), both.without) == (before, 0)
    point.tree.undo(actor=CLERK)
    assert seats(point) == before
    people = [slot.people for slot in row(point, HUOI_BON).slots]
    assert people == [slot.people for slot in theirs]
    assert sum(slot.people for slot in row(point, NA_SANG).slots) == sum(s.people for s in mine)


def test_people_of_a_split_cell_keep_day_and_minute_and_undo_makes_one_slot_of_both(point):
    point.schedule.told(NA_SANG, actor=CLERK)
    before, slots = seats(point), row(point, NA_SANG).slots
    point.tree.split(unit(point, NA_SANG), "Bản Nà Sang 2", [point.plan.key("k'breu")], actor=CLERK)
    parts = [row(point, NA_SANG), row(point, "Bản Nà Sang 2")]
    assert [one.without for one in parts] == [0, 0]
    assert all(slot.is_told for one in parts for slot in one.slots)
    assert seats(point) == before
    assert not any(change.before for change in point.schedule.propose().changes)
    point.tree.undo(actor=CLERK)
    assert row(point, "Bản Nà Sang 2") is None
    assert row(point, NA_SANG).slots == slots


def test_a_closed_cell_leaves_nothing_behind(point):
    people = [one.member_id for one in point.precheck.cell(SCHOOL).people]
    before = seats(point)
    point.tree.move_people(people, unit(point, NA_SANG), actor=CLERK)
    assert seats(point) == before
    assert row(point, NA_SANG).without == 0  # whoever moved keeps the place they were given
    point.tree.close(unit(point, SCHOOL), reason="sáp nhập", actor=CLERK)
    assert seats(point) == before
    point.plan.later(days=1)
    point.schedule.accept(point.schedule.propose(), actor=CLERK)
    assert row(point, NA_SANG).without == 0


def test_a_signed_sheet_follows_the_cell_and_a_new_cell_has_what_was_said_of_its_people(point):
    someone = point.plan.key("k'breu")
    remarks = [Remark(someone, "", PrecheckReason.AWAY)]
    point.precheck.enter(NA_SANG, "Lò Văn Hặc", SIGNED, remarks, actor=CLERK)
    point.tree.rename(unit(point, NA_SANG), "Bản Nà Sang 1", actor=CLERK)
    assert point.precheck.cell(NA_SANG).sheet is None
    assert point.precheck.cell("Bản Nà Sang 1").sheet.remarks[0].reason is PrecheckReason.AWAY
    point.tree.split(unit(point, "Bản Nà Sang 1"), "Bản Nà Sang 2", [someone], actor=CLERK)
    made = point.precheck.cell("Bản Nà Sang 2")
    assert (made.sheet.signed_by, made.sheet.people) == ("Lò Văn Hặc", 1)
    assert [one.member_id for one in made.sheet.remarks] == [someone]


def test_slots_of_the_past_keep_their_day_under_the_new_name(point):
    day = row(point, NA_SANG).slots[0].day
    point.plan.later(days=3)
    point.tree.rename(unit(point, NA_SANG), "Bản Nà Sang 1", actor=CLERK)
    found = row(point, "Bản Nà Sang 1")
    assert found.is_behind
    assert found.slots[0].day == day
    assert day + timedelta(days=1) < point.schedule.board().today
