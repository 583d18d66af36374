"""The door: one file in, what it would give out; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.common.clock import Clock, today
from desktop.common.i18n import tr
from desktop.common.memory import without_collections
from desktop.roster.errors import EmptyListError, HeaderNotFoundError
from desktop.roster.mapping import HeaderMapping
from desktop.roster.reading.rows import read_people
from desktop.roster.reading.tables import ListFile
from desktop.roster.views import ImportPreview

HIDDEN_INCLUDE = "include"
HIDDEN_SKIP = "skip"


def preview_file(
    path: Path,
    clock: Clock,
    *,
    sheet: str | None = None,
    mapping: HeaderMapping | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    password: str | None = None,
    hidden: str = HIDDEN_INCLUDE,
    commune: str = "",
) -> ImportPreview:
    """Return what a file would give; needs no store.

    Args:
        path: .xlsx, .xls, .ods, .csv or .txt; told apart by content, not by name.
        clock: no date of a life is later than its day.
        sheet: name of the sheet; the first visible one that holds a list when not given.
        mapping: what columns mean; it wins over the words of the header.
        header_row: 1-based first row of the header; 0 when the list has none.
        encoding: one of `legacy.ENCODINGS` to read text as; guessed when not given.
        password: opens a locked workbook.
        commune: the station's own; a list whose letterhead names another is pointed out.
        hidden: `include` takes hidden rows and columns in (and says so), `skip` leaves them out.

    Raises:
        ListFileError: the file cannot be read, or holds no list.
        PasswordNeededError: the workbook is locked and the password is missing or wrong.
    """
    with without_collections():
        return _preview(
            path,
            today(clock),
            sheet=sheet,
            mapping=mapping,
            header_row=header_row,
            encoding=encoding,
            password=password,
            hidden=hidden,
            commune=commune,
        )


def _preview(
    path: Path,
    day: date,
    *,
    sheet: str | None,
    mapping: HeaderMapping | None,
    header_row: int | None,
    encoding: str | None,
    password: str | None,
    hidden: str,
    commune: str,
) -> ImportPreview:
    file = ListFile(path, password=password, encoding=encoding)

    def read(name: str | None) -> ImportPreview:
        return read_people(
            file.table(name),
            path.name,
            day,
            mapping=mapping,
            header_row=header_row,
            skips_hidden=hidden == HIDDEN_SKIP,
            commune=commune,
        )

    found = _first_list(file, read) if sheet is None else read(sheet)
    others = file.other_lists(found.source.sheet) if sheet is None else ()
    if others:
        text = tr("Tệp còn danh sách ở trang khác: {sheets}. Mỗi lần nhập một trang.")
        found = replace(found, messages=(*found.messages, text.format(sheets=", ".join(others))))
    return found


def _first_list(file: ListFile, read: Callable[[str | None], ImportPreview]) -> ImportPreview:
    """Read the first sheet, or the first that holds a list: a cover or a guide often comes first.

    Raises:
        HeaderNotFoundError: none holds a list.
        EmptyListError: the lists are empty.
    """
    try:
        return read(None)
    except (HeaderNotFoundError, EmptyListError):
        for name in file.sheets:
            with suppress(HeaderNotFoundError, EmptyListError):
                return read(name)
        raise
