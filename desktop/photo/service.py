"""What the rest of the program asks of portraits: guide, check, crop, load a file, fire.

Everything here may run in a worker thread. OpenCV and the models load with the first frame
(about 0.2 s); `PhotoStudio.warm_up` moves that before the first person.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.common.i18n import tr
from desktop.photo import coach, verdict
from desktop.photo.errors import PortraitError
from desktop.photo.ports import Frame
from desktop.photo.profile import PhotoProfile, load_profile
from desktop.photo.views import (
    Finding,
    Guidance,
    GuideOval,
    PictureKind,
    PictureVerdict,
    Portrait,
    ShotReport,
)

if TYPE_CHECKING:
    # only types; the modules import OpenCV
    from desktop.photo.detector import FaceReader
    from desktop.photo.live import LiveGuide
    from desktop.photo.readings import Readings


class PhotoStudio:
    """Guides, checks and crops by one profile; thread safe.

    Args:
        profile: sizes and thresholds; the 3 x 4 cm profile when not given.
    """

    def __init__(self, profile: PhotoProfile | None = None) -> None:
        self.profile = profile or load_profile()
        self._lock = threading.Lock()
        self._reader: FaceReader | None = None

    def _faces(self) -> FaceReader:
        with self._lock:
            if self._reader is None:
                from desktop.photo.detector import FaceReader  # noqa: PLC0415 - imports OpenCV

                self._reader = FaceReader()
            return self._reader

    def oval(self, width: int, height: int) -> GuideOval:
        """Return the oval to draw over a preview of the given size."""
        return coach.guide_oval(width, height, self.profile)

    def warm_up(self) -> None:
        """Load OpenCV and the models, so that the first frame does not wait for them.

        Raises:
            ModelFileError: a model is missing or damaged.
        """
        self._faces()

    def follow(self) -> LiveGuide:
        """Return a guide through the frames of one camera; each thread takes one of its own.

        Raises:
            ModelFileError: a model is missing or damaged.
        """
        from desktop.photo.live import LiveGuide  # noqa: PLC0415 - imports OpenCV

        return LiveGuide(self._faces(), self.profile)

    def guide(self, frame: Frame) -> Guidance:
        """Return what to tell the applicant about one frame, whatever came before it.

        Raises:
            ModelFileError: a model is missing or damaged.
        """
        from desktop.photo import analysis  # noqa: PLC0415 - imports OpenCV

        reader = self._faces()
        faces = analysis.main_faces(reader.near(frame), self.profile)
        if not faces:
            return coach.no_face()
        eyes = (False, True)
        seen = analysis.read_face(reader, frame, faces, self.profile, eyes=eyes, thorough=False)
        return coach.no_face() if seen is None else coach.guidance(seen, self.profile)

    def check_shot(self, frame: Frame) -> ShotReport:
        """Check one shot thoroughly; people are counted by the thorough detector.

        Raises:
            ModelFileError: a model is missing or damaged.
        """
        faces, seen = self._look(frame, PictureKind.FRAME)
        if seen is None:
            return ShotReport(False, 0, (coach.no_face_finding(),), (), profile=self.profile.name)
        if faces > 1:
            failures: tuple[Finding, ...] = (coach.many_faces_finding(faces),)
        else:
            failures = coach.shot_failures(seen, self.profile)
        return ShotReport(
            verdict=not failures,
            faces=faces,
            failures=failures,
            checks=coach.shot_checks(seen, self.profile),
            measures=seen.measures(),
            geometry=seen.face if faces == 1 else None,
            profile=self.profile.name,
            score=coach.score(seen, self.profile.limits),
            notes=coach.shot_notes(seen, self.profile),
        )

    def _look(self, frame: Frame, kind: PictureKind) -> tuple[int, Readings | None]:
        """Count the people and measure the largest face thoroughly."""
        from desktop.photo import analysis  # noqa: PLC0415 - imports OpenCV

        reader = self._faces()
        # the thorough detector misses faces that fill the frame; the fast one finds those
        faces = analysis.main_faces(reader.all(frame) or reader.near(frame), self.profile)
        if not faces:
            return 0, None
        faces = analysis.confirmed(reader, frame, faces, self.profile)
        seen = analysis.read_face(
            reader, frame, faces, self.profile, eyes=(False, True), thorough=True, kind=kind
        )
        return (0, None) if seen is None else (len(faces), seen)

    def judge_file(self, path: Path, kind: PictureKind = PictureKind.FRAME) -> PictureVerdict:
        """Judge a picture file by every measure.

        Args:
            path: see `load_file`.
            kind: what a camera saw, or a portrait that was cut already.

        Raises:
            PictureFileError: wrong type, damaged, empty, too large or not readable.
            ModelFileError: a model is missing or damaged.
        """
        from desktop.photo import analysis, compression, picture_file  # noqa: PLC0415 - OpenCV

        picture = picture_file.read(path)
        _, seen = self._look(picture.frame, kind)
        if seen is None:
            return verdict.nobody(analysis.print_dpi(picture.frame, self.profile), self.profile)
        seen = replace(
            seen,
            blockiness=compression.blockiness(picture.frame) if picture.unscaled else 1.0,
            jpeg_quality=picture.jpeg_quality,
        )
        return verdict.judge(seen, self.profile)

    def crop(self, frame: Frame, report: ShotReport) -> Portrait:
        """Cut the portrait of the frame that was checked.

        Raises:
            PortraitError: there is not exactly one face, or it is too close to the edge.
        """
        from desktop.photo import crop  # noqa: PLC0415 - imports OpenCV

        if report.geometry is None:
            raise PortraitError(
                tr("Ảnh không có đúng một khuôn mặt"),
                tr("Chụp lại, chỉ một người trong khung và nhìn thẳng vào máy ảnh."),
            )
        return crop.portrait(frame, report.geometry, self.profile)

    def original(self, frame: Frame) -> bytes:
        """Return a whole frame as JPEG, fine enough to cut the portrait anew."""
        from desktop.photo import crop  # noqa: PLC0415 - imports OpenCV

        return crop.original(frame)

    def crop_file(self, path: Path) -> Portrait:
        """Cut the portrait out of a picture file, whatever else speaks against the picture.

        Raises:
            PictureFileError: see `load_file`.
            PortraitError: there is not exactly one face, or it is too close to the edge.
            ModelFileError: a model is missing or damaged.
        """
        frame = self.load_file(path)
        return self.crop(frame, self.check_shot(frame))

    def load_file(self, path: Path) -> Frame:
        """Read a picture file as a frame, turned upright; at most 3000 px on the long side.

        Raises:
            PictureFileError: wrong type, damaged, empty, too large or not readable.
        """
        from desktop.photo import picture_file  # noqa: PLC0415 - imports OpenCV

        return picture_file.load(path)


class AutoShutter:
    """Decides when to fire: all checks green for a while, then the best of a short burst.

    Feed it every guided frame. It returns the chosen frame once, then waits for `reset`.

    Args:
        hold: seconds all checks must stay green.
        burst: how many frames to choose among.
        now: seconds that only go forward.
    """

    def __init__(
        self, hold: float = 0.8, burst: int = 3, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._hold = hold
        self._burst = burst
        self._now = now
        self._since: float | None = None
        self._shots: list[tuple[float, Frame]] = []
        self._fired = False

    def reset(self) -> None:
        """Start again, for a retake or the next person."""
        self._since = None
        self._shots = []
        self._fired = False

    @property
    def progress(self) -> float:
        """How far the hold is, 0..1; for a ring around the guide."""
        if self._fired:
            return 1.0
        if self._since is None:
            return 0.0
        return min(1.0, (self._now() - self._since) / self._hold)

    def feed(self, frame: Frame, guidance: Guidance) -> Frame | None:
        """Take one guided frame; return the best frame when it is time, else None.

        A frame that is not ready ends a burst: what was caught before it is used, if any.
        """
        if self._fired:
            return None
        if not guidance.ready:
            self._since = None
            return self._choose() if self._shots else None
        now = self._now()
        if self._since is None:
            self._since = now
        if now - self._since < self._hold:
            return None
        self._shots.append((guidance.score, frame))
        return self._choose() if len(self._shots) >= self._burst else None

    def _choose(self) -> Frame:
        self._fired = True
        best = max(self._shots, key=lambda shot: shot[0])[1]
        self._shots = []
        return best
