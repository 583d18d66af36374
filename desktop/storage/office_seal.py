"""The seal of an office: one key of 32 bytes that all its counters have and its server has not.

AES-256-GCM with a random nonce where nothing is compared, AES-256-SIV (RFC 5297) where equal values
have to be equal; two keys derived from the office's by HKDF-SHA256 (RFC 5869). Table and column are
authenticated with the value, so one that was moved to another column does not open.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.common.errors import StoreError
from desktop.common.i18n import tr

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

KEY_BYTES = 32
_NONCE = 12
_GCM, _SIV = b"\x01", b"\x02"


class SealBrokenError(StoreError):
    """A value on the server was not sealed by this office, or was changed there."""

    code = "QTN-680"

    def __init__(self) -> None:
        super().__init__(
            tr("Máy chủ đưa ra một dữ liệu không mở được bằng khóa của xã này."),
            tr("Ngừng nhập, gọi người phụ trách máy: dữ liệu trên máy chủ đã bị sửa hoặc hỏng."),
        )


class OfficeSeal:
    """Seals single values with the office's key.

    Args:
        key: 32 random bytes.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("the key of an office has 32 bytes")
        self._gcm, self._siv = _ciphers(key)

    def __repr__(self) -> str:
        """Never show a key in a log."""
        return "OfficeSeal()"

    def seal(self, place: str, plain: bytes) -> bytes:
        """Seal a value; the same one gives other bytes each time."""
        nonce = os.urandom(_NONCE)
        return _GCM + nonce + self._gcm.encrypt(nonce, plain, place.encode())

    def seal_alike(self, place: str, plain: bytes) -> bytes:
        """Seal a value; the same one gives the same bytes."""
        return _SIV + self._siv.encrypt(plain, [place.encode()])

    def open(self, place: str, sealed: bytes) -> bytes:
        """Return the value.

        Raises:
            SealBrokenError: another key sealed it, for another place, or it was changed.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow import

        kind, rest, name = sealed[:1], sealed[1:], place.encode()
        try:
            if kind == _GCM:
                return self._gcm.decrypt(rest[:_NONCE], rest[_NONCE:], name)
            if kind == _SIV:
                return self._siv.decrypt(rest, [name])
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error
        raise SealBrokenError


def _ciphers(key: bytes) -> tuple[AESGCM, AESSIV]:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - slow, offices only
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    def derived(use: bytes, length: int) -> bytes:
        kdf = HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=b"qtn office " + use)
        return kdf.derive(key)

    return AESGCM(derived(b"gcm", 32)), AESSIV(derived(b"siv", 64))
