"""What the diagnostics page and `main.py doctor` show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a measured value is judged; the order is from good to bad."""

    OK = "ok"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True)
class CheckRow:
    """One thing that was measured.

    Attributes:
        name: stable English name for programs.
        label: what it is, for people.
        value: the measured value, for people.
        verdict: how it is judged.
        advice: the one remedy, or "".
    """

    name: str
    label: str
    value: str
    verdict: Verdict
    advice: str = ""
