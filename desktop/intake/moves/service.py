"""Moves that people decide: send back for more, set aside with a reason, go on again.

Approval is in `intake/review`, which asks who worked on a record.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.text import clean
from desktop.common.vocabulary import ApplicationState
from desktop.intake import store as intake_queries
from desktop.intake.moves import store as queries
from desktop.intake.moves.store import Cause
from desktop.intake.moves.views import MoveView
from desktop.roster.closed.store import require_open_for
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class MovesService:
    """The way of records beside reception, review and batches, which move by the same function."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def history(self, application_id: UUID) -> tuple[MoveView, ...]:
        """Return the way of one record, oldest first."""
        with self._store.read() as session:
            return tuple(
                MoveView(
                    version=row.version,
                    before=ApplicationState(row.from_state),
                    after=ApplicationState(row.to_state),
                    at=row.moved_at,
                    by=row.moved_by,
                    reason=row.reason,
                    batch_id=row.batch_id,
                )
                for row in queries.moves_of(session, application_id)
            )

    def ask_for_more(self, application_id: UUID, *, actor: str, reason: str) -> None:
        """Set a record aside until the person brings what is missing.

        Raises:
            WrongStateError: it has left, or no reason was given.
        """
        self._set_aside(application_id, ApplicationState.NEEDS_SUPPLEMENT, actor, reason)

    def not_eligible(self, application_id: UUID, *, actor: str, reason: str) -> None:
        """Close a record of somebody who may not renew now; it can be taken up again.

        Raises:
            WrongStateError: it has left, or no reason was given.
        """
        self._set_aside(application_id, ApplicationState.NOT_ELIGIBLE, actor, reason)

    def could_not_receive(self, application_id: UUID, *, actor: str, reason: str) -> None:
        """Write down why somebody could not be received this time.

        Raises:
            WrongStateError: it was received, or no reason was given.
        """
        self._set_aside(application_id, ApplicationState.NOT_RECEIVED, actor, reason)

    def _set_aside(
        self, application_id: UUID, to: ApplicationState, actor: str, reason: str
    ) -> None:
        now = self._clock.now()
        with self._store.write() as session:
            before = self._to(session, application_id, to, Cause(now, actor, clean(reason)))
            security_queries.record(
                session,
                Tag.APPLICATION_SET_ASIDE,
                at=now,
                actor=actor,
                target=str(application_id),
                detail={"from": before.value, "to": to.value},
            )

    def _to(
        self, session: Session, key: UUID, to: ApplicationState, cause: Cause
    ) -> ApplicationState:
        seen = queries.standing(session, key)
        queries.move(session, seen, to, cause)
        return seen.state


def reopen(session: Session, application_id: UUID, *, actor: str, at: datetime) -> None:
    """Make a draft again of a record that was set aside or rejected, as a new version of it.

    Its receipt number stays; what it was before is kept (`ApplicationVersion`). The caller's
    transaction, with the audit event in it.

    Raises:
        WrongStateError: it is not in a state from which that is possible.
        CellClosedError: the person's cell was closed.
    """
    row = intake_queries.required(session, application_id)
    session.refresh(row)
    require_open_for(session, row.member_id)
    queries.keep_snapshot(session, row, at)
    seen = queries.standing(session, application_id)
    queries.move(session, seen, ApplicationState.DRAFT, Cause(at, actor))
    session.refresh(row)
    security_queries.record(
        session,
        Tag.APPLICATION_REOPENED,
        at=at,
        actor=actor,
        target=str(application_id),
        detail={"from": seen.state.value, "version": row.version},
    )
