"""The one function that moves records: the row that says so, then the state, in one transaction.

The store refuses a state that changed without its row, and a row that is not in the table of
moves (`storage/guards.py`); here the same is refused with words for people, before anything is
written. The audit event belongs to the act, which may move one record or a batch of thousands, so
whoever calls records it in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, bindparam, exc, insert, select, update

from desktop.common.i18n import tr
from desktop.common.ids import new_ids
from desktop.common.vocabulary import ApplicationState
from desktop.intake import rules
from desktop.intake.errors import MovedAwayError, WrongStateError
from desktop.models import Application, ApplicationMove, ApplicationVersion
from desktop.models.base import table_of
from desktop.roster.closed.store import require_open_for_record
from desktop.storage.prepared import Prepared, Work
from desktop.storage.unit_of_work import Session

_IN_WORK = tuple(
    state.value
    for state in (
        ApplicationState.DRAFT,
        ApplicationState.NEEDS_SUPPLEMENT,
        ApplicationState.NOT_RECEIVED,
        ApplicationState.RECEIVED,
        ApplicationState.APPROVED,
        ApplicationState.REJECTED,
    )
)
"""States in which somebody at this counter still has something to do with an application."""
_LOCKED: Final = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.NEEDS_SUPPLEMENT,
        ApplicationState.NOT_ELIGIBLE,
        ApplicationState.NOT_RECEIVED,
        ApplicationState.RECEIVED,
        ApplicationState.WITHDRAWN,
    }
)
"""To where nobody of a closed cell is brought. What was received before goes on to the card, and
the province's answer counts whenever it comes."""
_ASKED_AT_ONCE = 500
_APPLICATIONS: Table = table_of(Application)
_MOVES: Table = table_of(ApplicationMove)
_ADD_MOVE = Prepared(insert(_MOVES), _MOVES.c.keys())
_STANDING = Prepared(
    select(_APPLICATIONS.c.id, _APPLICATIONS.c.state, _APPLICATIONS.c.version).where(
        _APPLICATIONS.c.id == bindparam("of")
    )
)
_MOVE_MANY = (
    update(_APPLICATIONS)
    .where(
        _APPLICATIONS.c.id == bindparam("of"),
        _APPLICATIONS.c.state == bindparam("was"),
        _APPLICATIONS.c.version == bindparam("before"),
    )
    .values(state=bindparam("to"), version=bindparam("after"), updated_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it was seen: its key, its state and its version."""

    id: UUID
    state: ApplicationState
    version: int


@dataclass(frozen=True, slots=True)
class Cause:
    """What a move is made for.

    Attributes:
        at: when, aware.
        actor: who.
        reason: why, a code or a sentence; the states of `NEEDS_REASON` must have one.
        batch_id: the batch it left in or was answered in.
    """

    at: datetime
    actor: str
    reason: str = ""
    batch_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One move among many: the record as it was seen, its new state, and why."""

    seen: Standing
    to: ApplicationState
    cause: Cause


def standing(work: Work, application_id: UUID) -> Standing:
    """Return where a record is now.

    Raises:
        WrongStateError: there is none under this key.
    """
    found = _STANDING.rows(work, {"of": application_id})
    if not found:
        raise WrongStateError(
            tr("Không tìm thấy hồ sơ này."), tr("Tìm lại người này ở trang Quầy.")
        )
    return Standing(found[0].id, ApplicationState(found[0].state), found[0].version)


def move(
    work: Work,
    seen: Standing,
    to: ApplicationState,
    cause: Cause,
    values: Mapping[str, Any] | None = None,
) -> int:
    """Move one record and return its new version.

    Args:
        work: the caller's transaction.
        seen: the record as it was read in this transaction.
        to: the new state.
        cause: when, who, why.
        values: further columns that change with the state.

    Raises:
        WrongStateError: the table has no such move, or a reason is missing; nothing was written.
        MovedAwayError: the record is not any more as it was seen.
        CellClosedError: the person's cell was closed; the caller's transaction must not be kept.
    """
    require_move(seen.state, to)
    _require_reason(to, cause)
    if isinstance(work, Session):
        work.flush()
    with _first_to_move():
        _ADD_MOVE.count(work, _row(seen, to, cause, new_ids(1)[0]))
    if to in _LOCKED:
        # Behind the row of the move: on a server that one has waited for a closing under way.
        require_open_for_record(work, seen.id)
    more = dict(values or {})
    written = _changing(tuple(sorted(more))).count(
        work,
        {
            "of": seen.id,
            "was": seen.state.value,
            "before": seen.version,
            "state": to.value,
            "version": seen.version + 1,
            "updated_at": cause.at,
            **more,
        },
    )
    if written != 1:
        raise MovedAwayError
    return seen.version + 1


def move_many(work: Session, seen: Sequence[Standing], to: ApplicationState, cause: Cause) -> None:
    """Move many records at once, all or none.

    Raises:
        WrongStateError: the table has no such move for one of them; nothing was written.
        MovedAwayError: one of them is not any more as it was seen.
        CellClosedError: the cell of one of them was closed; nothing may be kept.
    """
    move_each(work, [Step(one, to, cause) for one in seen], cause.at)


def move_each(work: Session, steps: Sequence[Step], at: datetime) -> None:
    """Move many records at once, each to a state and for a cause of its own, all or none.

    Args:
        work: the caller's transaction.
        steps: at most one of each record.
        at: when the records change here; the moves themselves may be older.

    Raises:
        WrongStateError: the table has no such move for one of them; nothing was written.
        MovedAwayError: one of them is not any more as it was seen.
        CellClosedError: the cell of one of them was closed; nothing may be kept.
    """
    if not steps:
        return
    for state, to in {(step.seen.state, step.to) for step in steps}:
        require_move(state, to)
    for step in steps:
        _require_reason(step.to, step.cause)
    work.flush()
    connection = work.connection()
    ids = new_ids(len(steps))
    rows = [_row(one.seen, one.to, one.cause, key) for one, key in zip(steps, ids, strict=True)]
    with _first_to_move():
        connection.execute(insert(_MOVES), rows)
    for key in [step.seen.id for step in steps if step.to in _LOCKED]:
        require_open_for_record(work, key)
    changes = [
        {
            "of": one.seen.id,
            "was": one.seen.state.value,
            "before": one.seen.version,
            "to": one.to.value,
            "after": one.seen.version + 1,
            "at": at,
        }
        for one in steps
    ]
    if connection.execute(_MOVE_MANY, changes).rowcount != len(steps):
        raise MovedAwayError


@contextmanager
def _first_to_move() -> Iterator[None]:
    """Say so when somebody else has moved the record from the same version."""
    try:
        yield
    except exc.DBAPIError as error:
        said = str(error.orig)
        if "application_moves" in said and "version" in said:
            raise MovedAwayError from error
        raise


def keep_snapshot(session: Session, row: Application, at: datetime) -> None:
    """Keep the snapshot of a record that is being opened again, under the version it gets.

    What an earlier batch carried can so be shown, compared and written again at any time.
    """
    if row.snapshot is None:
        return
    session.add(
        ApplicationVersion(
            application_id=row.id,
            replaced_version=row.version + 1,
            snapshot=row.snapshot,
            photo_digest=row.photo_digest,
            signature_digest=row.signature_digest,
            signature_vector_digest=row.signature_vector_digest,
            second_signature_digest=row.second_signature_digest,
            replaced_at=at,
        )
    )


def moves_of(session: Session, application_id: UUID) -> list[ApplicationMove]:
    """Return the way of one record, oldest first."""
    wanted = select(ApplicationMove).where(ApplicationMove.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationMove.version)))


