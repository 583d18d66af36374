"""Many lists by many hands: people, fields, rows set aside and rows of no data match the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.roster.reading.preview import preview_file
from desktop.roster.views import ImportPreview
from tests.roster.lists import CASES, ENCODING_SHOWN, OFFICE_CASES, Case, Made, convert, write

# What Windows code pages and old fonts cannot hold comes back as its nearest letter.
_LOSSY = {"tcvn3", "vni", "cp1258"}


def check(found: ImportPreview, made: Made, case: Case) -> None:
    assert [row.row_number for row in found.people] == [one.row for one in made.people]
    for row, wanted in zip(found.people, made.people, strict=True):
        got = {key.value: text for key, text in row.fields.items()}
        truth = {
            "full_name": wanted.full_name,
            "sex": wanted.sex,
            "birth_date": wanted.birth,
            "personal_id": wanted.personal_id,
            "ethnicity": wanted.ethnicity,
            "cell": wanted.cell,
            "joined_on": wanted.joined,
            "official_on": wanted.official,
            "card_number": wanted.card,
        }
        if case.encoding in _LOSSY:
            for key in ("full_name", "ethnicity"):
                truth[key] = truth[key].replace("’", "'")
                got[key] = got[key].replace("’", "'")
        assert {key: got.get(key, "") for key in truth} == truth, row.row_number
    assert [(row.row_number, row.code) for row in found.set_aside] == made.set_aside
    source = found.source
    total = len(found.people) + len(found.set_aside) + sum(source.not_data.values())
    assert source.source_rows == total
    assert source.source_rows == made.rows
    assert sum(source.not_data.values()) == made.not_data


@pytest.mark.parametrize("name", CASES)
def test_a_list_is_read_as_it_was_meant(tmp_path: Path, clock, name):
    case = CASES[name]
    made = write(tmp_path, case, seed=list(CASES).index(name))
    found = preview_file(made.path, clock)
    check(found, made, case)
    if case.encoding in ENCODING_SHOWN:
        assert found.source.encoding == ENCODING_SHOWN[case.encoding]
        assert found.source.needs_confirmation
        assert found.source.samples
    else:
        assert not found.source.needs_confirmation
    assert found.source.hidden_rows == made.hidden


@pytest.mark.parametrize("name", OFFICE_CASES)
def test_a_list_that_went_through_libreoffice(tmp_path: Path, clock, name):
    case = OFFICE_CASES[name]
    made = write(tmp_path, case, seed=90 + list(OFFICE_CASES).index(name))
    check(preview_file(made.path, clock), made, case)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_an_old_workbook_goes_through_libreoffice_and_stays_the_same(tmp_path: Path, clock, form):
    made = write(tmp_path, CASES["xls"], seed=80)
    made.path = convert(made.path, form)
    check(preview_file(made.path, clock), made, CASES["xls"])


def test_there_are_at_least_thirty_different_lists():
    assert len({repr(case) for case in (*CASES.values(), *OFFICE_CASES.values())}) >= 30
