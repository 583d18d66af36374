"""Who stands twice in a file, and who shares somebody's number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.views import PreviewRow

Aside = dict[int, tuple[str, str]]
"""Row number -> code and the other rows it is about."""


def doubles_among(people: Sequence[PreviewRow]) -> Aside:
    """Name who must stand aside: people listed twice, and all who share somebody's number."""
    groups: dict[object, list[PreviewRow]] = defaultdict(list)
    for row in people:
        groups[row.fields.get(FieldKey.PERSONAL_ID) or _everything(row)].append(row)
    aside: Aside = {}
    for rows in groups.values():
        if len(rows) == 1:
            continue
        numbers = [row.row_number for row in rows]
        if len({_who(row) for row in rows}) == 1:
            aside.update({number: ("repeated", str(numbers[0])) for number in numbers[1:]})
            continue
        for own in numbers:
            others = ", ".join(str(number) for number in numbers if number != own)
            aside[own] = ("same_id", others)
    return aside


def _who(row: PreviewRow) -> str:
    return f"{fold(row.fields[FieldKey.FULL_NAME])}|{row.fields.get(FieldKey.BIRTH_DATE, '')}"


def _everything(row: PreviewRow) -> object:
    return (row.status, *sorted(row.fields.items()), "", *sorted(row.extra.items()))
