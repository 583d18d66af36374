"""Rows as other hands write them: sections, remarks, two people in one, cells written once."""

from __future__ import annotations

from functools import partial

import pytest

from tests.roster.other_hands import Row, column, read_rows, somebodies


@pytest.fixture
def read(tmp_path, clock):
    """What reads rows that another hand wrote."""
    return partial(read_rows, tmp_path, clock)


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
