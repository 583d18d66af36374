from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.vocabulary import FieldKey
from desktop.roster.reading.dates import DateReader, check_dates
from desktop.roster.reading.numbers import read_card, read_numbers
from desktop.roster.reading.values import Found, cell_text, texts_of

TODAY = date(2025, 8, 20)


def codes(found: Found) -> list[str]:
    return [problem.code for problem in found.problems]


def numbers(personal="", old="", **fields: str) -> tuple[str, str, list[str]]:
    found = Found({FieldKey(key): text for key, text in fields.items()})
    read_numbers(found, personal, old)
    return (
        found.fields.get(FieldKey.PERSONAL_ID, ""),
        found.fields.get(FieldKey.OLD_ID, ""),
        codes(found),
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Lò\u00a0 Văn\u200b Panh ", "Lò Văn Panh"),
        ("Nguyê\u0303n", "Nguyễn"),
        (14085012345.0, "14085012345"),
        (3, "3"),
        (True, "x"),
        (datetime(1978, 3, 12), "1978-03-12"),  # noqa: DTZ001 - workbooks hold naive dates
        (date(1978, 3, 12), "1978-03-12"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'90", "'90"),
    ],
)
def test_cells_become_clean_text(cell, text):
    assert cell_text(cell) == text


CELLS = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        [
            "",
            "|",
            " a",
            "a ",
            "a  b",
            "'=1",
            "'90",
            "a | b",
            "Nguyê\u0303n",
            "Nguyễn",
            "a\u034f",
            "1",
        ]
    ),
    st.sampled_from([1, 0, True, False, 1.0, 0.5, -3.0, 1e18, -1e18, 1e300, float("inf"), 10**20]),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(st.lists(CELLS, min_size=1, max_size=12))
def test_a_column_reads_as_its_cells_do(cells):
    expected = [[cell_text(cell)] for cell in cells]
    assert texts_of([[cell] for cell in cells]) == expected
    assert texts_of([cells]) == [[text for (text,) in expected]]


@pytest.mark.parametrize("odd", ["a  b", " a", "'=1", "e\u0302"])
def test_one_odd_text_among_many_is_mended(odd):
    rows = [["plain", float(place)] for place in range(2_500)]
    rows[1_700][0] = odd
    texts = texts_of(rows)
    assert [row[1] for row in texts] == [str(place) for place in range(2_500)]
    assert texts[1_700][0] == cell_text(odd) != odd
    assert {row[0] for row in texts} == {"plain", cell_text(odd)}


def test_rows_of_different_lengths_are_refused_not_cut():
    with pytest.raises(ValueError, match="argument 2"):
        texts_of([["a", "b"], ["c"]])
    assert texts_of([[], []]) == [[], []]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("014085012345", ("014085012345", "", [])),
        ("014 085 012 345", ("014085012345", "", [])),
        (14085012345.0, ("014085012345", "", ["id_zero_added"])),
        (1085012345.0, ("001085012345", "", ["id_zero_added"])),
        ("14085012345", ("014085012345", "", ["id_zero_added"])),
        ("99085012345", ("", "", ["id_length"])),
        ("0140850123", ("", "", ["id_length"])),
        ("1.4085E+10", ("", "", ["id_scientific"])),
        ("1,4085E+10", ("", "", ["id_scientific"])),
        (1.234e17, ("", "", ["number_shortened"])),
        ("01408501234O", ("", "", ["id_letters"])),
        ("050123456", ("", "050123456", [])),
        (50123456.0, ("", "050123456", ["old_id_zero_added"])),
        ("", ("", "", ["id_missing"])),
        ("999085012345", ("999085012345", "", ["id_unknown_province"])),
    ],
)
def test_personal_numbers(cell, expected):
    assert numbers(cell) == expected


def test_lost_zeros_come_back_only_when_the_number_fits_the_person():
    assert numbers(14085012345.0, birth_date="1985-02-14", sex="male")[0] == "014085012345"
    assert numbers(14085012345.0, birth_date="1971-02-14") == ("", "", ["id_length"])
    assert numbers(14085012345.0, sex="female") == ("", "", ["id_length"])


def test_a_whole_number_that_does_not_fit_is_kept_with_a_doubt():
    found = numbers("014085012345", birth_date="1971", sex="female")
    assert found == ("014085012345", "", ["id_year_differs", "id_sex_differs"])


