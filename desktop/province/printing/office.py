"""What is kept of the printing office: the columns it wants, and the key it opens with."""

from __future__ import annotations

from pathlib import Path

from desktop.province.printing.columns import Columns, columns_text
from desktop.province.reporting.settings import DeskSettingsService
from desktop.security.sealing import read_public_key


class OfficeService:
    """The printing office's own wishes, kept for every list to come.

    Args:
        settings: of the desk; all desks of one server agree.
    """

    def __init__(self, settings: DeskSettingsService) -> None:
        self._settings = settings

    def set_columns(self, columns: Columns | None, *, actor: str) -> None:
        """Keep the columns of the lists to come; None goes back to the usual ones."""
        text = "" if columns is None else columns_text(columns)
        self._settings.change({"print_columns": text}, actor=actor)

    def set_key(self, file: Path, *, actor: str) -> None:
        """Keep the printing office's public key, as it stands in a file.

        Raises:
            InputFileError: the file cannot be read, or holds no single good public key.
        """
        self._settings.change({"print_key": read_public_key(file)}, actor=actor)
