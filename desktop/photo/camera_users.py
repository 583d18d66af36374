r"""Why a camera that is there gives no picture: forbidden by the system, or in other hands.

Windows gives black frames or none at all, without any error. Since Windows 10 1903 it keeps a
consent store in the registry, which says whether desktop programs may use the camera and which
program has it open (`LastUsedTimeStop` is 0). A program that crashed may stay listed, so its
name is only ever said as a possibility. Not tried on a real Windows yet.
Linux tells who has a device file open in `/proc`, as far as one's own programs go.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any, Protocol

from desktop.common.i18n import tr
from desktop.photo import opencv_environment
from desktop.photo.errors import CameraError, CameraForbiddenError, CameraTakenError

_CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam"
_DESKTOP = rf"{_CONSENT}\NonPackaged"
_USER, _MACHINE = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"


class Registry(Protocol):
    """The part of the Windows registry that is read."""

    def value(self, root: str, path: str, name: str) -> object:
        """Return a value, None when it is not there."""
        ...

    def children(self, root: str, path: str) -> list[str]:
        """Return the names of the keys below a key."""
        ...


class WindowsRegistry:
    """The real one; every question may fail and then has no answer."""

    def __init__(self) -> None:
        self._winreg: Any = importlib.import_module("winreg")

    def value(self, root: str, path: str, name: str) -> object:
        """Return a value, None when it is not there."""
        try:
            with self._winreg.OpenKey(getattr(self._winreg, root), path) as key:
                found: object = self._winreg.QueryValueEx(key, name)[0]
                return found
        except OSError:
            return None

    def children(self, root: str, path: str) -> list[str]:
        """Return the names of the keys below a key."""
        names = []
        try:
            with self._winreg.OpenKey(getattr(self._winreg, root), path) as key:
                count = self._winreg.QueryInfoKey(key)[0]
                names = [str(self._winreg.EnumKey(key, number)) for number in range(count)]
        except OSError:
            return names
        return names


def is_forbidden(registry: Registry) -> bool:
    """Whether Windows keeps the camera from everybody, this account, or desktop programs."""
    places = ((_MACHINE, _CONSENT), (_USER, _CONSENT), (_USER, _DESKTOP))
    return any(registry.value(root, path, "Value") == "Deny" for root, path in places)


def windows_users(registry: Registry, own: str) -> tuple[str, ...]:
    """Return names of other programs that have a camera open.

    Args:
        registry: where to look.
        own: path of our own program, which is no stranger.
    """
    found = []
    for parent in (_DESKTOP, _CONSENT):
        for name in registry.children(_USER, parent):
            path = name.replace("#", "\\")
            key = rf"{parent}\{name}"
            is_open = registry.value(_USER, key, "LastUsedTimeStop") == 0 and registry.value(
                _USER, key, "LastUsedTimeStart"
            ) not in {None, 0}
            if is_open and path.lower() != own.lower():
                found.append(path.rsplit("\\", 1)[-1])
    return tuple(found)


def linux_users(device: str, processes: Path = Path("/proc")) -> tuple[str, ...]:
    """Return names of other programs of this account that have a device file open."""
    found = set()
    for folder in processes.glob("[0-9]*"):
        if folder.name == str(os.getpid()):
            continue
        try:
            links = [link.readlink() for link in (folder / "fd").iterdir()]
            if Path(device) in links:
                found.add((folder / "comm").read_text("utf-8", "replace").strip())
        except OSError:  # another account's program, or one that has just ended
            continue
    return tuple(sorted(found))


def why_no_picture(device: str = "") -> CameraError | None:
    """Return what the system says about a camera without a picture; None when it says nothing.

    Args:
        device: the device file, on Linux.
    """
    if opencv_environment.PLATFORM == "win32":
        registry = WindowsRegistry()
        if is_forbidden(registry):
            return forbidden(
                tr("Mở Cài đặt Windows, Quyền riêng tư, Máy ảnh, rồi bật cho ứng dụng máy tính.")
            )
        users = windows_users(registry, sys.executable)
        return taken(users) if users else None
    if not device or not Path(device).exists():
        return None
    if not os.access(device, os.R_OK | os.W_OK):
        return forbidden(tr("Nhờ cán bộ kỹ thuật thêm tài khoản này vào nhóm video."))
    users = linux_users(device)
    return taken(users) if users else None


def forbidden(advice: str) -> CameraForbiddenError:
    """Return the error of a system that forbids the camera."""
    return CameraForbiddenError(tr("Hệ điều hành không cho dùng máy ảnh"), advice)


def taken(users: tuple[str, ...] = ()) -> CameraTakenError:
    """Return the error of a camera in other hands, naming them if they are known."""
    title = tr("Chương trình khác đang dùng máy ảnh")
    if users:
        text = tr("Có thể là {program}. Tắt nó, máy sẽ tự mở lại máy ảnh; hoặc chọn ảnh từ tệp.")
        return CameraTakenError(title, text.format(program=", ".join(users)))
    return CameraTakenError(
        title,
        tr("Tắt Zoom, Zalo, trình duyệt đang mở máy ảnh; máy sẽ tự nối lại, hoặc chọn ảnh từ tệp."),
    )
