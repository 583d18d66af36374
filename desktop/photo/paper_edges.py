"""Finds the sheet of paper in a frame: candidates from areas and lines, judged, then refined.

A sheet is told from a line or a table printed on it by what lies on both sides of its edge:
outside there is something else, all the way along. So every candidate is judged by the step of
colour across its four sides, which also holds on tables nearly as light as paper, under shadows
that run across both, and where a finger hides a part. The winner's sides are then fitted to the
steepest place of that step, which gives corners finer than a pixel of the small picture.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from desktop.photo.pixels import shrink
from desktop.photo.ports import Frame

Floats = npt.NDArray[np.float32]

_WORK = 512  # px of the long side of the picture that is searched
_LEAST_AREA = 0.08  # of the frame; a smaller sheet has too few pixels to be read
_REACH = 5.0  # px of the small picture between edge and the places compared across it
_SAMPLES = 24  # places looked at along each side
_STEP = 5.0  # difference in OpenCV's 8-bit Lab that counts as a whole step
_LEAST_SUPPORT = 0.5  # of the sides together, geometric mean; below nothing was found
_LEAST_SIDE = 0.3  # of the weakest side
_LEAST_STEADY = 0.75  # of the outline that steps the same way
_LEAST_PURE = 0.75  # of what lies just inside that has one colour
_MOSTLY = 0.65  # share of the inside that has the paper's colour, at least
_ONE_COLOUR = 9.0  # difference of a or b in 8-bit Lab within one colour
_MOST_ROUGH = 8.0  # flicker of lightness just inside; wood and cloth flicker more than paper
_TRIED = 4  # of the best candidates that are refined and judged again
_LINES = 7  # lines of each direction that are combined to candidates
_PARALLEL = 25.0  # degrees that a line may differ from its direction's mean


@dataclass(frozen=True)
class FoundPage:
    """A sheet in a frame.

    Attributes:
        corners: from the top left one clockwise, px of the frame, shape (4, 2).
        support: 0..1, how much of its outline shows an edge.
    """

    corners: Floats
    support: float


def find_page(frame: Frame, *, fine: bool = True) -> FoundPage | None:
    """Return the sheet of paper, or None when there is none to be sure of. Never raises.

    Args:
        frame: of any size.
        fine: fit the corners to the full picture at last; without, they are good to about two
            pixels of a 1280 x 720 frame, in two thirds of the time.
    """
    height, width = frame.shape[:2]
    if min(height, width) < 32:
        return None
    scale = min(1.0, _WORK / max(height, width))
    size = (max(16, round(width * scale)), max(16, round(height * scale)))
    small = shrink(frame, *size) if scale < 1 else frame
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2Lab)
    calm = cv2.medianBlur(lab, 5)
    candidates = [*_from_areas(calm), *_from_lines(lab)]
    candidates = [quad for quad in candidates if _plausible(quad, size)]
    if not candidates:
        return None
    seen = cv2.GaussianBlur(calm, (0, 0), 1.2).astype(np.float32)
    quads = np.stack(candidates).astype(np.float32)
    judged = _judged(quads, seen)
    for place in np.argsort(judged.score)[::-1][:_TRIED]:
        quad = _refined(quads[place], seen)
        again = _judged(quad[None], seen)
        if again.is_page(0) and _plausible(quad, size):
            corners = quad / scale
            if fine and scale < 1:
                exact = _refined(corners, _fine_picture(frame), reach=3 / scale)
                corners = exact if _plausible(exact, (width, height)) else corners
            return FoundPage(corners, float(again.support[0]))
    return None


# ---------------------------------------------------------------- candidates


def _from_areas(lab: Frame) -> list[Floats]:
    """Return quads around areas that look like one thing: light ones, and ones inside edges."""
    light = lab[:, :, 0]
    middle, _mask = cv2.threshold(light, 0, 255, cv2.THRESH_OTSU)
    masks = [
        cv2.threshold(light, level, 255, cv2.THRESH_BINARY)[1]
        for level in (middle - 18, middle, middle + 18, middle + 36)
    ]
    centre = lab[lab.shape[0] * 3 // 8 : lab.shape[0] * 5 // 8, lab.shape[1] * 3 // 8 :]
    centre = centre[:, : lab.shape[1] // 4].reshape(-1, 3).astype(np.float32)
    paper = np.median(centre[centre[:, 0] >= np.median(centre[:, 0])], axis=0)
    apart = np.abs(lab.astype(np.float32) - paper).max(axis=2).astype(np.uint8)
    masks.append(cv2.threshold(apart, 0, 255, cv2.THRESH_OTSU | cv2.THRESH_BINARY_INV)[1])
    masks.append(cv2.threshold(apart, 10, 255, cv2.THRESH_BINARY_INV)[1])
    kernel = np.ones((5, 5), np.uint8)
    for low in (12, 35):
        edges = cv2.Canny(light, low, 3 * low)
        masks.append(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel))
    found: list[Floats] = []
    for mask in masks:
        closed = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        contours, _tree = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
            quad = _quad_around(contour)
            if quad is not None:
                found.append(quad)
    return found


def _quad_around(contour: Any) -> Floats | None:
    """Return the four corners that describe a shape best, or None when it has no four."""
    hull = cv2.convexHull(contour)
    length = cv2.arcLength(hull, closed=True)
    for share in (0.015, 0.025, 0.04, 0.06, 0.09):
        corners = cv2.approxPolyDP(hull, share * length, closed=True)
        if len(corners) == 4:
            return ordered(corners.reshape(4, 2).astype(np.float32))
        if len(corners) < 4:
            break
    box = cv2.boxPoints(cv2.minAreaRect(hull))
    return ordered(box.astype(np.float32))


def _from_lines(lab: Frame) -> list[Floats]:
    """Return quads between pairs of straight lines, two of each direction."""
    segments = np.concatenate([_segments(lab[:, :, channel]) for channel in range(3)])
    if len(segments) < 4:
        return []
    angles = np.degrees(
        np.arctan2(segments[:, 3] - segments[:, 1], segments[:, 2] - segments[:, 0])
    )
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    doubled = np.exp(1j * np.radians(4 * angles))  # lines at right angles count as one direction
    main = np.degrees(np.angle((doubled * lengths**2).sum())) / 4
    off = (angles - main + 90) % 180 - 90
    along = _strongest(segments[np.abs(off) < _PARALLEL], lab.shape)
    across = _strongest(segments[np.abs(off) > 90 - _PARALLEL], lab.shape)
    found = []
    for one, other in itertools.combinations(along, 2):
        for third, fourth in itertools.combinations(across, 2):
            corners = [
                _crossing(first, second) for first in (one, other) for second in (third, fourth)
            ]
            if all(corner is not None for corner in corners):
                found.append(ordered(np.array(corners, np.float32)))
    return found


def _segments(channel: Frame) -> Floats:
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, 0.8)
    lines = detector.detect(channel)[0]
    if lines is None:
        return np.empty((0, 4), np.float32)
    lines = lines.reshape(-1, 4)
    least = 0.06 * max(channel.shape)
    long = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]) > least
    kept: Floats = lines[long].astype(np.float32)
    return kept


def _strongest(segments: Floats, shape: tuple[int, ...]) -> list[Floats]:
    """Return the lines that carry most length, as (a, b, c) with ax + by = c; like ones joined."""
    if not len(segments):
        return []
    delta = segments[:, 2:] - segments[:, :2]
    length = np.hypot(delta[:, 0], delta[:, 1])
    normal = np.stack([-delta[:, 1], delta[:, 0]], axis=1) / length[:, None]
    normal *= np.where(normal @ normal[np.argmax(length)] < 0, -1, 1)[:, None]
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    centre = np.array([shape[1] / 2, shape[0] / 2])
    place = ((middle - centre) * normal).sum(axis=1)
    left = length.copy()
    lines: list[Floats] = []
    outermost = [int(np.argmin(place)), int(np.argmax(place))]
    while left.max() > 0 and len(lines) < _LINES:
        best = outermost.pop() if outermost else int(np.argmax(left))
        if left[best] <= 0:
            continue
        alike = (np.abs(place - place[best]) < 6) & (normal @ normal[best] > 0.995)
        left[alike] = 0
        lines.append(np.array([*normal[best], normal[best] @ middle[best]], np.float32))
    return lines


def _crossing(one: Floats, other: Floats) -> tuple[float, float] | None:
    bent = float(one[0] * other[1] - one[1] * other[0])
    if abs(bent) < 0.3:
        return None
    x = (one[2] * other[1] - one[1] * other[2]) / bent
    y = (one[0] * other[2] - one[2] * other[0]) / bent
    return float(x), float(y)


def ordered(corners: Floats) -> Floats:
    """Return four corners clockwise on the screen, the one nearest the top left first."""
    middle = corners.mean(axis=0)
    turn = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(turn)]
    first = int(np.argmin(around.sum(axis=1)))
    turned: Floats = np.roll(around, -first, axis=0)
    return turned


def _plausible(quad: Floats, size: tuple[int, int]) -> bool:
    """Whether a quad is convex, large enough, inside the frame and not bent beyond a sheet."""
    width, height = size
    slack = 0.03 * max(size)
    if (quad < -slack).any() or (quad > (width + slack, height + slack)).any():
        return False
    sides = np.roll(quad, -1, axis=0) - quad
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < 0.12 * max(size):
        return False
    after = np.roll(sides, -1, axis=0)
    sine = (sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]) / (
        lengths * np.roll(lengths, -1)
    )
    if sine.min() < 0.55:  # a corner of a sheet seen from above is within 35 degrees of right
        return False
    area = float(cv2.contourArea(quad))
    return area >= _LEAST_AREA * width * height


# ---------------------------------------------------------------- judging


def _places(quads: Floats) -> tuple[Floats, Floats]:
    """Return places along the sides, shape (n, 4, samples, 2), and the inward normals (n, 4, 2)."""
    parts = np.linspace(0.06, 0.94, _SAMPLES, dtype=np.float32)
    ends = np.roll(quads, -1, axis=1)
    places = quads[:, :, None] + (ends - quads)[:, :, None] * parts[None, None, :, None]
    sides = ends - quads
    lengths = np.maximum(1e-6, np.hypot(sides[..., 0], sides[..., 1]))
    inward = np.stack([-sides[..., 1], sides[..., 0]], axis=-1) / lengths[..., None]
    return places, inward.astype(np.float32)


def _inner(quads: Floats) -> Floats:
    """Return places all over the inside of quads, shape (n, 12, 12, 2)."""
    parts = np.linspace(0.08, 0.92, 12, dtype=np.float32)
    across, down = parts[None, None, :, None], parts[None, :, None, None]
    top_left, top_right, low_right, low_left = (quads[:, None, None, n] for n in range(4))
    above = top_left * (1 - across) + top_right * across
    below = low_left * (1 - across) + low_right * across
    grid: Floats = (above * (1 - down) + below * down).astype(np.float32)
    return grid


def _looked_up(picture: Floats, places: Floats) -> Floats:
    # rows and columns: OpenCV takes at most 32,766 of each
    flat = places.reshape(len(places), -1, 2).astype(np.float32)
    values = cv2.remap(
        picture, flat[..., 0], flat[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    found: Floats = values.reshape(*places.shape[:-1], picture.shape[2])
    return found


@dataclass(frozen=True)
class _Judged:
    """What speaks for each of n quads.

    Attributes:
        score: for choosing among them.
        support: 0..1, how much of the outline shows a step; geometric mean of the sides.
        weakest: the same of the weakest side.
        steady: 0..1, how much of the outline steps the same way, to light or to dark.
        pure: 0..1, how much of what lies just inside has one colour.
        rough: how much the lightness just inside flickers, in OpenCV's 8-bit L.
        cut: how many sides lie along the rim of the frame.
    """

    score: Floats
    support: Floats
    weakest: Floats
    steady: Floats
    pure: Floats
    rough: Floats
    cut: Floats

    def is_page(self, place: int) -> bool:
        """Whether a quad can be taken for a sheet."""
        return bool(
            self.support[place] >= _LEAST_SUPPORT
            and self.weakest[place] >= _LEAST_SIDE
            and self.steady[place] >= _LEAST_STEADY
            and self.pure[place] >= _LEAST_PURE
            and self.rough[place] <= _MOST_ROUGH
            and self.cut[place] <= 1
        )


def _judged(quads: Floats, lab: Floats) -> _Judged:
    places, inward = _places(quads)
    shift = inward[:, :, None, :] * _REACH
    inside, outside = _looked_up(lab, places + shift), _looked_up(lab, places - shift)
    height, width = lab.shape[:2]
    away = places - shift
    beyond = ((away < 0) | (away > (width - 1, height - 1))).any(axis=-1)
    step = np.abs(inside - outside).max(axis=-1)
    edge = np.where(beyond, 0.5, np.clip(step / _STEP, 0, 1))  # beyond the rim nothing is known
    sides = edge.mean(axis=2)
    support = np.exp(np.log(np.maximum(sides, 1e-3)).mean(axis=1))
    known = np.maximum(1, (~beyond).sum(axis=(1, 2)))
    rise = np.where(beyond, 0, inside[..., 0] - outside[..., 0])
    lighter, darker = ((rise > 1).sum(axis=(1, 2)) / known, (rise < -1).sum(axis=(1, 2)) / known)
    steady = np.maximum(lighter, 0.9 * darker)  # paper is lighter than most tables
    colour = np.median(inside[..., 1:], axis=(1, 2))
    strays = np.abs(inside[..., 1:] - colour[:, None, None]).max(axis=-1)
    within = np.abs(_looked_up(lab, _inner(quads))[..., 1:] - colour[:, None, None]).max(axis=-1)
    # print and stamps are another colour than the paper, but never most of a sheet
    inner = np.minimum(1.0, (within < _ONE_COLOUR).mean(axis=(1, 2)) / _MOSTLY)
    pure = (strays < _ONE_COLOUR).mean(axis=(1, 2)) * inner
    light = inside[..., 0]
    flicker = np.abs(light[..., 2:] - 2 * light[..., 1:-1] + light[..., :-2])
    rough = np.median(flicker, axis=2).max(axis=1)
    area = np.array([cv2.contourArea(quad) for quad in quads]) / (width * height)
    score = support**2 * steady * pure * np.maximum(area, 1e-3) ** 0.35
    cut = (beyond.mean(axis=2) > 0.5).sum(axis=1)
    parts = (score, support, sides.min(axis=1), steady, pure, rough, cut)
    return _Judged(*(part.astype(np.float32) for part in parts))


# ---------------------------------------------------------------- refining


def _fine_picture(frame: Frame) -> Floats:
    lab = cv2.cvtColor(cv2.medianBlur(frame, 3), cv2.COLOR_BGR2Lab)
    blurred: Floats = cv2.GaussianBlur(lab, (0, 0), 1.2).astype(np.float32)
    return blurred


def _refined(quad: Floats, lab: Floats, reach: float = 9.0) -> Floats:
    """Return the corners where lines meet that were fitted to the steepest place of each side.

    Args:
        quad: corners to begin with.
        lab: the picture, blurred.
        reach: px that an edge may lie away from where it was guessed.
    """
    places, inward = _places(quad[None])
    offsets = np.arange(-reach, reach + 0.01, 0.5, dtype=np.float32)
    grid = places[0][:, :, None] + inward[0][:, None, None] * offsets[None, None, :, None]
    values = _looked_up(lab, grid)
    rise = values[:, :, 4:] - values[:, :, :-4]  # over 2 px
    step = np.abs(rise).max(axis=-1)
    best = step.argmax(axis=2)
    strength = np.take_along_axis(step, best[..., None], axis=2)[..., 0]
    lines = []
    for side in range(4):
        points = places[0, side] + inward[0, side] * offsets[best[side] + 2][:, None]
        good = strength[side] > max(2.0, 0.4 * float(np.median(strength[side])))
        if good.sum() < 6:
            start, end = quad[side], quad[(side + 1) % 4]
            along = (end - start) / max(1e-6, float(np.linalg.norm(end - start)))
            lines.append((*along, *start))
            continue
        fitted = cv2.fitLine(points[good], cv2.DIST_WELSCH, 0, 0.01, 0.01)
        lines.append(tuple(fitted.ravel()))
    corners = []
    for side in range(4):
        corner = _meeting(lines[side - 1], lines[side])
        corners.append(quad[side] if corner is None else corner)
    return np.array(corners, np.float32)


def _meeting(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, float] | None:
    """Return where two lines (direction x, y, point x, y) meet."""
    bent = one[0] * other[1] - one[1] * other[0]
    if abs(bent) < 0.3:
        return None
    gap_x, gap_y = other[2] - one[2], other[3] - one[3]
    part = (gap_x * other[1] - gap_y * other[0]) / bent
    return one[2] + part * one[0], one[3] + part * one[1]
