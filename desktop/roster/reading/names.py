"""The name of a row: put together from its columns, and freed of what is written around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import Column
from desktop.roster.reading.contents import dates_in
from desktop.roster.reading.legacy import TCVN3, title_case
from desktop.roster.reading.sheet import Sheet

_BEFORE_NAME = re.compile(
    r"^(?:\d{1,4}\s*[.)/\-]\s*|(?:đ/c|đc|đồng chí)\b[:.]?\s*)+", re.IGNORECASE
)
# "Lò Văn An (Bí thư)", "Lò Văn An - PBT", "Lò Văn An SN 1958", "Lò Văn An*": a remark follows.
_AFTER_NAME = re.compile(
    r"^(.*?[^\W\d_])\s*"
    r"(?:\(([^()]*)\)?|\s[-–]\s*(.+)|\s((?:sn|ns|sinh(?: năm)?)[\s:.]*\d{4})|[*.:,;]+)\s*$",
    re.IGNORECASE,
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[\n;,/&+]|\bvà\b)\s*")
AND = " và "
_BREAK = re.compile(rf"[\n;,/&+]|{AND}")
_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")


class Named(NamedTuple):
    """Whom a row names.

    Attributes:
        name: empty when the row names nobody.
        remark: what was written behind the name.
        is_several: the row names more than one person, each with a number or a date of birth.
    """

    name: str
    remark: str = ""
    is_several: bool = False


_NOBODY = Named("")


class NameReader:
    """Reads the names of one sheet.

    Args:
        sheet: whose columns are understood.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._place = -1
        if not sheet.has(Column.GIVEN_NAME) and len(sheet.places(FieldKey.FULL_NAME)) == 1:
            self._place = sheet.places(FieldKey.FULL_NAME)[0]
        self._capitals = sheet.table.encoding == TCVN3

    def read(self, index: int) -> Named:
        """Return whom a row (0-based) names."""
        if self._place < 0:
            return self._freed(self._joined(index))
        whole = self._sheet.texts[index][self._place]
        raw = self._sheet.table.rows[index][self._place]
        is_plain = raw == whole and whole.replace(" ", "").isalpha()
        if is_plain and not self._capitals and AND not in whole:
            return Named(whole)  # what nearly every row holds
        if type(raw) is str and _BREAK.search(raw) and self._is_several(index, raw):
            return Named(whole, "", is_several=True)
        return self._freed(whole)

    def _freed(self, whole: str) -> Named:
        """Take away what is written around a name."""
        remark = ""
        if not whole.replace(" ", "").isalpha():
            whole = _BEFORE_NAME.sub("", whole)
            if not any(char.isalpha() for char in whole):
                return _NOBODY
            if behind := _AFTER_NAME.match(whole):
                whole, *remarks = behind.groups()
                remark = clean(" ".join(one for one in remarks if one))
        return Named(title_case(whole) if self._capitals else whole, remark)

    def _joined(self, index: int) -> str:
        said = self._sheet.text
        whole = said(index, FieldKey.FULL_NAME)
        family = said(index, Column.FAMILY_NAME)
        if given := said(index, Column.GIVEN_NAME):
            return clean(f"{family or whole} {said(index, Column.MIDDLE_NAME)} {given}")
        return whole or family

    def _is_several(self, index: int, name: str) -> bool:
        """Whether a name with a break in it is two names, and the row has two numbers or births."""
        parts = [part for part in _BETWEEN_PEOPLE.split(name.strip()) if part]
        if len(parts) == 1:
            return False
        numbers = _TWELVE.findall(self._sheet.text(index, FieldKey.PERSONAL_ID))
        births = dates_in(self._sheet.text(index, FieldKey.BIRTH_DATE))
        are_whole_names = all(" " in part for part in parts)
        return len(set(numbers)) > 1 or (len(births) > 1 and are_whole_names)
