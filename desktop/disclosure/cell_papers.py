"""What an extract says of the cell's schedule and of what the cell wrote about somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.campaign.precheck.words import paper_words
from desktop.campaign.schedule.rules import clock_time
from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.common.phases import PrecheckReason
from desktop.disclosure import words
from desktop.documents.person_extract import ExtractSection
from desktop.documents.pieces import SheetNote


def of_cell(places: Iterable[Any], remarks: Iterable[Any]) -> ExtractSection:
    """Return when a person was asked to come, and what signed sheets say of them.

    Args:
        places: pairs of a place and its slot.
        remarks: pairs of a remark and its sheet.
    """
    notes = [_place(seat, slot) for seat, slot in places]
    notes += [_remark(remark, sheet) for remark, sheet in remarks]
    empty = vi("Chưa được mời theo lịch, chi bộ không ghi gì.")
    return ExtractSection(vi("Lịch mời và phiếu của chi bộ"), tuple(notes), empty)


def _place(seat: Any, slot: Any) -> SheetNote:
    told = vi("mời đến lúc {time} ngày {day}, theo lịch của {cell}").format(
        time=clock_time(seat.minute), day=show_iso(slot.day), cell=slot.cell
    )
    if slot.removed_at is not None:
        told = vi("{told}; buổi đã bỏ").format(told=told)
    return SheetNote(words.short(slot.created_at), (told,), slot.made_by)


def _remark(remark: Any, sheet: Any) -> SheetNote:
    parts = [paper_words(PrecheckReason(remark.reason)), remark.note]
    signed = vi("{who} ký ngày {day}").format(who=sheet.signed_by, day=show_iso(sheet.signed_on))
    told = ", ".join(part for part in (*parts, signed) if part)
    return SheetNote(words.short(sheet.created_at), (told,), sheet.entered_by)
