"""Queries of duplicates: pairs, and the versions a merge can be taken back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, aliased

from desktop.common.ids import new_id
from desktop.common.vocabulary import ChangeCause, DuplicateState
from desktop.models import DuplicatePair, Member, MemberVersion
from desktop.models.base import table_of
from desktop.storage.bulk import insert_rows

Twins = tuple[DuplicatePair, Member, Member]


class Found(NamedTuple):
    """A pair as the comparison gives it; `first_id` is the smaller id."""

    first_id: UUID
    second_id: UUID
    weight: float
    reasons: list[dict[str, Any]]


def known_pairs(session: Session) -> dict[tuple[UUID, UUID], DuplicateState]:
    """Return (smaller id, larger id) -> what became of the pair."""
    rows = session.execute(
        select(DuplicatePair.first_id, DuplicatePair.second_id, DuplicatePair.state)
    )
    return {(first, second): DuplicateState(state) for first, second, state in rows}


def replace_open(session: Session, pairs: Iterable[Found], *, at: datetime) -> None:
    """Keep open pairs in place of those that were open; decided ones stay."""
    session.execute(
        delete(DuplicatePair)
        .where(DuplicatePair.state == DuplicateState.OPEN.value)
        .execution_options(synchronize_session=False)
    )
    insert_rows(
        session,
        table_of(DuplicatePair),
        (
            *("id", "origin", "version", "created_at", "updated_at", "first_id", "second_id"),
            *("weight", "reasons", "state", "kept_id", "decided_at"),
        ),
        (
            (
                *(new_id(), "", 1, at, at, one.first_id, one.second_id),
                *(one.weight, one.reasons, DuplicateState.OPEN.value, None, None),
            )
            for one in pairs
        ),
    )


def pairs(
    session: Session, state: DuplicateState, *, offset: int, limit: int
) -> tuple[list[Twins], int]:
    """Return pairs of a state, likeliest first, and how many there are.

    Open pairs of which one left the list are not shown; nor are they counted.
    """
    first, second = aliased(Member), aliased(Member)
    wanted = (
        select(DuplicatePair, first, second)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.state == state.value)
    )
    if state is not DuplicateState.MERGED:
        wanted = wanted.where(first.retired == "", second.retired == "")
    counted = wanted.with_only_columns(DuplicatePair.id).subquery()
    total = session.scalar(select(func.count()).select_from(counted))
    ordered = wanted.order_by(DuplicatePair.weight.desc(), DuplicatePair.id)
    rows = session.execute(ordered.offset(offset).limit(limit))
    return [(pair, one, two) for pair, one, two in rows], int(total or 0)


def pair(session: Session, pair_id: UUID) -> Twins | None:
    """Return one pair with its two people, or None."""
    found = session.get(DuplicatePair, pair_id)
    if found is None:
        return None
    first, second = session.get(Member, found.first_id), session.get(Member, found.second_id)
    return (found, first, second) if first and second else None


def before_merge(
    session: Session, member_id: UUID, *, at: datetime | None = None
) -> MemberVersion | None:
    """Return what a row was before its last merge, or before the one of a moment; or None."""
    wanted = select(MemberVersion).where(
        MemberVersion.member_id == member_id, MemberVersion.cause == ChangeCause.MERGE.value
    )
    if at is not None:
        wanted = wanted.where(MemberVersion.changed_at == at)
    return session.scalars(wanted.order_by(MemberVersion.version.desc())).first()


def values_at(session: Session, member_id: UUID, version: int) -> Mapping[str, Any] | None:
    """Return what a row was at a version that has passed, or None."""
    found = session.scalars(
        select(MemberVersion).where(
            MemberVersion.member_id == member_id, MemberVersion.version == version
        )
    ).first()
    return found.values if found else None
