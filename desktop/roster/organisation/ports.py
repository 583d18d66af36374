"""What the tree asks of what stands above it: open applications, and cells the campaign closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol
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
