"""From a previewed file to the rows of its table: short words, masked numbers, guilty cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from desktop.common.dates import show_iso
from desktop.common.i18n import mark, tr
from desktop.common.text import clean, masked, only_digits
from desktop.common.vocabulary import FieldKey
from desktop.roster.views import ImportPreview, PreviewRow, SetAside
from desktop.ui.widgets.table import Cell, Column


class Mood(StrEnum):
    """What is to be done with a row."""

    GOOD = "good"
    LOOK = "look"
    ASIDE = "aside"


SHORT: dict[str, str] = {
    "id_missing": mark("Thiếu số định danh"),
    "id_zero_added": mark("Đã thêm số 0"),
    "id_length": mark("Chưa đủ 12 số"),
    "id_letters": mark("Số lẫn chữ"),
    "id_scientific": mark("Excel cắt số"),
    "id_unknown_province": mark("Mã tỉnh lạ"),
    "id_year_differs": mark("Năm sinh lệch"),
    "id_sex_differs": mark("Giới tính lệch"),
    "old_id_zero_added": mark("CMND thêm số 0"),
    "old_id_length": mark("CMND thiếu số"),
    "birth_missing": mark("Thiếu ngày sinh"),
    "birth_year_only": mark("Chỉ có năm"),
    "date_unreadable": mark("Ngày khó đọc"),
    "date_not_real": mark("Ngày không thật"),
    "date_future": mark("Ngày sau hôm nay"),
    "birth_too_old": mark("Năm sinh xa"),
    "joined_before_party": mark("Ngày vào sớm"),
    "joined_too_young": mark("Vào dưới 18"),
    "official_before_joined": mark("Ngày ngược nhau"),
    "sex_unreadable": mark("Giới tính lạ"),
    "status_unreadable": mark("Tình trạng lạ"),
    "status_guessed": mark("Tạm coi dự bị"),
    "card_missing": mark("Thiếu số thẻ"),
    "card_length": mark("Số thẻ thiếu"),
    "number_shortened": mark("Số bị cắt"),
    "no_name": mark("Không có tên"),
    "same_id": mark("Trùng số"),
    "repeated": mark("Lặp lại"),
}
"""Problem code -> the word on its tag, three words at most."""

_GUILTY = {
    "no_name": FieldKey.FULL_NAME.value,
    "same_id": FieldKey.PERSONAL_ID.value,
    "repeated": FieldKey.FULL_NAME.value,
}


@dataclass(frozen=True)
class Line:
    """One row of the table.

    Attributes:
        number: row number in the file.
        values: shown text of a field.
        guilty: fields with something to look at.
        word: what stands on the tag; "" for a good row.
        messages: the whole sentences.
        raw: what the file says in the guilty cells, header and text.
    """

    number: int
    mood: Mood
    values: dict[str, str]
    guilty: frozenset[str]
    word: str
    messages: tuple[str, ...]
    raw: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name, or a word for its absence."""
        return self.values.get(FieldKey.FULL_NAME.value, "") or tr("Không có tên")


def lines_of(preview: ImportPreview) -> list[Line]:
    """Return all rows of a preview in the order of the file."""
    headers = {column.field: column.header for column in preview.source.columns if column.field}
    places = {column.field: column.index for column in preview.source.columns if column.field}
    rows = [_person(row, headers) for row in preview.people]
    rows += [_aside(row, headers, places) for row in preview.set_aside]
    return sorted(rows, key=lambda line: line.number)


def _shown(field: str, text: str) -> str:
    if field == FieldKey.BIRTH_DATE.value:
        return show_iso(text) if text else ""
    if field == FieldKey.PERSONAL_ID.value:
        return masked(text) if only_digits(text) else text
    return text


def _person(row: PreviewRow, headers: dict[str, str]) -> Line:
    values = {key.value: _shown(key.value, text) for key, text in row.fields.items()}
    guilty = frozenset(found.field for found in row.problems if found.field)
    for found in row.problems:
        if found.value and not values.get(found.field):
            values[found.field] = _raw(found.field, found.value)
    word = _short(row.problems[0].code, row.problems[0].message) if row.problems else ""
    if len(row.problems) > 1:
        word = tr("{n} chỗ cần xem").format(n=len(row.problems))
    return Line(
        number=row.row_number,
        mood=Mood.LOOK if row.problems else Mood.GOOD,
        values=values,
        guilty=guilty,
        word=word,
        messages=tuple(found.message for found in row.problems),
        raw=tuple(
            (headers.get(found.field, ""), _raw(found.field, found.value))
            for found in row.problems
            if found.value
        ),
    )


def _raw(field: str, text: str) -> str:
    """Numbers of people stay masked on this page too."""
    is_number = field in {FieldKey.PERSONAL_ID.value, FieldKey.OLD_ID.value}
    return masked(text) if is_number and len(only_digits(text)) > 4 else text


def _aside(row: SetAside, headers: dict[str, str], places: dict[str, int]) -> Line:
    values = {
        field: _raw(field, clean(row.cells[place]))
        for field, place in places.items()
        if place < len(row.cells)
    }
    guilty = _GUILTY.get(row.code, "")
    return Line(
        number=row.row_number,
        mood=Mood.ASIDE,
        values=values,
        guilty=frozenset({guilty} - {""}),
        word=_short(row.code, row.message),
        messages=(row.message,),
        raw=((headers.get(guilty, ""), values.get(guilty, "")),) if guilty else (),
    )


def _short(code: str, message: str) -> str:
    return tr(SHORT[code]) if code in SHORT else message


def _cell(field: FieldKey, *, strong: bool = False) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        tint: Literal["", "warn", "bad"] = ""
        if field.value in line.guilty:
            tint = "bad" if line.mood is Mood.ASIDE else "warn"
        return Cell(line.values.get(field.value, ""), tint=tint, strong=strong)

    return cell


def _tag(line: Line) -> Cell:
    if line.mood is Mood.GOOD:
        return Cell(tr("Đủ"), tag="ok", plain_tag=True)
    return Cell(line.word, tag="bad" if line.mood is Mood.ASIDE else "warn")


def columns() -> list[Column]:
    """Return the columns of the preview."""
    return [
        Column(tr("Dòng"), lambda line: Cell(f"{line.number:,}".replace(",", ".")), width=80),
        Column(tr("Họ và tên"), _cell(FieldKey.FULL_NAME), stretch=3),
        Column(tr("Ngày sinh"), _cell(FieldKey.BIRTH_DATE), width=128),
        Column(tr("Số định danh"), _cell(FieldKey.PERSONAL_ID), width=150),
        Column(tr("Chi bộ"), _cell(FieldKey.CELL), stretch=2, drop=True),
        Column(tr("Cần xem"), _tag, width=196),
    ]
