"""Camera frames of invented card codes, made with a seed: sizes, blur, noise, tilt and glare.

Nothing here shares code with the reader under test; the codes come from segno.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import segno

WIDTH, HEIGHT = 1280, 720
SIDES = (90, 110, 130, 160)
"""Pixels from edge to edge of the code in the frame."""

_NAMES = "Nguyễn Thị Phượng|Giàng A Pháo|Trần Đức Hậu|Lò Thị Ngoãn|Y Bhăm Niê Kđăm|H’Wer Mlô|Vũ Ước"
_PLACES = (
    "Bản Mẫu, Xím Vàng, Bắc Yên, Sơn La|Khu phố 2, Lộc Thắng, Bảo Lâm, Lâm Đồng"
    "|Thôn Đoàn Kết, Ea Tu, Thành phố Buôn Ma Thuột, Đắk Lắk|Xóm Mới, Pà Cò, Mai Châu, Hòa Bình"
)


@dataclass(frozen=True)
class Hardship:
    """How hard a frame is to read: ranges of blur (px), noise (sd), tilt (share) and glare."""

    blur: tuple[float, float]
    noise: tuple[float, float]
    tilt: tuple[float, float]
    glare: float


HARDSHIPS = {
    "easy": Hardship((0.0, 0.5), (1.0, 3.0), (0.0, 0.03), 0.0),
    "medium": Hardship((0.4, 0.9), (2.0, 5.0), (0.02, 0.07), 0.3),
    "hard": Hardship((0.8, 1.3), (3.0, 7.0), (0.04, 0.12), 0.6),
}


@dataclass(frozen=True)
class CardFrame:
    """One frame: BGR pixels, the text that is in it, and how it was made."""

    pixels: Any
    text: str
    side: int
    hardship: str


def card_frames(seed: int, rounds: int) -> Iterator[CardFrame]:
    """Make `rounds` frames for each size and hardship, colour 1280 x 720."""
    rng = random.Random(seed)
    for _ in range(rounds):
        for side in SIDES:
            for name, hardship in HARDSHIPS.items():
                text = _text(rng)
                yield CardFrame(_frame(text, side, hardship, rng), text, side, name)


def _text(rng: random.Random) -> str:
    year = rng.randint(1940, 2005)
    century = rng.choice("01" if year < 2000 else "23")
    number = f"{rng.choice(('014', '012', '066', '001'))}{century}{year % 100:02d}"
    return "|".join(
        (
            f"{number}{rng.randint(0, 999_999):06d}",
            rng.choice(("", f"{rng.randint(10**8, 10**9 - 1)}")),
            rng.choice(_NAMES.split("|")),
            f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{year}",
            "Nữ" if century in "13" else "Nam",
            rng.choice(_PLACES.split("|")),
            f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(2021, 2025)}"
            + rng.choice(("", "||||")),
        )
    )


def _frame(text: str, side: int, hardship: Hardship, rng: random.Random) -> Any:
    noise = np.random.default_rng(rng.getrandbits(32))
    frame = _desk(noise)
    _put_card(frame, text, side, hardship, rng)
    frame = frame * (0.75 + 0.35 * np.linspace(rng.random(), rng.random(), WIDTH))[None, :]
    if rng.random() < hardship.glare:
        frame += _glare(side, rng)
    blur = rng.uniform(*hardship.blur)
    if blur > 0.05:
        frame = cv2.GaussianBlur(frame, (0, 0), blur)
    frame = frame + noise.normal(0, rng.uniform(*hardship.noise), frame.shape)
    grey = np.clip(frame, 0, 255).astype(np.uint8)
    quality = [int(cv2.IMWRITE_JPEG_QUALITY), rng.randint(75, 92)]
    jpeg = cv2.imencode(".jpg", cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), quality)[1]
    return cv2.imdecode(jpeg, cv2.IMREAD_COLOR)


def _desk(noise: np.random.Generator) -> Any:
    """Make a desk with soft patches, as behind a card before a webcam."""
    small = noise.uniform(60, 170, (9, 16)).astype(np.float32)
    return cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def _put_card(frame: Any, text: str, side: int, hardship: Hardship, rng: random.Random) -> None:
    """Draw the card, its lines of print and its code, tilted, into the frame."""
    # The code of a real card is about a seventh of the card's width.
    code = np.array(list(segno.make(text, error=rng.choice("LM"), micro=False).matrix), np.uint8)
    cells, scale = len(code), 8
    picture = np.kron(np.where(code == 1, 30, 235).astype(np.float64), np.ones((scale, scale)))
    unit = cells * scale / side  # pixels of the drawing for one pixel of the frame
    high, wide = round(side * 3.6 * unit), round(side * 5.7 * unit)
    card = np.full((high, wide), 225.0)
    for line in range(6):
        top = round(high * (0.42 + 0.09 * line))
        for at in range(8):
            left = round(wide * (0.32 + 0.07 * at))
            card[top : top + high // 40, left : left + round(wide * rng.uniform(0.02, 0.06))] = 70
    card[round(high * 0.36) : round(high * 0.85), round(wide * 0.04) : round(wide * 0.27)] = 130
    left, top = round(wide * 0.79), round(high * 0.06)
    card[top : top + len(picture), left : left + len(picture)] = picture
    matrix = _pose(
        (high, wide), (left + len(picture) / 2, top + len(picture) / 2), unit, hardship, rng
    )
    soft = cv2.GaussianBlur(card, (0, 0), max(unit / 4, 0.1)).astype(np.float32)
    # Drawn at twice the size and shrunk: each pixel of a camera is the mean of what it sees.
    # Only where the card lies; the rest of the frame stays.
    corners = np.float32([[[0, 0], [wide, 0], [wide, high], [0, high]]])
    spots = cv2.perspectiveTransform(corners, matrix)[0]
    x0, y0 = (max(0, int(value)) for value in spots.min(axis=0))
    x1, y1 = min(WIDTH, int(spots[:, 0].max()) + 1), min(HEIGHT, int(spots[:, 1].max()) + 1)
    double = np.diag([2.0, 2.0, 1.0]) @ np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]]) @ matrix
    size = (2 * (x1 - x0), 2 * (y1 - y0))
    drawn = cv2.warpPerspective(soft, double, size, flags=cv2.INTER_LINEAR, borderValue=0)
    whole = np.ones(card.shape, np.float32)
    share = cv2.warpPerspective(whole, double, size, flags=cv2.INTER_LINEAR, borderValue=0)
    half = (x1 - x0, y1 - y0)
    drawn, share = (cv2.resize(one, half, interpolation=cv2.INTER_AREA) for one in (drawn, share))
    frame[y0:y1, x0:x1] = drawn + (1 - share) * frame[y0:y1, x0:x1]


def _pose(
    size: tuple[int, int],
    code: tuple[float, float],
    unit: float,
    hardship: Hardship,
    rng: random.Random,
) -> Any:
    """Return where the drawing goes: turned, tilted, with the code well inside the frame."""
    high, wide = size
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    turn = np.deg2rad(rng.uniform(-20, 20) + rng.choice((0, 0, 0, 90, 180)))
    tilt = rng.uniform(*hardship.tilt)
    middle = corners.mean(axis=0)
    around = (corners - middle) / unit
    turned = around @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    bent = turned * (1 + tilt * np.array([[rng.uniform(-1, 1)] for _ in range(4)]))
    matrix = cv2.getPerspectiveTransform(corners, np.float32(bent))
    at = matrix @ np.array([*code, 1.0])
    goal = np.array([rng.uniform(0.2, 0.8) * WIDTH, rng.uniform(0.25, 0.75) * HEIGHT])
    shift = np.eye(3)
    shift[:2, 2] = goal - at[:2] / at[2]
    return shift @ matrix


def _glare(side: int, rng: random.Random) -> Any:
    """Make one bright, soft spot somewhere around the middle."""
    spot = np.zeros((HEIGHT, WIDTH))
    place = (round(rng.uniform(0.2, 0.8) * WIDTH), round(rng.uniform(0.25, 0.75) * HEIGHT))
    axes = (round(side * rng.uniform(0.3, 1.2)), round(side * rng.uniform(0.2, 0.6)))
    cv2.ellipse(spot, place, axes, rng.uniform(0, 180), 0, 360, rng.uniform(60, 160), -1)
    return cv2.GaussianBlur(spot, (0, 0), side / 6)
