"""Queries of the security capability: the audit trail, operators, recipients, the station."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import AuditEvent
from desktop.security.audit import GENESIS, event_digest
from desktop.security.tags import Tag


def record(
    session: Session,
    tag: Tag,
    *,
    at: datetime,
    actor: str,
    target: str = "",
    detail: dict[str, Any] | None = None,
) -> str:
    """Append one event in the caller's own transaction and return its digest.

    `detail` holds counts, digests and field names; never names, numbers or reasons of people.
    """
    last = session.execute(
        select(AuditEvent.number, AuditEvent.digest).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    number, previous = (last.number + 1, last.digest) if last else (1, GENESIS)
    digest = event_digest(number, at, actor, tag.value, target, detail or {}, previous)
    session.add(
        AuditEvent(
            number=number,
            at=at,
            actor=actor,
            tag=tag.value,
            target=target,
            detail=detail or {},
            previous=previous,
            digest=digest,
        )
    )
    session.flush()
    return digest


def chain_head(session: Session) -> tuple[int, str]:
    """Return number and digest of the newest event (0 and the genesis digest for none)."""
    last = session.execute(
        select(AuditEvent.number, AuditEvent.digest).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    return (last.number, last.digest) if last else (0, GENESIS)
