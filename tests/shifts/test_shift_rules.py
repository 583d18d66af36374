"""What a shift counts as, and the numbers of its page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.clock import VIETNAM
from desktop.common.shifts import shift_of
from desktop.common.vocabulary import DayKind, ShiftKind
from desktop.shifts import rules
from desktop.shifts.public_holidays import public_holidays
from desktop.shifts.views import Figures, OperatorFigures, OverrideCount, Worked


def kind(text, overrides=None):
    moment = datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    part = shift_of(moment)
    return rules.kind_of(part, public_holidays(part.day.year), overrides or {})


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-08-20 07:15", ShiftKind.DAY),
        ("2025-08-20 13:00", ShiftKind.DAY),
        ("2025-08-20 18:00", ShiftKind.EVENING),
        ("2025-08-21 03:59", ShiftKind.EVENING),  # still the evening before
        ("2025-08-23 09:00", ShiftKind.WEEKEND),
        ("2025-08-24 20:00", ShiftKind.WEEKEND),
        ("2025-08-25 02:00", ShiftKind.WEEKEND),  # the night of Sunday
        ("2025-08-25 04:00", ShiftKind.DAY),
        ("2025-09-02 09:00", ShiftKind.HOLIDAY),
        ("2025-09-02 21:00", ShiftKind.HOLIDAY),
        ("2026-02-17 09:00", ShiftKind.HOLIDAY),  # the first day of the lunar year
        ("2025-05-02 09:00", ShiftKind.HOLIDAY),  # swapped with a Saturday by the government
        ("2025-01-01 00:30", ShiftKind.EVENING),  # the last evening of the old year
    ],
)
def test_the_clock_and_the_calendar_say_what_a_shift_counts_as(moment, expected):
    assert kind(moment) is expected


def test_what_the_office_says_of_a_day_wins():
    saturday, tuesday = date(2025, 8, 23), date(2025, 9, 2)
    working = {saturday: DayKind.WORKING, tuesday: DayKind.WORKING}
    assert kind("2025-08-23 09:00", working) is ShiftKind.DAY
    assert kind("2025-08-23 19:00", working) is ShiftKind.EVENING
    assert kind("2025-09-02 09:00", working) is ShiftKind.DAY
    assert kind("2025-08-20 09:00", {date(2025, 8, 20): DayKind.HOLIDAY}) is ShiftKind.HOLIDAY


@given(st.lists(st.integers(0, 3600), max_size=60))
def test_nine_of_ten_are_not_above_the_p90(values):
    found = rules.p90(values)
    if not values:
        assert found is None
        return
    assert found in values
    assert sum(value <= found for value in values) * 10 >= 9 * len(values)
    assert sum(value < found for value in values) * 10 < 9 * len(values)


def test_a_record_that_lay_overnight_has_no_time():
    end = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
    start = end - timedelta(seconds=69)
    assert rules.span(start.isoformat(), end) == 69
    assert rules.span((end - timedelta(hours=2)).isoformat(), end) is None
    assert rules.span((end + timedelta(seconds=1)).isoformat(), end) is None
    assert rules.span(None, end) is None
    assert rules.span(end.isoformat(), end) is None  # made at once: nobody was measured


def test_figures_come_back_from_the_store_as_they_were():
    at = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
    figures = Figures(
        received=3,
        done=2,
        withdrawn=1,
        median_seconds=69,
        last_backup_at=at,
        operators=(OperatorFigures("Lò Thị Hương", 3, 69, 80, 1, 1),),
        overrides=(OverrideCount("signature", "hand", 1),),
        worked=(Worked("Lò Thị Hương", at, at),),
    )
    assert rules.from_plain(rules.plain(figures)) == figures
    assert rules.from_plain({}) == Figures()
    assert rules.from_plain({**rules.plain(figures), "of_a_later_version": 1}) == figures
