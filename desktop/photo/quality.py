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
from desktop.photo.pixels import face_patch, patch_mean, percentiles, shrink
from desktop.photo.ports import Frame
from desktop.photo.views import FaceGeometry

# points of the MediaPipe face mesh
_EYES = ((33, 133), (362, 263))  # outer and inner corners, eye at image left then right
_CHIN, _FOREHEAD, _EAR_LEFT, _EAR_RIGHT = 152, 10, 234, 454
_CHEEK_LEFT, _CHEEK_RIGHT = 50, 280
_LIDS = ((33, 160, 158, 133, 153, 144), (362, 385, 387, 263, 373, 380))
_INNER_LIPS = ((13, 14), (82, 87), (312, 317))
# fmt: off
_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)
# fmt: on

# rounding to whole grey values adds 1/12 to the variance, times the kernel's squares (1 + 4 + 1);
# without taking it out, a dark and blurred picture would look sharp
_ROUNDING = 6 / 12
_DIRECTIONS = tuple(
    np.array(rows, np.float32)
    for rows in (
        ((0, 0, 0), (1, -2, 1), (0, 0, 0)),
        ((0, 1, 0), (0, -2, 0), (0, 1, 0)),
        ((1, 0, 0), (0, -2, 0), (0, 0, 1)),
        ((0, 0, 1), (0, -2, 0), (1, 0, 0)),
    )
)

# The eyes lie a little below the middle of the head, so the crown is 1.05 times as far above
# them as the chin is below (measured on the development pictures, hair included).
_HEAD_PER_CHIN = 2.05
# The rim of a face against the light is bright, so its outermost part is left out.
_INNER = 0.85
# The mesh sees a head turned less than it is: faces turned in space by 10 to 30 degrees read
# 0.86 of it (18 people, spread 2-3 degrees); 40 degrees still read 37 after this.
_YAW_READ = 0.86
# The mesh's forehead point lies behind its chin even on a level face: mean of the good
# portraits of the development set.
_PITCH_ZERO = 5.0


