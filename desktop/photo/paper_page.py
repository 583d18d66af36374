"""Makes a readable page of a photographed sheet: flat, upright, evenly lit, small.

Imports OpenCV at once, so `paper` imports it only when a page is made.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from desktop.photo.paper_views import FlatPage, PageLook, Treatment
from desktop.photo.ports import Frame

A4 = math.sqrt(2)  # of the long to the short side, as of every sheet of the A series
_LIKE_A4 = 0.17  # a sheet that differs less is made exactly A4; folds and waves shorten it
_FINE, _COARSE = 2339, 1754  # px of the long side: A4 at 200 and at 150 dpi
_ENOUGH = 1100  # px of the sheet in the frame from which 200 dpi show more than 150
_WHITE = 0.72  # of the paper's brightness; what is darker is ink however large it is
_INK = 14  # of 255 darker than its surroundings: a thin line of a pale pen
_SPECK = 7  # px at 200 dpi; smaller dots are noise of the camera
_RIM = 0.006  # of the long side that is left white all around
_JPEG = 72


def flatten(frame: Frame, treatment: Treatment) -> FlatPage:
    """Return the page; any four corners give one, whatever they enclose."""
    corners = np.array(treatment.corners, np.float32)
    size = frame.shape[1], frame.shape[0]
    across, down = page_size(corners, size, is_ink=treatment.look is PageLook.BLACK_WHITE)
    target = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32)
    if cv2.contourArea(corners) < 1:
        corners = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(
        frame, warp, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    flat = np.ascontiguousarray(np.rot90(flat, -treatment.turns))
    if treatment.look is PageLook.BLACK_WHITE:
        content = _encoded(".png", black_white(flat), (cv2.IMWRITE_PNG_BILEVEL, 1))
        media_type = "image/png"
    else:
        even = evenly_lit(flat)
        if treatment.look is PageLook.GREY:
            even = cv2.cvtColor(even, cv2.COLOR_BGR2GRAY)
        content = _encoded(".jpg", even, (cv2.IMWRITE_JPEG_QUALITY, _JPEG))
        media_type = "image/jpeg"
    return FlatPage(content, media_type, flat.shape[1], flat.shape[0])


def page_size(
    corners: npt.NDArray[np.float32], frame_size: tuple[int, int], *, is_ink: bool
) -> tuple[int, int]:
    """Return width and height in px that the flat page will have, before it is turned."""
    sides = np.roll(corners, -1, axis=0) - corners
    longest = float(np.hypot(sides[:, 0], sides[:, 1]).max())
    ratio = proportion(corners, frame_size)
    is_wide = ratio > 1
    ratio = max(ratio, 1 / ratio)
    if abs(ratio / A4 - 1) < _LIKE_A4:
        ratio = A4
    if is_ink:
        long = _FINE if longest >= _ENOUGH else _COARSE
    else:
        long = max(600, min(_COARSE, round(longest)))
    short = max(100, round(long / ratio))
    return (long, short) if is_wide else (short, long)


def proportion(corners: npt.NDArray[np.float32], frame_size: tuple[int, int]) -> float:
    """Return width by height of a sheet seen in perspective.

    From Zhang and He, "Whiteboard scanning and image enhancement" (2007), section 4: the lens is
    taken to be centred, its focal length follows from the corners. Where it does not (a sheet
    seen straight from above), opposite sides are averaged.
    """
    centre = np.array(frame_size, np.float64) / 2
    tl, tr, br, bl = (np.append(point - centre, 1.0) for point in corners.astype(np.float64))
    across = float(np.linalg.norm(tr - tl) + np.linalg.norm(br - bl))
    down = float(np.linalg.norm(bl - tl) + np.linalg.norm(br - tr))
    plain = min(5.0, max(0.2, across / max(down, 1e-6)))
    low = np.dot(np.cross(tr, br), bl), np.dot(np.cross(bl, br), tr)
    if min(abs(low[0]), abs(low[1])) < 1e-6:
        return plain
    diagonal = np.cross(tl, br)
    n2 = np.dot(diagonal, bl) / low[0] * tr - tl
    n3 = np.dot(diagonal, tr) / low[1] * bl - tl
    if min(abs(n2[2]), abs(n3[2])) < 0.02:
        return plain
    focal = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
    if not 0.16 * max(frame_size) ** 2 < focal < 9 * max(frame_size) ** 2:
        return plain
    wide = (n2[0] ** 2 + n2[1] ** 2) / focal + n2[2] ** 2
    high = (n3[0] ** 2 + n3[1] ** 2) / focal + n3[2] ** 2
    ratio = math.sqrt(wide / high)
    # corners a few pixels off bend the estimate more than they bend the plain one
    return float(np.clip(ratio, plain / 1.25, plain * 1.25))


def evenly_lit(picture: Frame) -> Frame:
    """Return the page as if lit from all sides: each colour by the paper's around it."""
    paper = _paper_around(picture)
    even = picture.astype(np.float32) * (248.0 / np.maximum(paper.astype(np.float32), 24.0))
    return np.clip(even, 0, 255).astype(np.uint8)


def black_white(picture: Frame) -> Frame:
    """Return black ink on white: pen, print and coloured stamps black, shadows and folds gone."""
    # red and blue ink are dark in one channel: the darkest one decides
    even = evenly_lit(picture).min(axis=2)
    calm = cv2.GaussianBlur(even, (0, 0), 0.8)
    window = max(15, round(max(picture.shape) / 60) | 1)
    around = cv2.GaussianBlur(calm, (0, 0), window / 4)
    thin = calm.astype(np.int16) < around.astype(np.int16) - _INK
    thick = calm < 255 * _WHITE
    ink = ((thin & (calm < 232)) | thick).astype(np.uint8)
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = max(2, round(_SPECK * (max(picture.shape[:2]) / _FINE) ** 2))
    keep = np.zeros(count, np.uint8)
    keep[1:] = stats[1:, cv2.CC_STAT_AREA] >= least
    page: Frame = np.where(keep[labels] > 0, 0, 255).astype(np.uint8)
    # the sheet's own edge is no ink; a hair of table beside it neither
    rim = max(2, round(_RIM * max(page.shape)))
    page[:rim] = page[-rim:] = page[:, :rim] = page[:, -rim:] = 255
    return page


def _paper_around(picture: Frame) -> Frame:
    """Return the brightness of the bare paper at each place, in each colour."""
    height, width = picture.shape[:2]
    small = cv2.resize(
        picture, (max(8, width // 8), max(8, height // 8)), interpolation=cv2.INTER_AREA
    )
    # ink is closed over, then a wide middle value follows shadows and folds
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    closed = cv2.medianBlur(closed, 9)
    paper: Frame = cv2.resize(
        cv2.GaussianBlur(closed, (0, 0), 3), (width, height), interpolation=cv2.INTER_LINEAR
    )
    return paper


def _encoded(kind: str, picture: Frame, wishes: tuple[int, int]) -> bytes:
    done, data = cv2.imencode(kind, picture, list(wishes))
    if not done:
        raise ValueError(picture.shape)
    return bytes(data)


def detail(frame: Frame) -> float:
    """Return how sharp a frame is: the variance of its Laplacian at half the size."""
    half = cv2.resize(frame, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(half, cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def decode(picture: bytes) -> Frame | None:
    """Return the frame of a kept picture; None when it is none."""
    try:
        frame = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if frame is None else np.asarray(frame)
