"""What the camera page says about what was measured: few words on tiles, one sentence above."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.photo.exposure import LightFinding
from desktop.photo.views import CameraRate

SLOW_FPS = 12.0
"""Below this a person who moves cannot follow the guide, and the best of a burst is blurred."""
SMALL_PX = 700
"""Short side of the smallest frame that gives a portrait its pixels (notes: 720)."""


@dataclass(frozen=True)
class Measured:
    """What is known of a camera that runs.

    Attributes:
        rate: size and speed.
        light: None before the first look.
        long_exposure: the chosen exposure time itself slows the camera down.
        asks_enough: the chosen size is large enough; a small picture is the camera's doing.
    """

    rate: CameraRate
    light: LightFinding | None = None
    long_exposure: bool = False
    asks_enough: bool = False

    @property
    def is_slow(self) -> bool:
        """Whether frames come too slowly."""
        return 0 < self.rate.fps < SLOW_FPS

    @property
    def is_small(self) -> bool:
        """Whether frames have too few pixels."""
        return 0 < min(self.rate.size) < SMALL_PX


def light_words(light: LightFinding) -> str:
    """Return the finding on the tile."""
    return {
        LightFinding.GOOD: tr("vừa"),
        LightFinding.DARK: tr("tối"),
        LightFinding.BRIGHT: tr("quá sáng"),
        LightFinding.BACKLIT: tr("ngược sáng"),
    }[light]


def advice(measured: Measured) -> str:
    """Return the one sentence that helps most now; "" before anything is known."""
    if measured.rate.size == (0, 0) or measured.light is None:
        return ""
    reasons = (
        (
            measured.light is LightFinding.BACKLIT,
            tr("Ngược sáng: quay ghế khỏi cửa sổ, bật đèn phía trước"),
        ),
        (
            measured.light is LightFinding.DARK,
            tr("Hình tối: bật thêm đèn, hoặc tăng độ phơi sáng"),
        ),
        (
            measured.light is LightFinding.BRIGHT,
            tr("Hình quá sáng: bớt đèn, hoặc giảm độ phơi sáng"),
        ),
        (
            measured.is_slow and measured.long_exposure,
            tr("Hình chậm vì phơi sáng lâu: thêm đèn, giảm độ phơi sáng"),
        ),
        (measured.is_slow, tr("Hình chậm: chọn cỡ nhỏ hơn, hoặc đổi cổng USB")),
        (
            measured.is_small and measured.asks_enough,
            tr("Máy ảnh chỉ cho hình nhỏ: nên dùng máy ảnh khác"),
        ),
        (measured.is_small, tr("Hình nhỏ: chọn cỡ 1280 × 720")),
        (
            measured.rate.exposure_refused,
            tr("Máy ảnh không cho chỉnh độ phơi sáng: hãy chỉnh đèn"),
        ),
    )
    good = tr("Hình tốt, bấm F6 để chụp thử")
    return next((words for holds, words in reasons if holds), good)
