"""Telling people from the other rows of an office list: sections, totals, numbering, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.common.text import clean, fold
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.mapping import Column
from desktop.roster.reading.headers import is_header_of_another, is_repeated
from desktop.roster.reading.sheet import Sheet
from desktop.roster.reading.wording import LEADING_NUMBER, is_section_title, recognise
from desktop.roster.rules import status_of

_NUMBERING = re.compile(r"^\(?\s*(\d{1,2}|[a-z])\s*\)?$")
_SECTION_NUMBER = re.compile(f"^{LEADING_NUMBER}", re.IGNORECASE)
_SECTION_TAIL = re.compile(
    r"\s*[:\-–(,]+\s*(?:(?:tổng|tổng số|tổng cộng|gồm|có)\s*:?\s*)?"
    r"\d+\s*(?:đ/c|đồng chí|đảng viên|đv|người)(?!\w).*$",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\s*[-–,;:(]+\s*(?:bí thư|phó bí thư|bt|pbt|sđt|đt|điện thoại)(?!\w).*$", re.IGNORECASE
)
_VILLAGE = re.compile(
    rf"^{LEADING_NUMBER}"
    r"(?:thôn|bản|xóm|buôn|ấp|khối|khu phố|khu|tổ dân phố|tdp|tiểu khu|khóm)\b"
)
_STATUS_TITLE = re.compile(r"^(?:danh sach |so |cac )*(?:dang vien|dv|dong chi|d/c)\b")
_CELL_PREFIX = re.compile(r"^(?:chi bộ|cb)\s*[:\-]?\s+", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^(?:số\s*)?(?:\d|[IVXL]+\b)", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D+\Z")
_ROMAN_OR_LETTER = re.compile(r"^(?:[IVXL]+|[A-ZĐ])[.)]?$")
_TOTAL = re.compile(r"^(?:tong cong|tong so|tong|cong|cong chung)\b")
_COUNTED = re.compile(
    r"^(?:(?:tong|cong|trong do|gom)(?: so| cong)?(?: dang vien)?\W*\d*$|"
    r"(?:so )?dang vien (?:chinh thuc|du bi|mien|nu|nam|la|tren|duoi|tu|co|khac)\b)"
)
_TITLE = re.compile(r"^\(|^(?:bảng|danh sách|biểu|phụ lục|tiếp theo|kèm theo)(?!\w)")
_PAGE = re.compile(r"^(?:trang|page)\s*(?:so\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?$|^-?\s*\d{1,3}\s*-?$")
_SIGNATURE = re.compile(
    r"^(?:nguoi lap|t/m\b|tm\.|k/t\b|kt\.|xac nhan|bi thu|pho bi thu|ky ten|\(?ky,|thu truong|"
    r"ghi chu\s*:|luu y\s*:|trong do\b|danh sach nay|danh sach gom|danh sach co|an dinh)|"
    r"\bngay\b.{1,12}\bthang\b.{1,8}\bnam\b"
)
_DATE_IN_WORDS = re.compile(r"^(?:sinh )?ngay \d")
_FACT_DIGITS = 4
_TELLING = (FieldKey.PERSONAL_ID, FieldKey.OLD_ID, FieldKey.BIRTH_DATE, FieldKey.CARD_NUMBER)
_TELLING_COLUMNS = (*_TELLING, Column.BORN_MALE, Column.BORN_FEMALE)


@dataclass(frozen=True)
class Section:
    """What a row above says of the people below it.

    Attributes:
        cell: their Party cell, empty when nothing says so; likewise the next two.
        village: their village.
        committee: their committee.
        status: their status, None when nothing says so.
    """

    cell: str = ""
    village: str = ""
    committee: str = ""
    status: MemberStatus | None = None


class RowKinds:
    """Names the kind of each row, top to bottom, and remembers the section it is in.

    Attributes:
        section: what the rows above say of the people below.
        is_under_another_header: another table with other columns began above this row.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._is_after_total = False
        self._order = _only(sheet.places(Column.ORDER))
        self._name = _only(sheet.places(FieldKey.FULL_NAME))
        self._telling = [place for name in _TELLING_COLUMNS for place in sheet.places(name)]
        self._merged_rows = {
            start[0] for start, end in sheet.table.merged if end[1] - start[1] >= 2
        }
        self.section = Section("" if sheet.has(FieldKey.CELL) else _cell_of_letterhead(sheet))
        self._is_cell_said = False
        self._is_in_summary = False
        self.is_under_another_header = False

    def kind_of(self, index: int) -> str:
        """Return `blank`, `letterhead`, `header`, `numbering`, `repeated_header`, `total`,
        `section` or `footer`; empty for a row that may be a person.
        """  # noqa: D205 - one sentence that needs two lines
        header = self._sheet.header
        texts = self._sheet.texts[index]
        if index < header.first:
            return "letterhead" if any(texts) else "blank"
        if index < header.first + header.height:
            return "header"
        if self._is_plainly_a_person(texts):
            return ""
        if not any(texts):
            return "blank"
        return self._of_body(index, texts)

    def _is_plainly_a_person(self, texts: Sequence[str]) -> bool:
        """Whether the row is numbered, names somebody and holds a number: nearly all are."""
        if self._order < 0 or self._name < 0:
            return False
        name = texts[self._name]
        if " " not in name or not texts[self._order].isdigit() or not _NO_DIGIT.match(name):
            return False
        return any(
            len(texts[place]) >= _FACT_DIGITS and texts[place][-_FACT_DIGITS:].isdigit()
            for place in self._telling
        )

    def _of_body(self, index: int, texts: Sequence[str]) -> str:
        filled = [text for text in texts if text]
        if len(filled) > 2 and all(_NUMBERING.match(text.lower()) for text in filled):
            return "numbering"
        if is_repeated(texts, self._sheet.header):
            self._leave_other_tables()
            return "repeated_header"
        if self._has_facts(index):
            return ""
        if self._opens_other_table(index, texts):
            return "repeated_header"
        return self._without_facts(index, filled)

    def _without_facts(self, index: int, filled: list[str]) -> str:
        """Return the kind of a row that tells nothing of a person but, perhaps, the name."""
        is_numbered = self._sheet.text(index, Column.ORDER).rstrip(".)").isdigit()
        kind = ""
        if is_numbered and any(_COUNTED.match(fold(text)) for text in filled[1:2]):
            kind = "total"
        elif len(filled) == 1 and _PAGE.match(fold(filled[0])):
            # A number prepared for nobody, or the foot of a printed page.
            kind = "blank" if is_numbered else "footer"
        elif is_numbered and not is_section_title(self._sheet.text(index, FieldKey.FULL_NAME)):
            kind = "footer" if self._is_in_summary else ""
        elif any(_TOTAL.match(fold(text)) for text in filled[:2]):
            kind = "total"
            self._is_after_total = True
        elif self._open_section(index, filled):
            kind = "section"
        elif self._is_in_summary or self._is_after_total or self._is_signature(index):
            kind = "footer"
            self._is_after_total = True
        elif len(filled) == 1 and _TITLE.match(filled[0].lower()):
            kind = "footer"
        return kind

    def _leave_other_tables(self) -> None:
        self.is_under_another_header = False
        self._is_in_summary = False
        self._is_after_total = False

    def _opens_other_table(self, index: int, texts: Sequence[str]) -> bool:
        """Whether a table with other columns begins: of people, or one that counts them."""
        if is_header_of_another(texts):
            self.is_under_another_header = True
            return True
        order = self._sheet.text(index, Column.ORDER)
        if order and not order.isdigit() and recognise([order]) == Column.ORDER:
            self._is_in_summary = True
            return True
        return False

    def _has_facts(self, index: int) -> bool:
        """Whether the row holds a number or a date of birth that a person has, not a count."""
        found = (self._sheet.text(index, name) for name in _TELLING_COLUMNS)
        is_named = bool(self._sheet.text(index, FieldKey.FULL_NAME))
        return any(
            sum(map(str.isdigit, text)) >= _FACT_DIGITS
            and ((is_named and _DATE_IN_WORDS.match(fold(text))) or not _is_signed(text))
            for text in found
        )

    def _is_signature(self, index: int) -> bool:
        # "Bí thư chi bộ" under "Chức vụ" is a person's office, not a signature.
        places = {
            *self._sheet.places(FieldKey.POSITION),
            *self._sheet.places(FieldKey.NOTE),
        }
        return any(
            text and place not in places and _is_signed(text)
            for place, text in enumerate(self._sheet.texts[index])
        )

    def _open_section(self, index: int, filled: list[str]) -> bool:
        name = self._sheet.text(index, FieldKey.FULL_NAME)
        if name and self._sheet.text(index, FieldKey.CELL) and not is_section_title(name):
            return False  # somebody of whom hardly more than the cell is known
        title = self._section_title(index, filled) if len(filled) <= 4 else ""
        if not title:
            return False
        name = _OFFICER.sub("", _SECTION_NUMBER.sub("", title))
        name = _SECTION_TAIL.sub("", name).strip(" :;,.-–")
        # A new section after a subtotal has people again.
        self._is_after_total = self._is_in_summary = False
        above = self.section
        if _STATUS_TITLE.match(fold(name)):
            self.section = replace(above, status=status_of(name))
        elif fold(name).startswith(("dang bo", "dang uy")):
            self.section = Section(committee=name)
        elif _VILLAGE.match(name.lower()):
            cell = above.cell if self._is_cell_said else cell_name(name)
            self.section = Section(cell, name, above.committee)
        else:
            self.section = Section(cell_name(name), "", above.committee)
            self._is_cell_said = True
        return True

    def _section_title(self, index: int, filled: list[str]) -> str:
        words = [text for text in filled if any(ch.isalpha() for ch in text)]
        titled = [text for text in words if is_section_title(text)]
        if titled or not words:
            return titled[0] if titled else ""
        if len(words) <= 2 and (found := [one for one in words if _VILLAGE.match(one.lower())]):
            return found[0]
        if any(map(_is_signed, words)):
            return ""
        order = self._sheet.text(index, Column.ORDER)
        title = next((one for one in words if _STATUS_TITLE.match(_bare_title(one))), "")
        if not title and not any(_TITLE.match(text.lower()) for text in words):
            if len(filled) == 1:
                title = filled[0] if order or index in self._merged_rows else ""
            elif _ROMAN_OR_LETTER.match(order):
                title = next((text for text in words if text != order), "")
        return title


