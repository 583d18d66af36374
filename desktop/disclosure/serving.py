"""What an extract says of somebody's priority, and of what else was done when they came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.campaign.priority.words import reason_words
from desktop.common.flags import FlagReason, VisitService
from desktop.common.i18n import vi
from desktop.disclosure import words
from desktop.documents.person_extract import ExtractSection
from desktop.documents.pieces import SheetNote
from desktop.intake.same_visit.words import service_words


def flags(found: Iterable[Any]) -> ExtractSection:
    """Return flags, those taken back included; the person may read their own reason."""
    notes = []
    for one in found:
        parts = [reason_words(FlagReason(one.reason), vi), one.note]
        if one.cleared_at is not None:
            parts.append(vi("đã bỏ: {who}").format(who=one.cleared_by))
        told = ", ".join(part for part in parts if part)
        notes.append(SheetNote(words.short(one.created_at), (told,), one.set_by))
    empty = vi("Chưa ghi lý do ưu tiên nào.")
    return ExtractSection(vi("Diện ưu tiên"), tuple(notes), empty)


def services(found: Iterable[Any]) -> ExtractSection:
    """Return what else was done at the same visit, also what was noted by mistake."""
    notes = []
    for one in found:
        parts = [service_words(VisitService(one.kind), vi)]
        if one.undone_at is not None:
            parts.append(vi("đã bỏ: {who}").format(who=one.undone_by))
        notes.append(SheetNote(words.short(one.created_at), (", ".join(parts),), one.noted_by))
    empty = vi("Không có việc nào khác.")
    return ExtractSection(vi("Việc làm thêm cùng lúc"), tuple(notes), empty)
