"""The camera's frame that a portrait was cut from: kept until its batch is acknowledged.

A portrait that the province sends back can then be cut anew without asking the person to come
again. Once the batch is acknowledged nobody needs the frame: it shows more of a person and a room
than the record says, so it is deleted, and the trail says when.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.clock import Clock
from desktop.intake.attachments import store as queries
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


@dataclass(frozen=True)
class OriginalsKept:
    """How many original frames lie in the store.

    Attributes:
        count: records that still have theirs.
        size: bytes of these frames.
    """

    count: int
    size: int


def purge_originals(
    session: Session,
    application_ids: Collection[UUID],
    *,
    at: datetime,
    actor: str,
    target: str = "",
) -> int:
    """Delete the original frames of records whose batch was acknowledged; return how many.

    To be called in the transaction that writes the acknowledgement. Records that are still here
    (drafts, and those that wait for a batch) keep their frame whatever the caller says. The
    portraits stay.

    Args:
        session: the caller's own transaction.
        application_ids: the records that were acknowledged.
        at: when.
        actor: who, for the audit trail.
        target: what the trail names, for example the number of the batch.
    """
    found = queries.originals_of(session, application_ids)
    if not found:
        return 0
    queries.forget_originals(session, found)
    queries.release(session, found.values())
    security_queries.record(
        session,
        Tag.ORIGINALS_PURGED,
        at=at,
        actor=actor,
        target=target,
        detail={"count": len(found)},
    )
    return len(found)


class OriginalsService:
    """Original frames as callers outside a transaction see them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def kept(self) -> OriginalsKept:
        """Return how many frames are kept, and how large they are."""
        with self._store.read() as session:
            return OriginalsKept(*queries.originals_kept(session))

    def purge(self, application_ids: Collection[UUID], *, actor: str, target: str = "") -> int:
        """Delete the frames of acknowledged records; see `purge_originals`."""
        with self._store.write() as session:
            return purge_originals(
                session, application_ids, at=self._clock.now(), actor=actor, target=target
            )
