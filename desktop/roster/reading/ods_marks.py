"""What an OpenDocument sheet says beside its values: hidden rows and columns, merged cells.

The workbook reader gives values only. The markup passes once, block by block; cells are looked
at only in rows that merge some.
"""

from __future__ import annotations

import html
import re

from desktop.roster.reading.table import Marks

_TAG = re.compile(
    rb'<table:table (?:[^>]*\s)?table:name="([^"]*)"[^>]*>|<table:table-(column|row)\b([^>]*)>'
)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
_REPEATED = re.compile(rb'\btable:number-(?:rows|columns)-repeated="([0-9]{1,7})"')
_SPANNED = re.compile(rb'\btable:number-(rows|columns)-spanned="([0-9]{1,7})"')
_FARTHEST = 20_000
"""Formats hide or repeat rows down to the end of a sheet; nobody's row stands there."""


class OdsLook:
    """Looks at `content.xml`.

    Attributes:
        by_sheet: name of a sheet -> its marks.
    """

    def __init__(self) -> None:
        self.by_sheet: dict[str, Marks] = {}
        self._marks = Marks()
        self._row = 0
        self._column = 0

    def at(self, block: bytes) -> None:
        """Look at one block of whole rows."""
        is_merging = b"-spanned=" in block
        found = list(_TAG.finditer(block))
        for place, tag in enumerate(found):
            if tag[1] is not None:
                self._begin(html.unescape(tag[1].decode("utf-8", "replace")))
                continue
            many = _REPEATED.search(tag[3])
            count = int(many[1]) if many else 1
            is_hidden = bool(_HIDDEN.search(tag[3]))
            if tag[2] == b"column":
                self._column = self._passed(
                    self._column, count, self._marks.hidden_columns, is_hidden
                )
                continue
            if is_merging:
                end = found[place + 1].start() if place + 1 < len(found) else len(block)
                self._merge(block[tag.end() : end])
            self._row = self._passed(self._row, count, self._marks.hidden_rows, is_hidden)

    def _begin(self, name: str) -> None:
        self._marks = self.by_sheet[name] = Marks()
        self._row = self._column = 0

    @staticmethod
    def _passed(start: int, count: int, hidden: set[int], is_hidden: bool) -> int:
        """Return the place after some rows or columns; note them when they are hidden."""
        if is_hidden:
            hidden.update(range(start, min(start + count, _FARTHEST)))
        return start + count

    def _merge(self, row: bytes) -> None:
        """Note the merged ranges that begin in one row."""
        column = 0
        merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        for cell in _CELL.finditer(row):
            spans = {name: int(size) for name, size in _SPANNED.findall(cell[1])}
            height, width = spans.get(b"rows", 1), spans.get(b"columns", 1)
            if height > 1 or width > 1:
                end = self._row + height - 1, column + width - 1
                merged.append(((self._row, column), end))
            many = _REPEATED.search(cell[1])
            column += int(many[1]) if many else 1
        self._marks.merged = (*self._marks.merged, *merged)
