"""Rows of a preview that somebody should look at, as an .xlsx to be mended and taken in again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.roster.keeping.rows import left_out
from desktop.roster.set_aside import write_set_aside
from desktop.roster.views import ImportPreview, column_letters


def write_to_mend(preview: ImportPreview, target: Path) -> int:
    """Write the rows set aside and those with something to look at; return how many.

    Args:
        preview: nothing of it needs to be stored.
        target: an .xlsx, written whole or not at all.

    Raises:
        InputFileError: the folder cannot be written.
        DiskFullError: there is no room.
    """
    columns = preview.source.columns
    headers = [
        column_letters(place) for place in range(max((one.index + 1 for one in columns), default=0))
    ]
    for column in columns:
        headers[column.index] = column.header
    doubtful = [
        replace(
            left_out(row, preview.source),
            message=" ".join(found.message for found in row.problems),
        )
        for row in preview.people
        if row.problems
    ]
    rows = sorted([*preview.set_aside, *doubtful], key=lambda row: row.row_number)
    write_set_aside(target, headers, rows)
    return len(rows)
