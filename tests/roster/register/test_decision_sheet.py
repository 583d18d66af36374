"""The register out to a sheet, filled in by a cell, and in again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.common.vocabulary import DiscrepancyState, FieldKey, SourceKind
from desktop.roster.errors import ListFileError
from desktop.roster.register.errors import DecisionFileError
from desktop.roster.register.rules import OTHER
from desktop.roster.register.views import DiscrepancyQuery
from tests.roster.register.people import with_changes

DECISION, REASON = 10, 11  # columns of the sheet, from 1
DIFFERING = {
    "Giàng A Pao": {"Dân tộc": "=CMD()"},
    "Lò Thị Pâng": {"Ngày sinh": "12/03/1950"},
    "Nguyễn Thị Hoà": {"Số định danh cá nhân": "001194004567"},
}


@pytest.fixture
def taken(listed, sources, write):
    sources.take_source(
        write(with_changes(DIFFERING), "dan-cu.csv"), SourceKind.POPULATION, actor="c"
    )
    for pair in sources.waiting_pairs()[0]:
        sources.confirm_pair(pair.link_id, is_same=True, actor="c")
    return sources


@pytest.fixture
def exported(taken, register, tmp_path) -> Path:
    target = tmp_path / "so-doi-chieu.xlsx"
    assert register.export(target, actor="c") == 3
    return target


def fill(file: Path, decisions: dict[str, tuple[object, str]], *, column: int = DECISION) -> None:
    """Write (decision, reason) beside people, by name."""
    book = openpyxl.load_workbook(file)
    for row in book.active.iter_rows(min_row=2):
        decision, reason = decisions.get(str(row[2].value), ("", ""))
        row[column - 1].number_format = "General"
        row[column - 1].value = decision  # a date gives the cell the format of dates
        row[REASON - 1].value = reason
    book.save(file)


def test_the_sheet_shows_everybodys_word_and_no_formula(exported):
    rows = list(openpyxl.load_workbook(exported).active.iter_rows(values_only=True))
    assert len(rows) == 4
    by_name = {row[2]: row for row in rows[1:]}
    assert by_name["Lò Thị Pâng"][4:7] == ("Ngày sinh", "1950", "12/03/1950")
    assert by_name["Giàng A Pao"][6] == "'=CMD()"
    assert by_name["Nguyễn Thị Hoà"][6] == "001194004567"
    assert all(not row[DECISION - 1] for row in rows[1:])
    kinds = {
        cell.data_type
        for line in openpyxl.load_workbook(exported).active.iter_rows()
        for cell in line
        if cell.value
    }
    assert kinds == {"s"}


def test_a_filled_sheet_is_checked_then_kept(exported, register, listed, who):
    fill(
        exported,
        {
            "Lò Thị Pâng": (2, "Căn cước"),  # Excel makes a number of what was typed
            "Giàng A Pao": ("1", ""),
            "Nguyễn Thị Hoà": ("001194004568", "Thẻ căn cước mới"),
        },
    )
    filled = register.read_decisions(exported)
    assert filled.refused == ()
    assert (len(filled.decisions), filled.blank) == (3, 0)
    assert register.page().total == 3  # nothing kept yet
    report = register.apply_decisions(filled, actor="Bí thư")
    assert (report.kept, report.refused) == (3, ())
    assert register.page().total == 0
    assert listed.get(who("Lò Thị Pâng")).fields[FieldKey.BIRTH_DATE] == "1950-03-12"
    assert listed.get(who("Nguyễn Thị Hoà")).fields[FieldKey.PERSONAL_ID] == "001194004568"
    assert listed.get(who("Giàng A Pao")).fields[FieldKey.ETHNICITY] == "Mông"
    decided = register.page(DiscrepancyQuery(state=DiscrepancyState.DECIDED)).rows
    assert {line.chosen_source for line in decided} == {"population", "list", OTHER}
    assert {line.decided_by for line in decided} == {"Bí thư"}


def test_a_value_written_out_means_its_source(exported, register):
    fill(exported, {"Lò Thị Pâng": (date(1950, 3, 12), ""), "Giàng A Pao": ("'=CMD()", "")})
    filled = register.read_decisions(exported)
    assert [line.source for line in filled.decisions] == ["population", "population"]
    assert filled.refused == ()


def test_a_formula_is_not_taken_for_an_empty_cell(exported, register):
    fill(exported, {"Giàng A Pao": ("=1+1", "")})
    filled = register.read_decisions(exported)
    assert (filled.decisions, filled.blank) == ((), 2)
    assert "công thức" in filled.refused[0][1]


def test_unfit_decisions_are_said_by_row_and_the_rest_is_kept(exported, register):
    fill(
        exported,
        {
            "Lò Thị Pâng": ("31/02/1950", "x"),
            "Giàng A Pao": ("3", ""),  # the member files say nothing
            "Nguyễn Thị Hoà": ("001194004568", ""),  # no source has it, and no reason
        },
    )
    filled = register.read_decisions(exported)
    assert filled.decisions == ()
    assert sorted(row for row, _why in filled.refused) == [2, 3, 4]
    assert all(why for _row, why in filled.refused)
    fill(exported, {"Lò Thị Pâng": ("2", "")})
    filled = register.read_decisions(exported)
    assert (len(filled.decisions), filled.refused, filled.blank) == (1, (), 2)


def test_a_line_that_changed_since_the_export_is_refused(exported, taken, register, write):
    newer = {**DIFFERING, "Lò Thị Pâng": {"Ngày sinh": "13/04/1950"}}
    taken.take_source(write(with_changes(newer), "b.csv"), SourceKind.POPULATION, actor="c")
    for pair in taken.waiting_pairs()[0]:
        taken.confirm_pair(pair.link_id, is_same=True, actor="c")
    fill(exported, {"Lò Thị Pâng": ("2", "")})
    filled = register.read_decisions(exported)
    assert filled.decisions == ()
    assert "thay đổi" in filled.refused[0][1]


def test_a_sheet_applied_twice_keeps_nothing_twice(exported, register):
    fill(exported, {"Lò Thị Pâng": ("2", "")})
    filled = register.read_decisions(exported)
    assert register.apply_decisions(filled, actor="c").kept == 1
    again = register.read_decisions(exported)
    assert (again.decisions, len(again.refused), again.blank) == ((), 1, 2)


def test_rows_that_lost_or_doubled_their_code_are_said(exported, register):
    book = openpyxl.load_workbook(exported)
    sheet = book.active
    code = sheet.cell(2, 1).value
    sheet.cell(2, DECISION).value = "1"
    sheet.cell(3, 1).value = code
    sheet.cell(3, DECISION).value = "1"
    sheet.cell(4, 1).value = "?"
    sheet.cell(4, DECISION).value = "1"
    book.save(exported)
    filled = register.read_decisions(exported)
    assert len(filled.decisions) == 1
    assert [row for row, _why in filled.refused] == [3, 4]


def test_another_file_is_no_sheet_of_decisions(register, write, tmp_path):
    with pytest.raises(DecisionFileError) as refused:
        register.read_decisions(write(with_changes({}), "danh-sach-khac.csv"))
    assert refused.value.advice
    nothing = tmp_path / "nothing.xlsx"
    nothing.write_bytes(b"PK")
    with pytest.raises(ListFileError):
        register.read_decisions(nothing)
