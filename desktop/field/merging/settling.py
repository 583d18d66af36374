"""Deciding about records that wait, and making applications of those nothing stands against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import ApplicationState
from desktop.field.adopting import store as sets
from desktop.field.adopting.store import Adopted
from desktop.field.kits import store as kits
from desktop.field.kits.record_rows import RecordRows, from_values
from desktop.field.merging import rules
from desktop.field.merging import store as queries
from desktop.models import Application, FieldDevice, FieldLease, FieldRecord
from desktop.security import store as security
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


class Settling:
    """One pass over the records that came or wait, in one transaction; `tell` it in the end.

    Args:
        session: the caller's transaction.
        at: when.
        actor: who merges or chooses.
    """

    def __init__(self, session: Session, at: datetime, actor: str) -> None:
        self._session = session
        self.at = at
        self._actor = actor
        self._station = security.station_of(session)
        self._events: list[Happening] = []

    def settle(self) -> None:
        """Make an application of every record that nothing stands against.

        A record that was taken back may free the way for another one, so it goes on until nothing
        changes; which record is looked at first makes no difference.
        """
        while sum(self._try(record) for record in queries.waiting(self._session)):
            pass

    def tell(self) -> None:
        """Write the events of everything that was done into the trail."""
        security.record_all(self._session, self._events, at=self.at, actor=self._actor)
        self._events = []

    def note(self, happening: Happening) -> None:
        """Let an event be written with the others."""
        self._events.append(happening)

    def adopt(self, record: FieldRecord, rows: RecordRows) -> None:
        """Make an application of a record that waits."""
        queries.adopt(
            self._session,
            rows,
            member_id=record.member_id,
            station_id=self._station.id,
            at=self.at,
        )
        self._merged(record, rows)

    def adopt_many(self, device: FieldDevice, coming: Sequence[Adopted]) -> set[UUID]:
        """Make applications of records that came for the first time; return those that must wait.

        The same facts decide as about a record that waits, asked once for all of them.
        """
        taken, left = self._parted(device, coming)
        sets.adopt(
            self._session,
            taken,
            device_id=device.id,
            station_id=self._station.id,
            at=self.at,
        )
        leases = kits.last_leases(self._session, {one.member_id for one in taken})
        for one in taken:
            self._bring_back(leases.get(one.member_id), device.id)
            self._events.append(_happening(one.rows, one.sha256, device))
        return left

    def _parted(
        self, device: FieldDevice, coming: Sequence[Adopted]
    ) -> tuple[list[Adopted], set[UUID]]:
        members = {one.member_id for one in coming}
        sets.hold_people(self._session, members)
        with_record = sets.with_record(self._session, members)
        lent_last = self._may_take(members, device)
        numbers = sets.numbers_taken(
            self._session, [number for one in coming if (number := one.rows.receipt_number)]
        )
        taken: list[Adopted] = []
        left: set[UUID] = set()
        for one in coming:
            is_withdrawn = one.rows.state is ApplicationState.WITHDRAWN
            number = one.rows.receipt_number
            facts = rules.Facts(
                withdrawn=is_withdrawn,
                adopted=False,
                office_went_on=False,
                has_rival=one.member_id in with_record,
                lent_last=one.member_id in lent_last,
                number_taken=number in numbers,
            )
            if rules.landing(facts) is not rules.Landing.ADOPT:
                left.add(one.rows.key)
                continue
            taken.append(one)
            if number is not None:
                numbers.add(number)
            if not is_withdrawn:
                with_record.add(one.member_id)
        return taken, left

    def _try(self, record: FieldRecord) -> bool:
        rows = from_values(record.document, record.id, drafts=True)
        sets.hold_people(self._session, [record.member_id])
        here = queries.application(self._session, record.id)
        landing = rules.landing(self._facts(record, rows, here))
        if landing is rules.Landing.ADOPT:
            self.adopt(record, rows)
        elif landing is rules.Landing.FOLLOW and here is not None:
            queries.follow(self._session, here, rows, self.at)
            self._merged(record, rows)
        else:
            return False
        return True

    def _facts(
        self, record: FieldRecord, rows: RecordRows, here: Application | None
    ) -> rules.Facts:
        return rules.Facts(
            withdrawn=rows.state is ApplicationState.WITHDRAWN,
            adopted=here is not None,
            # Work on a draft does not count its versions up.
            office_went_on=here is not None
            and (here.version != record.merged_version or here.state == ApplicationState.DRAFT),
            has_rival=queries.rival(self._session, record) is not None,
            lent_last=self._lent_last(record),
            number_taken=queries.number_taken(self._session, rows.receipt_number, record.id),
        )

    def _lent_last(self, record: FieldRecord) -> bool:
        device = self._session.get_one(FieldDevice, record.device_id)
        return bool(self._may_take([record.member_id], device))

    def _may_take(self, members: Collection[UUID], device: FieldDevice) -> set[UUID]:
        """Return whom a device may bring: a counter's copy everybody whom no laptop has now."""
        if not device.counter:
            return sets.lent_last(self._session, members, device)
        leases = kits.last_leases(self._session, members)
        return {
            one
            for one in members
            if one not in leases or not kits.is_in_force(leases[one], self.at)
        }

    def _merged(self, record: FieldRecord, rows: RecordRows) -> None:
        queries.mark_merged(self._session, record, rows.version)
        leases = kits.last_leases(self._session, [record.member_id])
        self._bring_back(leases.get(record.member_id), record.device_id)
        device = self._session.get_one(FieldDevice, record.device_id)
        self._events.append(_happening(rows, record.sha256, device))

    def _bring_back(self, lease: FieldLease | None, device_id: UUID) -> None:
        """End the lease of somebody who was brought back."""
        if lease is not None and lease.device_id == device_id and kits.is_in_force(lease, self.at):
            kits.end(lease, self.at, self._actor, "")


def _happening(rows: RecordRows, sha256: str, device: FieldDevice) -> Happening:
    return Happening(
        Tag.FIELD_RECORD_MERGED,
        str(rows.key),
        {
            "device": device.station,
            "version": rows.version,
            "receipt": rows.receipt_number or "",
            "sha256": sha256,
        },
    )
