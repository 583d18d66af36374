"""Phases and what is in their way, in words."""

from __future__ import annotations

from typing import Final

from desktop.campaign.phases.rules import Code, Obstacle
from desktop.common.i18n import mark, tr, trn
from desktop.common.phases import Phase

PHASES: Final[dict[Phase, str]] = {
    Phase.REVIEW: mark("Rà soát"),
    Phase.INTAKE: mark("Thu nhận"),
    Phase.TRANSFER: mark("Chuyển in"),
    Phase.RETURN: mark("Trả thẻ"),
}


def phase_words(phase: Phase) -> str:
    """Return what people call a phase."""
    return tr(PHASES[phase])


def cell_words(name: str) -> str:
    """Return what people call a cell."""
    return name or tr("Chưa rõ chi bộ")


def obstacle_words(obstacle: Obstacle) -> str:
    """Say what is in the way."""
    n = obstacle.people
    if obstacle.code is Code.SHEET:
        return tr("phiếu rà soát chưa ký trả về")
    if obstacle.code is Code.CATALOGUE:
        return tr("chưa xác nhận danh mục chi bộ")
    if obstacle.code is Code.DIFFERENCES:
        told = trn("còn {n} mục lệch chưa quyết định", "còn {n} mục lệch chưa quyết định", n)
    elif obstacle.code is Code.SHEET_GROWN:
        told = trn(
            "{n} người thêm vào sau khi ký phiếu rà soát",
            "{n} người thêm vào sau khi ký phiếu rà soát",
            n,
        )
    elif obstacle.code is Code.CATALOGUE_CHANGED:
        told = trn(
            "danh sách lệch {n} người so với lúc xác nhận",
            "danh sách lệch {n} người so với lúc xác nhận",
            n,
        )
    elif obstacle.code is Code.NOT_RECEIVED:
        told = trn("còn {n} người chưa thu nhận", "còn {n} người chưa thu nhận", n)
    elif obstacle.code is Code.NOT_TAKEN:
        told = trn("còn {n} hồ sơ tỉnh chưa nhận", "còn {n} hồ sơ tỉnh chưa nhận", n)
    else:
        told = trn("còn {n} thẻ chưa trao", "còn {n} thẻ chưa trao", n)
    return told.format(n=n)


def obstacles_words(obstacles: tuple[Obstacle, ...]) -> str:
    """Say everything that is in the way, in one line."""
    return "; ".join(obstacle_words(one) for one in obstacles)
