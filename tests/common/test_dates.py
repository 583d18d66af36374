from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.dates import PartialDate, Precision, parse_date, show_iso


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("01111978", "1978-11-01"),
        ("011178", "1978-11-01"),
        ("1/11/1978", "1978-11-01"),
        ("01.11.1978", "1978-11-01"),
        ("1-11-78", "1978-11-01"),
        ("11/1978", "1978-11"),
        ("1958", "1958"),
        ("00/00/1958", "1958"),
        ("--/--/1958", "1958"),
        ("1978-11-01", "1978-11-01"),
        (" 03/02/2006 ", "2006-02-03"),
        ("01/01/26", "1926-01-01"),
        ("01/01/25", "2025-01-01"),
    ],
)
def test_dates_are_read_as_people_type_them(typed, iso):
    assert parse_date(typed, latest_year=2025).iso == iso


@pytest.mark.parametrize(
    "typed", ["", "31/02/1978", "32111978", "abc", "1/13/1978", "123", "19781", "0", "29/02/1900"]
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - any message will do
        parse_date(typed, latest_year=2025)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 12, 31)))
def test_every_day_survives_storing_and_typing(day):
    value = PartialDate(day.year, day.month, day.day)
    assert PartialDate.from_iso(value.iso) == value
    assert parse_date(value.shown, latest_year=2025) == value
    assert parse_date(f"{day:%d%m%Y}", latest_year=2025) == value


def test_precision_is_carried():
    assert PartialDate(1958).precision is Precision.YEAR
    assert PartialDate(1958, 3).precision is Precision.MONTH
    assert PartialDate(1958, 3, 12).precision is Precision.DAY
    assert show_iso("1958-03") == "03/1958"
    assert show_iso("") == show_iso(None) == ""
