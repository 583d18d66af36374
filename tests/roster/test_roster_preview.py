"""What one file gives before anything is stored: sections, totals, split names, addresses."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.common.vocabulary import FieldKey
from desktop.roster.errors import ListFileError

HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Chi bộ,Ngày chính thức,Số thẻ đảng,Ghi chú\n"
ROWS = (
    "1,Giàng A Páo,12/03/1978,Nam,014078012345,Bản Nà Sang,03/02/2007,12.345417,\n"
    "2,K’Brêu,21/04/1986,Nam,068086012346,Bản Mẫu,03/02/2010,12.345418,\n"
    "3,Lò Thị Pâng,1950,Nữ,,Bản Mẫu,03/02/1975,12.345419,\n"
)


def put(path: Path, rows: str, header: str = HEADER) -> Path:
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_section_rows_become_the_cell_of_the_rows_below(imports, tmp_path):
    rows = (
        "I,Chi bộ bản Nà Sang: 1 đồng chí,,,\n1,Giàng A Páo,1978,,\n"
        "Tổng: 1,,,,\nII. Chi bộ Trường học,,,,\n2,Lò Văn An,1980,,\n3,Lò Văn Ín,1981,,Bản Mẫu\n"
    )
    path = put(tmp_path / "a.csv", rows, "STT,Họ và tên,Năm sinh,Dân tộc,Chi bộ\n")
    found = imports.preview(path)
    cells = [row.fields["cell"] for row in found.people]
    assert cells == ["Bản Nà Sang", "Trường học", "Bản Mẫu"]
    assert found.source.not_data == {"header": 1, "section": 2, "total": 1}


def test_page_headers_numbering_totals_and_signatures_are_no_people(imports, tmp_path):
    rows = (
        "(1),(2),(3),(4),(5),(6),(7),(8),(9)\n" + ROWS + HEADER + "4,Lò Văn An,1980,,,,,,\n"
        ",,,,,,,,\nTổng cộng: 4 đảng viên,,,,,,,,\n"
        ',,,,,"Mường Thử, ngày 18 tháng 8 năm 2025",,,\n'
        ",Người lập biểu,,,,,,T/M ĐẢNG ỦY,\n,Lò Văn Bí,,,,,,BÍ THƯ,\n"
    )
    found = imports.preview(put(tmp_path / "a.csv", rows))
    assert [row.fields["full_name"] for row in found.people][3:] == ["Lò Văn An"]
    assert found.source.not_data == {
        "header": 1, "numbering": 1, "repeated_header": 1, "blank": 1, "total": 1, "footer": 3,
    }  # fmt: skip


def test_an_office_held_is_no_signature(imports, tmp_path):
    path = put(tmp_path / "a.csv", "Lò Văn An,,Bí thư chi bộ\n", "Họ và tên,Ngày sinh,Chức vụ\n")
    assert len(imports.preview(path).people) == 1


def test_a_name_in_two_columns_under_one_merged_header(imports, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["STT", "Họ và tên", None, "Ngày sinh", "Chi bộ"],
        [1, "Lò Văn", "An", 1950, "Chi bộ bản Mẫu"],
        [2, "Giàng A", "Páo", 1951, None],
        [3, "Sùng Thị", "Mẩy", 1952, None],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("E2:E3")
    book.save(tmp_path / "a.xlsx")
    people = imports.preview(tmp_path / "a.xlsx").people
    assert [row.fields["full_name"] for row in people] == [
        "Lò Văn An",
        "Giàng A Páo",
        "Sùng Thị Mẩy",
    ]
    # A merged cell in the body belongs to every row it covers, and to no other.
    assert [row.fields.get("cell", "") for row in people] == ["Bản Mẫu", "Bản Mẫu", ""]


def test_a_name_in_two_columns_of_a_text_file(imports, tmp_path):
    rows = "1,Lò Văn,An,1950\n2,Giàng A,Páo,1951\n3,,K’Brêu,1952\n"
    found = imports.preview(put(tmp_path / "a.csv", rows, "STT,Họ và tên,,Ngày sinh\n"))
    names = [row.fields["full_name"] for row in found.people]
    assert names == ["Lò Văn An", "Giàng A Páo", "K’Brêu"]
    assert "B và C" in found.messages[0]


def test_an_address_in_pieces_is_joined_from_the_house_up(imports, tmp_path):
    header = "Họ và tên,Ngày sinh,Số CCCD,Quê quán,,Thường trú,\n,,,Tỉnh*,Địa chỉ*,Thôn,Xã\n"
    rows = "Lò Văn An,1950,014050012345,Sơn La,Bản Mẫu,Bản Nà Sang,Mường Thử\n"
    fields = imports.preview(put(tmp_path / "a.csv", rows, header)).people[0].fields
    assert fields[FieldKey.HOMETOWN] == "Bản Mẫu, Sơn La"
    assert fields[FieldKey.RESIDENCE] == "Bản Nà Sang, Mường Thử"


def test_a_birth_date_in_three_columns(imports, tmp_path):
    header = "Họ và tên,Ngày sinh,,,Dân tộc\n,Ngày,Tháng,Năm,\n"
    rows = "Lò Văn An,12,3,1978,Thái\nLò Thị Bun,,,1950,Thái\n"
    people = imports.preview(put(tmp_path / "a.csv", rows, header)).people
    assert [row.fields[FieldKey.BIRTH_DATE] for row in people] == ["1978-03-12", "1950"]
    assert all(FieldKey.SEX not in row.fields for row in people)


def test_a_birth_date_beside_a_birth_year(imports, tmp_path):
    text = "Họ và tên,Năm sinh,Ngày sinh,Dân tộc\nLò Văn An,1978,12/03/1978,Thái\n"
    people = imports.preview(put(tmp_path / "a.csv", text, "")).people
    assert people[0].fields[FieldKey.BIRTH_DATE] == "1978-03-12"


def test_the_list_may_be_on_a_later_sheet(imports, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Hướng dẫn"], ["Điền đủ các cột"], ["Không đổi tên cột"]):
        book.active.append(row)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["Họ và tên", "Ngày sinh", "Số CCCD"])
    sheet.append(["Lò Văn An", 1950, "014050012345"])
    book.save(tmp_path / "a.xlsx")
    found = imports.preview(tmp_path / "a.xlsx")
    assert (found.source.sheet, len(found.people)) == ("Danh sách", 1)
    assert found.source.sheets == ("Sheet", "Danh sách")
    with pytest.raises(ListFileError):
        imports.preview(tmp_path / "a.xlsx", sheet="Sheet")


CELLS = st.sampled_from(
    [
        "", "1", "2", "Lò Văn An", "Giàng A Páo", "Chi bộ bản Mẫu", "Tổng cộng", "Họ và tên",
        "1950", "12/03/1978", "014078012345", "050123456", "Nam", "Người lập biểu", "(1)", "II",
    ]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(table=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=12))
def test_no_row_is_ever_dropped(tmp_path, clock, table):
    from desktop.roster.reading.preview import preview_file

    lines = ["STT,Họ và tên,Ngày sinh,Số CCCD,Chi bộ", "1,Người Đầu,1950,,", *map(",".join, table)]
    path = put(tmp_path / "a.csv", "\n".join(lines) + "\n", "")
    found = preview_file(path, clock)
    total = len(found.people) + len(found.set_aside) + sum(found.source.not_data.values())
    assert total == found.source.source_rows == len(lines)
    numbers = [row.row_number for row in found.people]
    numbers += [row.row_number for row in found.set_aside]
    assert len(numbers) == len(set(numbers))
