"""What a sheet of an old workbook (.xls) says beside its values: hidden rows and columns.

The workbook reader gives values and merged cells only. Records and bits follow [MS-XLS] 2.4:
BoundSheet8, BOF, Row (fDyZero) and ColInfo (fHidden).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from desktop.roster.reading.table import Marks

_STREAMS = ("Workbook", "Book")
_BOF, _EOF, _SHEET, _ROW, _COLUMNS = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D
_WIDE = 0x01
_HIDDEN_ROW = 0x20
_HIDDEN_COLUMNS = 0x01
_LAST_COLUMN = 255
_BIFF8 = 0x0600


def survey_xls(data: bytes) -> dict[str, Marks]:
    """Return name of a sheet -> its marks; nothing where the file is not understood.

    What is missing here is only a hint: the values are read by another library, which refuses
    what is damaged.
    """
    try:
        return _marks(_stream(data))
    except (struct.error, IndexError, OSError, ValueError, TypeError, UnicodeDecodeError):
        return {}


def _stream(data: bytes) -> bytes:
    import olefile  # noqa: PLC0415 - only for old workbooks

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        for name in _STREAMS:
            if file.exists(name):
                return bytes(file.openstream(name).read())
    return b""


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, body) of the records from a place to the end of the part they are in."""
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        if kind == _EOF:
            return
        place += 4 + size


def _marks(stream: bytes) -> dict[str, Marks]:
    starts: dict[str, int] = {}
    for kind, body in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", body)[0] != _BIFF8:
            return {}
        if kind == _SHEET:
            start, _visible, _type, length, flags = struct.unpack_from("<IBBBB", body)
            is_wide = flags & _WIDE
            raw = body[8 : 8 + length * (2 if is_wide else 1)]
            starts[raw.decode("utf-16-le" if is_wide else "latin-1")] = start
    return {name: _of_sheet(stream, start) for name, start in starts.items()}


def _of_sheet(stream: bytes, start: int) -> Marks:
    marks = Marks()
    for kind, body in _records(stream, start):
        if kind == _ROW:
            number, flags = struct.unpack_from("<H10xB", body)
            if flags & _HIDDEN_ROW:
                marks.hidden_rows.add(number)
        elif kind == _COLUMNS:
            first, last, _width, _format, flags = struct.unpack_from("<HHHHH", body)
            if flags & _HIDDEN_COLUMNS:
                marks.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
    return marks
