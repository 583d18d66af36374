"""The live guide: follows one face through a video and shares the work out among the frames.

A frame at a time would run detector, mesh and eye network on each; here each frame runs one of
them, which costs about a third and is what lets an old PC guide a dozen times a second. What a
frame does not measure is what an earlier one did, at most three frames ago.
Imports OpenCV at once, so `service` imports it only when the first frame arrives.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from desktop.photo import analysis, coach
from desktop.photo.detector import FaceReader, Floats, face_of
from desktop.photo.ports import Frame
from desktop.photo.profile import PhotoProfile
from desktop.photo.readings import Readings
from desktop.photo.views import Guidance

_COUNT, _FACE, _EYE = "count", "face", "eye"
_ROUND = (_FACE, _EYE, _FACE, _COUNT)


class LiveGuide:
    """Guides through the frames of one camera; for one thread.

    Args:
        reader: the networks.
        profile: sizes and thresholds.
    """

    def __init__(self, reader: FaceReader, profile: PhotoProfile) -> None:
        self._reader = reader
        self._profile = profile
        self._seen: Readings | None = None
        self._mesh: Floats | None = None
        self._eyes = [1.0, 1.0]
        self._work = itertools.cycle(_ROUND)
        self._turn = itertools.cycle((0, 1))

    def guide(self, frame: Frame) -> Guidance:
        """Return what to tell the applicant now."""
        known = self._seen is not None and self._seen.frame_size == frame.shape[1::-1]
        seen = self._follow(frame) if known else self._find(frame)
        self._seen = seen
        return coach.no_face() if seen is None else coach.guidance(seen, self._profile)

    def _find(self, frame: Frame) -> Readings | None:
        """Look at everything: there was no face, or it was lost."""
        faces = analysis.main_faces(self._reader.near(frame), self._profile)
        if not faces:
            return None
        mesh, sure = self._reader.mesh(frame, faces[0])
        if sure < self._profile.limits.min_face_certainty:
            return None
        self._mesh = mesh
        self._work = itertools.cycle(_ROUND)
        for number in (0, 1):
            self._look_at_eye(frame, mesh, number)
        return self._measured(frame, mesh, len(faces))

    def _follow(self, frame: Frame) -> Readings | None:
        """Do one piece of work; a face that is gone or changed places is looked for anew."""
        seen, mesh = self._seen, self._mesh
        if seen is None or mesh is None:
            return self._find(frame)
        work = next(self._work)
        if work == _EYE:
            self._look_at_eye(frame, mesh, next(self._turn))
            return replace(seen, eye_opening=min(self._eyes))
        if work == _FACE:
            mesh, sure = self._reader.mesh(frame, face_of(mesh))
            if sure < self._profile.limits.min_face_certainty:
                return self._find(frame)
            self._mesh = mesh
            return self._measured(frame, mesh, seen.faces)
        faces = analysis.main_faces(self._reader.near(frame), self._profile)
        if not faces:
            return None
        left, top, width, height = faces[0].box
        inside = left < seen.face.eye_x < left + width and top < seen.face.eye_y < top + height
        return replace(seen, faces=len(faces)) if inside else self._find(frame)

    def _look_at_eye(self, frame: Frame, mesh: Floats, number: int) -> None:
        self._eyes[number] = analysis.opening(self._reader, frame, mesh, right=bool(number))

    def _measured(self, frame: Frame, mesh: Floats, faces: int) -> Readings:
        lids = min(self._eyes)
        return analysis.measured(frame, mesh, self._profile, faces=faces, eye_opening=lids)
