from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.demo.people import invent_commune
from desktop.demo.roster_file import write_office_xlsx
from desktop.roster.keeping.amending import amended
from tests.roster.keeping.small_list import BREU, PANG, PAO, ROWS

TODAY = date(2025, 8, 20)


def row(preview, number):
    return next(one for one in preview.people if one.row_number == number)


def adds_up(preview):
    total = len(preview.people) + len(preview.set_aside) + sum(preview.source.not_data.values())
    return total == preview.source.source_rows


def codes(person):
    return {one.code for one in person.problems}


def test_a_mended_value_is_read_like_one_of_the_file(preview_of):
    before = preview_of(PAO + PANG.replace("1950", "31/02/1950") + BREU)
    assert "date_not_real" in codes(row(before, 3))
    after = amended(before, 3, "birth_date", "28/02/1950", TODAY)
    assert row(after, 3).fields[FieldKey.BIRTH_DATE] == "1950-02-28"
    assert "date_not_real" not in codes(row(after, 3))
    assert "date_not_real" in codes(row(before, 3))  # the first one stays as it was
    others = [one for one in after.people if one.row_number != 3]
    assert others == [one for one in before.people if one.row_number != 3]
    assert adds_up(after)


def test_a_value_that_cannot_be_read_is_noted_with_what_was_typed(preview_of):
    after = amended(preview_of(ROWS), 2, "birth_date", "hôm kia", TODAY)
    (found,) = [one for one in row(after, 2).problems if one.code == "date_unreadable"]
    assert (found.field, found.value) == ("birth_date", "hôm kia")
    assert FieldKey.BIRTH_DATE not in row(after, 2).fields
    # The other facts are untouched, and typing it right settles it.
    mended = amended(after, 2, "birth_date", "12/03/1978", TODAY)
    assert row(mended, 2) == row(preview_of(ROWS), 2)


def test_mending_one_field_keeps_the_doubts_about_others(preview_of):
    before = preview_of(PAO.replace("014078012345", "14078012345").replace("Nam", "?") + BREU)
    assert {"id_zero_added", "sex_unreadable"} <= codes(row(before, 2))
    after = amended(before, 2, "cell", "Bản Mẫu", TODAY)
    assert codes(row(after, 2)) == codes(row(before, 2))
    assert row(after, 2).fields == row(before, 2).fields | {FieldKey.CELL: "Bản Mẫu"}


def test_every_row_read_again_unchanged_is_the_same_row(imports, tmp_path):
    path = tmp_path / "a.xlsx"
    write_office_xlsx(path, invent_commune(21, 60))
    preview = imports.preview(path)
    for person in preview.people:
        name = person.fields[FieldKey.FULL_NAME]
        again = row(
            amended(preview, person.row_number, "full_name", name, TODAY), person.row_number
        )
        assert (again.fields, again.status, again.extra) == (
            person.fields,
            person.status,
            person.extra,
        )
        assert set(again.problems) == set(person.problems)


def test_a_row_without_a_name_becomes_a_person(preview_of, imports):
    before = preview_of(PAO + "4,,1980,Nam,014080012345,Bản Mẫu,03/02/2007,12.345499,tổ 2\n" + BREU)
    (aside,) = before.set_aside
    after = amended(before, aside.row_number, "full_name", "Lò Văn An", TODAY)
    assert after.set_aside == ()
    assert [one.row_number for one in after.people] == [2, 3, 4]
    person = row(after, 3)
    assert person.fields[FieldKey.PERSONAL_ID] == "014080012345"
    assert person.fields[FieldKey.CARD_NUMBER] == "12345499"
    assert person.fields[FieldKey.NOTE] == "tổ 2"
    assert person.status is MemberStatus.OFFICIAL
    assert adds_up(after)
    report = imports.import_list(after, actor="t")
    assert (report.new, report.set_aside) == (3, 0)


def test_a_person_whose_name_is_taken_away_stands_aside_whole(preview_of):
    after = amended(preview_of(ROWS), 3, "full_name", "", TODAY)
    (aside,) = after.set_aside
    assert (aside.row_number, aside.code) == (3, "no_name")
    assert "068086012346" in aside.cells
    assert adds_up(after)
    back = amended(after, 3, "full_name", "K’Brêu", TODAY)
    assert row(back, 3).fields == row(preview_of(ROWS), 3).fields


def test_two_who_shared_a_number_both_come_back_when_one_is_mended(preview_of):
    before = preview_of(ROWS + "4,Lò Văn An,1980,Nam,014078012345,Bản Mẫu,,12.349999,\n")
    assert [one.row_number for one in before.set_aside] == [2, 5]
    after = amended(before, 5, "personal_id", "014080054321", TODAY)
    assert after.set_aside == ()
    assert {one.row_number for one in after.people} == {2, 3, 4, 5}
    assert row(after, 2).fields[FieldKey.FULL_NAME] == "Giàng A Páo"
    assert adds_up(after)


