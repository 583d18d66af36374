"""The signed repository: made, added to, renewed, and given new keys.

Everything here is The Update Framework's own metadata through its own library. A change is
written beside its place and put there last, timestamp after everything it vouches for.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    Key,
    Metadata,
    MetaFile,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from desktop.common.files import write_whole
from desktop.updates.stick import METADATA, TARGETS, target_of
from desktop.updates.views import Release
from installer.release.keys import ROLES

LIFETIMES = {
    "root": timedelta(days=3 * 365),
    "targets": timedelta(days=400),
    "snapshot": timedelta(days=120),
    "timestamp": timedelta(days=120),
}
"""A stick travels for weeks and lies in a drawer for more: what is signed anew without the keys of
people lasts four months, what needs two of them a good year; see docs/decisions/."""

_NAME = "x-name"
"""Beside a public key: what its file is called, so that a lost one can be replaced by name."""
Signers = Mapping[str, CryptoSigner]


class MakerError(Exception):
    """The repository cannot be changed this way; says why. Nothing was changed."""


class Repository:
    """A repository in a folder.

    Args:
        folder: gets `metadata/` and `targets/`.
        signers: the keys at hand, by name.
        now: the time of the release.
    """

    def __init__(self, folder: Path, signers: Signers, now: datetime) -> None:
        self.folder = folder
        self._signers = signers
        self._now = now.replace(microsecond=0)

    def begin(self) -> None:
        """Make an empty repository whose root names every key.

        Raises:
            MakerError: there is one, or a key is missing.
        """
        if (self.folder / METADATA).exists():
            raise MakerError(f"{self.folder} is a repository already")
        root = Root(consistent_snapshot=True)
        self._name_keys(root)
        for role, of in ROLES.items():
            root.roles[role].threshold = of.threshold
        made = Metadata(root)
        self._sign(made, made)
        snapshot, timestamp = Metadata(Snapshot()), Metadata(Timestamp())
        targets = Metadata(Targets())
        self._sign(targets, made)
        self._vouch(targets, snapshot, timestamp, made)
        self._write(made, targets, snapshot, timestamp)

    def add(self, archive: Path, release: Release) -> Path:
        """Make an archive the newest release of its platform; return where it lies now.

        Raises:
            MakerError: a key is missing.
        """
        root, targets, snapshot, timestamp = self._all()
        path = target_of(release.platform)
        target = TargetFile.from_file(path, str(archive), ["sha256"])
        target.unrecognized_fields["custom"] = release.as_json()
        targets.signed.targets[path] = target
        targets.signed.version += 1
        self._sign(targets, root)
        self._vouch(targets, snapshot, timestamp, root)
        place = self.folder / TARGETS / target.get_prefixed_paths()[0]
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(archive, place)
        self._write(targets, snapshot, timestamp)
        return place

    def renew(self) -> datetime:
        """Give snapshot and timestamp a new term, and targets too where their keys are at hand.

        Returns:
            When sticks made from now on stop being believed.

        Raises:
            MakerError: the keys of snapshot and timestamp are missing.
        """
        root, targets, snapshot, timestamp = self._all()
        changed: list[Metadata[Any]] = []
        if self._can_sign("targets", root):
            targets.signed.version += 1
            self._sign(targets, root)
            changed.append(targets)
        self._vouch(targets, snapshot, timestamp, root)
        self._write(*changed, snapshot, timestamp)
        parts = (root.signed, targets.signed, snapshot.signed, timestamp.signed)
        return min(part.expires for part in parts)

    def rotate(self, new: Signers) -> int:
        """Give the repository new keys, signed by the old root keys and the new ones.

        Args:
            new: keys that take the place of those of the same name; or none, for a new term only.

        Returns:
            The version of the new root.

        Raises:
            MakerError: too few of the old or of the new keys are at hand.
        """
        before, targets, snapshot, timestamp = self._all()
        root = Metadata(Root.from_dict(before.signed.to_dict()))
        root.signed.version += 1
        old, self._signers = self._signers, {**self._signers, **new}
        for name, signer in new.items():
            role = name.rpartition("-")[0]
            for keyid in list(root.signed.roles[role].keyids):
                if root.signed.keys[keyid].unrecognized_fields.get(_NAME) == name:
                    root.signed.revoke_key(keyid, role)
            root.signed.add_key(_named(signer, name), role)
        self._stamp(root.signed)
        for name, signer in (*old.items(), *new.items()):
            if name.startswith("root-"):
                root.sign(signer, append=True)
        self._keep_valid(root, before.signed, root.signed)
        self._sign(targets, root, bump=True)
        self._vouch(targets, snapshot, timestamp, root)
        self._write(root, targets, snapshot, timestamp)
        return root.signed.version

    def anchor(self) -> bytes:
        """Return the newest root metadata, which programs carry.

        Raises:
            MakerError: there is no repository here.
        """
        try:
            files = sorted(self._roots(), key=lambda file: int(file.name.split(".")[0]))
            return files[-1].read_bytes()
        except (OSError, IndexError) as error:
            raise MakerError(f"{self.folder} is no repository") from error

    def put(self, target: Path) -> int:
        """Copy what a machine needs onto a stick; return the bytes copied.

        Raises:
            MakerError: there is something else in the folder.
            OSError: the stick cannot be written.
        """
        if target.exists() and any(target.iterdir()):
            raise MakerError(f"{target} is not empty: what is left there would be mixed in")
        _, targets, snapshot, timestamp = self._all()
        wanted = [*self._roots(), self._file(targets), self._file(snapshot)]
        wanted += [
            self.folder / TARGETS / one.get_prefixed_paths()[0]
            for one in targets.signed.targets.values()
        ]
        for file in [*wanted, self._file(timestamp)]:  # timestamp last: it makes it an update
            place = target / file.relative_to(self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, file.read_bytes())
        return sum(file.stat().st_size for file in wanted)

    def _roots(self) -> list[Path]:
        return list((self.folder / METADATA).glob("*.root.json"))

    def _all(
        self,
    ) -> tuple[Metadata[Root], Metadata[Targets], Metadata[Snapshot], Metadata[Timestamp]]:
        root = Metadata[Root].from_bytes(self.anchor())
        here = self.folder / METADATA
        timestamp = Metadata[Timestamp].from_file(str(here / "timestamp.json"))
        version = timestamp.signed.snapshot_meta.version
        snapshot = Metadata[Snapshot].from_file(str(here / f"{version}.snapshot.json"))
        version = snapshot.signed.meta["targets.json"].version
        targets = Metadata[Targets].from_file(str(here / f"{version}.targets.json"))
        return root, targets, snapshot, timestamp

    def _vouch(
        self,
        targets: Metadata[Targets],
        snapshot: Metadata[Snapshot],
        timestamp: Metadata[Timestamp],
        root: Metadata[Root],
    ) -> None:
        """Let the snapshot name these targets and the timestamp this snapshot, with digests."""
        is_first = not self._file(timestamp).exists()
        data = targets.to_bytes()
        version = targets.signed.version
        snapshot.signed.meta["targets.json"] = MetaFile.from_data(version, data, ["sha256"])
        self._sign(snapshot, root, bump=not is_first)
        data = snapshot.to_bytes()
        version = snapshot.signed.version
        timestamp.signed.snapshot_meta = MetaFile.from_data(version, data, ["sha256"])
        self._sign(timestamp, root, bump=not is_first)

    def _stamp(self, signed: Signed) -> None:
        signed.expires = self._now + LIFETIMES[signed.type]

    def _can_sign(self, role: str, root: Metadata[Root]) -> bool:
        of = root.signed.roles[role]
        here = {signer.public_key.keyid for signer in self._signers.values()}
        return len(here & set(of.keyids)) >= of.threshold

    def _sign(self, metadata: Metadata[Any], root: Metadata[Root], *, bump: bool = False) -> None:
        signed = metadata.signed
        if bump:
            signed.version += 1
        self._stamp(signed)
        metadata.signatures.clear()
        of = root.signed.roles[signed.type]
        for signer in self._signers.values():
            if signer.public_key.keyid in of.keyids:
                metadata.sign(signer, append=True)
        self._keep_valid(metadata, root.signed)

    @staticmethod
    def _keep_valid(metadata: Metadata[Any], *roots: Root) -> None:
        role = metadata.signed.type
        for root in roots:
            try:
                root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
            except RepositoryError as error:
                wanted = ROLES[role].threshold
                raise MakerError(f"{role}: {wanted} of its keys must sign ({error})") from error

    def _name_keys(self, root: Root) -> None:
        for role, of in ROLES.items():
            for number in range(1, of.keys + 1):
                name = f"{role}-{number}"
                if name not in self._signers:
                    raise MakerError(f"{name}.pem is missing: to begin, every key must be at hand")
                root.add_key(_named(self._signers[name], name), role)

    def _file(self, metadata: Metadata[Any]) -> Path:
        name, version = metadata.signed.type, metadata.signed.version
        file = f"{name}.json" if name == "timestamp" else f"{version}.{name}.json"
        return self.folder / METADATA / file

    def _write(self, *changed: Metadata[Any]) -> None:
        for metadata in changed:
            write_whole(self._file(metadata), metadata.to_bytes())


def _named(signer: CryptoSigner, name: str) -> Key:
    key = signer.public_key
    key.unrecognized_fields[_NAME] = name
    return key
