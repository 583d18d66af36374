"""What the rest of the program asks of photographed papers: find the sheet, keep, flatten.

Everything here may run in a worker thread. OpenCV loads with the first frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from desktop.common.i18n import tr
from desktop.photo.errors import PictureFileError
from desktop.photo.ports import Frame

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


class PaperStudio:
    """Finds sheets and makes pages of them; thread safe, keeps nothing."""

    def find(self, frame: Frame, *, fine: bool = True) -> FoundSheet | None:
        """Return the sheet in a frame, or None when there is none to be sure of.

        Args:
            frame: of a camera or a file.
            fine: fit the corners to the full picture; a live view does without.
        """
        from desktop.photo import paper_edges  # noqa: PLC0415 - imports OpenCV

        found = paper_edges.find_page(frame, fine=fine)
        return None if found is None else FoundSheet(_plain(found.corners), found.support)

    def whole(self, frame: Frame) -> Corners:
        """Return corners a little inside the frame, to be moved by hand where nothing is found."""
        height, width = frame.shape[:2]
        near_x, near_y = 0.08 * width, 0.08 * height
        far_x, far_y = width - near_x, height - near_y
        return (near_x, near_y), (far_x, near_y), (far_x, far_y), (near_x, far_y)

    def flatten(self, picture: bytes, treatment: Treatment) -> FlatPage:
        """Return the page of a kept frame.

        Raises:
            PictureFileError: the bytes are not a picture any more.
        """
        from desktop.photo import paper_page  # noqa: PLC0415 - imports OpenCV

        frame = paper_page.decode(picture)
        if frame is None:
            raise PictureFileError(
                tr("Ảnh trang đã lưu không mở được."), tr("Xóa trang này rồi chụp lại.")
            )
        return paper_page.flatten(frame, treatment)

    def keep(self, frame: Frame) -> bytes:
        """Return a frame as JPEG, to be kept until its page is bound into a paper."""
        from desktop.photo import crop  # noqa: PLC0415 - imports OpenCV

        return crop.original(frame)

    def load_file(self, path: Path) -> Frame:
        """Read a picture file as a frame, see `PhotoStudio.load_file`.

        Raises:
            PictureFileError: wrong type, damaged, empty, too large or not readable.
        """
        from desktop.photo import picture_file  # noqa: PLC0415 - imports OpenCV

        return picture_file.load(path)


def _plain(corners: Any) -> Corners:
    tl, tr_, br, bl = ((float(x), float(y)) for x, y in corners)
    return tl, tr_, br, bl
