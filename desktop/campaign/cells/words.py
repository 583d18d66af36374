"""Reasons and states of open cases, in words."""

from __future__ import annotations

from typing import Final

from desktop.campaign.cells.views import OpenCase
from desktop.common.i18n import mark, tr
from desktop.common.phases import CaseReason
from desktop.common.state_names import STATE_NAMES
from desktop.common.vocabulary import ApplicationState

REASONS: Final[dict[CaseReason, str]] = {
    CaseReason.AWAY: mark("Đi vắng dài ngày"),
    CaseReason.ILL: mark("Ốm, nằm viện"),
    CaseReason.ABROAD: mark("Đang ở nước ngoài"),
    CaseReason.MOVED: mark("Đang chuyển sinh hoạt"),
    CaseReason.DECEASED: mark("Đã mất"),
    CaseReason.REFUSED: mark("Từ chối"),
    CaseReason.PAPERS: mark("Chờ giấy tờ hoặc ý kiến cấp ủy"),
    CaseReason.REPRINT: mark("Thẻ đang in lại"),
    CaseReason.PROVINCE: mark("Đang ở tỉnh"),
    CaseReason.OTHER: mark("Lý do khác"),
}


def reason_words(reason: CaseReason) -> str:
    """Return what people call a reason."""
    return tr(REASONS[reason])


def case_state_words(case: OpenCase) -> str:
    """Return how far somebody came."""
    return tr(STATE_NAMES[ApplicationState(case.state)]) if case.state else tr("Chưa đến")


def why_words(case: OpenCase) -> str:
    """Return why somebody has not got the card, empty while nobody said."""
    if case.reason is not None:
        told = reason_words(case.reason)
        return f"{told}: {case.note}" if case.note else told
    return case.record_says
