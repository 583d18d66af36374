"""The way to the deadline: days without gaps, needed pace, and what a forecast says."""

from datetime import date, timedelta

import pytest

from desktop.common.figures import forecast
from desktop.common.scale import steps
from desktop.progress.course import course_of
from desktop.progress.rules import Group, Key, totals

START, DUE = date(2025, 8, 7), date(2025, 8, 22)


def course(received, eligible, recent, as_of, *, deadline=DUE, start=START, days=7):
    total = totals(
        {
            Key("Bản Nà Sang", Group.ELIGIBLE, "received", "commune_counter"): received,
            Key("Bản Nà Sang", Group.ELIGIBLE): eligible - received,
        }
    )
    found = forecast(
        recent=recent, days=days, remaining=eligible - received, today=as_of, deadline=deadline
    )
    changes = {as_of - timedelta(days=2): received - recent, as_of: recent}
    return course_of(
        changes, total, as_of=as_of, start=start, deadline=deadline, forecast=found
    ), found


def test_every_day_stands_in_the_line_and_it_ends_at_the_figure():
    made, _ = course(1_482, 1_766, 560, date(2025, 8, 20))
    assert [one.day for one in made.days] == [START + timedelta(days=n) for n in range(14)]
    assert made.days[-1].received == 1_482
    assert made.days[-2].received == made.days[-3].received == 922
    assert made.days[0].received == 0


def test_what_was_needed_ends_at_the_whole_on_the_deadline():
    made, _ = course(1_482, 1_766, 560, date(2025, 8, 20))
    assert made.a_day == 111  # 1766 over 16 days, rounded up
    assert made.needed_on(START) == 111
    assert made.needed_on(DUE) == 1_766
    assert made.needed_on(DUE + timedelta(days=9)) == 1_766
    needed = [made.needed_on(START + timedelta(days=n)) for n in range(16)]
    assert needed == sorted(needed)


@pytest.mark.parametrize(
    ("received", "recent", "short"),
    [(1_482, 560, 124), (1_482, 994, 0), (1_482, 993, 1), (1_766, 0, 0), (1_000, 0, 766)],
)
def test_the_verdict_agrees_with_the_day_of_the_forecast(received, recent, short):
    made, found = course(received, 1_766, recent, date(2025, 8, 20))
    assert made.short == short
    if received < 1_766:
        assert (made.short == 0) == bool(found.in_time)


def test_after_the_deadline_everybody_left_is_short():
    made, _ = course(1_700, 1_766, 70, DUE + timedelta(days=1))
    assert made.short == 66
    assert made.last >= DUE + timedelta(days=1)


def test_without_a_deadline_there_is_no_verdict_and_no_needed_line():
    made, _ = course(1_482, 1_766, 560, date(2025, 8, 20), deadline=None)
    assert (made.short, made.a_day, made.needed_on(START)) == (None, None, None)
    assert made.ahead[-1].received == 1_766


def test_a_commune_without_a_list_has_a_course_too():
    made, _ = course(0, 0, 0, START, start=None)
    assert {one.received for one in made.days} == {0}
    assert made.short is None


@pytest.mark.parametrize("top", [0, 1, 3, 7, 99, 100, 1_786, 250_000])
def test_an_axis_has_few_round_numbers(top):
    marks = steps(top, 4)
    assert marks[0] == 0
    assert len(marks) <= 5
    assert max(marks) <= max(1, top)
    if top >= 4:
        assert len(marks) >= 2
