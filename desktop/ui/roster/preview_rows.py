"""From a file compared with the list to the rows of its table: short words, guilty cells.

A `Line` only points at what was read; its words are made when it is painted, so a hundred
thousand of them cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from desktop.common.i18n import mark, tr
from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey
from desktop.roster.keeping.views import ChangedPerson, GonePerson, ImportDifference
from desktop.roster.views import PreviewRow, SetAside, SourceInfo
from desktop.ui.roster.column_words import field_word, shown
from desktop.ui.roster.figures import grouped
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column


class Mood(StrEnum):
    """What is the matter with a line; one may be new and worth a look at once."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
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
    "birth_month_only": mark("Chỉ có tháng, năm"),
    "date_order": mark("Chưa rõ ngày, tháng"),
    "date_month_first": mark("Tháng đứng trước"),
    "date_exchanged": mark("Đã đổi ngày, tháng"),
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
    "several_people": mark("Nhiều người một dòng"),
    "same_id": mark("Trùng số"),
    "repeated": mark("Lặp lại"),
    "id_shared": mark("Số của hai người"),
    "cell_error": mark("Ô báo lỗi"),
    "cell_not_computed": mark("Công thức chưa tính"),
    "other_header": mark("Bảng khác"),
    "left_out": mark("Đã bỏ ra"),
}
"""Problem code -> the word on its tag, four words at most."""

GUILTY = {
    "no_name": FieldKey.FULL_NAME.value,
    "several_people": FieldKey.FULL_NAME.value,
    "same_id": FieldKey.PERSONAL_ID.value,
    "repeated": FieldKey.FULL_NAME.value,
}
"""Code of a row set aside -> the field that keeps it out."""

