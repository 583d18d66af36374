"""What may be chosen for one batch, and what each choice would take. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.common.shifts import OpenedShift, Shift, in_order, parse_shift, shift_of
from desktop.common.text import clean, fold


@dataclass(frozen=True)
class Choice:
    """Which waiting records leave together; without a shift and a cell, all.

    Attributes:
        shift: only what was received in it.
        cell: only this cell, in whatever capitals; "" is "no cell is written".
    """

    shift: Shift | None = None
    cell: str | None = None

    @property
    def kind(self) -> str:
        """`all`, `shift` or `cell`; stable words for the audit and `--json`."""
        if self.shift is not None:
            return "shift"
        return "all" if self.cell is None else "cell"

    @property
    def chosen(self) -> str:
        """What was chosen, to be kept: the code of the shift, the cell, or nothing for all.

        A shift that was opened has its number after the code, `2025-08-20:sang#3`.
        """
        if isinstance(self.shift, OpenedShift):
            return f"{self.shift.code}{_NUMBER}{self.shift.number}"
        return self.shift.code if self.shift is not None else self.cell or ""

    def takes(self, received_at: datetime, cell: str) -> bool:
        """Return whether a record leaves with this choice."""
        if self.shift is not None and not self.shift.holds(received_at):
            return False
        return self.cell is None or cell_key(self.cell) == cell_key(cell)


EVERYTHING = Choice()
_NUMBER = "#"


def kept_choice(kind: str, chosen: str) -> Choice | None:
    """Return a choice as it was kept (`Choice.kind`, `Choice.chosen`); None when none was."""
    if kind == "shift":
        code, mark, number = chosen.partition(_NUMBER)
        shift = parse_shift(code)
        if mark:  # what was received in it is not asked any more
            shift = OpenedShift(shift.day, shift.part, int(number))
        return Choice(shift=shift)
    if kind == "cell":
        return Choice(cell=chosen)
    return EVERYTHING if kind == "all" else None


def cell_key(cell: str) -> str:
    """Return what makes two spellings of a cell one; tone marks count, Mơ is not Mớ."""
    return clean(cell).casefold()


@dataclass(frozen=True)
class Group:
    """What one choice would take now.

    Attributes:
        choice: the choice.
        count: how many records.
        oldest: when the first of them was received.
        estimated_bytes: about how large the file will be.
    """

    choice: Choice
    count: int
    oldest: datetime
    estimated_bytes: int


Waiting = tuple[datetime, str, int]
"""When a waiting record was received, its cell, and the bytes of its files."""


def groups(waiting: Iterable[Waiting], opened: Sequence[OpenedShift] = ()) -> tuple[Group, ...]:
    """Return every choice that would take something, in the order people look for it.

    All, parts of days (newest first), shifts that were opened (newest first), cells by name.
    """
    shifts = [Choice(shift=shift) for shift in opened]
    found: dict[Choice, list[Waiting]] = {}
    spelled: dict[str, str] = {}
    for one in waiting:
        cell = spelled.setdefault(cell_key(one[1]), clean(one[1]))
        by_number = (choice for choice in shifts if choice.takes(one[0], cell))
        for choice in (EVERYTHING, Choice(shift=shift_of(one[0])), Choice(cell=cell), *by_number):
            found.setdefault(choice, []).append(one)
    return tuple(_group(choice, found[choice]) for choice in sorted(found, key=_place))


def _place(choice: Choice) -> tuple[int, int, int, str]:
    if isinstance(choice.shift, OpenedShift):
        return 2, -choice.shift.number, 0, ""
    if choice.shift is not None:
        day, part = in_order(choice.shift)
        return 1, -day.toordinal(), -part, ""
    # Numbers by their size: "Chi bộ 2" comes before "Chi bộ 10".
    name = re.sub(r"\d+", lambda digits: digits[0].zfill(9), fold(choice.cell or ""))
    return (0 if choice.cell is None else 3), 0, 0, name


def _group(choice: Choice, taken: list[Waiting]) -> Group:
    size = sum(one[2] for one in taken)
    return Group(choice, len(taken), min(one[0] for one in taken), file_bytes(len(taken), size))


def file_bytes(records: int, blob_bytes: int) -> int:
    """Return about how large the file of some records will be.

    A record document is 2 to 6 KB; age adds 16 bytes per 64 KiB.
    """
    return blob_bytes + records * 6144 + blob_bytes // 4096 + 65536 if records else 0
