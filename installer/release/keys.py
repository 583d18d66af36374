"""Private keys in files of their own, each encrypted with a passphrase; never in the repository.

ROLE-N.pem: an Ed25519 key as PKCS #8, encrypted. Keys of one role belong to different people and
places: several folders (sticks) may be given, and what is there signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner

SOURCES = Path(__file__).resolve().parents[2]
SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True)
class RoleKeys:
    """How many keys a role has, and how many of them must sign."""

    keys: int
    threshold: int


ROLES = {
    "root": RoleKeys(3, 2),
    "targets": RoleKeys(3, 2),
    "snapshot": RoleKeys(1, 1),
    "timestamp": RoleKeys(1, 1),
}
NAMES = tuple(f"{role}-{n}" for role, of in ROLES.items() for n in range(1, of.keys + 1))
"""Every key there is: root-1 … timestamp-1."""


class KeyFileError(Exception):
    """A key cannot be made or read; says why."""


def read_passphrase(file: Path) -> bytes:
    """Return the first line of a file.

    Raises:
        KeyFileError: it is too short to protect anything.
        OSError: it cannot be read.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    found = lines[0].strip() if lines else ""
    if len(found) < SHORTEST_PASSPHRASE:
        raise KeyFileError(f"{file}: the passphrase has fewer than {SHORTEST_PASSPHRASE} letters")
    return found.encode()


def make(folder: Path, passphrase: bytes, names: tuple[str, ...] = NAMES) -> list[Path]:
    """Make keys; one that is there already is never written over.

    Raises:
        KeyFileError: the folder lies in the sources, or a key is there.
        OSError: the folder cannot be written.
    """
    if folder.resolve().is_relative_to(SOURCES):
        raise KeyFileError(f"{folder} lies in the repository: keep keys on a stick of their own")
    files = [folder / f"{name}.pem" for name in names]
    there = [str(file) for file in files if file.exists()]
    if there:
        raise KeyFileError("already there: " + ", ".join(there))
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        pem = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)
        )
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(pem)
    return files


def load(folders: list[Path], passphrases: list[bytes]) -> dict[str, CryptoSigner]:
    """Return the signers that lie in these folders, by the name of their key.

    Raises:
        KeyFileError: no passphrase opens a key.
    """
    found = {}
    for folder in folders:
        for name in NAMES:
            file = folder / f"{name}.pem"
            if file.is_file():
                found[name] = _signer(file, passphrases)
    return found


def _signer(file: Path, passphrases: list[bytes]) -> CryptoSigner:
    for passphrase in passphrases:
        try:
            key = load_pem_private_key(file.read_bytes(), passphrase)
        except ValueError:
            continue
        if isinstance(key, Ed25519PrivateKey):
            return CryptoSigner(key)
    raise KeyFileError(f"{file}: none of the passphrases opens this Ed25519 key")
