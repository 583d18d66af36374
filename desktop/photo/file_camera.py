"""A camera that plays a video file or a folder of pictures, over and over."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.photo.errors import CameraError
from desktop.photo.ports import Frame

PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")


class FileCamera:
    """Frames from disk at a steady pace.

    Args:
        path: a video OpenCV can read (AVI with MJPG, MKV, MP4), or a folder of pictures that
            are shown in the order of their names.
        fps: frames per second.
        hold: how many frames each picture of a folder stays.
    """

    def __init__(self, path: Path, fps: float = 15.0, hold: int = 15) -> None:
        self._path = path
        self._period = 1 / fps
        self._hold = max(1, hold)
        self._capture: Any = None
        self._pictures: list[Path] = []
        self._current: Frame | None = None
        self._position = 0
        self._due = 0.0
        self._size = (0, 0)

    @property
    def name(self) -> str:
        """Name for people."""
        return self._path.name

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the latest frame; (0, 0) before the first."""
        return self._size

    def open(self) -> None:
        """Open the video, or list the pictures.

        Raises:
            CameraError: nothing usable is there.
        """
        self.close()
        self._due = time.monotonic()
        self._position = 0
        if self._path.is_dir():
            self._pictures = sorted(
                item for item in self._path.iterdir() if item.suffix.lower() in PICTURES
            )
            if not self._pictures:
                raise self._unusable()
            return
        import cv2  # noqa: PLC0415 - loads 40 MB, only when a video was chosen

        capture = cv2.VideoCapture(str(self._path)) if self._path.is_file() else None
        if capture is None or not capture.isOpened():
            raise self._unusable()
        self._capture = capture

    def _unusable(self) -> CameraError:
        return CameraError(
            tr("Không phát được “{name}”").format(name=self._path.name),
            tr("Chọn tệp phim khác, hoặc thư mục có ảnh JPEG hay PNG."),
        )

    def read(self) -> Frame | None:
        """Return the next frame, in step with `fps`.

        Raises:
            CameraError: it is not open, or the file cannot be read any more.
        """
        wait = self._due - time.monotonic()
        if wait > 0:
            time.sleep(min(wait, self._period))
        self._due = max(self._due + self._period, time.monotonic())
        frame = self._next_picture() if self._pictures else self._next_of_video()
        self._size = (frame.shape[1], frame.shape[0])
        return frame

    def _next_picture(self) -> Frame:
        step, self._position = self._position, self._position + 1
        if self._current is None or step % self._hold == 0:
            from desktop.photo import picture_file  # noqa: PLC0415 - imports OpenCV

            path = self._pictures[step // self._hold % len(self._pictures)]
            try:
                self._current = picture_file.load(path)
            except UserFacingError as error:
                raise CameraError(error.title, error.advice) from error
        # one brightness step on one row: a still picture is not a frozen camera
        frame = self._current.copy()
        frame[step * 16 % frame.shape[0]] ^= 1
        return frame

    def _next_of_video(self) -> Frame:
        if self._capture is None:
            raise self._unusable()
        import cv2  # noqa: PLC0415 - already loaded by open

        done, frame = self._capture.read()
        if not done:  # at the end: from the start again
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            done, frame = self._capture.read()
        if not done:
            raise self._unusable()
        result: Frame = frame
        return result

    def explain(self) -> CameraError | None:
        """Return None: a file has no secrets."""
        return None

    def close(self) -> None:
        """Let the file go; harmless when it is not open."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        self._pictures = []
        self._current = None
