"""What the diagnostics page and `main.py doctor` show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float | bool | None
"""One measured thing for programs: a number in the unit its name says, a word, or nothing."""


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
        facts: the same measurement for programs; names and units in docs/command-line.md.
        outside: parts of `value` and `advice` that were named by people or devices: a printer, a
            folder. They stay on this machine; a support bundle leaves them out.
        seconds: how long measuring took.
    """

    name: str
    label: str
    value: str
    verdict: Verdict
    advice: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    outside: tuple[str, ...] = ()
    seconds: float = 0.0


Probe = Callable[[], CheckRow]


@dataclass(frozen=True)
class Check:
    """Something that can be measured.

    Attributes:
        name: stable English name, the same as of its row.
        probe: measures and judges.
        seconds: how long it may take before it counts as hanging.
        is_here: it has to be measured in the thread that asks (Qt's own checks).
        of_morning: it belongs to the check before the first applicant.
        morning_only: it is asked in the morning and at no other time.
    """

    name: str
    probe: Probe
    seconds: float = 15.0
    is_here: bool = False
    of_morning: bool = False
    morning_only: bool = False


def worst(rows: tuple[CheckRow, ...]) -> Verdict:
    """Return the verdict of the worst row; OK when there is none."""
    return max((row.verdict for row in rows), key=list(Verdict).index, default=Verdict.OK)
