"""Asking where to write a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to write a file; None when the question was left.

    Args:
        parent: what the question stands before.
        title: what is written.
        name: proposed, in the person's own folder; it names nobody, since files travel.
        kinds: what may be chosen, as Qt takes it: `PDF (*.pdf);;Excel (*.xlsx)`.
    """
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        title,
        str(Path.home() / name),
        kinds,
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    return Path(chosen) if chosen else None
