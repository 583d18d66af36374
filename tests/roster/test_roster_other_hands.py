"""Lists as other hands write them: wordings nobody listed, columns that only their contents tell,
dates in doubt, sections of another kind, two people in one row. Names and numbers are invented.
"""

from __future__ import annotations

import csv
import io
import random
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import numbers

from desktop.common.vocabulary import FieldKey
from desktop.roster.errors import HeaderNotFoundError
from desktop.roster.mapping import ColumnChoice, HeaderMapping
from desktop.roster.reading.preview import preview_file
from desktop.roster.views import ImportPreview, PreviewRow

Row = list[Any]


@dataclass(frozen=True)
class Somebody:
    """One invented person."""

    name: str
    sex: str
    born: date
    joined: date
    official: date
    number: str
    old: str
    card: str

    @property
    def birth(self) -> str:
        return f"{self.born:%d/%m/%Y}"


def somebodies(seed: int, count: int) -> list[Somebody]:
    """Return invented people; days go to 28, so that most columns show what comes first."""
    r = random.Random(seed)
    found = []
    for place in range(count):
        is_male = r.random() < 0.6
        middle = r.choice(["Văn", "A", "Đức"] if is_male else ["Thị", "Thị Thu"])
        family = r.choice(["Lò", "Giàng", "Tô", "Bàn", "Quàng", "K’Brêu"])
        given = r.choice(["Đăng", "Ín", "Hoà", "Quyết", "Mẩy", "Sáng"])
        year = r.randint(1945, 1995)
        # The first two have days that can only be days.
        born = date(year, r.randint(1, 12), 20 + place if place < 2 else r.randint(1, 28))
        joined = date(year + 22, r.randint(1, 12), 21 + place if place < 2 else r.randint(1, 28))
        found.append(
            Somebody(
                f"{family} {middle} {given}",
                "Nam" if is_male else "Nữ",
                born,
                joined,
                date(joined.year + 1, joined.month, joined.day),
                f"014{int(not is_male)}{year % 100:02d}{r.randrange(10**6):06d}",
                f"{r.randrange(10**8, 4 * 10**8):09d}",
                f"{r.randint(10, 99)}{r.randrange(1, 10**6):06d}",
            )
        )
    return found


@pytest.fixture
def read(tmp_path: Path, clock):
    """Return what a list of these rows gives; text, unless another name is said."""

    def made(rows: list[Row], **reading: Any) -> ImportPreview:
        text = io.StringIO()
        width = max(map(len, rows))
        csv.writer(text).writerows([*row, *[""] * (width - len(row))] for row in rows)
        path = tmp_path / "danh sách.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return checked(preview_file(path, clock, **reading))

    return made


def checked(found: ImportPreview) -> ImportPreview:
    """Return a preview whose rows are all accounted for."""
    not_data = sum(found.source.not_data.values())
    assert found.source.source_rows == len(found.people) + len(found.set_aside) + not_data
    return found


def column(found: ImportPreview, key: str) -> list[str]:
    return [
        {str(name): text for name, text in row.fields.items()}.get(key, "") for row in found.people
    ]


def codes(row: PreviewRow) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in row.problems}


