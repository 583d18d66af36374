"""Paths in a set-up file: the data folder and where the recovery code goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

from desktop.cli.init_notes import Notes
from desktop.common.i18n import tr
from desktop.common.machine_file import expanded, is_machine_file, unknown_variable


def chosen_folder(values: Mapping[str, Any], notes: Notes, *, makes_now: bool) -> Path | None:
    """Return the data folder, if the file chooses one; it must be a whole path."""
    text = _path_text(values, notes, "data", makes_now=makes_now)
    if not text:
        return None
    path = Path(text)
    # A file may be checked on another system than the one it is for.
    whole = path.is_absolute() or (not makes_now and PureWindowsPath(text).is_absolute())
    if not whole and not text.startswith("%"):  # a variable that is missing was named already
        notes.problem(("data",), tr("phải là đường dẫn đầy đủ, như D:/QTN"))
    return path


def recovery_path(
    file: Path, values: Mapping[str, Any], notes: Notes, *, makes_now: bool
) -> Path | None:
    """Return where the recovery code goes; what is there already is never written over."""
    text = _path_text(values, notes, "recovery", makes_now=makes_now)
    if not text:
        return None
    path = _papers_of(file) / text  # a whole path stays as it is
    for taken in (path, sheet_beside(path)) if makes_now else ():
        if taken.exists():
            notes.problem(("recovery",), tr("tệp “{file}” đã có sẵn").format(file=taken))
    return path


def sheet_beside(recovery: Path) -> Path:
    """Return where the sheet to print goes: beside the text file with the code."""
    sheet = recovery.with_suffix(".pdf")
    return sheet if sheet != recovery else recovery.with_name(f"{recovery.stem}-to-in.pdf")


def _papers_of(file: Path) -> Path:
    """Beside the file; the file of the computer lies where ordinary accounts cannot write."""
    if is_machine_file(file):
        import platformdirs  # noqa: PLC0415 - only then

        return Path(platformdirs.user_documents_dir())
    return file.resolve().parent


def _path_text(values: Mapping[str, Any], notes: Notes, name: str, *, makes_now: bool) -> str:
    raw = values.get(name, "")
    if isinstance(raw, str) and any(ord(char) < 0x20 for char in raw):
        # "D:\new" is D:, a line feed and "ew" to every reader of JSON.
        notes.problem((name,), tr("trong đường dẫn, viết dấu \\ thành / hoặc \\\\"))
        return ""
    text = notes.text(values, name)
    missing = unknown_variable(text)
    if missing and makes_now:
        said = tr("máy này không có biến {name}").format(name=missing)
        notes.problem((name,), said)
    return expanded(text)
