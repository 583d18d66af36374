"""Signed sheets as callers see them: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.common.phases import PrecheckReason
from desktop.common.vocabulary import MemberStatus


@dataclass(frozen=True)
class Listed:
    """Somebody on the list of a cell, as its sheet shows them.

    Attributes:
        masked_id: the personal number, all but its last digits hidden.
    """

    member_id: UUID
    full_name: str
    birth_date: str
    joined_on: str
    masked_id: str
    status: MemberStatus


@dataclass(frozen=True)
class Remark:
    """One thing that a cell says is not right.

    Attributes:
        member_id: who it is about; None for somebody the list lacks.
        full_name: their name; of somebody the list lacks as the cell wrote it.
    """

    member_id: UUID | None
    full_name: str
    reason: PrecheckReason
    note: str = ""


@dataclass(frozen=True)
class SignedSheet:
    """A sheet that came back.

    Attributes:
        signed_by: who signed for the cell.
        signed_on: the day on the paper.
        people: how many stood on the list that was signed.
        remarks: in the order of the list; people it lacks come last.
    """

    signed_by: str
    signed_on: date
    people: int
    remarks: tuple[Remark, ...]
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True)
class CellList:
    """A cell's list with the sheet that holds for it.

    Attributes:
        sheet: None while nothing signed came back.
        earlier: sheets whose place was taken, the latest first.
    """

    cell: str
    people: tuple[Listed, ...]
    sheet: SignedSheet | None
    earlier: tuple[SignedSheet, ...] = ()

    @property
    def has_changed(self) -> bool:
        """Whether the list is not as long any more as when it was signed."""
        return self.sheet is not None and self.sheet.people != len(self.people)


@dataclass(frozen=True)
class Summary:
    """What is known of a cell's sheet, for lists of cells.

    Attributes:
        signed_by: empty where somebody only noted that the sheet came back.
        remarks: how many things it says are not right.
    """

    signed_by: str
    signed_on: date
    people: int
    remarks: int
