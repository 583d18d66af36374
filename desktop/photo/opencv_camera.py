"""A real camera through OpenCV, with the settings that old USB cameras and Windows need."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.common.i18n import tr
from desktop.photo import camera_users
from desktop.photo.camera_identity import CameraIdentity, SystemCamera, find, identity_of
from desktop.photo.camera_list import (
    DSHOW,
    INDEX_PREFIX,
    V4L2,
    backends,
    can_list,
    index_name,
    system_cameras,
)
from desktop.photo.errors import CameraError, CameraMissingError
from desktop.photo.opencv_environment import prepare_environment
from desktop.photo.ports import Frame

_FAILED_READS = 30  # about a second: a running camera drops a frame now and then


@dataclass(frozen=True)
class CameraOptions:
    """How a camera is wanted; it may give something else.

    Attributes:
        size: width and height in pixels.
        fps: frames per second.
        exposure: None leaves it to the camera; else steps of one stop, 0 is 1/60 s, 1 is
            1/30 s, -1 is 1/125 s. Fixed times, so that a choice means the same tomorrow.
    """

    size: tuple[int, int] = (1280, 720)
    fps: int = 30
    exposure: int | None = None


@dataclass(frozen=True)
class Located:
    """Where a camera is now.

    Attributes:
        name: name for people.
        positions: (backend, index) to try in order.
        device: device file on Linux, else "".
        is_listed: the system says that it is there.
    """

    name: str
    positions: tuple[tuple[int, int], ...]
    device: str = ""
    is_listed: bool = False


Locate = Callable[[], Located]
"""Finds the camera anew at every opening; raises `CameraMissingError` when it is not there."""


class OpenCVCamera:
    """One camera of the computer.

    Args:
        locate: where it is; called by every `open`, so a new index after a re-plug is found.
        options: how it is wanted.
        name: what to call it until it is found.
    """

    def __init__(
        self, locate: Locate, options: CameraOptions | None = None, name: str = ""
    ) -> None:
        self._locate = locate
        self._options = options or CameraOptions()
        self._name = name or tr("Máy ảnh")
        self._device = ""
        self._capture: Any = None
        self._size = (0, 0)
        self._failed = 0
        self._exposure_refused = False

    @property
    def exposure_refused(self) -> bool:
        """Whether a fixed exposure was asked for and the driver did not take it."""
        return self._exposure_refused

    @property
    def name(self) -> str:
        """Name for people."""
        return self._name

    @property
    def size(self) -> tuple[int, int]:
        """Width and height the camera really gives; (0, 0) before `open`."""
        return self._size

    def open(self) -> None:
        """Find and take the device.

        Raises:
            CameraMissingError: the chosen camera is not plugged in.
            CameraTakenError: it is there, but something else has it.
            CameraForbiddenError: the system keeps us from it.
            CameraError: it does not open, and nobody says why.
        """
        prepare_environment()
        import cv2  # noqa: PLC0415 - loads 40 MB, only for people with a camera

        self.close()
        found = self._locate()
        self._name, self._device = found.name, found.device
        for backend, index in found.positions:
            capture = cv2.VideoCapture(index, backend)
            if capture.isOpened():
                self._configure(cv2, capture, backend)
                self._capture = capture
                self._failed = 0
                return
            capture.release()
        if found.is_listed:
            raise self.explain() or camera_users.taken()
        raise CameraError(
            tr("Không mở được máy ảnh"),
            tr("Kiểm tra dây cắm, tắt chương trình khác đang dùng máy ảnh, hoặc chọn ảnh từ tệp."),
        )

    def _configure(self, cv2: Any, capture: Any, backend: int) -> None:
        width, height = self._options.size
        # the order matters: with DirectShow a FOURCC set before the size is lost, and without
        # MJPG 1280x720 arrives as YUY2 at 4 to 10 frames per second; V4L2 needs MJPG for 720p
        # at 30, too. With Media Foundation each of these reopens the device (opencv#26495).
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        capture.set(cv2.CAP_PROP_FPS, self._options.fps)
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter_fourcc(*"MJPG"))
        # a long queue shows the past; not every driver obeys
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        taken = set_exposure(cv2, capture, backend, self._options.exposure)
        self._exposure_refused = not taken and self._options.exposure is not None
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
        time.sleep(1 / self._options.fps)
        return None

    def explain(self) -> CameraError | None:
        """Return what the system says about missing or black pictures."""
        return camera_users.why_no_picture(self._device)

    def close(self) -> None:
        """Let the device go; harmless when it is not open."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def set_exposure(cv2: Any, capture: Any, backend: int, stops: int | None) -> bool:
    """Ask for a fixed exposure time, or give it back to the camera; return whether it obeys.

    Args:
        cv2: the library.
        capture: an open `cv2.VideoCapture`.
        backend: its code; each driver has units of its own.
        stops: see `CameraOptions.exposure`.
    """
    if backend == V4L2:
        # V4L2_EXPOSURE_APERTURE_PRIORITY and _MANUAL; the time is in units of 0.1 ms
        switched = capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, 3 if stops is None else 1)
        if stops is None:
            return bool(switched)
        return bool(capture.set(cv2.CAP_PROP_EXPOSURE, round(156 * 2.0**stops)))
    if stops is None:
        return bool(capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, 1))
    if backend == DSHOW:  # Media Foundation would take the 0 for a time
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, 0)
    # both Windows drivers count in powers of two of a second: -6 is 1/64 s
    return bool(capture.set(cv2.CAP_PROP_EXPOSURE, stops - 6))


def _gone() -> CameraError:
    return CameraError(
        tr("Máy ảnh không còn gửi hình"),
        tr("Kiểm tra dây cắm; máy sẽ tự nối lại."),
    )


def at_index(index: int) -> Locate:
    """Return where a camera is of which only the position is known, from 0."""
    positions = tuple((backend, index) for backend in backends())
    return lambda: Located(index_name(index), positions)


def _located(one: SystemCamera) -> Located:
    return Located(one.identity.name, one.positions, one.device, is_listed=True)


def chosen(identity: CameraIdentity) -> Locate:
    """Return the way to find a chosen camera among those that are there."""

    def locate() -> Located:
        found = find(identity, system_cameras())
        if found is None:
            raise CameraMissingError(
                tr("Không thấy máy ảnh “{name}”").format(name=identity.name),
                tr("Cắm lại máy ảnh này, hoặc chọn máy ảnh khác trong Cài đặt."),
            )
        return _located(found)

    return locate


def first_found() -> Located:
    """Return the first camera of the list, or the first position where nothing can be listed.

    Raises:
        CameraMissingError: there is none.
    """
    for one in system_cameras():
        return _located(one)
    if not can_list():
        return at_index(0)()
    raise CameraMissingError(
        tr("Chưa thấy máy ảnh nào"), tr("Cắm máy ảnh vào, hoặc chọn ảnh từ tệp.")
    )


def camera_by_id(camera_id: str, options: CameraOptions | None = None) -> OpenCVCamera:
    """Return the closed camera of a `CameraInfo.id`.

    Raises:
        CameraError: the text is not one of ours.
    """
    identity = identity_of(camera_id)
    if identity is not None:
        return OpenCVCamera(chosen(identity), options, identity.name)
    number = camera_id.removeprefix(INDEX_PREFIX)
    if not camera_id.startswith(INDEX_PREFIX) or not number.isdecimal():
        raise CameraError(
            tr("Không tìm thấy máy ảnh đã chọn"),
            tr("Chọn lại máy ảnh trong Cài đặt."),
        )
    return OpenCVCamera(at_index(int(number)), options, index_name(int(number)))