def workbook(path: Path, rows: list[Row], **formats: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for letters, code in formats.items():
        for cell in book.active[letters][1:]:
            cell.number_format = code
    book.save(path)
    return path


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


# ---------------------------------------------------------------- rows


def test_sections_with_numbers_counts_and_titles_between(read):
    people = somebodies(6, 10)
    rows: list[Row] = [["TT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số thẻ"]]
    titles: list[Row] = [
        ["I", "CHI BỘ BẢN PÁN", "", "", 2],
        ["* Chi bộ Trường THCS: tổng 12 đ/c"],
        [3, "Chi bộ Quân sự", "", "", 2],
        ["Chi bộ bản Hin (tổng số: 15 đảng viên, nữ 4)"],
        ["IV. CHI BỘ BẢN PE - Bí thư: Lò Văn Panh - SĐT 0912345678"],
    ]
    for place, title in enumerate(titles):
        rows.append(title)
        for i, p in enumerate(people[2 * place : 2 * place + 2], start=1):
            rows.append([i, p.name, p.birth, p.number, p.card])
        rows += [["", "Cộng", 2], ["Trang 1/4"], ["", "", place + 2], [15 + place]]
    found = read(rows)
    cells = ["BẢN PÁN", "Trường THCS", "Quân sự", "Bản Hin", "BẢN PE"]
    assert column(found, "cell") == [cell for cell in cells for _person in range(2)]
    assert not found.set_aside


def test_sections_that_tell_a_status_keep_the_cell(read):
    people = somebodies(7, 6)
    rows: list[Row] = [["CHI BỘ BẢN PÚNG"], ["TT", "Họ và tên", "Ngày sinh", "Số CCCD"]]
    titles = [
        "I. Đảng viên chính thức",
        "II. Đảng viên dự bị",
        "III. ĐẢNG VIÊN MIỄN SINH HOẠT: 02 đ/c",
    ]
    for place, title in enumerate(titles):
        rows.append([title])
        rows += [
            [i, p.name, p.birth, p.number] for i, p in enumerate(people[2 * place :][:2], start=1)
        ]
    found = read(rows)
    wanted = ["official", "official", "probationary", "probationary", "exempt", "exempt"]
    assert [row.status.value for row in found.people] == wanted
    assert set(column(found, "cell")) == {"BẢN PÚNG"}


def test_a_summary_beneath_names_nobody(read):
    people = somebodies(8, 3)
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]]
    rows += [[i, p.name, p.birth, p.number] for i, p in enumerate(people, start=1)]
    rows += [["BẢNG TỔNG HỢP"], ["STT", "Nội dung", "Số lượng"], [1, "Đảng viên chính thức", 9]]
    rows += [[2, "Đảng viên dự bị", 1], ["", "Cộng", 10], [3, "Đảng viên nữ", 4]]
    found = read(rows)
    assert column(found, "full_name") == [p.name for p in people]
    assert not found.set_aside


def test_a_section_right_below_the_header_is_no_second_header_row(read):
    # The names stand last: nothing is beside them.
    rows: list[Row] = [["STT", "Ngày sinh", "Dân tộc", "Họ và tên"], ["V", "CHI BỘ BẢN HIN"]]
    rows += [[1, "21/03/1950", "Thái", "Lò Văn An"], [2, "22/03/1951", "Thái", "Lò Văn Ba"]]
    found = read(rows)
    assert found.source.header_rows == (1,)
    assert column(found, "cell") == ["BẢN HIN"] * 2
    assert column(found, "full_name") == ["Lò Văn An", "Lò Văn Ba"]


def test_births_in_words_without_numbered_rows_are_no_signatures(read):
    rows: list[Row] = [["Họ và tên", "Ngày sinh", "Chi bộ", "Dân tộc"]]
    rows += [["Lò Văn An", "ngày 8 tháng 5 năm 1986", "Chi bộ bản Pe", "Thái"]]
    rows += [["Lò Văn Ba", "", "Chi bộ bản Pe", ""]]
    rows += [["", "Ngày 5 tháng 8 năm 2025", "", ""], ["NGƯỜI LẬP", "", "T/M CHI BỘ", ""]]
    found = read(rows)
    assert column(found, "full_name") == ["Lò Văn An", "Lò Văn Ba"]
    assert column(found, "birth_date") == ["1986-05-08", ""]
    assert column(found, "cell") == ["Bản Pe", "Bản Pe"]
    assert found.source.not_data["footer"] == 2


@pytest.mark.parametrize("name", ["Tô Đăng Khoa", "Tổng Văn Cộng", "Công Văn Lập", "Bản Văn Thôn"])
@pytest.mark.parametrize("order", ["1", ""])
def test_names_that_sound_like_sections_are_people(read, name, order):
    found = read([["STT", "Họ và tên", "Ngày sinh"], [order, name, "21/03/1950"]])
    assert column(found, "full_name") == [name]


