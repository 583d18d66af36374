"""Pure: when somebody is called again, how a line stands today, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from desktop.common.text import name_sort_key
from desktop.common.vocabulary import CallOutcome
from desktop.intake.calls.views import Call, Callee, CallLine, CallState

LONGEST = 90
"""Days ahead; a later day is a slip of the keyboard."""

# After how many days one calls again, or expects them, unless another day is typed.
_AFTER: Final[dict[CallOutcome, int]] = {
    CallOutcome.COMING: 1,
    CallOutcome.ASKED_CELL: 2,
    CallOutcome.NO_ANSWER: 1,
}
_STATES: Final[dict[CallOutcome, CallState]] = {
    CallOutcome.COMING: CallState.COMING,
    CallOutcome.ASKED_CELL: CallState.LATER,
    CallOutcome.NO_ANSWER: CallState.LATER,
    CallOutcome.WRONG_NUMBER: CallState.WRONG_NUMBER,
    CallOutcome.REFUSED: CallState.REFUSED,
}
_TURN: Final = tuple(CallState)


def usual_day(outcome: CallOutcome, today: date) -> str:
    """Return the ISO day that goes with an outcome when nobody says another; "" for none."""
    days = _AFTER.get(outcome)
    return "" if days is None else (today + timedelta(days=days)).isoformat()


def day_fits(day: str, outcome: CallOutcome, today: date) -> bool:
    """Whether a day may stand with an outcome: a whole date, from today on, not far away."""
    if outcome not in _AFTER:
        return not day
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        return False
    earliest = today if outcome is CallOutcome.COMING else today + timedelta(days=1)
    return earliest <= wanted <= today + timedelta(days=LONGEST)


def line_of(callee: Callee, calls: Sequence[Call], today: date) -> CallLine:
    """Return how somebody stands today.

    Args:
        callee: who.
        calls: those made for this person and purpose, oldest first.
        today: the calendar day.
    """
    about = [call for call in calls if call.called_at >= callee.since]
    last = about[-1] if about else None
    if last is None:
        return CallLine(callee, 0, None, CallState.DUE, today.isoformat())
    state, due = _STATES[last.outcome], last.on_day
    if last.outcome is CallOutcome.COMING:
        # Called again only when the day they named is over.
        due = (date.fromisoformat(last.on_day) + timedelta(days=1)).isoformat()
    if due and due <= today.isoformat():
        state = CallState.DUE
    return CallLine(callee, len(about), last, state, due)


def in_turn(lines: Iterable[CallLine]) -> tuple[CallLine, ...]:
    """Return lines by turn: due ones first, the fewest tries first, then cell and name."""

    def key(line: CallLine) -> tuple[object, ...]:
        is_due = line.state is CallState.DUE
        callee = line.callee
        return (
            _TURN.index(line.state),
            line.tries if is_due else 0,
            "" if is_due else line.due_on,
            callee.cell.casefold(),
            name_sort_key(callee.full_name),
            str(callee.application_id),
        )

    return tuple(sorted(lines, key=key))
