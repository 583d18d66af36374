"""The plan on both engines: set, repeated, undone, refused; every change on record, none lost."""

from datetime import date, timedelta

import pytest

from desktop.common.shifts import DayPart, Shift
from desktop.common.vocabulary import DayKind, ShiftKind
from desktop.models import Operator
from desktop.shifts.errors import NobodyError, NothingToRepeatError, PlanError
from desktop.shifts.plan import words
from desktop.shifts.plan.views import HERE, Person, PlanChange, Trouble
from tests.shifts.plan_desk import CLERK, HEAD, OTHER

MONDAY, WEDNESDAY = date(2025, 8, 18), date(2025, 8, 20)
EVENING = Shift(WEDNESDAY, DayPart.EVENING)
THURSDAY = Shift(date(2025, 8, 21), DayPart.MORNING)
TEAM = "Tổ lưu động bản Nà Sang"


def later(shift, weeks):
    return Shift(shift.day + timedelta(weeks=weeks), shift.part)


def test_an_empty_week_is_a_week_with_its_days_and_says_nothing_else(planner):
    week = planner.plan.week(WEDNESDAY)
    assert (week.monday, week.is_empty, week.places) == (MONDAY, True, (HERE,))
    assert [day.is_off for day in week.days] == [False] * 5 + [True] * 2
    assert len(week.slots) == 21
    assert words.warnings(week) == ()
    assert week.slot(EVENING).kind is ShiftKind.EVENING


def test_people_are_planned_replaced_and_taken_out_and_the_rows_stay(planner):
    first = planner.put(THURSDAY, CLERK, OTHER)
    assert planner.names(THURSDAY) == [CLERK, OTHER]
    second = planner.put(THURSDAY, OTHER, "Tòng Văn Giúp")
    assert planner.names(THURSDAY) == [OTHER, "Tòng Văn Giúp"]
    assert (len(first.added), len(second.added), len(second.removed)) == (2, 1, 1)
    assert planner.put(THURSDAY, OTHER, "tòng văn  giúp").is_nothing
    planner.put(THURSDAY)
    assert planner.names(THURSDAY) == []
    rows = planner.rows()
    assert len(rows) == 3
    assert {row.removed_by for row in rows} == {HEAD}
    assert all(row.planned_by == HEAD for row in rows)
    assert planner.events() == [
        ("shift_plan:set", THURSDAY.code, {"added": 2, "removed": 0}),
        ("shift_plan:set", THURSDAY.code, {"added": 1, "removed": 1}),
        ("shift_plan:set", THURSDAY.code, {"added": 0, "removed": 2}),
    ]


def test_the_name_of_somebody_with_an_account_is_that_person(planner):
    planner.plan.set_turns(THURSDAY, HERE, [Person("lò thị hương")], actor=HEAD)
    (turn,) = planner.plan.week(WEDNESDAY).turns
    assert turn.person == planner.people[CLERK]


def test_two_places_at_once_are_kept_and_said(planner):
    planner.put(THURSDAY, CLERK)
    planner.put(THURSDAY, CLERK, OTHER, place=TEAM)
    planner.put(THURSDAY, "Tòng Văn Giúp", place=TEAM.upper())
    week = planner.plan.week(WEDNESDAY)
    assert week.places == (HERE, TEAM)
    troubles = {(one.place, one.person.name): one.troubles for one in week.turns}
    assert troubles == {(HERE, CLERK): (), (TEAM, "Tòng Văn Giúp"): ()}
    planner.put(THURSDAY, CLERK, place=TEAM)
    week = planner.plan.week(WEDNESDAY)
    assert [one.troubles for one in week.turns] == [(Trouble.TWICE,), (Trouble.TWICE,)]
    said = words.warnings(week)
    assert said.count(f"{CLERK} được xếp ở hai nơi trong ca sáng thứ Năm 21/08") == 1


def test_this_counter_is_one_place_by_whatever_name(planner):
    planner.put(THURSDAY, CLERK, place="quầy mt02")
    planner.put(THURSDAY, CLERK, OTHER, place=" MT02 ")
    assert planner.names(THURSDAY) == [CLERK, OTHER]


