"""How the twin copy stands, in the few words that a line at the counter has room for."""

from __future__ import annotations

from datetime import datetime

from desktop.backup.views import TwinKind, TwinState
from desktop.backup.words import age_words
from desktop.common.i18n import tr
from desktop.ui.theme import Kind


def short_words(state: TwinState, now: datetime) -> str:
    """Return `Bản sao: 20 giây trước`, or what is to be done."""
    if state.kind is TwinKind.GOOD and state.at is not None:
        return tr("Bản sao: {age}").format(age=age_words(state.at, now))
    if state.kind is TwinKind.WORKING:
        return tr("Đang sao ra thẻ nhớ: {percent} %").format(percent=percent_of(state))
    words = {
        TwinKind.OFF: tr("Chưa có bản sao: chọn thẻ nhớ"),
        TwinKind.MISSING: tr("Chưa có bản sao: cắm lại thẻ nhớ"),
        TwinKind.FULL: tr("Chưa có bản sao mới: thẻ nhớ đầy"),
        TwinKind.READ_ONLY: tr("Chưa có bản sao mới: thẻ nhớ khóa ghi"),
    }
    return words.get(state.kind, tr("Chưa có bản sao mới: mở trang Sao lưu"))


def percent_of(state: TwinState) -> int:
    """Return how far a whole copy is, 0 to 100."""
    return 100 * state.done // state.total if state.total else 0


def kind_of(state: TwinState, *, real: bool) -> Kind:
    """Return the colour of a state; practice data needs no copy."""
    if state.kind is TwinKind.GOOD:
        return "ok"
    if state.kind is TwinKind.WORKING or not real:
        return "neutral"
    return "warn" if state.kind is TwinKind.OFF else "bad"


def tag_words(state: TwinState) -> str:
    """Return one or two words for a tag."""
    words = {
        TwinKind.OFF: tr("Chưa chọn"),
        TwinKind.WORKING: tr("Đang sao"),
        TwinKind.GOOD: tr("Đang chạy"),
        TwinKind.MISSING: tr("Không thấy ổ"),
        TwinKind.FULL: tr("Ổ đầy"),
        TwinKind.READ_ONLY: tr("Khóa ghi"),
        TwinKind.FAILED: tr("Có lỗi"),
    }
    return words[state.kind]
