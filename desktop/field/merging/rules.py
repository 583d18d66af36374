"""What becomes of a record that a laptop brought; pure. Never by what arrived first.

Three facts decide, and each is the same whatever was merged before: the newer form of a record (its
own version grows with each move), whether the office has a record of the person itself, and to
which laptop the person was lent last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Stamp:
    """How new one form of a record is.

    Attributes:
        version: grows with each move.
        changed_at: when it changed last; tells forms of the same version apart.
        sha256: of all of it; so that no two different forms are ever equal.
    """

    version: int
    changed_at: datetime
    sha256: str


class Landing(StrEnum):
    """What to do with a record that is known and not decided."""

    ADOPT = "adopt"
    """It becomes an application of the office."""
    FOLLOW = "follow"
    """The application it became takes its newer form."""
    WAIT = "wait"
    """Somebody has to choose."""


@dataclass(frozen=True)
class Facts:
    """What the office knows when it looks at a record of the field.

    Attributes:
        withdrawn: the record itself was taken back on the laptop.
        adopted: it is an application here already.
        office_went_on: that application changed here since.
        has_rival: the office has another record of the person that was not taken back.
        lent_last: the person was lent to this laptop last, or the laptop met them first.
        number_taken: another record has its receipt number.
    """

    withdrawn: bool
    adopted: bool
    office_went_on: bool
    has_rival: bool
    lent_last: bool
    number_taken: bool


def is_newer(coming: Stamp, known: Stamp | None) -> bool:
    """Whether a form that comes is newer than the one that is known."""
    return known is None or coming > known


def landing(facts: Facts) -> Landing:
    """Decide about one record."""
    if facts.adopted:
        return Landing.WAIT if facts.office_went_on else Landing.FOLLOW
    if facts.number_taken:
        return Landing.WAIT
    if facts.withdrawn:
        return Landing.ADOPT
    return Landing.ADOPT if facts.lent_last and not facts.has_rival else Landing.WAIT


def holds(one: tuple[int, str], other: tuple[int, str]) -> bool:
    """Whether the first of two outcomes of a visit holds: (version, digest), the greater one."""
    return one > other
