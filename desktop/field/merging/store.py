"""Queries of merging: what came, what waits, and how a record becomes an application here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, FieldState, PaperKind
from desktop.field.kits import store as kits
from desktop.field.kits.record_rows import RecordRows
from desktop.field.merging.rules import Stamp
from desktop.intake.moves.store import Cause, Standing, move
from desktop.models import (
    Application,
    ApplicationVersion,
    AttachedPaper,
    Blob,
    FieldBlob,
    FieldRecord,
    MergedReturn,
    Paper,
    Reading,
    Visit,
    VisitAside,
)
from desktop.models.base import table_of
from desktop.roster.closed.store import wait_for_closing
from desktop.storage.sharing import insert_new
from desktop.storage.unit_of_work import Session

_BLOBS = table_of(Blob)
_KEPT = frozenset({"id", "state", "version", "station_id", "created_at", "member_id"})
"""Columns of an application that its moves write, or that never change."""


def alone(session: Session) -> None:
    """Merge and choose one after the other where several desks work on one server.

    Two that did it at once would both find that nobody else has taken a person. A closing under
    way ends first, and waits for us: what comes in may belong to its cell.
    """
    wait_for_closing(session)
    kits.alone(session)


def merged_return(session: Session, return_id: UUID) -> MergedReturn | None:
    """Return a return that was merged."""
    return session.get(MergedReturn, return_id)


# ---------------------------------------------------------------- bytes


def put_blobs(
    session: Session,
    named: Mapping[str, tuple[str, str]],
    contents: Mapping[str, bytes],
    at: datetime,
) -> None:
    """Keep bytes under their digests; those that are kept already stay as they are."""
    rows = [
        {
            "digest": digest,
            "kind": kind,
            "media_type": media_type,
            "size": len(contents[digest]),
            "content": contents[digest],
            "created_at": at,
        }
        for digest, (kind, media_type) in named.items()
        if digest in contents
    ]
    insert_new(session, _BLOBS, rows)


def bytes_of(session: Session, digest: str | None) -> bytes | None:
    """Return kept bytes, None when there are none."""
    row = session.get(Blob, digest) if digest else None
    return row.content if row is not None else None


# ---------------------------------------------------------------- what came


def stamp_of(row: FieldRecord | None) -> Stamp | None:
    """Return how new the known form of a record is."""
    return Stamp(row.version, row.changed_at, row.sha256) if row is not None else None


def keep_waiting(
    session: Session,
    known: FieldRecord | None,
    rows: RecordRows,
    stamp: Stamp,
    document: dict[str, Any],
    *,
    member_id: UUID,
    device_id: UUID,
    at: datetime,
) -> FieldRecord:
    """Keep a record with all of it until it is decided what becomes of it."""
    if known is None:
        known = FieldRecord(id=rows.key, member_id=member_id, device_id=device_id)
        session.add(known)
    known.version, known.changed_at, known.sha256 = stamp.version, stamp.changed_at, stamp.sha256
    known.state, known.document, known.arrived_at = FieldState.WAITING.value, document, at
    known.decided_at, known.decided_by, known.reason = None, "", ""
    session.flush()
    session.execute(delete(FieldBlob).where(FieldBlob.record_id == known.id))
    insert_new(
        session,
        table_of(FieldBlob),
        [{"record_id": known.id, "digest": digest} for digest in sorted(rows.blobs)],
    )
    return known


def waiting(session: Session) -> list[FieldRecord]:
    """Return every record that nobody decided about, oldest first."""
    wanted = select(FieldRecord).where(FieldRecord.state == FieldState.WAITING.value)
    return list(session.scalars(wanted.order_by(FieldRecord.id)))


def field_record(session: Session, key: UUID) -> FieldRecord | None:
    """Return what is known of a record of the field."""
    return session.get(FieldRecord, key)


def rival(session: Session, record: FieldRecord) -> Application | None:
    """Return another application of the person that was not taken back, the oldest one."""
    wanted = select(Application).where(
        Application.member_id == record.member_id,
        Application.id != record.id,
        Application.state != ApplicationState.WITHDRAWN.value,
    )
    return session.scalars(wanted.order_by(Application.id).limit(1)).first()


def application(session: Session, key: UUID) -> Application | None:
    """Return the application a record became, or None."""
    return session.get(Application, key)


def number_taken(session: Session, number: str | None, key: UUID) -> bool:
    """Whether another application has a receipt number."""
    if number is None:
        return False
    wanted = select(Application.id).where(
        Application.receipt_number == number, Application.id != key
    )
    return session.scalars(wanted).first() is not None


# ---------------------------------------------------------------- becoming an application


def adopt(
    session: Session, rows: RecordRows, *, member_id: UUID, station_id: UUID, at: datetime
) -> None:
    """Make an application of a record: as a new draft, then along its own moves."""
    values = {
        **rows.application,
        "member_id": member_id,
        "station_id": station_id,
        "state": ApplicationState.DRAFT.value,
        "version": 1,
        "updated_at": at,
    }
    session.add(Application(**values))
    session.flush()
    _walk(session, rows, Standing(rows.key, ApplicationState.DRAFT, 1), at)
    _beside(session, rows)
    number = rows.application["receipt_number"]
    if number is not None:
        session.add(
            Paper(
                id=new_id(),
                kind=PaperKind.RECEIPT.value,
                number=number,
                application_id=rows.key,
                created_at=rows.application["received_at"] or at,
            )
        )
    session.flush()


def follow(session: Session, row: Application, rows: RecordRows, at: datetime) -> None:
    """Give an application the newer form of the record it was made from."""
    for name, value in rows.application.items():
        if name not in _KEPT:
            setattr(row, name, value)
    session.flush()
    _walk(session, rows, Standing(row.id, ApplicationState(row.state), row.version), at)
    session.refresh(row)
    _beside(session, rows)
    session.flush()


def _walk(session: Session, rows: RecordRows, seen: Standing, at: datetime) -> None:
    """Move an application along the moves it does not have yet."""
    for one in rows.moves:
        if one["version"] <= seen.version:
            continue
        to = ApplicationState(one["to_state"])
        cause = Cause(one["moved_at"], one["moved_by"], one["reason"])
        seen = Standing(seen.id, to, move(session, seen, to, cause))
    # Whoever counts what changed looks for changes of this store, not of the laptop's days.
    session.execute(update(Application).where(Application.id == seen.id).values(updated_at=at))


def _beside(session: Session, rows: RecordRows) -> None:
    """Put beside an application what it does not have yet."""
    of = {"application_id": rows.key}
    for one in rows.versions:
        if session.get(ApplicationVersion, (rows.key, one["replaced_version"])) is None:
            session.add(ApplicationVersion(**one, **of))
    models: tuple[tuple[type[Any], Sequence[dict[str, Any]]], ...] = (
        (Reading, rows.readings),
        (AttachedPaper, rows.papers),
    )
    for model, some in models:
        for one in some:
            known = session.get(model, one["id"])
            if known is None:
                session.add(model(**one, **of))
            else:
                for name, value in one.items():
                    setattr(known, name, value)


def mark_merged(session: Session, record: FieldRecord, version: int) -> None:
    """Note that a record is an application now; its rows and bytes lie there."""
    record.state, record.document = FieldState.MERGED.value, {}
    record.merged_version = version
    session.flush()
    session.execute(delete(FieldBlob).where(FieldBlob.record_id == record.id))


# ---------------------------------------------------------------- visits


def visit(session: Session, key: UUID) -> Visit | None:
    """Return a visit."""
    return session.get(Visit, key)


def keep_aside(
    session: Session, key: UUID, rows: Iterable[tuple[str, int, dict[str, Any]]], at: datetime
) -> None:
    """Keep what was written down of a visit and does not hold."""
    insert_new(
        session,
        table_of(VisitAside),
        [
            {"visit_id": key, "sha256": sha256, "version": version, "values": values, "kept_at": at}
            for sha256, version, values in rows
        ],
    )
