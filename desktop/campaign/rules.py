"""Who is counted in the denominator of a cell. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.common.vocabulary import MemberStatus
from desktop.roster.rules import APART, Table, eligibility


def is_counted(
    status: str, card_number: str, problems: Sequence[Any], *, table: Table, received: bool
) -> bool:
    """Whether somebody of the list is in the denominator; who was received stays in it.

    Args:
        status: `MemberStatus`, as stored.
        card_number: of the card held now, or empty.
        problems: what is wrong with the row, as stored.
        table: the rules in force.
        received: whether the record was received.
    """
    kind = MemberStatus(status)
    if kind in APART:
        return False
    if received:
        return True
    # The list has a column of card numbers where somebody's is noted as missing.
    cards = any(kept.get("code") == "card_missing" for kept in problems)
    return eligibility(kind, card_number=card_number, list_has_cards=cards, table=table).eligible
