"""Queries of the register: lines on which sources differ, and what the sources say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from desktop.common.ids import new_id
from desktop.common.vocabulary import DiscrepancyState, FieldKey, LinkState
from desktop.models import Discrepancy, Member, SourceLink, SourceList, SourceRecord
from desktop.models.base import table_of
from desktop.roster.register.rules import COMPARED, Likeness, Record, Said
from desktop.roster.register.views import DiscrepancyQuery
from desktop.storage.bulk import insert_rows
from desktop.storage.readable import in_order

_CHUNK = 500
_ON_LIST = Member.retired == ""
_FIELDS = tuple(key for key in FieldKey if key.value in Member.__table__.columns)


# ---------------------------------------------------------------- people of the list


class Person(NamedTuple):
    """What the register needs of a person of ours."""

    member_id: UUID
    row_number: int | None
    fields: Mapping[FieldKey, str]


def people(session: Session, member_ids: Collection[UUID] | None = None) -> list[Person]:
    """Return people of the list; everybody unless some are named."""
    # Columns instead of mapped objects: a third of the time and memory for a whole province.
    wanted = select(
        Member.id, Member.row_number, Member.extra, *(Member.__table__.c[key] for key in _FIELDS)
    ).where(_ON_LIST)
    statements = (
        [wanted]
        if member_ids is None
        else [wanted.where(Member.id.in_(some)) for some in _some(member_ids)]
    )
    found = [
        Person(row[0], row[1], _filled(row[2], row[3:]))
        for statement in statements
        for row in session.execute(statement)
    ]
    return sorted(found, key=lambda person: person.member_id)


def _filled(extra: Mapping[str, Any], texts: Sequence[str]) -> dict[FieldKey, str]:
    found = {key: text for key, text in zip(_FIELDS, texts, strict=True) if text}
    found.update({FieldKey(key): text for key, text in extra.get("fields", {}).items() if text})
    return found


def _some(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    whole = sorted(set(ids))
    for start in range(0, len(whole), _CHUNK):
        yield whole[start : start + _CHUNK]


def linked_records(
    session: Session, member_ids: Collection[UUID] | None = None
) -> dict[UUID, list[Record]]:
    """Return person -> records of current lists held to be that person."""
    wanted = (
        select(
            SourceLink.member_id,
            SourceList.kind,
            SourceList.id,
            SourceRecord.row_number,
            SourceRecord.fields,
        )
        .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
        .join(SourceList, SourceList.id == SourceRecord.list_id)
        .where(SourceList.is_current, SourceLink.state == LinkState.LINKED.value)
        .order_by(SourceList.kind.desc())
    )
    statements = (
        [wanted]
        if member_ids is None
        else [wanted.where(SourceLink.member_id.in_(some)) for some in _some(member_ids)]
    )
    found: dict[UUID, list[Record]] = defaultdict(list)
    for statement in statements:
        for member_id, kind, list_id, row, fields in session.execute(statement):
            found[member_id].append(Record(kind, str(list_id), row, fields))
    return found


# ---------------------------------------------------------------- discrepancies


def said_in(values: Sequence[Mapping[str, Any]]) -> tuple[Said, ...]:
    """Return what sources say, from a stored row."""
    return tuple(
        Said(
            str(one["source"]),
            str(one["value"]),
            str(one.get("list_id", "")),
            int(one.get("row", 0)),
            Likeness(one.get("likeness", Likeness.SAME.value)),
            bool(one.get("was_seen", False)),
        )
        for one in values
    )


def stored_said(said: Iterable[Said]) -> list[dict[str, Any]]:
    """Return what is kept of what sources say."""
    return [asdict(one) | {"likeness": one.likeness.value} for one in said]


def discrepancies_of(
    session: Session, member_ids: Collection[UUID] | None = None
) -> dict[tuple[UUID, str], Discrepancy]:
    """Return (person, field) -> line of the register."""
    wanted = select(Discrepancy)
    statements = (
        [wanted]
        if member_ids is None
        else [wanted.where(Discrepancy.member_id.in_(some)) for some in _some(member_ids)]
    )
    return {
        (row.member_id, row.field): row
        for statement in statements
        for row in session.scalars(statement)
    }


def add_discrepancies(
    session: Session,
    rows: Iterable[tuple[UUID, FieldKey, Sequence[Said]]],
    *,
    at: datetime,
) -> None:
    """Open lines of the register."""
    insert_rows(
        session,
        table_of(Discrepancy),
        (
            *("id", "origin", "version", "created_at", "updated_at", "member_id", "field"),
            *("values", "state", "decided_at"),
        ),
        (
            (
                *(new_id(), "", 1, at, at, member_id, field.value),
                *(stored_said(said), DiscrepancyState.OPEN.value, None),
            )
            for member_id, field, said in rows
        ),
    )


def drop_discrepancies(session: Session, rows: Iterable[Discrepancy]) -> None:
    """Close open lines on which nobody differs any more; decided ones are never dropped."""
    for some in _some(row.id for row in rows):
        session.execute(
            delete(Discrepancy)
            .where(Discrepancy.id.in_(some), Discrepancy.state == DiscrepancyState.OPEN.value)
            .execution_options(synchronize_session=False)
        )


def discrepancy(session: Session, discrepancy_id: UUID) -> tuple[Discrepancy, Member] | None:
    """Return a line of the register with its person, or None."""
    rows = session.execute(
        select(Discrepancy, Member)
        .join(Member, Member.id == Discrepancy.member_id)
        .where(Discrepancy.id == discrepancy_id, _ON_LIST)
    )
    return next(((line, member) for line, member in rows), None)


def hold(session: Session, discrepancy_ids: Collection[UUID]) -> None:
    """Let nobody else change these lines and their people until this transaction ends.

    The people first, each kind by its key, as single changes write them; nothing waits for ever.
    """
    ids = list(discrepancy_ids)
    people = select(Discrepancy.member_id).where(Discrepancy.id.in_(ids))
    for wanted in (
        select(Member.id).where(Member.id.in_(people)).order_by(Member.id),
        select(Discrepancy.id).where(Discrepancy.id.in_(ids)).order_by(Discrepancy.id),
    ):
        session.execute(wanted.with_for_update()).all()


def register_page(
    session: Session, query: DiscrepancyQuery, *, offset: int, limit: int | None
) -> tuple[list[tuple[Discrepancy, Member]], int]:
    """Return lines of the register by cell, name and field, and how many there are."""
    wanted = (
        select(Discrepancy, Member).join(Member, Member.id == Discrepancy.member_id).where(_ON_LIST)
    )
    if query.state is not None:
        wanted = wanted.where(Discrepancy.state == query.state.value)
    if query.cell is not None:
        wanted = wanted.where(Member.cell == query.cell)
    if query.field is not None:
        wanted = wanted.where(Discrepancy.field == query.field.value)
    if query.member_id is not None:
        wanted = wanted.where(Discrepancy.member_id == query.member_id)
    total = session.scalar(select(func.count()).select_from(wanted.subquery()))
    order = (Member.cell, Member.name_sort, Member.id, Discrepancy.field)
    start = 0 if limit is None else offset
    found = in_order(session, wanted, *order, offset=start, limit=limit)
    rows = [(line, member) for line, member in found]
    if limit is None or query.member_id is not None:
        place = {key.value: number for number, key in enumerate(COMPARED)}
        rows.sort(key=lambda row: (row[1].cell, row[1].name_sort, row[1].id, place[row[0].field]))
    return rows, int(total or 0)


def register_counts(session: Session) -> dict[tuple[str, str], int]:
    """Return (cell, state) -> how many lines of the register."""
    rows = session.execute(
        select(Member.cell, Discrepancy.state, func.count())
        .join(Member, Member.id == Discrepancy.member_id)
        .where(_ON_LIST)
        .group_by(Member.cell, Discrepancy.state)
    )
    return {(cell, state): count for cell, state, count in rows}


def holder_of_number(session: Session, number: str, but: UUID) -> Member | None:
    """Return another person of the list with this personal number, or None."""
    return session.scalars(
        select(Member).where(_ON_LIST, Member.personal_id == number, Member.id != but)
    ).first()
