"""From a frame to a portrait of exact size: geometry, resampling, JPEG with density."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from desktop.common.i18n import tr
from desktop.photo.errors import PortraitError
from desktop.photo.ports import Frame
from desktop.photo.profile import PhotoProfile
from desktop.photo.views import FaceGeometry, Portrait


@dataclass(frozen=True)
class CropBox:
    """The upright picture inside the frame, in pixels.

    `roll` turns it around the eyes, which lie at `eye_line` of its height.
    """

    left: float
    top: float
    width: float
    height: float
    roll: float
    eye_line: float

    def overflow(self, frame_width: int, frame_height: int) -> tuple[float, float, float, float]:
        """Return how far the unturned box leaves the frame: left, top, right, bottom.

        Shares of the box's own width or height; 0 where it stays inside.
        """
        return (
            max(0.0, -self.left) / self.width,
            max(0.0, -self.top) / self.height,
            max(0.0, self.left + self.width - frame_width) / self.width,
            max(0.0, self.top + self.height - frame_height) / self.height,
        )


def crop_box(face: FaceGeometry, profile: PhotoProfile, size: tuple[int, int]) -> CropBox:
    """Return the box that puts head height and eye line where the profile wants them.

    With little room above the head the eyes come up to `min_eye_line`. When the frame is too
    tight for that too, the box shrinks around the eyes as far as `max_head_share` allows; what
    still leaves the frame then is told by `overflow`.

    Args:
        face: where the face lies.
        profile: where it should lie.
        size: width and height of the frame.
    """
    limit = profile.limits.max_roll
    # a larger lean is a pose to be mended by the person, not by turning pixels
    roll = face.roll if abs(face.roll) <= limit else 0.0
    wanted = face.head_height / profile.head_share
    least = face.head_height / profile.max_head_share
    aspect = profile.width / profile.height
    # room from the eyes to each edge of the frame, as the box height it would allow
    sides = 2 * min(face.eye_x, size[0] - face.eye_x) / aspect
    above, below = face.eye_y, size[1] - face.eye_y
    room = min(sides, above / profile.min_eye_line, below / (1 - profile.eye_line))
    height = min(wanted, max(least, room))
    line = min(profile.eye_line, max(profile.min_eye_line, above / height))
    return CropBox(
        left=face.eye_x - height * aspect / 2,
        top=face.eye_y - height * line,
        width=height * aspect,
        height=height,
        roll=roll,
        eye_line=line,
    )


def _to_frame(box: CropBox, profile: PhotoProfile) -> npt.NDArray[np.float64]:
    """Return the 2x3 matrix from portrait pixels to frame pixels (turn about the eyes)."""
    scale = box.height / profile.height
    angle = math.radians(box.roll)
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    eye_out = np.array([profile.width / 2, profile.height * box.eye_line])
    eye_in = np.array([box.left + box.width / 2, box.top + box.height * box.eye_line])
    matrix = np.array([[cos, -sin, 0.0], [sin, cos, 0.0]])
    matrix[:, 2] = eye_in - matrix[:, :2] @ eye_out
    return matrix


def cut(frame: Frame, face: FaceGeometry, profile: PhotoProfile) -> Frame:
    """Return the portrait's pixels, shape (profile.height, profile.width, 3).

    A frame that is a little too tight is continued with its edge pixels.

    Raises:
        PortraitError: more than `max_overflow` of a side would have to be invented.
    """
    box = crop_box(face, profile, (frame.shape[1], frame.shape[0]))
    if max(box.overflow(frame.shape[1], frame.shape[0])) > profile.limits.max_overflow:
        raise PortraitError(
            tr("Khuôn mặt quá sát mép ảnh"),
            tr("Chụp lại, lùi ra một chút và ngồi vào giữa khung."),
        )
    matrix = _to_frame(box, profile)
    scale = box.height / profile.height
    if scale > 1.5:  # shrinking that much by bilinear steps alone would alias
        shrink = 1 / scale
        frame = cv2.resize(frame, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        matrix *= shrink
    picture: Frame = cv2.warpAffine(
        frame,
        matrix,
        (profile.width, profile.height),
        flags=(cv2.INTER_CUBIC if scale < 1 else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return picture


def jpeg(picture: Frame, quality: int, dpi: int) -> bytes:
    """Return JPEG bytes (JFIF) that state their print density and carry no other metadata."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(picture.shape)
    raw = bytearray(data.tobytes())
    if raw[6:11] != b"JFIF\0":
        raise ValueError(bytes(raw[:16]))
    # JFIF header: units at byte 13 (1 = per inch), then x and y density, big endian
    raw[13] = 1
    raw[14:18] = dpi.to_bytes(2, "big") * 2
    return bytes(raw)


def original(frame: Frame) -> bytes:
    """Return a whole frame as JPEG without metadata, for keeping.

    Quality 92 with full colour: a portrait cut from it again differs from the first one by less
    than the portrait's own compression.
    """
    wishes = [
        *(cv2.IMWRITE_JPEG_QUALITY, 92),
        *(cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444),
    ]
    done, data = cv2.imencode(".jpg", frame, wishes)
    if not done:
        raise ValueError(frame.shape)
    return bytes(data)


def portrait(frame: Frame, face: FaceGeometry, profile: PhotoProfile) -> Portrait:
    """Cut and encode.

    Raises:
        PortraitError: the face is too close to the edge of the frame.
    """
    picture = cut(frame, face, profile)
    data = jpeg(picture, profile.jpeg_quality, profile.dpi)
    box = crop_box(face, profile, (frame.shape[1], frame.shape[0]))
    source_dpi = profile.dpi * box.height / profile.height
    return Portrait(data, profile.width, profile.height, profile.dpi, source_dpi)
