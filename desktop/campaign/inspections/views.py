"""What of inspections is shown to callers, and what callers give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.common.inspections import FindingState, Measure, Verdict


@dataclass(frozen=True)
class Measured:
    """What the program itself found out about an item.

    Attributes:
        is_good: whether it is as it should be; None where the figure alone says nothing.
        value: the figure; None where there is none to tell, such as no backup at all.
        whole: what the figure is a part of; 0 for nothing.
    """

    measure: Measure
    is_good: bool | None = None
    value: int | None = None
    whole: int = 0


Measures = Mapping[Measure, Callable[[], Measured | None]]
"""How each figure is found; None where it cannot be told now."""


@dataclass(frozen=True)
class Item:
    """One item of the check list.

    Attributes:
        code: a stable word.
        place: its place on the list, from 1.
        text: the wording; what came with the program is Vietnamese, and translates late.
        measure: what the program can tell about it; None for nothing.
        is_used: whether new inspections ask about it.
        is_own: whether this station worded it.
    """

    code: str
    place: int
    text: str
    measure: Measure | None = None
    is_used: bool = True
    is_own: bool = False


@dataclass(frozen=True)
class Finding:
    """Something that has to be mended.

    Attributes:
        number: of the station, counted from 1.
        how: how it was mended; what was said last stays when the inspector asks again.
        word: what the inspector said when looking again.
    """

    number: int
    state: FindingState
    mended_at: datetime | None = None
    mended_by: str = ""
    how: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    word: str = ""


@dataclass(frozen=True)
class MarkView:
    """What was said of one item.

    Attributes:
        text: its wording on the day of the inspection, as papers have it; `item_words` tells it.
        verdict: None until it was given.
        note: why; for what failed, what is missing.
        deadline: the last day to mend it.
        measured: what the program told at that moment; None where it could not.
        finding: what became of it; None before the inspection is closed and for what passed.
    """

    code: str
    text: str
    verdict: Verdict | None = None
    note: str = ""
    deadline: date | None = None
    measured: Measured | None = None
    finding: Finding | None = None


@dataclass(frozen=True)
class InspectionView:
    """One inspection.

    Attributes:
        number: of the station, counted from 1.
        point: which intake point was looked at.
        inspectors: who looked, as they say it.
        marks: in the order of the list.
        closed_at: None while it is under way.
    """

    number: int
    point: str
    inspectors: str
    begun_at: datetime
    begun_by: str
    marks: tuple[MarkView, ...]
    closed_at: datetime | None = None
    closed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still under way."""
        return self.closed_at is None

    def count(self, verdict: Verdict | None) -> int:
        """Return how many items got a verdict; None counts those without one."""
        return sum(one.verdict is verdict for one in self.marks)

    @property
    def findings(self) -> tuple[tuple[MarkView, Finding], ...]:
        """What has to be mended, each with its item."""
        return tuple((one, one.finding) for one in self.marks if one.finding is not None)


@dataclass(frozen=True)
class NewMark:
    """A verdict as it is given.

    Attributes:
        deadline: ISO day, for what failed alone.
    """

    code: str
    verdict: Verdict
    note: str = ""
    deadline: str = ""
