"""What lies over a face: sunglasses, masks, hats. Pure functions of pixels and mesh points.

OFIQ answers these with networks of 57 MB and more (EyesVisible, FaceOcclusionPrevention,
NoHeadCoverings). These are own checks from colour and structure of spots of the face, which
cost about a millisecond; docs/photo-quality.md says what they miss.

A **sign** is a number whose limit is 1: several ways in which a covering shows, each of them
conditions that must hold together. A condition is the measured value over its limit (or the
limit over the value, where small is suspicious), a way is as strong as its weakest condition,
and the sign is the strongest way. All limits are written where they are used.
This module imports OpenCV at once, so callers import it only when a picture is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from desktop.photo.detector import Floats
from desktop.photo.pixels import face_patch
from desktop.photo.ports import Frame
from desktop.photo.quality import off_skin

# points of the MediaPipe face mesh; image left, then image right
_EYES = ((33, 133), (362, 263))
_LOWER_CHEEKS = (205, 425)
_RIDGE, _ROOT, _TIP, _UPPER_LIP, _CHIN_SPOT = 195, (168, 6), 4, 164, 199
_FOREHEAD_SPOTS, _FOREHEAD, _CHIN = (151, 108, 337), 10, 152
_NOSTRILS = (98, 327)
# fmt: off
_LIPS = (
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
)
# fmt: on
_TINTED = 8.0  # a forehead this far from skin colours, CIELAB, is lit by tinted light
_WIDTH = 128
_NO_SIGN = 0.0


def _over(value: float, limit: float) -> float:
    """Return how far a value that must be large has come, 1 at its limit."""
    return value / limit


def _under(value: float, limit: float) -> float:
    """Return how far a value that must be small has come, 1 at its limit, at most 10."""
    return limit / max(value, limit / 10)


@dataclass(frozen=True)
class _Patch:
    """The face at a fixed width in CIELAB, with its mesh points."""

    lab: Floats
    points: Floats
    eye_distance: float

    def colour(self, x: float, y: float, share: float = 0.05) -> Floats:
        """Return the median L*, a*, b* of a square around a point (share of the eye distance)."""
        half = max(2, int(share * self.eye_distance))
        left, top = max(0, round(x) - half), max(0, round(y) - half)
        spot = self.lab[top : max(0, round(y) + half + 1), left : max(0, round(x) + half + 1)]
        if not spot.size:
            return np.zeros(3, np.float32)
        return np.median(spot.reshape(-1, 3), axis=0).astype(np.float32)

    def at(self, index: int) -> Floats:
        """Return the colour around one mesh point."""
        x, y = self.points[index]
        return self.colour(float(x), float(y), 0.06)

    def box(self, left: float, top: float, right: float, bottom: float) -> Floats:
        """Return the pixels of a box, shape (n, 3); at least one."""
        rows = self.lab[max(0, int(top)) : max(0, int(bottom)) + 1]
        pixels = rows[:, max(0, int(left)) : max(0, int(right)) + 1].reshape(-1, 3)
        return pixels if pixels.size else np.zeros((1, 3), np.float32)


def _patch(frame: Frame, mesh: Floats) -> _Patch:
    pixels, points = face_patch(frame, mesh, _WIDTH)
    lab: Floats = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)
    left, right = (points[list(pair)].mean(axis=0) for pair in _EYES)
    return _Patch(lab, points, max(float(np.hypot(*(right - left))), 1.0))


def _apart(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> float:
    """Return the distance of two colours in a*, b*, whatever their lightness."""
    return float(np.hypot(*(one[1:] - other[1:])))


@dataclass(frozen=True)
class _EyeZone:
    """One eye against the skin of the same side of the face.

    Attributes:
        light: L* over that of the skin: below the eye, beside it, further below.
        hue: distance from the skin in a*, b*, of the same three spots.
        chroma: over that of the skin, of the same three spots.
        structure: standard deviation of L* in the eye over the skin's L*.
    """

    light: tuple[float, ...]
    hue: tuple[float, ...]
    chroma: tuple[float, ...]
    structure: float


def _eye_zone(patch: _Patch, side: int) -> _EyeZone:
    pair, cheek = _EYES[(side + 1) // 2], _LOWER_CHEEKS[(side + 1) // 2]
    centres = [patch.points[list(eye)].mean(axis=0) for eye in _EYES]
    right = centres[1] - centres[0]
    down = np.array([-right[1], right[0]])
    middle = patch.points[list(pair)].mean(axis=0)
    skin = (patch.at(cheek) + patch.at(_RIDGE)) / 2
    out = side * right
    spots = (
        middle + 0.17 * down,
        middle + 0.30 * out + 0.04 * down,
        middle + 0.25 * down + 0.10 * out,
    )
    colours = [patch.colour(float(x), float(y)) for x, y in spots]
    reach = patch.eye_distance
    x, y = middle
    eye = patch.box(x - 0.22 * reach, y - 0.12 * reach, x + 0.22 * reach, y + 0.13 * reach)
    plain = max(float(np.hypot(*skin[1:])), 3.0)
    lightness = max(float(skin[0]), 1.0)
    return _EyeZone(
        light=tuple(float(colour[0]) / lightness for colour in colours),
        hue=tuple(_apart(colour, skin) for colour in colours),
        chroma=tuple(float(np.hypot(*colour[1:])) / plain for colour in colours),
        structure=float(eye[:, 0].std()) / lightness,
    )


def lens_sign(frame: Frame, mesh: Floats) -> float:
    """Return how much speaks for sunglasses or something else before both eyes; limit 1.

    A lens shows where a bare eye has skin: below the eye and beside it. It is darker than the
    skin of the same side, or of another hue, or grey; and the eye behind it has less structure
    than lids, iris and white (0.17-0.45 of the skin's L*, lenses 0.01-0.17). The better of both
    eyes counts, so that a shadow over one is no lens. Clear glasses with thick rims and
    reflections stay below 1. Judged by `max_lens_sign`.
    """
    patch = _patch(frame, mesh)
    zones = [_eye_zone(patch, side) for side in (-1, 1)]
    below, beside, deep = (max(zone.light[spot] for zone in zones) for spot in range(3))
    hues = [min(zone.hue[spot] for zone in zones) for spot in range(3)]
    chroma = [min(zone.chroma[spot] for zone in zones) for spot in range(3)]
    structure = max(zone.structure for zone in zones)
    blank = max(_under(structure, 0.15), _under(deep, 0.45))
    dark = min(_under(below, 0.60), _under(beside, 0.62), blank)
    flat = min(_under(structure, 0.10), max(_under(deep, 0.80), _over(hues[0], 8)))
    tinted = min(_under(structure, 0.145), _under(beside, 0.72), _under(below, 0.86))
    coloured = min(_under(structure, 0.20), _over(min(hues), 14))
    grey = min(
        *(_under(value, limit) for value, limit in zip(chroma, (0.25, 0.25, 0.3), strict=True)),
        _over(hues[2], 7),
    )
    return float(max(dark, flat, tinted, coloured, grey))


def mask_sign(frame: Frame, mesh: Floats) -> float:
    """Return how much speaks for something over nose, mouth and chin; limit 1.

    Bare faces have lips redder than the skin (a* 2-45 more), a mouth with structure (0.11-0.5
    of the skin's L*), nostrils darker than the nose (0.1-0.8) and several hues from the tip of
    the nose to the chin. A mask is smooth there, or patterned in one hue, or of a hue that the
    upper face has nowhere. A beard leaves the lips and the nose, so it is no mask. A hand is
    found when it lies flat over the lips. Judged by `max_mask_sign`.
    """
    patch = _patch(frame, mesh)
    forehead = np.median([patch.at(index) for index in _FOREHEAD_SPOTS], axis=0)
    root = np.median([patch.at(index) for index in _ROOT], axis=0)
    lower = [patch.at(index) for index in (_TIP, _UPPER_LIP, _CHIN_SPOT, *_LOWER_CHEEKS)]
    # from forehead or the root of the nose, so that neither a fringe nor sunglasses count;
    # the smaller of chin and cheeks, so that a beard alone does not
    foreign = min(_apart(spot, skin) for spot in lower[2:] for skin in (forehead, root))
    if off_skin(float(forehead[1]), float(forehead[2])) > _TINTED:
        foreign = _NO_SIGN  # tinted light, which `quality.skin_colour_distance` tells
    hues = max(_apart(one, other) for one in lower for other in lower)
    redness, structure = _mouth(patch)
    nostrils, nose = _nose(patch)
    smooth = min(_under(redness, 3.6), _under(structure, 0.095))
    patterned = min(
        *(_under(redness, 2.2), _over(nostrils, 0.68)),
        *(_under(nose, 0.19), _under(hues, 8.5)),
    )
    other = min(_under(redness, 2.5), _over(foreign, 9), _over(nostrils, 0.60))
    # a black beard up to the cheeks is as foreign, but leaves nostrils and lips
    hidden = max(_under(redness, 3.6), _over(nostrils, 0.75))
    return float(max(smooth, patterned, other, min(_over(foreign, 26), hidden)))


def _mouth(patch: _Patch) -> tuple[float, float]:
    """Return how much redder the lips are than the skin around, and the mouth's structure."""
    area = np.zeros(patch.lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(area, cv2.convexHull(patch.points[list(_LIPS)].astype(np.int32)), 1)
    lips = patch.lab[area > 0]
    if not lips.size:
        return 0.0, 0.0
    around = np.median([patch.at(index) for index in (200, *_LOWER_CHEEKS, _UPPER_LIP)], axis=0)
    redness = float(np.percentile(lips[:, 1], 75) - around[1])
    return redness, float(lips[:, 0].std()) / max(float(around[0]), 1.0)


def _nose(patch: _Patch) -> tuple[float, float]:
    """Return how light the nostrils are against the nose, and the structure below its tip."""
    across = patch.points[list(_NOSTRILS), 0]
    top, bottom = patch.points[_TIP, 1], patch.points[_UPPER_LIP, 1]
    box = patch.box(float(across.min()), float(top), float(across.max()), float(bottom))[:, 0]
    middle = max(float(np.median(box)), 1.0)
    return float(np.percentile(box, 5)) / middle, float(box.std()) / middle


def head_cover(frame: Frame, mesh: Floats) -> float:
    """Return the share of the crown that has the colour of neither hair, skin nor background.

    The crown is the band from the mesh's upper end to a quarter of the face above it. Natural
    hair is dark, grey, or between red and yellow of moderate chroma. Judged by
    `max_head_cover`, as a warning only: a black cap has the colour of hair.
    """
    top, chin = mesh[_FOREHEAD, :2], mesh[_CHIN, :2]
    up = (top - chin) / 4
    across = np.array([-up[1], up[0]], np.float32)
    start = top + up * 0.35
    corners = np.array([start - across, start + across, start + up - across], np.float32)
    target = np.array([[0, 31], [63, 31], [0, 0]], np.float32)
    matrix = cv2.getAffineTransform(corners, target)
    band = cv2.warpAffine(frame, matrix, (64, 32), borderMode=cv2.BORDER_CONSTANT)
    height, width = frame.shape[:2]
    inside = (corners >= 0).all() and (corners < (width, height)).all()
    if not inside:
        return 0.0
    lab = cv2.cvtColor(band.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)
    light, a, b = lab[..., 0], lab[..., 1], lab[..., 2]
    chroma = np.hypot(a, b)
    warm = (a > -4) & (b > -2) & (chroma < 45)
    natural = warm | (chroma < 9) | (light < 22)
    behind = cv2.cvtColor(_sides(frame, mesh).astype(np.float32)[None] / 255, cv2.COLOR_BGR2Lab)[0]
    far = np.min([np.linalg.norm(lab - colour, axis=2) for colour in behind], axis=0)
    return float((~natural & (far > 15)).mean())


def _sides(frame: Frame, mesh: Floats) -> Frame:
    """Return the median colours of two spots of background, level with the crown."""
    height, width = frame.shape[:2]
    top, chin = mesh[_FOREHEAD, :2], mesh[_CHIN, :2]
    face = float(np.hypot(*(top - chin)))
    spots = []
    for side in (-1, 1):
        x = int(np.clip(top[0] + side * 0.95 * face, 0, width - 2))
        y = int(np.clip(top[1], 0, height - 2))
        half = max(1, int(face * 0.06))
        spot = frame[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
        spots.append(np.median(spot.reshape(-1, 3), axis=0))
    return np.array(spots, np.uint8)
