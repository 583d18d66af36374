"""What lies over a face: sunglasses, masks, hats. Pure functions of pixels and mesh points.

OFIQ answers these with networks of 57 MB and more (EyesVisible, FaceOcclusionPrevention,
NoHeadCoverings). These are own checks from colour and brightness of spots of the face, which
cost well under a millisecond; docs/photo-quality.md says what they miss.
This module imports OpenCV at once, so callers import it only when a picture is at hand.
"""

from __future__ import annotations

import cv2
import numpy as np

from desktop.photo.detector import Floats
from desktop.photo.pixels import face_patch, patch_mean
from desktop.photo.ports import Frame
from desktop.photo.quality import off_skin

# points of the MediaPipe face mesh
_EYES = ((33, 133), (362, 263))
_CHEEKS = (50, 280)
_UNDER_EYES = ((230, 119), (450, 348))  # the skin just below the lower lid, left and right
_FOREHEAD_SPOTS, _LOWER_CHEEKS, _CHIN_SPOT = (151, 108, 337), (205, 425), 200
_FOREHEAD, _CHIN, _UPPER_LIP, _NOSE_ROOT = 10, 152, 164, 168
# fmt: off
_LIPS = (
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
)
# fmt: on
_TINTED = 8.0  # a forehead this far from skin colours, CIELAB, is lit by tinted light
_WIDTH = 96


def eye_contrast(frame: Frame, mesh: Floats) -> float:
    """Return the mean luminance around the eyes over that of the cheeks, no unit.

    Bare eyes and clear glasses 0.5-1, sunglasses below 0.4. Judged by `min_eye_contrast`.
    """
    patch, points = face_patch(frame, mesh, _WIDTH)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    span = float(np.hypot(*(points[33] - points[263])))
    cheeks = [patch_mean(grey, points[index], 0.25 * span) for index in _CHEEKS]
    eyes = [patch_mean(grey, points[list(pair)].mean(axis=0), 0.28 * span) for pair in _EYES]
    return max(eyes) / max(*cheeks, 1.0)


def under_eye_contrast(frame: Frame, mesh: Floats) -> float:
    """Return the luminance of the skin under the eyes over that of the cheeks, no unit.

    A dark lens covers this skin, dark irises and deep-set eyes do not: bare faces of any skin
    colour 0.7-1.1, dark lenses below 0.5. Judged by `min_under_eye`.
    """
    patch, points = face_patch(frame, mesh, _WIDTH)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    span = float(np.hypot(*(points[33] - points[263])))
    cheeks = [patch_mean(grey, points[index], 0.2 * span) for index in _CHEEKS]
    ratios = [
        patch_mean(grey, points[list(pair)].mean(axis=0), 0.1 * span) / max(cheek, 1.0)
        for pair, cheek in zip(_UNDER_EYES, cheeks, strict=True)
    ]
    return max(ratios)


def _lab(frame: Frame, mesh: Floats) -> tuple[Floats, Floats]:
    patch, points = face_patch(frame, mesh, _WIDTH)
    lab: Floats = cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)
    return lab, points


def _colour(lab: Floats, points: Floats, *indices: int) -> Floats:
    """Return the mean of the median L*, a*, b* around mesh points."""
    spots = []
    for index in indices:
        x, y = points[index].astype(int)
        spot = lab[max(0, y - 5) : y + 5, max(0, x - 5) : x + 5]
        if spot.size:
            spots.append(np.median(spot.reshape(-1, 3), axis=0))
    return np.mean(spots, axis=0).astype(np.float32) if spots else np.zeros(3, np.float32)


def cover_distance(frame: Frame, mesh: Floats) -> float:
    """Return how far the lower face's a*, b* (CIELAB) lie from the skin of the upper face.

    The smaller of lower cheeks and chin, so that a beard or a moustache alone does not count;
    from forehead or the root of the nose, whichever is nearer, so that neither a fringe nor
    sunglasses count. Bare faces 0-12, masks of cloth or paper 11-50. 0 when the forehead is
    not skin-coloured itself: then the light is tinted, which `quality.skin_colour_distance`
    tells. Judged by `max_cover_distance`, and by `max_bare_distance` when the lips cannot be
    seen (`lip_redness`). A hand, or cloth of the colour of skin, is not found.
    """
    lab, points = _lab(frame, mesh)
    forehead = _colour(lab, points, *_FOREHEAD_SPOTS)[1:]
    if off_skin(float(forehead[0]), float(forehead[1])) > _TINTED:
        return 0.0
    root = _colour(lab, points, _NOSE_ROOT)[1:]
    lower = (_colour(lab, points, *_LOWER_CHEEKS)[1:], _colour(lab, points, _CHIN_SPOT)[1:])
    return min(float(np.hypot(*(spot - skin))) for spot in lower for skin in (forehead, root))


def lip_redness(frame: Frame, mesh: Floats) -> float:
    """Return how much redder the lips are than the skin around them (CIELAB a*).

    The upper quarter of the lips' a* less the middle one of chin, lower cheeks and upper lip.
    Bare faces 0.2-29, nearly always above 5; behind a mask below 1.6. Judged by
    `min_lip_redness`, only together with `cover_distance`.
    """
    lab, points = _lab(frame, mesh)
    area = np.zeros(lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(area, cv2.convexHull(points[list(_LIPS)].astype(np.int32)), 255)
    lips = lab[area > 0][:, 1]
    if not lips.size:
        return 0.0
    around = [
        _colour(lab, points, *spots)[1] for spots in ((_CHIN_SPOT,), _LOWER_CHEEKS, (_UPPER_LIP,))
    ]
    return float(np.percentile(lips, 75) - np.median(around))


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
