"""Packing a kit: people of one list lent to one laptop, then the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from desktop.batch.trust.documents import Enrolment
from desktop.batch.trust.store import keep_answer_key
from desktop.common.clock import Clock
from desktop.common.errors import NotAllowedError
from desktop.common.files import ready_folder, write_whole
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.settings import (
    ASK_OLD_CARD,
    CAMPAIGN_TITLE,
    HAND_OVER_AT,
    OFFICE_NAME,
    OFFICE_UPPER,
    PHOTO_PROFILE,
    PURPOSE_NOTICE,
    READ_ALOUD,
    RECEIPT_COPIES,
)
from desktop.field.kits import store as queries
from desktop.field.kits.devices import known, read_device
from desktop.field.kits.errors import NobodyToPackError, UnknownListError
from desktop.field.kits.kit_file import KitHead, plain_rows, write_kit
from desktop.field.kits.reasons import checked_reason
from desktop.field.kits.views import KitView, Lease, PackedKit
from desktop.intake.store import next_number
from desktop.models import FieldDevice, FieldKit, Station
from desktop.security import sealing
from desktop.security import store as security
from desktop.security.station_identity import StationIdentity, fingerprint, spoken_fingerprint
from desktop.security.tags import Tag
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.unit_of_work import Session, Store

DAYS: Final = 3
"""How long people are lent unless somebody says otherwise."""
MOST_DAYS: Final = 30
TRAVEL: Final = (
    OFFICE_UPPER,
    OFFICE_NAME,
    CAMPAIGN_TITLE,
    PURPOSE_NOTICE,
    READ_ALOUD,
    RECEIPT_COPIES,
    HAND_OVER_AT,
    ASK_OLD_CARD,
    PHOTO_PROFILE,
)
"""Settings that papers and photos of the laptop must share with the office."""


class PackingService:
    """Kits and leases of an office."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._watch = ClockWatch(store, clock)

    def pack(
        self,
        list_number: int,
        device_file: Path,
        folder: Path,
        *,
        actor: str,
        days: int = DAYS,
        digits: str = "",
    ) -> PackedKit:
        """Lend the people of a list to a laptop and write its kit.

        Whoever has a record already, or is with another laptop, is left out and counted. The
        leases are in the store before the file is there: a kit that nobody knows of cannot be.

        Args:
            list_number: as the list is called.
            device_file: key file of the laptop.
            folder: where the kit goes.
            actor: who packs.
            days: how long people are lent.
            digits: of the laptop's key, if they were compared.

        Raises:
            UnknownListError: there is no such list.
            NobodyToPackError: nobody is left to lend.
            ClockError: the clock of this machine cannot be believed.
            InputFileError: a file or folder cannot be read or written.
        """
        if not 1 <= days <= MOST_DAYS:
            raise NotAllowedError(
                tr("Thời hạn gói lưu động từ 1 đến {n} ngày.").format(n=MOST_DAYS), ""
            )
        self._watch.require()
        made, now = read_device(device_file), self._clock.now().replace(microsecond=0)
        ready_folder(folder)
        order = _Order(list_number, made, digits, now + timedelta(days=days), actor, now)
        with self._store.write() as session:
            queries.alone(session)
            lent = _lent(session, order)
        path = folder / lent.head.file_name
        data = write_kit(lent.identity, lent.head, lent.inside, lent.device.public_key)
        write_whole(path, data, makes_folder=False)
        return PackedKit(
            path=path,
            number=lent.head.number,
            device=lent.device.station,
            compared=bool(lent.device.is_compared),
            fingerprint=spoken_fingerprint(fingerprint(lent.identity.certificate_pem)),
            members=lent.head.members,
            received=lent.received,
            elsewhere=lent.elsewhere,
            until=lent.head.until,
        )

    def kits(self) -> tuple[KitView, ...]:
        """Return every kit that was packed here, newest first."""
        with self._store.read() as session:
            return tuple(
                KitView(
                    number=kit.number,
                    list_number=visits.number,
                    device=device.station,
                    members=kit.members,
                    still_out=still_out,
                    packed_at=kit.packed_at,
                    packed_by=kit.packed_by,
                    until=kit.until,
                )
                for kit, device, visits, still_out in queries.kits_with_leases(
                    session, self._clock.now()
                )
            )

    def lease_of(self, member_id: UUID) -> Lease | None:
        """Return who has a person for now, or None."""
        with self._store.read() as session:
            lease = queries.lease_in_force(session, member_id, self._clock.now())
            return queries.told_lease(session, lease) if lease is not None else None

    def take_back(self, member_id: UUID, *, reason: str, actor: str) -> Lease | None:
        """End the lease of a person, so that the counter may take them; the reason stays.

        Should the laptop take them all the same, both records are kept and somebody chooses.

        Raises:
            NotAllowedError: there is no reason.
        """
        why, now = checked_reason(reason), self._clock.now()
        with self._store.write() as session:
            queries.alone(session)
            lease = queries.lease_in_force(session, member_id, now)
            if lease is None:
                return None
            queries.end(lease, now, actor, why)
            told = queries.told_lease(session, lease)
            security.record_shared(
                session,
                Tag.FIELD_LEASE_ENDED,
                at=now,
                actor=actor,
                target=str(member_id),
                detail={"device": told.device, "kit": told.kit, "reason": why},
            )
            return told


