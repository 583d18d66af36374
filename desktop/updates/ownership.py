"""What an administrator made in somebody's data folder stays theirs.

A program in /opt is updated with `sudo`, and everything that is opened or made on the way belongs
to root: the next morning the clerk's account could not open its own store.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_TOUCHED = ("store", "updates", "log", "keys")


def hand_back(data: Path) -> None:
    """Give what root owns below a data folder to the folder's owner; on Windows nothing is needed.

    Args:
        data: the profile's folder.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    with suppress(FileNotFoundError):
        owner = data.stat()
        if owner.st_uid == 0:
            return
        for top in _TOUCHED:
            for path in (data / top, *(data / top).rglob("*")):
                with suppress(FileNotFoundError):  # a log that was folded in meanwhile
                    if path.lstat().st_uid == 0:
                        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
