"""Files that are no list, and lists in every encoding: a clear word, never a crash."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.common.errors import UserFacingError
from desktop.demo.people import invent_commune
from desktop.demo.roster_file import CSV_ENCODINGS, to_cp1258, write_csv, write_office_xlsx
from desktop.roster.errors import (
    AmbiguousHeaderError,
    EmptyListError,
    HeaderNotFoundError,
    ListFileError,
)
from desktop.roster.reading import archives
from desktop.roster.reading.rows import read_people
from desktop.roster.reading.tables import read_table
from desktop.roster.reading.text_tables import decode

TODAY = date(2025, 8, 20)
HEADER = "STT,Họ và tên,Ngày sinh,Số CCCD,Chi bộ\n"


def people_of(path: Path):
    return read_people(read_table(path), path.name, TODAY)


def put(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refused(path: Path) -> UserFacingError:
    with pytest.raises(ListFileError) as caught:
        people_of(path)
    assert caught.value.title
    assert caught.value.advice
    return caught.value


def test_a_missing_file(tmp_path):
    assert "không có.xlsx" in refused(tmp_path / "không có.xlsx").title


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n..."),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0..."),
        ("a.xlsx", b"just some words"),
        ("a.xml", b"<?xml version='1.0'?><a/>"),
        ("a.csv", bytes(range(256)) * 8),
        ("a.csv", b"\x00" * 500),
    ],
)
def test_a_file_of_another_kind(tmp_path, name, data):
    refused(put(tmp_path / name, data))


@pytest.mark.parametrize("data", [b"", b"   \r\n \n"])
def test_an_empty_file(tmp_path, data):
    assert isinstance(refused(put(tmp_path / "a.csv", data)), EmptyListError)


def test_an_empty_workbook(tmp_path):
    assert isinstance(refused(workbook(tmp_path / "a.xlsx", [])), EmptyListError)


def test_a_header_without_people(tmp_path):
    error = refused(put(tmp_path / "a.csv", HEADER + ",,,,\n"))
    assert isinstance(error, EmptyListError)


def test_a_web_page_named_xls(tmp_path):
    page = "<html><body><table><tr><td>Họ và tên</td></tr></table></body></html>"
    error = refused(put(tmp_path / "a.xls", page))
    assert "trang web" in error.title
    assert ".xlsx" in error.advice


def test_a_broken_ole_file(tmp_path):
    refused(put(tmp_path / "a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)))


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_workbook_that_was_not_copied_to_the_end(tmp_path, part):
    path = tmp_path / "a.xlsx"
    write_office_xlsx(path, invent_commune(3, 40))
    data = path.read_bytes()
    error = refused(put(path, data[: int(len(data) * part)]))
    assert "hỏng" in error.title


def test_a_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as bundle:
        bundle.writestr("word/document.xml", "<w/>")
    assert "tệp nén" in refused(tmp_path / "a.xlsx").title


def sheet_zip(path: Path, sheet: bytes) -> Path:
    workbook(path, [["Họ và tên"]])
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            is_sheet = info.filename == "xl/worksheets/sheet1.xml"
            new.writestr(info.filename, sheet if is_sheet else old.read(info))
    return path


def test_a_workbook_that_would_unpack_beyond_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 2**20)
    error = refused(sheet_zip(tmp_path / "a.xlsx", b" " * 2**21))
    assert "lớn hơn" in error.title


def test_a_directory_that_lies_about_sizes(tmp_path, monkeypatch):
    path = sheet_zip(tmp_path / "a.xlsx", b" " * 2**21)
    data = path.read_bytes()
    put(path, data.replace((2**21).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 2**20)
    assert "lớn hơn" in refused(path).title


@pytest.mark.parametrize("address", ["XFD2", "A1048576"])
def test_a_cell_at_the_far_end_of_the_sheet(tmp_path, address):
    row = "".join(char for char in address if char.isdigit())
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{address}"><v>1</v></c></row></sheetData></worksheet>'
    )
    error = refused(sheet_zip(tmp_path / "a.xlsx", sheet.encode()))
    assert "lớn hơn" in error.title


def test_a_sheet_name_that_is_not_there(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Họ và tên", "Ngày sinh"], ["Lò Văn An", 1950]])
    with pytest.raises(ListFileError, match="Sheet"):
        read_table(path, "Trang khác")


def test_no_header_says_what_was_looked_for(tmp_path):
    error = refused(put(tmp_path / "a.csv", "a,b,c\n1,2,3\n4,5,6\n"))
    assert isinstance(error, HeaderNotFoundError)
    for wanted in ("Họ và tên", "Ngày sinh", "Số CCCD", "Chi bộ", "Số thẻ đảng"):
        assert wanted in error.advice


def test_two_headers_alike_that_differ_are_asked_about(tmp_path):
    text = "STT,Họ và tên,Số CCCD,Ngày sinh,Số CCCD\n1,Lò Văn An,014050012345,1950,014050054321\n"
    error = refused(put(tmp_path / "a.csv", text))
    assert isinstance(error, AmbiguousHeaderError)
    assert "C “Số CCCD”" in error.title
    assert "E “Số CCCD”" in error.title


@pytest.mark.parametrize("second", ["014050012345", ""])
def test_two_headers_alike_that_agree_are_one(tmp_path, second):
    text = f"STT,Họ và tên,Số CCCD,Ngày sinh,Số CCCD\n1,Lò Văn An,014050012345,1950,{second}\n"
    found = people_of(put(tmp_path / "a.csv", text))
    assert len(found.people) == 1
    assert bool(found.messages) == bool(second)


def test_two_headers_alike_of_a_lesser_field_keep_both_values(tmp_path):
    text = "STT,Họ và tên,Ngày sinh,Ghi chú,Ghi chú\n1,Lò Văn An,1950,một,hai\n"
    person = people_of(put(tmp_path / "a.csv", text)).people[0]
    assert person.fields["note"] == "một"
    assert person.extra == {"Ghi chú": "hai"}


def test_nuls_in_a_text_file_are_taken_out_and_told(tmp_path):
    text = HEADER + "".join(f"{i},Lò Văn\x00 An,19{i:02d},,Mẫu\n" for i in range(20, 60))
    found = people_of(put(tmp_path / "a.csv", text))
    assert len(found.people) == 40
    assert "NUL" in found.messages[0]


def test_an_endless_quote_in_a_text_file(tmp_path):
    refused(put(tmp_path / "a.csv", HEADER + '1,"' + "x" * 200_000))


@pytest.mark.parametrize("encoding", CSV_ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_lists_in_every_encoding_say_the_same(tmp_path, encoding, separator):
    commune = invent_commune(5, 30)
    path = tmp_path / "a.csv"
    expected = write_csv(path, commune, encoding=encoding, separator=separator)
    found = people_of(path)
    assert found.source.encoding == encoding.removesuffix("-sig")
    assert len(found.people) == expected.people == 30
    names = {row.fields["full_name"] for row in found.people}
    wanted = {person.full_name for person in commune.people}
    if encoding == "cp1258":  # the code page has no ĭ and ŭ
        wanted = {to_cp1258(name).decode("cp1258") for name in wanted}
        names = {to_cp1258(name).decode("cp1258") for name in names}
    assert names == wanted


def test_utf_16_without_a_mark_is_known_by_its_nuls():
    text = "STT,Họ và tên,Ngày sinh\r\n1,Lò Văn An,1950\r\n"
    assert decode(text.encode("utf-16-le")) == (text, "utf-16")
    assert decode(text.encode("utf-16-be")) == (text, "utf-16")


def test_the_line_that_excel_puts_first_is_no_row_of_its_own(tmp_path):
    path = put(tmp_path / "a.csv", "sep=;\nSTT;Họ và tên;Ngày sinh\n1;Lò Văn An, con;1950\n")
    found = people_of(path)
    assert found.source.header_rows == (2,)
    assert found.people[0].fields["full_name"] == "Lò Văn An, con"


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_a_list_or_a_clear_word(tmp_path, data):
    for name in ("a.csv", "a.xlsx"):
        said: UserFacingError | None = None
        try:
            people_of(put(tmp_path / name, data))
        except UserFacingError as error:
            said = error
        assert said is None or (said.title and said.advice)


def test_a_zip_of_a_version_from_the_future(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Họ và tên", "Ngày sinh"], ["Lò Văn An", 1950]])
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 6] = 99  # "version needed to extract"
    assert "hỏng" in refused(put(path, bytes(data))).title


@pytest.fixture(scope="module")
def office_bytes(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "a.xlsx"
    write_office_xlsx(path, invent_commune(1, 20))
    return path.read_bytes()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), max_size=6))
def test_a_damaged_workbook_gives_a_list_or_a_clear_word(tmp_path, office_bytes, changes):
    data = bytearray(office_bytes)
    for place, value in changes:
        data[int(place * len(data))] = value
    said: UserFacingError | None = None
    try:
        people_of(put(tmp_path / "a.xlsx", bytes(data)))
    except UserFacingError as error:
        said = error
    assert said is None or (said.title and said.advice)
