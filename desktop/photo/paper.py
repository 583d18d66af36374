"""What the rest of the program asks of photographed papers: find the sheet, keep, flatten.

Everything here may run in a worker thread. OpenCV loads with the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.common.i18n import tr
from desktop.photo.errors import PictureFileError
from desktop.photo.paper_views import Corners, FlatPage, FoundSheet, Treatment
from desktop.photo.ports import Frame


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

    def sharpest(self, frames: Sequence[Frame]) -> Frame:
        """Return the frame with the finest detail of some."""
        from desktop.photo import paper_page  # noqa: PLC0415 - imports OpenCV

        return max(frames, key=paper_page.detail)

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
