from __future__ import annotations

import itertools

import pytest

from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import Column, words_of
from desktop.roster.reading import synonyms
from desktop.roster.reading.headers import find_header, is_repeated, recognise


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (["Họ và tên"], FieldKey.FULL_NAME),
        (["HỌ, CHỮ ĐỆM VÀ TÊN *"], FieldKey.FULL_NAME),
        (["Sinh ngày (dd/mm/yyyy)"], FieldKey.BIRTH_DATE),
        (["Ngày sinh", "Nam"], Column.BORN_MALE),
        (["Ngày sinh", "Nữ"], Column.BORN_FEMALE),
        (["Số CCCD\n(12 số)"], FieldKey.PERSONAL_ID),
        (["Số thẻ đảng (8 số)"], FieldKey.CARD_NUMBER),
        (["Số thẻ đảng viên", "mới"], FieldKey.NEW_CARD_NUMBER),
        (["Quê quán", "Tỉnh"], FieldKey.HOMETOWN),
        (["Thường trú (mô hình 2 cấp)", "Địa chỉ chi tiết"], FieldKey.RESIDENCE),
        (["Thông tin đảng viên", "Dân tộc"], FieldKey.ETHNICITY),
        (["Ngày vào Đảng", "Chính thức"], FieldKey.OFFICIAL_ON),
        (["Tổ chức Đảng đang sinh hoạt"], FieldKey.CELL),
        (["Danh sách đảng viên đề nghị cấp đổi thẻ"], ""),
        (["SỐ ĐDCN/CCCD"], FieldKey.PERSONAL_ID),
        (["Số CMT/CCCD"], FieldKey.PERSONAL_ID),
        (["Sinh hoạt tại"], FieldKey.CELL),
        (["Chi bộ/Đảng bộ"], FieldKey.CELL),
        (["Tiểu khu"], FieldKey.VILLAGE),
        (["HKTT"], FieldKey.RESIDENCE),
        (["NTNS"], FieldKey.BIRTH_DATE),
        (["Họ và tên đ/c"], FieldKey.FULL_NAME),
        (["Ngày CN chính thức"], FieldKey.OFFICIAL_ON),
        (["Thẻ Đảng số"], FieldKey.CARD_NUMBER),
        (["ĐVCT/ĐVDB"], Column.STATUS),
        (["Số CCCD hoặc số CMND"], FieldKey.PERSONAL_ID),
        (["Ngày tháng năm vào Đảng CT"], FieldKey.OFFICIAL_ON),
        (["Chức vụ Đảng, chính quyền"], FieldKey.POSITION),
        (["Ngày cấp CCCD"], FieldKey.ID_ISSUED_ON),
        (["Ngày vào Đảng (dự bị)"], FieldKey.JOINED_ON),
        (["Một cột lạ"], ""),
    ],
)
def test_headers_of_real_lists_are_understood(parts, field):
    assert recognise(parts) == field


def test_no_wording_means_two_things():
    said = [words for many in synonyms._WORDINGS.values() for words in many.split(" | ")]
    assert len(said) == len(set(said))


def test_every_wording_is_written_as_headers_are_folded():
    for words in synonyms.BY_WORDS:
        assert words == words_of(words)


ROWS = [
    ["ĐẢNG ỦY XÃ MƯỜNG THỬ", "", "", ""],
    ["DANH SÁCH ĐẢNG VIÊN", "", "", ""],
    ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
    ["1", "Lò Văn Panh", "1958", "Bản Mẫu"],
]


@pytest.mark.parametrize("above", [0, 1, 5, 17])
def test_the_header_is_found_anywhere_in_the_first_forty_rows(above):
    found = find_header([["Tiêu đề", "", "", ""]] * above + ROWS)
    assert found is not None
    assert found.first == above + 2
    assert found.height == 1


def test_a_header_below_the_first_forty_rows_is_not_found():
    assert find_header([["Tiêu đề", "", "", ""]] * 38 + ROWS) is None


