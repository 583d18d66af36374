"""What an extract says of visits: why somebody could not come, and what came of each visit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.common.vocabulary import VisitOutcome, VisitPlace
from desktop.disclosure import words
from desktop.documents.person_extract import ExtractSection
from desktop.documents.pieces import SheetNote
from desktop.field.visits.words import outcome_words, place_words, reason_words


def visits(cases: Iterable[Any], found: Iterable[Any]) -> ExtractSection:
    """Return marks and visits; the person may read their own reason."""
    notes = [_case(one) for one in cases] + [_visit(one) for one in found]
    empty = vi("Chưa có lượt đi nào.")
    return ExtractSection(vi("Tổ lưu động đến nhà"), tuple(notes), empty)


def _case(one: Any) -> SheetNote:
    parts = [
        reason_words(one.reason, vi),
        place_words(VisitPlace(one.place), vi),
        one.address,
        one.note,
    ]
    if one.cleared_at is not None:
        parts.append(vi("đã bỏ: {who}").format(who=one.cleared_by))
    told = ", ".join(part for part in parts if part)
    return SheetNote(words.short(one.created_at), (told,), one.set_by)


def _visit(one: Any) -> SheetNote:
    parts = [
        outcome_words(VisitOutcome(one.outcome) if one.outcome else None, vi),
        reason_words(one.reason, vi),
        one.address,
        one.phone,
        show_iso(one.revisit_on),
        one.outcome_note,
    ]
    told = ", ".join(part for part in parts if part)
    return SheetNote(words.short(one.done_at or one.created_at), (told,), one.done_by)
