"""What each state of a record is called on the screen, and the kind of its tag."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import ApplicationState
from desktop.ui.theme import Kind

_STATES: Final[dict[ApplicationState, tuple[str, Kind]]] = {
    ApplicationState.DRAFT: (mark("Đang dở"), "warn"),
    ApplicationState.RECEIVED: (mark("Đã xong"), "ok"),
    ApplicationState.APPROVED: (mark("Đã duyệt"), "ok"),
    ApplicationState.EXPORTED: (mark("Đã vào lô"), "ok"),
    ApplicationState.ACKNOWLEDGED: (mark("Tỉnh đã nhận"), "ok"),
    ApplicationState.REJECTED: (mark("Tỉnh trả về"), "bad"),
    ApplicationState.SENT_TO_PRINT: (mark("Đã chuyển in"), "ok"),
    ApplicationState.PRINTED: (mark("Đã in thẻ"), "ok"),
    ApplicationState.RETURNED: (mark("Thẻ đã về xã"), "ok"),
    ApplicationState.HANDED_OVER: (mark("Đã trao thẻ"), "ok"),
    ApplicationState.NEEDS_SUPPLEMENT: (mark("Chờ bổ sung"), "warn"),
    ApplicationState.NOT_ELIGIBLE: (mark("Không đủ điều kiện"), "bad"),
    ApplicationState.NOT_RECEIVED: (mark("Không thu nhận được"), "bad"),
    ApplicationState.WITHDRAWN: (mark("Đã rút"), "neutral"),
}


def state_name(state: ApplicationState) -> str:
    """Return the word for a record's state."""
    return tr(_STATES[state][0])


def state_kind(state: ApplicationState) -> Kind:
    """Return the tag kind of a record's state."""
    return _STATES[state][1]
