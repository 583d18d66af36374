"""Turns rows of the store into what callers are shown."""

from __future__ import annotations

from desktop.common.vocabulary import ApplicationState, CardState, HandOverWay, Undelivered
from desktop.returns.store import FoundCard
from desktop.returns.views import CardView


def card_view(row: FoundCard) -> CardView:
    """Return one card of `store.cards_of` and its like."""
    card = row.card
    return CardView(
        card_id=card.id,
        application_id=card.application_id,
        card_number=card.card_number,
        receipt_number=row.receipt_number or "",
        full_name=row.full_name or "",
        birth_date=row.birth_date or "",
        personal_id=row.personal_id or "",
        cell=row.cell,
        state=CardState(card.state),
        application_state=ApplicationState(row.state),
        reason=card.reason,
        undelivered=Undelivered(card.undelivered) if card.undelivered else None,
        undelivered_note=card.undelivered_note,
        handed_at=card.handed_at,
        way=HandOverWay(card.hand_way) if card.hand_way else None,
        witness=card.witness,
        received_by=card.received_by,
        old_card_collected=card.old_card_collected,
    )
