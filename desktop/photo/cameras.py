"""Which camera a stored choice means."""

from __future__ import annotations

from pathlib import Path

from desktop.photo.file_camera import FileCamera
from desktop.photo.opencv_camera import camera_by_id, list_cameras
from desktop.photo.ports import CameraPort

FILE_PREFIX = "file:"


def make_camera(camera_id: str = "") -> CameraPort | None:
    """Return the chosen camera, the first one found for an empty choice, or None for none.

    Args:
        camera_id: `opencv:0`, `file:/folder/or/video`, or "".
    """
    if camera_id.startswith(FILE_PREFIX):
        return FileCamera(Path(camera_id.removeprefix(FILE_PREFIX)))
    if camera_id:
        return camera_by_id(camera_id)
    found = list_cameras()
    return camera_by_id(found[0].id) if found else None
