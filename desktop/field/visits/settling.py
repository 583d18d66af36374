"""A reception ends the visits that wait for the person, in the transaction of the reception."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.field.visits import rules
from desktop.field.visits import store as queries
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.prepared import Work


def settle_visits(work: Work, member_id: UUID, channel: str, at: datetime, actor: str) -> None:
    """Give every visit that waits for somebody its outcome: received there, or at the counter.

    Args:
        work: the transaction of the reception.
        member_id: who was received.
        channel: where, as the record says.
        at: the moment of the reception.
        actor: who received.
    """
    outcome = rules.outcome_of_reception(channel)
    for row in queries.waiting_of(work, member_id):
        values = {
            "outcome": outcome.value,
            "done_at": at,
            "done_by": actor,
            "version": row.version + 1,
            "updated_at": at,
        }
        queries.settle(work, row.id, values)
        security.record(
            work,
            Tag.VISIT_SETTLED,
            at=at,
            actor=actor,
            target=str(member_id),
            detail={"number": row.number},
        )
