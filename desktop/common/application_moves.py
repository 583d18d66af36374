"""The way of an application: every state, and the only moves between them. Pure data.

Everything that guards the way is made from this one table: `intake/rules.py` shows it to the code,
the model of `application_moves` makes a check constraint of it, and a store refuses a change of
state without a row in that table (`storage/guards.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from desktop.common.vocabulary import ApplicationState as State

MOVES: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.DRAFT: frozenset(
            {
                State.RECEIVED,
                State.NEEDS_SUPPLEMENT,
                State.NOT_ELIGIBLE,
                State.NOT_RECEIVED,
                State.WITHDRAWN,
            }
        ),
        State.NEEDS_SUPPLEMENT: frozenset(
            {State.DRAFT, State.NOT_ELIGIBLE, State.NOT_RECEIVED, State.WITHDRAWN}
        ),
        State.NOT_ELIGIBLE: frozenset({State.DRAFT, State.WITHDRAWN}),
        State.NOT_RECEIVED: frozenset({State.DRAFT, State.NOT_ELIGIBLE, State.WITHDRAWN}),
        State.RECEIVED: frozenset(
            {
                State.APPROVED,
                State.EXPORTED,
                State.NEEDS_SUPPLEMENT,
                State.NOT_ELIGIBLE,
                State.WITHDRAWN,
            }
        ),
        State.APPROVED: frozenset(
            {
                State.EXPORTED,
                State.RECEIVED,
                State.NEEDS_SUPPLEMENT,
                State.NOT_ELIGIBLE,
                State.WITHDRAWN,
            }
        ),
        State.EXPORTED: frozenset({State.ACKNOWLEDGED, State.REJECTED}),
        # The province may correct its own word as long as nobody acted on it.
        State.ACKNOWLEDGED: frozenset({State.SENT_TO_PRINT, State.REJECTED}),
        State.REJECTED: frozenset(
            {State.DRAFT, State.ACKNOWLEDGED, State.NOT_ELIGIBLE, State.WITHDRAWN}
        ),
        State.SENT_TO_PRINT: frozenset({State.PRINTED, State.REJECTED}),
        # A card that is missing or damaged is printed again.
        State.PRINTED: frozenset({State.RETURNED, State.SENT_TO_PRINT}),
        State.RETURNED: frozenset({State.HANDED_OVER, State.SENT_TO_PRINT}),
        State.HANDED_OVER: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
)
"""State -> states it may move to. Everything that is not here is impossible."""

UNRECEIVED: Final = frozenset(
    {
        State.DRAFT,
        State.NEEDS_SUPPLEMENT,
        State.NOT_ELIGIBLE,
        State.NOT_RECEIVED,
        State.WITHDRAWN,
    }
)
"""States without a receipt in force; in every other one there is a number and a snapshot."""

BEFORE_ANSWER: Final = (UNRECEIVED - {State.WITHDRAWN}) | {
    State.RECEIVED,
    State.APPROVED,
    State.EXPORTED,
}
"""States of a record on which the province has not said its word yet."""

NEEDS_REASON: Final = frozenset(
    {State.REJECTED, State.NEEDS_SUPPLEMENT, State.NOT_ELIGIBLE, State.NOT_RECEIVED}
)
"""States that nobody may be brought to without saying why."""

NEEDS_BATCH: Final = frozenset({State.EXPORTED, State.ACKNOWLEDGED, State.REJECTED})
"""States that always belong to a batch: the one that left, the one that was answered."""


def _listed(states: frozenset[State] | type[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


def known_state_sql(column: str) -> str:
    """Return the condition that a column holds one of the states."""
    return f"{column} IN ({_listed(State)})"


def received_has_receipt_sql() -> str:
    """Return the condition that what was received has its number and its snapshot."""
    return (
        f"state IN ({_listed(UNRECEIVED)}) OR (receipt_number IS NOT NULL AND snapshot IS NOT NULL)"
    )


def allowed_move_sql() -> str:
    """Return the condition that a row of `application_moves` is a move of the table."""
    pairs = sorted(f"'{state.value}>{to.value}'" for state in MOVES for to in MOVES[state])
    return f"from_state || '>' || to_state IN ({', '.join(pairs)})"


def reason_sql() -> str:
    """Return the condition that a move says why where it must."""
    return f"to_state NOT IN ({_listed(NEEDS_REASON)}) OR reason <> ''"


def batch_sql() -> str:
    """Return the condition that a move names its batch where it must."""
    return f"to_state NOT IN ({_listed(NEEDS_BATCH)}) OR batch_id IS NOT NULL"