SHOWN = (FieldKey.FULL_NAME, FieldKey.BIRTH_DATE, FieldKey.PERSONAL_ID, FieldKey.CELL)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: a row of the file, or somebody whom the file does not name.

    Attributes:
        number: row number in the file, 0 for people who are not in it.
        source: how the columns of the file were understood.
        row: what was read.
        changed: the person it changes, if it does.
    """

    number: int
    moods: frozenset[Mood]
    row: PreviewRow | SetAside | GonePerson
    source: SourceInfo
    changed: ChangedPerson | None = None

    @property
    def name(self) -> str:
        """The name, or a word for its absence."""
        return self.value(FieldKey.FULL_NAME) or tr("Không có tên")

    @property
    def guilty(self) -> frozenset[str]:
        """Fields with something to look at."""
        if isinstance(self.row, PreviewRow):
            return frozenset(found.field for found in self.row.problems if found.field)
        if isinstance(self.row, SetAside):
            return frozenset({GUILTY.get(self.row.code, "")} - {""})
        return frozenset()

    @property
    def messages(self) -> tuple[str, ...]:
        """What to know, in whole sentences."""
        if isinstance(self.row, PreviewRow):
            return tuple(found.message for found in self.row.problems)
        return (self.row.message,) if isinstance(self.row, SetAside) else ()

    def value(self, field: str) -> str:
        """Return a field as the screen shows it; what could not be read, as the file has it."""
        if isinstance(self.row, PreviewRow):
            text = self.row.fields.get(FieldKey(field), "")
            if not text:
                said = (one.value for one in self.row.problems if one.field == field)
                text = next(said, "")
            return shown(field, text)
        if isinstance(self.row, GonePerson):
            return shown(field, str(getattr(self.row, field, "")))
        return shown(field, self.said(field))

    def said(self, field: str) -> str:
        """Return what the cell of a field says in the file, unmasked, empty when not known."""
        if isinstance(self.row, PreviewRow):
            found = (one.value for one in self.row.problems if one.field == field and one.value)
            return next(found, "")
        if isinstance(self.row, SetAside):
            places = [one.index for one in self.source.columns if one.field == field]
            texts = (self.row.cells[at] for at in places if at < len(self.row.cells))
            return clean(" ".join(text for text in texts if text))
        return ""


def lines_of(difference: ImportDifference) -> list[Line]:
    """Return every row of the file in its order, then the people whom it does not name."""
    preview = difference.preview
    source = preview.source
    new = {one.row_number for one in difference.new}
    changed = {one.row_number: one for one in difference.changed}
    combined = {
        (fate, looks): frozenset({fate, Mood.LOOK} if looks else {fate})
        for fate in (Mood.NEW, Mood.CHANGED, Mood.SAME)
        for looks in (True, False)
    }
    found = []
    for row in preview.people:
        number = row.row_number
        change = changed.get(number)
        fate = Mood.CHANGED if change else Mood.NEW if number in new else Mood.SAME
        found.append(Line(number, combined[fate, bool(row.problems)], row, source, change))
    aside = frozenset({Mood.ASIDE})
    found += [Line(row.row_number, aside, row, source) for row in preview.set_aside]
    found.sort(key=lambda line: line.number)
    gone = frozenset({Mood.GONE})
    return found + [Line(0, gone, person, source) for person in difference.gone]


def word_of(line: Line) -> str:
    """Return the word on the tag of a line."""
    if isinstance(line.row, GonePerson):
        return tr("Không còn")
    if isinstance(line.row, SetAside):
        return _short(line.row.code, line.row.message)
    problems = line.row.problems
    if problems:
        several = tr("{n} chỗ cần xem").format(n=len(problems))
        return several if len(problems) > 1 else _short(problems[0].code, problems[0].message)
    if line.changed:
        return _changed_word(line.changed)
    return tr("Mới") if Mood.NEW in line.moods else tr("Không đổi")


def _changed_word(person: ChangedPerson) -> str:
    fields = person.fields
    if not fields:
        return tr("Đổi lời nhắc")
    if len(fields) == 1:
        return tr("Đổi {field}").format(field=field_word(fields[0]).lower())
    return tr("Đổi {n} chỗ").format(n=len(fields))


def _short(code: str, message: str) -> str:
    return tr(SHORT[code]) if code in SHORT else message


def _kind_of(line: Line) -> Kind:
    if Mood.ASIDE in line.moods:
        return "bad"
    if Mood.LOOK in line.moods:
        return "warn"
    return "neutral" if Mood.GONE in line.moods else "info" if line.changed else "ok"


def _cell(field: FieldKey) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        tint: Literal["", "warn", "bad", "mark"] = ""
        if field.value in line.guilty:
            tint = "bad" if Mood.ASIDE in line.moods else "warn"
        elif line.changed and line.changed.has(field.value):
            tint = "mark"
        return Cell(line.value(field), tint=tint)

    return cell


def _number(line: Line) -> Cell:
    return Cell(grouped(line.number) if line.number else "–", quiet=True)


def columns(is_dropped: Callable[[Line], bool]) -> list[Column]:
    """Return the columns of the preview.

    Args:
        is_dropped: whether a line was chosen not to be taken.
    """

    def tag(line: Line) -> Cell:
        if is_dropped(line):
            return Cell(tr("Bỏ ra"), tag="neutral", icon="cross")
        kind = _kind_of(line)
        return Cell(word_of(line), tag=kind, plain_tag=kind == "ok")

    return [
        Column(tr("Dòng"), _number, width=80, drop=2),  # the panel names the row, too
        Column(tr("Họ và tên"), _cell(FieldKey.FULL_NAME), stretch=3, least=170),
        Column(tr("Ngày sinh"), _cell(FieldKey.BIRTH_DATE), width=128),
        Column(tr("Số định danh"), _cell(FieldKey.PERSONAL_ID), width=150),
        Column(tr("Chi bộ"), _cell(FieldKey.CELL), stretch=2, least=124, drop=1),
        Column(tr("Cần xem"), tag, width=196),
    ]
