"""Pure: what a verdict, an answer and a deadline must say."""

from __future__ import annotations

from datetime import date
from typing import Final

from desktop.campaign.inspections.errors import InspectionRefusedError
from desktop.campaign.inspections.views import NewMark
from desktop.common.i18n import tr
from desktop.common.inspections import Verdict
from desktop.common.text import clean

LONGEST: Final = 300
"""Characters of a note, an item and an answer."""
SHORT: Final = 160
"""Characters of names and places."""


def checked(text: str, missing: str, advice: str, longest: int = LONGEST) -> str:
    """Return a text as it is kept; without `missing` it may be empty.

    Raises:
        InspectionRefusedError: nothing was said, or too much.
    """
    kept = clean(text)
    if missing and not kept:
        raise InspectionRefusedError(missing, advice)
    if len(kept) > longest:
        raise InspectionRefusedError(
            tr("Câu này dài quá {n} chữ.").format(n=longest), tr("Rút gọn rồi lưu lại.")
        )
    return kept


def checked_mark(new: NewMark, today: date) -> NewMark:
    """Return a verdict as it is kept: what failed says what is missing, and until when.

    Raises:
        InspectionRefusedError: it does not, or the day is over.
    """
    if new.verdict is not Verdict.FAILED:
        return NewMark(new.code, new.verdict, checked(new.note, "", ""))
    note = checked(
        new.note,
        tr("Mục chưa đạt phải ghi thiếu gì."),
        tr("Ghi một câu: thiếu gì, phải sửa thế nào."),
    )
    return NewMark(new.code, new.verdict, note, _checked_deadline(new.deadline, today))


def _checked_deadline(text: str, today: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InspectionRefusedError(
            tr("Chưa rõ hạn khắc phục."), tr("Gõ đủ ngày, tháng, năm của hạn.")
        ) from None
    if day < today:
        raise InspectionRefusedError(
            tr("Hạn {day} đã qua.").format(day=f"{day:%d/%m/%Y}"), tr("Chọn từ hôm nay trở đi.")
        )
    return day.isoformat()
