"""One frame in, readings out: runs detector and measures in the cheapest order.

Imports OpenCV at once, so `service` imports it only when the first frame arrives.
"""

from __future__ import annotations

from desktop.photo import quality
from desktop.photo.coach import Readings
from desktop.photo.crop import crop_box
from desktop.photo.detector import Face, FaceReader, Floats
from desktop.photo.ports import Frame
from desktop.photo.profile import PhotoProfile

_MIN_MESH = 0.5  # below, the mesh network itself says that this is no face
_SMALL_SHARE = 0.25  # faces narrower than this share of the main one are not a second person


def main_faces(faces: list[Face]) -> list[Face]:
    """Return the faces that count, largest first."""
    ordered = sorted(faces, key=lambda face: -face.box[2])
    return [face for face in ordered if face.box[2] >= ordered[0].box[2] * _SMALL_SHARE]


def _pixels(face: Face) -> tuple[int, int, int, int]:
    x, y, width, height = (round(float(value)) for value in face.box)
    return x, y, width, height


def read_face(
    reader: FaceReader,
    frame: Frame,
    faces: list[Face],
    profile: PhotoProfile,
    *,
    eyes: tuple[bool, ...],
    thorough: bool,
) -> Readings | None:
    """Measure the largest face.

    Args:
        reader: the networks.
        frame: the picture.
        faces: at least one, largest first.
        profile: decides where the portrait's box would lie.
        eyes: which eyes to look at: False is the one at image left, True at image right.
        thorough: also measure skin colour and eye contrast (the shot, not the guide).

    Returns:
        The readings, or None when the mesh does not confirm the face.
    """
    mesh, sure = reader.mesh(frame, faces[0])
    if sure < _MIN_MESH:
        return None
    geometry = quality.face_geometry(mesh)
    height, width = frame.shape[:2]
    box = crop_box(geometry, profile, (width, height))
    light = quality.face_light(frame, mesh)
    behind = quality.background(frame, geometry)
    return Readings(
        frame_size=(width, height),
        box=_pixels(faces[0]),
        faces=len(faces),
        face=geometry,
        overflow=box.overflow(width, height),
        box_share=max(box.height / height, box.width / width),
        light=light.mean,
        bright_share=light.bright_share,
        side_difference=light.side_difference,
        darker_side=light.darker_side,
        eye_opening=_opening(reader, frame, mesh, eyes),
        gradient=behind.gradient,
        spread=behind.spread,
        background_light=behind.light,
        background_chroma=behind.chroma,
        sharpness=quality.sharpness(frame, mesh),
        colour_distance=quality.skin_colour_distance(frame, mesh) if thorough else 0.0,
        cover_distance=quality.cover_distance(frame, mesh) if thorough else 0.0,
        eye_contrast=quality.eye_contrast(frame, mesh) if thorough else 1.0,
    )


def _opening(reader: FaceReader, frame: Frame, mesh: Floats, eyes: tuple[bool, ...]) -> float:
    return min(quality.eye_opening(reader.eye_contour(frame, mesh, right=right)) for right in eyes)
