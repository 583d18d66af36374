"""Files that people hand over: read as far as they may be long, or refused with what to do."""

from __future__ import annotations

from pathlib import Path

from desktop.common.errors import InputFileError
from desktop.common.i18n import tr


def first_bytes(file: Path, most: int) -> bytes:
    """Return the bytes of a file, at most so many; whoever takes whole files asks for one more.

    Raises:
        InputFileError: it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise unreadable(file) from error


def unreadable(file: Path) -> InputFileError:
    """Return the error for a file that is not there any more, or that the drive does not give."""
    return InputFileError(
        tr("Không đọc được tệp “{file}”.").format(file=file),
        tr("Kiểm tra đường dẫn hoặc USB rồi làm lại."),
    )
