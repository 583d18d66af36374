"""Reading one sheet of a workbook into rows of plain cells; calamine does the reading."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.common.i18n import tr
from desktop.roster.errors import EmptyListError, ListFileError, PasswordNeededError
from desktop.roster.reading import archives
from desktop.roster.reading.files import ZIP, damaged, too_large
from desktop.roster.reading.table import Cell, Marks, Merged, Table
from desktop.roster.reading.xls_marks import survey_xls

if TYPE_CHECKING:
    import zipfile

    from python_calamine import CalamineSheet, CalamineWorkbook

_MAX_SMALL_PART = 16 * 2**20
_TAG_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_TAG_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_IS_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')
_FONT = re.compile(rb"<(?:\w+:)?font\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FONT_NAME = re.compile(rb'<(?:\w+:)?name\b[^>]*\bval="([^"]*)"')
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_NUMBER_FORMAT = re.compile(
    rb'<(?:\w+:)?numFmt\b(?=[^>]*\bnumFmtId="([0-9]{1,5})")[^>]*\bformatCode="([^"]*)"'
)
_FORMAT_EXTRAS = re.compile(rb"\[[^\]]*\]|&quot;[^&]*&quot;|\\.|;@|\s")
_ONLY_YEAR = re.compile(rb"y{1,4}$", re.IGNORECASE)
_FORMAT_NUMBER = re.compile(rb'<(?:\w+:)?xf\b[^>]*\bnumFmtId="([0-9]{1,5})"')
_FORMAT = re.compile(rb'<(?:\w+:)?xf\b[^>]*\bfontId="([0-9]{1,5})"')


@dataclass
class Opened:
    """A workbook that was found safe to read.

    Attributes:
        book: calamine's.
        visible: names of the visible sheets.
        marks: sheet name -> what stands beside its values.
    """

    book: CalamineWorkbook
    visible: tuple[str, ...]
    marks: dict[str, Marks]
    _latest: tuple[str, CalamineSheet] | None = None

    def sheet(self, name: str) -> CalamineSheet:
        """Return one sheet; the latest is kept, because loading one is most of the work.

        Raises:
            ListFileError: it is damaged.
        """
        import python_calamine as calamine  # noqa: PLC0415 - only when a list is read

        if self._latest is None or self._latest[0] != name:
            try:
                self._latest = (name, self.book.get_sheet_by_name(name))
            except (calamine.CalamineError, OSError) as error:
                raise damaged() from error
        return self._latest[1]


def open_workbook(data: bytes) -> Opened:
    """Check and open a workbook.

    Raises:
        ListFileError: it is no workbook, or damaged.
        ListTooLargeError: it would unpack beyond reason.
        PasswordNeededError: it is locked.
    """
    import python_calamine as calamine  # noqa: PLC0415 - only when a list is read

    marks: dict[str, Marks] = {}
    if data.startswith(ZIP):
        parts = archives.check_archive(data)
        styles = archives.read_part(data, parts, "xl/styles.xml", _MAX_SMALL_PART)
        by_part = archives.survey(data, parts, _styles_of(styles))
        book_xml = archives.read_part(data, parts, "xl/workbook.xml", _MAX_SMALL_PART)
        is_1904 = bool(_IS_1904.search(book_xml))
        for name, part in _parts_of(data, parts, book_xml):
            if part in by_part:
                marks[name] = by_part[part]
                marks[name].is_1904 = is_1904
        if not book_xml:
            marks = by_part  # an OpenDocument file names its sheets itself
    else:
        marks = survey_xls(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise PasswordNeededError(
            tr("Tệp có đặt mật khẩu."),
            tr("Mở tệp bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại."),
        ) from error
    except (calamine.CalamineError, OSError) as error:
        raise damaged() from error
    visible = tuple(
        meta.name
        for meta in book.sheets_metadata
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
        and meta.visible == calamine.SheetVisibleEnum.Visible
    )
    return Opened(book, visible, marks)


def read_sheet(opened: Opened, name: str, digest: str) -> Table:
    """Read one sheet.

    Raises:
        ListFileError: there is no such sheet, or it is damaged.
        ListTooLargeError: it is larger than a list can be.
    """
    if name not in opened.book.sheet_names:
        raise ListFileError(
            tr("Tệp không có trang tính “{sheet}”.").format(sheet=name),
            tr("Các trang đang có: {sheets}.").format(sheets=", ".join(opened.visible)),
        )
    sheet = opened.sheet(name)
    end = sheet.end or (0, 0)
    if end[0] >= archives.MAX_ROWS or end[1] >= archives.MAX_COLUMNS:
        raise too_large()
    marks = opened.marks.get(name, Marks())
    merged: Merged = tuple(sheet.merged_cell_ranges or marks.merged)
    rows = _rows_of(sheet)
    for row, column in marks.years:
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(cell, date) and (cell.month, cell.day) == (1, 1):
            # Shown as its year: that is what was meant.
            rows[row][column] = cell.year
    for (row, column), text in marks.errors.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
            rows[row][column] = text
    return Table(rows, merged, name, opened.visible, "", digest, marks=marks)


def _rows_of(sheet: CalamineSheet) -> list[list[Cell]]:
    """Return rows from row 1 and column A on; calamine leaves empty columns at the left out."""
    if sheet.start is None:
        return []
    left: list[Cell] = [""] * sheet.start[1]
    if left:
        return [[*left, *row] for row in sheet.iter_rows()]
    return list(sheet.iter_rows())


def first_rows(opened: Opened, name: str, count: int) -> list[list[Cell]]:
    """Return the first rows of a sheet, as they are.

    Raises:
        ListFileError: the sheet is damaged.
    """
    return list(opened.sheet(name).to_python(skip_empty_area=False, nrows=count))


def first_with_rows(opened: Opened) -> str:
    """Return the name of the first visible sheet that holds more than one row.

    Raises:
        EmptyListError: there is none.
    """
    for name in opened.visible:
        if opened.sheet(name).height > 1:
            return name
    raise EmptyListError(
        tr("Các trang tính trong tệp đều trống."),
        tr("Chọn tệp danh sách khác."),
    )


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode().rpartition(":")[2] if b":" in key else key.decode(): html.unescape(
            value.decode("utf-8", "replace")
        )
        for key, value in _ATTRIBUTE.findall(tag)
    }


def _parts_of(data: bytes, parts: list[zipfile.ZipInfo], book: bytes) -> list[tuple[str, str]]:
    """Return (sheet name, name of its part) as the workbook's own table of contents says."""
    relations = archives.read_part(data, parts, "xl/_rels/workbook.xml.rels", _MAX_SMALL_PART)
    targets = {}
    for tag in _TAG_RELATION.findall(relations):
        said = _attributes(tag)
        target = said.get("Target", "")
        targets[said.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    sheets = [_attributes(tag) for tag in _TAG_SHEET.findall(book)]
    return [(said.get("name", ""), targets.get(said.get("id", ""), "")) for said in sheets]


def _styles_of(styles: bytes) -> archives.Styles:
    return archives.Styles(_legacy_styles(styles), _year_styles(styles))


def _year_styles(styles: bytes) -> frozenset[int]:
    """Return the numbers of the cell styles that show only the year of a date."""
    formats = {
        number
        for number, code in _NUMBER_FORMAT.findall(styles)
        if _ONLY_YEAR.match(_FORMAT_EXTRAS.sub(b"", code))
    }
    found = _FORMATS.search(styles) if formats else None
    numbers = _FORMAT_NUMBER.findall(found[0]) if found else []
    return frozenset(place for place, number in enumerate(numbers) if number in formats)


def _legacy_styles(styles: bytes) -> dict[int, str]:
    """Return number of a cell style -> kind, for the styles whose font is TCVN3 or VNI."""
    if b".Vn" not in styles and b"VNI" not in styles:
        return {}
    kinds = []
    for found in _FONT.finditer(styles[: styles.find(b"</fonts>") + 1 or None]):
        name = _FONT_NAME.search(found[1] or b"")
        kinds.append(font_kind(name[1].decode("utf-8", "replace")) if name else "")
    formats = _FORMATS.search(styles)
    numbers = _FORMAT.findall(formats[0]) if formats else []
    return {
        place: kinds[int(number)]
        for place, number in enumerate(numbers)
        if int(number) < len(kinds) and kinds[int(number)]
    }


def font_kind(name: str) -> str:
    """Return `tcvn3`, `tcvn3-capitals`, `vni` or nothing for a font's name.

    `font_kind(".VnTimeH") == "tcvn3-capitals"`, `font_kind("VNI-Times") == "vni"`.
    """
    bare = name.strip().casefold()
    if bare.startswith(".vn"):
        return "tcvn3-capitals" if bare.endswith("h") else "tcvn3"
    return "vni" if bare.startswith(("vni-", "vni ")) else ""
