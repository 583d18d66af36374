"""Use cases of the audit trail: proof of all of it, or of its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.security.trail import rules
from desktop.security.trail import store as queries
from desktop.security.trail.rules import BrokenTrail, Walk
from desktop.security.trail.views import Break, Fault, Head, Proof
from desktop.storage.unit_of_work import Session, Store

NEWEST = 500
"""Events that a quick look proves."""


class TrailService:
    """What screens and commands may ask of the trail.

    Args:
        store: the opened store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def verify(self, heads: Sequence[Head] = (), work: Work | None = None) -> Proof:
        """Prove the whole trail, and hold it against the heads that left with batches.

        Args:
            heads: further heads that were kept outside.
            work: hears how far it is, and may be cancelled.

        Raises:
            CancelledError: the work was cancelled.
            StoreError: the store cannot be read.
        """
        with self._store.read() as session:
            walk = Walk([*_exported(session), *heads])
            newest = queries.newest_number(session)
            try:
                for number in rules.walk_all(walk, queries.StoredTrail(session)):
                    if work is not None:
                        work.report(number, newest)
            except BrokenTrail as found:
                return walk.proof(_told(session, found, newest))
            return walk.proof(walk.end())

    def glance(self) -> Proof:
        """Prove the newest events, and hold the end against the heads that left with batches.

        What lies further back is taken as it is: `verify` proves it.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._store.read() as session:
            newest = queries.newest_number(session)
            first = max(newest - NEWEST, 0)
            walk = Walk([head for head in _exported(session) if (head.number or 0) > first])
            before = queries.event_before(session, first + 1)
            if before is not None:
                walk.number, walk.digest = before
            try:
                for _ in rules.walk_all(walk, queries.StoredTrail(session)):
                    pass
            except BrokenTrail as found:
                return walk.proof(_told(session, found, newest))
            return walk.proof(walk.end())


def _exported(session: Session) -> list[Head]:
    return [
        Head(digest, number, tr("lô số {n}").format(n=sequence))
        for number, digest, sequence in queries.exported_heads(session)
    ]


def _told(session: Session, found: BrokenTrail, newest: int) -> Break:
    """Return the break, with moved events told from edited ones."""
    broken, event = found.broken, found.event
    if broken.fault is not Fault.EDITED or broken.number != event.number:
        return broken
    if not rules.was_moved(event, newest):
        return broken
    if queries.has_digest(session, event.previous):
        return replace(broken, fault=Fault.REORDERED)
    # The one it followed is nowhere: that was deleted, and the numbers were closed up.
    return replace(broken, fault=Fault.DELETED, at=None, tag="")
