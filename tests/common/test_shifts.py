"""Which shift a moment belongs to, by the clock in Vietnam; how shifts are typed and sorted."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.shifts import DayPart, Shift, in_order, parse_shift, shift_of

DAY = date(2025, 11, 29)


def at(hour, minute=0, day=29):
    """Return a moment of Vietnam's clock in UTC."""
    from desktop.common.clock import VIETNAM

    return datetime(2025, 11, day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "shift"),
    [
        (at(4), Shift(DAY, DayPart.MORNING)),
        (at(11, 59), Shift(DAY, DayPart.MORNING)),
        (at(12), Shift(DAY, DayPart.AFTERNOON)),
        (at(17, 59), Shift(DAY, DayPart.AFTERNOON)),
        (at(18), Shift(DAY, DayPart.EVENING)),
        (at(23, 59), Shift(DAY, DayPart.EVENING)),
        (at(0, 30, day=30), Shift(DAY, DayPart.EVENING)),  # who works past midnight
        (at(3, 59, day=30), Shift(DAY, DayPart.EVENING)),
    ],
)
def test_a_moment_belongs_to_one_shift(moment, shift):
    assert shift_of(moment) == shift
    assert shift.holds(moment)
    assert Shift(shift.day).holds(moment)
    assert not Shift(date(2025, 11, 28)).holds(moment)


@given(st.integers(1_735_689_600, 1_767_225_600))  # the seconds of 2025
def test_every_moment_lies_in_exactly_one_part_of_its_day(seconds):
    moment = datetime.fromtimestamp(seconds, UTC)
    day = shift_of(moment).day
    assert sum(Shift(day, part).holds(moment) for part in DayPart) == 1


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("2025-11-29", Shift(DAY)),
        ("2025-11-29:toi", Shift(DAY, DayPart.EVENING)),
        ("29/11/2025:sang", Shift(DAY, DayPart.MORNING)),
        (" 29/11/2025 ", Shift(DAY)),
    ],
)
def test_shifts_are_typed_in_two_ways(text, shift):
    assert parse_shift(text) == shift
    assert parse_shift(shift.code) == shift


@pytest.mark.parametrize("text", ["", "toi", "2025-11-29:trua", "2025-11-31", "29-11-2025", ":toi"])
def test_what_is_no_shift_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is a usage error
        parse_shift(text)


def test_shifts_follow_the_clock():
    shifts = [Shift(DAY, part) for part in (DayPart.EVENING, DayPart.MORNING, DayPart.AFTERNOON)]
    shifts += [Shift(date(2025, 11, 28), DayPart.EVENING), Shift(DAY)]
    assert [one.code for one in sorted(shifts, key=in_order)] == [
        "2025-11-28:toi",
        "2025-11-29",
        "2025-11-29:sang",
        "2025-11-29:chieu",
        "2025-11-29:toi",
    ]
