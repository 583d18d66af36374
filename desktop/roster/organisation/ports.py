"""What the tree asks and tells what stands above it: open applications, closed cells, new names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from desktop.common.vocabulary import ApplicationState
from desktop.storage.unit_of_work import Session


class OpenCasesOf(Protocol):
    """Answered by the counter: whose application is in work?"""

    def __call__(
        self, session: Session, member_ids: Collection[UUID] | None
    ) -> Mapping[UUID, ApplicationState]:
        """Return those with an application not on its way yet; None asks about everybody."""
        ...


class LockedCells(Protocol):
    """Answered by the campaign: which cells are closed, so that nothing changes in them?"""

    def __call__(self, session: Session) -> Collection[str]:
        """Return their names, as members' rows carry them."""
        ...


class Fate(StrEnum):
    """What became of the name of a cell."""

    NEW = "new"
    """Nothing that is kept under this name from an earlier cell is about it."""
    SPLIT = "split"
    """It was made of some people of another one."""
    RENAMED = "renamed"
    MERGED = "merged"


class CellFate(NamedTuple):
    """What an act made of one cell.

    Attributes:
        old: the name it had, or that of the cell it was made of; empty for a new one.
        new: the name it has, or that of the cell that took it over.
        keeps_old: another open cell goes on under the old name.
        keeps_new: another open cell had the new name already.
    """

    fate: Fate
    old: str
    new: str
    keeps_old: bool = False
    keeps_new: bool = False


class FollowsCells(Protocol):
    """Told of every act, in its own transaction, when members' rows say where they belong."""

    def __call__(
        self, session: Session, fates: Sequence[CellFate], *, at: datetime, actor: str
    ) -> None:
        """Let what is kept by the name of a cell follow, all of it at once.

        An act that only changes who is in which cell has no fates.
        """
        ...


def no_cases(
    session: Session, member_ids: Collection[UUID] | None
) -> Mapping[UUID, ApplicationState]:
    """Answer for a list without a counter."""
    del session, member_ids
    return {}


def no_locks(session: Session) -> Collection[str]:
    """Answer for a list without a campaign."""
    del session
    return ()


@dataclass(frozen=True)
class Ports:
    """Everything above the tree that has a say or a part in its acts.

    Attributes:
        cases: asked whose application is in work.
        locked: asked which cells the campaign closed.
        followers: told what became of cells.
    """

    cases: OpenCasesOf = no_cases
    locked: LockedCells = no_locks
    followers: tuple[FollowsCells, ...] = ()
