"""Whether an event is still on the chain that leads to a later one, asked when a batch leaves.

Only the store has all events between two heads, so only the station can walk from one to the
other. It says what it finds, and the province, which kept the earlier head, compares.
"""

from __future__ import annotations

from desktop.security.audit import GENESIS
from desktop.security.trail import rules
from desktop.security.trail import store as queries
from desktop.security.trail.rules import BrokenTrail, Walk
from desktop.security.trail.views import Head
from desktop.storage.unit_of_work import Session

UNPROVED = GENESIS
"""In the place of a digest: the chain does not lead from that number to the later head."""


def linked_digest(session: Session, number: int, later: Head) -> str:
    """Return the digest of an event, proved to be on the chain that ends in a later head.

    Every event between the two is hashed again. What lies behind the later head is not looked at.

    Args:
        session: one reading of the trail.
        number: of the earlier event, as it was kept outside.
        later: the head to arrive at, with its number.

    Returns:
        64 hex digits as they are in the store now, or `UNPROVED`.
    """
    trail = queries.StoredTrail(session)
    event = trail.event(number)
    end = later.number or 0
    if event is None or not rules.holds(event) or number > end:
        return UNPROVED
    walk = Walk([later] if number < end else [])
    walk.number, walk.digest, walk.last = number, event.digest, event
    try:
        for reached in rules.walk_all(walk, trail):
            if reached >= end:
                break
    except BrokenTrail as found:
        if found.broken.number <= end:
            return UNPROVED
    is_there = walk.number >= end and (number < end or event.digest == later.digest)
    return event.digest if is_there else UNPROVED
