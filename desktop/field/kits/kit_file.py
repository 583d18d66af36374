"""The kit (`.qtk`): sealed to one laptop, signed outside by the office. See docs/field-kit.md.

As with an answer of the province, the signature covers the envelope and the envelope the digest of
what is sealed: a kit is believed or refused before anything is decrypted.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from desktop import __version__
from desktop.batch.schemas import SchemaError, check
from desktop.batch.signed_file import (
    DocumentError,
    DocumentSignatureError,
    Part,
    canonical,
    packed,
    parsed,
    unpacked,
)
from desktop.common.errors import InputFileError
from desktop.field.kits.rows import plain, typed
from desktop.models import Base, Member, SpecialCase, Team, TeamMember, Visit, VisitList
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity, checked_public_key, seal, unseal
from desktop.security.station_identity import (
    SignatureError,
    StationIdentity,
    fingerprint,
    read_certificate,
    sign,
    verify,
)

FORMAT: Final = 1
KIT_NAME: Final = "qtn-kit"
ENVELOPE_NAME: Final = "qtn-kit-envelope"
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

TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"
_PARTS = (
    Part("kit.age", 48 << 20),
    Part("envelope.json", 64 << 10),
    Part("envelope.json.p7s", LARGEST_SIGNATURE),
    Part("station.pem", 16 << 10),
)


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


@dataclass(frozen=True)
class SealedKit:
    """A kit whose outside was read: the signature fits its own certificate, nothing more."""

    head: KitHead
    certificate_pem: str
    certificate_sha256: str
    sealed: bytes = field(repr=False)


def told(moment: datetime) -> str:
    """Return a moment as it stands in files."""
    return moment.astimezone(UTC).strftime(TIME_FORMAT)


def moment(text: str) -> datetime:
    """Read a moment as it stands in files.

    Raises:
        ValueError: it is none.
    """
    return datetime.strptime(text, TIME_FORMAT).replace(tzinfo=UTC)


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
    document = canonical({"format": KIT_NAME, "format_version": FORMAT, **head.values(), **inside})
    sealed = io.BytesIO()
    seal(io.BytesIO(document), sealed, [public_key])
    payload = sealed.getvalue()
    envelope = canonical(
        {
            "format": ENVELOPE_NAME,
            "format_version": FORMAT,
            **head.values(),
            "kit": {
                "name": "kit.age",
                "size": len(payload),
                "sha256": hashlib.sha256(payload).hexdigest(),
            },
            "certificate_sha256": fingerprint(identity.certificate_pem),
            "program": f"quay-tiep-nhan {__version__}",
        }
    )
    return packed(
        [
            ("kit.age", payload),
            ("envelope.json", envelope),
            ("envelope.json.p7s", sign(identity, envelope)),
            ("station.pem", identity.certificate_pem.encode()),
        ]
    )


def read_outside(data: bytes) -> SealedKit:
    """Read the outside of a kit and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or no station made it.
        DocumentError: not a kit, or damaged.
    """
    found = unpacked(data, _PARTS)
    envelope, sealed = found["envelope.json"], found["kit.age"]
    values = parsed(envelope, ENVELOPE_NAME, FORMAT)
    certificate = found["station.pem"].decode("ascii", errors="replace")
    try:
        check("kit-envelope", values)
        names = read_certificate(certificate)
        verify(found["envelope.json.p7s"], envelope, certificate)
        print_of_it = fingerprint(certificate)
        head = _head(values)
    except SignatureError as error:
        raise DocumentSignatureError(str(error)) from error
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if (names.commune_code, names.station_code) != (head.commune_code, head.station):
        raise DocumentSignatureError("the certificate names another station")
    told_of = values["kit"]
    if print_of_it != values["certificate_sha256"] or (told_of["size"], told_of["sha256"]) != (
        len(sealed),
        hashlib.sha256(sealed).hexdigest(),
    ):
        raise DocumentError("the parts do not belong together")
    return SealedKit(head, certificate, print_of_it, sealed)


def open_kit(outside: SealedKit, identities: Sequence[AgeIdentity]) -> KitContent:
    """Decrypt a kit that is believed, and check that its inside is what its outside says.

    Raises:
        WrongKeyError: it is sealed to other keys.
        DocumentError: the inside is damaged, or another one.
    """
    stream = io.BytesIO()
    try:
        unseal(io.BytesIO(outside.sealed), stream, identities)
    except InputFileError as error:
        raise DocumentError("damaged inside") from error
    values = parsed(stream.getvalue(), KIT_NAME, FORMAT)
    try:
        check("kit", values)
        head = _head(values)
        checked_public_key(values["office"]["public_key"])
    except (SchemaError, InputFileError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if head != outside.head:
        raise DocumentError("the inside is another kit")
    rows = {
        name: [typed(one, model, STAYS.get(name, ())) for one in values["rows"][name]]
        for name, model in TABLES.items()
    }
    _check_rows(rows, head)
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
