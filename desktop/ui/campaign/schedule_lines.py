"""What the grid of the schedule shows: cells as rows, open days as columns, people in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.campaign.precheck.views import Summary
from desktop.campaign.schedule.rules import Slot
from desktop.campaign.schedule.views import Board, CellRow, Proposal
from desktop.campaign.schedule.words import cell_words, slot_words
from desktop.common.i18n import tr
from desktop.ui.theme import Kind


class MarkKind(StrEnum):
    """What a cell's people of one day look like."""

    OVER = "over"
    MISSED = "missed"
    AHEAD = "ahead"
    TOLD = "told"
    COMING = "coming"
    GOING = "going"


class Shown(StrEnum):
    """Which cells are listed."""

    ALL = "all"
    BEHIND = "behind"
    WITHOUT = "without"
    NOT_TOLD = "not_told"
    UNSIGNED = "unsigned"


@dataclass(frozen=True)
class Mark:
    """The people of a cell on one day.

    Attributes:
        is_by_hand: somebody chose the time.
    """

    kind: MarkKind
    people: int
    is_by_hand: bool = False


@dataclass(frozen=True)
class Line:
    """One row: a cell with what is shown of its days.

    Attributes:
        before: its slots ahead as they stand while a proposal is looked at; None otherwise.
        after: what the proposal makes of them.
        sheet: what came of the sheet that the cell signs; None while nothing did.
    """

    row: CellRow
    today: date
    before: tuple[Slot, ...] | None = None
    after: tuple[Slot, ...] = ()
    sheet: Summary | None = None

    @property
    def name(self) -> str:
        """The cell, in words."""
        return cell_words(self.row.cell)

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """Return its slots of one day as they stand."""
        return tuple(slot for slot in self.row.slots if slot.day == day)

    def mark(self, day: date) -> Mark | None:
        """Return what one day shows, None for nothing."""
        if self.before is not None and day > self.today:
            return self._proposed(day)
        there = self.slots_on(day)
        if not there:
            return None
        people, by_hand = sum(slot.people for slot in there), any(s.is_by_hand for s in there)
        if day < self.today or (day == self.today and self.row.is_behind):
            last = max(slot.day for slot in self.row.slots if slot.day <= self.today)
            is_missed = self.row.is_behind and day == last
            return Mark(MarkKind.MISSED if is_missed else MarkKind.OVER, people, by_hand)
        told = all(slot.is_told for slot in there)
        return Mark(MarkKind.TOLD if told else MarkKind.AHEAD, people, by_hand)

    def _proposed(self, day: date) -> Mark | None:
        old = [slot for slot in self.before or () if slot.day == day]
        new = [slot for slot in self.after if slot.day == day]
        if new:
            people, by_hand = sum(slot.people for slot in new), any(s.is_by_hand for s in new)
            if set(new) != set(old):
                return Mark(MarkKind.COMING, people, by_hand)
            told = all(slot.is_told for slot in new)
            return Mark(MarkKind.TOLD if told else MarkKind.AHEAD, people, by_hand)
        if old:
            return Mark(MarkKind.GOING, sum(slot.people for slot in old))
        return None

    def state(self) -> tuple[str, Kind] | None:
        """Return the tag of the row, None for a cell that goes as planned."""
        row = self.row
        if not row.remaining:
            return tr("Xong"), "ok"
        if row.is_behind:
            return tr("Chậm {n}").format(n=row.without), "warn"
        if row.without > 0:
            return tr("Chưa xếp {n}").format(n=row.without), "neutral"
        if row.is_late:
            return tr("Sau hạn"), "bad"
        return None

    def told(self, day: date) -> str:
        """Return a day in words, for who listens to the screen."""
        words = "; ".join(slot_words(slot) for slot in self.slots_on(day))
        return f"{self.name}: {words or tr('không có buổi')}"


def lines_of(
    board: Board, proposal: Proposal | None, shown: Shown, sheets: Mapping[str, Summary]
) -> list[Line]:
    """Return the rows in the order in which cells come; those of a proposal show what changes."""
    changes = {one.cell: one for one in proposal.changes} if proposal else {}
    found = []
    for row in board.cells:
        change = changes.get(row.cell)
        before: tuple[Slot, ...] | None = None
        after: tuple[Slot, ...] = ()
        if proposal is not None:
            ahead = row.ahead_of(board.today)
            before, after = (change.before, change.after) if change else (ahead, ahead)
        line = Line(row, board.today, before, after, sheets.get(row.cell))
        if _is_shown(line, shown):
            found.append(line)
    return found


def _is_shown(line: Line, shown: Shown) -> bool:
    row, today = line.row, line.today
    if shown is Shown.UNSIGNED:
        return line.sheet is None
    if shown is Shown.BEHIND:
        return row.is_behind or row.is_late
    if shown is Shown.WITHOUT:
        return row.without > 0
    if shown is Shown.NOT_TOLD:
        return bool(row.ahead_of(today)) and not row.is_told(today)
    return True


def days_of(board: Board, proposal: Proposal | None) -> list[date]:
    """Return the days that are columns: those with slots, and those on which the point is open."""
    found = {one.day for one in board.windows}
    slots: Iterable[Slot] = [slot for row in board.cells for slot in row.slots]
    found |= {slot.day for slot in slots}
    if proposal is not None:
        found |= {slot.day for slot in proposal.added}
    return sorted(found)


def load_of(board: Board, proposal: Proposal | None) -> dict[date, int]:
    """Return how many people are asked to come, by day, as the grid shows it."""
    found: dict[date, int] = {}
    gone = set(proposal.removed) if proposal else set()
    slots = [slot for row in board.cells for slot in row.slots if slot.id not in gone]
    for slot in [*slots, *(proposal.added if proposal else ())]:
        found[slot.day] = found.get(slot.day, 0) + slot.people
    return found
