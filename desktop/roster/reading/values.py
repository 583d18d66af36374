"""Single cells as clean text: by what the column means, never by what type Excel gave them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import eq
from typing import Any, cast

from desktop.common.text import clean, fold, is_clean
from desktop.common.vocabulary import FieldKey
from desktop.roster.problems import problem
from desktop.roster.reading.table import Cell
from desktop.roster.views import Problem

_ESCAPED = re.compile(r"^'(?=[=+\-@])")
_LARGEST_WRITTEN = 10**18
_AT_ONCE = 1_000  # rows; one odd cell sends only so many others the long way


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
    text = clean(text)
    return _ESCAPED.sub("", text) if text[:1] == "'" else text


class Memo(dict[Any, str]):
    """Remembers the text of every different value; lists repeat themselves.

    Args:
        make: gives the text of a value.
    """

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: Any) -> str:
        text = self[cell] = self._make(cell)
        return text


def texts_of(rows: list[list[Cell]]) -> list[list[str]]:
    """Return the clean text of every cell, row by row.

    Args:
        rows: all of one length.

    Raises:
        ValueError: the rows differ in length.
    """
    # One memo a type: 1, 1.0 and True are one key, but not one text.
    kinds = (int, float, bool, date, datetime, time, timedelta)
    memos: dict[type, Memo] = {kind: Memo(cell_text) for kind in kinds}
    memos |= {str: Memo(_clean_text), date: Memo(str)}
    texts: list[list[str]] = []
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        columns = [_texts_of_column(cells, memos) for cells in zip(*some, strict=True)]
        texts += map(list, zip(*columns, strict=True)) if columns else ([] for _row in some)
    return texts


def _texts_of_column(cells: tuple[Cell, ...], memos: dict[type, Memo]) -> Iterable[str]:
    try:
        # Most columns are text from top to bottom, which joining finds out by the way.
        are_clean = _is_clean("|".join(cast("tuple[str, ...]", cells)))
    except TypeError:
        return _texts_of_mixed(cells, memos)
    memo = memos[str]
    return cast("tuple[str, ...]", cells) if are_clean else [memo[cell] for cell in cells]


def _texts_of_mixed(cells: tuple[Cell, ...], memos: dict[type, Memo]) -> Iterable[str]:
    kinds = set(map(type, cells))
    if kinds in ({float}, {int}):
        numbers = _whole(cast("tuple[float, ...]", cells))
        if numbers is not None:
            return map(str, numbers)
    if str in kinds and _is_clean("|".join([cell for cell in cells if type(cell) is str])):
        return [cell if type(cell) is str else memos[type(cell)][cell] for cell in cells]
    return [memos[type(cell)][cell] for cell in cells]


def _is_clean(joined: str) -> bool:
    """Whether nothing in any of many texts, joined by bars, needs mending."""
    whole = f"|{joined}|"
    if not is_clean(whole) or ("'" in whole and "|'" in whole):
        return False
    return " " not in whole or not ("| " in whole or " |" in whole)


def _whole(numbers: tuple[float, ...]) -> list[int] | None:
    """Return numbers as whole ones, None when one of them is not, or too long to be exact."""
    try:
        whole = list(map(int, numbers))
    except (OverflowError, ValueError):
        return None  # no number at all, or without end
    is_same = all(map(eq, whole, numbers)) and min(whole) > -_LARGEST_WRITTEN
    return whole if is_same and max(whole) < _LARGEST_WRITTEN else None


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
