"""What one batch file will be, before a byte of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.batch import rules
from desktop.batch.choosing.rules import EVERYTHING, Choice
from desktop.batch.store import RecordKey
from desktop.security import store as security
from desktop.security.station_identity import StationIdentity, fingerprint
from desktop.storage.unit_of_work import Session


@dataclass(frozen=True)
class Plan:
    """What one file will be: who sends it, under which number, to whom.

    Attributes:
        choice: which of the waiting records it takes; its records are those of `keys`.
        originals: whether the frames that portraits were cut from travel as well.
    """

    batch_id: UUID
    station_id: UUID
    station: str
    commune_code: str
    commune_name: str
    practice: bool
    sequence: int
    exported_at: datetime
    identity: StationIdentity
    certificate_sha256: str
    recipients: tuple[tuple[str, str], ...]
    audit_number: int
    audit_digest: str
    keys: tuple[RecordKey, ...]
    choice: Choice = EVERYTHING
    originals: bool = False

    @property
    def base(self) -> str:
        """Name of the batch, `TN01-000012`."""
        return rules.base_name(self.station, self.sequence)


def make_plan(
    session: Session,
    *,
    batch_id: UUID,
    sequence: int,
    exported_at: datetime,
    recipients: Iterable[tuple[str, str]],
    keys: Sequence[RecordKey],
    choice: Choice = EVERYTHING,
    originals: bool = False,
) -> Plan:
    """Return the plan of a file of this station, as its keys and its audit trail are now."""
    station = security.station_of(session)
    number, digest = security.chain_head(session)
    return Plan(
        batch_id=batch_id,
        station_id=station.id,
        station=station.code,
        commune_code=station.commune_code,
        commune_name=station.commune_name,
        practice=station.is_practice,
        sequence=sequence,
        exported_at=exported_at,
        identity=StationIdentity(station.certificate_pem, station.private_key_pem),
        certificate_sha256=fingerprint(station.certificate_pem),
        recipients=tuple(recipients),
        audit_number=number,
        audit_digest=digest,
        keys=tuple(keys),
        choice=choice,
        originals=originals,
    )
