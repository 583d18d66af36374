"""The enrolment of a station and the key file of a province, written and read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from desktop.batch.schemas import SchemaError, check
from desktop.batch.signed_file import DocumentError, Part, canonical, packed, parsed, unpacked
from desktop.common.errors import InputFileError
from desktop.common.text import is_clean
from desktop.security import sealing
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.station_identity import (
    SignatureError,
    StationIdentity,
    fingerprint,
    read_certificate,
    read_province_certificate,
    sign,
    verify,
)

FORMAT = 1
ENROLMENT_NAME: Final = "qtn-enrolment"
PROVINCE_NAME: Final = "qtn-province-key"
ENROLMENT_SUFFIX, PROVINCE_SUFFIX = ".qte", ".qtp"
LARGEST_FILE = 256 << 10

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_SMALL = 16 << 10
_ENROLMENT = (
    Part("enrolment.json", _SMALL),
    Part("enrolment.json.p7s", LARGEST_SIGNATURE),
    Part("station.pem", _SMALL),
)
_PROVINCE = (
    Part("province.json", _SMALL),
    Part("province.json.p7s", LARGEST_SIGNATURE),
    Part("province.pem", _SMALL),
)
_VOUCHED = (
    *_PROVINCE,
    Part("previous.p7s", LARGEST_SIGNATURE),
    Part("previous.pem", _SMALL),
)


@dataclass(frozen=True)
class Enrolment:
    """What a station says of itself to the province.

    Attributes:
        public_key: the age key that answers to it are sealed to.
        certificate_sha256: 64 hex digits; what two people compare is made of it.
    """

    commune_code: str
    commune_name: str
    station: str
    practice: bool
    public_key: str
    made_at: datetime
    certificate_pem: str
    certificate_sha256: str


@dataclass(frozen=True)
class Escrow:
    """A key for safe keeping: whoever holds it opens batches when the province's own is lost.

    Attributes:
        public_key: the age key, "" when batches are sealed to no escrow any more.
        since: when it was set; of two, the newer one holds.
    """

    public_key: str
    since: datetime


@dataclass(frozen=True)
class ProvinceKey:
    """What a province says of itself to its stations.

    Attributes:
        public_key: the age key that batches are sealed to.
        previous_sha256: certificate of the older key that vouches for this one, or "".
        escrow: a second age key that batches are sealed to, if anything is said of one.
    """

    province: str
    name: str
    practice: bool
    public_key: str
    made_at: datetime
    certificate_pem: str
    certificate_sha256: str
    previous_sha256: str = ""
    escrow: Escrow | None = None


def write_enrolment(identity: StationIdentity, values: Enrolment) -> bytes:
    """Return the enrolment file of a station."""
    document = canonical(
        {
            "format": ENROLMENT_NAME,
            "format_version": FORMAT,
            "commune_code": values.commune_code,
            "commune_name": values.commune_name,
            "station": values.station,
            "practice": values.practice,
            "public_key": values.public_key,
            "made_at": values.made_at.astimezone(UTC).strftime(_TIME),
            "certificate_sha256": fingerprint(identity.certificate_pem),
        }
    )
    return packed(
        [
            ("enrolment.json", document),
            ("enrolment.json.p7s", sign(identity, document)),
            ("station.pem", identity.certificate_pem.encode()),
        ]
    )


def read_enrolment(data: bytes) -> Enrolment:
    """Read an enrolment file; it proves that one owner of a certificate made all of it.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentError: not an enrolment, damaged, or its signature does not fit.
    """
    found = unpacked(data, _ENROLMENT)
    values, certificate = _signed(found, "enrolment", "station.pem", ENROLMENT_NAME)
    try:
        names = read_certificate(certificate)
    except SignatureError as error:
        raise DocumentError(str(error)) from error
    if (names.commune_code, names.station_code) != (values["commune_code"], values["station"]):
        raise DocumentError("the certificate names another station")
    return Enrolment(
        commune_code=values["commune_code"],
        commune_name=values["commune_name"],
        station=values["station"],
        practice=values["practice"],
        public_key=values["public_key"],
        made_at=_moment(values["made_at"]),
        certificate_pem=certificate,
        certificate_sha256=values["certificate_sha256"],
    )


def write_province_key(
    identity: StationIdentity, values: ProvinceKey, previous: StationIdentity | None = None
) -> bytes:
    """Return the key file of a province, vouched for by its previous key if there is one."""
    document = canonical(
        {
            "format": PROVINCE_NAME,
            "format_version": FORMAT,
            "province": values.province,
            "name": values.name,
            "practice": values.practice,
            "public_key": values.public_key,
            "made_at": values.made_at.astimezone(UTC).strftime(_TIME),
            "certificate_sha256": fingerprint(identity.certificate_pem),
            "previous_sha256": fingerprint(previous.certificate_pem) if previous else "",
            **_escrow_said(values.escrow),
        }
    )
    entries = [
        ("province.json", document),
        ("province.json.p7s", sign(identity, document)),
        ("province.pem", identity.certificate_pem.encode()),
    ]
    if previous is not None:
        entries.append(("previous.p7s", sign(previous, document)))
        entries.append(("previous.pem", previous.certificate_pem.encode()))
    return packed(entries)


def read_province_key(data: bytes) -> ProvinceKey:
    """Read the key file of a province; whether its older key is one of ours, the caller knows.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentError: not such a file, damaged, or a signature does not fit.
    """
    try:
        found = unpacked(data, _PROVINCE)
    except DocumentError:
        found = unpacked(data, _VOUCHED)
    values, certificate = _signed(found, "province", "province.pem", PROVINCE_NAME)
    try:
        names = read_province_certificate(certificate)
    except SignatureError as error:
        raise DocumentError(str(error)) from error
    if names.province_code != values["province"]:
        raise DocumentError("the certificate names another province")
    previous = values["previous_sha256"]
    if bool(previous) != ("previous.pem" in found):
        raise DocumentError("the previous key is missing or not named")
    if previous:
        _check_previous(found, previous)
    return ProvinceKey(
        province=values["province"],
        name=values["name"],
        practice=values["practice"],
        public_key=values["public_key"],
        made_at=_moment(values["made_at"]),
        certificate_pem=certificate,
        certificate_sha256=values["certificate_sha256"],
        previous_sha256=previous,
        escrow=_escrow_read(values),
    )


def _escrow_said(escrow: Escrow | None) -> dict[str, str]:
    if escrow is None:
        return {}
    since = escrow.since.astimezone(UTC).strftime(_TIME)
    return {"escrow_key": escrow.public_key, "escrow_since": since}


def _escrow_read(values: Mapping[str, str]) -> Escrow | None:
    if "escrow_key" not in values:
        return None
    key = values["escrow_key"]
    try:
        since = _moment(values["escrow_since"])
        if key:
            sealing.checked_public_key(key)
    except (InputFileError, ValueError) as error:
        raise DocumentError(str(error)) from error
    return Escrow(key, since)


def _check_previous(found: Mapping[str, bytes], previous: str) -> None:
    certificate = found["previous.pem"].decode("ascii", errors="replace")
    try:
        read_province_certificate(certificate)
        verify(found["previous.p7s"], found["province.json"], certificate)
        is_named = fingerprint(certificate) == previous
    except SignatureError as error:
        raise DocumentError("the previous key does not vouch for this one") from error
    if not is_named:
        raise DocumentError("vouched for by another key than the one named")


def _signed(
    found: Mapping[str, bytes], stem: str, certificate_name: str, format_name: str
) -> tuple[dict[str, Any], str]:
    """Return values and certificate of a document that its own certificate signed."""
    document = found[f"{stem}.json"]
    values = parsed(document, format_name, FORMAT)
    certificate = found[certificate_name].decode("ascii", errors="replace")
    try:
        check(format_name.removeprefix("qtn-"), values)
        sealing.checked_public_key(values["public_key"])
        verify(found[f"{stem}.json.p7s"], document, certificate)
        is_named = fingerprint(certificate) == values["certificate_sha256"]
        _moment(values["made_at"])
    except (SchemaError, SignatureError, InputFileError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if not is_named:
        raise DocumentError("another certificate than the one named")
    if not all(is_clean(value) for value in values.values() if isinstance(value, str)):
        raise DocumentError("a text with invisible characters")
    return values, certificate


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
