"""Which cameras the system has now: by name, with USB numbers and place, none opened.

`cv2-enumerate-cameras` asks DirectShow, Media Foundation or V4L2. Where it finds nothing the
kernel's list (Linux) or the first three positions (elsewhere) are offered. Asking may hang in
a broken driver, so it happens in a thread of its own and is given up after a while.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop.common.i18n import tr
from desktop.photo import opencv_environment
from desktop.photo.camera_identity import (
    CameraIdentity,
    SystemCamera,
    place_of_windows_path,
    usb_numbers,
    with_twins,
)
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraInfo

INDEX_PREFIX = "opencv:"
LIST_SECONDS = 5.0
"""DirectShow answers in well under a second; a driver that hangs never does."""

# OpenCV's codes, so that listing on Linux need not load it
DSHOW, MSMF, V4L2 = 700, 1400, 200
_SYS = Path("/sys/class/video4linux")
_OFFERED = 3  # positions where nothing can be listed


def backends() -> tuple[int, ...]:
    """Return the capture backends of this system, best first.

    DirectShow opens in under a second where Media Foundation needs many, so it goes first;
    some newer cameras are visible to Media Foundation only.
    """
    if opencv_environment.PLATFORM == "win32":
        return (DSHOW, MSMF)
    if opencv_environment.PLATFORM.startswith("linux"):
        return (V4L2,)
    return (0,)


def can_list() -> bool:
    """Whether an empty list means that there is no camera: only Linux lists without a library."""
    return opencv_environment.PLATFORM.startswith("linux")


def _library(backend: int) -> list[Any]:
    """Ask cv2-enumerate-cameras; an empty list when it cannot answer."""
    opencv_environment.prepare_environment()
    try:
        import cv2_enumerate_cameras  # noqa: PLC0415 - imports OpenCV

        return list(cv2_enumerate_cameras.enumerate_cameras(backend))
    except (ImportError, OSError, RuntimeError, NotImplementedError):
        return []  # no such backend here, or a driver that cannot be asked


def _place(path: str) -> str:
    if not path.startswith("/dev/"):
        return place_of_windows_path(path)
    device = _SYS / Path(path).name / "device"
    # the USB port chain and interface ("1-1.2:1.0"), or the bus address of a built-in one
    return device.resolve().name if device.exists() else ""


def _merged(entries: Iterable[tuple[int, Any]]) -> tuple[SystemCamera, ...]:
    """Make one camera of what several backends say about it.

    A camera is the same if model and place agree. Cameras without a place (virtual ones) are
    the same if they are the first, second ... of their name in each list.
    """
    found: dict[tuple[str, ...], SystemCamera] = {}
    seen: dict[tuple[int, str], int] = {}
    for backend, one in entries:
        path = one.path or ""
        vendor, product = usb_numbers(path, one.vid, one.pid)
        place = _place(path)
        nth = seen[backend, one.name] = seen.get((backend, one.name), -1) + 1
        identity = CameraIdentity(one.name, vendor, product, place or f"nth{nth}")
        key = (vendor, product, identity.place, one.name)
        before = found.get(key)
        positions = (*(before.positions if before else ()), (backend, one.index))
        device = path if path.startswith("/dev/") else ""
        found[key] = SystemCamera(identity, positions, device)
    return tuple(found.values())


def system_cameras() -> tuple[SystemCamera, ...]:
    """Return the cameras that are there; empty when the system cannot tell.

    May block in a driver: never call it on a GUI thread.
    """
    entries = [
        (backend, one)
        for backend in backends()
        for one in sorted(_library(backend), key=lambda one: int(one.index))
    ]
    return _merged(entries) or _from_kernel()


def _from_kernel() -> tuple[SystemCamera, ...]:
    """Return what Linux lists by itself."""
    found = []
    for folder in sorted(_SYS.glob("video*")):
        try:
            # a camera also registers a metadata node, which has another index
            if (folder / "index").read_text("ascii").strip() != "0":
                continue
            name = (folder / "name").read_text("utf-8", "replace").strip()
        except OSError:
            continue
        device = f"/dev/{folder.name}"
        identity = CameraIdentity(name or folder.name, place=_place(device) or folder.name)
        index = int(folder.name.removeprefix("video"))
        found.append(SystemCamera(identity, ((V4L2, index),), device))
    return tuple(found)


class _Asking:
    """Asks in a thread that may be left behind; never two at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._answer: tuple[SystemCamera, ...] = ()

    def ask(self, seconds: float) -> tuple[SystemCamera, ...]:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="camera-list", daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(seconds)
        if thread.is_alive():
            raise CameraError(
                tr("Máy tính chưa liệt kê được máy ảnh"),
                tr("Rút dây máy ảnh rồi cắm lại; nếu vẫn vậy, khởi động lại máy tính."),
            )
        return self._answer

    def _run(self) -> None:
        self._answer = system_cameras()


_asking = _Asking()


def list_cameras(seconds: float = LIST_SECONDS) -> tuple[CameraInfo, ...]:
    """Return the cameras that can be chosen, without opening any.

    Equal cameras get the place added to their name. Where the system cannot list cameras and
    trying would freeze some drivers, the first three positions are offered.

    Raises:
        CameraError: a driver did not answer within `seconds`.
    """
    cameras = _asking.ask(seconds)
    if not cameras and not can_list():
        return tuple(
            CameraInfo(f"{INDEX_PREFIX}{index}", index_name(index)) for index in range(_OFFERED)
        )
    infos = []
    for one in cameras:
        identity = with_twins(cameras, one)
        name = identity.name
        if identity.twins:
            name = tr("{name} (cổng {place})").format(name=name, place=identity.place)
        infos.append(CameraInfo(identity.as_id(), name))
    return tuple(infos)


def index_name(index: int) -> str:
    """Return the name of a camera of which only the position is known, from 0."""
    return tr("Máy ảnh {number}").format(number=index + 1)
