"""Pictures that come from somebody else: looked at by their header before anything is decoded.

Imports OpenCV at once, so callers import it only when a picture came.
"""

from __future__ import annotations

import cv2
import numpy as np

from desktop.common.picture_size import picture_size
from desktop.photo.plain_files import is_whole_jpeg, is_whole_png

LONGEST_SIDE = 6000
SHORTEST_SIDE = 16
MOST_PIXELS = 24_000_000
_IS_WHOLE = {"jpeg": is_whole_jpeg, "png": is_whole_png}
_SMALL = {"jpeg": cv2.IMREAD_REDUCED_GRAYSCALE_8, "png": cv2.IMREAD_REDUCED_GRAYSCALE_2}


def picture_problem(data: bytes) -> str:
    """Return why a picture cannot be used: `not_a_picture`, `size` or `damaged`; "" if it can.

    Only JPEG and PNG are taken, never larger than the limits, so decoding costs little memory
    whatever the file claims. Those of the plain form are believed without: see `plain_files`.
    """
    kind, size = picture_size(data)
    if kind not in _SMALL:
        return "not_a_picture"
    if size is None:
        return "damaged"
    if not (min(size) >= SHORTEST_SIDE and max(size) <= LONGEST_SIDE):
        return "size"
    if size[0] * size[1] > MOST_PIXELS:
        return "size"
    if _IS_WHOLE[kind](data):
        return ""
    return decoding_problem(data, kind)


def decoding_problem(data: bytes, kind: str) -> str:
    """Return what the decoder says of a picture of a kind: `damaged`, or "" when it takes it."""
    try:
        decoded = cv2.imdecode(np.frombuffer(data, np.uint8), _SMALL[kind])
    except cv2.error:
        return "damaged"
    is_whole = data.rfind(b"\xff\xd9") > len(data) // 2 if kind == "jpeg" else b"IEND" in data[-64:]
    return "" if decoded is not None and is_whole else "damaged"
