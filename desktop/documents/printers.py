"""Printers that need no window: a folder (practice, tests), CUPS, and "there is none"."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from desktop.common.errors import UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.documents.ports import PrinterError

_TIMEOUT = 20.0


class FolderPrinter:
    """Prints into a folder; the shipped fake of practice mode.

    Args:
        folder: where the papers go.
        failing: scripted trouble: every print fails until it is set to False.
    """

    def __init__(self, folder: Path, *, failing: bool = False) -> None:
        self.folder = folder
        self.failing = failing
        self.printed: list[Path] = []

    @property
    def name(self) -> str:
        """Name for people."""
        return tr("Máy in thực hành")

    def print_pdf(self, pdf: bytes, *, title: str, copies: int = 1) -> None:
        """Write the PDF under its title; a second print gets a number of its own."""
        del copies
        if self.failing:
            raise PrinterError(
                tr("Máy in hết giấy."), tr("Cho giấy vào rồi bấm “In lại”. Hồ sơ đã lưu.")
            )
        stem = "".join(ch if ch.isalnum() or ch in "-_" else "-" for ch in title)
        target = self.folder / f"{stem}.pdf"
        number = 2
        while target.exists():
            target = self.folder / f"{stem}-{number}.pdf"
            number += 1
        try:
            write_whole(target, pdf)
        except UserFacingError as error:
            raise PrinterError(error.title, error.advice) from error
        self.printed.append(target)


class NoPrinter:
    """Stands where no printer was found; every print says so."""

    name = ""

    def print_pdf(self, pdf: bytes, *, title: str, copies: int = 1) -> None:
        """Say that there is no printer."""
        del pdf, title, copies
        raise PrinterError(
            tr("Chưa có máy in."),
            tr("Nối máy in, chọn ở Cài đặt, rồi bấm “In lại”. Hồ sơ đã lưu."),
        )


class CupsPrinter:
    """Prints through CUPS' `lp`; the PDF goes through a pipe, never through a plain file.

    Args:
        queue: name of the queue, or "" for the default one.
    """

    def __init__(self, queue: str = "") -> None:
        self._queue = queue

    @property
    def name(self) -> str:
        """Name for people."""
        return self._queue or tr("Máy in mặc định")

    @staticmethod
    def available() -> bool:
        """Whether this machine has CUPS' command."""
        return shutil.which("lp") is not None

    def print_pdf(self, pdf: bytes, *, title: str, copies: int = 1) -> None:
        """Send the PDF to the queue."""
        command = ["lp", "-s", "-n", str(copies), "-t", title]
        if self._queue:
            command += ["-d", self._queue]
        try:
            done = subprocess.run(
                [*command, "-"], input=pdf, capture_output=True, timeout=_TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _refused(self.name) from error
        if done.returncode:
            raise _refused(self.name)


def _refused(name: str) -> PrinterError:
    return PrinterError(
        tr("Máy in “{name}” chưa nhận.").format(name=name),
        tr("Xem máy in đã bật, có giấy chưa, rồi bấm “In lại”. Hồ sơ đã lưu."),
    )
