"""Deciding about records that wait, and making applications of those nothing stands against."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.common.vocabulary import ApplicationState
from desktop.field.kits import store as kits
from desktop.field.kits.record_rows import RecordRows, from_values
from desktop.field.merging import rules
from desktop.field.merging import store as queries
from desktop.models import Application, FieldDevice, FieldLease, FieldRecord, Member
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


class Settling:
    """One pass over the records that wait, in one transaction.

    Args:
        session: the caller's transaction.
        at: when.
        actor: who merges or chooses.
    """

    def __init__(self, session: Session, at: datetime, actor: str) -> None:
        self._session = session
        self._at = at
        self._actor = actor
        self._station = security.station_of(session)

    def settle(self) -> None:
        """Make an application of every record that nothing stands against.

        A record that was taken back may free the way for another one, so it goes on until nothing
        changes; which record is looked at first makes no difference.
        """
        while sum(self._try(record) for record in queries.waiting(self._session)):
            pass

    def adopt(self, record: FieldRecord, rows: RecordRows) -> None:
        """Make an application of a record."""
        queries.adopt(
            self._session,
            rows,
            member_id=record.member_id,
            station_id=self._station.id,
            at=self._at,
        )
        self._merged(record, rows)

    def _try(self, record: FieldRecord) -> bool:
        rows = from_values(record.document, record.id)
        here = queries.application(self._session, record.id)
        landing = rules.landing(self._facts(record, rows, here))
        if landing is rules.Landing.ADOPT:
            self.adopt(record, rows)
        elif landing is rules.Landing.FOLLOW and here is not None:
            queries.follow(self._session, here, rows, self._at)
            self._merged(record, rows)
        else:
            return False
        return True

    def _facts(
        self, record: FieldRecord, rows: RecordRows, here: Application | None
    ) -> rules.Facts:
        lease = kits.last_leases(self._session, [record.member_id]).get(record.member_id)
        number: Any = rows.application["receipt_number"]
        return rules.Facts(
            withdrawn=rows.state is ApplicationState.WITHDRAWN,
            adopted=here is not None,
            office_went_on=here is not None and here.version != record.merged_version,
            has_rival=queries.rival(self._session, record) is not None,
            lent_last=self._lent_last(record, lease),
            number_taken=queries.number_taken(self._session, number, record.id),
        )

    def _lent_last(self, record: FieldRecord, lease: FieldLease | None) -> bool:
        if lease is not None:
            return lease.device_id == record.device_id
        device = self._session.get_one(FieldDevice, record.device_id)
        person = self._session.get_one(Member, record.member_id)
        return person.import_id is None and person.origin == device.station

    def _merged(self, record: FieldRecord, rows: RecordRows) -> None:
        queries.mark_merged(self._session, record, rows.version)
        self._bring_back(record)
        device = self._session.get_one(FieldDevice, record.device_id)
        security.record(
            self._session,
            Tag.FIELD_RECORD_MERGED,
            at=self._at,
            actor=self._actor,
            target=str(record.id),
            detail={
                "device": device.station,
                "version": rows.version,
                "receipt": rows.application["receipt_number"] or "",
                "sha256": record.sha256,
            },
        )

    def _bring_back(self, record: FieldRecord) -> None:
        """End the lease of somebody who was brought back."""
        lease = kits.last_leases(self._session, [record.member_id]).get(record.member_id)
        is_of_device = lease is not None and lease.device_id == record.device_id
        if lease is not None and is_of_device and kits.is_in_force(lease, self._at):
            kits.end(lease, self._at, self._actor, "")
