"""How a picture must be turned to stand upright: the EXIF mark of PNG and WebP files.

OpenCV turns JPEG files itself, but not a picture that is decoded with its transparency. Phones
and editors write the mark into PNG (chunk `eXIf`) and WebP (chunk `EXIF`) as well.
This module imports OpenCV at once, so callers import it only when a picture is at hand.
"""

from __future__ import annotations

import struct

import cv2
import numpy as np

from desktop.photo.ports import Frame

_UPRIGHT = 1
_ORIENTATION = 0x0112  # EXIF tag; values 1..8, 1 is upright
_MOST_TAGS = 200
# by mark: the quarter turn that comes first, then whether to mirror left and right
_TURNS = {
    2: (None, True),
    3: (cv2.ROTATE_180, False),
    4: (cv2.ROTATE_180, True),
    5: (cv2.ROTATE_90_CLOCKWISE, True),
    6: (cv2.ROTATE_90_CLOCKWISE, False),
    7: (cv2.ROTATE_90_COUNTERCLOCKWISE, True),
    8: (cv2.ROTATE_90_COUNTERCLOCKWISE, False),
}


def mark(kind: str, data: bytes) -> int:
    """Return the EXIF orientation 1..8 of a PNG or WebP file; 1 when there is none.

    A damaged mark is no reason to refuse a picture, so it counts as upright.
    """
    block = b""
    if kind == "png":
        at = data.find(b"eXIf")
        length = int.from_bytes(data[max(0, at - 4) : max(0, at)], "big")
        block = data[at + 4 : at + 4 + length] if at > 0 else b""
    elif kind == "webp":
        at = data.find(b"EXIF")
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        block = data[at + 8 : at + 8 + length] if at > 0 else b""
    try:
        return _orientation(block.removeprefix(b"Exif\0\0"))
    except struct.error:
        return _UPRIGHT


def _orientation(tiff: bytes) -> int:
    """Return the mark in a TIFF header with its first directory.

    Raises:
        struct.error: the block ends too early.
    """
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for number in range(min(count, _MOST_TAGS)):
        at = start + 2 + 12 * number
        if struct.unpack_from(order + "H", tiff, at)[0] == _ORIENTATION:
            (value,) = struct.unpack_from(order + "H", tiff, at + 8)
            return value if value in _TURNS else _UPRIGHT
    return _UPRIGHT


def upright(picture: Frame, orientation: int) -> Frame:
    """Return the picture turned as its mark says."""
    turn, mirrored = _TURNS.get(orientation, (None, False))
    if turn is not None:
        picture = np.asarray(cv2.rotate(picture, turn))
    return np.asarray(cv2.flip(picture, 1)) if mirrored else picture