def _is_signed(text: str) -> bool:
    """Whether a text is of those that stand beneath a list: place and day, who signs."""
    return bool(_SIGNATURE.search(fold(text)))


def _bare_title(text: str) -> str:
    return fold(_SECTION_NUMBER.sub("", text))


def _only(places: Sequence[int]) -> int:
    return places[0] if len(places) == 1 else -1


def _cell_of_letterhead(sheet: Sheet) -> str:
    """Return the cell that a line above the header names: a list of one cell needs no column."""
    lines = [text for row in sheet.texts[: sheet.header.first] for text in row if text]
    named = {cell_name(text) for text in lines if _CELL_PREFIX.match(text)}
    return named.pop() if len(named) == 1 else ""


@lru_cache(maxsize=1_024)
def cell_name(text: str) -> str:
    """Return a cell's name without the words "Chi bộ": `chi bộ bản Nà Sang` -> `Bản Nà Sang`.

    A number alone names nothing: `CB 2 - Đảng bộ xã` stays `Chi bộ 2 - Đảng bộ xã`.
    """
    whole = clean(text)
    name = _CELL_PREFIX.sub("", whole)
    if name != whole and _NUMBER_FIRST.match(name):
        return f"Chi bộ {name}"
    return name[:1].upper() + name[1:]
