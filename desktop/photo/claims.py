"""Whether a finished portrait is the picture that its own check speaks of.

The check was made on the camera's frame, the portrait was cut from it. Face, light and pose are the
same in both: over eight drawn people and two photographed ones the portrait's measures differ from
those of its frame by at most 1 grey value on the face and 3 behind it, 2.6 degrees of roll and yaw,
and 0.03 of the opening of the eyes. The tolerances below are three to ten times that, so that an
honest picture, packed or scaled by other software, is not suspected.

Imports OpenCV at once, so callers import it only when a picture came.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import cv2
import numpy as np

from desktop.photo import analysis
from desktop.photo.detector import FaceReader
from desktop.photo.profile import load_profile
from desktop.photo.views import PictureKind

TOLERANCES: Final[Mapping[str, float]] = {
    "face_light": 12.0,  # grey values
    "background_light": 20.0,  # grey values
    "roll": 8.0,  # degrees
    "yaw": 10.0,  # degrees
    "eye_opening": 0.15,  # lid gap over eye width
}
_AT_LIMIT: Final = 0.25
"""How near to a limit is at it, as a share of the tolerance: what honest cutting changes."""
_ONE = threading.Lock()


@cache
def _reader() -> FaceReader:
    return FaceReader()


def contradicts(picture: bytes, report: Mapping[str, Any]) -> bool:
    """Return whether a portrait shows something else than its check measured.

    15 ms of one core for 709 x 945 pixels: the fast detector and the mesh, not what only a shot
    needs. One picture at a time, whoever asks: the networks are not made for several.

    Args:
        picture: JPEG or PNG, looked at by `untrusted.picture_problem` before.
        report: `ShotReport.as_json` of the shot it was cut from, as it came from a station.

    Raises:
        ModelFileError: a model is missing or damaged.
    """
    claims = _claims(report)
    if len(claims) < len(TOLERANCES):
        return True
    with _ONE:
        found = _measures(picture)
    return found is None or any(
        abs(found[name] - claims[name]) > most for name, most in TOLERANCES.items()
    )


def speaks(report: Mapping[str, Any]) -> bool:
    """Return whether a check tells every measure that is compared."""
    return len(_claims(report)) == len(TOLERANCES)


def at_limit(report: Mapping[str, Any]) -> bool:
    """Return whether a check passed so narrowly that a little help would have done it.

    Within a quarter of the tolerance of a limit of this desk's own profile, or beyond it.
    """
    claims, limits = _claims(report), load_profile().limits
    near = {name: most * _AT_LIMIT for name, most in TOLERANCES.items()}
    above = {
        "face_light": (claims.get("face_light"), limits.max_face_light),
        "roll": (_size(claims.get("roll")), limits.max_roll),
        "yaw": (_size(claims.get("yaw")), limits.max_yaw),
    }
    below = {
        "face_light": (claims.get("face_light"), limits.min_face_light),
        "background_light": (claims.get("background_light"), limits.min_background_light),
        "eye_opening": (claims.get("eye_opening"), limits.min_eye_opening),
    }
    return any(
        value is not None and value > limit - near[name] for name, (value, limit) in above.items()
    ) or any(
        value is not None and value < limit + near[name] for name, (value, limit) in below.items()
    )


def _claims(report: Mapping[str, Any]) -> dict[str, float]:
    told = report.get("measures")
    return {
        name: float(told[name])
        for name in TOLERANCES
        if isinstance(told, Mapping) and _is_number(told.get(name))
    }


def _size(value: float | None) -> float | None:
    return None if value is None else abs(value)


def _measures(picture: bytes) -> dict[str, float] | None:
    """Return the measures of the one face of a picture, None without exactly one."""
    frame = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    if frame is None:
        return None
    reader, profile = _reader(), load_profile()
    near = reader.near(frame)
    faces = analysis.main_faces(near, profile) if near else []
    if not faces:
        return None
    faces = analysis.confirmed(reader, frame, faces, profile)
    seen = analysis.read_face(
        reader,
        frame,
        faces,
        profile,
        eyes=(False, True),
        thorough=False,
        kind=PictureKind.PORTRAIT,
    )
    return seen.measures() if seen is not None and len(faces) == 1 else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
