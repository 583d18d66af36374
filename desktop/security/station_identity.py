"""Who signed: the station's ECDSA P-256 key, its self-signed certificate, detached signatures.

Signatures are CMS (RFC 5652), DER, detached, over small documents only (an envelope, a list of
digests). There is no authority above the station: the province knows the certificate's
fingerprint from the printed hand-over sheet, and a certificate of a government token can take
the place of this one without changing the format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.security import cms
from desktop.security.cms import SignatureError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

__all__ = [
    "CertificateNames",
    "ProvinceNames",
    "SignatureError",
    "StationIdentity",
    "fingerprint",
    "make_identity",
    "make_province_identity",
    "read_certificate",
    "read_province_certificate",
    "sign",
    "spoken_fingerprint",
    "verify",
]

VALID_YEARS = 20
LARGEST_SIGNED = 4 << 20
_LARGEST_CERTIFICATE = 16 << 10
_ORGANIZATION = "Quay Tiep Nhan"
_PROVINCE = "Quay Tiep Nhan - Ban Tinh"
_SPOKEN_DIGITS = 30


@dataclass(frozen=True)
class StationIdentity:
    """A certificate and its private key, both PEM (PKCS#8 without a password)."""

    certificate_pem: str
    private_key_pem: str

    def __repr__(self) -> str:
        """Never show the private key in a log."""
        return f"StationIdentity(fingerprint={fingerprint(self.certificate_pem)!r})"


@dataclass(frozen=True)
class CertificateNames:
    """Whom a station certificate names."""

    commune_code: str
    station_code: str


@dataclass(frozen=True)
class ProvinceNames:
    """Whom a certificate of a province names."""

    province_code: str
    desk_code: str


def make_identity(commune_code: str, station_code: str, *, now: datetime) -> StationIdentity:
    """Return a new key pair with its certificate, valid from a day ago for `VALID_YEARS`.

    The subject is `O=Quay Tiep Nhan, OU=<commune code>, CN=<station code>`.
    """
    return _made(_ORGANIZATION, commune_code, station_code, now)


def make_province_identity(province_code: str, desk_code: str, *, now: datetime) -> StationIdentity:
    """Return a new key pair of a province; its certificate can never pass for a station's.

    The subject is `O=Quay Tiep Nhan - Ban Tinh, OU=<province code>, CN=<desk code>`.
    """
    return _made(_PROVINCE, province_code, desk_code, now)


def _made(organization: str, unit: str, common: str, now: datetime) -> StationIdentity:
    from cryptography import x509  # noqa: PLC0415 - 100 ms, only when a station is made
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A day of grace: the province's clock may be behind ours.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * VALID_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    return StationIdentity(public.decode(), private.decode())


def sign(identity: StationIdentity, data: bytes) -> bytes:
    """Return a detached CMS signature (DER) over the bytes.

    Raises:
        ValueError: the document is larger than `LARGEST_SIGNED`.
    """
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import pkcs7  # noqa: PLC0415

    if len(data) > LARGEST_SIGNED:
        raise ValueError("only small documents are signed whole")
    key = serialization.load_pem_private_key(identity.private_key_pem.encode(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the station key is an elliptic curve key")
    return (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(data)
        .add_signer(_loaded(identity.certificate_pem), key, hashes.SHA256())
        .sign(
            serialization.Encoding.DER,
            [
                pkcs7.PKCS7Options.DetachedSignature,
                pkcs7.PKCS7Options.Binary,
                pkcs7.PKCS7Options.NoCapabilities,
            ],
        )
    )


def verify(signature: bytes, data: bytes, certificate_pem: str) -> None:
    """Check that the owner of exactly this certificate signed exactly these bytes.

    Raises:
        SignatureError: the signature is malformed, by another certificate, or over other bytes.
    """
    cms.verify_detached(signature, data, _loaded(certificate_pem))


def fingerprint(certificate_pem: str) -> str:
    """Return the SHA-256 of the certificate (DER) as 64 hex digits.

    Raises:
        SignatureError: it is not a certificate.
    """
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - slow import

    return _loaded(certificate_pem).fingerprint(hashes.SHA256()).hex()


def spoken_fingerprint(sha256: str) -> str:
    """Return a fingerprint as two people compare it on the phone: six groups of five digits.

    Digits are understood the same in every dialect. The thirty digits carry 99 bits of the
    SHA-256 (hex) they are made from: nobody can make another certificate with the same ones.
    """
    digits = f"{int(sha256[:32], 16) % 10**_SPOKEN_DIGITS:0{_SPOKEN_DIGITS}d}"
    return " ".join(digits[at : at + 5] for at in range(0, _SPOKEN_DIGITS, 5))


def read_certificate(certificate_pem: str) -> CertificateNames:
    """Return whom a station certificate names, after checking that it signed itself.

    Raises:
        SignatureError: it is not a self-signed P-256 certificate of a station.
    """
    return CertificateNames(*_names(certificate_pem, _ORGANIZATION))


def read_province_certificate(certificate_pem: str) -> ProvinceNames:
    """Return whom the certificate of a province names, after checking that it signed itself.

    Raises:
        SignatureError: it is not a self-signed certificate of a province.
    """
    return ProvinceNames(*_names(certificate_pem, _PROVINCE))


def _names(certificate_pem: str, organization: str) -> tuple[str, str]:
    """Return unit and common name of a certificate that signed itself for this role."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow import
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    certificate = _loaded(certificate_pem)
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError) as error:
        raise SignatureError("the certificate did not sign itself") from error
    wanted = (NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.COMMON_NAME)
    found = [certificate.subject.get_attributes_for_oid(oid) for oid in wanted]
    if any(len(values) != 1 for values in found):
        raise SignatureError("the certificate does not name one role, one unit and one name")
    role, unit, common = (str(values[0].value) for values in found)
    if role != organization:
        raise SignatureError("a certificate of another role")
    return unit, common


def _loaded(certificate_pem: str) -> Certificate:
    from cryptography import x509  # noqa: PLC0415 - 100 ms, only when something is signed
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    if len(certificate_pem) > _LARGEST_CERTIFICATE:
        raise SignatureError("the certificate is too large")
    try:
        data = certificate_pem.encode("ascii")
        certificate = x509.load_pem_x509_certificate(data)
        plain = certificate.public_bytes(serialization.Encoding.PEM)
    except ValueError as error:
        raise SignatureError("not a PEM certificate") from error
    # One spelling only: nothing may hide around the certificate.
    if plain != data:
        raise SignatureError("not the plain PEM form")
    return certificate
