"""Queries of the security capability: the audit trail, settings, recipients, the station."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desktop.common.errors import StoreError
from desktop.common.i18n import tr
from desktop.common.ids import new_id, new_ids
from desktop.common.settings import SettingDef
from desktop.models import AuditEvent, Recipient, Setting, Station
from desktop.models.base import table_of
from desktop.security.audit import GENESIS, event_digest
from desktop.security.station_identity import StationIdentity
from desktop.security.tags import Tag
from desktop.storage.bulk import insert_rows
from desktop.storage.prepared import Prepared, Work
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import STATION

_EVENTS = table_of(AuditEvent)
_NEWEST = Prepared(
    select(_EVENTS.c.number, _EVENTS.c.digest).order_by(_EVENTS.c.number.desc()).limit(1)
)
_APPEND = Prepared(insert(_EVENTS), _EVENTS.c.keys())
_PARTS = ("number", "id", "at", "actor", "tag", "target", "detail", "previous", "digest")


class Happening(NamedTuple):
    """One of many events of one moment and one actor; see `record` for its parts."""

    tag: Tag
    target: str
    detail: dict[str, Any]


def record(
    work: Work,
    tag: Tag,
    *,
    at: datetime,
    actor: str,
    target: str = "",
    detail: dict[str, Any] | None = None,
) -> str:
    """Append one event in the caller's own transaction and return its digest.

    `detail` holds counts, digests and field names; never names, numbers or reasons of people.
    """
    # Below the ORM: this runs inside every change, also the one the applicant waits for. Where
    # several counters write, the next event has to wait until this one stands or is taken back.
    _last_of_all(work)
    last, previous = chain_head(work)
    number = last + 1
    digest = event_digest(number, at, actor, tag.value, target, detail or {}, previous)
    _APPEND.count(
        work,
        {
            "number": number,
            "id": new_id(),
            "at": at,
            "actor": actor,
            "tag": tag.value,
            "target": target,
            "detail": detail or {},
            "previous": previous,
            "digest": digest,
        },
    )
    return digest


def record_shared(
    session: Session,
    tag: Tag,
    *,
    at: datetime,
    actor: str,
    target: str = "",
    detail: dict[str, Any] | None = None,
) -> str:
    """Append one event where several desks write to one server: one after the other.

    To be called last in a transaction, since all others wait from here until it ends.
    """
    return record(session, tag, at=at, actor=actor, target=target, detail=detail)


def record_all(
    session: Session, happenings: Sequence[Happening], *, at: datetime, actor: str
) -> None:
    """Append many events of one moment at once, chained as if each had been recorded alone.

    On a server others wait from here until the transaction ends, as in `record_shared`.
    """
    if not happenings:
        return
    _last_of_all(session)
    number, previous = chain_head(session)
    rows = []
    for one, key in zip(happenings, new_ids(len(happenings)), strict=True):
        number += 1
        tag = one.tag.value
        digest = event_digest(number, at, actor, tag, one.target, one.detail, previous)
        rows.append((number, key, at, actor, tag, one.target, one.detail, previous, digest))
        previous = digest
    insert_rows(session, _EVENTS, _PARTS, rows)


def _last_of_all(work: Work) -> None:
    """Wait for the end of the trail, with everything changed so far already written.

    Everybody takes the rows first and the trail last: the other way round, one would wait for a row
    of somebody who waits for the trail.
    """
    if isinstance(work, Session):
        work.flush()
    one_at_a_time(work, "audit")


def chain_head(work: Work) -> tuple[int, str]:
    """Return number and digest of the newest event (0 and the genesis digest for none)."""
    newest = _NEWEST.rows(work, {})
    return (newest[0].number, newest[0].digest) if newest else (0, GENESIS)


def all_settings(session: Session) -> dict[str, Any]:
    """Return every stored setting by name."""
    return {row.name: row.value["value"] for row in session.scalars(select(Setting))}


def stored_setting(session: Session, definition: SettingDef) -> Any:
    """Return what is in force for one setting, in the caller's own transaction."""
    row = session.get(Setting, definition.name)
    return definition.default if row is None else row.value["value"]


def stored_value(session: Session, name: str) -> Any:
    """Return what is noted under a name, or None."""
    row = session.get(Setting, name)
    return None if row is None else row.value["value"]


def put_setting(session: Session, name: str, value: Any, *, at: datetime) -> None:
    """Store one setting."""
    row = session.get(Setting, name)
    if row is None:
        session.add(Setting(name=name, value={"value": value}, updated_at=at))
    else:
        row.value = {"value": value}
        row.updated_at = at


def drop_setting(session: Session, name: str) -> None:
    """Forget what is noted under a name, if anything is."""
    row = session.get(Setting, name)
    if row is not None:
        session.delete(row)


def read_station(session: Session) -> Station | None:
    """Return the row of this station; None only in a store that is still being made.

    In a store that several counters share, the session says which of them it serves.
    """
    wanted = select(Station)
    code = session.info.get(STATION)
    if code is not None:
        wanted = wanted.where(Station.code == code)
    return session.scalars(wanted).one_or_none()


def own_name(session: Session, name: str) -> str:
    """Return the name under which this counter alone keeps something in a shared store."""
    code = session.info.get(STATION)
    return name if code is None else f"{name}@{code}"


def is_practice(session: Session) -> bool:
    """Return whether everybody in this store is invented."""
    station = read_station(session)
    return station is not None and station.is_practice


def station_of(session: Session) -> Station:
    """Return the row of this station.

    Raises:
        StoreError: the store has none (it was never finished).
    """
    station = read_station(session)
    if station is None:
        raise StoreError(
            tr("Kho dữ liệu chưa có thông tin quầy."),
            tr("Tạo lại quầy bằng lệnh “init” trong một thư mục mới."),
        )
    return station


def add_station(
    session: Session,
    identity: StationIdentity,
    *,
    commune_code: str,
    commune_name: str,
    code: str,
    is_practice: bool,
    at: datetime,
) -> UUID:
    """Write the one row of the station and return its id."""
    station = Station(
        id=new_id(),
        origin=code,
        version=1,
        created_at=at,
        updated_at=at,
        commune_code=commune_code,
        commune_name=commune_name,
        code=code,
        is_practice=is_practice,
        certificate_pem=identity.certificate_pem,
        private_key_pem=identity.private_key_pem,
    )
    session.add(station)
    session.flush()
    return station.id


def active_recipients(session: Session) -> Sequence[Recipient]:
    """Return everybody batches are sealed to, oldest first."""
    query = select(Recipient).where(Recipient.is_active).order_by(Recipient.created_at)
    return session.scalars(query).all()


def recipient_with_key(session: Session, public_key: str) -> Recipient | None:
    """Return the recipient with this key, active or not."""
    return session.scalars(
        select(Recipient).where(Recipient.public_key == public_key)
    ).one_or_none()


def add_recipient(session: Session, name: str, public_key: str, *, at: datetime) -> Recipient:
    """Write a new recipient."""
    recipient = Recipient(
        id=new_id(), name=name, public_key=public_key, is_active=True, created_at=at
    )
    session.add(recipient)
    session.flush()
    return recipient


def recipient_by_id(session: Session, recipient_id: UUID) -> Recipient | None:
    """Return one recipient."""
    return session.get(Recipient, recipient_id)
