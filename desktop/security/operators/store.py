"""Queries about the people who work here; nobody is ever deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.common.ids import new_id
from desktop.models import Operator
from desktop.security.views import Role, SecretKind


def active_operators(session: Session) -> Sequence[Operator]:
    """Return the people who work here, in the order they were added."""
    query = select(Operator).where(Operator.is_active).order_by(Operator.created_at, Operator.id)
    return session.scalars(query).all()


def every_operator(session: Session) -> Sequence[Operator]:
    """Return everybody who ever worked here: who still does first, then as they were added."""
    query = select(Operator).order_by(Operator.is_active.desc(), Operator.created_at, Operator.id)
    return session.scalars(query).all()


def operator_by_id(session: Session, operator_id: UUID) -> Operator | None:
    """Return one operator, active or not."""
    return session.get(Operator, operator_id)


def count_operators(session: Session) -> int:
    """Return how many people ever worked here."""
    return session.scalar(select(func.count()).select_from(Operator)) or 0


def other_administrators(session: Session, operator_id: UUID) -> int:
    """Return how many active administrators there are beside one person."""
    query = select(func.count()).where(
        Operator.is_active,
        Operator.role == Role.ADMINISTRATOR.value,
        Operator.id != operator_id,
    )
    return session.scalar(query) or 0


def add_operator(
    session: Session,
    full_name: str,
    pin_hash: str,
    kind: SecretKind,
    role: Role,
    *,
    must_change: bool,
    origin: str,
    at: datetime,
) -> Operator:
    """Write a new operator."""
    operator = Operator(
        id=new_id(),
        origin=origin,
        version=1,
        created_at=at,
        updated_at=at,
        full_name=full_name,
        pin_hash=pin_hash,
        secret_kind=kind.value,
        must_change=must_change,
        role=role.value,
        is_active=True,
        failed_tries=0,
        locked_until=None,
    )
    session.add(operator)
    session.flush()
    return operator
