"""Odd layouts, one thing each: what a person sees at once must be read the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.roster.reading.preview import preview_file


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def fields_of(path: Path, clock, **options) -> list[dict[str, str]]:
    found = preview_file(path, clock, **options)
    return [{key.value: text for key, text in row.fields.items()} for row in found.people]


def test_a_name_in_three_columns(tmp_path, clock):
    text = "STT,Họ,Tên đệm,Tên,Năm sinh,Giới tính\n1,Giàng,A,Páo,1951,Nam\n2,Bàn,,Ín,1952,Nữ\n"
    names = [one["full_name"] for one in fields_of(put(tmp_path / "a.csv", text), clock)]
    assert names == ["Giàng A Páo", "Bàn Ín"]


def test_day_month_and_year_without_a_word_above_are_the_birth(tmp_path, clock):
    text = "STT,Họ và tên,Ngày,Tháng,Năm,Dân tộc\n1,Lò Văn An,12,3,1950,Thái\n"
    (person,) = fields_of(put(tmp_path / "a.csv", text), clock)
    assert person["birth_date"] == "1950-03-12"
    # Without its marks the word for year looks like the word for male.
    assert "sex" not in person


@pytest.mark.parametrize(
    ("pieces", "iso"),
    [("12,3,1950", "1950-03-12"), (",3,1950", "1950-03"), (",,1950", "1950"), ("12,,1950", "1950")],
)
def test_missing_pieces_of_a_date_do_not_move(tmp_path, clock, pieces, iso):
    text = f"STT,Họ và tên,Ngày sinh,,,Dân tộc\n,,Ngày,Tháng,Năm,\n1,Lò Văn An,{pieces},Thái\n"
    assert fields_of(put(tmp_path / "a.csv", text), clock)[0]["birth_date"] == iso


def test_a_year_under_a_date_is_no_sex(tmp_path, clock):
    text = "STT,Họ và tên,Ngày sinh,,Dân tộc\n,,Ngày tháng,Năm,\n1,Lò Văn An,12/3,1950,Thái\n"
    (person,) = fields_of(put(tmp_path / "a.csv", text), clock)
    assert "sex" not in person
    assert person["birth_date"].startswith("1950")


def test_capitals_semicolons_and_two_header_rows(tmp_path, clock):
    text = (
        "TT;HỌ VÀ TÊN;NGÀY, THÁNG, NĂM SINH;;DÂN TỘC;SỐ CCCD;NGÀY VÀO ĐẢNG;;SỐ THẺ ĐV\n"
        ";;NAM;NỮ;;;Dự bị;Chính thức;\n1;2;3;4;5;6;7;8;9\nI;CHI BỘ BẢN NÀ SANG;;;;;;;\n"
        "1;GIÀNG THỊ MẨY;;1952;Mông;014152012345;1/2/1975;2/2/76;12345679\n"
    )
    (person,) = fields_of(put(tmp_path / "a.csv", text), clock)
    assert person == {
        "full_name": "GIÀNG THỊ MẨY",
        "sex": "female",
        "birth_date": "1952",
        "ethnicity": "Mông",
        "personal_id": "014152012345",
        "joined_on": "1975-02-01",
        "official_on": "1976-02-02",
        "card_number": "12345679",
        "cell": "BẢN NÀ SANG",
    }


def test_a_family_called_ban_is_no_village(tmp_path, clock):
    text = "STT,Họ và tên,Năm sinh,Dân tộc\n,Bản Nà Sang,,\n1,Bàn Văn An,1950,Dao\n,Bàn Thị Ba,,\n"
    found = preview_file(put(tmp_path / "a.csv", text), clock)
    assert [row.fields["full_name"] for row in found.people] == ["Bàn Văn An", "Bàn Thị Ba"]
    assert {row.fields["village"] for row in found.people} == {"Bản Nà Sang"}


def test_a_village_under_a_cell_keeps_the_cell(tmp_path, clock):
    text = (
        "STT,Họ và tên,Năm sinh,Dân tộc\nI,Chi bộ số 1,,\n,Thôn 2,,\n1,Lò Văn An,1950,Thái\n"
        "II,Chi bộ số 2,,\n1,Lò Văn Bo,1951,Thái\n"
    )
    people = fields_of(put(tmp_path / "a.csv", text), clock)
    assert [one["cell"] for one in people] == ["Chi bộ số 1", "Chi bộ số 2"]
    assert [one.get("village", "") for one in people] == ["Thôn 2", ""]


def test_the_other_lists_of_a_workbook_are_named(tmp_path, clock):
    book = openpyxl.Workbook()
    book.active.title = "Bản Mẫu"
    for name in ("Bản Mẫu", "Bản Nà Sang", "Ghi chép"):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        if name != "Ghi chép":
            sheet.append(["STT", "Họ và tên", "Ngày sinh", "Dân tộc"])
            sheet.append([1, f"Lò Văn {name[-1]}", 1950, "Thái"])
        else:
            sheet.append(["một", "hai"])
    book.save(tmp_path / "a.xlsx")
    (message,) = preview_file(tmp_path / "a.xlsx", clock).messages
    assert "Bản Nà Sang" in message
    assert "Ghi chép" not in message
    assert preview_file(tmp_path / "a.xlsx", clock, sheet="Bản Nà Sang").messages == ()


def test_serials_of_an_old_macintosh_workbook(tmp_path, clock):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng"])
    born = (date(1950, 3, 12) - date(1904, 1, 1)).days
    book.active.append([1, "Lò Văn An", born, date(1975, 2, 3)])
    book.save(tmp_path / "a.xlsx")
    (person,) = fields_of(tmp_path / "a.xlsx", clock)
    assert (person["birth_date"], person["joined_on"]) == ("1950-03-12", "1975-02-03")


def test_a_column_that_writes_the_month_first_is_seen_and_told(tmp_path, clock):
    rows = "".join(f"{i},Lò Văn {c},3/{13 + i}/1950,x\n" for i, c in enumerate("ABCD"))
    path = put(tmp_path / "a.csv", f"STT,Họ và tên,Ngày sinh,Dân tộc\n{rows}")
    found = preview_file(path, clock)
    assert [row.fields["birth_date"] for row in found.people][:2] == ["1950-03-13", "1950-03-14"]
    assert any("tháng trước ngày" in message for message in found.messages)


@pytest.mark.parametrize(
    ("cell", "personal", "old", "codes"),
    [
        ("'014050012345", "014050012345", "", set()),
        ("14050012345.0", "014050012345", "", {"id_zero_added"}),
        ("050123456/014050012345", "014050012345", "050123456", set()),
        ("014050012345 (CMND 050123456)", "014050012345", "050123456", set()),
        ("014050012345 của mẹ", "014050012345", "", {"id_letters"}),
        ("1.4085E+10", "", "", {"id_scientific"}),
        ("0140500123456", "", "", {"id_length"}),
        ("O14050012345", "", "", {"id_letters"}),
        ("\uff10\uff11\uff14\uff10\uff15\uff10\uff10\uff11\uff12\uff13\uff14\uff15",
         "014050012345", "", set()),
        ("068150012345", "068150012345", "", {"id_sex_differs"}),
    ],
)  # fmt: skip
def test_identity_numbers_as_people_type_them(tmp_path, clock, cell, personal, old, codes):
    text = f'STT,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND\n1,Lò Văn An,21/2/1950,Nam,"{cell}"\n'
    row = preview_file(put(tmp_path / "a.csv", text), clock).people[0]
    assert row.fields.get("personal_id", "") == personal
    assert row.fields.get("old_id", "") == old
    assert {problem.code for problem in row.problems} == codes


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ngày 3 tháng 2 năm 1950", "1950-02-03"),
        ("tháng 2 năm 1950", "1950-02"),
        ("ngày ... tháng 2 năm 1950", "1950-02"),
        ("tháng 2/1950", "1950-02"),
        ("năm 1950", "1950"),
        ("00/02/1950", "1950-02"),
        ("--/--/1950", "1950"),
        ("../../1950", "1950"),
        ("3 - 2 - 1950", "1950-02-03"),
        ("1950-02-03 00:00:00", "1950-02-03"),
        ("1950/2/3", "1950-02-03"),
        ("3\\2\\1950", "1950-02-03"),
        ("3/2/50", "1950-02-03"),
        ("3/2/20", "1920-02-03"),
        ("18297", "1950-02-03"),
        ("03021950", "1950-02-03"),
    ],
)
def test_birth_dates_as_people_type_them(tmp_path, clock, text, iso):
    path = put(tmp_path / "a.csv", f'STT,Họ và tên,Ngày sinh,Dân tộc\n1,Lò Văn An,"{text}",Thái\n')
    assert fields_of(path, clock)[0]["birth_date"] == iso
