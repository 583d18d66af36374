"""What reasons, places and outcomes are called, on screens and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import CannotCome, TeamRole, VisitOutcome, VisitPlace

HIDDEN: Final = "•••"
"""Stands for a reason that nobody asked for."""

REASONS: Final[dict[CannotCome, str]] = {
    CannotCome.OLD: mark("Tuổi cao, sức yếu"),
    CannotCome.ILL: mark("Đang ốm, bệnh nặng"),
    CannotCome.DISABLED: mark("Khuyết tật, khó đi lại"),
    CannotCome.IN_HOSPITAL: mark("Đang điều trị"),
    CannotCome.CARING: mark("Phải chăm người thân"),
    CannotCome.FAR: mark("Ở xa, đường khó đi"),
    CannotCome.OTHER: mark("Lý do khác"),
}
PLACES: Final[dict[VisitPlace, str]] = {
    VisitPlace.HOME: mark("Tại nhà"),
    VisitPlace.MEDICAL: mark("Cơ sở y tế"),
    VisitPlace.OTHER: mark("Nơi khác"),
}
OUTCOMES: Final[dict[VisitOutcome, str]] = {
    VisitOutcome.DONE: mark("Đã thu nhận"),
    VisitOutcome.AT_COUNTER: mark("Đã làm tại quầy"),
    VisitOutcome.NOT_AT_HOME: mark("Vắng nhà"),
    VisitOutcome.IN_HOSPITAL: mark("Đang nằm viện"),
    VisitOutcome.MOVED: mark("Đã chuyển đi"),
    VisitOutcome.REFUSED: mark("Từ chối"),
    VisitOutcome.DECEASED: mark("Đã mất"),
}
ROLES: Final[dict[TeamRole, str]] = {
    TeamRole.OFFICER: mark("Cán bộ công an"),
    TeamRole.CELL_SECRETARY: mark("Bí thư chi bộ"),
    TeamRole.OTHER: mark("Người đi cùng"),
}


def reason_words(reason: CannotCome | str, say: Callable[[str], str] = tr) -> str:
    """Return why somebody cannot come; only for whoever asked for it."""
    return say(REASONS[CannotCome(reason)]) if reason else ""


def place_words(place: VisitPlace, say: Callable[[str], str] = tr) -> str:
    """Return where somebody is met."""
    return say(PLACES[place])


def outcome_words(outcome: VisitOutcome | None, say: Callable[[str], str] = tr) -> str:
    """Return what came of a visit; words for none."""
    return say(OUTCOMES[outcome]) if outcome else say(mark("Chưa đến thăm"))


def role_words(role: TeamRole, say: Callable[[str], str] = tr) -> str:
    """Return what somebody does in a team."""
    return say(ROLES[role])
