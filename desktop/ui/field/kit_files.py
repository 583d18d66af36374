"""Where kits and returns lie, and where they are to go, chosen in the program's own dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.i18n import tr


def chosen_files(parent: QWidget, title: str, words: str) -> list[Path]:
    """Return the files somebody chose; none when they changed their mind."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, title, str(Path.home()), words, options=QFileDialog.Option.DontUseNativeDialog
    )
    return [Path(name) for name in names]


def chosen_folder(parent: QWidget) -> Path | None:
    """Return the folder somebody chose; None when they changed their mind."""
    name = QFileDialog.getExistingDirectory(
        parent,
        tr("Chọn nơi ghi"),
        str(Path.home()),
        QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
    )
    return Path(name) if name else None


def with_files(
    parent: QWidget, title: str, words: str, use: Callable[[list[Path]], object]
) -> Callable[[], None]:
    """Return what lets somebody choose files and does something with them."""

    def choose() -> None:
        if names := chosen_files(parent, title, words):
            use(names)

    return choose


def with_folder(
    parent: QWidget, do: Callable[[Callable[..., Any], Path], object], maker: Callable[..., Any]
) -> None:
    """Let somebody choose a folder and do an act with it."""
    if folder := chosen_folder(parent):
        do(maker, folder)
