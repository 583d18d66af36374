"""What one batch file will be, before a byte of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.batch import rules
from desktop.batch.choosing.rules import EVERYTHING, Choice
from desktop.batch.store import RecordKey, head_before
from desktop.batch.views import EarlierHead
from desktop.security import store as security
from desktop.security.audit import GENESIS
from desktop.security.station_identity import StationIdentity, fingerprint
from desktop.security.trail.linking import linked_digest
from desktop.security.trail.views import Head
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
    audit_before: EarlierHead | None
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
    head: Head | None = None,
) -> Plan:
    """Return the plan of a file of this station, as its keys are now.

    `head` is that of the audit trail as the batch was begun with it, and None for a new batch,
    which names the newest event. The later files of a batch name the event that its first one did:
    with a newer one, batches that left meanwhile would seem to have gone back.
    """
    station = security.station_of(session)
    number, digest = _known(head) if head else security.chain_head(session)
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
        audit_before=_earlier_head(session, station.id, sequence, number, digest),
        keys=tuple(keys),
        choice=choice,
        originals=originals,
    )


def _known(head: Head) -> tuple[int, str]:
    """Return the head a batch left with; batches of before heads travelled left with none."""
    return (head.number, head.digest) if head.number else (0, GENESIS)


def _earlier_head(
    session: Session, station_id: UUID, sequence: int, number: int, digest: str
) -> EarlierHead | None:
    """Return the head of the batch before, as it is found on the chain to this batch's head."""
    before = head_before(session, station_id, sequence)
    if before is None or not number:
        return None
    earlier, event = before
    return EarlierHead(earlier, event, linked_digest(session, event, Head(digest, number)))
