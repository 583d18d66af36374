"""Files that would hurt: bombs, giants, files in use; refused in words, with bounded memory."""

from __future__ import annotations

import io
import os
import resource
import zipfile
from pathlib import Path

import openpyxl
import pytest

from desktop.roster.errors import FileBusyError, ListFileError, ListTooLargeError
from desktop.roster.reading import archives, files
from desktop.roster.reading.preview import preview_file

HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Chi bộ"]
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Put other bytes into one part of a workbook, or add it."""
    workbook(path, [HEADER, [1, "Lò Văn An", 1950, "", "Bản Mẫu"]])
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return path


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_a_text_of_two_gigabytes_is_refused_unread(tmp_path, clock):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write("Họ và tên,Ngày sinh,Chi bộ\n".encode())
        file.truncate(2 * 2**30)
    before = peak_mb()
    with pytest.raises(ListTooLargeError) as caught:
        preview_file(path, clock)
    assert caught.value.code == "QTN-215"
    assert peak_mb() - before < 50


def test_a_text_of_too_many_columns_is_refused(tmp_path, clock):
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên,Ngày sinh,Chi bộ,Dân tộc\n" + "," * 5_000 + "\n", encoding="utf-8")
    with pytest.raises(ListTooLargeError):
        preview_file(path, clock)


def test_a_part_that_unpacks_a_thousandfold_is_refused(tmp_path, clock):
    path = with_part(tmp_path / "a.xlsx", "xl/sharedStrings.xml", b" " * (64 * 2**20))
    assert path.stat().st_size < 2**20
    with pytest.raises(ListTooLargeError):
        preview_file(path, clock)


def test_too_many_parts_are_refused(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(archives, "MAX_ENTRIES", 5)
    path = workbook(tmp_path / "a.xlsx", [HEADER])
    with pytest.raises(ListTooLargeError):
        preview_file(path, clock)


def test_two_far_corners_are_refused_before_room_is_made(tmp_path, clock):
    rows = (
        '<row r="1"><c r="KN1"><v>1</v></c></row><row r="400000"><c r="A400000"><v>1</v></c></row>'
    )
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet(rows))
    before = peak_mb()
    with pytest.raises(ListTooLargeError):
        preview_file(path, clock)
    assert peak_mb() - before < 100


def test_formats_down_to_the_last_row_are_no_contents(tmp_path, clock):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "Lò Văn An", 1950, "", "Bản Mẫu"])
    book.active["A1048576"].font = openpyxl.styles.Font(bold=True)
    book.active["XFD3"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    found = preview_file(path, clock)
    assert len(found.people) == 1
    assert found.source.source_rows == 2


def test_a_million_rows_of_contents_are_refused(tmp_path, clock):
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1_000_000, 1_048_577)
    )
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet(rows))
    with pytest.raises(ListTooLargeError):
        preview_file(path, clock)


def test_links_to_other_files_are_left_alone(tmp_path, clock):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "Lò Văn An", 1950, "='[khác.xlsx]Sheet1'!A1", "Bản Mẫu"])
    book.active.append([2, "Lò Văn Bình", 1951, "=D3", "Bản Mẫu"])  # a circle
    book.save(path)
    found = preview_file(path, clock)
    codes = [[problem.code for problem in row.problems] for row in found.people]
    assert all("cell_not_computed" in one for one in codes)
    assert {p.field for row in found.people for p in row.problems if p.code.startswith("cell")} == {
        "personal_id"
    }


def test_error_values_are_told_at_their_cell(tmp_path, clock):
    cells = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDE", HEADER, strict=True)
    )
    body = (
        '<c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>Lò Văn An</t></is></c>'
        '<c r="C2"><v>1950</v></c><c r="E2" t="e"><f>#REF!+1</f><v>#REF!</v></c>'
    )
    rows = f'<row r="1">{cells}</row><row r="2">{body}</row>'
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet(rows))
    person = preview_file(path, clock).people[0]
    found = {problem.code: problem for problem in person.problems}
    assert (found["cell_error"].field, found["cell_error"].value) == ("cell", "#REF!")
    assert found["cell_error"].message


def test_the_file_that_excel_keeps_beside_an_open_list(tmp_path, clock):
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Lan" + bytes(160))
    with pytest.raises(FileBusyError, match="Excel"):
        preview_file(tmp_path / "~$a.xlsx", clock)


def test_a_list_that_is_open_elsewhere_is_read_and_told(tmp_path, clock):
    path = workbook(tmp_path / "a.xlsx", [HEADER, [1, "Lò Văn An", 1950, "", "Bản Mẫu"]])
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    found = preview_file(path, clock)
    assert len(found.people) == 1
    assert any("đang mở" in message for message in found.messages)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs file modes that bind")
def test_a_file_that_may_not_be_read(tmp_path, clock):
    path = workbook(tmp_path / "a.xlsx", [HEADER])
    path.chmod(0)
    with pytest.raises(FileBusyError):
        preview_file(path, clock)


def test_a_folder_is_no_list(tmp_path, clock):
    with pytest.raises(ListFileError, match="thư mục"):
        preview_file(tmp_path, clock)


def test_a_file_that_keeps_changing_is_refused(tmp_path, clock, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên,Ngày sinh,Chi bộ\n", encoding="utf-8")
    sizes = iter(range(100))

    def growing(descriptor: int) -> os.stat_result:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"Lò Văn An,19{next(sizes):02d},Mẫu\n")
        return os.stat(descriptor)

    class Growing:
        fstat = staticmethod(growing)

    # Somebody writes between our look at the file and our reading of it, each time.
    monkeypatch.setattr(files, "os", Growing)
    path_stat = Path.stat

    def later(self: Path, **options: object) -> os.stat_result:
        if self == path:
            with path.open("a", encoding="utf-8") as file:
                file.write("\n")
        return path_stat(self, **options)

    monkeypatch.setattr(Path, "stat", later)
    with pytest.raises(FileBusyError) as caught:
        preview_file(path, clock)
    assert caught.value.code == "QTN-261"


def test_hidden_rows_and_columns_are_taken_or_left_as_asked(tmp_path, clock):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (HEADER, [1, "Lò Văn An", 1950, "", "Mẫu"], [2, "Lò Văn Bình", 1951, "", "Mẫu"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["E"].hidden = True
    book.save(path)
    both = preview_file(path, clock)
    assert [row.fields["cell"] for row in both.people] == ["Mẫu", "Mẫu"]
    assert (both.source.hidden_rows, both.source.hidden_columns) == (1, 1)
    assert len(both.messages) == 2
    less = preview_file(path, clock, hidden="skip")
    assert [row.fields.get("cell", "") for row in less.people] == [""]
    assert less.source.not_data == {"header": 1, "hidden": 1}
    assert less.source.source_rows == 3


def test_a_table_with_other_columns_below_is_set_aside_not_misread(tmp_path, clock):
    path = tmp_path / "a.csv"
    path.write_text(
        "STT,Họ và tên,Ngày sinh,Chi bộ\n1,Lò Văn An,1950,Mẫu\n"
        "STT,Chi bộ,Dân tộc,Họ và tên\n1,Mẫu,Thái,Lò Văn Bình\n",
        encoding="utf-8",
    )
    found = preview_file(path, clock)
    assert len(found.people) == 1
    assert [(row.row_number, row.code) for row in found.set_aside] == [(4, "other_header")]


def test_a_list_of_another_commune_is_pointed_out(tmp_path, clock):
    path = tmp_path / "a.csv"
    path.write_text(
        "ĐẢNG BỘ XÃ NÀ BON,,,\nSTT,Họ và tên,Ngày sinh,Chi bộ\n1,Lò Văn An,1950,Mẫu\n",
        encoding="utf-8",
    )
    assert not preview_file(path, clock).messages
    assert not preview_file(path, clock, commune="xã Nà Bon").messages
    (message,) = preview_file(path, clock, commune="xã Mường Thử").messages
    assert "NÀ BON" in message
