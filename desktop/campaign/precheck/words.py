"""Reasons in words, and their numbers on the paper and on the keyboard."""

from __future__ import annotations

from typing import Final

from desktop.campaign.precheck.views import Summary
from desktop.common.i18n import mark, tr, vi
from desktop.common.phases import PrecheckReason

REASONS: Final[dict[PrecheckReason, str]] = {
    PrecheckReason.WRONG_DATA: mark("sai thông tin"),
    PrecheckReason.MOVED: mark("đã chuyển đi"),
    PrecheckReason.NO_MEMBER: mark("không còn là đảng viên"),
    PrecheckReason.DECEASED: mark("đã mất"),
    PrecheckReason.OTHER_CELL: mark("thuộc chi bộ khác"),
    PrecheckReason.AWAY: mark("đi xa"),
    PrecheckReason.FRAIL: mark("ốm, già yếu"),
    PrecheckReason.OTHER: mark("lý do khác"),
}
"""Reasons about somebody on the list; the place of each is its number, from 1."""

_ALL: Final = {**REASONS, PrecheckReason.MISSING: mark("danh sách thiếu")}


def reason_words(reason: PrecheckReason) -> str:
    """Return a reason in the chosen language."""
    return tr(_ALL[reason])


def paper_words(reason: PrecheckReason) -> str:
    """Return a reason as papers print it."""
    return vi(_ALL[reason])


def codes_words() -> str:
    """Return the numbers of the reasons as papers print them."""
    return "; ".join(f"{number} {vi(text)}" for number, text in enumerate(REASONS.values(), 1))


def summary_words(found: Summary | None) -> str:
    """Return what came of a cell's sheet."""
    if found is None:
        return tr("Chưa có phiếu xác nhận")
    if not found.signed_by:
        return tr("Đã ghi là đã ký {day}").format(day=f"{found.signed_on:%d/%m}")
    words = tr("Đã xác nhận {day}, {who} ký")
    if found.remarks:
        words = tr("Đã xác nhận {day}, {who} ký; {n} điều phải sửa")
    return words.format(day=f"{found.signed_on:%d/%m}", who=found.signed_by, n=found.remarks)
