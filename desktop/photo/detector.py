"""Faces in a frame: BlazeFace boxes, 468 mesh points and eye contours through cv2.dnn.

The networks are MediaPipe's (Apache-2.0); decoding follows the model cards and
`ssd_anchors_calculator.cc` / `tflite_tensors_to_detections_calculator.cc` of MediaPipe.
This module imports OpenCV at once, so callers import it only when a picture is at hand.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from desktop.photo import models_files
from desktop.photo.pixels import shrink
from desktop.photo.ports import Frame

Floats: TypeAlias = npt.NDArray[np.float32]

_IOU = 0.3  # overlap above which two boxes are the same face (MediaPipe's default)
_MESH_MARGIN = 1.5  # the mesh was trained on the face box enlarged by this factor
_EYE_MARGIN = 2.3  # the same for the eye network, around the two eye corners
_MESH_PIXELS = 192
_EYE_PIXELS = 64


@dataclass(frozen=True)
class Face:
    """One detected face, in pixels of the frame.

    Attributes:
        box: left, top, width, height.
        score: probability 0..1 that this is a face.
        points: shape (6, 2): eye at image left, eye at image right, nose tip, mouth, and the
            ear points at image left and right.
    """

    box: tuple[float, float, float, float]
    score: float
    points: Floats


def face_of(mesh: Floats) -> Face:
    """Return the face that a mesh lies on, to look for the mesh of the next frame there.

    MediaPipe tracks a face in this way: the box of the mesh stands for that of the detector.
    """
    low, high = mesh[:, :2].min(axis=0), mesh[:, :2].max(axis=0)
    eyes = (mesh[[33, 133], :2].mean(axis=0), mesh[[362, 263], :2].mean(axis=0))
    points = np.stack([*eyes, *mesh[[1, 13, 234, 454], :2]]).astype(np.float32)
    box = (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
    return Face(box, 1.0, points)


def ssd_anchors(size: int, strides: tuple[int, ...], per_cell: int) -> Floats:
    """Return the anchor centres, shape (n, 2), as x and y in 0..1.

    Layers of equal stride share one grid; each adds `per_cell` anchors to every cell.
    """
    rows: list[Floats] = []
    for stride in dict.fromkeys(strides):
        cells = size // stride
        repeats = per_cell * strides.count(stride)
        y, x = np.mgrid[0:cells, 0:cells].astype(np.float32)
        centres = (np.stack([x.ravel(), y.ravel()], axis=1) + 0.5) / cells
        rows.append(np.repeat(centres, repeats, axis=0).astype(np.float32))
    return np.concatenate(rows)


def _square(frame: Frame, size: int) -> tuple[Frame, float, int, int]:
    """Fit the frame into a black square; return it with scale and the left and top padding."""
    height, width = frame.shape[:2]
    scale = size / max(height, width)
    new_w, new_h = max(1, round(width * scale)), max(1, round(height * scale))
    small = shrink(frame, new_w, new_h)
    left, top = (size - new_w) // 2, (size - new_h) // 2
    padded = cv2.copyMakeBorder(
        small, top, size - new_h - top, left, size - new_w - left, cv2.BORDER_CONSTANT
    )
    return padded, scale, left, top


def suppress(boxes: Floats, scores: Floats) -> list[tuple[Floats, float]]:
    """Merge overlapping detections by score-weighted mean (MediaPipe's weighted NMS).

    Args:
        boxes: shape (n, 16): left, top, right, bottom, then six points.
        scores: shape (n,).

    Returns:
        Merged rows with the best score of each group, best first.
    """
    order = np.argsort(-scores)
    found: list[tuple[Floats, float]] = []
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    while order.size:
        best = order[0]
        low = np.maximum(boxes[best, :2], boxes[order, :2])
        high = np.minimum(boxes[best, 2:4], boxes[order, 2:4])
        common = np.prod(np.clip(high - low, 0, None), axis=1)
        same = common / (areas[best] + areas[order] - common + 1e-9) > _IOU
        same[0] = True
        group = order[same]
        weights = scores[group, None]
        merged = (boxes[group] * weights).sum(axis=0) / weights.sum()
        found.append((merged.astype(np.float32), float(scores[best])))
        order = order[~same]
    return found


class BlazeFace:
    """One BlazeFace network; not thread safe, the owner serialises calls.

    Args:
        model: `models_files.SHORT_RANGE` (fast, one person before the camera) or
            `models_files.FULL_RANGE` (slower, also finds people in the background).
        min_score: detections below are dropped.

    Raises:
        ModelFileError: the model is missing or has other content.
    """

    def __init__(self, model: str, min_score: float) -> None:
        short = model == models_files.SHORT_RANGE
        self._size = 128 if short else 192
        self._anchors = ssd_anchors(128, (8, 16, 16, 16), 2) if short else ssd_anchors(192, (4,), 1)
        self._min_score = min_score
        self._net = _read(model)
        self._outputs = self._net.getUnconnectedOutLayersNames()

    def faces(self, frame: Frame) -> list[Face]:
        """Return the faces of a frame, best score first."""
        square, scale, left, top = _square(frame, self._size)
        blob = cv2.dnn.blobFromImage(square, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True)
        self._net.setInput(blob)
        raw_boxes, raw_scores = self._sorted(self._net.forward(self._outputs))
        logits = np.clip(raw_scores, -80, 80)
        scores = 1 / (1 + np.exp(-logits))
        keep = scores >= self._min_score
        if not keep.any():
            return []
        pairs = raw_boxes[keep].reshape(-1, 8, 2) / self._size
        anchors = self._anchors[keep]
        centre = pairs[:, 0] + anchors
        half = pairs[:, 1] / 2
        points = pairs[:, 2:] + anchors[:, None]
        rows = np.concatenate([centre - half, centre + half, points.reshape(-1, 12)], axis=1)
        rows = rows * self._size - np.tile(np.array([left, top], np.float32), 8)
        rows = (rows / scale).astype(np.float32)
        return [
            Face((row[0], row[1], row[2] - row[0], row[3] - row[1]), score, row[4:].reshape(6, 2))
            for row, score in suppress(rows, scores[keep].astype(np.float32))
        ]

    @staticmethod
    def _sorted(outputs: Any) -> tuple[Floats, Floats]:
        """Tell boxes (16 numbers an anchor) from scores (one), whatever their order."""
        boxes = next(out for out in outputs if out.shape[-1] == 16)
        scores = next(out for out in outputs if out.shape[-1] == 1)
        return boxes.reshape(-1, 16), scores.reshape(-1)


def _read(model: str) -> Any:
    """Load a network from checked bytes."""
    data = np.frombuffer(models_files.model_bytes(model), np.uint8)
    net = cv2.dnn.readNetFromTFLite(data)
    net.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
    return net


def _cut(
    frame: Frame, centre: Floats, side: float, angle: float, size: int
) -> tuple[Frame, Floats]:
    """Cut a rotated square; return it (size x size) and the 2x3 matrix back to the frame."""
    cos, sin = np.cos(angle) * side / size, np.sin(angle) * side / size
    back = np.array([[cos, -sin, 0], [sin, cos, 0]], np.float32)
    back[:, 2] = centre - back[:, :2] @ np.array([size / 2, size / 2], np.float32)
    patch = cv2.warpAffine(
        frame,
        back,
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return patch, back


class FaceReader:
    """All four networks behind one lock: boxes, mesh and eye contours.

    OpenCV networks keep state between `setInput` and `forward`, so one call runs at a time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # one thread is enough for the guide, and leaves the second core of an office PC to
        # the screen
        cv2.setNumThreads(1)
        self._short = BlazeFace(models_files.SHORT_RANGE, 0.5)
        self._full: BlazeFace | None = None  # only the shot needs it
        self._mesh = _read(models_files.MESH)
        self._mesh_outputs = self._mesh.getUnconnectedOutLayersNames()
        self._iris = _read(models_files.IRIS)
        self._iris_outputs = self._iris.getUnconnectedOutLayersNames()

    def near(self, frame: Frame) -> list[Face]:
        """Return the faces the fast network sees."""
        with self._lock:
            return self._short.faces(frame)

    def all(self, frame: Frame) -> list[Face]:
        """Return the faces the thorough network sees; the judge of how many people there are."""
        with self._lock:
            if self._full is None:
                self._full = BlazeFace(models_files.FULL_RANGE, 0.6)
            return self._full.faces(frame)

    def mesh(self, frame: Frame, face: Face) -> tuple[Floats, float]:
        """Return the 468 mesh points and the probability that they lie on a face.

        Returns:
            Array (468, 3): x, y in pixels of the frame, z in pixels (smaller is nearer).
        """
        x, y, width, height = face.box
        centre = np.array([x + width / 2, y + height / 2], np.float32)
        eyes = face.points[1] - face.points[0]
        angle = float(np.arctan2(eyes[1], eyes[0]))
        side = max(width, height) * _MESH_MARGIN
        patch, back = _cut(frame, centre, side, angle, _MESH_PIXELS)
        blob = cv2.dnn.blobFromImage(patch, 1 / 255, swapRB=True)
        with self._lock:
            self._mesh.setInput(blob)
            outputs = self._mesh.forward(self._mesh_outputs)
        raw = next(out for out in outputs if out.size == 468 * 3).reshape(468, 3)
        flag = float(next(out for out in outputs if out.size == 1).reshape(-1)[0])
        points = np.empty((468, 3), np.float32)
        points[:, :2] = raw[:, :2] @ back[:, :2].T + back[:, 2]
        points[:, 2] = raw[:, 2] * side / _MESH_PIXELS
        return points, float(1 / (1 + np.exp(-flag)))

    def eye_contour(self, frame: Frame, mesh: Floats, *, right: bool) -> Floats:
        """Return the lid contour of the eye at image left or image right.

        Returns:
            Array (16, 2) in pixels of a 64 px eye patch: 9 points of the lower lid from
            corner to corner, then 7 of the upper lid.
        """
        start, end = (mesh[362, :2], mesh[263, :2]) if right else (mesh[33, :2], mesh[133, :2])
        delta = end - start
        side = float(np.hypot(*delta)) * _EYE_MARGIN
        angle = float(np.arctan2(delta[1], delta[0]))
        patch, _ = _cut(frame, ((start + end) / 2).astype(np.float32), side, angle, _EYE_PIXELS)
        if right:  # the network knows only one eye; the other is its mirror image
            patch = cv2.flip(patch, 1)
        blob = cv2.dnn.blobFromImage(patch, 1 / 255, swapRB=True)
        with self._lock:
            self._iris.setInput(blob)
            outputs = self._iris.forward(self._iris_outputs)
        contour: Floats = next(out for out in outputs if out.size == 213).reshape(71, 3)
        return contour[:16, :2].copy()
