"""What an extract says of the time when somebody was not done: the reasons that were given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.campaign.cells.words import REASONS
from desktop.common.i18n import vi
from desktop.common.phases import CaseReason
from desktop.common.state_names import STATE_NAMES
from desktop.common.vocabulary import ApplicationState
from desktop.disclosure import words
from desktop.documents.person_extract import ExtractSection
from desktop.documents.pieces import SheetNote


def explanations(found: Iterable[Any]) -> ExtractSection:
    """Return why the record went no further at the time, and who said so."""
    notes = tuple(
        SheetNote(words.short(one.explained_at), (_told(one),), one.explained_by) for one in found
    )
    empty = vi("Chưa ai ghi lý do nào.")
    return ExtractSection(vi("Lý do chưa xong khi xem sổ chi bộ"), notes, empty)


def _told(one: Any) -> str:
    state = STATE_NAMES[ApplicationState(one.state)] if one.state else vi("Chưa đến")
    parts = (vi(state), vi(REASONS[CaseReason(one.reason)]), one.note)
    return ", ".join(part for part in parts if part)
