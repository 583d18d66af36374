from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.common.work import Work
from desktop.demo.people import invent_commune
from desktop.demo.roster_file import write_csv, write_office_xlsx
from desktop.models import AuditEvent, Member, RosterImport, SetAsideRow
from desktop.roster.errors import (
    ImportUnknownError,
    IncompletePersonError,
    ListFileError,
    MemberUnknownError,
)
from desktop.roster.keeping.imports import RosterImports

HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Chi bộ,Ngày chính thức,Số thẻ đảng,Ghi chú\n"
ROWS = (
    "1,Giàng A Páo,12/03/1978,Nam,014078012345,Bản Nà Sang,03/02/2007,12.345417,\n"
    "2,K’Brêu,21/04/1986,Nam,068086012346,Bản Mẫu,03/02/2010,12.345418,\n"
    "3,Lò Thị Pâng,1950,Nữ,,Bản Mẫu,03/02/1975,12.345419,\n"
)


def put(path: Path, rows: str, header: str = HEADER) -> Path:
    path.write_text(header + rows, encoding="utf-8")
    return path


def counted(store, table) -> int:
    with store.read() as session:
        return int(session.scalars(select(func.count()).select_from(table)).one())


def dump(store) -> list[tuple[object, ...]]:
    with store.read() as session:
        tables = (Member, RosterImport, SetAsideRow, AuditEvent)
        return [tuple(row) for one in tables for row in session.execute(select(one.__table__))]