def test_who_left_or_is_locked_out_is_said_until_the_shift_is_over(planner):
    now = Shift(WEDNESDAY, DayPart.MORNING)
    planner.put(now, OTHER)
    planner.put(THURSDAY, CLERK)
    planner.end(CLERK)
    with planner.store.write() as session:
        row = session.get(Operator, planner.people[OTHER].operator_id)
        row.locked_until = planner.clock.now() + timedelta(minutes=30)
    week = planner.plan.week(WEDNESDAY)
    assert week.slot(now).turns[0].troubles == (Trouble.LOCKED,)
    assert week.slot(THURSDAY).turns[0].troubles == (Trouble.GONE,)
    # Who left may stay in the row while others are changed, but is not planned anew.
    planner.put(THURSDAY, CLERK, OTHER)
    with pytest.raises(NobodyError, match=CLERK):
        planner.put(EVENING, CLERK)
    planner.clock.advance(timedelta(days=2))
    assert planner.plan.week(WEDNESDAY).slot(THURSDAY).turns[0].troubles == ()


def test_an_office_shift_without_anybody_is_said_once_the_week_is_planned(planner):
    planner.put(THURSDAY, CLERK)
    week = planner.plan.week(WEDNESDAY)
    lacking = [slot.shift.code for slot in week.slots if slot.lacks]
    assert lacking == [
        "2025-08-20:sang",
        "2025-08-20:chieu",
        "2025-08-21:chieu",
        "2025-08-22:sang",
        "2025-08-22:chieu",
    ]
    assert "ca chiều thứ Năm 21/08 chưa có ai" in words.warnings(week)
    planner.calendar.keep(date(2025, 8, 22), DayKind.HOLIDAY, "Ngày hội bản", actor=HEAD)
    week = planner.plan.week(WEDNESDAY)
    assert [slot.shift.day.day for slot in week.slots if slot.lacks] == [20, 20, 21]
    assert week.days[4].holiday == "Ngày hội bản"


REFUSED = (
    (Shift(date(2025, 8, 19), DayPart.EVENING), [CLERK], "", "Ca tối ngày 19/08/2025 đã qua"),
    (Shift(WEDNESDAY), [CLERK], "", "Chưa ghi ca nào trong ngày 20/08/2025"),
    (Shift(date(2026, 9, 1), DayPart.MORNING), [CLERK], "", "còn quá xa"),
    (THURSDAY, ["  ", CLERK], "", "Chưa ghi họ và tên"),
    (THURSDAY, ["=1+1"], "", "Chưa ghi họ và tên"),
    (THURSDAY, ["x" * 61], "", "Họ và tên dài quá 60 chữ"),
    (THURSDAY, [CLERK], "x" * 61, "Tên nơi trực dài quá 60 chữ"),
    (THURSDAY, [f"Người {n} thứ" for n in range(13)], "", "nhiều nhất 12 người"),
)


def test_what_cannot_be_planned_is_refused_and_nothing_is_lost(planner):
    planner.put(THURSDAY, OTHER)
    for shift, names, place, said in REFUSED:
        with pytest.raises(PlanError, match=said):
            planner.put(shift, *names, place=place)
    assert planner.names(THURSDAY) == [OTHER]
    assert len(planner.events()) == 1


def test_a_week_has_as_many_places_as_a_sheet_can_show(planner):
    for number in range(5):
        planner.put(THURSDAY, f"Người ở nơi {number}", place=f"Bản {number}")
    with pytest.raises(PlanError, match="quá 6 nơi trực"):
        planner.put(THURSDAY, OTHER, place="Bản nữa")
    assert len(planner.plan.week(WEDNESDAY).places) == 6
    planner.put(later(THURSDAY, 1), OTHER, place="Bản nữa")


def test_people_of_one_name_must_be_chosen(planner):
    twin = type(planner).of(planner.store, planner.clock, names=(CLERK,)).people[CLERK]
    with pytest.raises(PlanError, match="2 người tên"):
        planner.plan.set_turns(THURSDAY, HERE, [Person(CLERK)], actor=HEAD)
    planner.plan.set_turns(THURSDAY, HERE, [twin, planner.people[CLERK]], actor=HEAD)
    assert planner.names(THURSDAY) == [CLERK, CLERK]


