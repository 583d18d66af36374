"""A file whose columns could not be told: its columns as they stand, for a person to say."""

from __future__ import annotations

from pathlib import Path

from desktop.common.i18n import tr
from desktop.roster.errors import EmptyListError
from desktop.roster.mapping import fingerprint
from desktop.roster.reading.headers import LOOK_AT_ROWS, Header, find_header
from desktop.roster.reading.tables import ListFile
from desktop.roster.reading.values import texts_of
from desktop.roster.views import ColumnMatch, ImportPreview, SourceInfo

_SAMPLES = 5
_SAMPLED_ROWS = 400


def bare_preview(
    path: Path,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    password: str | None = None,
) -> ImportPreview:
    """Return the columns of a file with samples, and nobody in it yet.

    Args:
        path: any file that `preview_file` reads.
        sheet: name of the sheet; the first one with rows when not given.
        header_row: 1-based first row of the header; 0 when there is none; the best guess, or the
            fullest of the first rows, when not given.
        encoding: as for `preview_file`.
        password: opens a locked workbook.

    Raises:
        ListFileError: the file cannot be read.
        EmptyListError: the sheet holds nothing.
    """
    table = ListFile(path, password=password, encoding=encoding).table(sheet)
    texts = texts_of(table.rows)
    at = None if header_row is None else header_row - 1
    header = find_header(texts, table.merged, at=at)
    if header is None:
        header = find_header(texts, table.merged, at=_fullest(texts)) or Header(0, 0, (), 0.0)
    columns = _columns(texts, header)
    if not columns:
        raise EmptyListError(
            tr("Tệp không có dòng nào có chữ."),
            tr("Chọn trang tính hoặc tệp có danh sách đảng viên."),
        )
    return ImportPreview(
        SourceInfo(
            file_name=path.name,
            sha256=table.sha256,
            sheet=table.sheet,
            sheets=table.sheets,
            encoding=table.encoding,
            header_rows=tuple(range(header.first + 1, header.first + header.height + 1)),
            columns=columns,
            source_rows=len(texts),
            not_data={},
            needs_confirmation=table.needs_confirmation,
            samples=table.samples,
            fingerprint=fingerprint(column.header for column in columns if column.header),
            is_locked=table.is_locked,
        ),
        people=(),
        set_aside=(),
        messages=(),
    )


def _fullest(texts: list[list[str]]) -> int:
    top = [sum(1 for text in row if text) for row in texts[:LOOK_AT_ROWS]]
    return top.index(max(top, default=0)) if top else 0


def _columns(texts: list[list[str]], header: Header) -> tuple[ColumnMatch, ...]:
    known = {column.index: column for column in header.columns}
    body = texts[header.first + header.height :][:_SAMPLED_ROWS]
    found = []
    for place in range(max((len(row) for row in texts), default=0)):
        values = dict.fromkeys(row[place] for row in body if len(row) > place and row[place])
        column = known.get(place) or ColumnMatch(place, "", "")
        if column.header or values:
            samples = tuple(values)[:_SAMPLES]
            found.append(ColumnMatch(place, column.header, column.field, samples=samples))
    return tuple(found)
