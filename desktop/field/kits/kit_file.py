"""The kit (`.qtk`): sealed to one laptop, signed outside by the office. See docs/field-kit.md.

As with an answer of the province, the signature covers the envelope and the envelope the digest of
what is sealed: a kit is believed or refused before anything is decrypted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop.batch.sealed_paper import (
    Kind,
    Outside,
    moment,
    open_paper,
    read_paper,
    told,
    write_paper,
)
from desktop.batch.signed_file import (
    DocumentError,
)
from desktop.common.errors import InputFileError
from desktop.field.kits.rows import plain, typed
from desktop.models import Base, Member, SpecialCase, Team, TeamMember, Visit, VisitList
from desktop.security.sealing import AgeIdentity, checked_public_key
from desktop.security.station_identity import (
    StationIdentity,
)

SUFFIX: Final = ".qtk"
LARGEST_FILE: Final = 64 << 20
TABLES: Final[dict[str, type[Base]]] = {
    "teams": Team,
    "team_members": TeamMember,
    "lists": VisitList,
    "members": Member,
    "cases": SpecialCase,
    "visits": Visit,
}
"""What of the office travels, in the order in which it lands."""
STAYS: Final[dict[str, tuple[str, ...]]] = {
    "teams": ("station_id",),
    "team_members": ("operator_id",),
    "lists": ("station_id",),
    "members": ("import_id", "first_import_id", "merged_into"),
}
"""Columns that point at what only the office has."""

KIND: Final = Kind("kit")


@dataclass(frozen=True)
class KitHead:
    """What may be known of a kit without a key; no personal data.

    Attributes:
        station: code of the office.
        device: station code of the laptop.
        device_sha256: of the laptop's certificate.
        until: when its people go back to the office.
    """

    kit_id: UUID
    commune_code: str
    station: str
    practice: bool
    number: int
    device: str
    device_sha256: str
    made_at: datetime
    until: datetime
    members: int

    @property
    def file_name(self) -> str:
        """`MT02-000003-MT03.qtk`."""
        return f"{self.station}-{self.number:06d}-{self.device}{SUFFIX}"

    def values(self) -> dict[str, Any]:
        """Return what stands in the envelope and inside alike."""
        return {
            "kit_id": str(self.kit_id),
            "commune_code": self.commune_code,
            "station": self.station,
            "practice": self.practice,
            "number": self.number,
            "device": self.device,
            "device_sha256": self.device_sha256,
            "made_at": told(self.made_at),
            "until": told(self.until),
            "members": self.members,
        }


@dataclass(frozen=True)
class KitContent:
    """What is inside.

    Attributes:
        commune_name: of the office, for papers.
        public_key: the age key that returns are sealed to.
        settings: chosen settings by name.
        rows: rows by the names of `TABLES`; each as the columns want it, without `STAYS`.
    """

    commune_name: str
    public_key: str
    settings: Mapping[str, Any]
    rows: Mapping[str, Sequence[dict[str, Any]]] = field(repr=False)


SealedKit = Outside[KitHead]
"""A kit whose outside was read."""


def plain_rows(entities: Mapping[str, Sequence[Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return entities by the names of `TABLES` as JSON values."""
    return {
        name: [plain(one, model, STAYS.get(name, ())) for one in entities[name]]
        for name, model in TABLES.items()
    }


def write_kit(
    identity: StationIdentity,
    head: KitHead,
    inside: Mapping[str, Any],
    public_key: str,
) -> bytes:
    """Return the kit: sealed to the laptop, signed by the office.

    Args:
        identity: the office's certificate and key.
        head: whose it is, for whom, until when.
        inside: `office`, `settings` and `rows`, as JSON values.
        public_key: the laptop's age key.
    """
    return write_paper(KIND, identity, head.values(), inside, [public_key])


def read_outside(data: bytes) -> SealedKit:
    """Read the outside of a kit and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or no station made it.
        DocumentError: not a kit, or damaged.
    """
    return read_paper(KIND, data, _head)


def open_kit(outside: SealedKit, identities: Sequence[AgeIdentity]) -> KitContent:
    """Decrypt a kit that is believed, and check that its inside is what its outside says.

    Raises:
        WrongKeyError: it is sealed to other keys.
        DocumentError: the inside is damaged, or another one.
    """
    values = open_paper(KIND, outside, identities, _head)
    try:
        checked_public_key(values["office"]["public_key"])
    except (InputFileError, ValueError) as error:
        raise DocumentError(str(error)) from error
    rows = {
        name: [typed(one, model, STAYS.get(name, ())) for one in values["rows"][name]]
        for name, model in TABLES.items()
    }
    _check_rows(rows, outside.head)
    return KitContent(
        values["office"]["commune_name"], values["office"]["public_key"], values["settings"], rows
    )


def _check_rows(rows: Mapping[str, Sequence[dict[str, Any]]], head: KitHead) -> None:
    """Refuse rows that do not belong to one list of visits."""
    members = {one["id"] for one in rows["members"]}
    if len(rows["lists"]) != 1 or len(rows["teams"]) != 1 or len(members) != head.members:
        raise DocumentError("not one list with its people")
    (team,), (visits,) = rows["teams"], rows["lists"]
    fits = (
        visits["team_id"] == team["id"]
        and all(one["team_id"] == team["id"] for one in rows["team_members"])
        and all(one["member_id"] in members for one in (*rows["cases"], *rows["visits"]))
        and all(one["list_id"] == visits["id"] for one in rows["visits"])
    )
    if not fits:
        raise DocumentError("rows that do not belong together")


def _head(values: Mapping[str, Any]) -> KitHead:
    return KitHead(
        kit_id=UUID(values["kit_id"]),
        commune_code=values["commune_code"],
        station=values["station"],
        practice=values["practice"],
        number=values["number"],
        device=values["device"],
        device_sha256=values["device_sha256"],
        made_at=moment(values["made_at"]),
        until=moment(values["until"]),
        members=values["members"],
    )
