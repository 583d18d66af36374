"""Single cells as clean text: by what the column means, never by what type Excel gave them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from unicodedata import is_normalized

from desktop.common.text import clean, fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.problems import problem
from desktop.roster.reading.table import Cell
from desktop.roster.views import Problem

_ESCAPED = re.compile(r"^'(?=[=+\-@])")
_LARGEST_WRITTEN = 10**18
_JOINER = "\u034f"  # invisible, yet "printable"


def cell_text(cell: Cell) -> str:
    """Return a cell as clean text; whole numbers without `.0`, dates as ISO."""
    if isinstance(cell, str):
        return _clean_text(cell)
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_WRITTEN:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    # Numbers, dates, times and spans write themselves readably.
    return str(cell)


def _clean_text(text: str) -> str:
    if not text.isprintable() or "  " in text or not (text.isascii() or _is_plain(text)):
        text = clean(text)
    # No control, invisible or bidi characters, no odd spaces: nothing else to mend.
    elif text[:1] == " " or text[-1:] == " ":
        text = text.strip()
    return _ESCAPED.sub("", text) if text[:1] == "'" else text


def _is_plain(text: str) -> bool:
    return is_normalized("NFC", text) and _JOINER not in text


class _Memo(dict[Any, str]):
    """Remembers the text of every different value; lists repeat themselves."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: Any) -> str:
        text = self[cell] = self._make(cell)
        return text


def texts_of(rows: list[list[Cell]]) -> list[list[str]]:
    """Return the clean text of every cell, row by row."""
    # One memo a type: 1, 1.0 and True are one key, but not one text.
    kinds = (int, float, bool, date, datetime, time, timedelta)
    memos: dict[type, _Memo] = {kind: _Memo(cell_text) for kind in kinds}
    memos[str] = _Memo(_clean_text)
    return [[memos[type(cell)][cell] for cell in row] for row in rows]


def is_number(cell: Cell) -> bool:
    """Whether Excel holds the cell as a number (and so lost its leading zeros)."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


@dataclass
class Found:
    """What was read of one row so far."""

    fields: dict[FieldKey, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, key: FieldKey | str, value: str = "") -> None:
        """Add a problem about a field."""
        self.problems.append(problem(code, str(key), value))


def is_marked(text: str) -> bool:
    """Whether a tick column is ticked (x, v, có, 1 and the like)."""
    return bool(text) and fold(text) in {"x", "v", "co", "1", "yes", "+", "✓", "✔", "√"}
