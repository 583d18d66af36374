"""A real camera through OpenCV, with the settings that old USB cameras and Windows need."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from desktop.common.i18n import tr
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraInfo, Frame

_PREFIX = "opencv:"
# a plain variable: the checker would call the other systems' branches unreachable
_PLATFORM: str = sys.platform
_FAILED_READS = 30  # about a second: a running camera drops a frame now and then


def _prepare_environment() -> None:
    """Set what OpenCV reads once, when it is loaded; must run before the first `import cv2`."""
    # Media Foundation otherwise needs 4 to 20 s to open (opencv#17687)
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
    # V4L2 otherwise blocks 10 s in select() after the cable was pulled
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")
    # probing an index that is not there is normal here and not worth a line on the terminal
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")


class OpenCVCamera:
    """One camera of the computer.

    Args:
        index: position in the system's list, 0 is the first.
        size: wanted width and height; the camera may choose another.
        fps: wanted frames per second.
    """

    def __init__(self, index: int = 0, size: tuple[int, int] = (1280, 720), fps: int = 30) -> None:
        _prepare_environment()
        self._index = index
        self._wanted = size
        self._fps = fps
        self._capture: Any = None
        self._size = (0, 0)
        self._failed = 0

    @property
    def name(self) -> str:
        """Name for people."""
        return tr("Máy ảnh {number}").format(number=self._index + 1)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height the camera really gives; (0, 0) before `open`."""
        return self._size

    def open(self) -> None:
        """Take the device.

        Raises:
            CameraError: there is no such camera, or another program holds it.
        """
        import cv2  # noqa: PLC0415 - loads 40 MB, only for people with a camera

        self.close()
        for backend in _backends(cv2):
            capture = cv2.VideoCapture(self._index, backend)
            if capture.isOpened():
                self._configure(cv2, capture)
                self._capture = capture
                self._failed = 0
                return
            capture.release()
        raise CameraError(
            tr("Không mở được máy ảnh"),
            tr("Kiểm tra dây cắm, tắt chương trình khác đang dùng máy ảnh, hoặc chọn ảnh từ tệp."),
        )

    def _configure(self, cv2: Any, capture: Any) -> None:
        width, height = self._wanted
        # the order matters: with DirectShow a FOURCC set before the size is lost, and without
        # MJPG 1280x720 arrives as YUY2 at 4 to 10 frames per second
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        capture.set(cv2.CAP_PROP_FPS, self._fps)
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter_fourcc(*"MJPG"))
        # a long queue shows the past; not every driver obeys
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._size = (
            int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        )

    def read(self) -> Frame | None:
        """Return the next frame; None when the camera skipped one.

        Raises:
            CameraError: it is not open, or gave nothing for about a second.
        """
        if self._capture is None:
            raise _gone()
        import cv2  # noqa: PLC0415 - already loaded by open

        try:
            done, frame = self._capture.read()
        except cv2.error as error:  # some drivers fail this way when the cable is pulled
            raise _gone() from error
        if done and frame is not None and frame.ndim == 3:
            self._failed = 0
            self._size = (frame.shape[1], frame.shape[0])
            result: Frame = frame
            return result
        self._failed += 1
        if self._failed >= _FAILED_READS:
            raise _gone()
        # a read that fails fails at once; without a pause 30 of them last no time at all
        time.sleep(1 / self._fps)
        return None

    def close(self) -> None:
        """Let the device go; harmless when it is not open."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def _gone() -> CameraError:
    return CameraError(
        tr("Máy ảnh không còn gửi hình"),
        tr("Kiểm tra dây cắm; máy sẽ tự nối lại."),
    )


def _backends(cv2: Any) -> tuple[int, ...]:
    """Return the capture backends to try, best first.

    DirectShow opens in under a second where Media Foundation needs many, so it goes first;
    some newer cameras are visible to Media Foundation only.
    """
    if _PLATFORM == "win32":
        return (cv2.CAP_DSHOW, cv2.CAP_MSMF)
    if _PLATFORM.startswith("linux"):
        return (cv2.CAP_V4L2,)
    return (cv2.CAP_ANY,)


def list_cameras() -> tuple[CameraInfo, ...]:
    """Return the cameras that can be chosen, without opening any.

    On Linux the kernel's list is read. On Windows OpenCV cannot list devices and probing
    freezes some drivers, so the first three positions are offered; opening tells the truth.
    """
    if _PLATFORM.startswith("linux"):
        found = []
        for device in sorted(Path("/sys/class/video4linux").glob("video*")):
            index = int(device.name.removeprefix("video"))
            try:
                # a camera also registers a metadata node, which has another index
                if (device / "index").read_text("ascii").strip() != "0":
                    continue
                name = (device / "name").read_text("utf-8", "replace").strip()
            except OSError:
                continue
            found.append(CameraInfo(f"{_PREFIX}{index}", name))
        return tuple(found)
    return tuple(CameraInfo(f"{_PREFIX}{index}", OpenCVCamera(index).name) for index in range(3))


def camera_by_id(camera_id: str) -> OpenCVCamera:
    """Return the camera of a `CameraInfo.id`.

    Raises:
        CameraError: the text is not one of ours.
    """
    number = camera_id.removeprefix(_PREFIX)
    if not camera_id.startswith(_PREFIX) or not number.isdecimal():
        raise CameraError(
            tr("Không tìm thấy máy ảnh đã chọn"),
            tr("Chọn lại máy ảnh ở nút Đổi."),
        )
    return OpenCVCamera(int(number))
