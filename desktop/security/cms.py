"""Checks a detached CMS signature (RFC 5652), and only the one shape that stations make.

`cryptography` signs CMS but does not verify it. Instead of a general parser this walks the DER
strictly: one certificate, one signer, SHA-256, ECDSA on P-256, signed attributes, no content.
Whatever else stands there makes the signature refused.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

LARGEST_SIGNATURE = 64 << 10

_INTEGER, _OCTETS, _NULL, _OID, _UTC, _GENERALIZED = 0x02, 0x04, 0x05, 0x06, 0x17, 0x18
_SEQUENCE, _SET, _CONTEXT_0 = 0x30, 0x31, 0xA0

_DATA = bytes.fromhex("2a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_SIGNING_TIME = bytes.fromhex("2a864886f70d010905")
_SHA256 = bytes.fromhex("608648016503040201")
_ECDSA_SHA256 = bytes.fromhex("2a8648ce3d040302")


class SignatureError(ValueError):
    """A signature or a certificate is not what it has to be; the text is for logs."""


class Der:
    """A cursor over DER values; refuses every encoding that is not the shortest definite one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        """Whether everything was read."""
        return self._at == len(self._data)

    @property
    def next_tag(self) -> int:
        """The tag of the next value, -1 at the end."""
        return -1 if self.at_end else self._data[self._at]

    def take(self, tag: int) -> bytes:
        """Return the content of the next value, which must have this tag."""
        return self.whole(tag)[1]

    def whole(self, tag: int) -> tuple[bytes, bytes]:
        """Return the next value as (with header, content); it must have this tag.

        Raises:
            SignatureError: another tag, a length that is cut, indefinite or not the shortest.
        """
        data, start = self._data, self._at
        if start + 2 > len(data) or data[start] != tag:
            raise SignatureError(f"expected tag {tag:#x} at {start}")
        length, at = data[start + 1], start + 2
        if length >= 0x80:
            count = length & 0x7F
            if not 1 <= count <= 3 or at + count > len(data) or data[at] == 0:
                raise SignatureError(f"length at {start}")
            length = int.from_bytes(data[at : at + count])
            at += count
            if length < 0x80:
                raise SignatureError(f"length at {start} is not the shortest")
        if at + length > len(data):
            raise SignatureError(f"value at {start} is cut")
        self._at = at + length
        return data[start : self._at], data[at : self._at]

    def inside(self, tag: int) -> Der:
        """Return a cursor over the content of the next value."""
        return Der(self.take(tag))

    def finish(self) -> None:
        """Make sure that nothing follows.

        Raises:
            SignatureError: something does.
        """
        if not self.at_end:
            raise SignatureError(f"something follows at {self._at}")

    def expect(self, tag: int, content: bytes) -> None:
        """Take the next value, which must be exactly this.

        Raises:
            SignatureError: it is not.
        """
        if self.take(tag) != content:
            raise SignatureError("unexpected value")

    def each(self, tag: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield all remaining values as (with header, content)."""
        while not self.at_end:
            yield self.whole(tag)


def verify_detached(signature: bytes, data: bytes, certificate: Certificate) -> None:
    """Check a detached signature against the one certificate it may come from.

    Raises:
        SignatureError: the shape, the certificate, the digest or the signature is not right.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow import
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    if len(signature) > LARGEST_SIGNATURE:
        raise SignatureError("the signature is too large")
    signer, carried = _signed_data(signature)
    if carried != certificate.public_bytes(serialization.Encoding.DER):
        raise SignatureError("signed by another certificate")
    attributes, value = _signer_info(signer, certificate)
    if not hmac.compare_digest(_message_digest(attributes), hashlib.sha256(data).digest()):
        raise SignatureError("the signed bytes are others")
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SignatureError("not a P-256 key")
    # RFC 5652, 5.4: the signature covers the attributes under the tag SET OF, not [0].
    covered = bytes([_SET]) + attributes[1:]
    try:
        key.verify(value, covered, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise SignatureError("the signature does not fit") from error


def _signed_data(signature: bytes) -> tuple[Der, bytes]:
    """Return a cursor on the only SignerInfo and the only certificate (DER)."""
    outer = Der(signature)
    info = outer.inside(_SEQUENCE)
    outer.finish()
    info.expect(_OID, _SIGNED_DATA)
    explicit = info.inside(_CONTEXT_0)
    info.finish()
    body = explicit.inside(_SEQUENCE)
    explicit.finish()
    body.expect(_INTEGER, b"\x01")
    digests = body.inside(_SET)
    _expect_sha256(digests)
    digests.finish()
    content = body.inside(_SEQUENCE)
    content.expect(_OID, _DATA)
    content.finish()
    certificates = body.inside(_CONTEXT_0)
    certificate, _ = certificates.whole(_SEQUENCE)
    certificates.finish()
    signers = body.inside(_SET)
    body.finish()
    signer = signers.inside(_SEQUENCE)
    signers.finish()
    return signer, certificate


def _signer_info(signer: Der, certificate: Certificate) -> tuple[bytes, bytes]:
    """Return the signed attributes (with header) and the signature value."""
    signer.expect(_INTEGER, b"\x01")
    issuer = signer.inside(_SEQUENCE)
    if issuer.whole(_SEQUENCE)[0] != certificate.issuer.public_bytes():
        raise SignatureError("another issuer")
    serial = certificate.serial_number
    issuer.expect(_INTEGER, serial.to_bytes(serial.bit_length() // 8 + 1))
    issuer.finish()
    _expect_sha256(signer)
    attributes, _ = signer.whole(_CONTEXT_0)
    algorithm = signer.inside(_SEQUENCE)
    algorithm.expect(_OID, _ECDSA_SHA256)
    algorithm.finish()
    value = signer.take(_OCTETS)
    signer.finish()
    return attributes, value


def _expect_sha256(cursor: Der) -> None:
    algorithm = cursor.inside(_SEQUENCE)
    algorithm.expect(_OID, _SHA256)
    if not algorithm.at_end:
        algorithm.expect(_NULL, b"")
    algorithm.finish()


def _message_digest(attributes: bytes) -> bytes:
    """Return the digest the attributes carry; each known attribute stands there once, sorted."""
    outer = Der(attributes)
    inner = outer.inside(_CONTEXT_0)
    outer.finish()
    seen: dict[bytes, Der] = {}
    before = b""
    for whole, content in inner.each(_SEQUENCE):
        if whole <= before:
            raise SignatureError("attributes are not in the order of DER")
        before = whole
        attribute = Der(content)
        kind = attribute.take(_OID)
        if kind in seen or kind not in {_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME}:
            raise SignatureError("unexpected attribute")
        seen[kind] = attribute.inside(_SET)
        attribute.finish()
    if _CONTENT_TYPE not in seen or _MESSAGE_DIGEST not in seen:
        raise SignatureError("an attribute is missing")
    seen[_CONTENT_TYPE].expect(_OID, _DATA)
    digest = seen[_MESSAGE_DIGEST].take(_OCTETS)
    if _SIGNING_TIME in seen:
        time = seen[_SIGNING_TIME]
        time.take(_GENERALIZED if time.next_tag == _GENERALIZED else _UTC)
    for value in seen.values():
        value.finish()
    return digest