def test_typing_another_persons_number_sets_both_aside(preview_of):
    after = amended(preview_of(ROWS), 4, "personal_id", "014078012345", TODAY)
    assert [(one.row_number, one.code) for one in after.set_aside] == [
        (2, "same_id"),
        (4, "same_id"),
    ]
    assert after.set_aside[0].cells[1] == "Giàng A Páo"
    assert adds_up(after)
    back = amended(after, 4, "personal_id", "", TODAY)
    assert back.people == preview_of(ROWS).people


def test_a_status_is_typed_in_words(preview_of):
    after = amended(preview_of(ROWS), 2, "status", "Đã mất", TODAY)
    assert row(after, 2).status is MemberStatus.DECEASED
    unknown = amended(preview_of(ROWS), 2, "status", "chưa hiểu", TODAY)
    assert "status_unreadable" in codes(row(unknown, 2))


def test_a_section_gives_its_cell_to_a_mended_row(preview_of):
    header = "STT,Họ và tên,Năm sinh,Dân tộc,Số thẻ đảng\n"
    rows = (
        "I,Chi bộ bản Nà Sang,,,\n1,Giàng A Páo,1978,,\n2,,1981,,\n3,Lò Văn An,1980,,\n"
        "II,Chi bộ Trường học,,,\n4,Lò Văn Ín,1982,,\n"
    )
    before = preview_of(rows, header)
    (aside,) = before.set_aside
    after = amended(before, aside.row_number, "full_name", "Vàng Thị Chúc", TODAY)
    assert row(after, aside.row_number).fields[FieldKey.CELL] == "Bản Nà Sang"
    kept = row(amended(before, 3, "ethnicity", "Mông", TODAY), 3)
    assert kept.fields[FieldKey.CELL] == "Bản Nà Sang"
    assert kept.fields[FieldKey.ETHNICITY] == "Mông"


@pytest.mark.parametrize(
    ("number", "field"), [(99, "cell"), (1, "cell"), (2, "name_sort"), (2, "")]
)
def test_no_such_row_and_no_such_field(preview_of, number, field):
    with pytest.raises(ValueError, match=r"row|name_sort|^$"):
        amended(preview_of(ROWS), number, field, "x", TODAY)


def test_problem_rows_go_to_excel_are_mended_and_come_in_again(
    imports, preview_of, roster, tmp_path
):
    rows = ROWS + (
        "4,,1980,Nam,014080012345,Bản Mẫu,03/02/2007,12.345499,=1+1\n"
        "5,Lò Văn Ín,1981,Nam,014078012345,Bản Mẫu,03/02/2007,12.345498,\n"
    )
    report = imports.import_list(preview_of(rows), actor="t")
    assert (report.new, report.set_aside) == (2, 3)
    target = tmp_path / "cần sửa.xlsx"
    imports.export_set_aside(report.import_id, target)
    book = openpyxl.load_workbook(target)
    sheet = book.active
    by_row = {sheet.cell(line, 1).value: line for line in range(2, sheet.max_row + 1)}
    assert set(by_row) == {"2", "5", "6"}
    sheet.cell(by_row["5"], 4).value = "Lò Văn An"
    sheet.cell(by_row["6"], 7).value = "014081012345"
    book.save(target)
    again = imports.import_list(target, actor="t")
    assert (again.new, again.changed, again.set_aside) == (3, 0, 0)
    an = roster.get(roster.find_by_personal_id("014080012345").member_id)
    assert an.fields[FieldKey.NOTE] == "=1+1"
    assert roster.counts().total == 5


def test_doubtful_rows_of_a_preview_go_to_excel_and_come_back_the_same(
    imports, preview_of, tmp_path
):
    from desktop.roster.keeping.to_mend import write_to_mend

    rows = (
        PAO.replace("014078012345", "14078012345")
        + BREU
        + PANG.replace("1950", "31/02/1950")
        + "4,,1980,Nam,014080012345,Bản Mẫu,03/02/2007,12.345499,\n"
    )
    before = preview_of(rows)
    target = tmp_path / "cần xem.xlsx"
    doubtful = [one for one in before.people if one.problems]
    assert write_to_mend(before, target) == len(doubtful) + 1 >= 3
    again = imports.preview(target)
    assert [one.fields for one in again.people] == [one.fields for one in doubtful]
    assert len(again.set_aside) == 1
    reasons = [row[1].value for row in openpyxl.load_workbook(target).active.iter_rows(min_row=2)]
    assert all(reasons)
