"""Queries of other lists: the files, their records, and the links with people of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.orm import Session

from desktop.common.ids import new_id
from desktop.common.vocabulary import FieldKey, LinkState, Retired, SourceKind
from desktop.models import Member, SourceLink, SourceList, SourceRecord
from desktop.models.base import table_of
from desktop.roster.problems import stored
from desktop.roster.sources.views import ListInfo
from desktop.roster.views import PreviewRow, SourceInfo
from desktop.storage.bulk import insert_rows

_ON_LIST = Member.retired == ""


def merged_into(session: Session) -> dict[UUID, UUID]:
    """Return merged person -> the person kept, for everybody merged."""
    rows = session.execute(
        select(Member.id, Member.merged_into).where(Member.retired == Retired.MERGED.value)
    )
    return {one: kept for one, kept in rows if kept}


# ---------------------------------------------------------------- source lists


def current_lists(session: Session) -> dict[SourceKind, ListInfo]:
    """Return the lists that count now, by kind."""
    rows = session.scalars(select(SourceList).where(SourceList.is_current))
    return {
        SourceKind(row.kind): ListInfo(
            list_id=row.id,
            file_name=row.file_name,
            sha256=row.sha256,
            sheet=row.sheet,
            as_of=row.as_of,
            imported_at=row.imported_at,
            imported_by=row.imported_by,
            records=int(row.counts.get("records", 0)),
        )
        for row in rows
    }


def add_list(
    session: Session,
    source: SourceInfo,
    kind: SourceKind,
    *,
    as_of: str,
    counts: dict[str, int],
    actor: str,
    at: datetime,
) -> UUID:
    """Keep a source list, in place of the current one of its kind, and return its id."""
    session.execute(
        update(SourceList).where(SourceList.kind == kind.value).values(is_current=False)
    )
    entry = SourceList(
        id=new_id(),
        created_at=at,
        updated_at=at,
        kind=kind.value,
        file_name=source.file_name,
        sha256=source.sha256,
        sheet=source.sheet,
        as_of=as_of,
        counts=counts,
        imported_at=at,
        imported_by=actor,
    )
    session.add(entry)
    session.flush()
    return entry.id


def new_ids(count: int) -> list[UUID]:
    """Return ids for records to be kept."""
    return [new_id() for _one in range(count)]


def add_records(
    session: Session,
    list_id: UUID,
    ids: Sequence[UUID],
    rows: Sequence[PreviewRow],
    records: Sequence[Mapping[FieldKey, str]],
) -> None:
    """Keep the people of a source list.

    Args:
        session: of the caller's transaction.
        list_id: the list they are of.
        ids: one for each row.
        rows: as read, for their row numbers and problems.
        records: what each row says, in the same order.
    """
    insert_rows(
        session,
        table_of(SourceRecord),
        ("id", "list_id", "row_number", "fields", "problems"),
        (
            (
                *(record_id, list_id, row.row_number),
                {key.value: text for key, text in fields.items()},
                [stored(one) for one in row.problems],
            )
            for record_id, row, fields in zip(ids, rows, records, strict=True)
        ),
    )


def put_counts(session: Session, list_id: UUID, counts: dict[str, int]) -> None:
    """Keep the counts of a list that was compared again."""
    session.execute(update(SourceList).where(SourceList.id == list_id).values(counts=counts))


def records_of(session: Session, list_id: UUID) -> list[SourceRecord]:
    """Return the people of a source list, in the order of its file."""
    return list(
        session.scalars(
            select(SourceRecord)
            .where(SourceRecord.list_id == list_id)
            .order_by(SourceRecord.row_number)
        )
    )


# ---------------------------------------------------------------- links


class Spoken(NamedTuple):
    """Somebody's word on a pair, to be carried over to a newer extract."""

    record_id: UUID
    fields: Mapping[str, str]
    member_id: UUID
    state: LinkState
    by: str
    at: datetime | None


def spoken_of(session: Session, list_id: UUID) -> list[Spoken]:
    """Return the pairs of a list that a person decided."""
    rows = session.execute(
        select(SourceLink, SourceRecord.fields)
        .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
        .where(SourceRecord.list_id == list_id, SourceLink.decided_by != "")
    )
    return [
        Spoken(
            link.record_id,
            fields,
            link.member_id,
            LinkState(link.state),
            link.decided_by,
            link.decided_at,
        )
        for link, fields in rows
    ]


class NewLink(NamedTuple):
    """A link to keep."""

    record_id: UUID
    member_id: UUID
    zone: str
    weight: float
    reasons: list[dict[str, Any]]
    state: LinkState
    by: str = ""
    at: datetime | None = None


def replace_links(
    session: Session, list_id: UUID, links: Iterable[NewLink], *, at: datetime
) -> None:
    """Keep the links of a list in place of those it had."""
    own = select(SourceRecord.id).where(SourceRecord.list_id == list_id)
    session.execute(
        delete(SourceLink)
        .where(SourceLink.record_id.in_(own))
        .execution_options(synchronize_session=False)
    )
    insert_rows(
        session,
        table_of(SourceLink),
        (
            *("id", "origin", "version", "created_at", "updated_at", "record_id", "member_id"),
            *("zone", "weight", "reasons", "state", "decided_at", "decided_by"),
        ),
        (
            (
                *(new_id(), "", 1, at, at, one.record_id, one.member_id),
                *(one.zone, one.weight, one.reasons, one.state.value, one.at, one.by),
            )
            for one in links
        ),
    )


