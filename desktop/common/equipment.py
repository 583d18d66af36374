"""Stored words about what intake points work with; values never change."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ResourceKind(StrEnum):
    """What a point works with."""

    CAMERA = "camera"
    LAPTOP = "laptop"
    COMPUTER = "computer"
    PRINTER = "printer"
    CARD_READER = "card_reader"
    SCANNER = "scanner"
    """Reads the code on a card."""
    PAPER_SCANNER = "paper_scanner"
    SIGN_PAD = "sign_pad"
    LIGHT = "light"
    POWER = "power"
    """Keeps a machine going without the mains."""
    OTHER = "other"
    BACKDROP = "backdrop"
    TABLE = "table"
    CHAIR = "chair"
    PERSON = "person"


COUNTED: Final = frozenset(
    {ResourceKind.BACKDROP, ResourceKind.TABLE, ResourceKind.CHAIR, ResourceKind.PERSON}
)
"""What is counted by hand; everything else stands in the register piece by piece."""


class DeviceState(StrEnum):
    """How a piece of equipment stands."""

    WORKS = "works"
    FAULTY = "faulty"
    AWAY = "away"
    """Gone to be repaired."""
    WRITTEN_OFF = "written_off"


class PlaceKind(StrEnum):
    """What kind of place a piece of equipment is at."""

    POINT = "point"
    STATION = "station"
    """One machine of an intake point."""
    TEAM = "team"
    """With a mobile team."""
    STORE = "store"
    OTHER = "other"


class DeviceAct(StrEnum):
    """What was done with a piece of equipment."""

    ADDED = "added"
    CHECKED = "checked"
    MOVED = "moved"
    MENDED = "mended"
    """What was written of it was set right."""
    ENDED = "ended"
