"""Stored words about what an office has to do; values never change."""

from __future__ import annotations

from enum import StrEnum


class TaskKind(StrEnum):
    """What kind of thing somebody was given to do."""

    VISIT = "visit"
    FIX = "fix"
    """A record that has to be mended."""
    MISSING_PAPER = "missing_paper"
    QUESTION = "question"
    """Something the province has to be asked."""
    OTHER = "other"


class TaskState(StrEnum):
    """How a task stands; the first two are still to be done."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    """Somebody else has it now, or it has another deadline."""
    DONE = "done"
    CANCELLED = "cancelled"


class TaskAct(StrEnum):
    """What was done to a task."""

    MADE = "made"
    HANDED_OVER = "handed_over"
    DONE = "done"
    CANCELLED = "cancelled"
    REOPENED = "reopened"


class DifficultyKind(StrEnum):
    """What makes the work hard."""

    PROCEDURE = "procedure"
    """Nobody here knows how a case is to be done."""
    LIST_DATA = "list_data"
    PAPERS = "papers"
    PEOPLE = "people"
    """Somebody cannot come, does not want to, or is not found."""
    EQUIPMENT = "equipment"
    SOFTWARE = "software"
    OTHER = "other"


class DifficultyState(StrEnum):
    """How far a difficulty is."""

    OPEN = "open"
    SENT = "sent"
    """The province was asked."""
    ANSWERED = "answered"
