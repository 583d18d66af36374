"""Births as other hands write them: both orders, words, years alone, exchanged by Excel."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from openpyxl.styles import numbers

from desktop.common.vocabulary import FieldKey
from desktop.roster.reading.preview import preview_file
from desktop.roster.views import PreviewRow
from tests.roster.other_hands import Row, checked, codes, column, read_rows, somebodies, workbook


@pytest.fixture
def read(tmp_path, clock):
    """What reads rows that another hand wrote."""
    return partial(read_rows, tmp_path, clock)


def births(read, *texts: str) -> list[PreviewRow]:
    rows = [[i, "Lò Văn An", text] for i, text in enumerate(texts, start=1)]
    return list(read([["STT", "Họ và tên", "Ngày sinh"], *rows]).people)


def test_one_date_that_can_be_read_both_ways_is_told(read):
    (row,) = births(read, "3/4/1950")
    assert row.fields[FieldKey.BIRTH_DATE] == "1950-04-03"
    assert ("birth_date", "date_order") in codes(row)


def test_another_date_of_the_column_settles_the_order(read):
    rows = births(read, "3/4/1950", "23/4/1950")
    assert not any(field == "birth_date" for row in rows for field, _code in codes(row))


@pytest.mark.parametrize("text", ["3/3/1950", "1950-04-03", "ngày 3 tháng 4 năm 1950", "4/1950"])
def test_dates_that_can_be_read_one_way_only_are_no_doubt(read, text):
    assert ("birth_date", "date_order") not in codes(births(read, text)[0])


def test_a_column_of_mixed_orders_is_read_as_far_as_it_goes_and_told(read):
    rows = births(read, "13/03/1960", "03/25/1962", "04/30/1963", "3/4/1950", "05/05/1956")
    wanted = ["1960-03-13", "1962-03-25", "1963-04-30", "1950-04-03", "1956-05-05"]
    assert [row.fields[FieldKey.BIRTH_DATE] for row in rows] == wanted
    told = [{code for field, code in codes(row) if field == "birth_date"} for row in rows]
    assert told == [set(), {"date_month_first"}, {"date_month_first"}, {"date_order"}, set()]


def test_one_slip_among_many_days_does_not_make_the_others_doubtful(read):
    rows = births(read, "13/03/1960", "14/03/1961", "15/3/1962", "03/25/1962", "3/4/1950")
    told = [{code for field, code in codes(row) if field == "birth_date"} for row in rows]
    assert told == [set(), set(), set(), {"date_not_real"}, set()]


def test_festive_days_are_settled_by_the_other_columns(read):
    people = somebodies(11, 4)
    rows = [[i, p.name, p.birth, "03/02/2005"] for i, p in enumerate(people, start=1)]
    found = read([["STT", "Họ và tên", "Ngày sinh", "Ngày cấp thẻ đảng"], *rows])
    assert not any("date_order" in code for row in found.people for _field, code in codes(row))


def test_days_and_months_that_excel_exchanged_are_put_back_and_told(tmp_path, clock):
    people = somebodies(12, 24)
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh"]]
    for i, p in enumerate(people, start=1):
        is_cut = p.born.day <= 12
        cell = date(p.born.year, p.born.day, p.born.month) if is_cut else p.birth
        rows.append([i, p.name, cell])
    found = checked(preview_file(workbook(tmp_path / "a.xlsx", rows), clock))
    assert column(found, "birth_date") == [p.born.isoformat() for p in people]
    told = [("birth_date", "date_exchanged") in codes(row) for row in found.people]
    assert told == [p.born.day <= 12 and p.born.day != p.born.month for p in people]
    assert any(told)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("--/--/58", "1958"),
        ("SN 1958", "1958"),
        ("15-Mar-1958", "1958-03-15"),
        ("15/3/1958 (tuổi Mậu Tuất)", "1958-03-15"),
        ("Sinh ngày 15/3/1958", "1958-03-15"),
    ],
)
def test_more_ways_to_write_a_birth(read, text, iso):
    assert births(read, text)[0].fields[FieldKey.BIRTH_DATE] == iso


def test_a_month_of_birth_is_less_than_a_day(read):
    assert ("birth_date", "birth_month_only") in codes(births(read, "3/1958")[0])


def test_a_year_typed_into_a_cell_of_dates_is_that_year(tmp_path, clock):
    # Excel shows 1958 in such a cell as 11/05/1905.
    rows: list[Row] = [["STT", "Họ và tên", "Năm sinh"], [1, "Lò Văn An", 1958]]
    path = workbook(tmp_path / "a.xlsx", rows, C=numbers.FORMAT_DATE_DDMMYY)
    (row,) = preview_file(path, clock).people
    assert row.fields[FieldKey.BIRTH_DATE] == "1958"
    assert ("birth_date", "birth_year_only") in codes(row)


def test_a_date_that_shows_only_its_year_is_that_year(tmp_path, clock):
    rows: list[Row] = [["STT", "Họ và tên", "Năm sinh"], [1, "Lò Văn An", date(1958, 1, 1)]]
    rows.append([2, "Lò Văn Ba", date(1958, 5, 17)])
    path = workbook(tmp_path / "a.xlsx", rows, C="yyyy")
    found = preview_file(path, clock)
    assert column(found, "birth_date") == ["1958", "1958-05-17"]
