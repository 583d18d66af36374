"""What each state of a record is called on the screen, and the kind of its tag."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import tr
from desktop.common.state_names import STATE_NAMES
from desktop.common.vocabulary import ApplicationState
from desktop.ui.theme import Kind

_KINDS: Final[dict[ApplicationState, Kind]] = {
    ApplicationState.DRAFT: "warn",
    ApplicationState.RECEIVED: "ok",
    ApplicationState.APPROVED: "ok",
    ApplicationState.EXPORTED: "ok",
    ApplicationState.ACKNOWLEDGED: "ok",
    ApplicationState.REJECTED: "bad",
    ApplicationState.SENT_TO_PRINT: "ok",
    ApplicationState.PRINTED: "ok",
    ApplicationState.RETURNED: "ok",
    ApplicationState.HANDED_OVER: "ok",
    ApplicationState.NEEDS_SUPPLEMENT: "warn",
    ApplicationState.NOT_ELIGIBLE: "bad",
    ApplicationState.NOT_RECEIVED: "bad",
    ApplicationState.WITHDRAWN: "neutral",
}


def state_name(state: ApplicationState) -> str:
    """Return the word for a record's state."""
    return tr(STATE_NAMES[state])


def state_kind(state: ApplicationState) -> Kind:
    """Return the tag kind of a record's state."""
    return _KINDS[state]
