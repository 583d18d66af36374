"""What the trail shows to people: frozen values, no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple


class EventKind(StrEnum):
    """What an act has to do with; the parts of a filter, never stored."""

    RECORD = "record"
    REVIEW = "review"
    PAPER = "paper"
    REVEALED = "revealed"
    ROSTER = "roster"
    SOURCES = "sources"
    BATCH = "batch"
    CARD = "card"
    SHIFT = "shift"
    FIELD = "field"
    CAMPAIGN = "campaign"
    PEOPLE = "people"
    MACHINE = "machine"


@dataclass(frozen=True)
class JournalQuery:
    """Which events are wanted; everything given must hold.

    Attributes:
        first: the first day, at the counter's own time.
        last: the last day.
        actors: who did it, by any of these; empty for anybody.
        kind: what it has to do with.
        about: `target` of an event; all events of the same record or person are wanted.
    """

    first: date | None = None
    last: date | None = None
    actors: frozenset[str] = frozenset()
    kind: EventKind | None = None
    about: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != JournalQuery()


@dataclass(frozen=True)
class Entry:
    """One event, read for people.

    Attributes:
        number: its place in the trail.
        at: when, UTC; None where the trail holds no time there (somebody meddled).
        actor: who did it, as stored.
        tag: the act, as stored; words of other versions may be unknown.
        target: what it was about, as stored.
        detail: counts and names of fields; empty where it cannot be read.
        digest: of the event.
        who: the name of whoever did it where the trail holds their key; else as stored.
        person: whom it was about, "" for nobody or when the viewer's role may not see names.
        is_record: whether `about` of a query can find more about the same.
    """

    number: int
    at: datetime | None
    actor: str
    tag: str
    target: str
    detail: Mapping[str, Any] = field(hash=False)
    digest: str
    who: str = ""
    person: str = ""
    is_record: bool = False


@dataclass(frozen=True)
class JournalPage:
    """Some events, the newest first, and whether there are more on either side."""

    entries: tuple[Entry, ...]
    has_older: bool
    has_newer: bool


class Actor(NamedTuple):
    """Somebody who did something: the name, and how the trail names them (name, key, both)."""

    name: str
    keys: frozenset[str]


@dataclass(frozen=True)
class JournalFrame:
    """What stands around the pages: who is named in the trail, how long it is."""

    actors: tuple[Actor, ...]
    newest: int
