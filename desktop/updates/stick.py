"""Reading a stick with The Update Framework's client; the only place that judges signatures.

The stick is a TUF repository in a folder: `metadata/` and `targets/`. What was believed last is
kept in the data folder, so a stick that is older than one seen before is known as such. Which
version is newest is not looked for in file names: each platform has one target, always the newest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, TargetFile, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater

from desktop.common.errors import UserFacingError
from desktop.common.files import translated
from desktop.common.work import Work
from desktop.updates import errors
from desktop.updates.place import PLATFORMS
from desktop.updates.views import Release

METADATA, TARGETS = "metadata", "targets"
USUAL_FOLDER = "QTN-CAP-NHAT"
"""Looked for on a stick that has other things too."""
_CHUNK = 1 << 20
_NOT_FOUND = 404


def target_of(platform: str) -> str:
    """Return the one target of a platform."""
    return f"{platform}/qtn.zip"


def found_in(folder: Path) -> Path:
    """Return the repository's folder: this one, or the usual one in it.

    Raises:
        UpdateError: there is none.
    """
    for place in (folder, folder / USUAL_FOLDER):
        if (place / METADATA / "timestamp.json").is_file():
            return place
    raise errors.nothing_there(folder)


@dataclass(frozen=True)
class Proved:
    """A release whose every signature, version and date was in order.

    Attributes:
        release: what it says of itself.
        target: length and digests of its archive.
        archive: where the archive lies on the stick; not yet read.
        expires_at: when the stick stops being believed.
    """

    release: Release
    target: TargetFile
    archive: Path
    expires_at: datetime


def bring(proved: Proved, to: Path, work: Work) -> None:
    """Copy the archive from the stick to the disk, and only then hold the copy against its digest.

    What is unpacked later is what was proved: a stick may give other bytes the second time.

    Raises:
        UpdateError: it is missing, cannot be read, or is not the one that was signed.
        DiskFullError: there is no room.
        InputFileError: the disk cannot be written.
        CancelledError: the work was stopped.
    """
    try:
        source = proved.archive.open("rb")
    except FileNotFoundError as error:
        raise errors.mixed() from error
    except OSError as error:
        raise errors.unreadable(proved.archive.name) from error
    try:
        with source, to.open("w+b") as copy:
            for number, data in enumerate(_pieces(source, proved.archive.name)):
                work.report(number * _CHUNK, proved.target.length)
                copy.write(data)
            copy.flush()
            os.fsync(copy.fileno())
            copy.seek(0)
            proved.target.verify_length_and_hashes(copy)
    except LengthOrHashMismatchError as error:
        to.unlink(missing_ok=True)
        raise errors.damaged_archive() from error
    except OSError as error:
        to.unlink(missing_ok=True)
        raise translated(error, to.parent) from error


def _pieces(source: IO[bytes], name: str) -> Iterator[bytes]:
    while True:
        try:
            data = source.read(_CHUNK)
        except OSError as error:
            raise errors.unreadable(name) from error
        if not data:
            return
        yield data


class _Folder(FetcherInterface):
    """Gives the client files of a folder instead of a server's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.asked = ""

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.asked = PurePosixPath(url).name
        try:
            stream = (self._folder / METADATA / self.asked).open("rb")
        except FileNotFoundError as error:
            raise DownloadHTTPError(url, _NOT_FOUND) from error
        with stream:
            data = stream.read()
        return iter((data,))


def prove(folder: Path, kept: Path, anchor: bytes, platform: str, now: datetime) -> Proved:
    """Return the newest release on a stick for a platform, proved.

    Args:
        folder: the repository.
        kept: what was believed last; it is brought up to date.
        anchor: the root metadata that the program carries.
        platform: of this machine.
        now: for the message about expiry; the client itself reads the system's clock.

    Raises:
        UpdateError: the stick is refused; says why.
        InputFileError: `kept` cannot be written.
    """
    fetcher = _Folder(folder)
    try:
        kept.mkdir(parents=True, exist_ok=True)
        updater = Updater(
            metadata_dir=str(kept),
            metadata_base_url=METADATA,
            fetcher=fetcher,
            bootstrap=anchor,
        )
        updater.refresh()
        target = updater.get_targetinfo(target_of(platform))
        if target is None:
            others = tuple(other for other in PLATFORMS if updater.get_targetinfo(target_of(other)))
            raise errors.other_platform(platform, others)
        return _proved(folder, kept, target)
    except (RepositoryError, DownloadError) as error:
        raise _told(error, fetcher.asked, now) from error
    except OSError as error:
        raise translated(error, kept) from error


def _proved(folder: Path, kept: Path, target: TargetFile) -> Proved:
    try:
        release = Release.of_json(target.custom)
    except (KeyError, TypeError, ValueError) as error:
        raise errors.unreadable("targets.json") from error
    timestamp = Metadata[Timestamp].from_file(str(kept / "timestamp.json")).signed
    archive = folder / TARGETS / target.get_prefixed_paths()[0]
    return Proved(release, target, archive, timestamp.expires)


def _told(error: Exception, asked: str, now: datetime) -> UserFacingError:
    """Return an error of the framework as one that says what to do."""
    kinds = (
        (UnsignedMetadataError, errors.wrong_key),
        (ExpiredMetadataError, lambda: errors.expired(now)),
        (BadVersionNumberError, errors.rolled_back),
        (LengthOrHashMismatchError, errors.mixed),
        (DownloadHTTPError, errors.mixed),
        (DeserializationError, lambda: errors.unreadable(asked)),
        (DownloadError, lambda: errors.unreadable(asked)),
    )
    return next((make() for kind, make in kinds if isinstance(error, kind)), errors.mixed())
