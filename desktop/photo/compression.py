"""How hard a picture was compressed: from its pixels, and from its JPEG header. Pure functions.

This module imports OpenCV at once, so callers import it only when a picture is at hand.
"""

from __future__ import annotations

import struct

import cv2
import numpy as np

from desktop.photo.ports import Frame

_BLOCK = 8  # JPEG works on squares of 8 pixels
# luminance table of ITU-T T.81 annex K, which the common encoders scale by their quality
# fmt: off
_STANDARD = (
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49,
    35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56,
    80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
)
# fmt: on


def blockiness(frame: Frame) -> float:
    """Return how much stronger luminance steps are at block borders than elsewhere (ratio).

    Mean absolute step across every eighth column (row) over the mean of the others, at the
    strongest of the eight phases; the smaller of both directions, because stripes have steps
    in one. Not compressed 1.05-1.3, quality 60 up to 1.8, quality 8 from 2.3 on. Stands for OFIQ's
    CompressionArtifacts network. Judged by `max_blockiness`. A picture scaled after compression
    loses the grid and is not found.
    """
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).astype(np.int16)
    return min(_grid(grey), _grid(grey.T))


def _grid(grey: np.ndarray) -> float:
    if grey.shape[1] < 4 * _BLOCK:
        return 1.0
    # steps beyond 40 are edges of things, not of blocks
    steps = np.minimum(np.abs(np.diff(grey, axis=1)), 40).mean(axis=0)
    steps = steps[: len(steps) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).mean(axis=0)
    best = int(steps.argmax())
    others = np.delete(steps, best).mean()
    return float((steps[best] + 0.25) / (others + 0.25))


def jpeg_quality(data: bytes) -> int | None:
    """Return the quality (1..100) whose luminance table a JPEG file carries; None if unknown.

    The inverse of libjpeg's scaling: table = standard * (5000 / q) for q < 50, standard *
    (200 - 2 q) from 50 on, in percent. Judged by `min_jpeg_quality`.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA or length < 2:
            return None
        if marker == 0xDB and data[at + 4 : at + 5] == b"\0" and at + 69 <= len(data):
            table = np.frombuffer(data, np.uint8, 64, at + 5).astype(float)
            scale = float(np.median(table / np.array(_STANDARD))) * 100
            return int(np.clip(round(5000 / scale if scale > 100 else (200 - scale) / 2), 1, 100))
        at += 2 + length
    return None
