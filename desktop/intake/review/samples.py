"""Samples as they are kept: a note for each, and one that names the open one.

A note has the whole population, so that the sample can be drawn again from it at any time.
Everything here works in the caller's own transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop.common.vocabulary import ApplicationState
from desktop.intake.notes import store as notes
from desktop.intake.review import store as queries
from desktop.intake.review.returning import TAKEN_BACK
from desktop.storage.unit_of_work import Session

_ONE: Final = "review.sample."
_OPEN: Final = "review.open_sample"
_SPOILING: Final = frozenset(
    {
        ApplicationState.NEEDS_SUPPLEMENT.value,
        ApplicationState.NOT_ELIGIBLE.value,
        ApplicationState.WITHDRAWN.value,
    }
)
"""Where a drawn record goes when something was wrong with it."""


@dataclass(frozen=True)
class Sample:
    """A sample as it was drawn.

    Attributes:
        members: every record of the population -> its version when the sample was drawn.
        drawn: those that were drawn.
        exceptions: how many records waited with something found.
        closed: "" while it is open, `approved` or `failed` afterwards.
    """

    id: UUID
    seed: str
    percent: int
    at: datetime
    by: str
    members: dict[UUID, int]
    drawn: tuple[UUID, ...]
    exceptions: int
    closed: str = ""

    @property
    def rest(self) -> list[UUID]:
        """The members that were not drawn."""
        chosen = set(self.drawn)
        return [key for key in self.members if key not in chosen]


def open_sample(session: Session) -> Sample | None:
    """Return the sample that is being worked on, or None."""
    pointer = notes.note(session, _OPEN)
    found = notes.note(session, _ONE + pointer["id"]) if pointer else None
    return _read(found) if found else None


def keep(session: Session, sample: Sample, *, at: datetime) -> None:
    """Keep a sample; it is the open one unless it is closed."""
    notes.put_note(session, f"{_ONE}{sample.id}", _plain(sample), at=at)
    if sample.closed:
        notes.drop_note(session, _OPEN)
    else:
        notes.put_note(session, _OPEN, {"id": str(sample.id)}, at=at)


def progress(session: Session, sample: Sample) -> tuple[int, bool]:
    """Return how many drawn records nobody has decided, and whether one was found wrong."""
    rows, ways = queries.some(session, sample.drawn), queries.moves(session, sample.drawn)
    waiting, failed = 0, False
    for key in sample.drawn:
        spoilt = False
        for move in ways[key]:
            if move.version > sample.members[key]:
                spoilt = move.to_state in _SPOILING or (spoilt and move.reason != TAKEN_BACK)
        failed = failed or spoilt
        row = rows.get(key)
        waiting += row is not None and row.state == ApplicationState.RECEIVED.value
    return waiting, failed


def failed_members(session: Session) -> set[UUID]:
    """Return every record whose sample had one that was found wrong."""
    found: set[UUID] = set()
    for note in notes.notes(session, _ONE).values():
        sample = _read(note)
        if sample.closed == "failed" or (not sample.closed and progress(session, sample)[1]):
            found.update(sample.members)
    return found


def _plain(sample: Sample) -> dict[str, Any]:
    return {
        "id": str(sample.id),
        "seed": sample.seed,
        "percent": sample.percent,
        "at": sample.at.isoformat(),
        "by": sample.by,
        "members": {str(key): version for key, version in sample.members.items()},
        "drawn": [str(key) for key in sample.drawn],
        "exceptions": sample.exceptions,
        "closed": sample.closed,
    }


def _read(note: dict[str, Any]) -> Sample:
    return Sample(
        id=UUID(note["id"]),
        seed=note["seed"],
        percent=note["percent"],
        at=datetime.fromisoformat(note["at"]),
        by=note["by"],
        members={UUID(key): version for key, version in note["members"].items()},
        drawn=tuple(UUID(key) for key in note["drawn"]),
        exceptions=note["exceptions"],
        closed=note["closed"],
    )
