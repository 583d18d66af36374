"""What is told of kits, leases, returns and conflicts: frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.common.vocabulary import FieldKey


@dataclass(frozen=True)
class DeviceView:
    """A laptop as the office knows it.

    Attributes:
        fingerprint: groups of digits to compare on the phone.
        compared: whether two people did.
    """

    device_id: UUID
    station: str
    fingerprint: str
    certificate_sha256: str
    compared: bool
    revoked: bool
    known_at: datetime


@dataclass(frozen=True)
class Lease:
    """Who has a person for now.

    Attributes:
        device: station code of the laptop.
    """

    member_id: UUID
    device: str
    kit: int
    until: datetime


@dataclass(frozen=True)
class PackedKit:
    """A kit that was written.

    Attributes:
        received: people left out because they have a record already.
        elsewhere: people left out because another device has them.
        compared: whether the digits of the device's key were compared.
        fingerprint: digits of this office, for the laptop to compare.
    """

    path: Path
    number: int
    device: str
    compared: bool
    fingerprint: str
    members: int
    received: int
    elsewhere: int
    until: datetime


@dataclass(frozen=True)
class KitView:
    """A kit as the office sees it later.

    Attributes:
        device: station code of the laptop.
        members: how many people were lent with it.
        still_out: how many of them the laptop still has.
    """

    number: int
    list_number: int
    device: str
    members: int
    still_out: int
    packed_at: datetime
    packed_by: str
    until: datetime


@dataclass(frozen=True)
class OpenReport:
    """What opening a kit did.

    Attributes:
        again: it was open already; nothing changed.
        added: people who came to the list.
        compared: whether the digits of the office's key were compared.
        fingerprint: digits of the office, to compare with it.
    """

    number: int
    office: str
    list_number: int
    day: str
    members: int
    added: int
    again: bool
    until: datetime
    compared: bool
    fingerprint: str


@dataclass(frozen=True)
class WrittenReport:
    """A return that was written.

    Attributes:
        fresh: records that no return carried in this form before.
        drafts: records that are not finished; they stay on the laptop.
        left: records that left in a batch of the laptop itself and go that way.
        visits: visits with an outcome.
    """

    path: Path
    number: int
    records: int
    fresh: int
    drafts: int
    left: int
    visits: int
    compared: bool


@dataclass(frozen=True)
class Side:
    """One of two records of the same person."""

    record_id: UUID
    receipt_number: str
    state: str
    version: int
    station: str
    received_at: datetime | None
    received_by: str


@dataclass(frozen=True)
class Conflict:
    """A record that waits for a decision.

    Attributes:
        ours: the office's own record; None when the person had only been lent to somebody else.
        theirs: what the device brought.
    """

    member_id: UUID
    full_name: str
    cell: str
    ours: Side | None
    theirs: Side


@dataclass(frozen=True)
class Face:
    """What was taken of a person in one of two records: JPEG and PNG bytes, or None."""

    photo: bytes | None = field(repr=False)
    signature: bytes | None = field(repr=False)


@dataclass(frozen=True)
class FieldPair:
    """One fact as the office's record and as the laptop's has it; "" where it has none."""

    field: FieldKey
    ours: str
    theirs: str


@dataclass(frozen=True)
class ConflictDetail:
    """Both records of a conflict, side by side.

    Attributes:
        ours: None when the office has no record of the person.
    """

    conflict: Conflict
    pairs: tuple[FieldPair, ...]
    ours: Face | None
    theirs: Face


@dataclass(frozen=True)
class MergeReport:
    """What merging did.

    Attributes:
        merged: records that are new here or came in a newer form.
        unchanged: records that were here already.
        visits: visits whose outcome came or changed.
        conflicts: records of these files that wait for a decision.
    """

    merged: int
    unchanged: int
    visits: int
    conflicts: tuple[Conflict, ...]
