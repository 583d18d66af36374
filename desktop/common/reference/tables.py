"""Reads the text files of `resources/reference`."""

from __future__ import annotations

import csv
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "reference"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table by column name."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
