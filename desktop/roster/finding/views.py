"""What the list page asks for and gets: frozen, without tables behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from desktop.common.vocabulary import MemberStatus
from desktop.roster.views import PersonRow


class ListSort(StrEnum):
    """What the list is sorted by; equals stand in the order of name lists (tên, họ, đệm)."""

    GIVEN = "given"
    FAMILY = "family"
    CELL = "cell"
    BIRTH = "birth"
    STATUS = "status"


@dataclass(frozen=True)
class ListQuery:
    """Who is shown on the list, and in which order; an empty filter lets everybody through.

    Attributes:
        text: as in the search box, but everybody who fits, in the chosen order.
        cells, villages, statuses: any of these.
        has_problem, eligible: only such, only others, or None for both.
        only: just these people, None for everybody (who was received, who stands in a register:
            whoever knows it gives the ids).
        without: none of these people.
        descending: the other way round; equals stay in the order of name lists.
    """

    text: str = ""
    cells: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    statuses: frozenset[MemberStatus] = frozenset()
    has_problem: bool | None = None
    eligible: bool | None = None
    only: frozenset[UUID] | None = None
    without: frozenset[UUID] = frozenset()
    sort: ListSort = ListSort.GIVEN
    descending: bool = False


@dataclass(frozen=True)
class ListPage:
    """Some rows of the list.

    Attributes:
        rows: from `offset` on; fewer than asked for at the end of the list.
        total: how many rows the whole list has.
    """

    rows: tuple[PersonRow, ...]
    offset: int
    total: int


@dataclass(frozen=True)
class ListChoices:
    """What the filters of the list can be set to, each with the number of people."""

    cells: tuple[tuple[str, int], ...]
    villages: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[MemberStatus, int], ...]
    problems: int