@dataclass(frozen=True)
class _Order:
    """What is to be packed, for whom, until when."""

    list_number: int
    made: Enrolment
    digits: str
    until: datetime
    actor: str
    at: datetime


@dataclass(frozen=True)
class _Lent:
    """A kit whose people are lent and whose file is not written yet."""

    head: KitHead
    identity: StationIdentity
    device: FieldDevice
    inside: dict[str, Any]
    received: int
    elsewhere: int


def _lent(session: Session, order: _Order) -> _Lent:
    """Lend the people of a list and return what its kit says."""
    home = _home(session)
    device = known(session, order.made, order.digits, actor=order.actor, at=order.at)
    visits = queries.list_numbered(session, order.list_number)
    if visits is None:
        raise UnknownListError(order.list_number)
    people = queries.people_of(session, visits.id)
    members, received, elsewhere = _free(session, people, device.id, order.at)
    kit = FieldKit(
        id=new_id(),
        number=next_number(session, home.id, queries.KITS),
        device_id=device.id,
        list_id=visits.id,
        members=len(members),
        packed_at=order.at,
        packed_by=order.actor,
        until=order.until,
    )
    session.add(kit)
    session.flush()
    queries.lend(session, kit, members, queries.last_leases(session, members))
    rows = plain_rows(queries.around_list(session, visits, members))
    _note(session, kit, device, visits.number)
    return _Lent(
        head=_head(home, kit, device),
        identity=StationIdentity(home.certificate_pem, home.private_key_pem),
        device=device,
        inside=_inside(session, home, rows),
        received=received,
        elsewhere=elsewhere,
    )


def _note(session: Session, kit: FieldKit, device: FieldDevice, list_number: int) -> None:
    security.record_shared(
        session,
        Tag.FIELD_KIT_PACKED,
        at=kit.packed_at,
        actor=kit.packed_by,
        target=str(kit.id),
        detail={
            "number": kit.number,
            "list": list_number,
            "device": device.station,
            "people": kit.members,
            "until": kit.until.isoformat(),
        },
    )


def _home(session: Session) -> Station:
    """Return this station, with an age key that returns can be sealed to."""
    home = security.station_of(session)
    if not home.answer_key:
        keep_answer_key(session, sealing.new_identity().secret)
        session.flush()
    return home


def _free(
    session: Session, people: list[UUID], device_id: UUID, now: datetime
) -> tuple[list[UUID], int, int]:
    """Return who can be lent to a device; how many were received, how many are elsewhere."""
    done = queries.received(session, people)
    elsewhere = {
        member
        for member, lease in queries.last_leases(session, people).items()
        if queries.is_in_force(lease, now) and lease.device_id != device_id
    } - done
    members = [one for one in people if one not in done and one not in elsewhere]
    if not members:
        raise NobodyToPackError
    return members, len(done), len(elsewhere)


def _head(home: Station, kit: FieldKit, device: FieldDevice) -> KitHead:
    return KitHead(
        kit_id=kit.id,
        commune_code=home.commune_code,
        station=home.code,
        practice=home.is_practice,
        number=kit.number,
        device=device.station,
        device_sha256=device.certificate_sha256,
        made_at=kit.packed_at,
        until=kit.until,
        members=kit.members,
    )


def _inside(session: Session, home: Station, rows: Mapping[str, Any]) -> dict[str, Any]:
    stored = security.all_settings(session)
    return {
        "office": {
            "commune_name": home.commune_name,
            "public_key": sealing.identities_of(home.answer_key)[0].public,
        },
        "settings": {one.name: stored[one.name] for one in TRAVEL if one.name in stored},
        "rows": rows,
    }