def links_of(session: Session, list_id: UUID) -> list[SourceLink]:
    """Return every link of a list, whatever its state."""
    return list(
        session.scalars(
            select(SourceLink)
            .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
            .where(SourceRecord.list_id == list_id)
        )
    )


def add_offers(
    session: Session, list_id: UUID, offers: Iterable[NewLink], *, at: datetime
) -> list[UUID]:
    """Keep pairs to be asked about, but for people who got a pair meanwhile; return their ids."""
    stands = {LinkState.LINKED.value, LinkState.WAITING.value}
    links = links_of(session, list_id)
    asked = {(one.record_id, one.member_id) for one in links}
    records = {one.record_id for one in links if one.state in stands}
    members = {one.member_id for one in links if one.state in stands}
    new = []
    for one in offers:
        is_taken = one.record_id in records or one.member_id in members
        if is_taken or (one.record_id, one.member_id) in asked:
            continue
        link = SourceLink(
            id=new_id(),
            created_at=at,
            updated_at=at,
            record_id=one.record_id,
            member_id=one.member_id,
            zone=one.zone,
            weight=one.weight,
            reasons=one.reasons,
            state=one.state.value,
            decided_at=None,
        )
        session.add(link)
        new.append(link.id)
    session.flush()
    return new


def drop_offers(session: Session, link: SourceLink, list_id: UUID) -> int:
    """Take back undecided pairs of the two people of a pair; return how many there were.

    Each person has one undecided pair at most, so another one was offered in place of this.
    """
    own = select(SourceRecord.id).where(SourceRecord.list_id == list_id)
    offers = session.scalars(
        select(SourceLink).where(
            SourceLink.id != link.id,
            SourceLink.state == LinkState.WAITING.value,
            SourceLink.decided_by == "",
            SourceLink.record_id.in_(own),
            (SourceLink.record_id == link.record_id) | (SourceLink.member_id == link.member_id),
        )
    ).all()
    for offer in offers:
        session.delete(offer)
    session.flush()
    return len(offers)


Pair = tuple[SourceLink, SourceRecord, SourceList, Member]


def _pairs() -> Select[SourceLink, SourceRecord, SourceList, Member]:
    return (
        select(SourceLink, SourceRecord, SourceList, Member)
        .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
        .join(SourceList, SourceList.id == SourceRecord.list_id)
        .join(Member, Member.id == SourceLink.member_id)
        .where(SourceList.is_current, _ON_LIST)
    )


def _as_pairs(
    rows: Iterable[Row[SourceLink, SourceRecord, SourceList, Member]],
) -> Iterator[Pair]:
    return ((link, record, source, member) for link, record, source, member in rows)


def pair(session: Session, link_id: UUID) -> Pair | None:
    """Return one pair of a current list, or None."""
    rows = session.execute(_pairs().where(SourceLink.id == link_id))
    return next(_as_pairs(rows), None)


def pairs(
    session: Session,
    state: LinkState,
    *,
    kind: SourceKind | None,
    offset: int,
    limit: int,
) -> tuple[list[Pair], int]:
    """Return pairs of a state, most certain first, and how many there are."""
    wanted = _pairs().where(SourceLink.state == state.value)
    if kind is not None:
        wanted = wanted.where(SourceList.kind == kind.value)
    total = session.scalar(select(func.count()).select_from(wanted.subquery()))
    ordered = wanted.order_by(SourceLink.weight.desc(), SourceLink.id)
    rows = session.execute(ordered.offset(offset).limit(limit))
    return list(_as_pairs(rows)), int(total or 0)


def pairs_of_member(session: Session, member_id: UUID) -> list[Pair]:
    """Return all pairs of a person with current lists, surest first."""
    rows = session.execute(
        _pairs()
        .where(SourceLink.member_id == member_id)
        .order_by(SourceLink.weight.desc(), SourceLink.id)
    )
    return list(_as_pairs(rows))


def rival(session: Session, link: SourceLink, list_id: UUID) -> SourceLink | None:
    """Return another link in force of the same record, or of the same person in the list."""
    return session.scalars(
        select(SourceLink)
        .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
        .where(
            SourceLink.id != link.id,
            SourceLink.state == LinkState.LINKED.value,
            SourceRecord.list_id == list_id,
            (SourceLink.record_id == link.record_id) | (SourceLink.member_id == link.member_id),
        )
    ).first()


def link_counts(session: Session) -> dict[tuple[str, str, bool], int]:
    """Return (kind, state, somebody decided) -> how many links of current lists."""
    spoken = SourceLink.decided_by != ""
    rows = session.execute(
        select(SourceList.kind, SourceLink.state, spoken, func.count())
        .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
        .join(SourceList, SourceList.id == SourceRecord.list_id)
        .join(Member, Member.id == SourceLink.member_id)
        .where(SourceList.is_current, _ON_LIST)
        .group_by(SourceList.kind, SourceLink.state, spoken)
    )
    return {(kind, state, bool(by)): count for kind, state, by, count in rows}
