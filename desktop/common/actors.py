"""Who acts when nobody sits at the window, and how such an act stands on a paper."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import vi

COMMAND_LINE: Final = "command-line"
"""Who stands in the audit trail for acts done by a command."""


def signer(actor: str) -> str:
    """Return the name under the place of a signature; empty for a command, which signs nothing."""
    return "" if actor == COMMAND_LINE else actor


def on_paper(actor: str) -> str:
    """Return who did something, in the words of a paper."""
    return vi("dòng lệnh") if actor == COMMAND_LINE else actor