def test_a_cell_written_once_for_its_group_is_filled_in_and_told(read):
    rows: list[Row] = [["Chi bộ", "STT", "Họ và tên", "Ngày sinh"]]
    for cell in ("Nà Hạ", "Mầm non"):
        for i, p in enumerate(somebodies(len(cell), 3), start=1):
            rows.append([cell if i == 1 else "", i, p.name, p.birth])
    found = read(rows)
    assert column(found, "cell") == ["Nà Hạ"] * 3 + ["Mầm non"] * 3
    assert any("dòng đầu mỗi nhóm" in message for message in found.messages)


def test_a_cell_that_is_only_sometimes_known_is_not_filled_in(read):
    rows = [[("Nà Hạ", "", "", "Nà Hạ", "")[i], i + 1, p.name, p.birth]
            for i, p in enumerate(somebodies(9, 5))]  # fmt: skip
    found = read([["Chi bộ", "STT", "Họ và tên", "Ngày sinh"], *rows])
    assert column(found, "cell") == ["Nà Hạ", "", "", "Nà Hạ", ""]


def test_two_people_in_one_row_stand_aside_whole(read):
    one, two = somebodies(10, 2)
    pairs = [f"{one.name}\n{two.name}", f"{one.birth}\n{two.birth}", f"{one.number}\n{two.number}"]
    found = read(
        [["STT", "Họ và tên", "Ngày sinh", "CCCD"], [1, *pairs], [2, "Lò Thị\nAn", 1950, ""]]
    )
    assert [(row.row_number, row.code) for row in found.set_aside] == [(2, "several_people")]
    assert one.number in found.set_aside[0].cells[3]
    assert two.number in found.set_aside[0].cells[3]
    assert column(found, "full_name") == ["Lò Thị An"]


@pytest.mark.parametrize(
    ("written", "name", "note"),
    [
        ("Lò Văn An (Bí thư)", "Lò Văn An", "Bí thư"),
        ("Lò Văn An - PBT", "Lò Văn An", "PBT"),
        ("Đ/c Lò Văn An*", "Lò Văn An", ""),
        ("Lò Văn An\nSN 1958", "Lò Văn An", "SN 1958"),
        ("Lò Văn Sinh", "Lò Văn Sinh", ""),
        ("H’Linh Niê Kđăm", "H’Linh Niê Kđăm", ""),
        ("Rơ Châm H'Yéo", "Rơ Châm H'Yéo", ""),
    ],
)
def test_what_is_written_behind_a_name_is_a_remark(read, written, name, note):
    found = read([["STT", "Họ và tên", "Ngày sinh"], [1, written, 1950]])
    assert (column(found, "full_name"), column(found, "note")) == ([name], [note])


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Chuyển sinh hoạt về xã Tà Xùa từ 7/2025", "moved"),
        ("Mất ngày 01/7/2025", "deceased"),
        ("Hy sinh 1979", "deceased"),
        ("Mất thẻ đảng", "official"),
        ("đã mất thẻ, đề nghị cấp lại", "official"),
        ("Con bà Lò Thị Mai, đã mất", "official"),
        ("mới chuyển sinh hoạt đến", "official"),
        ("Không bị kỷ luật", "official"),
        ("Xuất khẩu lao động Hàn Quốc", "abroad"),
        ("chờ chuyển chính thức", "probationary"),
        ("Già yếu, đề nghị miễn SH", "official"),
    ],
)
def test_what_a_remark_says_of_the_status(read, note, status):
    found = read([["STT", "Họ và tên", "Ngày sinh", "Ghi chú"], [1, "Lò Văn An", 1950, note]])
    assert found.people[0].status.value == status


def test_words_around_a_number_are_kept(read):
    text = "014050012345, cấp ngày 01/06/2021, Cục CS QLHC"
    found = read(
        [["TT", "Họ và tên", "Ngày sinh", "Số CCCD"], [1, "Lò Văn An", "21/03/1950", text]]
    )
    assert column(found, "personal_id") == ["014050012345"]
    assert found.people[0].extra == {"Số CCCD": text}
    assert not found.people[0].problems


# ---------------------------------------------------------------- dates


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
