"""Printers that need no window: a folder (practice, tests), CUPS, and "there is none"."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from pathlib import Path

from desktop.common.errors import UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.documents.ports import PrinterError, PrinterState

_TIMEOUT = 20.0
_ASKING = 4.0
"""Seconds for one question to CUPS; its client waits far longer for a server that is away."""
_DEFAULT = re.compile(r"^system default destination: (.+)$", re.MULTILINE)
_PAPER = re.compile(r"^PageSize/[^:]*:.*?\*(\S+)", re.MULTILINE)


class FolderPrinter:
    """Prints into a folder; the shipped fake of practice mode.

    Args:
        folder: where the papers go.
        failing: scripted trouble: every print fails until it is set to False.
        silent: scripted trouble: seconds until it answers, as a network printer that is away.
    """

    def __init__(self, folder: Path, *, failing: bool = False, silent: float = 0.0) -> None:
        self.folder = folder
        self.failing = failing
        self.silent = silent
        self.printed: list[Path] = []

    @property
    def name(self) -> str:
        """Name for people."""
        return tr("Máy in thực hành")

    def state(self) -> PrinterState:
        """Answer for the folder, as late as was asked for."""
        threading.Event().wait(self.silent)
        trouble = tr("hết giấy") if self.failing else ""
        return PrinterState(self.name, is_default=True, paper="A5", trouble=trouble)

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

    def state(self) -> PrinterState:
        """Ask CUPS which printer it takes, on what paper, and whether it prints."""
        default = _DEFAULT.search(_asked(["lpstat", "-d"]))
        first = default[1].strip() if default else ""
        name = self._queue or first
        if not name:
            return PrinterState("")
        said = _asked(["lpstat", "-p", name])
        if not said:
            raise PrinterError(
                tr("Không thấy máy in “{name}”.").format(name=name),
                tr("Bật và nối lại máy in, hoặc chọn máy in khác ở Cài đặt. Hồ sơ đã lưu."),
            )
        paper = _PAPER.search(_asked(["lpoptions", "-p", name, "-l"]))
        trouble = tr("đang tắt hoặc bị dừng") if " disabled " in f" {said} " else ""
        return PrinterState(name, first == name, paper[1] if paper else "", trouble)

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


def cups_names() -> list[str]:
    """Return the names of the printers CUPS knows.

    Raises:
        PrinterError: it does not answer.
    """
    return _asked(["lpstat", "-e"]).split()


def _asked(command: list[str]) -> str:
    """Return what a command of CUPS says, in English; "" when it says nothing or is not there."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_ASKING,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        return ""
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrinterError(
            tr("Máy tính chưa trả lời danh sách máy in."),
            tr("Xem máy in mạng có bật không, rồi bấm “In lại”. Hồ sơ đã lưu."),
        ) from error
    return done.stdout


def _refused(name: str) -> PrinterError:
    return PrinterError(
        tr("Máy in “{name}” chưa nhận.").format(name=name),
        tr("Xem máy in đã bật, có giấy chưa, rồi bấm “In lại”. Hồ sơ đã lưu."),
    )
