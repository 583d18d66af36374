"""What the rest of the program is given of photographed papers: frozen values without pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Corners: TypeAlias = tuple[
    tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]
]
"""Four places on a frame, px: from the top left one clockwise."""


class PageLook(StrEnum):
    """How a page is made readable."""

    BLACK_WHITE = "bw"
    GREY = "grey"
    COLOUR = "colour"


@dataclass(frozen=True)
class Treatment:
    """How a page is made from its frame.

    Attributes:
        corners: of the sheet, px of the frame.
        turns: quarter turns clockwise after it was made flat, 0..3.
        look: readable in which way.
    """

    corners: Corners
    turns: int = 0
    look: PageLook = PageLook.BLACK_WHITE

    def as_json(self) -> dict[str, Any]:
        """Return plain values for storing."""
        return {
            "corners": [[round(x, 1), round(y, 1)] for x, y in self.corners],
            "turns": self.turns,
            "look": self.look.value,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Treatment:
        """Read what `as_json` gave."""
        tl, tr_, br, bl = ((float(x), float(y)) for x, y in stored["corners"])
        return cls((tl, tr_, br, bl), int(stored["turns"]) % 4, PageLook(stored["look"]))


@dataclass(frozen=True)
class FlatPage:
    """A page ready for a PDF: PNG of one bit per pixel, or JPEG in grey or colour."""

    content: bytes = field(repr=False)
    media_type: str = "image/png"
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class FoundSheet:
    """Where a sheet lies in a frame.

    Attributes:
        corners: px of the frame.
        support: 0..1, how much of its outline shows an edge.
    """

    corners: Corners
    support: float
