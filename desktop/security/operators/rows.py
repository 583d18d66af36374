"""What the verbs about operators do with a row, in the caller's own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.security import rules
from desktop.security import store as trail
from desktop.security.operators import errors, hashing
from desktop.security.operators import store as queries
from desktop.security.views import OperatorView, Role, SecretKind

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.models import Operator
    from desktop.security.tags import Tag
    from desktop.storage.unit_of_work import Session


def required(session: Session, operator_id: UUID) -> Operator:
    """Return somebody who works here.

    Raises:
        NotAllowedError: nobody with this key does.
    """
    row = queries.operator_by_id(session, operator_id)
    if row is None or not row.is_active:
        raise errors.gone()
    return row


def open_lock(row: Operator, now: datetime) -> datetime | None:
    """Return until when wrong tries lock somebody, None when nothing does any more."""
    return row.locked_until if row.locked_until is not None and row.locked_until > now else None


def set_secret(session: Session, row: Operator, secret: str, *, must_change: bool) -> None:
    """Give somebody another secret and forgive their wrong tries.

    Raises:
        NotAllowedError: nobody may have such a secret.
    """
    row.secret_kind = rules.checked_secret(secret).value
    row.pin_hash = hashing.hashed(secret, hashing.cost_in_force(session))
    row.must_change = must_change
    row.failed_tries, row.locked_until = 0, None


def note(
    session: Session,
    tag: Tag,
    row: Operator,
    actor: str,
    *,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Leave an event about somebody who works here."""
    row.updated_at = at
    trail.record(session, tag, at=at, actor=actor, target=str(row.id), detail=detail)


def view(row: Operator) -> OperatorView:
    """Return what callers may know of a row; a role this program does not know may only look."""
    known = {role.value for role in Role}
    return OperatorView(
        id=row.id,
        full_name=row.full_name,
        role=Role(row.role) if row.role in known else Role.INSPECTOR,
        initials=rules.initials(row.full_name),
        secret=SecretKind(row.secret_kind),
        must_change=row.must_change,
    )
