"""The frame of every sealed paper that is signed outside: kits, answers, reports of cards, returns.

An envelope in clear says what kind of paper it is, whose, and the digest of what is sealed; the
signature covers the envelope, and the certificate lies beside it. So a paper is believed or refused
before anything is decrypted. What is inside has the same head as the envelope.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar

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
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity, seal, unseal
from desktop.security.station_identity import (
    SignatureError,
    StationIdentity,
    fingerprint,
    read_certificate,
    read_province_certificate,
    sign,
    verify,
)

ENVELOPE: Final = "envelope.json"
SIGNATURE: Final = "envelope.json.p7s"
TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"
H = TypeVar("H")


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    Attributes:
        word: `kit`: sealed as `kit.age`, called `qtn-kit` inside and `qtn-kit-envelope` outside,
            with schemas of the same words.
        signer: `station` or `province`; the certificate lies in `<signer>.pem`.
        version: of the format.
    """

    word: str
    signer: str = "station"
    version: int = 1

    @property
    def sealed_name(self) -> str:
        """Name of the sealed part."""
        return f"{self.word}.age"

    @property
    def certificate_name(self) -> str:
        """Name of the certificate's part."""
        return f"{self.signer}.pem"

    def parts(self) -> tuple[Part, ...]:
        """Return what a paper consists of, in order."""
        return (
            Part(self.sealed_name, 48 << 20),
            Part(ENVELOPE, 64 << 10),
            Part(SIGNATURE, LARGEST_SIGNATURE),
            Part(self.certificate_name, 16 << 10),
        )


@dataclass(frozen=True)
class Outside(Generic[H]):
    """What was read without a key: the signature fits its own certificate, nothing more.

    Attributes:
        values: the envelope.
    """

    head: H
    values: Mapping[str, Any]
    certificate_pem: str
    certificate_sha256: str
    sealed: bytes = field(repr=False)

    @property
    def records(self) -> int:
        """How many records it is about, of a kind whose envelope says so."""
        return int(self.values["records"])


def told(moment: datetime) -> str:
    """Return a moment as it stands in papers."""
    return moment.astimezone(UTC).strftime(TIME_FORMAT)


def moment(text: str) -> datetime:
    """Read a moment as it stands in papers.

    Raises:
        ValueError: it is none.
    """
    return datetime.strptime(text, TIME_FORMAT).replace(tzinfo=UTC)


def write_paper(
    kind: Kind,
    identity: StationIdentity,
    head: Mapping[str, Any],
    inside: Mapping[str, Any],
    public_keys: Sequence[str],
    *,
    counts: Mapping[str, int] | None = None,
) -> bytes:
    """Return a paper, sealed and signed.

    Args:
        kind: which kind.
        identity: certificate and key of whoever signs.
        head: what stands inside and outside alike.
        inside: what else stands inside.
        public_keys: the age keys it is sealed to.
        counts: what else stands outside.

    Raises:
        SchemaError: its reader would refuse it; nothing was signed.
    """
    document = {
        "format": f"qtn-{kind.word}",
        "format_version": kind.version,
        **head,
        **inside,
    }
    check(kind.word, document)
    sealed = io.BytesIO()
    seal(io.BytesIO(canonical(document)), sealed, public_keys)
    payload = sealed.getvalue()
    envelope = canonical(
        {
            "format": f"qtn-{kind.word}-envelope",
            "format_version": kind.version,
            **head,
            **(counts or {}),
            kind.word: {
                "name": kind.sealed_name,
                "size": len(payload),
                "sha256": hashlib.sha256(payload).hexdigest(),
            },
            "certificate_sha256": fingerprint(identity.certificate_pem),
            "program": f"quay-tiep-nhan {__version__}",
        }
    )
    return packed(
        [
            (kind.sealed_name, payload),
            (ENVELOPE, envelope),
            (SIGNATURE, sign(identity, envelope)),
            (kind.certificate_name, identity.certificate_pem.encode()),
        ]
    )


def read_paper(kind: Kind, data: bytes, head_of: Callable[[Mapping[str, Any]], H]) -> Outside[H]:
    """Read the outside of a paper and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or another one made it.
        DocumentError: not such a paper, or damaged.
    """
    found = unpacked(data, kind.parts())
    sealed = found[kind.sealed_name]
    certificate = found[kind.certificate_name].decode("ascii", errors="replace")
    values, head = read_envelope(
        kind, found[ENVELOPE], found[SIGNATURE], certificate, head_of=head_of
    )
    said = values[kind.word]
    if (said["size"], said["sha256"]) != (len(sealed), hashlib.sha256(sealed).hexdigest()):
        raise DocumentError("the parts do not belong together")
    return Outside(head, values, certificate, values["certificate_sha256"], sealed)


def read_envelope(
    kind: Kind,
    envelope: bytes,
    signature: bytes,
    certificate: str,
    *,
    head_of: Callable[[Mapping[str, Any]], H],
) -> tuple[dict[str, Any], H]:
    """Read an envelope that lies by itself, as where what is sealed is a stream.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or another one made it.
        DocumentError: not such an envelope, or damaged.
    """
    values = parsed(envelope, f"qtn-{kind.word}-envelope", kind.version)
    try:
        check(f"{kind.word}-envelope", values)
        is_theirs = _signer_is(kind, certificate, values)
        verify(signature, envelope, certificate)
        head = head_of(values)
        print_of_it = fingerprint(certificate)
    except SignatureError as error:
        raise DocumentSignatureError(str(error)) from error
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if not is_theirs:
        raise DocumentSignatureError("the certificate names another one")
    if print_of_it != values["certificate_sha256"]:
        raise DocumentError("the parts do not belong together")
    return values, head


def _signer_is(kind: Kind, certificate: str, values: Mapping[str, Any]) -> bool:
    """Whether a certificate names whoever the envelope says made it."""
    if kind.signer == "province":
        return bool(read_province_certificate(certificate).province_code == values["province"])
    names = read_certificate(certificate)
    return (names.commune_code, names.station_code) == (values["commune_code"], values["station"])


def open_paper(
    kind: Kind,
    outside: Outside[H],
    identities: Sequence[AgeIdentity],
    head_of: Callable[[Mapping[str, Any]], H],
) -> dict[str, Any]:
    """Decrypt a paper that is believed, and check that its inside is what its outside says.

    Raises:
        WrongKeyError: it is sealed to other keys.
        DocumentError: the inside is damaged, or another one.
    """
    plain = io.BytesIO()
    try:
        unseal(io.BytesIO(outside.sealed), plain, identities)
    except InputFileError as error:
        raise DocumentError("damaged inside") from error
    values = parsed(plain.getvalue(), f"qtn-{kind.word}", kind.version)
    try:
        check(kind.word, values)
        is_same = head_of(values) == outside.head
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if not is_same:
        raise DocumentError("the inside is another one")
    return values
