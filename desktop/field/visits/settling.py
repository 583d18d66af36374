"""A reception ends the visits that wait for the person, in the transaction of the reception.

The rows are written here and the events are given back: whoever receives records them after all
rows, since everybody else waits for the trail from its first event on (`security/store.py`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.field.visits import rules
from desktop.field.visits import store as queries
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.storage.prepared import Work


def settle_visits(
    work: Work, member_id: UUID, channel: str, at: datetime, actor: str
) -> list[Happening]:
    """Give every visit that waits for somebody its outcome: received there, or at the counter.

    A visit that another counter is just changing is waited for; one that got an outcome there keeps
    it.

    Args:
        work: the transaction of the reception.
        member_id: who was received.
        channel: where, as the record says.
        at: the moment of the reception.
        actor: who received.

    Returns:
        What is to be recorded, at that moment and by that actor.
    """
    told = []
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
        told.append(Happening(Tag.VISIT_SETTLED, str(member_id), {"number": row.number}))
    return told
