"""Two machines that work as one counter, because a profile or a whole drive was copied.

Each counter's connections carry its code as their name, and the server knows where they come from.
Codes are kept apart when a counter is made; a copied profile passes that, and leases, which go by
the code, would take both machines for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.storage.unit_of_work import STATION

_NAME = "qtn {station}"
_CONNECTED = text(
    """
    SELECT coalesce(host(client_addr), ''), client_addr IS NOT DISTINCT FROM inet_client_addr(),
           min(backend_start)
    FROM pg_stat_activity
    WHERE application_name = :name
      AND (client_addr IS NOT DISTINCT FROM inet_client_addr()
           OR state_change > clock_timestamp() - interval '10 seconds')
    GROUP BY client_addr
    """
)
"""An open window looks every other second; what a dead machine left behind is silent."""


@dataclass(frozen=True)
class Twin:
    """Another machine that works under our code now.

    Attributes:
        address: where it stands in the network.
        came_first: whether it was there before us.
    """

    address: str
    came_first: bool


def session_name(station: str) -> str:
    """Return the name that the connections of a counter carry."""
    return _NAME.format(station=station)


def twin(session: Session) -> Twin | None:
    """Return another machine that works under this counter's code now, or None.

    Args:
        session: on a server; an embedded store has no others.
    """
    station = session.info.get(STATION)
    if station is None:
        return None
    found = session.execute(_CONNECTED, {"name": session_name(station)}).all()
    since = min((at for _, is_ours, at in found if is_ours), default=None)
    others = sorted((at, address) for address, is_ours, at in found if not is_ours)
    if since is None or not others:
        return None
    at, address = others[0]
    return Twin(address, at < since)
