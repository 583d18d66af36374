"""What the page of visits shows in its two tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.text import masked
from desktop.common.vocabulary import VisitOutcome, VisitPlace
from desktop.field.visits import words
from desktop.field.visits.views import VisitListView, VisitView
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column

_KINDS: dict[VisitOutcome, Kind] = {
    VisitOutcome.DONE: "ok",
    VisitOutcome.AT_COUNTER: "ok",
    VisitOutcome.NOT_AT_HOME: "warn",
    VisitOutcome.IN_HOSPITAL: "warn",
    VisitOutcome.MOVED: "neutral",
    VisitOutcome.REFUSED: "bad",
    VisitOutcome.DECEASED: "neutral",
}


@dataclass(frozen=True)
class Leg:
    """One village of one list.

    Attributes:
        visits: the people there, in the order they are visited.
    """

    of: VisitListView
    village: str
    visits: tuple[VisitView, ...]

    @property
    def done(self) -> int:
        """How many have an outcome."""
        return sum(one.outcome is not None for one in self.visits)

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return self.done / len(self.visits) if self.visits else 1.0

    @property
    def is_over(self) -> bool:
        """Whether nobody waits there."""
        return self.done == len(self.visits)


def legs(lists: Sequence[VisitListView]) -> list[Leg]:
    """Return the villages of some lists, the earliest day first."""
    found = []
    for one in sorted(lists, key=lambda one: (one.day, one.number)):
        for village, group in groupby(one.visits, key=lambda visit: visit.village):
            found.append(Leg(one, village, tuple(group)))
    return found


def leg_columns() -> tuple[Column, ...]:
    """Return the columns of the villages."""
    return (
        Column(
            tr("Bản, thôn"),
            lambda one: Cell(f"{village_words(one)}\n{list_words(one)}", strong=True),
            least=110,
        ),
        Column(tr("Xong"), _done, width=76, right=True),
    )


def village_words(one: Leg) -> str:
    """Return the village, words for none."""
    return one.village or tr("Chưa rõ bản")


def list_words(one: Leg) -> str:
    """Return number and day of the list."""
    return tr("Số {n}, {day}").format(n=one.of.number, day=show_iso(one.of.day)[:5])


def _done(one: Leg) -> Cell:
    return Cell(f"{one.done}/{len(one.visits)}", strong=not one.is_over, quiet=one.is_over)


def visit_columns() -> tuple[Column, ...]:
    """Return the columns of the visits."""

    def state(one: VisitView) -> Cell:
        if one.outcome is not None:
            word = words.outcome_words(one.outcome)
            return Cell(word, tag=_KINDS[one.outcome])
        return Cell(tr("Chưa đến thăm"), tag="neutral", icon="clock")

    return (
        Column(tr("Giờ"), lambda one: Cell(one.planned_time or "–", strong=True), width=86),
        Column(tr("Họ và tên"), _who, stretch=4, least=150),
        Column(tr("Địa chỉ"), _where, stretch=4, drop=1),
        Column(tr("Kết quả"), state, width=172, tags=True),
    )


def _who(one: VisitView) -> Cell:
    born = tr("Sinh {day}").format(day=one.birth_shown) if one.birth_shown else ""
    told = " · ".join(part for part in (born, masked(one.phone, 3) if one.phone else "") if part)
    return Cell(f"{one.full_name}\n{told}" if told else one.full_name, strong=True)


def _where(one: VisitView) -> str:
    place = "" if one.place is VisitPlace.HOME else words.place_words(one.place)
    return "\n".join(part for part in (one.address, place) if part)
