"""Lists as other hands write them: wordings nobody listed, columns that only their contents tell,
dates in doubt, sections of another kind, two people in one row. Names and numbers are invented.
"""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from desktop.roster.errors import HeaderNotFoundError
from desktop.roster.mapping import ColumnChoice, HeaderMapping
from desktop.roster.reading.preview import preview_file
from tests.roster.other_hands import Row, checked, codes, column, read_rows, somebodies, workbook


@pytest.fixture
def read(tmp_path, clock):
    """What reads rows that another hand wrote."""
    return partial(read_rows, tmp_path, clock)


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    "header",
    [
        ["Stt", "H.và tên", "NTNS", "G.tính", "Số ĐDCN/CCCD", "Ngày VĐ", "Ngày c.thức", "Số TĐV"],
        ["No.", "Full name", "Date of birth", "Gender", "ID number", "Date of admission",
         "Official date", "Card number"],
        ["STT/No.", "Họ và tên / Full name", "Ngày sinh / Date of birth", "Giới tính / Sex",
         "Số CCCD / ID No.", "Ngày vào Đảng / Joined on", "Ngày chính thức", "Số thẻ / Card No."],
        ["ST T", "Họ và tên đv", "Ngày tháng năm snh", "Giới tính", "Sô CCCD", "Ngày vào Đảg",
         "Ngày chíh thức", "Số thẻ đảng đã cấp"],
        ["TT", "Họ và tên người được cấp đổi", "Sinh ngày", "Nam/Nữ", "Số CCCD, ngày cấp, nơi cấp",
         "Vào Đảng ngày", "Công nhận chính thức ngày", "Số thẻ theo Đảng quyết định 85"],
        ["TT", "Họ tên (theo CCCD)", "Ngày, tháng, năm sinh", "Phái", "Căn cước",
         "Ngày, tháng, năm kết nạp Đảng", "Ngày, tháng, năm chuyển chính thức",
         "Số thẻ đảng viên (8 số)"],
    ],
)  # fmt: skip
def test_wordings_that_nobody_listed(read, header):
    people = somebodies(1, 6)
    rows = [
        [
            i,
            p.name,
            p.birth,
            p.sex,
            p.number,
            f"{p.joined:%d/%m/%Y}",
            f"{p.official:%d/%m/%Y}",
            p.card,
        ]
        for i, p in enumerate(people, start=1)
    ]
    found = read([header, *rows])
    assert column(found, "full_name") == [p.name for p in people]
    assert column(found, "birth_date") == [p.born.isoformat() for p in people]
    assert column(found, "personal_id") == [p.number for p in people]
    assert column(found, "joined_on") == [p.joined.isoformat() for p in people]
    assert column(found, "official_on") == [p.official.isoformat() for p in people]
    assert column(found, "card_number") == [p.card for p in people]
    assert all(column(found, "sex"))
    assert not any(row.problems for row in found.people)


def test_words_in_brackets_tell_two_columns_apart(read):
    header = ["TT", "Họ và tên", "Năm sinh\n(Nam)", "Năm sinh\n(Nữ)", "Số thẻ đảng (12 số)",
              "Số thẻ theo Đảng quyết định 85"]  # fmt: skip
    rows = [[1, "Lò Văn An", 1950, "", "123456789012", "12345678"],
            [2, "Lò Thị Ba", "", 1960, "", "12345679"]]  # fmt: skip
    found = read([header, *rows])
    assert column(found, "sex") == ["male", "female"]
    assert column(found, "birth_date") == ["1950", "1960"]
    assert column(found, "card_number") == ["12345678", "12345679"]
    assert column(found, "new_card_number") == ["123456789012", ""]


def test_a_year_of_birth_without_marks_says_nothing_of_the_sex(read):
    found = read([["STT", "HO VA TEN", "NGAY SINH (NAM)", "SO CCCD"], [1, "Lo Thi An", 1950, ""]])
    assert column(found, "birth_date") == ["1950"]
    assert column(found, "sex") == [""]


def test_a_name_in_two_columns_under_one_header(tmp_path, clock):
    book = openpyxl.Workbook()
    book.active.append(["TT", "Họ và tên", "", "Ngày sinh", "Trình độ", "", "CCCD"])
    book.active.append(["", "Họ đệm", "Tên", "", "Văn hóa", "LLCT", ""])
    for ranges in ("A1:A2", "B1:C1", "D1:D2", "E1:F1", "G1:G2"):
        book.active.merge_cells(ranges)
    book.active.append([1, "Lò Văn", "An", "21/03/1950", "12/12", "Trung cấp", "014050012345"])
    book.save(tmp_path / "a.xlsx")
    found = checked(preview_file(tmp_path / "a.xlsx", clock))
    assert found.source.header_rows == (1, 2)
    assert column(found, "full_name") == ["Lò Văn An"]


def test_the_header_explains_the_numbers_of_the_sexes(read):
    header = ["STT", "Họ", "Chữ đệm", "Tên", "Giới tính (1: Nam, 2: Nữ)", "Ngày sinh"]
    found = read([header, [1, "Lò", "Văn", "An", 1, 1950], [2, "Lò", "Thị", "Ba", 2, 1960]])
    assert column(found, "full_name") == ["Lò Văn An", "Lò Thị Ba"]
    assert column(found, "sex") == ["male", "female"]


