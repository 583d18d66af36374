"""Reasons in words, on screens and papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.dates import show_iso
from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import CallOutcome, VisitOutcome
from desktop.intake.calls.words import OUTCOMES
from desktop.progress.remaining.rules import Noted, ReasonFrom
from desktop.progress.words import remaining_parts

_VISITS: Final[dict[str, str]] = {
    VisitOutcome.NOT_AT_HOME.value: mark("Đến nhà không gặp"),
    # Health is nobody's reason on a list: where they are is enough to know whom to ask.
    VisitOutcome.IN_HOSPITAL.value: mark("Đến nhà, vắng nhà dài ngày"),
    VisitOutcome.MOVED.value: mark("Đã chuyển đi"),
    VisitOutcome.REFUSED.value: mark("Từ chối khi đến nhà"),
    VisitOutcome.DECEASED.value: mark("Đã mất"),
}
_CANNOT_COME: Final = mark("Cần đến tận nơi")
_WITH_DAY: Final = mark("{what}, hẹn {day}")
_WITH_TEXT: Final = mark("{what}: {text}")


def reason_words(why: Noted, say: Callable[[str], str] = tr) -> str:
    """Return a reason in words.

    Args:
        why: the reason that holds.
        say: `tr` for screens; `vi` for papers, which speak Vietnamese.
    """
    if why.source is ReasonFrom.LIST_NOTE:
        return why.text
    if why.source is ReasonFrom.CANNOT_COME:
        return say(_CANNOT_COME)
    what = say(_what(why))
    if why.on_day:
        what = say(_WITH_DAY).format(what=what, day=show_iso(why.on_day)[:5])
    return say(_WITH_TEXT).format(what=what, text=why.text) if why.text else what


def _what(why: Noted) -> str:
    if why.source is ReasonFrom.VISIT:
        return _VISITS.get(why.code, why.code)
    if why.source is ReasonFrom.CALL:
        return OUTCOMES[CallOutcome(why.code)]
    return remaining_parts(why.code, "")[0]
