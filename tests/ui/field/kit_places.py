"""A window of the office or of a laptop, and the other machine beside it; files between them."""

from __future__ import annotations

from pathlib import Path

from tests import factories
from tests.field.places import Place, opened, place

COMMUNE = "06982"
"""Of the station whose window is opened."""


def beside(folder: Path, code: str) -> Place:
    """Make another machine of the same commune, without a window."""
    return place(folder, code, factories.clock(), folder / "usb", COMMUNE)


def inside(office, folder: Path) -> Place:
    """Return the station of the window as tests of files see it; its verbs leave their events."""
    services = office.services
    return opened(services.store, services.info.station_code, services.clock, folder / "usb")