def require_move(state: ApplicationState, to: ApplicationState) -> None:
    """Refuse a move that the table does not have.

    Raises:
        WrongStateError: it does not.
    """
    if not rules.may_move(state, to):
        raise WrongStateError(
            tr("Hồ sơ này đã khép, không đổi được nữa."),
            tr("Nếu hồ sơ đã vào lô, báo phụ trách ca."),
        )


def _require_reason(to: ApplicationState, cause: Cause) -> None:
    if rules.needs_reason(to) and not cause.reason.strip():
        raise WrongStateError(tr("Chưa ghi lý do."), tr("Chọn hoặc ghi lý do rồi làm lại."))


def _row(seen: Standing, to: ApplicationState, cause: Cause, key: UUID) -> dict[str, Any]:
    return {
        "id": key,
        "application_id": seen.id,
        "version": seen.version + 1,
        "from_state": seen.state.value,
        "to_state": to.value,
        "moved_at": cause.at,
        "moved_by": cause.actor,
        "reason": cause.reason,
        "batch_id": cause.batch_id,
    }


@lru_cache(maxsize=32)
def _changing(more: tuple[str, ...]) -> Prepared:
    statement = update(_APPLICATIONS).where(
        _APPLICATIONS.c.id == bindparam("of"),
        _APPLICATIONS.c.state == bindparam("was"),
        _APPLICATIONS.c.version == bindparam("before"),
    )
    return Prepared(statement, ("state", "version", "updated_at", *more))


def open_cases_of(
    session: Session, member_ids: Collection[UUID] | None
) -> dict[UUID, ApplicationState]:
    """Return whose application is in work and not on its way to the province, with its state.

    Args:
        session: the caller's transaction.
        member_ids: who is asked about; None asks about everybody.
    """
    wanted = select(Application.member_id, Application.state).where(Application.state.in_(_IN_WORK))
    if member_ids is None:
        rows = list(session.execute(wanted))
    else:
        ids = list(member_ids)
        rows = [
            row
            for start in range(0, len(ids), _ASKED_AT_ONCE)
            for row in session.execute(
                wanted.where(Application.member_id.in_(ids[start : start + _ASKED_AT_ONCE]))
            )
        ]
    return {row.member_id: ApplicationState(row.state) for row in rows}
