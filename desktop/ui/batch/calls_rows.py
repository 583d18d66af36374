"""Words and columns of the phone list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.calls.views import CallLine, CallList, CallState
from desktop.intake.calls.words import state_words
from desktop.ui.roster.person_words import shown
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column

_KINDS: Final[dict[CallState, Kind]] = {
    CallState.DUE: "warn",
    CallState.LATER: "neutral",
    CallState.COMING: "ok",
    CallState.WRONG_NUMBER: "bad",
    CallState.REFUSED: "bad",
}


def columns(is_shown: Callable[[CallLine], bool]) -> list[Column]:
    """Return the columns of the list.

    Args:
        is_shown: whether the number of a line may be read.
    """

    def phone(line: CallLine) -> Cell:
        if not line.callee.phone:
            return Cell(tr("chưa có"), quiet=True)
        number = shown(FieldKey.PHONE, line.callee.phone, revealed=is_shown(line))
        return Cell(number, strong=is_shown(line))

    return [
        Column(tr("Họ và tên"), _name, stretch=4, least=180),
        Column(tr("Chi bộ"), lambda line: line.callee.cell, stretch=3, drop=2, least=110),
        Column(tr("Điện thoại"), phone, width=138),
        Column(tr("Cần gì"), lambda line: tr(line.callee.need), stretch=5, drop=1, least=250),
        Column(tr("Lần gọi"), lambda line: str(line.tries or ""), width=98, right=True),
        Column(tr("Hôm nay"), _state, width=160, tags=True),
    ]


def _name(line: CallLine) -> Cell:
    return Cell(line.callee.full_name, strong=True)


def _state(line: CallLine) -> Cell:
    return Cell(state_words(line), tag=_KINDS[line.state])


def sums_words(found: CallList) -> str:
    """Return how the calls stand: `12 người: cần gọi 5, gọi lại sau 2, hẹn đến 3, …`."""
    counts = {state: found.count(state) for state in CallState}
    return tr(
        "{n} người: cần gọi {due}, gọi lại sau {later}, hẹn đến {coming}, sai số {wrong}, "
        "từ chối {refused}"
    ).format(
        n=len(found.lines),
        due=counts[CallState.DUE],
        later=counts[CallState.LATER],
        coming=counts[CallState.COMING],
        wrong=counts[CallState.WRONG_NUMBER],
        refused=counts[CallState.REFUSED],
    )
