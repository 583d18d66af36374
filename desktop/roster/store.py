"""Queries of the roster: the people of the list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.common.ids import new_ids
from desktop.common.text import fold, name_sort_key
from desktop.common.vocabulary import FieldKey, MemberStatus, Retired
from desktop.models import Member, RosterImport
from desktop.models.base import table_of
from desktop.roster.plan import Known, row_digest
from desktop.roster.problems import stored
from desktop.roster.views import PreviewRow
from desktop.storage.bulk import CHUNK, Block, Same, insert_blocks
from desktop.storage.readable import in_order

_COLUMNS = tuple(key for key in FieldKey if key.value in Member.__table__.columns)
_BEYOND = tuple(key for key in FieldKey if key not in _COLUMNS)
_ASKED_BY_ID = 30_000
"""Below every engine's limit of values in one statement; for more, all are read."""
_ON_LIST = Member.retired == ""
"""Rows that were taken back or merged stay in the store and are shown nowhere."""


def version(session: Session) -> tuple[int, int, str]:
    """Return a value that differs whenever people were imported or added."""
    people, newest = session.execute(select(func.count(Member.id), func.max(Member.id))).one()
    imports = session.execute(select(func.count(RosterImport.id))).scalar_one()
    return int(people), int(imports), str(newest)


def hold_person(session: Session, member_id: UUID) -> None:
    """Let no other desk begin a record of a person until this transaction ends.

    Two that did it at once would both find none. A writer of the embedded store is alone anyway.
    """
    person = select(Member.id).where(Member.id == member_id)
    # Without the key: whoever writes a row that names the person need not wait.
    session.execute(person.with_for_update(key_share=True)).all()


def row_digests(session: Session) -> list[tuple[UUID, str]]:
    """Return everybody on the list, oldest first, with the digest of their row.

    Merged people are among them: their row in the same file again is known, not somebody new.
    """
    known = _ON_LIST | (Member.retired == Retired.MERGED.value)
    query = select(Member.id, Member.row_digest).where(known).order_by(Member.id)
    return [(row[0], row[1]) for row in session.execute(query)]


def known_people(session: Session, member_ids: Collection[UUID]) -> list[Known]:
    """Return some people of the list, oldest first, with just what comparing a list needs."""
    wanted = set(member_ids)
    query = (
        select(
            Member.id,
            Member.row_digest,
            Member.personal_id,
            Member.old_id,
            Member.full_name,
            Member.birth_date,
            Member.village,
            Member.cell,
            Member.card_number,
            Member.status,
            Member.import_id.is_not(None),
        )
        .where(_ON_LIST)
        .order_by(Member.id)
    )
    if len(wanted) <= _ASKED_BY_ID:
        query = query.where(Member.id.in_(wanted))
    rows = [Known(*cast("tuple[Any, ...]", row)) for row in session.execute(query)]
    return [one for one in rows if one.member_id in wanted]


def has_number(session: Session, number: str) -> bool:
    """Whether somebody on the list has this personal number."""
    query = select(Member.id).where(_ON_LIST, Member.personal_id == number)
    return session.scalars(query).first() is not None


def everybody(session: Session) -> list[Member]:
    """Return all people in the order of Vietnamese name lists."""
    people = select(Member).where(_ON_LIST)
    return [row[0] for row in in_order(session, people, Member.name_sort, Member.id)]


def member(session: Session, member_id: UUID) -> Member | None:
    """Return one person, or None."""
    return session.get(Member, member_id)


def fields_of(person: Member) -> dict[FieldKey, str]:
    """Return the filled fields of a person."""
    beyond = person.extra.get("fields", {})
    found = {key: str(getattr(person, key.value)) for key in _COLUMNS}
    found.update({key: str(beyond.get(key.value, "")) for key in _BEYOND})
    return {key: text for key, text in found.items() if text}


_STATUS_WORD = {status: status.value for status in MemberStatus}
# One object for all who have none: it is turned into JSON once.
_NO_PROBLEMS: list[Any] = []
_NO_EXTRA: dict[str, Any] = {"columns": {}, "fields": {}}
_INSERTED = (
    *(key.value for key in _COLUMNS),
    *("row_number", "row_digest", "name_folded", "name_sort", "status", "problems", "extra"),
    *("id", "origin", "version", "created_at", "updated_at", "import_id", "first_import_id"),
)


@lru_cache(maxsize=16_384)
def _name_keys(full_name: str) -> tuple[str, str]:
    return fold(full_name), name_sort_key(full_name)


def add_people(
    session: Session,
    rows: Sequence[PreviewRow],
    *,
    import_id: UUID | None,
    at: datetime,
    digests: Mapping[int, str] | None = None,
    between: Callable[[int], None] | None = None,
) -> list[UUID]:
    """Insert people and return their ids.

    Args:
        session: the caller's transaction.
        rows: who; a few hundred thousand at a time are fine.
        import_id: the import that names them first, None for people added by hand.
        at: when.
        digests: row number -> digest, where the caller knows them already.
        between: called with the number written so far; may raise to stop.
    """
    ids = new_ids(len(rows))
    at_first = {
        "origin": Same(""),
        "version": Same(1),
        "created_at": Same(at),
        "updated_at": Same(at),
        "import_id": Same(import_id),
        "first_import_id": Same(import_id),
    }
    blocks = (
        {
            **_block(rows[start : start + CHUNK], digests or {}),
            "id": ids[start : start + CHUNK],
            **at_first,
        }
        for start in range(0, len(rows), CHUNK)
    )
    insert_blocks(session, table_of(Member), _INSERTED, blocks, between=between)
    return ids


def _block(rows: Sequence[PreviewRow], digests: Mapping[int, str]) -> Block:
    """Return what some rows say, a column at a time."""
    fields = [row.fields for row in rows]
    columns = {key.value: [one.get(key, "") for one in fields] for key in _COLUMNS}
    folded, sorted_by = zip(*map(_name_keys, columns[FieldKey.FULL_NAME.value]), strict=True)
    return {
        **columns,
        "row_number": [row.row_number for row in rows],
        "row_digest": [digests.get(row.row_number) or row_digest(row) for row in rows],
        "name_folded": folded,
        "name_sort": sorted_by,
        "status": [_STATUS_WORD[row.status] for row in rows],
        "problems": [
            [stored(one) for one in row.problems] if row.problems else _NO_PROBLEMS for row in rows
        ],
        "extra": _extras(rows, fields),
    }


def _extras(rows: Sequence[PreviewRow], fields: Sequence[dict[FieldKey, str]]) -> list[Any]:
    """Return what stands beside the columns of the table, for each row."""
    beyond: list[dict[str, str]] = [{} for _row in rows]
    for key in _BEYOND:
        for place, one in enumerate(fields):
            if key in one:
                beyond[place][key.value] = one[key]
    return [
        {"columns": row.extra, "fields": others} if row.extra or others else _NO_EXTRA
        for row, others in zip(rows, beyond, strict=True)
    ]


def all_cells(session: Session) -> list[str]:
    """Return the names of all Party cells of the unit's own list."""
    apart = (MemberStatus.TEMPORARY_RESIDENT.value, MemberStatus.OUTSIDE_LIST.value)
    found = session.scalars(
        select(Member.cell)
        .where(_ON_LIST, Member.cell != "", Member.status.not_in(apart))
        .distinct()
    )
    return sorted(found, key=lambda name: (fold(name), name))
