"""What reasons of priority are called, on screens and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.campaign.priority.views import PersonPriority
from desktop.common.flags import FlagReason
from desktop.common.i18n import mark, tr

REASONS: Final[dict[FlagReason, str]] = {
    FlagReason.ILL: mark("Ốm đau, bệnh nặng"),
    FlagReason.DISABLED: mark("Khuyết tật"),
    FlagReason.WAR_INVALID: mark("Thương binh"),
    FlagReason.MERIT: mark("Người có công"),
    FlagReason.FAR: mark("Ở xa, đường khó đi"),
    FlagReason.OTHER: mark("Lý do khác"),
}
_OLD: Final = mark("Cao tuổi")
_HIDDEN: Final = mark("Sức khỏe (đã che)")


def reason_words(reason: FlagReason, say: Callable[[str], str] = tr) -> str:
    """Return what people call a reason."""
    return say(REASONS[reason])


def told(found: PersonPriority, say: Callable[[str], str] = tr) -> list[str]:
    """Return every reason as it may be told; one of health only says that there is one."""
    lines = [say(_OLD)] if found.is_old else []
    lines += [reason_words(one, say) for one in found.reasons]
    return [*lines, say(_HIDDEN)] if found.has_hidden else lines


def chip_words(found: PersonPriority) -> str:
    """Return the one word beside a name; "" for nobody who comes first.

    One reason that may be told is named; of health, and of several, only that they come first.
    """
    if not found.comes_first:
        return ""
    if not found.has_hidden and len(told(found)) == 1:
        return tr("Ưu tiên: {why}").format(why=told(found)[0].lower())
    return tr("Ưu tiên")
