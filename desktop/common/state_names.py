"""What each state of a record is called, and why a card lies here, on screens and papers."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark
from desktop.common.vocabulary import ApplicationState, Undelivered

STATE_NAMES: Final[dict[ApplicationState, str]] = {
    ApplicationState.DRAFT: mark("Đang dở"),
    ApplicationState.RECEIVED: mark("Đã xong"),
    ApplicationState.APPROVED: mark("Đã duyệt"),
    ApplicationState.EXPORTED: mark("Đã vào lô"),
    ApplicationState.ACKNOWLEDGED: mark("Tỉnh đã nhận"),
    ApplicationState.REJECTED: mark("Tỉnh trả về"),
    ApplicationState.SENT_TO_PRINT: mark("Đã chuyển in"),
    ApplicationState.PRINTED: mark("Đã in thẻ"),
    ApplicationState.RETURNED: mark("Thẻ đã về xã"),
    ApplicationState.HANDED_OVER: mark("Đã trao thẻ"),
    ApplicationState.NEEDS_SUPPLEMENT: mark("Chờ bổ sung"),
    ApplicationState.NOT_ELIGIBLE: mark("Không đủ điều kiện"),
    ApplicationState.NOT_RECEIVED: mark("Không thu nhận được"),
    ApplicationState.WITHDRAWN: mark("Đã rút"),
}

UNDELIVERED_NAMES: Final[dict[Undelivered, str]] = {
    Undelivered.ABSENT: mark("Vắng mặt"),
    Undelivered.ILL: mark("Ốm, đang điều trị"),
    Undelivered.ABROAD: mark("Ở nước ngoài"),
    Undelivered.MOVED: mark("Đã chuyển sinh hoạt"),
    Undelivered.DECEASED: mark("Đã mất"),
    Undelivered.REFUSED: mark("Không nhận"),
    Undelivered.WRONG: mark("Thông tin trên thẻ sai"),
    Undelivered.OTHER: mark("Lý do khác"),
}
"""Why a card that is here was not handed out."""
