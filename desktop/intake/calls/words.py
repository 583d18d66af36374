"""What outcomes and states of calls are called, on screens and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.clock import show_date
from desktop.common.dates import show_iso
from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import CallOutcome
from desktop.intake.calls.views import Call, CallLine, CallState

OUTCOMES: Final[dict[CallOutcome, str]] = {
    CallOutcome.COMING: mark("Hẹn đến"),
    CallOutcome.ASKED_CELL: mark("Nhờ bí thư"),
    CallOutcome.NO_ANSWER: mark("Không nghe máy"),
    CallOutcome.WRONG_NUMBER: mark("Sai số"),
    CallOutcome.REFUSED: mark("Từ chối"),
}
_STATES: Final[dict[CallState, str]] = {
    CallState.DUE: mark("Cần gọi"),
    CallState.LATER: mark("Gọi lại {day}"),
    CallState.COMING: mark("Hẹn đến {day}"),
    CallState.WRONG_NUMBER: mark("Sai số"),
    CallState.REFUSED: mark("Từ chối"),
}
_LAST: Final = mark("Lần {n}, {day}: {outcome} ({who})")
_ON: Final = mark("{outcome} {day}")


def outcome_words(outcome: CallOutcome) -> str:
    """Return what an outcome is called."""
    return tr(OUTCOMES[outcome])


def state_words(line: CallLine) -> str:
    """Return how somebody stands, with the short day that matters: `Hẹn đến 22/08`."""
    day = line.last.on_day if line.last else ""
    return tr(_STATES[line.state]).format(day=show_iso(day)[:5])


def last_words(line: CallLine, say: Callable[[str], str] = tr) -> str:
    """Return what came of the newest call; "" before the first."""
    last = line.last
    if last is None:
        return ""
    words = say(_LAST).format(
        n=line.tries,
        day=show_date(last.called_at),
        outcome=_outcome_on(last, say),
        who=last.called_by,
    )
    return f"{words}. {last.note}" if last.note else words


def _outcome_on(call: Call, say: Callable[[str], str]) -> str:
    words = say(OUTCOMES[call.outcome])
    if call.outcome is CallOutcome.COMING:
        return say(_ON).format(outcome=words, day=show_iso(call.on_day))
    return words
