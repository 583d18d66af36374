"""A note of a rule, and the pages it can stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NotePlace(StrEnum):
    """The pages that have a note; each is named as its page."""

    FIND = "find"
    NOT_LISTED = "not_listed"
    COMPARE = "compare"
    PHOTO = "photo"
    SIGN = "sign"
    CHECK = "check"
    REVIEW = "review"
    CARDS = "cards"


@dataclass(frozen=True)
class RuleNote:
    """One version of a note.

    Attributes:
        version: counted from 1; the first one comes with the program.
        text: the rule in plain words; empty takes the note from its page.
        source: the document it comes from; empty where nobody named one.
        day: the day of the document, None where nobody named one.
        set_at: when it was written, None for what comes with the program.
        set_by: who wrote it.
    """

    place: NotePlace
    version: int
    text: str
    source: str = ""
    day: date | None = None
    set_at: datetime | None = None
    set_by: str = ""
