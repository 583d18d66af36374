"""Measures of a portrait: pure functions of pixels and mesh points.

Every function says what it measures, in which unit, where the idea comes from, and which
field of `profile.Thresholds` judges it. OFIQ is the reference code of ISO/IEC 29794-5:2025;
ISO/IEC 19794-5:2011 gives the pose limits. docs/photo-quality.md shows what was tried.
This module imports OpenCV at once, so callers import it only when a picture is at hand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from desktop.photo.detector import Floats
from desktop.photo.pixels import percentiles, shrink
from desktop.photo.ports import Frame
from desktop.photo.views import FaceGeometry

# points of the MediaPipe face mesh
_EYES = ((33, 133), (362, 263))  # outer and inner corners, eye at image left then right
_CHIN, _FOREHEAD, _EAR_LEFT, _EAR_RIGHT = 152, 10, 234, 454
_CHEEK_LEFT, _CHEEK_RIGHT = 50, 280
_FOREHEAD_SPOTS, _LOWER_CHEEKS, _CHIN_SPOT = (151, 108, 337), (205, 425), 200
_TINTED = 8.0  # a forehead this far from skin colours, CIELAB, is lit by tinted light
# fmt: off
_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)
# fmt: on

# The eyes lie a little below the middle of the head, so the crown is 1.05 times as far above
# them as the chin is below (measured on the development pictures, hair included).
_HEAD_PER_CHIN = 2.05
# The mesh's forehead point lies behind its chin even on a level face: mean of the good
# portraits of the development set.
_PITCH_ZERO = 5.0


def face_geometry(mesh: Floats) -> FaceGeometry:
    """Return position, size and pose of a face from its mesh.

    Head height is 2.05 times the distance from the eyes to the chin, because the mesh ends
    at the hairline. Roll is the slope of the eye line; yaw and pitch are the slopes in depth
    of the lines ear to ear and forehead to chin (degrees). ISO/IEC 19794-5 wants roll within
    8 and yaw and pitch within 5 degrees; mesh poses scatter by about 5, hence `max_roll`,
    `max_yaw`, `max_pitch`.
    """
    left, right = (mesh[list(pair), :2].mean(axis=0) for pair in _EYES)
    middle = (left + right) / 2
    across, down = mesh[_EAR_RIGHT] - mesh[_EAR_LEFT], mesh[_CHIN] - mesh[_FOREHEAD]
    roll = math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))
    # depth over the length in the picture plane, so that roll does not leak into the angles
    yaw = math.degrees(math.atan2(across[2], math.hypot(across[0], across[1])))
    pitch = math.degrees(math.atan2(down[2], math.hypot(down[0], down[1])))
    return FaceGeometry(
        eye_x=float(middle[0]),
        eye_y=float(middle[1]),
        eye_distance=float(math.hypot(*(right - left))),
        head_height=_HEAD_PER_CHIN * float(math.hypot(*(mesh[_CHIN, :2] - middle))),
        roll=roll,
        yaw=yaw,
        pitch=_PITCH_ZERO - pitch,
    )


def eye_opening(contour: Floats) -> float:
    """Return the largest lid gap over the eye's width, no unit (open 0.25-0.4, shut < 0.2).

    After OFIQ's EyesOpen, but on the 16 lid points of the iris network, because the mesh
    draws open lids on shut eyes. Judged by `min_eye_opening`, the smaller of both eyes.
    Not reliable below 60 px eye distance.

    Args:
        contour: shape (16, 2), see `detector.FaceReader.eye_contour`.
    """
    gaps = np.hypot(*(contour[1:8] - contour[9:16]).T)
    width = float(np.hypot(*(contour[8] - contour[0])))
    return float(gaps.max()) / max(width, 1e-6)


@dataclass(frozen=True)
class FaceLight:
    """Light on the face.

    Attributes:
        mean: mean luminance inside the face oval, 0..255 (sRGB-coded, Rec. 601 weights).
        bright_share: share of those pixels at 250 or more.
        side_difference: difference of the cheeks' means over the larger one, 0..1.
        darker_side: -1 when the cheek at image left is darker, else 1.
    """

    mean: float
    bright_share: float
    side_difference: float
    darker_side: int


def _cheek(grey: Frame, point: Floats, side: float) -> float:
    half = max(1, int(side / 2))
    x, y = int(point[0]), int(point[1])
    patch = grey[max(0, y - half) : y + half, max(0, x - half) : x + half]
    return float(patch.mean()) if patch.size else 0.0


def face_light(frame: Frame, mesh: Floats) -> FaceLight:
    """Measure exposure and evenness of the light on the face.

    After OFIQ's Under/OverExposurePrevention and IlluminationUniformity (two cheek squares
    of 0.3 eye distances). Judged by `min_face_light`, `max_face_light`, `max_bright_share`
    and `max_side_difference`. The lower limit is kept low so that dark skin in good light
    passes.
    """
    patch, points = _face_patch(frame, mesh, 128)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    mask = np.zeros(grey.shape, np.uint8)
    cv2.fillConvexPoly(mask, points[list(_OVAL)].astype(np.int32), 255)
    inside = grey[mask > 0]
    if inside.size == 0:
        return FaceLight(0.0, 0.0, 1.0, 1)
    side = 0.3 * float(np.hypot(*(points[33] - points[263])))
    left = _cheek(grey, points[_CHEEK_LEFT], side)
    right = _cheek(grey, points[_CHEEK_RIGHT], side)
    return FaceLight(
        mean=float(inside.mean()),
        bright_share=float((inside >= 250).mean()),
        side_difference=abs(left - right) / max(left, right, 1.0),
        darker_side=-1 if left < right else 1,
    )


def _face_patch(frame: Frame, mesh: Floats, width: int) -> tuple[Frame, Floats]:
    """Return the face's bounding box scaled to a width, and the mesh's x, y in it."""
    height, frame_w = frame.shape[:2]
    x0, y0 = np.floor(mesh[:, :2].min(axis=0)).astype(int)
    x1, y1 = np.ceil(mesh[:, :2].max(axis=0)).astype(int)
    x0, y0 = max(0, min(x0, frame_w - 2)), max(0, min(y0, height - 2))
    x1, y1 = min(frame_w, max(x1, x0 + 2)), min(height, max(y1, y0 + 2))
    scale = width / (x1 - x0)
    size = (width, max(2, round((y1 - y0) * scale)))
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    patch = cv2.resize(frame[y0:y1, x0:x1], size, interpolation=interpolation)
    points = (mesh[:, :2] - np.array([x0, y0], np.float32)) * scale
    return patch, points


def sharpness(frame: Frame, mesh: Floats) -> float:
    """Return the variance of the Laplacian over the variance of grey, face at 192 px width.

    No unit; dividing by the grey variance takes contrast and exposure out (after Pech-Pacheco
    2000 and OFIQ's Sharpness inputs). Strong blur 0.002, light blur 0.01, sharp from 0.03 on.
    Judged by `min_sharpness`.
    """
    patch, _ = _face_patch(frame, mesh, 192)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    detail = cv2.Laplacian(grey, cv2.CV_32F)
    return float(detail.var() / max(float(grey.var()), 1.0))


def skin_colour_distance(frame: Frame, mesh: Floats) -> float:
    """Return how far the cheeks' mean a*, b* (CIELAB) lies outside [5, 25] x [5, 35].

    OFIQ's NaturalColour. Judged by `max_colour_distance`; black and white pictures score 7.
    """
    patch, points = _face_patch(frame, mesh, 96)
    lab = cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)
    side = max(2, int(0.15 * np.hypot(*(points[33] - points[263]))))
    total = []
    for index in (_CHEEK_LEFT, _CHEEK_RIGHT):
        x, y = points[index].astype(int)
        spot = lab[max(0, y - side) : y + side, max(0, x - side) : x + side]
        if spot.size:
            total.append(spot.reshape(-1, 3).mean(axis=0))
    if not total:
        return 0.0
    _, a, b = np.mean(total, axis=0)
    return _off_skin(float(a), float(b))


def _off_skin(a: float, b: float) -> float:
    """Return the distance from OFIQ's box of natural skin colours."""
    return math.hypot(a - min(max(a, 5.0), 25.0), b - min(max(b, 5.0), 35.0))


@dataclass(frozen=True)
class Background:
    """The area beside and above the head.

    Attributes:
        gradient: mean length of the Sobel gradient per pixel, calmest 80 % of the area.
        spread: luminance between the 12th and 88th percentile, 0..255.
        light: median luminance, 0..255.
        chroma: CIELAB chroma of the median colour.
    """

    gradient: float
    spread: float
    light: float
    chroma: float


def background(frame: Frame, face: FaceGeometry) -> Background:
    """Measure how plain and light the background is.

    The area is above the chin, outside an ellipse around head and hair, within 0.7 head
    heights of the middle, on a copy 320 px wide. After OFIQ's BackgroundUniformity (Sobel),
    with the spread added because a defocused busy background has no edges. Percentiles
    instead of extremes, so that long hair does not count. Judged by `max_background_gradient`,
    `max_background_spread`, `min_background_light`, `max_background_chroma`.
    """
    height, width = frame.shape[:2]
    scale = 320 / width
    small = shrink(frame, 320, max(8, round(height * scale)))
    head = face.head_height * scale
    y, x = np.mgrid[0 : small.shape[0], 0 : small.shape[1]].astype(np.float32)
    dx, dy = (x - face.eye_x * scale) / head, (y - face.eye_y * scale) / head
    area = (dx / 0.46) ** 2 + (dy / 0.64) ** 2 > 1
    area &= (np.abs(dx) < 0.7) & (dy < 0.35) & (dy > -0.75)
    if np.count_nonzero(area) < 50:
        return Background(0.0, 0.0, 128.0, 0.0)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    steps = cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    values = steps[area]
    calm = np.partition(values, int(values.size * 0.8))[: int(values.size * 0.8)]
    low, middle, high = percentiles(grey[area], (0.12, 0.5, 0.88))
    medians = [percentiles(plane[area], (0.5,))[0] for plane in cv2.split(small)]
    colour = np.array([[medians]], np.float32) / 255
    _, a, b = cv2.cvtColor(colour, cv2.COLOR_BGR2Lab)[0, 0]
    return Background(float(calm.mean()), high - low, middle, float(math.hypot(a, b)))


def cover_distance(frame: Frame, mesh: Floats) -> float:
    """Return how far the lower face's a*, b* (CIELAB) lie from the forehead's.

    The smaller of lower cheeks and chin, so that a beard or a moustache alone does not count.
    Bare faces 0-17, a light blue mask 36. 0 when the forehead is not skin-coloured itself:
    then the light is tinted, which `skin_colour_distance` tells. OFIQ needs a network for
    this. Judged by `max_cover_distance`; a mask of skin colour, or a hand, is not found.
    """
    patch, points = _face_patch(frame, mesh, 96)
    lab = cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)

    def colour(*indices: int) -> Floats:
        spots = []
        for index in indices:
            x, y = points[index].astype(int)
            spot = lab[max(0, y - 5) : y + 5, max(0, x - 5) : x + 5, 1:]
            if spot.size:
                spots.append(np.median(spot.reshape(-1, 2), axis=0))
        return np.mean(spots, axis=0) if spots else np.zeros(2, np.float32)

    forehead = colour(*_FOREHEAD_SPOTS)
    if _off_skin(float(forehead[0]), float(forehead[1])) > _TINTED:
        return 0.0
    lower = (colour(*_LOWER_CHEEKS), colour(_CHIN_SPOT))
    return min(float(np.hypot(*(spot - forehead))) for spot in lower)


def eye_contrast(frame: Frame, mesh: Floats) -> float:
    """Return the mean luminance around the eyes over that of the cheeks, no unit.

    Bare eyes and clear glasses 0.5-1, sunglasses below 0.4; nothing in OFIQ without its
    networks. Judged by `min_eye_contrast`.
    """
    patch, points = _face_patch(frame, mesh, 96)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    span = float(np.hypot(*(points[33] - points[263])))
    cheeks = [_cheek(grey, points[index], 0.25 * span) for index in (_CHEEK_LEFT, _CHEEK_RIGHT)]
    eyes = [_cheek(grey, points[list(pair)].mean(axis=0), 0.28 * span) for pair in _EYES]
    return max(eyes) / max(*cheeks, 1.0)
