"""The camera that was chosen in the settings, with its pictures upright."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.common.i18n import tr
from desktop.common.settings import CAMERA, CAMERA_EXPOSURE, CAMERA_ROTATION, CAMERA_SIZE
from desktop.photo.cameras import DEMO, CameraOptions, camera_for, first_camera
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort
from desktop.photo.turned_camera import turned
from desktop.security.preferences import Preferences

MakeCamera = Callable[[], CameraPort | None]
"""Gives a camera each time it is asked for, or None when there is none."""


def camera_maker(
    preferences: Preferences, given: MakeCamera | None, *, is_practice: bool
) -> MakeCamera:
    """Return what gives the chosen camera each time it is asked for.

    Args:
        preferences: which camera, how large, how bright, how turned.
        given: another device in its place.
        is_practice: whether invented faces are welcome.
    """
    device = given or partial(_chosen, preferences, is_practice=is_practice)
    return partial(_upright, preferences, device)


def _chosen(preferences: Preferences, *, is_practice: bool) -> CameraPort | None:
    """Return the chosen camera as it is wanted by the settings."""
    chosen = preferences.text(CAMERA)
    if chosen.startswith(DEMO) and not is_practice:
        # an invented face must never get into a real record
        raise CameraError(
            tr("Máy ảnh thực hành chỉ dùng được trong bản thực hành"),
            tr("Chọn máy ảnh thật trong Cài đặt."),
        )
    width, height = preferences.text(CAMERA_SIZE).split("x")
    exposure = preferences.text(CAMERA_EXPOSURE)
    options = CameraOptions(
        size=(int(width), int(height)), exposure=int(exposure) if exposure else None
    )
    return camera_for(chosen, options) if chosen else first_camera(options)


def _upright(preferences: Preferences, device: MakeCamera) -> CameraPort | None:
    """Return the camera with its pictures turned upright, as the settings say."""
    camera = device()
    return camera and turned(camera, int(preferences.text(CAMERA_ROTATION)))
