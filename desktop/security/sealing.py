"""Sealing with age (age-encryption.org/v1): streams to public keys, one thread, flat memory.

The library writes plain text before it notices tampering, so what is opened here gets its
name only after the last byte was authenticated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from desktop.common.errors import InputFileError, WrongKeyError
from desktop.common.files import whole_file
from desktop.common.handed_files import first_bytes, unreadable
from desktop.common.i18n import tr

_LARGEST_KEY_FILE = 1 << 16
_PUBLIC = re.compile(r"age1[0-9a-z]{58}")
_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")


class Readable(Protocol):
    """A source of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


class Writable(Protocol):
    """A sink of bytes."""

    def write(self, data: bytes, /) -> Any:
        """Take all the bytes."""
        ...

    def flush(self) -> None:
        """Push out what is held back."""
        ...


@dataclass(frozen=True)
class AgeIdentity:
    """A key pair: `secret` is `AGE-SECRET-KEY-1…`, `public` is `age1…`."""

    secret: str
    public: str

    def __repr__(self) -> str:
        """Never show the secret in a log."""
        return f"AgeIdentity(public={self.public!r})"


class _Guard:
    """Passes calls to a stream and remembers the error it raised, which the library would hide."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)  # type: ignore[no-any-return]  # any stream of bytes
        except BaseException as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        try:
            self._stream.write(data)
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BaseException as error:
            self.error = error
            raise


def new_identity() -> AgeIdentity:
    """Return a new X25519 key pair."""
    import pyrage  # noqa: PLC0415 - first use

    made = pyrage.x25519.Identity.generate()
    return AgeIdentity(str(made), str(made.to_public()))


def identity_of(secret: str) -> AgeIdentity:
    """Return the key pair of a secret key that this program made.

    Raises:
        ValueError: it is none.
    """
    import pyrage  # noqa: PLC0415 - first use

    try:
        return AgeIdentity(secret, str(pyrage.x25519.Identity.from_str(secret).to_public()))
    except pyrage.IdentityError as error:
        raise ValueError("not a secret key") from error


def identities_of(secrets: str) -> tuple[AgeIdentity, ...]:
    """Return the key pairs of secret keys that this program made, one a line.

    Raises:
        ValueError: one of them is none.
    """
    return tuple(identity_of(line) for line in secrets.split())


def checked_public_key(text: str) -> str:
    """Return the `age1…` key that stands in a text (comments and spaces around are ignored).

    Raises:
        InputFileError: there is none or more than one, it is mistyped, or it is a secret key.
    """
    import pyrage  # noqa: PLC0415 - first use

    if "AGE-SECRET-KEY-" in text.upper():
        raise InputFileError(
            tr("Đây là khóa bí mật, không phải khóa công khai."),
            tr("Cất ngay tệp này đi; chỉ đưa cho quầy tệp .pub có dòng bắt đầu bằng “age1”."),
            code="QTN-221",
        )
    lines = [line.strip() for line in text.splitlines()]
    keys = {line for line in lines if line and not line.startswith("#")}
    if len(keys) == 1 and _PUBLIC.fullmatch(key := keys.pop()):
        try:
            pyrage.x25519.Recipient.from_str(key)
        except pyrage.RecipientError:
            pass
        else:
            return key
    raise InputFileError(
        tr("Khóa công khai này chưa đúng."),
        tr("Chép lại cả dòng bắt đầu bằng “age1” do nơi nhận gửi, dài 62 ký tự."),
        code="QTN-220",
    )


def read_public_key(path: Path) -> str:
    """Return the `age1…` key in a file.

    Raises:
        InputFileError: the file cannot be read or holds no single good key.
    """
    return checked_public_key(_small_text(path))


def read_identities(path: Path) -> tuple[AgeIdentity, ...]:
    """Return the secret keys in a file, as `age-keygen` or this program writes it.

    Raises:
        InputFileError: the file cannot be read or holds no good secret key.
    """
    import pyrage  # noqa: PLC0415 - first use

    found = []
    for line in _small_text(path).splitlines():
        if _SECRET.fullmatch(text := line.strip()):
            try:
                identity = pyrage.x25519.Identity.from_str(text)
            except pyrage.IdentityError:
                continue
            found.append(AgeIdentity(text, str(identity.to_public())))
    if not found:
        raise InputFileError(
            tr("Tệp “{file}” không chứa khóa bí mật dùng được.").format(file=path.name),
            tr("Chọn tệp khóa của nơi nhận, có dòng bắt đầu bằng “AGE-SECRET-KEY-1”."),
            code="QTN-222",
        )
    return tuple(found)


def seal(source: Readable, target: Writable, public_keys: Sequence[str]) -> None:
    """Encrypt a stream to every key; an error of either stream is raised as it was.

    Raises:
        ValueError: there is no key.
    """
    import pyrage  # noqa: PLC0415 - first use

    if not public_keys:
        raise ValueError("sealing needs at least one public key")
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in public_keys]
    reader, writer = _Guard(source), _Guard(target)
    try:
        pyrage.encrypt_io(reader, writer, recipients)
    except (pyrage.EncryptError, OSError) as error:
        raise reader.error or writer.error or error from None


def unseal(source: Readable, target: Writable, identities: Sequence[AgeIdentity]) -> None:
    """Decrypt a stream. What was written must be thrown away if this raises.

    Raises:
        WrongKeyError: none of the keys opens it.
        InputFileError: it is not sealed by age, or was cut or changed.
    """
    import pyrage  # noqa: PLC0415 - first use

    keys = [pyrage.x25519.Identity.from_str(identity.secret) for identity in identities]
    reader, writer = _Guard(source), _Guard(target)
    try:
        pyrage.decrypt_io(reader, writer, keys)
    except (pyrage.DecryptError, OSError) as error:
        if known := reader.error or writer.error:
            raise known from None
        raise _explained(error) from error


def unseal_file(source: Path, target: Path, identities: Sequence[AgeIdentity]) -> None:
    """Decrypt a file; the target appears only when every byte was authenticated.

    Raises:
        WrongKeyError: none of the keys opens it.
        InputFileError: it cannot be read, is not sealed by age, or was cut or changed.
        DiskFullError: there is no room for the plain file.
    """
    try:
        stream = source.open("rb")
    except OSError as error:
        raise unreadable(source) from error
    with stream, whole_file(target) as plain:
        unseal(stream, plain, identities)


def _explained(error: Exception) -> WrongKeyError | InputFileError:
    if "No matching keys" in str(error):
        return WrongKeyError(
            tr("Khóa này không mở được tệp."),
            tr("Dùng khóa của nơi nhận có tên trong tệp; khóa của nơi khác không mở được."),
        )
    return InputFileError(
        tr("Phần mã hóa của tệp bị hỏng hoặc đã bị sửa."),
        tr("Xin quầy chép lại tệp từ máy của quầy rồi mở lại."),
        code="QTN-223",
    )


def _small_text(path: Path) -> str:
    return first_bytes(path, _LARGEST_KEY_FILE).decode("utf-8-sig", errors="replace")
