"""Which comes first in a column of dates, the day or the month; doubt is told, never decided.

Vietnamese lists write the day first. A list that went through an American Excel may hold the month
first, or worse: dates whose day is at most 12 became real dates with day and month exchanged,
while the rest stayed text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop.roster.reading.table import Cell

THREE = re.compile(r"^(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{2}|\d{4})$")
_MONTHS = 12
_DAYS = 31
_SURE = 3
_RARE = 0.05
_FEW, _ENOUGH = 2, 8


class Order(StrEnum):
    """How the texts of a column are to be read."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"
    MIXED = "mixed"


class RealDates(StrEnum):
    """What became of the real dates of a column."""

    KEPT = "kept"
    EXCHANGED = "exchanged"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class ColumnOrder:
    """What a column tells about its dates."""

    texts: Order = Order.DAY_FIRST
    real: RealDates = RealDates.KEPT


def order_of(cells: Sequence[Cell], texts: Sequence[str]) -> ColumnOrder:
    """Return what the dates of one column say about their order.

    Args:
        cells: the column as it is in the file.
        texts: the same as clean text.
    """
    threes = [found for text in texts if (found := THREE.match(text))]
    day_first = sum(1 for found in threes if int(found[1]) > _MONTHS)
    month_first = sum(1 for found in threes if int(found[1]) <= _MONTHS < int(found[2]) <= _DAYS)
    real = [cell for cell in cells if isinstance(cell, date)]
    is_cut = (
        len(threes) == day_first
        and min(day_first, len(real)) >= _FEW
        and all(cell.day <= _MONTHS for cell in real)
    )
    kind = RealDates.KEPT
    if is_cut:
        is_sure = min(day_first, len(real)) >= _SURE and day_first + len(real) >= _ENOUGH
        kind = RealDates.EXCHANGED if is_sure else RealDates.DOUBTFUL
    return ColumnOrder(_order_of_texts(day_first, month_first), kind)


def _order_of_texts(day_first: int, month_first: int) -> Order:
    if not month_first:
        return Order.DAY_FIRST if day_first else Order.UNKNOWN
    if not day_first:
        return Order.MONTH_FIRST if month_first >= _SURE else Order.MIXED
    is_slip = month_first == 1 and day_first >= _SURE
    return Order.DAY_FIRST if is_slip or month_first <= _RARE * day_first else Order.MIXED


def settled(orders: dict[str, ColumnOrder], exact: str) -> dict[str, ColumnOrder]:
    """Let the columns of a sheet speak for one of dates that can all be read both ways.

    Cards are issued on a few festive days, so such columns often tell nothing themselves. The one
    named `exact` decides who a person is: nothing but its own dates speaks for it.
    """
    said = {order.texts for order in orders.values()}
    if said != {Order.DAY_FIRST, Order.UNKNOWN}:
        return orders
    return {
        name: order
        if name == exact or order.texts is Order.DAY_FIRST
        else replace(order, texts=Order.DAY_FIRST)
        for name, order in orders.items()
    }


def is_ambiguous(text: str) -> bool:
    """Whether a date can be read both ways, and differs by it: 3/4/1950, not 3/3/1950."""
    found = THREE.match(text)
    if found is None:
        return False
    first, second = int(found[1]), int(found[2])
    return first != second and 0 < first <= _MONTHS and 0 < second <= _MONTHS
