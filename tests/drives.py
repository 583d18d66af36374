"""Real drives for tests of what goes wrong with one: small, full, read-only, pulled out.

Mounting needs rights that not every account has; where it has none, the test is skipped.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


def _done(*words: str | Path) -> bool:
    try:
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def small_drive(folder: Path, size: str) -> Iterator[Path]:
    """Mount a file system of this size (`16m`) there."""
    if os.name == "nt" or not _done("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder):
        pytest.skip("this account may not mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True, capture_output=True)


class Stick:
    """A stick with a file system of its own, that can be pulled out and plugged in again.

    Args:
        image: its memory.
        folder: where it appears.
        megabytes: its size.
    """

    def __init__(self, image: Path, folder: Path, megabytes: int) -> None:
        self._image = image
        self._folder = folder
        with image.open("wb") as stream:
            stream.truncate(megabytes << 20)
        if os.name == "nt" or not _done("mkfs.ext4", "-q", "-F", image):
            pytest.skip("there is nothing that makes a file system")

    def plug_in(self) -> None:
        """Mount it."""
        if not _done("mount", "-o", "loop", self._image, self._folder):
            pytest.skip("this account may not mount")

    def pull_out(self) -> None:
        """Take it away, also while files on it are open."""
        subprocess.run(["umount", "--lazy", self._folder], check=True, capture_output=True)


@contextmanager
def full(folder: Path, left: int = 0) -> Iterator[None]:
    """Fill a drive up, but for so many bytes."""
    filler = folder / "phim.mp4"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))
    os.truncate(filler, max(0, filler.stat().st_size - left))
    yield
    filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Slide the lock of a mounted drive."""
    assert _done("mount", "-o", "remount,ro", folder)
    yield
    assert _done("mount", "-o", "remount,rw", folder)
