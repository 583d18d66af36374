"""What the register shows to its callers: keys of stations, keys of the province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class KeyState(StrEnum):
    """How a key of a station stands."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True)
class StationKey:
    """A certificate of a station.

    Attributes:
        fingerprint: groups of digits, to compare on the phone.
        compared: whether two people did.
        ended_at: when it was replaced or revoked.
        reason: why it was revoked; "" for one that was replaced.
    """

    certificate_sha256: str
    fingerprint: str
    state: KeyState
    compared: bool
    enrolled_at: datetime
    enrolled_by: str
    ended_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Newcomer:
    """What an enrolment file says, before anybody believes it.

    Attributes:
        is_known: the register has a station of this code.
        has_key: this very key is in force there.
        others_in_force: keys of this station that hold beside it.
    """

    station: str
    commune_code: str
    commune_name: str
    made_at: datetime
    is_known: bool
    has_key: bool
    others_in_force: int


@dataclass(frozen=True)
class OwnKey:
    """A key pair of the province.

    Attributes:
        fingerprint: groups of digits, to read to the stations on the phone.
        public_key: the age key that batches are sealed to.
        signs: whether it is the newest: it signs; every one opens what was sealed to it.
    """

    certificate_sha256: str
    fingerprint: str
    public_key: str
    made_at: datetime
    signs: bool
