"""What a team on the road has to know of its laptop: battery, room, what is not handed over yet."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

LOW_BATTERY: Final = 20
"""Per cent below which the next person may not be finished."""
LOW_ROOM: Final = 2 * 1024**3
"""Bytes; some hundred records with their photos and a batch of them."""


@dataclass(frozen=True)
class Machine:
    """The state of one laptop.

    Attributes:
        battery: per cent; None for a computer without one.
        is_plugged: it runs from the mains, or has no battery.
        free: bytes left where the records lie.
    """

    battery: int | None
    is_plugged: bool
    free: int

    @property
    def is_battery_low(self) -> bool:
        """Whether somebody should look for a socket."""
        return self.battery is not None and not self.is_plugged and self.battery < LOW_BATTERY

    @property
    def is_room_low(self) -> bool:
        """Whether records should be handed over and room be made."""
        return self.free < LOW_ROOM


def read_machine(folder: Path) -> Machine:
    """Return how the laptop stands; `folder` is where the records lie."""
    found = _battery()
    free = shutil.disk_usage(folder).free
    if found is None:
        return Machine(None, is_plugged=True, free=free)
    return Machine(round(found.percent), is_plugged=bool(found.power_plugged), free=free)


def _battery() -> Any:
    """Return psutil's reading, None where there is no battery to ask."""
    if not hasattr(psutil, "sensors_battery"):
        return None
    try:
        return psutil.sensors_battery()
    except OSError:
        return None  # a Linux kernel that knows no power supply at all, as on many servers
