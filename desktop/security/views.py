"""What the security capability shows to its callers: frozen values, no rows, no secrets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Role(StrEnum):
    """What an operator may do; stored, so values never change.

    `PROVINCE` is whoever works at a provincial desk; no operator of a counter has it.
    """

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    PROVINCE = "province"


COUNTER_ROLES = (Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.INSPECTOR)
"""What somebody who works at a counter can be."""


class SecretKind(StrEnum):
    """What an operator logs in with; stored, so values never change."""

    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - the name of a kind, not a secret


@dataclass(frozen=True)
class StationView:
    """This intake point.

    Attributes:
        commune_code: 5 digits.
        code: 2 to 6 capitals or digits, part of every receipt number.
        fingerprint: SHA-256 of the station certificate (DER), 64 hex digits.
        certificate_pem: the public certificate, to be given to the province.
    """

    id: UUID
    commune_code: str
    commune_name: str
    province_name: str
    code: str
    name: str
    is_practice: bool
    fingerprint: str
    certificate_pem: str


@dataclass(frozen=True)
class RecipientView:
    """Somebody who can open the batches of this station."""

    id: UUID
    name: str
    public_key: str
    created_at: datetime


@dataclass(frozen=True)
class OperatorView:
    """A person who works here.

    Attributes:
        initials: fit a round badge (`NTH`).
        secret: what they log in with.
        must_change: somebody else chose the secret; another is chosen at the next log-in.
    """

    id: UUID
    full_name: str
    role: Role
    initials: str
    secret: SecretKind = SecretKind.PIN
    must_change: bool = False


@dataclass(frozen=True)
class OperatorRow:
    """A person as the page about operators lists them, also when they work here no more.

    Attributes:
        operator: the person.
        is_active: whether they may log in.
        locked_until: when wrong tries are forgiven; None while nothing is locked.
        added_at: when they were added.
    """

    operator: OperatorView
    is_active: bool
    locked_until: datetime | None
    added_at: datetime


class AuditCheck(NamedTuple):
    """Result of recomputing the audit chain; `first_bad_number` is None when it holds."""

    ok: bool
    first_bad_number: int | None


@dataclass(frozen=True)
class CreatedProfile:
    """A new profile.

    Attributes:
        profile_id: names the key in the keyring.
        station_id: the row of the station.
        recovery_code: shown or printed once; never stored readable by the program itself.
        recovery_file: the text file that was written, or None.
        certificate_pem: the station's public certificate.
        key_in_keyring: False when this machine has no keyring we accept.
    """

    profile_id: str
    station_id: UUID
    recovery_code: str
    certificate_pem: str
    key_in_keyring: bool
    recovery_file: str | None = None
