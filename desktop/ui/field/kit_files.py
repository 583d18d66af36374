"""Where kits and returns lie, and where they are to go, chosen in the program's own dialogs."""

from __future__ import annotations

from pathlib import Path

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
