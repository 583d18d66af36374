"""Queries of the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from desktop.batch.answering.files import REJECTED
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.models import Application, Batch, BatchRecord, Member
from desktop.storage.readable import part_of
from desktop.storage.unit_of_work import Session

_TO_MEND = (ApplicationState.REJECTED.value, ApplicationState.DRAFT.value)


def _frozen(session: Session, key: FieldKey) -> Any:
    """Read one value of the snapshot in the store: most of a record is never needed here."""
    return part_of(session, Application.snapshot, "fields", key.value)


def counts_by_state(session: Session) -> dict[ApplicationState, int]:
    """Return how many records with a receipt are in each state; withdrawn ones are not counted."""
    wanted = (
        select(Application.state, func.count())
        .where(
            Application.receipt_number.is_not(None),
            Application.state != ApplicationState.WITHDRAWN.value,
        )
        .group_by(Application.state)
    )
    return {ApplicationState(state): count for state, count in session.execute(wanted)}


def records_of(session: Session, batch_id: UUID) -> Sequence[Row[Any]]:
    """Return the records of a batch with the province's word, in the order of its file."""
    wanted = (
        select(
            Application.id,
            _frozen(session, FieldKey.FULL_NAME).label("full_name"),
            _frozen(session, FieldKey.CELL).label("cell"),
            Application.receipt_number,
            Application.state,
            BatchRecord.verdict,
            BatchRecord.reason,
            BatchRecord.field,
            BatchRecord.note,
            BatchRecord.answered_at,
        )
        .join(BatchRecord, BatchRecord.application_id == Application.id)
        .where(BatchRecord.batch_id == batch_id)
        .order_by(Application.received_at, Application.id)
    )
    return session.execute(wanted).all()


def _sent_back(session: Session) -> Select[Any]:
    return (
        select(
            Application.id,
            _frozen(session, FieldKey.FULL_NAME).label("full_name"),
            _frozen(session, FieldKey.CELL).label("cell"),
            # The applicant's own word, and the list's, which may have been mended since.
            _frozen(session, FieldKey.PHONE).label("own_phone"),
            Member.phone.label("phone"),
            Application.receipt_number,
            Application.state,
            Batch.id.label("batch_id"),
            Batch.sequence,
            Batch.file_name,
            BatchRecord.verdict,
            BatchRecord.reason,
            BatchRecord.field,
            BatchRecord.note,
            BatchRecord.answered_at,
        )
        .join(BatchRecord, BatchRecord.application_id == Application.id)
        .join(Batch, Batch.id == BatchRecord.batch_id)
        .join(Member, Member.id == Application.member_id)
        .order_by(Batch.sequence.desc())
    )


def sent_back(session: Session) -> list[Row[Any]]:
    """Return what the province sent back and has not left again, the newest batch first.

    A record that was sent back twice stands once, with the last word on it.
    """
    wanted = _sent_back(session).where(
        Application.state.in_(_TO_MEND),
        Application.receipt_number.is_not(None),
        BatchRecord.verdict == REJECTED,
    )
    found: dict[UUID, Row[Any]] = {}
    for row in session.execute(wanted):
        found.setdefault(row.id, row)
    return list(found.values())


def last_word(session: Session, application_id: UUID) -> Row[Any] | None:
    """Return the last word on a record that was sent back and has not left again, or None."""
    wanted = _sent_back(session).where(
        Application.id == application_id, Application.state.in_(_TO_MEND)
    )
    row = session.execute(wanted.limit(1)).first()
    return row if row is not None and row.verdict == REJECTED else None
