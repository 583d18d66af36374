"""Files that are either whole or not there."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from desktop.common.errors import DiskFullError, InputFileError
from desktop.common.i18n import tr


def sync_folder(folder: Path) -> None:
    """Make a rename inside the folder durable (Windows does this by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def ready_folder(folder: Path) -> None:
    """Make sure that a folder on a drive is there; at most its last part is made.

    Whole paths are never made on the way to somebody else's drive: after the drive was pulled out,
    they would come up on the local disk, and what was written there would be taken for sent.

    Raises:
        InputFileError: it is not there, or is no folder.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise InputFileError(
            tr("Không thấy thư mục “{folder}”.").format(folder=folder),
            tr("Cắm lại USB hoặc chọn thư mục khác rồi làm lại."),
        ) from error


@contextmanager
def whole_file(target: Path, *, makes_folder: bool = True) -> Iterator[IO[bytes]]:
    """Write a file under a temporary name; fsync and rename it only if all went well.

    Args:
        target: the file.
        makes_folder: whether a missing folder is made; never on a drive that may be pulled out.

    Raises:
        DiskFullError: there is no room; the target is as it was before.
        InputFileError: the folder cannot be written.
    """
    try:
        if makes_folder:
            target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    except OSError as error:
        raise translated(error, target.parent) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise translated(error, target.parent) from error
    finally:
        with suppress(OSError):
            part.unlink()


def write_whole(target: Path, data: bytes, *, makes_folder: bool = True) -> None:
    """Write bytes so that the target is either the old file or the new one, never a part."""
    with whole_file(target, makes_folder=makes_folder) as stream:
        stream.write(data)


def translated(error: OSError, where: Path) -> DiskFullError | InputFileError:
    """Turn an error of the file system into one that says what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFullError(
            tr("Ổ đĩa đã đầy."),
            tr("Dọn bớt tệp trên ổ chứa “{folder}” rồi làm lại. Chưa mất dữ liệu nào.").format(
                folder=where
            ),
        )
    return InputFileError(
        tr("Không ghi được vào “{folder}”.").format(folder=where),
        tr("Chọn thư mục khác hoặc kiểm tra USB rồi làm lại."),
    )