def test_two_rows_with_merged_parents_are_one_header():
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "", "Thẻ đảng viên", ""],
        ["", "", "Nam", "Nữ", "Số thẻ", "Ngày cấp"],
        ["1", "Lò Văn Panh", "1958", "", "99000001", "1980"],
    ]
    merged = [((0, 2), (0, 3)), ((0, 4), (0, 5)), ((0, 0), (1, 0)), ((0, 1), (1, 1))]
    expected = [
        "order", "full_name", "born_male", "born_female", "card_number", "card_issued_on",
    ]  # fmt: skip
    for ranges in (merged, []):  # text files lose the merged ranges
        found = find_header(rows, ranges)
        assert found is not None
        assert [column.field for column in found.columns] == expected


def test_a_row_of_data_never_becomes_the_second_header_row():
    rows = [["Họ và tên", "Giới tính", "Dân tộc", "Chi bộ"], ["Lò Văn An", "Nam", "Thái", "Mẫu"]]
    found = find_header([*rows, ["Lò Thị Bun", "Nữ", "Thái", "Mẫu"]])
    assert found is not None
    assert found.height == 1


REVIEW_SHEET = (
    "STT|ID|Họ và tên*|Tên gọi khác|Giới tính*|Sinh ngày* (dd/mm/yyyy)|Số định danh cá nhân*|"
    "Số thẻ Đảng* (12 số)|Tổ chức Đảng đang sinh hoạt* (không sửa)|Quê quán (mô hình 2 cấp)|||"
    "Thường trú (mô hình 2 cấp)|||Ngày vào Đảng*|Ngày vào Đảng chính thức*|Trạng thái hoạt động"
)
PIECES = "|||||||||Quốc gia*|Tỉnh*|Địa chỉ*|Quốc gia*|Tỉnh*|Địa chỉ chi tiết*|||"


@pytest.mark.parametrize("merged", [[], [((1, 9), (1, 11)), ((1, 12), (1, 14))]])
def test_the_review_sheet_of_the_member_database_is_understood(merged):
    rows = [["DANH SÁCH", *[""] * 17], REVIEW_SHEET.split("|"), PIECES.split("|"), ["1"] * 18]
    found = find_header(rows, merged)
    assert found is not None
    assert (found.first, found.height) == (1, 2)
    assert found.indexes(FieldKey.HOMETOWN) == (9, 10, 11)
    assert found.indexes(FieldKey.RESIDENCE) == (12, 13, 14)
    unknown = [column.header for column in found.columns if not column.field]
    assert unknown == ["ID"]


def test_a_sheet_without_a_name_column_has_no_header():
    assert find_header([["STT", "Ngày sinh", "Dân tộc", "Tôn giáo", "Quê quán"]]) is None


def test_repeated_headers_are_known_and_people_are_not():
    found = find_header(ROWS)
    assert found is not None
    assert is_repeated(ROWS[2], found)
    assert not is_repeated(ROWS[3], found)


def test_columns_are_found_in_any_order():
    names = ["Họ và tên", "Ngày sinh", "Số CCCD", "Chi bộ"]
    for order in itertools.permutations(names):
        found = find_header([list(order), ["a", "b", "c", "d"]])
        assert found is not None
        assert len({column.field for column in found.columns}) == 4


@pytest.mark.parametrize(
    ("parts", "meaning"),
    [
        (["Ngày vào Đảng lần 1"], "joined_on"),
        (["Năm kết nạp"], "joined_on"),
        (["Ngày kết nạp vào Đảng CSVN"], "joined_on"),
        (["Ngày CT lần 1"], "official_on"),
        (["Ngày được công nhận chính thức"], "official_on"),
        (["Số thẻ đảng viên", "Số cũ"], "card_number"),
        (["Số thẻ đảng viên", "Số mới"], "new_card_number"),
        (["Đảng bộ, chi bộ đang sinh hoạt"], "cell"),
        (["Thôn, bản, tổ dân phố"], "village"),
        (["Số LL ĐV"], "file_number"),
        (["Ngày sinh", "Năm"], "birth_date"),
        (["Ngày sinh", "Nam"], "born_male"),
        (["Họ và tên cha"], ""),
        (["Số thẻ BHYT"], ""),
        (["Ngày vào Đảng lần 2"], ""),
        (["Ngày vào Đoàn"], ""),
        (["Dân tộc thiểu số"], ""),
        (["Ngày miễn sinh hoạt"], ""),
    ],
)
def test_wordings_that_vary_are_told_by_their_shape(parts, meaning):
    assert recognise(parts) == meaning
