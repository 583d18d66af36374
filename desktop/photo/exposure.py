"""Light as the camera sees it, without looking for a face: for setting a camera up.

The portrait itself is judged by `quality`, on the face. Here nobody may be sitting yet, so the
place where the face will be is measured against what is left and right of it. Luminance is
ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), 0..255, as the camera delivers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop.photo.ports import Frame


@dataclass(frozen=True)
class LightReading:
    """What was measured.

    Attributes:
        centre: mean luminance where the face will be, 0..255.
        around: mean luminance of the outer fifths left and right, upper two thirds.
        burnt: share of the centre at 250 and more, 0..1.
    """

    centre: float
    around: float
    burnt: float


class LightFinding(Enum):
    """The one thing to say about the light."""

    GOOD = "good"
    DARK = "dark"
    BRIGHT = "bright"
    BACKLIT = "backlit"


_DARK = 72.0  # the same as min_face_light of the shipped photo profiles
_BRIGHT = 225.0  # max_face_light
_BURNT = 0.1  # max_bright_share
# between the wall and the face; a dark jacket before a white wall makes about 60
_BACKLIGHT = 80.0
_STEP = 8  # every 8th pixel of every 8th row: 14,400 of 1280 x 720, 0.1 ms


def read_light(frame: Frame) -> LightReading:
    """Measure one frame, shape (height, width, 3), blue green red."""
    sample = frame[::_STEP, ::_STEP]
    luminance = sample @ (0.114, 0.587, 0.299)
    height, width = luminance.shape
    upper = luminance[: max(1, height * 2 // 3)]
    fifth = max(1, width // 5)
    middle = upper[upper.shape[0] // 4 :, width * 2 // 5 : max(width * 3 // 5, 1)]
    sides = (float(upper[:, :fifth].mean()) + float(upper[:, -fifth:].mean())) / 2
    return LightReading(float(middle.mean()), sides, float((middle >= 250).mean()))


def judge_light(reading: LightReading) -> LightFinding:
    """Return what to mend first: back light before darkness, which it causes."""
    if reading.around - reading.centre > _BACKLIGHT and reading.centre < 110:
        return LightFinding.BACKLIT
    if reading.centre < _DARK:
        return LightFinding.DARK
    if reading.centre > _BRIGHT or reading.burnt > _BURNT:
        return LightFinding.BRIGHT
    return LightFinding.GOOD
