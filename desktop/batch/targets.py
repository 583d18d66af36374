"""Where a batch is written: is there room, what went wrong, may the stick be taken out.

A target is a folder, usually the top of a USB stick.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from desktop.batch.errors import TargetError
from desktop.common.errors import DiskFullError, UserFacingError
from desktop.common.files import translated
from desktop.common.i18n import tr

SPARE_BYTES = 8 << 20
"""What has to stay free beside the batch: its sheet, and what the file system itself needs."""


def check_room(folder: Path, needed: int) -> None:
    """Refuse a folder that is not there or has no room for `needed` bytes.

    Raises:
        TargetError: the folder is missing or went away.
        DiskFullError: there is no room.
    """
    if not folder.is_dir():
        raise gone(folder)
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise gone(folder) from error
    if free < needed + SPARE_BYTES:
        raise DiskFullError(
            tr("Ổ chứa “{folder}” không đủ chỗ cho lô này.").format(folder=folder),
            tr("Cần khoảng {needed} MB, còn {free} MB. Dọn bớt hoặc chọn ổ khác.").format(
                needed=(needed + SPARE_BYTES) // 1_000_000 + 1, free=free // 1_000_000
            ),
        )


def gone(folder: Path) -> TargetError:
    """Return the error for a folder that is not there."""
    return TargetError(
        tr("Không thấy thư mục “{folder}”.").format(folder=folder),
        tr("Cắm lại USB hoặc chọn thư mục khác rồi ghi lại. Không có tệp dở, không mất hồ sơ nào."),
    )


def target_error(error: OSError, folder: Path) -> UserFacingError:
    """Turn an error while writing into a folder into one that says what to do."""
    if error.errno == errno.EFBIG:
        return TargetError(
            tr("Ổ này không chứa được tệp lớn như vậy."),
            tr("Dùng USB định dạng exFAT hoặc NTFS rồi ghi lại. Không mất hồ sơ nào."),
        )
    # A stick that was pulled leaves its folder empty or gone, or answers every call with EIO.
    if isinstance(error, FileNotFoundError) or not folder.is_dir():
        return gone(folder)
    if error.errno in {errno.EIO, errno.ENODEV, errno.ENXIO}:
        return TargetError(
            tr("Ổ chứa “{folder}” đã bị rút ra hoặc bị lỗi khi đang ghi.").format(folder=folder),
            tr("Cắm lại USB, hoặc dùng USB khác, rồi ghi lại. Không mất hồ sơ nào."),
        )
    return translated(error, folder)


def flush_drive(folder: Path) -> None:
    """Write out all that waits for the drive of a folder, so that the stick may be taken out.

    The batch itself was flushed when it was written; this is for the rest (other files, the
    tables of the file system). Best effort: what the system cannot do is left to it.
    """
    if sys.platform != "linux":
        return
    syncfs = getattr(ctypes.CDLL(None), "syncfs", None)
    if syncfs is None:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            syncfs(handle)
        finally:
            os.close(handle)
