"""What the office asks before it begins or ends with somebody: does a laptop have them?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from desktop.field.kits import store as queries
from desktop.field.kits.errors import LeasedError
from desktop.storage.unit_of_work import Session


def require_free(session: Session, member_id: UUID, now: datetime) -> None:
    """Refuse to begin with a person whom a laptop has for now.

    Raises:
        LeasedError: it has; a supervisor may take the person back with a reason.
    """
    lease = queries.lease_in_force(session, member_id, now)
    if lease is not None:
        raise LeasedError(queries.told_lease(session, lease))


def lent_out(session: Session, members: Collection[UUID], now: datetime) -> dict[UUID, str]:
    """Return member -> name of the laptop that has them, of some people."""
    return {
        member: queries.told_lease(session, lease).device
        for member, lease in queries.last_leases(session, members).items()
        if queries.is_in_force(lease, now)
    }
