"""Opening a kit on the laptop it was packed for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop.batch.signed_file import DocumentError, DocumentVersionError
from desktop.batch.trust.errors import FingerprintError
from desktop.common.clock import Clock
from desktop.common.errors import WrongKeyError
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr
from desktop.common.practice import PracticeMixedError
from desktop.common.text import only_digits
from desktop.field.kits.errors import (
    BadKitError,
    ExpiredKitError,
    FutureKitError,
    OtherCommuneError,
    OtherDeviceError,
    OtherOfficeError,
)
from desktop.field.kits.kit_file import (
    LARGEST_FILE,
    KitContent,
    SealedKit,
    open_kit,
    read_outside,
)
from desktop.field.kits.packing import TRAVEL
from desktop.field.kits.views import Lease, OpenReport
from desktop.field.laptop import store as queries
from desktop.models import FieldOffice, OpenedKit, Station, VisitList
from desktop.security import sealing
from desktop.security import store as security
from desktop.security.station_identity import fingerprint, spoken_fingerprint
from desktop.security.tags import Tag
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.unit_of_work import Session, Store

AHEAD: Final = timedelta(minutes=10)
"""By how much the clocks of office and laptop may differ."""


class KitOpening:
    """Kits on a laptop.

    Args:
        store: the laptop's store.
        clock: its clock.
        on_change: called when people came to the list.
    """

    def __init__(
        self, store: Store, clock: Clock, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._clock = clock
        self._watch = ClockWatch(store, clock)
        self._on_change = on_change

    def open_kit(self, file: Path, *, digits: str = "", actor: str) -> OpenReport:
        """Put the people and visits of a kit on this laptop; all of it, or nothing.

        The first office of the laptop's commune is believed and shown as not compared; any other
        one only with its digits. Opened twice, a kit changes nothing.

        Args:
            file: the kit.
            digits: of the office, if two people compared them.
            actor: who opens it.

        Raises:
            BadKitError: no kit, or damaged.
            PracticeMixedError: of practice where everything is true, or the other way round.
            OtherDeviceError: it is for another laptop.
            OtherCommuneError: of another commune.
            OtherOfficeError: of an office that this laptop does not obey.
            FingerprintError: the digits are those of another office.
            ExpiredKitError: its people went back to the office.
            FutureKitError: it was packed later than the clock of this laptop says it is.
            ClockError: the clock of this laptop cannot be believed.
        """
        self._watch.require()
        data = first_bytes(file, LARGEST_FILE + 1)
        outside = _outside(data, file.name)
        now = self._clock.now()
        with self._store.read() as session:
            home = security.station_of(session)
            _require_ours(home, outside, file.name)
            known = queries.opened_kit(session, outside.head.kit_id)
            if known is not None:
                return _again(session, known)
        _require_time(outside, now)
        content = _content(home, outside, file.name)
        try:
            with self._store.write() as session:
                office = _office(session, outside, content, digits, actor, now)
                sha256 = hashlib.sha256(data).hexdigest()
                return self._landed(session, outside, content, office, (file.name, sha256), actor)
        finally:
            self._on_change()

    def kits(self) -> tuple[OpenReport, ...]:
        """Return the kits that were opened here, oldest first."""
        with self._store.read() as session:
            return tuple(_again(session, one) for one in queries.opened_kits(session))

    def _landed(
        self,
        session: Session,
        outside: SealedKit,
        content: KitContent,
        office: FieldOffice,
        file: tuple[str, str],
        actor: str,
    ) -> OpenReport:
        now, head = self._clock.now(), outside.head
        known = queries.opened_kit(session, head.kit_id)
        if known is not None:
            return _again(session, known)
        entry = queries.add_kit_import(session, head.kit_id, *file, at=now, actor=actor)
        rows = content.rows
        added, changed = queries.land_members(session, rows["members"], entry, at=now, actor=actor)
        entry.counts = {"new": added, "changed": changed}
        visits = queries.land_list(session, rows, security.station_of(session).id)
        kit = _opened(outside, office.id, visits.id, now, actor)
        session.add(kit)
        session.flush()
        for definition in TRAVEL:
            value = content.settings.get(definition.name)
            if value is not None and definition.accepts(value):
                security.put_setting(session, definition.name, value, at=now)
        security.record(
            session,
            Tag.FIELD_KIT_OPENED,
            at=now,
            actor=actor,
            target=str(kit.id),
            detail={
                "number": kit.number,
                "office": office.station,
                "people": kit.members,
                "compared": office.is_compared,
            },
        )
        return _report(kit, office, visits, added=added, again=False)


def _outside(data: bytes, name: str) -> SealedKit:
    try:
        return read_outside(data)
    except DocumentVersionError as error:
        raise BadKitError(name, tr("gói của bản chương trình khác.")) from error
    except DocumentError as error:
        raise BadKitError(name, tr("tệp hỏng, hoặc không phải gói lưu động.")) from error


def _require_ours(home: Station, outside: SealedKit, name: str) -> None:
    head = outside.head
    if head.practice != home.is_practice:
        raise PracticeMixedError(name, here=home.is_practice)
    if head.device_sha256 != fingerprint(home.certificate_pem):
        raise OtherDeviceError(head.device)
    if head.commune_code != home.commune_code:
        raise OtherCommuneError


def _require_time(outside: SealedKit, now: datetime) -> None:
    head = outside.head
    if head.made_at > now + AHEAD:
        raise FutureKitError
    if head.until <= now:
        raise ExpiredKitError(Lease(head.kit_id, head.device, head.number, head.until))


def _content(home: Station, outside: SealedKit, name: str) -> KitContent:
    try:
        return open_kit(outside, sealing.identities_of(home.answer_key))
    except WrongKeyError as error:
        raise OtherDeviceError(outside.head.device) from error
    except DocumentError as error:
        raise BadKitError(name, tr("nội dung bên trong hỏng.")) from error


def _office(
    session: Session,
    outside: SealedKit,
    content: KitContent,
    digits: str,
    actor: str,
    at: datetime,
) -> FieldOffice:
    """Return the office of a kit, believed."""
    said = only_digits(digits)
    if said and said != only_digits(spoken_fingerprint(outside.certificate_sha256)):
        raise FingerprintError
    office = queries.office_by_print(session, outside.certificate_sha256)
    current = queries.office_in_force(session)
    is_current = office is not None and office is current
    if not is_current and current is not None and not said:
        raise OtherOfficeError
    if current is not None and not is_current:
        current.retired_at = at
    if office is None:
        office = queries.add_office(
            session, outside, content.commune_name, content.public_key, at, actor
        )
    office.retired_at, office.public_key = None, content.public_key
    office.is_compared = bool(said) or bool(office.is_compared)
    session.flush()
    return office


def _opened(
    outside: SealedKit, office_id: UUID, list_id: UUID, at: datetime, actor: str
) -> OpenedKit:
    head = outside.head
    return OpenedKit(
        id=head.kit_id,
        number=head.number,
        office_id=office_id,
        list_id=list_id,
        members=head.members,
        until=head.until,
        opened_at=at,
        opened_by=actor,
    )


def _again(session: Session, kit: OpenedKit) -> OpenReport:
    office = session.get_one(FieldOffice, kit.office_id)
    return _report(kit, office, session.get_one(VisitList, kit.list_id), added=0, again=True)


def _report(
    kit: OpenedKit, office: FieldOffice, visits: VisitList, *, added: int, again: bool
) -> OpenReport:
    return OpenReport(
        number=kit.number,
        office=office.station,
        list_number=visits.number,
        day=visits.day,
        members=kit.members,
        added=added,
        again=again,
        until=kit.until,
        compared=bool(office.is_compared),
        fingerprint=spoken_fingerprint(office.certificate_sha256),
    )
