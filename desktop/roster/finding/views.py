"""What finding and the list page ask for and get: frozen, without tables behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from desktop.common.vocabulary import MemberStatus


@dataclass(frozen=True)
class PersonRow:
    """One line of the result list at the counter.

    Attributes:
        birth_shown: as people read it, `12/03/1978` or `1950`.
        personal_id: whole number; show `personal_id_masked` unless revealed.
        ineligible_reason: why the card cannot be renewed now, empty when it can.
        highlights: (start, length) spans of `full_name` that the query matched.
        has_problem: a person should look at something the list says.
    """

    member_id: UUID
    full_name: str
    birth_shown: str
    personal_id: str
    personal_id_masked: str
    old_id: str
    cell: str
    village: str
    residence: str
    sex: str
    status: MemberStatus
    eligible: bool
    ineligible_reason: str
    highlights: tuple[tuple[int, int], ...] = ()
    has_problem: bool = False


@dataclass(frozen=True)
class SearchResult:
    """People that fit a query, best first.

    Attributes:
        rows: at most the asked limit.
        total: how many fit in all.
        by: what fitted: `name`, `initials`, `number`, `birth`, `place`, `typo` or `none`.
    """

    rows: tuple[PersonRow, ...]
    total: int
    by: str


@dataclass(frozen=True)
class NearMatch:
    """A person on the list who resembles somebody who is not on it."""

    row: PersonRow
    reason: str
    score: int


@dataclass(frozen=True)
class RosterCounts:
    """How many people the store holds.

    Attributes:
        total: people of the unit's own list.
        eligible: of those, whose card can be renewed now.
        outside: temporary residents and people outside the list, counted apart.
        cells: number of Party cells.
    """

    total: int
    eligible: int
    outside: int
    cells: int


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
