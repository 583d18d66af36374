"""The file by which IT prepares a whole computer: where it lies, and what the start needs of it.

An installer puts it here before anybody opens the program; `cli/init_file.py` reads all of it.
Every start asks only for the data folder and the language, and pays nothing where there is none.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

from desktop.common.errors import InputFileError
from desktop.common.i18n import LANGUAGES, tr

FOLDER: Final = "quay-tiep-nhan"
FILE_NAME: Final = "quay.json"
OVERRIDE: Final = "QTN_CONFIG"
"""Environment variable that names another file, for trials and tests."""

LARGEST_FILE: Final = 1 << 20
_VARIABLE: Final = re.compile(r"%([A-Za-z_][A-Za-z0-9_()]*)%")


class MachineFileError(InputFileError):
    """The file of this computer does not tell where the data lie."""

    code = "QTN-660"


def machine_file() -> Path:
    """Return where the file of this computer lies, whether there is one or not."""
    chosen = os.environ.get(OVERRIDE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        shared = Path(os.environ.get("PROGRAMDATA") or r"C:\ProgramData")
    else:
        shared = Path("/etc")
    return shared / FOLDER / FILE_NAME


def is_machine_file(file: Path) -> bool:
    """Whether a file is the one of this computer."""
    return file.resolve() == machine_file().resolve()


def at_start() -> tuple[Path | None, str]:
    """Return the data folder and the language of this computer's file; None and "" without one.

    Raises:
        MachineFileError: there is a file, but not even the data folder can be read from it.
    """
    file = machine_file()
    try:
        if not file.is_file():
            return None, ""
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(file) from error
    from desktop.common.placed_json import read_placed  # noqa: PLC0415 - only with a file

    found = read_placed(data)
    if not isinstance(found.value, dict) or len(data) > LARGEST_FILE:
        raise _unreadable(file)
    folder, language = found.value.get("data", ""), found.value.get("language", "")
    path = Path(expanded(folder)) if isinstance(folder, str) and folder else None
    if "data" in found.value and (path is None or not path.is_absolute()):
        raise _unreadable(file)
    if found.faults and path is None:
        raise _unreadable(file)  # the line that names the folder may be the faulty one
    return path, language if language in LANGUAGES else ""


def expanded(path: str) -> str:
    """Return a path with `%NAME%` replaced by the environment, and `~` by the home folder.

    A name that the environment lacks stays as it is written.
    """
    text = _VARIABLE.sub(lambda found: os.environ.get(found[1], found[0]), path)
    return os.path.expanduser(text)  # noqa: PTH111 - `Path` would turn "" into "."


def unknown_variable(path: str) -> str:
    """Return the first `%NAME%` that the environment lacks, or ""."""
    return next((one[0] for one in _VARIABLE.finditer(path) if one[1] not in os.environ), "")


def _unreadable(file: Path) -> MachineFileError:
    return MachineFileError(
        tr("Không biết dữ liệu nằm ở đâu: tệp cấu hình “{file}” của máy này có lỗi.").format(
            file=file
        ),
        tr(
            "Người kỹ thuật chạy “qtn init --check {file}” để xem từng dòng. Dữ liệu vẫn nguyên."
        ).format(file=file),
    )
