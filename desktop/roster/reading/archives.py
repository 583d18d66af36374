"""Workbooks are zip files: nothing is unpacked beyond reason, whatever the directory claims.

One pass over each sheet's markup also finds what the workbook reader does not tell: hidden rows
and columns, error values, formulas that were never calculated, and cells in a TCVN3 or VNI font.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.common.i18n import tr
from desktop.roster.errors import ListFileError
from desktop.roster.reading.files import damaged, too_large
from desktop.roster.reading.ods_marks import OdsLook
from desktop.roster.reading.table import Marks
from desktop.roster.views import column_index

if TYPE_CHECKING:
    import zipfile

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 768 * 2**20
MAX_RATIO = 250
"""Office sheets shrink 5 to 40 times; bombs a thousand times."""
MAX_ROWS = 500_000
MAX_COLUMNS = 300
MAX_CELLS = 16_000_000
"""Rows x columns of the used area: the reader keeps room for every one of them."""

_STORED, _DEFLATED = 0, 8  # zip compression methods
_LOCKED = 0x1
_SMALL = 8 * 2**20  # a ratio says nothing about a small part
_PIECE = 2**20
_SLICE = 2**16
_LONGEST_ROW = 16 * 2**20

# The literal at its start makes this search fast: it runs over every byte of a list.
_FAR_OUT = re.compile(rb' r="(?:[A-Z]{2}|[A-Z][1-9][0-9]{5})')
_LETTERS = re.compile(rb' r="([A-Z]{1,3})[0-9]')
_FAR_DOWN = re.compile(rb' r="[A-Z]{1,3}[1-9][0-9]{5}')
_FILLED = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]*[^/])?>\s*<(?:\w+:)?(?:v|is|f)\b')
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ROW_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="e"[^>]*>.*?'
    rb"<(?:\w+:)?v>([^<]{0,40})</(?:\w+:)?v>",
    re.DOTALL,
)
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b((?:(?!\bt="str")[^>])*)\br="([A-Z]{1,3})([0-9]{1,7})"((?:(?!\bt="str")[^>])*)>'
    rb"\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*"
    rb"</(?:\w+:)?c>"
)
_CELL_STYLE = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})([0-9]{1,7})")(?=[^>]*\bs="([0-9]{1,5})")[^>]*[^/]>'
)


@dataclass(frozen=True)
class Styles:
    """Numbers of the cell styles of a workbook that matter to a reader.

    Attributes:
        fonts: style -> kind of its TCVN3 or VNI font.
        years: styles that show only the year of a date.
    """

    fonts: Mapping[int, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


def check_archive(data: bytes) -> list[zipfile.ZipInfo]:
    """Return the parts of a workbook whose directory is within reason.

    Raises:
        ListFileError: it is no zip, no workbook, or damaged.
        ListTooLargeError: too many parts, or they would unpack beyond reason.
    """
    import zipfile  # noqa: PLC0415 - start-up must not wait for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            parts = bundle.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise damaged() from error
    if len(parts) > MAX_ENTRIES or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise too_large()
    names = {part.filename.lower() for part in parts}
    if not any(name.startswith("xl/") or name in {"content.xml", "mimetype"} for name in names):
        raise ListFileError(
            tr("Tệp là tệp nén hoặc văn bản, không phải bảng Excel."),
            tr("Giải nén hoặc chép bảng sang Excel, lưu dạng .xlsx rồi chọn lại."),
        )
    if any(part.flag_bits & _LOCKED for part in parts):
        raise ListFileError(
            tr("Tệp nén có đặt mật khẩu nên chưa đọc được."),
            tr("Mở tệp bằng Excel hoặc LibreOffice, bỏ mật khẩu, lưu dạng .xlsx rồi chọn lại."),
            code="QTN-264",
        )
    return parts


def survey(
    data: bytes, parts: list[zipfile.ZipInfo], styles: Styles | None = None
) -> dict[str, Marks]:
    """Unpack every part once, piece by piece, and say what stands beside the values.

    Args:
        data: the file.
        parts: from `check_archive`.
        styles: the styles of cells that matter.

    Returns:
        Name of a sheet's part (of an OpenDocument file: name of the sheet) -> its marks.

    Raises:
        ListTooLargeError: it unpacks beyond reason, or a cell stands too far out.
        ListFileError: it is damaged.
    """
    left = MAX_UNPACKED_BYTES
    found: dict[str, Marks] = {}
    for part in parts:
        name = part.filename.lower()
        if not name.endswith((".xml", ".rels")):
            continue  # pictures and the like are never unpacked
        pieces = _within_reason(data, part, left)
        if name.startswith("xl/worksheets/"):
            look = _SheetLook(styles or Styles())
            for block in _whole_rows(pieces):
                left -= len(block)
                look.at(block)
            look.check_area()
            found[part.filename] = look.marks
        elif name == "content.xml":
            ods = OdsLook()
            for block in _whole_rows(pieces):
                left -= len(block)
                ods.at(block)
            found.update(ods.by_sheet)
        else:
            left -= sum(len(piece) for piece in pieces)
    return found


def read_part(data: bytes, parts: list[zipfile.ZipInfo], name: str, limit: int) -> bytes:
    """Return one part unpacked, or nothing when there is none.

    Raises:
        ListTooLargeError: it is longer than `limit`.
    """
    for part in parts:
        if part.filename.lower() == name.lower():
            return b"".join(_within_reason(data, part, limit))
    return b""


def _within_reason(data: bytes, part: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """Yield a part's bytes; the directory's own sizes cannot be trusted."""
    size = 0
    for piece in _unpacked(data, part):
        size += len(piece)
        if size > left or (size > _SMALL and size > MAX_RATIO * max(1, part.compress_size)):
            raise too_large()
        yield piece


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    start = part.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise damaged()
    names = int.from_bytes(data[start + 26 : start + 28], "little")
    extra = int.from_bytes(data[start + 28 : start + 30], "little")
    body = memoryview(data)[start + 30 + names + extra :][: part.compress_size]
    if part.compress_type == _STORED:
        yield bytes(body)
        return
    if part.compress_type != _DEFLATED:
        raise damaged()
    engine = zlib.decompressobj(-15)
    try:
        # What is left of a slice is copied each time, so a slice is short.
        for at in range(0, len(body), _SLICE):
            todo: bytes | memoryview = body[at : at + _SLICE]
            while len(todo) and not engine.eof:
                piece = engine.decompress(todo, _PIECE)
                todo = engine.unconsumed_tail
                yield piece
    except zlib.error as error:
        raise damaged() from error


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Cut the stream at ends of rows, so that no cell is cut in two."""
    rest = b""
    for piece in pieces:
        end = piece.rfind(b"row>")
        if end < 0:
            rest += piece
            if len(rest) > _LONGEST_ROW:
                raise too_large()
            continue
        yield b"".join((rest, memoryview(piece)[: end + 4]))
        rest = piece[end + 4 :]
    if rest:
        yield rest


