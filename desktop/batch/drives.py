"""Drives that can be taken out: what is known of one, and whether a batch fits on it.

Listing them is the window's (`ui/batch/drives.py`); this says what a listing is and judges it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.batch.targets import SPARE_BYTES

_BLOCKS = Path("/sys/class/block")
_LARGEST_ON_FAT = (4 << 30) - 1
_FAT = ("fat", "msdos")  # "vfat", "fat32", "msdos"; exFAT has no such limit


@dataclass(frozen=True)
class Drive:
    """A plugged drive that can be taken out.

    Attributes:
        root: its top folder.
        label: what people call it, "" when it has no name.
        free: bytes that can still be written.
        total: bytes in all.
        file_system: as the system names it, `vfat`, `exfat`, `NTFS`.
        is_read_only: nothing can be written (the little lock on an SD card).
    """

    root: Path
    label: str
    free: int
    total: int
    file_system: str = ""
    is_read_only: bool = False


ListDrives = Callable[[], tuple[Drive, ...]]
"""Returns the drives that are plugged in now; may take a moment."""


def no_drives() -> tuple[Drive, ...]:
    """Return nothing: for commands, tests and machines whose drives cannot be listed."""
    return ()


class Fit(StrEnum):
    """Whether a batch can be written to a drive."""

    FITS = "fits"
    FULL = "full"
    TOO_LARGE = "too_large"
    READ_ONLY = "read_only"


def fit(drive: Drive, needed: int) -> Fit:
    """Return whether a file of `needed` bytes can be written to a drive."""
    if drive.is_read_only:
        return Fit.READ_ONLY
    if drive.free < needed + SPARE_BYTES:
        return Fit.FULL
    name = drive.file_system.casefold()
    is_fat = name != "exfat" and any(part in name for part in _FAT)
    return Fit.TOO_LARGE if is_fat and needed > _LARGEST_ON_FAT else Fit.FITS


def is_removable_device(device: str, blocks: Path = _BLOCKS) -> bool:
    """Return whether a Linux block device is one that people plug and pull.

    A stick says `removable`; a disk in a USB case does not, but hangs on the USB bus; a card in a
    built-in reader is of type SD. A partition stands inside its disk.

    Args:
        device: as it is mounted, `/dev/sdb1`.
        blocks: where the kernel describes block devices.
    """
    name = Path(os.path.realpath(device)).name if device.startswith("/dev/") else ""
    if not name or not (blocks / name).exists():
        return False
    place = (blocks / name).resolve()
    if any(part.startswith("usb") for part in place.parts):
        return True
    disk = place.parent if (place / "partition").exists() else place
    return _first_line(disk / "removable") == "1" or _first_line(disk / "device" / "type") == "SD"


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
