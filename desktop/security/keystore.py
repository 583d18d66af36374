"""Where the key of the encrypted store lives: the keyring of the operating system.

Only keyrings that encrypt are accepted, by name. A machine without one is told so; the key is
never written readable anywhere (`keyring` would silently choose a plain file if one of its
add-ons were installed).
"""

from __future__ import annotations

import base64
import binascii
import importlib
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from desktop.common.errors import KeyUnavailableError
from desktop.common.i18n import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "quay-tiep-nhan"
KEY_BYTES = 32

ALLOWED = {
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Locker",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service (libsecret)",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet 4",
}
"""Class of each accepted keyring and the name people know it by."""


_LEAKED = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("dbus", "DBusException"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)
"""Errors of D-Bus and Windows that the keyrings let through; each only where it is installed."""


class KeyStorePort(Protocol):
    """A place that keeps one key of 32 bytes per profile."""

    def get(self, profile_id: str) -> bytes | None:
        """Return the key, or None when this place has none for the profile.

        Raises:
            KeyUnavailableError: there is no such place on this machine, or it does not answer.
        """
        ...

    def set(self, profile_id: str, key: bytes) -> None:
        """Keep the key, replacing an older one.

        Raises:
            KeyUnavailableError: there is no such place, or it refuses.
        """
        ...

    def delete(self, profile_id: str) -> None:
        """Forget the key; nothing happens when there is none.

        Raises:
            KeyUnavailableError: there is no such place, or it refuses.
        """
        ...

    def describe(self) -> str:
        """Return the name of the place for people, or an empty text when there is none."""
        ...


class MemoryKeyring:
    """Keeps keys only as long as the program runs: for practice, for tests, never for real data."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def get(self, profile_id: str) -> bytes | None:
        """Return the key or None."""
        return self._keys.get(profile_id)

    def set(self, profile_id: str, key: bytes) -> None:
        """Keep the key."""
        self._keys[profile_id] = _checked(key)

    def delete(self, profile_id: str) -> None:
        """Forget the key."""
        self._keys.pop(profile_id, None)

    def describe(self) -> str:
        """Say that nothing outlives the program."""
        return tr("bộ nhớ tạm (luyện tập)")


class OsKeyring:
    """The keyring of the operating system, reached through the `keyring` library."""

    def get(self, profile_id: str) -> bytes | None:
        """Return the key or None (see `KeyStorePort`)."""
        backend = _backend()
        try:
            text = backend.get_password(SERVICE, profile_id)
        except _backend_errors() as error:
            raise _unavailable() from error
        if text is None:
            return None
        try:
            return _checked(base64.b64decode(text, validate=True))
        except (binascii.Error, ValueError) as error:
            raise KeyUnavailableError(
                tr("Khóa trong kho khóa của máy bị hỏng."),
                tr("Mở bằng mã khôi phục in trên giấy của quầy này."),
            ) from error

    def set(self, profile_id: str, key: bytes) -> None:
        """Keep the key and read it back, so that a keyring that only pretends is noticed."""
        backend = _backend()
        text = base64.b64encode(_checked(key)).decode()
        try:
            backend.set_password(SERVICE, profile_id, text)
            kept = backend.get_password(SERVICE, profile_id)
        except _backend_errors() as error:
            raise _unavailable() from error
        if kept != text:
            raise _unavailable()

    def delete(self, profile_id: str) -> None:
        """Forget the key (see `KeyStorePort`)."""
        backend = _backend()
        try:
            if backend.get_password(SERVICE, profile_id) is not None:
                backend.delete_password(SERVICE, profile_id)
        except _backend_errors() as error:
            raise _unavailable() from error

    def describe(self) -> str:
        """Return `Secret Service`, `Windows Credential Locker` …, or an empty text."""
        try:
            return ALLOWED[class_name(_backend())]
        except KeyUnavailableError:
            return ""


def class_name(backend: object) -> str:
    """Return module and class of a backend, as in `ALLOWED`."""
    kind = type(backend)
    return f"{kind.__module__}.{kind.__qualname__}"


def choose(backend: KeyringBackend) -> KeyringBackend:
    """Return the keyring to use: the backend itself or the first accepted one inside a chain.

    Raises:
        KeyUnavailableError: none of them is on the list of accepted keyrings.
    """
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415 - slow import

    parts = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    for part in parts:
        if class_name(part) in ALLOWED:
            return part
    raise _unavailable()


def _backend_errors() -> tuple[type[Exception], ...]:
    """Return what accepted keyrings raise: their own errors and those they let through."""
    from keyring.errors import KeyringError  # noqa: PLC0415 - only while one is being handled

    found: list[type[Exception]] = [KeyringError, OSError, RuntimeError]
    for module, name in _LEAKED:
        with suppress(ImportError):
            found.append(getattr(importlib.import_module(module), name))
    return tuple(found)


def _backend() -> KeyringBackend:
    import keyring  # noqa: PLC0415 - 150 ms, and the first paint must not wait for it

    return choose(keyring.get_keyring())


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError("the store key has 32 bytes")
    return key


def _unavailable() -> KeyUnavailableError:
    return KeyUnavailableError(
        tr("Máy này chưa có kho khóa dùng được."),
        tr(
            "Đăng nhập lại tài khoản máy tính để kho khóa mở ra (Linux: cài gnome-keyring hoặc "
            "KWallet), hoặc mở bằng mã khôi phục in trên giấy của quầy này."
        ),
    )
