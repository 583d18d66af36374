"""Checks of the computer itself: its disk, and the versions of what runs on it."""

from __future__ import annotations

import os
import platform
import shutil
import time
from importlib import metadata
from pathlib import Path

from desktop import __version__
from desktop.common.i18n import decimal, tr
from desktop.diagnostics.views import CheckRow, Fact, Verdict
from desktop.diagnostics.words import label_of

_MB = 1024 * 1024
LOW_DISK = 2_000 * _MB
"""Below this a day of 300 photos and its twin copy no longer fit comfortably."""
VERY_LOW_DISK = 200 * _MB
SLOW_WRITE_MS = 100
SHOWN = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3")
"""Packages whose versions are read out when somebody calls for help."""


def disk_row(folder: Path) -> CheckRow:
    """How much room is left where the store lies, and how fast is a durable write?"""
    label, place = label_of("disk"), _existing(folder)
    room = shutil.disk_usage(place)
    facts: dict[str, Fact] = {"free_bytes": room.free, "total_bytes": room.total}
    try:
        pace = write_and_sync_ms(place)
    except OSError:
        value = tr("không ghi được vào {folder}").format(folder=place)
        advice = tr("Cấp quyền ghi cho thư mục dữ liệu.")
        return CheckRow("disk", label, value, Verdict.BAD, advice, facts, (str(place),))
    facts["sync_ms"] = round(pace, 1)
    value = tr("còn {free} GB trong {total} GB, ghi bền {ms:.0f} ms").format(
        free=decimal(room.free / _MB / 1024), total=round(room.total / _MB / 1024), ms=pace
    )
    verdict, advice = Verdict.OK, ""
    if room.free < VERY_LOW_DISK:
        verdict, advice = Verdict.BAD, tr("Dọn ổ đĩa trước khi nhận hồ sơ.")
    elif room.free < LOW_DISK:
        verdict, advice = Verdict.LOOK, tr("Dọn bớt tệp trên ổ đĩa này.")
    elif pace > SLOW_WRITE_MS:
        verdict, advice = Verdict.LOOK, tr("Ổ đĩa chậm.")
    return CheckRow("disk", label, value, verdict, advice, facts)


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def write_and_sync_ms(folder: Path) -> float:
    """Return how many milliseconds a durable write of 4 KiB takes in a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    probe = folder / f".probe-{os.getpid()}.part"
    try:
        with probe.open("wb") as stream:
            start = time.perf_counter()
            stream.write(b"\0" * 4096)
            stream.flush()
            os.fsync(stream.fileno())
            return (time.perf_counter() - start) * 1000
    finally:
        probe.unlink(missing_ok=True)


def versions_row() -> CheckRow:
    """Return the versions that matter when somebody calls for help."""
    facts: dict[str, Fact] = {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
    }
    found = {name: metadata.version(name) for name in SHOWN}
    parts = [f"QTN {__version__}", f"Python {facts['python']}"]
    parts += [f"{name} {version}" for name, version in found.items()]
    parts.append(f"{facts['system']} {facts['release']}")
    facts.update(found)
    return CheckRow("versions", label_of("versions"), " · ".join(parts), Verdict.OK, "", facts)


def packages() -> dict[str, str]:
    """Return every installed package with its version, by name."""
    found = {one.metadata["Name"]: one.version for one in metadata.distributions()}
    return {name: found[name] for name in sorted(found, key=str.lower) if name}
