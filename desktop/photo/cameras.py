"""Which cameras there are, and the adapter behind a chosen one."""

from __future__ import annotations

from pathlib import Path

from desktop.photo.file_camera import FileCamera
from desktop.photo.opencv_camera import camera_by_id, list_cameras
from desktop.photo.ports import CameraInfo, CameraPort

_FILE = "file:"

__all__ = ["camera_for", "file_info", "list_cameras"]


def file_info(path: Path) -> CameraInfo:
    """Return the choice that plays a video file or a folder of pictures."""
    return CameraInfo(f"{_FILE}{path}", path.name)


def camera_for(camera_id: str) -> CameraPort:
    """Return the closed camera of a `CameraInfo.id` (`opencv:0`, `file:/path`).

    Raises:
        CameraError: the text is not one of ours.
    """
    if camera_id.startswith(_FILE):
        return FileCamera(Path(camera_id.removeprefix(_FILE)))
    return camera_by_id(camera_id)