def face_geometry(mesh: Floats) -> FaceGeometry:
    """Return position, size and pose of a face from its mesh.

    Head height is 2.05 times the distance from the eyes to the chin, because the mesh ends
    at the hairline. Roll is the slope of the eye line; yaw and pitch are the slopes in depth
    of the lines ear to ear and forehead to chin (degrees), yaw corrected by `_YAW_READ`.
    ISO/IEC 19794-5 wants roll within 8 and yaw and pitch within 5 degrees; mesh poses scatter
    by 2-3 degrees in yaw and 10 in pitch, hence `max_roll`, `max_yaw`, `max_pitch`.
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
        yaw=yaw / _YAW_READ,
        pitch=_PITCH_ZERO - pitch,
    )


def eye_opening(contour: Floats) -> float:
    """Return the largest lid gap over the eye's width, no unit (open 0.25-0.4, shut < 0.2).

    After OFIQ's EyesOpen, but on the 16 lid points of the iris network, because the mesh
    draws open lids on shut eyes. Judged by `min_eye_opening`, the smaller of both eyes. Real
    blinks of three people at 40-58 px eye distance: shut 0.04-0.19, open from 0.22 on.

    Args:
        contour: shape (16, 2), see `detector.FaceReader.eye_contour`.
    """
    gaps = np.hypot(*(contour[1:8] - contour[9:16]).T)
    width = float(np.hypot(*(contour[8] - contour[0])))
    return float(gaps.max()) / max(width, 1e-6)


def mouth_gap(mesh: Floats) -> float:
    """Return the largest gap of the inner lips over the distance from eyes to chin, no unit.

    OFIQ's MouthClosed. Shut 0-0.03, a smile with teeth up to 0.15, a wide open mouth from 0.25
    on. Judged by `max_mouth_gap`.
    """
    eyes = mesh[[33, 133, 362, 263], :2].mean(axis=0)
    gaps = [float(np.hypot(*(mesh[low, :2] - mesh[up, :2]))) for up, low in _INNER_LIPS]
    return max(gaps) / max(float(np.hypot(*(mesh[_CHIN, :2] - eyes))), 1e-6)


@dataclass(frozen=True)
class FaceLight:
    """Light on the face.

    Attributes:
        mean: mean luminance of the inner face, 0..255 (sRGB-coded, Rec. 601 weights).
        highlight: 95th percentile of the same pixels; high on dark skin in good light too.
        bright_share: share of those pixels at 250 or more.
        side_difference: difference of the cheeks' means over the larger one, 0..1.
        darker_side: -1 when the cheek at image left is darker, else 1.
        eye_white: 90th percentile between the lids, 0..255: bright in good light whatever the
            colour of the skin.
    """

    mean: float
    highlight: float
    bright_share: float
    side_difference: float
    darker_side: int
    eye_white: float = 0.0


def face_light(frame: Frame, mesh: Floats) -> FaceLight:
    """Measure exposure and evenness of the light on the face.

    After OFIQ's Under/OverExposurePrevention and IlluminationUniformity (two cheek squares
    of 0.3 eye distances). Judged by `min_face_light`, `max_face_light`, `max_bright_share`
    and `max_side_difference`. The lower limit is kept low so that dark skin in good light
    passes.
    """
    patch, points = face_patch(frame, mesh, 128)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    mask = np.zeros(grey.shape, np.uint8)
    outline = points[list(_OVAL)]
    inner = outline.mean(axis=0) * (1 - _INNER) + outline * _INNER
    cv2.fillConvexPoly(mask, inner.astype(np.int32), 255)
    inside = grey[mask > 0]
    if inside.size == 0:
        return FaceLight(0.0, 0.0, 0.0, 1.0, 1)
    side = 0.3 * float(np.hypot(*(points[33] - points[263])))
    left = patch_mean(grey, points[_CHEEK_LEFT], side)
    right = patch_mean(grey, points[_CHEEK_RIGHT], side)
    return FaceLight(
        mean=float(inside.mean()),
        highlight=percentiles(inside, (0.95,))[0],
        bright_share=float((inside >= 250).mean()),
        side_difference=abs(left - right) / max(left, right, 1.0),
        darker_side=-1 if left < right else 1,
        eye_white=_eye_white(frame, mesh),
    )


def _eye_white(frame: Frame, mesh: Floats) -> float:
    patch, points = face_patch(frame, mesh, 192)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    mask = np.zeros(grey.shape, np.uint8)
    for lids in _LIDS:
        cv2.fillConvexPoly(mask, cv2.convexHull(points[list(lids)].astype(np.int32)), 255)
    between = grey[mask > 0]
    return percentiles(between, (0.9,))[0] if between.size else 0.0


def dynamic_range(frame: Frame, mesh: Floats) -> float:
    """Return the entropy of the face's luminance, in bits (0..8).

    OFIQ's DynamicRange (entropy * 12.5 there). Faces in good light 6.3-7.5, fog on the lens,
    a washed-out or nearly black picture below 5.5. Judged by `min_dynamic_range`.
    """
    patch, points = face_patch(frame, mesh, 128)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    mask = np.zeros(grey.shape, np.uint8)
    cv2.fillConvexPoly(mask, points[list(_OVAL)].astype(np.int32), 255)
    counts = np.bincount(grey[mask > 0], minlength=256).astype(float)
    shares = counts[counts > 0] / max(counts.sum(), 1.0)
    return float(-(shares * np.log2(shares)).sum())


def sharpness(frame: Frame, mesh: Floats) -> float:
    """Return the variance of second differences over the variance of grey, worst direction.

    Face at 192 px width; the smallest of four directions, because a picture blurred by motion
    stays sharp along it. No unit; dividing by the grey variance takes contrast and exposure
    out (after Pech-Pacheco 2000 and OFIQ's Sharpness inputs). Sharp 0.01-0.09, blurred by 2 px
    at 110 px eye distance below 0.004, moved by 9 px below 0.005. Judged by `min_sharpness`.
    """
    patch, _ = face_patch(frame, mesh, 192)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    detail = min(float(cv2.filter2D(grey, cv2.CV_32F, kernel).var()) for kernel in _DIRECTIONS)
    return max(0.0, detail - _ROUNDING) / max(float(grey.var()), 1.0)


def skin_colour_distance(frame: Frame, mesh: Floats) -> float:
    """Return how far the cheeks' mean a*, b* (CIELAB) lies outside [5, 25] x [5, 35].

    OFIQ's NaturalColour. Judged by `max_colour_distance`; black and white pictures score 7.
    """
    patch, points = face_patch(frame, mesh, 96)
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
    return off_skin(float(a), float(b))


def off_skin(a: float, b: float) -> float:
    """Return the distance from OFIQ's box of natural skin colours."""
    return math.hypot(a - min(max(a, 5.0), 25.0), b - min(max(b, 5.0), 35.0))


@dataclass(frozen=True)
class Background:
    """The area beside and above the head.

    Attributes:
        gradient: mean length of the Sobel gradient per pixel, calmest 80 % of the area.
        spread: luminance between the 20th and 80th percentile, 0..255.
        light: median luminance, 0..255.
        chroma: CIELAB chroma of the median colour.
    """

    gradient: float
    spread: float
    light: float
    chroma: float


def background(frame: Frame, face: FaceGeometry) -> Background:
    """Measure how plain and light the background is.

    The area is beside and above the face down to just below the eyes, where long hair and
    headscarves are narrow, outside an ellipse around head and hair, within 0.8 head heights
    of the middle, on a copy 320 px wide. After OFIQ's BackgroundUniformity (Sobel), with the
    spread added because a defocused busy background has no edges. Percentiles instead of
    extremes, so that hair does not count. Judged by `max_background_gradient`,
    `max_background_spread`, `min_background_light`, `max_background_chroma`.
    """
    height, width = frame.shape[:2]
    scale = 320 / width
    small = shrink(frame, 320, max(8, round(height * scale)))
    head = face.head_height * scale
    y, x = np.mgrid[0 : small.shape[0], 0 : small.shape[1]].astype(np.float32)
    dx, dy = (x - face.eye_x * scale) / head, (y - face.eye_y * scale) / head
    area = (dx / 0.5) ** 2 + (dy / 0.68) ** 2 > 1
    area &= (np.abs(dx) < 0.8) & (dy < 0.1) & (dy > -0.75)
    if np.count_nonzero(area) < 50:
        return Background(0.0, 0.0, 128.0, 0.0)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    steps = cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    values = steps[area]
    calm = np.partition(values, int(values.size * 0.8))[: int(values.size * 0.8)]
    low, middle, high = percentiles(grey[area], (0.2, 0.5, 0.8))
    medians = [percentiles(plane[area], (0.5,))[0] for plane in cv2.split(small)]
    colour = np.array([[medians]], np.float32) / 255
    _, a, b = cv2.cvtColor(colour, cv2.COLOR_BGR2Lab)[0, 0]
    return Background(float(calm.mean()), high - low, middle, float(math.hypot(a, b)))
