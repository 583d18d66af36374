"""One sheet (or text file) as read: raw cells, and what the workbook says beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
Place = tuple[int, int]
"""(row, column), 0-based."""
Merged = tuple[tuple[Place, Place], ...]
"""Merged ranges, inclusive."""


@dataclass
class Marks:
    """What a workbook says of a sheet beside its values.

    Attributes:
        hidden_rows: 0-based.
        hidden_columns: 0-based.
        errors: cells that show `#REF!`, `#DIV/0!` and the like, with that text.
        uncomputed: formulas that were never calculated, so that no value stands in the file.
        is_1904: serials of dates count from 1904.
        years: cells that show only the year of a date.
        merged: merged ranges, where the workbook reader does not tell them.
        fonts: cells in a TCVN3 or VNI font -> `tcvn3`, `tcvn3-capitals` or `vni`.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    uncomputed: set[Place] = field(default_factory=set)
    years: set[Place] = field(default_factory=set)
    merged: Merged = ()
    fonts: dict[Place, str] = field(default_factory=dict)
    is_1904: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet (or text file).

    Attributes:
        rows: cells from the first row of the sheet on, so index 0 is row 1; made to be all of
            one length.
        merged: merged ranges.
        sheet: its name, empty for text.
        sheets: visible sheets.
        encoding: of the text, empty for a workbook in Unicode; see `legacy`.
        sha256: of the file.
        notes: what the reader had to mend, in words.
        marks: what the workbook says beside the values.
        samples: (as in the file, as read) where text was converted.
        needs_confirmation: the conversion is a guess that a person must confirm.
        is_locked: it was opened with a password.
    """

    rows: list[list[Cell]]
    merged: Merged
    sheet: str
    sheets: tuple[str, ...]
    encoding: str
    sha256: str
    notes: tuple[str, ...] = ()
    marks: Marks = field(default_factory=Marks)
    samples: tuple[tuple[str, str], ...] = ()
    needs_confirmation: bool = False
    is_locked: bool = False

    def __post_init__(self) -> None:
        """Give short rows the empty cells that text files leave out."""
        widths = set(map(len, self.rows))
        width = max(widths, default=0)
        for row in self.rows if len(widths) > 1 else ():
            row.extend([""] * (width - len(row)))
