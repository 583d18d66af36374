"""Which cameras there are, and the adapter behind a chosen one."""

from __future__ import annotations

from pathlib import Path

from desktop.common.i18n import tr
from desktop.photo.camera_identity import SystemCamera, find, identity_of
from desktop.photo.camera_list import list_cameras
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_script import PREFIX as DEMO
from desktop.photo.demo_script import parse_script
from desktop.photo.file_camera import FileCamera
from desktop.photo.opencv_camera import CameraOptions, OpenCVCamera, camera_by_id, first_found
from desktop.photo.ports import CameraInfo, CameraPort

_FILE = "file:"

__all__ = [
    "DEMO",
    "CameraOptions",
    "camera_choices",
    "camera_for",
    "camera_name",
    "demo_camera",
    "file_info",
    "first_camera",
    "list_cameras",
]


def file_info(path: Path) -> CameraInfo:
    """Return the choice that plays a video file or a folder of pictures."""
    return CameraInfo(f"{_FILE}{path}", path.name)


def camera_name(camera_id: str) -> str:
    """Return a name for people of a camera that is not there now."""
    identity = identity_of(camera_id)
    return identity.name if identity else camera_id


def camera_choices(chosen: str) -> list[tuple[str, str]]:
    """Return (id, words) of what can be chosen, first "" for whatever is there.

    The chosen camera is always among them and keeps its id: it may be at another place now,
    or not plugged in. Never call it on a GUI thread.

    Raises:
        CameraError: a driver did not answer when asked for its cameras.
    """
    infos = list_cameras()
    choices = [("", tr("Tự chọn")), *((one.id, one.name) for one in infos)]
    wanted = identity_of(chosen)
    if wanted is not None:
        there = {one.id: identity_of(one.id) for one in infos}
        cameras = [SystemCamera(one, ()) for one in there.values() if one is not None]
        same = find(wanted, cameras)
        if same is not None:
            choices = [
                (chosen if there.get(value) is same.identity else value, words)
                for value, words in choices
            ]
    if chosen not in {value for value, _ in choices}:
        choices.append((chosen, tr("{name} (chưa thấy)").format(name=camera_name(chosen))))
    return choices


def demo_camera(script: str, fps: float = 30.0) -> DemoCamera:
    """Return a practice camera that shows an invented applicant and plays a script.

    Raises:
        CameraError: the script cannot be understood.
    """
    from desktop.photo.demo_portraits import draw_portrait  # noqa: PLC0415 - imports OpenCV

    return DemoCamera([draw_portrait(0)], parse_script(script), fps=fps)


def camera_for(camera_id: str, options: CameraOptions | None = None) -> CameraPort:
    """Return the closed camera of a `CameraInfo.id`.

    Raises:
        CameraError: the text is not one of ours.
    """
    if camera_id.startswith(_FILE):
        return FileCamera(Path(camera_id.removeprefix(_FILE)))
    if camera_id.startswith(DEMO):
        return demo_camera(camera_id.removeprefix(DEMO), (options or CameraOptions()).fps)
    return camera_by_id(camera_id, options)


def first_camera(options: CameraOptions | None = None) -> CameraPort | None:
    """Return the first camera that is there, found anew at each opening; None without any.

    Raises:
        CameraError: a driver did not answer when asked for its cameras.
    """
    found = list_cameras()
    return OpenCVCamera(first_found, options, found[0].name) if found else None
