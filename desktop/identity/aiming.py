"""What to change so that the camera can read a code: nearer, steadier, no glare, more light.

Judged from one frame; a hint for the person who holds the card, never a verdict. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.common.i18n import tr

_DARK = 45.0  # mean of the frame; below, print drowns in the noise of a webcam
_TEXTURE = 8.0  # codes of 90 pixels, blurred by 1.3, have 12 and more
_OVER_REST = 2.5
_GLARE = 0.05
_SMALL = 130.0  # pixels; at 160 nearly every frame is read at once
_FLATTEST, _FULL = 0.55, 0.5


class Aim(StrEnum):
    """What to do with the card before the camera."""

    SHOW = "show"
    NEARER = "nearer"
    STEADY = "steady"
    GLARE = "glare"
    DARK = "dark"


@dataclass(frozen=True)
class Spot:
    """The place of a frame that is most like a code.

    Attributes:
        texture: mean change between neighbouring pixels, 0..255.
        rest: the same for the frame as a whole (median of its cells).
        width, height: pixels of the patch with that texture.
        fill: which share of its rectangle the patch fills, 0..1.
        bright: which share of it lies in blown-out patches, 0..1.
    """

    texture: float
    rest: float
    width: int
    height: int
    fill: float
    bright: float

    @property
    def is_code(self) -> bool:
        """Whether it has the texture and the shape of a code."""
        if self.texture < max(_TEXTURE, _OVER_REST * self.rest) or self.fill < _FULL:
            return False
        short, long = sorted((self.width, self.height))
        return short >= _FLATTEST * long > 0


def judge(brightness: float, spot: Spot) -> Aim:
    """Say why nothing was read.

    Args:
        brightness: mean of the frame, 0..255.
        spot: what in it is most like a code.
    """
    if brightness < _DARK:
        return Aim.DARK
    if not spot.is_code:
        return Aim.SHOW
    if spot.bright > _GLARE:
        return Aim.GLARE
    return Aim.NEARER if (spot.width * spot.height) ** 0.5 < _SMALL else Aim.STEADY


def words(aim: Aim) -> str:
    """Return the instruction for the person who holds the card."""
    return {
        Aim.SHOW: tr("Đưa mã QR của thẻ vào khung"),
        Aim.NEARER: tr("Đưa thẻ lại gần"),
        Aim.STEADY: tr("Giữ yên thẻ"),
        Aim.GLARE: tr("Nghiêng thẻ cho hết lóa"),
        Aim.DARK: tr("Thiếu sáng, bật thêm đèn"),
    }[aim]