def test_a_week_is_repeated_and_nobody_is_taken_out_by_it(planner):
    planner.put(THURSDAY, CLERK)
    planner.put(EVENING, CLERK, OTHER)
    planner.put(later(THURSDAY, 1), OTHER, CLERK)
    found = planner.plan.repeat(WEDNESDAY, onto=WEDNESDAY + timedelta(weeks=1), weeks=3, actor=HEAD)
    assert (len(found.change.added), found.already, found.holidays) == (8, 1, ())
    for week in (2, 3):
        assert planner.names(later(THURSDAY, week)) == [CLERK]
        assert planner.names(later(EVENING, week)) == [CLERK, OTHER]
    assert planner.names(later(THURSDAY, 1)) == [OTHER, CLERK]
    again = planner.plan.repeat(WEDNESDAY, onto=WEDNESDAY + timedelta(weeks=1), weeks=3, actor=HEAD)
    assert (again.change, again.already) == (PlanChange(), 9)
    assert [tag for tag, _, _ in planner.events()].count("shift_plan:repeated") == 1


def test_two_weeks_take_turns(planner):
    planner.put(THURSDAY, CLERK)
    planner.put(later(THURSDAY, 1), OTHER)
    planner.plan.repeat(MONDAY, onto=date(2025, 9, 1), weeks=5, pattern=2, actor=HEAD)
    found = [planner.names(later(THURSDAY, week)) for week in range(2, 7)]
    assert found == [[CLERK], [OTHER], [CLERK], [OTHER], [CLERK]]


def test_holidays_who_left_and_what_is_over_are_left_out(planner):
    tuesday = Shift(date(2025, 8, 26), DayPart.MORNING)
    planner.put(tuesday, CLERK, OTHER)
    planner.put(Shift(date(2025, 8, 27), DayPart.MORNING), CLERK)
    planner.end(OTHER)
    found = planner.plan.repeat(tuesday.day, onto=date(2025, 9, 1), weeks=1, actor=HEAD)
    # The second of September is a holiday; so is the day beside it that the government chose.
    assert date(2025, 9, 2) in found.holidays
    assert found.gone == (OTHER,)
    assert [turn.shift.day.day for turn in planner.plan.week(date(2025, 9, 1)).turns] == [3]
    back = planner.plan.repeat(tuesday.day, onto=MONDAY, weeks=1, actor=HEAD)
    assert [turn.shift.code for turn in planner.plan.week(MONDAY).turns] == ["2025-08-20:sang"]
    assert len(back.change.added) == 1


def test_repeating_beyond_measure_is_refused(planner):
    planner.put(THURSDAY, CLERK)
    for values, said in (
        ({"weeks": 0}, "từ 1 đến 26"),
        ({"weeks": 27}, "từ 1 đến 26"),
        ({"weeks": 1, "pattern": 0}, "từ 1 đến 26"),
        ({"weeks": 26, "onto": date(2026, 6, 1)}, "còn quá xa"),
    ):
        with pytest.raises(PlanError, match=said):
            planner.plan.repeat(MONDAY, **{"onto": date(2025, 8, 25), **values}, actor=HEAD)
    with pytest.raises(NothingToRepeatError, match="01/09/2025"):
        planner.plan.repeat(date(2025, 9, 1), onto=date(2025, 9, 8), weeks=1, actor=HEAD)
    assert len(planner.plan.week(MONDAY).turns) == 1


def test_a_change_is_undone_and_the_undoing_too(planner):
    planner.put(THURSDAY, CLERK)
    change = planner.put(THURSDAY, OTHER)
    undone = planner.plan.undo(change, actor=HEAD)
    assert planner.names(THURSDAY) == [CLERK]
    planner.plan.undo(undone, actor=HEAD)
    assert planner.names(THURSDAY) == [OTHER]
    # What was planned again in the meantime is not planned twice.
    planner.put(THURSDAY, CLERK)
    planner.plan.undo(change, actor=HEAD)
    assert planner.names(THURSDAY) == [CLERK]
    planner.clock.advance(timedelta(days=3))
    assert planner.plan.undo(change, actor=HEAD).is_nothing
    done = [tag for tag, _, _ in planner.events()]
    assert done == [*["shift_plan:set"] * 2, *["shift_plan:undone"] * 2, "shift_plan:set"]
