"""Reading a workbook or a text file into rows of plain cells, and refusing what is neither.

Every refusal says what the file seems to be and what to do. Sizes are checked from the zip
directory and the cells' own addresses before the reader allocates anything.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.common.i18n import tr
from desktop.roster.errors import EmptyListError, ListFileError
from desktop.roster.text_tables import read_text_table

if TYPE_CHECKING:
    import zipfile

Cell = str | int | float | bool | date | datetime | time | timedelta
MergedRanges = tuple[tuple[tuple[int, int], tuple[int, int]], ...]

MAX_FILE_BYTES = 64 * 2**20
MAX_UNPACKED_BYTES = 256 * 2**20
MAX_ROWS = 50_000
MAX_COLUMNS = 300

_STORED, _DEFLATED = 0, 8  # zip compression methods
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"MZ": "exe",
}
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:v|is|f)')


@dataclass(frozen=True)
class Table:
    """One sheet (or text file) as read.

    Attributes:
        rows: cells from the first row of the sheet on, so index 0 is row 1.
        merged: merged ranges, 0-based and inclusive.
        sheet: its name, empty for text.
        sheets: visible sheets.
        encoding: of text, empty for workbooks.
        sha256: of the file.
        notes: what the reader had to mend, in words.
    """

    rows: list[list[Cell]]
    merged: MergedRanges
    sheet: str
    sheets: tuple[str, ...]
    encoding: str
    sha256: str
    notes: tuple[str, ...] = ()


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read one sheet of a workbook, or a text file.

    Args:
        path: .xlsx, .xls, .ods or .csv/.txt; told apart by content, not by name.
        sheet: name of the sheet; the first visible one with rows when not given.

    Raises:
        ListFileError: the file cannot be read; the advice says what to do.
        EmptyListError: the file holds nothing.
    """
    data = _bytes_of(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK"):
        _check_zip(data)
        return _workbook(data, sheet, digest)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _protected()
        return _workbook(data, sheet, digest)
    _refuse_other(data, path)
    rows, encoding, notes = read_text_table(data)
    if len(rows) > MAX_ROWS:
        raise _too_large()
    return Table([list(row) for row in rows], (), "", (), encoding, digest, notes)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise _too_large()
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ListFileError(
            tr("Không tìm thấy tệp “{name}”.").format(name=path.name),
            tr("Xem lại tên tệp và thư mục."),
        ) from error
    except OSError as error:
        raise ListFileError(
            tr("Không mở được tệp “{name}”.").format(name=path.name),
            tr("Đóng tệp đang mở trong Excel hoặc chép sang thư mục khác rồi chọn lại."),
        ) from error
    if not data.strip():
        raise EmptyListError(
            tr("Tệp “{name}” trống.").format(name=path.name),
            tr("Chọn tệp danh sách khác."),
        )
    return data


def _refuse_other(data: bytes, path: Path) -> None:
    kind = next((name for magic, name in _OTHERS.items() if data.startswith(magic)), "")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in head:
        raise ListFileError(
            tr("Tệp “{name}” là trang web, không phải bảng Excel.").format(name=path.name),
            tr("Mở tệp bằng Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”, rồi chọn lại."),
        )
    if head.startswith(b"<?xml"):
        kind = "XML"
    if kind or (path.suffix.lower() in {".xlsx", ".xls", ".ods"}):
        raise ListFileError(
            tr("Tệp “{name}” không phải danh sách Excel hay CSV.").format(name=path.name),
            tr("Chọn tệp .xlsx hoặc .csv; nếu tệp bị hỏng thì xin lại bản khác."),
        )


def _protected() -> ListFileError:
    return ListFileError(
        tr("Tệp có đặt mật khẩu nên chưa đọc được."),
        tr("Mở bằng Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu rồi chọn lại."),
        code="QTN-214",
    )


def _too_large() -> ListFileError:
    return ListFileError(
        tr("Tệp lớn hơn mức một danh sách xã cần đến."),
        tr("Tách riêng trang danh sách đảng viên ra một tệp mới rồi chọn lại."),
        code="QTN-215",
    )


def _damaged() -> ListFileError:
    return ListFileError(
        tr("Tệp bị hỏng hoặc chép chưa hết."),
        tr("Chép lại tệp từ nơi gửi, mở thử bằng Excel rồi chọn lại."),
        code="QTN-216",
    )


def _check_zip(data: bytes) -> None:
    """Refuse what would unpack beyond reason, before the workbook reader touches it."""
    import zipfile  # noqa: PLC0415 - start-up must not wait for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            parts = bundle.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise _damaged() from error
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise _too_large()
    names = {part.filename.lower() for part in parts}
    if not any(name.startswith("xl/") or name in {"content.xml", "mimetype"} for name in names):
        raise ListFileError(
            tr("Tệp là tệp nén hoặc văn bản, không phải bảng Excel."),
            tr("Giải nén hoặc chép bảng sang Excel, lưu dạng .xlsx rồi chọn lại."),
        )
    left = MAX_UNPACKED_BYTES
    for part in parts:
        is_sheet = part.filename.lower().startswith("xl/worksheets/sheet")
        left = _check_part(data, part, left, is_sheet=is_sheet)


def _check_part(data: bytes, part: zipfile.ZipInfo, left: int, *, is_sheet: bool) -> int:
    """Unpack one part piece by piece; the directory's own sizes cannot be trusted."""
    tail = b""
    for piece in _unpacked(data, part):
        left -= len(piece)
        if left < 0:
            raise _too_large()
        if is_sheet:
            window = tail + piece
            for found in _CELL.finditer(window):
                if int(found[2]) > MAX_ROWS or _column_number(found[1]) > MAX_COLUMNS:
                    raise _too_large()
            tail = window[-64:]
    return left


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    start = part.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise _damaged()
    names = int.from_bytes(data[start + 26 : start + 28], "little")
    extra = int.from_bytes(data[start + 28 : start + 30], "little")
    body = memoryview(data)[start + 30 + names + extra :][: part.compress_size]
    if part.compress_type == _STORED:
        yield bytes(body)
        return
    if part.compress_type != _DEFLATED:
        raise _damaged()
    engine = zlib.decompressobj(-15)
    todo: bytes | memoryview = body
    try:
        while len(todo) and not engine.eof:
            piece = engine.decompress(todo, 2**20)
            todo = engine.unconsumed_tail
            yield piece
    except zlib.error as error:
        raise _damaged() from error


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _workbook(data: bytes, sheet: str | None, digest: str) -> Table:
    import python_calamine as calamine  # noqa: PLC0415 - only when a list is read

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = tuple(
            meta.name
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
            and meta.visible == calamine.SheetVisibleEnum.Visible
        )
        chosen = _chosen_sheet(book, visible, sheet)
        found = book.get_sheet_by_name(chosen)
        rows = found.to_python(skip_empty_area=False)
        merged = tuple(found.merged_cell_ranges or ())
    except calamine.PasswordError as error:
        raise _protected() from error
    except calamine.CalamineError as error:
        raise _damaged() from error
    return Table(rows, merged, chosen, visible, "", digest)


def _chosen_sheet(book: object, visible: tuple[str, ...], sheet: str | None) -> str:
    import python_calamine as calamine  # noqa: PLC0415 - only when a list is read

    if not isinstance(book, calamine.CalamineWorkbook):
        raise TypeError(book)
    if sheet is not None:
        if sheet in book.sheet_names:
            return sheet
        raise ListFileError(
            tr("Tệp không có trang tính “{sheet}”.").format(sheet=sheet),
            tr("Các trang đang có: {sheets}.").format(sheets=", ".join(visible)),
        )
    for name in visible:
        if book.get_sheet_by_name(name).height > 1:
            return name
    raise EmptyListError(
        tr("Các trang tính trong tệp đều trống."),
        tr("Chọn tệp danh sách khác."),
    )
