"""A head turned in space, for photo_accuracy: the picture lies on the mesh, the mesh is turned.

The depth is that of the mesh network (nose to ears 0.7 of the face's width, as in people); rings
around the face stand for hair and background. Good to about 35 degrees, then hair tears.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from desktop.photo.detector import FaceReader, Floats
from desktop.photo.ports import Frame

# the outline of the face in MediaPipe's mesh
# fmt: off
_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)
# fmt: on
_EARS = (234, 454)
# size over the outline, depth in face widths, and how much of the turn each ring takes part in
_RINGS = ((1.18, 0.18, 1.0), (1.42, 0.42, 0.6), (2.3, 0.6, 0.0))
_AXIS = 0.35  # the neck's depth behind the ears, in face widths


@cache
def _reader() -> FaceReader:
    return FaceReader()


def _surface(mesh: Floats) -> tuple[Floats, Floats, Floats, float]:
    """Return points, each one's share of the turn, the ears' middle, and the face's width."""
    ears = mesh[list(_EARS)]
    width, middle = float(np.hypot(*(ears[1] - ears[0])[:2])), ears.mean(axis=0)
    points = mesh - np.array([0, 0, middle[2]])
    outline = points[list(_OVAL)]
    centre = outline[:, :2].mean(axis=0)
    parts, shares = [points], [np.ones(len(points))]
    for size, depth, share in _RINGS:
        ring = np.empty_like(outline)
        ring[:, :2] = centre + (outline[:, :2] - centre) * size
        ring[:, 2] = depth * width
        parts.append(ring)
        shares.append(np.full(len(ring), share))
    return np.concatenate(parts), np.concatenate(shares), middle, width


def _triangles(points: Floats, shape: tuple[int, ...]) -> list[list[int]]:
    """Return the corners of the triangles between points, by number."""
    division = cv2.Subdiv2D((-9999, -9999, shape[1] + 19999, shape[0] + 19999))
    for x, y in points[:, :2]:
        division.insert((float(x), float(y)))
    found = []
    for corners in division.getTriangleList().reshape(-1, 3, 2):
        distance = ((points[None, :, :2] - corners[:, None]) ** 2).sum(axis=2)
        if (distance.min(axis=1) < 0.5).all():  # else a corner of the division itself
            found.append([int(number) for number in distance.argmin(axis=1)])
    return found


def turned(picture: Frame, degrees: float) -> Frame:
    """Return the picture with the head turned; positive brings the nose to image right."""
    reader = _reader()
    mesh, _ = reader.mesh(picture, reader.near(picture)[0])
    points, shares, middle, width = _surface(mesh)
    axis = np.array([middle[0], middle[1], _AXIS * width])
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])
    moved = (points - axis) @ turn.T + axis
    moved = points + (moved - points) * shares[:, None]
    height, wide = picture.shape[:2]
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(height, dtype=np.float32))
    depth = np.full((height, wide), np.inf)
    for corners in _triangles(points, picture.shape):
        _fill(points[corners], moved[corners], (x, y), depth)
    mode = cv2.BORDER_REPLICATE
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=mode))


def _fill(source: Floats, target: Floats, maps: tuple[Floats, Floats], depth: Floats) -> None:
    """Write where the pixels of one triangle come from; nearer ones win."""
    (ax, ay, _), (bx, by, _), (cx, cy, _) = target
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    edges = (source[1] - source[0])[:2], (source[2] - source[0])[:2]
    if area * (edges[0][0] * edges[1][1] - edges[1][0] * edges[0][1]) <= 1e-6:
        return  # seen from behind
    low = np.maximum(np.floor(target[:, :2].min(axis=0)).astype(int), 0)
    high = np.minimum(np.ceil(target[:, :2].max(axis=0)).astype(int) + 1, depth.shape[::-1])
    if (high <= low).any():
        return
    spot = np.s_[low[1] : high[1], low[0] : high[0]]
    across, down = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
    second = ((across - ax) * (cy - ay) - (cx - ax) * (down - ay)) / area
    third = ((bx - ax) * (down - ay) - (across - ax) * (by - ay)) / area
    weights = np.stack([1 - second - third, second, third])
    z = np.tensordot(target[:, 2], weights, axes=1)
    inside = (weights >= -0.01).all(axis=0) & (z < depth[spot])
    depth[spot][inside] = z[inside]
    for axis in (0, 1):
        maps[axis][spot][inside] = np.tensordot(source[:, axis], weights, axes=1)[inside]
