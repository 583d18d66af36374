"""One frame in, readings out: runs detector and measures in the cheapest order.

Imports OpenCV at once, so `service` imports it only when the first frame arrives.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.photo import covering, quality
from desktop.photo.crop import crop_box
from desktop.photo.detector import Face, FaceReader, Floats, face_of
from desktop.photo.ports import Frame
from desktop.photo.profile import PhotoProfile
from desktop.photo.readings import Readings
from desktop.photo.views import PictureKind

_MM_PER_INCH = 25.4


def main_faces(faces: list[Face], profile: PhotoProfile) -> list[Face]:
    """Return the faces that count, largest first; small ones are not a second person."""
    ordered = sorted(faces, key=lambda face: -face.box[2])
    least = profile.limits.min_second_face
    return [face for face in ordered if face.box[2] >= ordered[0].box[2] * least]


def confirmed(
    reader: FaceReader, frame: Frame, faces: list[Face], profile: PhotoProfile
) -> list[Face]:
    """Drop further faces that the mesh network does not take for faces (patterns, hands)."""
    certain = profile.limits.min_face_certainty
    others = (face for face in faces[1:] if reader.mesh(frame, face)[1] >= certain)
    return [*faces[:1], *others]


def print_dpi(frame: Frame, profile: PhotoProfile) -> float:
    """Return the pixels per inch of a print that shows the whole picture."""
    height, width = frame.shape[:2]
    return _MM_PER_INCH * float(min(height / profile.height_mm, width / profile.width_mm))


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
    kind: PictureKind = PictureKind.FRAME,
) -> Readings | None:
    """Measure the largest face.

    Args:
        reader: the networks.
        frame: the picture.
        faces: at least one, largest first.
        profile: decides where the portrait's box would lie.
        eyes: which eyes to look at: False is the one at image left, True at image right.
        thorough: also measure what only the shot needs: colours, coverings, dynamic range.
        kind: what the picture is judged as.

    Returns:
        The readings, or None when the mesh does not confirm the face.
    """
    mesh, sure = reader.mesh(frame, faces[0])
    if sure < profile.limits.min_face_certainty:
        return None
    lids = min(opening(reader, frame, mesh, right=right) for right in eyes)
    readings = measured(frame, mesh, profile, faces=len(faces), eye_opening=lids, kind=kind)
    readings = replace(readings, box=_pixels(faces[0]))
    return _thorough(readings, frame, mesh) if thorough else readings


def measured(
    frame: Frame,
    mesh: Floats,
    profile: PhotoProfile,
    *,
    faces: int,
    eye_opening: float,
    kind: PictureKind = PictureKind.FRAME,
) -> Readings:
    """Measure what needs no network but the mesh; the face's box is that of the mesh."""
    geometry = quality.face_geometry(mesh)
    height, width = frame.shape[:2]
    box = crop_box(geometry, profile, (width, height))
    whole = kind is PictureKind.PORTRAIT
    dpi = print_dpi(frame, profile) if whole else box.height / profile.height_mm * _MM_PER_INCH
    light = quality.face_light(frame, mesh)
    behind = quality.background(frame, geometry)
    return Readings(
        frame_size=(width, height),
        box=_pixels(face_of(mesh)),
        faces=faces,
        face=geometry,
        overflow=box.overflow(width, height),
        box_share=max(box.height / height, box.width / width),
        light=light.mean,
        bright_share=light.bright_share,
        side_difference=light.side_difference,
        darker_side=light.darker_side,
        eye_opening=eye_opening,
        gradient=behind.gradient,
        spread=behind.spread,
        background_light=behind.light,
        background_chroma=behind.chroma,
        sharpness=quality.sharpness(frame, mesh),
        highlight=light.highlight,
        eye_white=light.eye_white,
        mouth_gap=quality.mouth_gap(mesh),
        dpi=dpi,
        kind=kind,
    )


def _thorough(readings: Readings, frame: Frame, mesh: Floats) -> Readings:
    """Add what costs too much for the guide."""
    return replace(
        readings,
        colour_distance=quality.skin_colour_distance(frame, mesh),
        lens_sign=covering.lens_sign(frame, mesh),
        mask_sign=covering.mask_sign(frame, mesh),
        head_cover=covering.head_cover(frame, mesh),
        dynamic_range=quality.dynamic_range(frame, mesh),
    )


def opening(reader: FaceReader, frame: Frame, mesh: Floats, *, right: bool) -> float:
    """Return how far one eye is open, see `quality.eye_opening`."""
    return quality.eye_opening(reader.eye_contour(frame, mesh, right=right))
