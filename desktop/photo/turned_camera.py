"""A camera that stands on its side or hangs from above: its pictures turned upright.

A portrait-mounted camera gives twice the pixels on a face. The turn happens once, in the
camera's thread, so guide, check and crop all see what the screen shows.
"""

from __future__ import annotations

import time

from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort, Frame, KeepsTime, TellsRefusals

TURNS = (0, 90, 180, 270)


class TurnedCamera:
    """Another camera with its pictures turned.

    Args:
        camera: the camera.
        degrees: clockwise, 90, 180 or 270.
    """

    def __init__(self, camera: CameraPort, degrees: int) -> None:
        self._camera = camera
        self._degrees = degrees

    @property
    def name(self) -> str:
        """Name for people."""
        return self._camera.name

    @property
    def size(self) -> tuple[int, int]:
        """Width and height after turning; (0, 0) before `open`."""
        width, height = self._camera.size
        return (width, height) if self._degrees == 180 else (height, width)

    def open(self) -> None:
        """Take the device; see `CameraPort.open`."""
        self._camera.open()

    def read(self) -> Frame | None:
        """Return the next frame, turned (1 to 2 ms at 1280 x 720)."""
        frame = self._camera.read()
        if frame is None:
            return None
        import cv2  # noqa: PLC0415 - loads 40 MB, only for people with a camera

        codes = {
            90: cv2.ROTATE_90_CLOCKWISE,
            180: cv2.ROTATE_180,
            270: cv2.ROTATE_90_COUNTERCLOCKWISE,
        }
        result: Frame = cv2.rotate(frame, codes[self._degrees])
        return result

    @property
    def exposure_refused(self) -> bool:
        """What the camera says; see `TellsRefusals`."""
        camera = self._camera
        return isinstance(camera, TellsRefusals) and camera.exposure_refused

    def wall(self) -> float:
        """Return the camera's clock on the wall; see `KeepsTime`."""
        return self._camera.wall() if isinstance(self._camera, KeepsTime) else time.time()

    def explain(self) -> CameraError | None:
        """Return what the system says; see `CameraPort.explain`."""
        return self._camera.explain()

    def close(self) -> None:
        """Let the device go; harmless when it is not open."""
        self._camera.close()


def turned(camera: CameraPort, degrees: int) -> CameraPort:
    """Return the camera itself, or turned.

    Raises:
        ValueError: not a quarter turn.
    """
    if degrees not in TURNS:
        raise ValueError(degrees)
    return TurnedCamera(camera, degrees) if degrees else camera
