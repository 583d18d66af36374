"""Stored words about inspections; values never change."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What an inspector says of one item."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class FindingState(StrEnum):
    """How far something that has to be mended is."""

    OPEN = "open"
    MENDED = "mended"
    """The inspected say so; the inspector has not looked yet."""
    CONFIRMED = "confirmed"


class Measure(StrEnum):
    """What the program itself can tell about an item."""

    DIFFERENCES = "differences"
    """Lines of the register of differences that nobody decided."""
    RETAKES = "retakes"
    BACKUP = "backup"
    TRAIL = "trail"
    CLOCK = "clock"
    OPEN_CASES = "open_cases"
    MINUTES = "minutes"
    """Of one person at the counter."""