def counts(report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.gone


def test_an_office_workbook_goes_in_and_every_row_is_accounted_for(imports, tmp_path):
    commune = invent_commune(11, 120)
    path = tmp_path / "a.xlsx"
    expected = write_office_xlsx(path, commune)
    report = imports.import_list(path, actor="t")
    assert report.new == expected.people
    assert report.set_aside == expected.set_aside
    assert report.preview.source.source_rows == expected.rows
    assert report.imported + report.set_aside + report.not_data == expected.rows
    problems = [one["code"] for one in report.as_json()["problems"]]
    assert problems.count("id_zero_added") == expected.defects["lost_zero"]
    assert problems.count("old_id_zero_added") == expected.defects.get("old_lost_zero", 0)
    assert problems.count("id_length") == expected.defects["eleven_digits"]
    assert problems.count("date_not_real") == expected.defects["impossible_date"]


def test_what_goes_in_is_what_the_people_are(roster, imports, tmp_path):
    commune = invent_commune(12, 60)
    write_office_xlsx(tmp_path / "a.xlsx", commune, defects=False)
    imports.import_list(tmp_path / "a.xlsx", actor="t")
    for person in commune.people:
        row = roster.find_by_personal_id(person.personal_id)
        assert row is not None
        view = roster.get(row.member_id)
        wanted = person.fields()
        assert {key: view.fields.get(key) for key in wanted} == wanted
        assert view.status is person.status


def test_the_same_file_twice_changes_nothing(imports, store, clock, tmp_path):
    path = tmp_path / "a.xlsx"
    write_office_xlsx(path, invent_commune(13, 80))
    first = imports.import_list(path, actor="t")
    before = dump(store)
    clock.advance(timedelta(hours=1))
    again = imports.import_list(path, actor="t")
    assert counts(again) == (0, 0, first.new, 0)
    assert again.import_id == first.import_id
    assert again.messages
    assert dump(store) == before


def test_the_same_people_in_another_format_are_the_same_people(imports, tmp_path):
    commune = invent_commune(14, 60)
    write_office_xlsx(tmp_path / "a.xlsx", commune, defects=False)
    write_csv(tmp_path / "b.csv", commune, encoding="utf-16", separator=";")
    imports.import_list(tmp_path / "a.xlsx", actor="t")
    assert counts(imports.import_list(tmp_path / "b.csv", actor="t")) == (0, 0, 60, 0)


def test_a_dry_run_stores_nothing(imports, store, tmp_path):
    before = dump(store)
    report = imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t", dry_run=True)
    assert report.dry_run
    assert report.import_id is None
    assert counts(report) == (3, 0, 0, 0)
    assert dump(store) == before


def test_a_newer_list_changes_adds_and_never_deletes(roster, imports, store, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    pao = roster.search("giang a pao").rows[0].member_id
    newer = (
        "1,Giàng A Páo,12/03/1978,Nam,014078012345,Bản Mẫu,03/02/2007,12.345417,\n"
        "2,Lò Thị Pâng,1950,Nữ,014150099999,Bản Mẫu,03/02/1975,12.345419,\n"
        "3,Người Mới Đến,1990,Nam,014090012399,Bản Mẫu,03/02/2015,12.345420,\n"
    )
    report = imports.import_list(put(tmp_path / "b.csv", newer), actor="t")
    assert counts(report) == (1, 2, 0, 1)
    assert report.gone_people == ("K’Brêu",)
    assert counted(store, Member) == 4
    assert roster.get(pao).fields[FieldKey.CELL] == "Bản Mẫu"
    # The number came later: the same person, found by name, birth and cell.
    assert roster.find_by_personal_id("014150099999").full_name == "Lò Thị Pâng"
    assert len(roster.search("k breu").rows) == 1


def test_a_newer_list_without_a_column_keeps_what_is_known(roster, imports, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    short = "Họ và tên,Ngày sinh,Số CCCD,Chi bộ\nGiàng A Páo,12/03/1978,014078012345,\n"
    report = imports.import_list(put(tmp_path / "b.csv", short, ""), actor="t")
    assert report.changed == 1
    fields = roster.get(roster.find_by_personal_id("014078012345").member_id).fields
    assert fields[FieldKey.CARD_NUMBER] == "12345417"
    assert FieldKey.CELL not in fields  # this column is there, and empty


def test_two_people_with_different_numbers_are_never_one(imports, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    other = ROWS.replace("014078012345", "014078054321").replace("12.345417", "12.345999")
    report = imports.import_list(put(tmp_path / "b.csv", other), actor="t")
    assert counts(report) == (1, 0, 2, 1)


def test_the_same_card_name_and_birth_are_one_person_whose_number_was_corrected(
    roster, imports, tmp_path
):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    pao = roster.find_by_personal_id("014078012345").member_id
    other = ROWS.replace("014078012345", "014078054321")
    report = imports.import_list(put(tmp_path / "b.csv", other), actor="t")
    assert counts(report) == (0, 1, 2, 0)
    assert roster.get(pao).fields[FieldKey.PERSONAL_ID] == "014078054321"


def test_namesakes_born_in_the_same_year_stay_two(imports, tmp_path):
    rows = "1,Giàng A Páo,1950,Nam,,Mẫu,,99.000001,\n2,Giàng A Páo,1950,Nam,,Mẫu,,99.000002,\n"
    path = put(tmp_path / "a.csv", rows)
    assert imports.import_list(path, actor="t").new == 2
    assert imports.import_list(path, actor="t").unchanged == 2


def test_one_number_for_two_people_sets_both_aside(imports, store, tmp_path):
    rows = ROWS + "4,Lò Văn An,1980,Nam,014078012345,Mẫu,,99.000001,\n"
    report = imports.import_list(put(tmp_path / "a.csv", rows), actor="t")
    assert [row.row_number for row in report.preview.set_aside] == [2, 5]
    assert {row.code for row in report.preview.set_aside} == {"same_id"}
    assert "5" in report.preview.set_aside[0].message
    assert counted(store, SetAsideRow) == 2


def test_a_person_listed_twice_is_taken_once(imports, tmp_path):
    rows = ROWS + "9" + ROWS.splitlines()[0][1:] + "\n"
    report = imports.import_list(put(tmp_path / "a.csv", rows), actor="t")
    assert report.new == 3
    assert [(row.row_number, row.code) for row in report.preview.set_aside] == [(5, "repeated")]


def test_a_row_without_a_name_is_kept_whole(imports, tmp_path):
    rows = ROWS + "4,,1980,Nam,014080012345,Mẫu,,99.000001,ghi chú\n"
    row = imports.import_list(put(tmp_path / "a.csv", rows), actor="t").preview.set_aside[0]
    assert row.code == "no_name"
    assert row.cells[4] == "014080012345"
    assert row.cells[8] == "ghi chú"


def test_a_person_of_an_earlier_list_who_was_set_aside_is_not_gone(imports, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    rows = ROWS.replace("2,K’Brêu", "2,")
    assert imports.import_list(put(tmp_path / "b.csv", rows), actor="t").gone == 0


def test_unknown_columns_are_kept_with_the_person(roster, imports, tmp_path):
    text = "Họ và tên,Ngày sinh,Dân tộc,Trình độ\nLò Văn An,1980,Thái,12/12\n"
    imports.import_list(put(tmp_path / "a.csv", text, ""), actor="t")
    assert roster.get(roster.search("an").rows[0].member_id).extra == {"Trình độ": "12/12"}


def test_an_import_leaves_one_audit_event_without_names(roster, imports, store, tmp_path):
    report = imports.import_list(put(tmp_path / "a.csv", ROWS), actor="lan")
    with store.read() as session:
        event = session.scalars(select(AuditEvent)).one()
    assert (event.tag, event.actor) == ("roster:imported", "lan")
    assert event.target == str(report.import_id)
    assert event.detail["counts"]["new"] == 3
    assert "Giàng" not in str(event.detail)


def test_progress_is_reported_to_the_end(imports, tmp_path):
    steps: list[tuple[int, int]] = []
    work = Work(lambda done, total, _text: steps.append((done, total)))
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t", work=work)
    assert {total for _done, total in steps} == {100}
    assert [done for done, _total in steps] == sorted(done for done, _total in steps)
    assert (steps[0][0], steps[-1][0]) == (0, 100)


@pytest.mark.parametrize("note", ["=HYPERLINK(1)", "+84 900", "-1", "@x", "bình thường", "'dấu"])
def test_rows_set_aside_go_to_excel_and_back_without_formulas(imports, tmp_path, note):
    rows = f"1,,1980,Nam,014080012345,Mẫu,,99.000001,{note}\n"
    report = imports.import_list(put(tmp_path / "a.csv", rows), actor="t")
    target = tmp_path / "dòng cần sửa.xlsx"
    assert imports.export_set_aside(report.import_id, target) == 1
    sheet = openpyxl.load_workbook(target).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0][2:5] == ["STT", "Họ và tên", "Ngày sinh"]
    assert values[1][1] == "Dòng không có họ tên."
    assert values[1][6] == "014080012345"
    assert not str(values[1][10]).startswith(("=", "+", "-", "@"))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    # Mended and imported again, the value is what it was.
    sheet.cell(2, 4).value = "Lò Văn An"
    book = sheet.parent
    book.save(tmp_path / "sửa.xlsx")
    person = imports.preview(tmp_path / "sửa.xlsx").people[0]
    assert person.fields[FieldKey.NOTE] == note
    assert person.fields[FieldKey.PERSONAL_ID] == "014080012345"


def test_rows_of_an_unknown_import_cannot_be_written(imports, tmp_path):
    from desktop.common.ids import new_id

    with pytest.raises(ImportUnknownError):
        imports.export_set_aside(new_id(), tmp_path / "a.xlsx")
    assert imports.latest_import_id() is None


def test_a_failing_file_leaves_the_store_as_it_was(imports, store, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    before = dump(store)
    with pytest.raises(ListFileError):
        imports.import_list(put(tmp_path / "b.csv", "", "a,b\n1,2\n"), actor="t")
    assert dump(store) == before


def test_problems_survive_in_the_store_with_words(roster, imports, tmp_path):
    rows = "1,Lò Văn An,31/02/1980,Nam,0148001234,Mẫu,03/02/2007,,\n"
    imports.import_list(put(tmp_path / "a.csv", rows), actor="t")
    view = roster.get(roster.search("an").rows[0].member_id)
    found = {problem.code: problem for problem in view.problems}
    assert set(found) == {"date_not_real", "id_length", "card_missing"}
    assert found["id_length"].value == "0148001234"
    assert found["date_not_real"].message
    assert (view.eligible, view.fields[FieldKey.BIRTH_DATE]) == (False, "1980")


def test_people_outside_the_list_are_added_and_counted_apart(roster, imports, store, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    fields = {FieldKey.FULL_NAME: " K’Brểu ", FieldKey.PERSONAL_ID: "068086099999"}
    view = roster.add_outside(fields, status=MemberStatus.TEMPORARY_RESIDENT, actor="lan")
    assert view.fields[FieldKey.FULL_NAME] == "K’Brểu"
    assert (view.eligible, view.status) == (True, MemberStatus.TEMPORARY_RESIDENT)
    assert roster.search("9999").rows[0].member_id == view.member_id
    found = roster.counts()
    assert (found.total, found.eligible, found.outside, found.cells) == (3, 3, 1, 2)
    assert roster.cells() == ["Bản Mẫu", "Bản Nà Sang"]
    with store.read() as session:
        tags = [event.tag for event in session.scalars(select(AuditEvent))]
    assert tags == ["roster:imported", "member:added"]


def test_a_person_outside_needs_a_name_a_free_number_and_a_status(roster):
    add = roster.add_outside
    with pytest.raises(IncompletePersonError):
        add({FieldKey.FULL_NAME: " \u200b"}, status=MemberStatus.OUTSIDE_LIST, actor="t")
    fields = {FieldKey.FULL_NAME: "K’Brểu", FieldKey.PERSONAL_ID: "068086099999"}
    add(fields, status=MemberStatus.OUTSIDE_LIST, actor="t")
    with pytest.raises(IncompletePersonError):
        add(fields, status=MemberStatus.OUTSIDE_LIST, actor="t")
    with pytest.raises(ValueError, match="official"):
        add(fields, status=MemberStatus.OFFICIAL, actor="t")


def test_somebody_added_outside_joins_the_list_when_a_newer_one_names_them(
    roster, imports, tmp_path
):
    fields = {FieldKey.FULL_NAME: "K’Brêu", FieldKey.PERSONAL_ID: "068086012346"}
    view = roster.add_outside(fields, status=MemberStatus.OUTSIDE_LIST, actor="t")
    report = imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    assert counts(report) == (2, 1, 0, 0)
    assert roster.get(view.member_id).status is MemberStatus.OFFICIAL


def test_an_unknown_person_is_said_so(roster):
    from desktop.common.ids import new_id

    with pytest.raises(MemberUnknownError):
        roster.get(new_id())


def test_another_program_on_the_same_store_is_noticed(roster, store, clock, tmp_path, monkeypatch):
    from desktop.roster.finding import lookup

    assert roster.search("giang").total == 0
    RosterImports(store, clock).import_list(put(tmp_path / "a.csv", ROWS), actor="cli")
    monkeypatch.setattr(lookup, "_LOOK_AGAIN_SECONDS", 0.0)
    assert roster.search("giang").total == 1


def test_the_raw_store_holds_no_name(roster, imports, tmp_path):
    imports.import_list(put(tmp_path / "a.csv", ROWS), actor="t")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "roster-test.db").execute("SELECT * FROM members")