# ---------------------------------------------------------------- contents


def test_columns_whose_header_says_nothing_are_told_by_their_contents(read):
    people = somebodies(2, 6)
    rows = [[i, p.name, p.birth, p.number, p.old, p.sex] for i, p in enumerate(people, start=1)]
    found = read([["STT", "Họ và tên", "Cột 3", "", "Cột 5", "Cột 6"], *rows])
    assert column(found, "birth_date") == [p.born.isoformat() for p in people]
    assert column(found, "personal_id") == [p.number for p in people]
    assert column(found, "old_id") == [p.old for p in people]
    assert sum(message.startswith("Cột ") for message in found.messages) == 4


def test_what_a_person_said_of_a_column_is_not_told_better(read):
    people = somebodies(3, 5)
    rows = [[i, p.name, p.birth, p.number] for i, p in enumerate(people, start=1)]
    said = HeaderMapping("", (ColumnChoice("Cột 4", "extra"),))
    found = read([["STT", "Họ và tên", "Ngày sinh", "Cột 4"], *rows], mapping=said)
    assert not any(column(found, "personal_id"))
    assert [row.extra["Cột 4"] for row in found.people] == [p.number for p in people]


def test_a_list_without_any_header(read):
    people = somebodies(4, 6)
    rows = [[i, p.name, p.birth, p.sex, p.number] for i, p in enumerate(people, start=1)]
    found = read([["DANH SÁCH ĐẢNG VIÊN CHI BỘ NÀ PÁN"], *rows])
    assert column(found, "full_name") == [p.name for p in people]
    assert column(found, "personal_id") == [p.number for p in people]
    assert column(found, "birth_date") == [p.born.isoformat() for p in people]
    assert any("theo nội dung" in message for message in found.messages)


def test_numbers_and_dates_alone_are_no_list_of_people(read):
    with pytest.raises(HeaderNotFoundError):
        read([["Ngày", "Số tiền"], ["12/03/2025", "014085012345"], ["13/03/2025", "1"]])


def test_two_dates_in_one_column(read):
    people = somebodies(5, 6)
    rows = [
        [i, p.name, p.birth, f"{p.joined:%d/%m/%Y}{' -;'[i % 3]} {p.official:%d/%m/%Y}"]
        for i, p in enumerate(people, start=1)
    ]
    found = read([["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng, ngày chính thức"], *rows])
    assert column(found, "joined_on") == [p.joined.isoformat() for p in people]
    assert column(found, "official_on") == [p.official.isoformat() for p in people]


# ---------------------------------------------------------------- workbooks


def hidden_ods(path: Path, rows: list[Row]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["D"].hidden = True
    book.active.merge_cells("E2:E4")
    book.save(path.with_suffix(".xlsx"))
    command = [
        "soffice",
        f"-env:UserInstallation={(path.parent / 'office').as_uri()}",
        "--headless",
    ]
    command += ["--convert-to", "ods", "--outdir", str(path.parent), str(path.with_suffix(".xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path


def hidden_xls(path: Path, rows: list[Row]) -> Path:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Bản Nà")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell and (place, number) != (4, 1):
                sheet.write(number, place, cell)
    sheet.write_merge(1, 3, 4, 4, rows[1][4])
    sheet.row(2).hidden = True
    sheet.col(3).hidden = True
    book.save(str(path))
    return path


@pytest.mark.parametrize("make", [hidden_ods, hidden_xls])
def test_hidden_and_merged_cells_of_other_workbooks(tmp_path, clock, make):
    people = somebodies(13, 3)
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Chi bộ"]]
    rows += [
        [i, p.name, p.birth, p.number, "Bản Mẫu" if i == 1 else ""]
        for i, p in enumerate(people, start=1)
    ]
    path = make(tmp_path / f"a.{make.__name__.removeprefix('hidden_')}", rows)
    found = checked(preview_file(path, clock))
    assert (found.source.hidden_rows, found.source.hidden_columns) == (1, 1)
    assert column(found, "cell") == ["Bản Mẫu"] * 3
    left = checked(preview_file(path, clock, hidden="skip"))
    assert len(left.people) == 2
    assert not any(column(left, "personal_id"))


def test_a_list_behind_a_cover_still_tells_of_the_others(tmp_path, clock):
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active["B3"], book.active["B5"] = "ĐẢNG ỦY XÃ", "DANH SÁCH"
    for name in ("Nà Pán", "Nà Hạ"):
        sheet = book.create_sheet(name)
        sheet.append(["STT", "Họ và tên", "Ngày sinh", "Số CCCD"])
        sheet.append([1, "Lò Văn An", 1950, ""])
    book.save(tmp_path / "a.xlsx")
    found = preview_file(tmp_path / "a.xlsx", clock)
    assert found.source.sheet == "Nà Pán"
    assert any("Nà Hạ" in message for message in found.messages)


def test_a_circle_of_formulas_in_a_column_of_no_meaning_troubles_nobody(tmp_path, clock):
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Tuổi đảng"]]
    rows += [[1, "Lò Văn An", "21/03/1950", "=D3"], [2, "Lò Văn Ba", "22/03/1950", "=D2"]]
    found = checked(preview_file(workbook(tmp_path / "a.xlsx", rows), clock))
    assert not any(code.startswith("cell") for row in found.people for _field, code in codes(row))
