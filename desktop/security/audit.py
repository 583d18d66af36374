"""How an audit event is chained; the writing is in store.py."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from desktop.common.canonical import canonical_json

GENESIS = "0" * 64


def event_digest(
    number: int,
    at: datetime,
    actor: str,
    tag: str,
    target: str,
    detail: dict[str, Any],
    previous: str,
) -> str:
    """Return the SHA-256 (hex) of one event and the digest before it.

    The bytes are the canonical JSON (sorted keys, no spaces, UTF-8) of the list of all parts,
    so that any tool can recompute the chain.
    """
    parts = [
        number,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor,
        tag,
        target,
        detail,
        previous,
    ]
    return hashlib.sha256(canonical_json(parts).encode()).hexdigest()
