"""Files as offices send them: letterhead, merged header, sections, totals, and small defects."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desktop.common.dates import PartialDate, show_iso
from desktop.common.files import whole_file, write_whole
from desktop.common.practice import practice_tab
from desktop.common.vocabulary import Sex
from desktop.demo.people import Commune, Person

CSV_ENCODINGS = ("utf-8-sig", "utf-8", "utf-16", "cp1258")

# (parent, child); a parent over several children is merged across them.
_HEADER = (
    ("STT", ""),
    ("Họ và tên", ""),
    ("Ngày, tháng, năm sinh", "Nam"),
    ("Ngày, tháng, năm sinh", "Nữ"),
    ("Dân tộc", ""),
    ("Tôn giáo", ""),
    ("Số CCCD\n(số định danh)", ""),
    ("Số CMND cũ", ""),
    ("Ngày vào Đảng", "Kết nạp"),
    ("Ngày vào Đảng", "Chính thức"),
    ("Thẻ đảng viên", "Số thẻ"),
    ("Thẻ đảng viên", "Ngày cấp"),
    ("Số lý lịch", ""),
    ("Thôn, bản", ""),
    ("Quê quán", ""),
    ("Nơi thường trú", ""),
    ("Chức vụ", ""),
    ("Điện thoại", ""),
    ("Ghi chú", ""),
)
_ID, _OLD_ID = 6, 7
_DATES = (2, 3, 8, 9, 11)


@dataclass
class Expected:
    """What reading the file must give, counted while it was written.

    Attributes:
        rows: rows of the sheet, blank ones included.
        people: rows that hold a person who can be taken.
        set_aside: rows that cannot (no name, one number for two people).
        defects: kind of defect -> how many rows have it.
    """

    rows: int = 0
    people: int = 0
    set_aside: int = 0
    defects: dict[str, int] = field(default_factory=dict)

    def count(self, defect: str) -> None:
        """Count one more row with a defect."""
        self.defects[defect] = self.defects.get(defect, 0) + 1


def office_rows(commune: Commune, *, defects: bool) -> tuple[list[list[Any]], Expected]:
    """Return the rows of an office list as cells, and what reading them must give.

    Args:
        commune: whose people.
        defects: True puts in what real lists have: numbers that lost zeros, dates as text,
            stray spaces, decomposed letters, a row without a name, one number twice, an
            11-digit number, an impossible date.
    """
    width = len(_HEADER)
    expected = Expected()

    def line(*cells: Any) -> list[Any]:
        return [*cells, *([""] * (width - len(cells)))]

    rows = [
        line("ĐẢNG BỘ TỈNH SƠN LA", *([""] * 9), "ĐẢNG CỘNG SẢN VIỆT NAM"),
        line(f"ĐẢNG ỦY XÃ {commune.name.upper()}", *([""] * 9), "Mường Thử, ngày 18/8/2025"),
        line(),
        line("DANH SÁCH ĐẢNG VIÊN ĐỀ NGHỊ CẤP, ĐỔI THẺ"),
        line(f"(Đảng bộ xã {commune.name}, tổng hợp từ các chi bộ)"),
        line(),
        [parent for parent, _child in _HEADER],
        [child for _parent, child in _HEADER],
        [f"({number})" for number in range(1, width + 1)],
    ]
    number = 0
    for place, cell in enumerate(commune.cells, start=1):
        members = [person for person in commune.people if person.cell == cell]
        rows.append(line(f"{place}. Chi bộ {cell[:1].lower()}{cell[1:]}"))
        for person in members:
            number += 1
            rows.append(_cells(number, person))
            expected.people += 1
    if defects:
        _spoil([row for row in rows[9:] if isinstance(row[0], int)], expected)
    rows += [
        line(f"Tổng cộng: {number} đảng viên"),
        line(),
        line("", "NGƯỜI LẬP BIỂU", *([""] * 8), "T/M ĐẢNG ỦY"),
        line("", "(Ký, ghi rõ họ tên)", *([""] * 8), "BÍ THƯ"),
    ]
    expected.rows = len(rows)
    return rows, expected


def _cells(number: int, person: Person) -> list[Any]:
    born = _excel_date(person.list_birth_iso)
    is_male = person.sex is Sex.MALE
    return [
        number,
        person.full_name,
        born if is_male else "",
        "" if is_male else born,
        person.ethnicity,
        person.religion,
        person.personal_id,
        person.old_id,
        _excel_date(person.joined_iso),
        _excel_date(person.official_iso),
        f"{person.card_number[:2]}.{person.card_number[2:]}" if person.card_number else "",
        _excel_date(person.card_issued_iso),
        person.file_number,
        person.village,
        person.hometown,
        person.residence,
        person.position,
        person.phone,
        person.note,
    ]


def _excel_date(iso: str) -> date | int | str:
    """Return what a typist enters: a real date, or just a year."""
    if not iso:
        return ""
    known = PartialDate.from_iso(iso)
    return date(known.year, known.month, known.day) if known.day else known.year


def _spoil(rows: Sequence[list[Any]], expected: Expected) -> None:
    for place, row in enumerate(rows):
        kind = place % 20
        if kind == 2:
            row[_ID] = float(row[_ID])
            expected.count("lost_zero")
        elif kind == 5:
            row[1] = f"  {row[1].replace(' ', '  ')} "
            expected.count("spaces")
        elif kind == 8:
            row[1] = unicodedata.normalize("NFD", row[1])
            expected.count("nfd")
        elif kind == 11:
            for column in _DATES:
                if isinstance(row[column], date):
                    row[column] = row[column].strftime("%d/%m/%Y")
            expected.count("text_date")
        elif kind == 14 and row[_OLD_ID]:
            row[_OLD_ID] = float(row[_OLD_ID])
            expected.count("old_lost_zero")
    _spoil_single(rows, expected)


def _spoil_single(rows: Sequence[list[Any]], expected: Expected) -> None:
    """Put in the worse defects, one of each, where the list is long enough."""
    if len(rows) < 30:
        return
    rows[9][1] = ""
    rows[16][_ID] = rows[15][_ID]
    expected.people -= 3
    expected.set_aside += 3
    rows[23][_ID] = f"9{rows[23][_ID][:10]}"
    rows[26][2], rows[26][3] = "31/02/1966", ""
    for defect in ("no_name", "same_id", "eleven_digits", "impossible_date"):
        expected.count(defect)


def write_office_xlsx(
    target: Path, commune: Commune, *, defects: bool = True, practice: bool = False
) -> Expected:
    """Write the list as an office workbook, whole, and return what reading it must give.

    Args:
        target: an .xlsx.
        commune: whose people.
        defects: as for `office_rows`.
        practice: say on the tab that it is a list of practice, so that no real list takes it in.
    """
    import openpyxl  # noqa: PLC0415 - only when such a file is written
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - as above

    rows, expected = office_rows(commune, defects=defects)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = practice_tab("Tổng hợp") if practice else "Tổng hợp"
    thin = Side(style="thin", color="808080")
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value == "":
                continue
            cell = sheet.cell(number, column, value)
            cell.font = Font(name="Times New Roman", size=12, bold=number <= 9)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            if number in {7, 8, 9}:
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
                cell.border = Border(thin, thin, thin, thin)
    _merge(sheet, rows)
    for column in range(1, len(_HEADER) + 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = 18
    with whole_file(target) as stream:
        book.save(stream)
    return expected


def _merge(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    width = len(_HEADER)
    for number in (4, 5):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    first = 0
    while first < width:
        parent, child = _HEADER[first]
        last = first
        while last + 1 < width and child and _HEADER[last + 1][0] == parent:
            last += 1
        end_row = 7 if child else 8
        if (last, end_row) != (first, 7):
            for column in range(first + 1, last + 1):
                sheet.cell(7, column + 1).value = None
            sheet.merge_cells(
                start_row=7, end_row=end_row, start_column=first + 1, end_column=last + 1
            )
        first = last + 1
    for number, row in enumerate(rows[9:], start=10):
        if isinstance(row[0], str) and row[0] and not any(row[1:]):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)


def write_csv(
    target: Path, commune: Commune, *, encoding: str, separator: str = ",", defects: bool = False
) -> Expected:
    """Write the list as text in one of `CSV_ENCODINGS`.

    Raises:
        ValueError: another encoding.
    """
    if encoding not in CSV_ENCODINGS:
        raise ValueError(encoding)
    rows, expected = office_rows(commune, defects=defects)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(value) for value in row])
    text = out.getvalue()
    data = to_cp1258(text) if encoding == "cp1258" else text.encode(encoding)
    write_whole(target, data)
    return expected


def _written(value: Any) -> str:
    if isinstance(value, date):
        return show_iso(value.isoformat())
    if isinstance(value, float):
        return str(int(value))
    return str(value)


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def to_cp1258(text: str) -> bytes:
    """Encode as Windows does for Vietnamese: composed letters, tones as combining marks after.

    Letters the code page lacks (ĭ, ŭ of the highlands) lose their mark.
    """
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in _TONES)
        letter = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            out += parts[0].encode("cp1258", errors="replace")
        out += tone.encode("cp1258")
    return bytes(out)
