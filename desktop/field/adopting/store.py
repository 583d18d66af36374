"""Queries of merging for many records at once: what is known of them, and their new rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import select

from desktop.common.ids import new_ids
from desktop.common.vocabulary import ApplicationState, FieldState, PaperKind
from desktop.field.kits import store as kits
from desktop.field.kits.record_rows import RecordRows
from desktop.intake.moves.store import Cause, Standing, Step, move_each
from desktop.models import (
    Application,
    ApplicationVersion,
    AttachedPaper,
    Base,
    Blob,
    FieldDevice,
    FieldRecord,
    Member,
    Paper,
    Reading,
)
from desktop.models.base import table_of
from desktop.storage.bulk import insert_rows
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400
_T = TypeVar("_T")
_BESIDE: Final[tuple[tuple[type[Base], str], ...]] = (
    (ApplicationVersion, "versions"),
    (Reading, "readings"),
    (AttachedPaper, "papers"),
)
"""What lies beside an application, and what `RecordRows` calls it."""


class Adopted(NamedTuple):
    """A record that becomes an application.

    Attributes:
        rows: all of it.
        member_id: whose it is here.
        changed_at: when it changed last.
        sha256: of its document.
    """

    rows: RecordRows
    member_id: UUID
    changed_at: datetime
    sha256: str


# ---------------------------------------------------------------- what is known


def field_records(session: Session, keys: Collection[UUID]) -> dict[UUID, FieldRecord]:
    """Return what is known of some records."""
    found: dict[UUID, FieldRecord] = {}
    for some in _portions(keys):
        rows = session.scalars(select(FieldRecord).where(FieldRecord.id.in_(some)))
        found.update((one.id, one) for one in rows)
    return found


def applications(session: Session, keys: Collection[UUID]) -> set[UUID]:
    """Return which of some records are applications here."""
    found: set[UUID] = set()
    for some in _portions(keys):
        found.update(session.scalars(select(Application.id).where(Application.id.in_(some))))
    return found


def missing_blobs(session: Session, digests: Collection[str]) -> set[str]:
    """Return which of some bytes are not kept here."""
    missing = set(digests)
    for some in _portions(digests):
        missing.difference_update(session.scalars(select(Blob.digest).where(Blob.digest.in_(some))))
    return missing


def hold_people(session: Session, members: Collection[UUID]) -> None:
    """Let no other desk begin a record of these people until this transaction ends.

    A writer of the embedded store is alone anyway.
    """
    for some in _portions(sorted(members)):
        people = select(Member.id).where(Member.id.in_(some)).order_by(Member.id)
        session.execute(people.with_for_update()).all()


def with_record(session: Session, members: Collection[UUID]) -> set[UUID]:
    """Return who of some people has an application that was not taken back."""
    found: set[UUID] = set()
    for some in _portions(members):
        found.update(
            session.scalars(
                select(Application.member_id).where(
                    Application.member_id.in_(some),
                    Application.state != ApplicationState.WITHDRAWN.value,
                )
            )
        )
    return found


def numbers_taken(session: Session, numbers: Collection[str]) -> set[str]:
    """Return which of some receipt numbers an application has."""
    found: set[str] = set()
    for some in _portions(numbers):
        rows = session.scalars(
            select(Application.receipt_number).where(Application.receipt_number.in_(some))
        )
        found.update(one for one in rows if one is not None)
    return found


def lent_last(session: Session, members: Collection[UUID], device: FieldDevice) -> set[UUID]:
    """Return who of some people was lent to a laptop last, or is known by it alone."""
    leases = kits.last_leases(session, members)
    found = {member for member, one in leases.items() if one.device_id == device.id}
    for some in _portions([one for one in members if one not in leases]):
        found.update(
            session.scalars(
                select(Member.id).where(
                    Member.id.in_(some),
                    Member.import_id.is_(None),
                    Member.origin == device.station,
                )
            )
        )
    return found


def standing_members(
    session: Session, records: Sequence[RecordRows], station: str
) -> dict[UUID, UUID]:
    """Return whom records belong to here: the person, or whoever they were merged into.

    Somebody whom only the laptop knows comes to this store with the record, as outside the list.
    """
    merged: dict[UUID, UUID | None] = {}
    wanted = {one.member_id for one in records}
    while wanted:
        for some in _portions(wanted):
            rows = session.execute(select(Member.id, Member.merged_into).where(Member.id.in_(some)))
            merged.update((row.id, row.merged_into) for row in rows)
        wanted = {one for one in merged.values() if one is not None and one not in merged}
    unknown = {
        one.member_id: {**one.member, "import_id": None, "merged_into": None, "origin": station}
        for one in records
        if one.member_id not in merged
    }
    _insert(session, Member, unknown.values())
    return {one.member_id: _end_of(merged, one.member_id) for one in records}


def _end_of(merged: Mapping[UUID, UUID | None], member: UUID) -> UUID:
    while (into := merged.get(member)) is not None:
        member = into
    return member


# ---------------------------------------------------------------- becoming applications


def adopt(
    session: Session,
    records: Sequence[Adopted],
    *,
    device_id: UUID,
    station_id: UUID,
    at: datetime,
) -> None:
    """Make applications of records: each a new draft first, then along its own moves."""
    of = [(one.rows, {"application_id": one.rows.key}) for one in records]
    _insert(
        session,
        Application,
        [
            {
                **one.rows.application,
                "member_id": one.member_id,
                "station_id": station_id,
                "state": ApplicationState.DRAFT.value,
                "version": 1,
                "updated_at": at,
            }
            for one in records
        ],
    )
    _walk(session, [one.rows for one in records], at)
    for model, name in _BESIDE:
        _insert(session, model, [{**row, **key} for one, key in of for row in getattr(one, name)])
    _insert(session, Paper, list(_receipts([one.rows for one in records], at)))
    _insert(session, FieldRecord, [_merged(one, device_id, at) for one in records])


def _walk(session: Session, records: Sequence[RecordRows], at: datetime) -> None:
    """Move new drafts along their moves, the first of each, then the second of each, and so on."""
    seen = [Standing(one.key, ApplicationState.DRAFT, 1) for one in records]
    for place in range(max((len(one.moves) for one in records), default=0)):
        steps = [
            _step(standing, one.moves[place])
            for standing, one in zip(seen, records, strict=True)
            if place < len(one.moves)
        ]
        move_each(session, steps, at)
        after = {one.seen.id: Standing(one.seen.id, one.to, one.seen.version + 1) for one in steps}
        seen = [after.get(one.id, one) for one in seen]


def _step(seen: Standing, row: Mapping[str, Any]) -> Step:
    cause = Cause(row["moved_at"], row["moved_by"], row["reason"])
    return Step(seen, ApplicationState(row["to_state"]), cause)


def _receipts(records: Sequence[RecordRows], at: datetime) -> Iterator[dict[str, Any]]:
    with_number = [one for one in records if one.application["receipt_number"] is not None]
    for one, key in zip(with_number, new_ids(len(with_number)), strict=True):
        yield {
            "id": key,
            "kind": PaperKind.RECEIPT.value,
            "number": one.application["receipt_number"],
            "application_id": one.key,
            "created_at": one.application["received_at"] or at,
        }


def _merged(one: Adopted, device_id: UUID, at: datetime) -> dict[str, Any]:
    return {
        "id": one.rows.key,
        "member_id": one.member_id,
        "device_id": device_id,
        "version": one.rows.version,
        "changed_at": one.changed_at,
        "sha256": one.sha256,
        "state": FieldState.MERGED.value,
        "merged_version": one.rows.version,
        "document": {},
        "arrived_at": at,
        "decided_at": None,
    }


def _insert(session: Session, model: type[Base], rows: Collection[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    session.flush()
    names = list(next(iter(rows)))
    insert_rows(session, table_of(model), names, ([row[name] for name in names] for row in rows))


def _portions(values: Collection[_T]) -> list[list[_T]]:
    every = list(values)
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
