"""What kinds and states of difficulties are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.duties import DifficultyKind, DifficultyState
from desktop.common.i18n import mark, tr

KINDS: Final[dict[DifficultyKind, str]] = {
    DifficultyKind.PROCEDURE: mark("Cách làm, hướng dẫn"),
    DifficultyKind.LIST_DATA: mark("Dữ liệu danh sách"),
    DifficultyKind.PAPERS: mark("Giấy tờ"),
    DifficultyKind.PEOPLE: mark("Người không đến được"),
    DifficultyKind.EQUIPMENT: mark("Thiết bị"),
    DifficultyKind.SOFTWARE: mark("Phần mềm"),
    DifficultyKind.OTHER: mark("Vướng mắc khác"),
}
STATES: Final[dict[DifficultyState, str]] = {
    DifficultyState.OPEN: mark("Chưa gửi"),
    DifficultyState.SENT: mark("Đã gửi tỉnh"),
    DifficultyState.ANSWERED: mark("Đã trả lời"),
}


def kind_words(kind: DifficultyKind, told: Callable[[str], str] = tr) -> str:
    """Return what people call a kind of difficulty."""
    return told(KINDS[kind])


def state_words(state: DifficultyState, told: Callable[[str], str] = tr) -> str:
    """Return what people call how far it is."""
    return told(STATES[state])
