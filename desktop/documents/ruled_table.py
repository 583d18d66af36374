"""A ruled table that runs over pages, for papers that end with signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit
from desktop.documents.sheet import Box, Sheet

HEAD, TALL_HEAD = 22.0, 36.0
"""Heights of the titles, in one line and in two."""

_PAD = 3.0
_SIZE = 11.0


@dataclass(frozen=True)
class Column:
    """One column: its title, its width in points, how its cells stand (left if not said)."""

    title: str
    width: float
    centred: bool = False
    right: bool = False
    max_lines: int = 2


@dataclass(frozen=True)
class Line:
    """One row, measured; `ink` is the PNG of a signature in the column `ink_at`."""

    cells: tuple[Fitted, ...]
    height: float
    ink: bytes | None = None
    ink_at: int = 0


def filling(columns: Sequence[Column], width: float) -> tuple[Column, ...]:
    """Return columns whose widths, until now shares, together make a width in points."""
    whole = sum(column.width for column in columns)
    return tuple(replace(column, width=column.width / whole * width) for column in columns)


def measured(
    rows: Sequence[Sequence[str]],
    columns: Sequence[Column],
    *,
    least: float = 0.0,
    font: str = fonts.REGULAR,
    ink: Sequence[bytes | None] = (),
    ink_at: int = 0,
) -> list[Line]:
    """Return rows wrapped into their columns.

    Args:
        rows: one text for each column.
        columns: widths and how many lines a cell may have.
        least: least height of a row, for handwriting.
        font: of all cells; bold for sums.
        ink: the signature of each row, None for none; empty where no row has one.
        ink_at: in which column signatures stand.
    """
    lines = []
    for row, signature in zip_longest(rows, ink):
        cells = tuple(
            fit(
                text,
                font,
                _SIZE,
                column.width - 2 * _PAD,
                max_lines=column.max_lines,
                least=7.5,
            )
            for text, column in zip(row, columns, strict=True)
        )
        height = max(least, max(cell.height for cell in cells) + 5)
        lines.append(Line(cells, height, signature, ink_at))
    return lines


def paginate(
    lines: Sequence[Line], *, first_room: float, room: float, signing: float
) -> list[list[Line]]:
    """Split rows over pages; the last page keeps room for what is signed.

    Args:
        lines: the rows in their order.
        first_room: height below the opening of the first page.
        room: height of the other pages.
        signing: height of what stands below the last row.
    """
    pages: list[list[Line]] = [[]]
    left = first_room - HEAD
    for line in lines:
        if line.height > left:
            pages.append([])
            left = room - HEAD
        pages[-1].append(line)
        left -= line.height
    if left < signing:
        # Signatures never stand alone: two rows go with them.
        moved = pages[-1][-2:] if len(pages[-1]) > 2 else []
        pages[-1] = pages[-1][: len(pages[-1]) - len(moved)]
        pages.append(moved)
    return pages


def draw(
    sheet: Sheet,
    lines: Sequence[Line],
    columns: Sequence[Column],
    *,
    left: float,
    top: float,
    head: float = HEAD,
) -> float:
    """Draw rows below their titles; returns the y below the last one.

    Args:
        sheet: where to.
        lines: the rows; without any, nothing is drawn.
        columns: their columns.
        left: x of the left edge.
        top: y of the upper edge.
        head: height of the titles: `HEAD` for one line, `TALL_HEAD` for two.
    """
    if not lines:
        return top
    edges = [left]
    for column in columns:
        edges.append(edges[-1] + column.width)
        room, most = column.width - 2 * _PAD, 1 if head == HEAD else 2
        name = fit(column.title, fonts.BOLD, _SIZE, room, max_lines=most)
        above = 4.5 if head == HEAD else (head - name.height) / 2
        sheet.block(name, (edges[-2] + edges[-1]) / 2, top + above, align="centre")
    sheet.rule(edges[0], edges[-1], top)
    y = top + head
    for line in lines:
        sheet.rule(edges[0], edges[-1], y, weight=0.6)
        for column, cell, start in zip(columns, line.cells, edges, strict=False):
            if column.centred:
                sheet.block(cell, start + column.width / 2, y + 2, align="centre")
            elif column.right:
                sheet.block(cell, start + column.width - _PAD, y + 2, align="right")
            else:
                sheet.block(cell, start + _PAD, y + 2)
        if line.ink is not None:
            width = columns[line.ink_at].width
            place = Box(edges[line.ink_at] + _PAD, y + 2, width - 2 * _PAD, line.height - 4)
            sheet.picture(line.ink, place)
        y += line.height
    sheet.rule(edges[0], edges[-1], y)
    for edge in edges:
        sheet.upright(edge, top, y, weight=0.6)
    return y