class _SheetLook:
    """Looks at the markup of one sheet, block by block."""

    def __init__(self, styles: Styles) -> None:
        self.marks = Marks()
        self._fonts = {str(number).encode(): kind for number, kind in styles.fonts.items()}
        self._years = {str(number).encode() for number in styles.years}
        self._has_prefix: bool | None = None
        self._columns = 0
        self._rows = 0

    def at(self, block: bytes) -> None:
        """Look at one block of whole rows."""
        self._measure(block)
        if b"hidden=" in block:
            self._note_hidden(block)
        if b't="e"' in block:
            for found in _ERROR.finditer(block):
                self.marks.errors[_place(found[1], found[2])] = found[3].decode("ascii", "replace")
        if self._has_prefix is None:
            # Few programs write `<x:row>`; only then can a formula begin with a colon.
            self._has_prefix = b"<worksheet" not in block
        # One letter is looked for much faster than two, and Vietnamese is written without an f.
        if b"f" in block and (b"<f" in block or (self._has_prefix and b":f" in block)):
            for found in _UNCOMPUTED.finditer(block):
                self.marks.uncomputed.add(_place(found[2], found[3]))
        if self._fonts or self._years:
            self._note_styles(block)

    def _note_styles(self, block: bytes) -> None:
        for found in _CELL_STYLE.finditer(block):
            if kind := self._fonts.get(found[3]):
                self.marks.fonts[_place(found[1], found[2])] = kind
            if found[3] in self._years:
                self.marks.years.add(_place(found[1], found[2]))

    def check_area(self) -> None:
        """Refuse an area that the reader would keep room for."""
        if self._columns * self._rows > MAX_CELLS:
            raise too_large()

    def _measure(self, block: bytes) -> None:
        columns, rows, is_far = 26, 0, False
        if number := _ROW_NUMBER.search(block, max(0, block.rfind(b"row "))):
            rows = int(number[1])
        if _FAR_OUT.search(block):
            letters = set(_LETTERS.findall(block))
            columns = max((column_index(text.decode()) + 1 for text in letters), default=0)
            is_far = bool(_FAR_DOWN.search(block))
        if is_far or columns > MAX_COLUMNS:
            # Formats reach to the end of the sheet in many lists; only contents count.
            columns = rows = 0
            for found in _FILLED.finditer(block):
                columns = max(columns, column_index(found[1].decode()) + 1)
                rows = max(rows, int(found[2]))
            if rows > MAX_ROWS or columns > MAX_COLUMNS:
                raise too_large()
        self._columns = max(self._columns, columns)
        self._rows = max(self._rows, rows)

    def _note_hidden(self, block: bytes) -> None:
        for tag in _ROW.finditer(block):
            number = _ROW_NUMBER.search(tag[0])
            if number and _HIDDEN.search(tag[0]):
                self.marks.hidden_rows.add(int(number[1]) - 1)
        for tag in _COLUMN.finditer(block):
            if _HIDDEN.search(tag[0]):
                span = {name: int(value) for name, value in _SPAN.findall(tag[0])}
                last = min(span.get(b"max", 0), MAX_COLUMNS)
                self.marks.hidden_columns.update(range(span.get(b"min", 1) - 1, last))


def _place(letters: bytes, digits: bytes) -> tuple[int, int]:
    return int(digits) - 1, column_index(letters.decode())
