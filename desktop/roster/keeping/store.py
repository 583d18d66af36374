"""Queries of keeping the list: imports, rows set aside, changes with the version before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from desktop.common.ids import new_id
from desktop.common.text import fold, name_sort_key
from desktop.common.vocabulary import ChangeCause, FieldKey, MemberStatus, Retired
from desktop.models import (
    ColumnMapping,
    Member,
    MemberVersion,
    RosterImport,
    SetAsideRow,
    SourceLink,
    SourceList,
    SourceRecord,
)
from desktop.models.base import table_of
from desktop.roster.closed.store import of_open_cells
from desktop.roster.keeping.difference import Standing
from desktop.roster.keeping.views import ImportEntry, SourceView
from desktop.roster.problems import restored, stored
from desktop.roster.views import SetAside, SourceInfo
from desktop.storage.bulk import insert_rows

_CHUNK = 500
_COLUMNS = tuple(column.name for column in table_of(Member).columns)
_OWN = frozenset({"id", "origin", "version", "created_at", "updated_at"})
"""Columns of the row itself; a version restores all others."""
_IDS = frozenset({"import_id", "first_import_id", "merged_into"})
_VERSION_COLUMNS = (
    *("id", "member_id", "version", "values", "cause", "import_id", "reason"),
    *("changed_at", "changed_by"),
)


# ---------------------------------------------------------------- people as they stand


def standing_of(person: Member) -> Standing:
    """Return a person as the list has them."""
    return standing_in({name: getattr(person, name) for name in _COLUMNS})


def standing_in(values: Mapping[str, Any]) -> Standing:
    """Return a person as a row of the table or a version has them."""
    extra = values.get("extra") or {}
    beyond = extra.get("fields", {})
    fields = {key: str(values.get(key.value) or beyond.get(key.value, "")) for key in FieldKey}
    return Standing(
        {key: text for key, text in fields.items() if text},
        MemberStatus(values["status"]),
        tuple(restored(one) for one in values.get("problems") or ()),
        dict(extra.get("columns", {})),
        dict(extra.get("listed", {})),
        bool(extra.get("is_gone")),
    )


def people(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, Member]:
    """Return people by id, some hundred at a time."""
    return {
        person.id: person
        for start in range(0, len(member_ids), _CHUNK)
        for person in session.scalars(
            select(Member).where(Member.id.in_(member_ids[start : start + _CHUNK]))
        )
    }


def stamp(session: Session) -> tuple[object, ...]:
    """Return a value that differs whenever anybody on the list changed."""
    found = session.execute(select(func.count(Member.id), func.max(Member.updated_at))).one()
    return (*found, session.scalar(select(func.count(RosterImport.id))))


def other_with_number(session: Session, number: str, member_id: UUID) -> Member | None:
    """Return somebody else on the list who has a personal number."""
    return session.scalars(
        select(Member).where(
            Member.personal_id == number, Member.id != member_id, Member.retired == ""
        )
    ).first()


# ---------------------------------------------------------------- changes and versions


def snapshot(person: Member) -> dict[str, Any]:
    """Return all values of a row, ready for JSON; `restore` takes them back."""
    values = {name: getattr(person, name) for name in _COLUMNS if name != "id"}
    for name in _IDS:
        values[name] = str(values[name]) if values[name] else None
    for name in ("created_at", "updated_at"):
        values[name] = values[name].isoformat()
    return values


def write_versions(
    session: Session,
    people_: Iterable[Member],
    *,
    cause: ChangeCause,
    at: datetime,
    actor: str,
    import_id: UUID | None = None,
    reason: str = "",
) -> int:
    """Keep people as they are now, before a change in the same transaction; return how many.

    The caller then changes the rows and raises their `version` by one.

    Raises:
        CellClosedError: somebody stands in a cell that was closed; what a printing office says of
            a card is true all the same.
    """
    checked = people_ if cause is ChangeCause.CARD else of_open_cells(session, people_)
    return insert_rows(
        session,
        table_of(MemberVersion),
        _VERSION_COLUMNS,
        (
            (
                *(new_id(), person.id, person.version, snapshot(person), cause.value),
                *(import_id, reason, at, actor),
            )
            for person in checked
        ),
    )


def put(person: Member, standing: Standing, *, at: datetime) -> None:
    """Make a row say what a standing says; the version before must be kept already."""
    for key in FieldKey:
        if key.value in _COLUMNS:
            setattr(person, key.value, standing.fields.get(key, ""))
    name = standing.fields[FieldKey.FULL_NAME]
    person.name_folded = fold(name)
    person.name_sort = name_sort_key(name)
    person.status = standing.status.value
    person.problems = [stored(one) for one in standing.problems]
    person.extra = extra_of(standing)
    person.version += 1
    person.updated_at = at


def extra_of(standing: Standing) -> dict[str, Any]:
    """Return what stands beside the columns of a row."""
    beyond = {key.value: text for key, text in standing.fields.items() if key.value not in _COLUMNS}
    found: dict[str, Any] = {"columns": standing.extra, "fields": beyond}
    if standing.listed:
        found["listed"] = {str(key): text for key, text in standing.listed.items()}
    if standing.is_gone:
        found["is_gone"] = True
    return found


def restore(person: Member, values: Mapping[str, Any], *, at: datetime) -> None:
    """Put a row back to what a version says."""
    for name in _COLUMNS:
        if name in _OWN or name not in values:
            continue
        value = values[name]
        setattr(person, name, UUID(value) if name in _IDS and value else value)
    person.version += 1
    person.updated_at = at


def versions_of(session: Session, member_id: UUID) -> list[MemberVersion]:
    """Return what a person was before each change, newest first."""
    return list(
        session.scalars(
            select(MemberVersion)
            .where(MemberVersion.member_id == member_id)
            .order_by(MemberVersion.version.desc())
        )
    )


# ---------------------------------------------------------------- files taken in


def add_import(
    session: Session,
    source: SourceInfo,
    counts: dict[str, int],
    *,
    actor: str,
    at: datetime,
) -> UUID:
    """Record one file that was taken in and return its id."""
    entry = RosterImport(
        id=new_id(),
        file_name=source.file_name,
        sha256=source.sha256,
        sheet=source.sheet,
        header_rows=list(source.header_rows),
        mapping={
            "columns": [
                {"index": column.index, "header": column.header, "field": column.field}
                for column in source.columns
            ],
            "encoding": source.encoding,
            "not_data": source.not_data,
        },
        counts=counts,
        imported_at=at,
        imported_by=actor,
        undone_at=None,
    )
    session.add(entry)
    session.flush()
    return entry.id


def add_set_aside(session: Session, rows: Iterable[SetAside], *, import_id: UUID) -> None:
    """Keep rows that were not taken in, whole."""
    insert_rows(
        session,
        table_of(SetAsideRow),
        ("id", "import_id", "row_number", "cells", "code", "message"),
        (
            (new_id(), import_id, row.row_number, list(row.cells), row.code, row.message)
            for row in rows
        ),
    )


def latest_import(session: Session) -> RosterImport | None:
    """Return the newest import that still stands, or None."""
    return session.scalars(
        select(RosterImport)
        .where(RosterImport.undone_at.is_(None))
        .order_by(RosterImport.imported_at.desc(), RosterImport.id.desc())
    ).first()


def all_imports(session: Session) -> list[RosterImport]:
    """Return every import, newest first."""
    return list(
        session.scalars(
            select(RosterImport).order_by(RosterImport.imported_at.desc(), RosterImport.id.desc())
        )
    )


def import_by_id(session: Session, import_id: UUID | None) -> RosterImport | None:
    """Return one import, or None."""
    return session.get(RosterImport, import_id) if import_id else None


def entry_of(row: RosterImport) -> ImportEntry:
    """Return an import as its callers see it."""
    return ImportEntry(
        import_id=row.id,
        file_name=row.file_name,
        sha256=row.sha256,
        sheet=row.sheet,
        imported_at=row.imported_at,
        imported_by=row.imported_by,
        counts={str(key): int(value) for key, value in row.counts.items()},
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def set_aside_of(session: Session, import_id: UUID) -> list[SetAside]:
    """Return the rows an import set aside, in the order of the file."""
    rows = session.scalars(
        select(SetAsideRow)
        .where(SetAsideRow.import_id == import_id)
        .order_by(SetAsideRow.row_number)
    )
    return [SetAside(row.row_number, tuple(row.cells), row.code, row.message) for row in rows]


def changed_by_import(session: Session, import_id: UUID) -> list[MemberVersion]:
    """Return what the people whom an import changed were before it."""
    forwards = (ChangeCause.IMPORT.value, ChangeCause.GONE.value)
    return list(
        session.scalars(
            select(MemberVersion).where(
                MemberVersion.import_id == import_id, MemberVersion.cause.in_(forwards)
            )
        )
    )


def brought_by_import(session: Session, import_id: UUID) -> set[UUID]:
    """Return the people an import named first, merged ones too."""
    return set(
        session.scalars(
            select(Member.id).where(
                Member.first_import_id == import_id, Member.retired != Retired.UNDONE.value
            )
        )
    )


def later_changes(session: Session, import_id: UUID) -> list[MemberVersion]:
    """Return changes that came after an import to people it brought or changed, newest first.

    Changes of imports that were taken back themselves do not count any more.
    """
    taken_back = select(RosterImport.id).where(RosterImport.undone_at.is_not(None))
    own = aliased(MemberVersion)
    brought = select(Member.id).where(
        Member.first_import_id == import_id, Member.retired != Retired.UNDONE.value
    )
    changed = select(own.id).where(
        own.member_id == MemberVersion.member_id,
        own.import_id == import_id,
        own.version < MemberVersion.version,
        own.cause != ChangeCause.UNDO.value,
    )
    return list(
        session.scalars(
            select(MemberVersion)
            .where(MemberVersion.member_id.in_(brought) | changed.exists())
            .where(
                MemberVersion.import_id.is_(None)
                | (
                    (MemberVersion.import_id != import_id)
                    & MemberVersion.import_id.not_in(taken_back)
                )
            )
            .order_by(MemberVersion.changed_at.desc(), MemberVersion.id.desc())
            .limit(_CHUNK)
        )
    )


def retire_brought(session: Session, import_id: UUID, *, at: datetime) -> int:
    """Take the people an import named first off the list; their rows stay whole."""
    brought = (Member.first_import_id == import_id, Member.retired == "")
    count = session.scalar(select(func.count()).select_from(Member).where(*brought))
    session.execute(
        update(Member)
        .where(*brought)
        .values(retired=Retired.UNDONE.value, version=Member.version + 1, updated_at=at)
        .execution_options(synchronize_session=False)
    )
    return int(count or 0)


# ---------------------------------------------------------------- mappings


def mapping_for(session: Session, fingerprint: str) -> ColumnMapping | None:
    """Return how the columns under a header were understood before, or None."""
    return session.get(ColumnMapping, fingerprint)


def remember_mapping(
    session: Session, fingerprint: str, mapping: dict[str, Any], *, at: datetime, actor: str
) -> None:
    """Keep how the columns under a header are understood; the newest word counts."""
    row = session.get(ColumnMapping, fingerprint)
    if row is None:
        session.add(
            ColumnMapping(fingerprint=fingerprint, mapping=mapping, made_at=at, made_by=actor)
        )
    else:
        row.mapping, row.made_at, row.made_by = mapping, at, actor


# ---------------------------------------------------------------- other lists


def sources_of(session: Session, member_id: UUID) -> list[SourceView]:
    """Return what other lists say of a person, surest link first."""
    rows = session.execute(
        select(SourceLink, SourceRecord, SourceList)
        .join(SourceRecord, SourceRecord.id == SourceLink.record_id)
        .join(SourceList, SourceList.id == SourceRecord.list_id)
        .where(SourceLink.member_id == member_id, SourceList.is_current)
        .order_by(SourceLink.weight.desc(), SourceLink.id)
    )
    return [
        SourceView(
            kind=source.kind,
            file_name=source.file_name,
            as_of=source.as_of,
            row_number=record.row_number,
            zone=link.zone,
            state=link.state,
            decided_by=link.decided_by,
            decided_at=link.decided_at,
            fields={str(key): str(text) for key, text in record.fields.items()},
        )
        for link, record, source in rows
    ]
