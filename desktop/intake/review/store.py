"""Every query of the review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, func, select

from desktop.common.text import clean
from desktop.common.vocabulary import ApplicationState, DuplicateState, FieldKey
from desktop.intake.review.returning import PREFIX
from desktop.models import (
    Application,
    ApplicationMove,
    AuditEvent,
    DuplicatePair,
    Member,
)
from desktop.security.tags import Tag
from desktop.storage.readable import part_of
from desktop.storage.unit_of_work import Session

_CHUNK: Final = 500  # keys in one question
_TOUCHING: Final = tuple(
    tag.value
    for tag in (
        Tag.APPLICATION_OPENED,
        Tag.APPLICATION_RESUMED,
        Tag.APPLICATION_REOPENED,
        Tag.APPLICATION_RECEIVED,
        Tag.DRAFT_TAKEN_OVER,
        Tag.FIELD_EDITED,
        Tag.CARD_SETTLED,
        Tag.PHOTO_ACCEPTED,
        Tag.PHOTO_EXCEPTION,
        Tag.SIGNATURE_TAKEN,
        Tag.SIGNATURE_EXCEPTION,
        Tag.PAPER_ATTACHED,
        Tag.PAPER_REMOVED,
    )
)
"""Acts by which somebody has worked on a record; giving it back is not one of them."""

_TO_MEND: Final = (ApplicationState.NEEDS_SUPPLEMENT.value, ApplicationState.DRAFT.value)


def person_key(name: str) -> str:
    """Return what makes two spellings of an operator's name one."""
    return clean(name).casefold()


def in_state(session: Session, state: ApplicationState) -> Sequence[Row[Any]]:
    """Return the records of one state with what the review needs of them, oldest first."""
    wanted = (
        select(
            Application.id,
            Application.member_id,
            Application.state,
            Application.version,
            Application.receipt_number,
            Application.received_at,
            Application.received_by,
            Application.opened_by,
            Application.taken_over_by,
            Application.snapshot,
            Application.photo_digest,
            Application.signature_digest,
        )
        .where(Application.state == state.value)
        .order_by(Application.received_at, Application.id)
    )
    return session.execute(wanted).all()


def some(session: Session, ids: Collection[UUID]) -> dict[UUID, Application]:
    """Return some records by key, as they are in the store now."""
    found: dict[UUID, Application] = {}
    for chunk in _chunks(list(ids)):
        wanted = select(Application).where(Application.id.in_(chunk))
        found |= {row.id: row for row in session.scalars(wanted)}
    return found


def count_in_state(session: Session, state: ApplicationState) -> int:
    """Return how many records are in one state."""
    wanted = select(func.count()).where(Application.state == state.value)
    return session.scalar(wanted) or 0


def hands(session: Session, rows: Collection[Any]) -> dict[UUID, set[str]]:
    """Return everybody who worked on some records, as `person_key` of their names.

    A person is known by name here: that is what records and trail keep.
    """
    found: dict[UUID, set[str]] = {
        row.id: {
            person_key(name) for name in (row.opened_by, row.taken_over_by, row.received_by) if name
        }
        for row in rows
    }
    by_target = {str(key): key for key in found}
    for chunk in _chunks(list(by_target)):
        wanted = (
            select(AuditEvent.target, AuditEvent.actor)
            .where(AuditEvent.target.in_(chunk), AuditEvent.tag.in_(_TOUCHING))
            .distinct()
        )
        for target, actor in session.execute(wanted):
            found[by_target[target]].add(person_key(actor))
    return found


def moves(session: Session, ids: Collection[UUID]) -> dict[UUID, list[ApplicationMove]]:
    """Return the ways of some records, each oldest first."""
    found: dict[UUID, list[ApplicationMove]] = defaultdict(list)
    for chunk in _chunks(list(ids)):
        wanted = (
            select(ApplicationMove)
            .where(ApplicationMove.application_id.in_(chunk))
            .order_by(ApplicationMove.application_id, ApplicationMove.version)
        )
        for move in session.scalars(wanted):
            found[move.application_id].append(move)
    return found


def doubled(session: Session) -> set[UUID]:
    """Return the records that may be of a person who has another one.

    Either the person stands in an open pair of the register of duplicates, or another record
    that was not withdrawn carries the same personal number.
    """
    pairs = select(DuplicatePair.first_id, DuplicatePair.second_id).where(
        DuplicatePair.state == DuplicateState.OPEN.value
    )
    members = {key for pair in session.execute(pairs) for key in pair}
    number = part_of(session, Application.fields, FieldKey.PERSONAL_ID.value)
    wanted = select(Application.id, Application.member_id, number).where(
        Application.state != ApplicationState.WITHDRAWN.value
    )
    found: set[UUID] = set()
    by_number: dict[str, list[UUID]] = defaultdict(list)
    for key, member_id, personal_id in session.execute(wanted):
        if member_id in members:
            found.add(key)
        if personal_id:
            by_number[personal_id].append(key)
    return found.union(*(keys for keys in by_number.values() if len(keys) > 1))


def given_back(session: Session) -> list[Row[Application, Member, ApplicationMove]]:
    """Return records to be mended with their person and their last return, the latest first.

    A record received again after its return is not among them.
    """
    wanted = (
        select(Application, Member, ApplicationMove)
        .join(Member, Member.id == Application.member_id)
        .join(ApplicationMove, ApplicationMove.application_id == Application.id)
        .where(
            Application.state.in_(_TO_MEND),
            Application.receipt_number.is_not(None),
            ApplicationMove.to_state.in_(
                (ApplicationState.NEEDS_SUPPLEMENT.value, ApplicationState.RECEIVED.value)
            ),
        )
        .order_by(Application.id, ApplicationMove.version)
    )
    last: dict[UUID, Row[Application, Member, ApplicationMove]] = {}
    for row in session.execute(wanted):
        last[row[0].id] = row
    found = [row for row in last.values() if row[2].reason.startswith(PREFIX)]
    return sorted(found, key=lambda row: row[2].moved_at, reverse=True)


def _chunks(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
