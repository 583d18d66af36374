"""Percentages, sources, late units and forecasts: exact, and never invented."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.channels import IntakeSource, UnitKind, source_of
from desktop.common.figures import Rounding, forecast, percent
from desktop.common.vocabulary import Channel
from desktop.province.reporting.rules import Late, lateness, total_of

TODAY = date(2025, 8, 20)
HALF_UP, TRUNCATE = Rounding.HALF_UP, Rounding.TRUNCATE


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "rounding", "shown"),
    [
        (1688, 1766, 1, TRUNCATE, "95.5"),
        (1688, 1766, 1, HALF_UP, "95.6"),
        (371, 425, 1, HALF_UP, "87.3"),
        (371, 425, 1, TRUNCATE, "87.2"),
        (80381, 91252, 1, TRUNCATE, "88.0"),
        (80381, 91252, 1, HALF_UP, "88.1"),
        (2184, 2186, 2, TRUNCATE, "99.90"),
        (2184, 2186, 2, HALF_UP, "99.91"),
        (1, 8, 2, HALF_UP, "12.50"),
        (1, 8, 0, HALF_UP, "13"),  # 12.5 goes up
        (0, 7, 1, HALF_UP, "0.0"),
        (7, 7, 1, TRUNCATE, "100.0"),
        (8, 7, 1, TRUNCATE, "114.2"),
    ],
)
def test_percentages_as_the_reports_write_them(part, whole, decimals, rounding, shown) -> None:
    assert str(percent(part, whole, decimals=decimals, rounding=rounding)) == shown


@pytest.mark.parametrize("whole", [None, 0])
def test_without_a_whole_there_is_no_percentage(whole) -> None:
    assert percent(5, whole, decimals=1, rounding=HALF_UP) is None


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 3))
def test_both_roundings_stay_within_one_digit(part, whole, decimals) -> None:
    low = percent(part, whole, decimals=decimals, rounding=TRUNCATE)
    high = percent(part, whole, decimals=decimals, rounding=HALF_UP)
    step = Decimal(1).scaleb(-decimals)
    assert low is not None
    assert high is not None
    assert low * whole <= part * 100 < (low + step) * whole
    assert abs(high * whole - part * 100) * 2 <= step * whole
    assert high - low in {Decimal(0), step}


_COUNTS = st.lists(
    st.tuples(
        st.sampled_from(list(UnitKind)),
        st.dictionaries(st.sampled_from([*(one.value for one in Channel), "", "bay"]),
                        st.integers(0, 10**5)),
    )
)  # fmt: skip


@given(_COUNTS)
def test_sources_always_add_up_to_the_whole(stations) -> None:
    by_unit = []
    for kind, channels in stations:
        sources: dict[IntakeSource, int] = {}
        for channel, count in channels.items():
            source = source_of(kind, channel)
            sources[source] = sources.get(source, 0) + count
        by_unit.append(sources)
    whole = sum(count for _kind, channels in stations for count in channels.values())
    assert sum(total_of(by_unit).values()) == whole


def test_the_province_s_own_desk_and_the_communes_add_up() -> None:
    found = total_of(
        [
            {source_of(UnitKind.PROVINCIAL_DESK, "counter"): 5_044},
            {source_of(UnitKind.COMMUNE, "counter"): 75_337},
        ]
    )
    assert (found[IntakeSource.PROVINCIAL_DESK], found[IntakeSource.COMMUNE_COUNTER]) == (
        5_044,
        75_337,
    )
    assert sum(found.values()) == 80_381
    assert IntakeSource.UNKNOWN not in found


@pytest.mark.parametrize(
    ("change", "late"),
    [
        ({}, ()),
        ({"last": TODAY - timedelta(days=2)}, ()),
        ({"last": TODAY - timedelta(days=3)}, (Late.SILENT,)),
        ({"last": TODAY - timedelta(days=9), "is_finished": True}, ()),
        ({"last": None}, (Late.NOTHING,)),
        ({"last": None, "kind": UnitKind.PROVINCIAL_DESK}, ()),
        ({"missing": ["MT02-000002"], "is_finished": True}, (Late.MISSING,)),
        (
            {"missing": ["MT02-000002"], "last": TODAY - timedelta(days=3)},
            (Late.SILENT, Late.MISSING),
        ),
    ],
)
def test_who_is_late(change, late) -> None:
    known = {
        "kind": UnitKind.COMMUNE,
        "is_finished": False,
        "last": TODAY,
        "missing": [],
        "today": TODAY,
        "days": 3,
    }
    assert lateness(**{**known, **change}) == late


def test_the_forecast() -> None:
    found = forecast(recent=70, days=7, remaining=95, today=TODAY, deadline=date(2025, 8, 28))
    assert (found.pace, found.finish) == (Decimal("10.0"), date(2025, 8, 30))
    assert (found.needed, found.in_time) == (11, False)  # 9 days with today: 95 / 9
    assert forecast(
        recent=70, days=7, remaining=95, today=TODAY, deadline=date(2025, 8, 30)
    ).in_time


def test_what_nobody_knows_is_not_forecast() -> None:
    assert forecast(recent=0, days=7, remaining=95, today=TODAY, deadline=None).finish is None
    unknown = forecast(recent=70, days=7, remaining=None, today=TODAY, deadline=TODAY)
    assert (unknown.finish, unknown.needed, unknown.in_time) == (None, None, None)
    over = forecast(recent=70, days=7, remaining=5, today=TODAY, deadline=date(2025, 8, 19))
    assert (over.needed, over.in_time) == (None, False)
    done = forecast(recent=0, days=7, remaining=0, today=TODAY, deadline=TODAY)
    assert (done.finish, done.needed, done.in_time) == (TODAY, 0, True)