def test_a_twelve_digit_number_in_the_old_column_is_the_personal_one():
    assert numbers("", "014085012345") == ("014085012345", "", [])
    assert numbers("014085012345", "12345")[2] == ["old_id_length"]


@given(st.integers(min_value=0, max_value=10**13) | st.text(max_size=20))
def test_a_stored_number_always_has_its_legal_length(cell):
    personal, old, _codes = numbers(cell)
    assert len(personal) in {0, 12}
    assert len(old) in {0, 9}


@pytest.mark.parametrize(
    ("cell", "iso", "problems"),
    [
        (date(1978, 3, 12), "1978-03-12", []),
        ("12/3/1978", "1978-03-12", []),
        ("12.03.78", "1978-03-12", []),
        (12031978.0, "1978-03-12", []),
        (1111978.0, "1978-11-01", []),
        (1958.0, "1958", []),
        ("--/--/1958", "1958", []),
        ("03/1958", "1958-03", []),
        (31113.0, "1985-03-07", []),
        ("31113", "1985-03-07", []),
        ("31/02/1966", "1966", ["date_not_real"]),
        ("khoảng 1960", "1960", ["date_not_real"]),
        ("21/08/2025", "2025-08-21", ["date_future"]),
        ("", "", []),
        ("-", "", []),
    ],
)
def test_dates_of_every_kind(cell, iso, problems):
    found = Found()
    DateReader(TODAY).read(found, FieldKey.BIRTH_DATE, cell, cell_text(cell))
    assert found.fields.get(FieldKey.BIRTH_DATE, "") == iso
    assert codes(found) == problems


@pytest.mark.parametrize("key", [FieldKey.BIRTH_DATE, FieldKey.JOINED_ON])
def test_a_column_of_dates_reads_as_its_cells_do(key):
    cells = [
        "1958",
        1958.0,
        31113.0,
        "31113",
        "29/02/2023",
        "29/02/2024",
        "12/3/78",
        "08",
        8.0,
        "²",
    ]
    cells += [
        "",
        "-",
        "²",
        "31/12/2025",
        date(1978, 3, 12),
        "1978-03-12",
        "00/00/1960",
        "31.04.1970",
    ]
    cells += cells
    texts = [cell_text(cell) for cell in cells]
    alone = []
    for cell, text in zip(cells, texts, strict=True):
        found = Found()
        DateReader(TODAY).read(found, key, cell, text)
        alone.append((found.fields.get(key, ""), "".join(codes(found))))
    assert DateReader(TODAY).column(key, cells, texts) == alone


@pytest.mark.parametrize(
    ("birth", "joined", "official", "expected"),
    [
        ("1978-03-12", "2006-02-03", "2007-02-03", []),
        ("1950", "1970", "1970-06-01", ["birth_year_only"]),
        ("", "2006-02-03", "", ["birth_missing"]),
        ("1895-01-01", "1930-02-03", "", ["birth_too_old"]),
        ("1978-03-12", "1990-02-03", "", ["joined_too_young"]),
        ("1978-03-12", "2006-02-03", "2005-02-03", ["official_before_joined"]),
        ("1905-03-12", "1929-02-03", "", ["joined_before_party"]),
        ("1905-03-12", "1930", "", []),
    ],
)
def test_dates_of_a_life_are_compared(birth, joined, official, expected):
    said = {
        FieldKey.BIRTH_DATE: birth,
        FieldKey.JOINED_ON: joined,
        FieldKey.OFFICIAL_ON: official,
    }
    found = Found({key: text for key, text in said.items() if text})
    check_dates(found)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("cell", "number", "problems"),
    [
        ("12.345417", "12345417", []),
        ("12 345 417", "12345417", []),
        (2345417.0, "02345417", []),
        ("123456789012", "123456789012", []),
        ("12345", "12345", ["card_length"]),
        ("thất lạc", "thất lạc", ["card_length"]),
    ],
)
def test_card_numbers(cell, number, problems):
    found = Found()
    read_card(found, FieldKey.CARD_NUMBER, cell, cell_text(cell))
    assert found.fields[FieldKey.CARD_NUMBER] == number
    assert codes(found) == problems
