"""Query of the report of cards: every card whose count was closed, or that was handed over."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select

from desktop.common.vocabulary import CardState
from desktop.models import Application, BatchRecord, Card, CardCount
from desktop.storage.unit_of_work import Session

_COUNTED = (CardState.COUNTED.value, CardState.DAMAGED.value, CardState.MISSING.value)


class KnownCard(NamedTuple):
    """One card as it stands; `version` is that of the record that left last."""

    record_id: UUID
    version: int
    run: int
    card_number: str
    state: str
    reason: str
    counted_at: datetime | None
    handed_at: datetime | None


def known_cards(session: Session) -> list[KnownCard]:
    """Return what may be told of cards, in the order of their records.

    What an open count marks can still be taken back, and is told when the count was closed.
    """
    left = (
        select(
            BatchRecord.application_id, func.max(BatchRecord.record_version).label("record_version")
        )
        .group_by(BatchRecord.application_id)
        .subquery()
    )
    wanted = (
        select(
            Card.application_id,
            func.coalesce(left.c.record_version, Application.version),
            Card.run,
            Card.card_number,
            Card.state,
            Card.reason,
            Card.counted_at,
            Card.handed_at,
        )
        .join(Application, Application.id == Card.application_id)
        .outerjoin(left, left.c.application_id == Card.application_id)
        .outerjoin(CardCount, CardCount.id == Card.count_id)
        .where(
            or_(
                Card.state == CardState.HANDED_OVER.value,
                Card.state.in_(_COUNTED) & CardCount.closed_at.is_not(None),
            )
        )
        .order_by(Card.application_id, Card.run)
    )
    return [KnownCard(*row) for row in session.execute(wanted)]
