"""The drives that are plugged in, asked of the system again and again while a page is open."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

from desktop.batch.drives import Drive, ListDrives, is_removable_device
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.tasks import TaskRunner

LOOK_EVERY_MS = 2000
_DRIVE_REMOVABLE = 2  # of GetDriveTypeW


def plugged_drives() -> tuple[Drive, ...]:
    """Return the drives that can be taken out, by name; may wait for a slow drive."""
    found = [
        Drive(
            root=Path(volume.rootPath()),
            label=volume.name() or Path(volume.rootPath()).name,
            free=volume.bytesAvailable(),
            total=volume.bytesTotal(),
            file_system=bytes(volume.fileSystemType().data()).decode(errors="replace"),
            is_read_only=volume.isReadOnly(),
        )
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady() and not volume.isRoot() and _can_go(volume)
    ]
    return tuple(sorted(found, key=lambda drive: (drive.label.casefold(), str(drive.root))))


def _can_go(volume: QStorageInfo) -> bool:
    if sys.platform == "win32":
        kind = ctypes.windll.kernel32.GetDriveTypeW(volume.rootPath().replace("/", "\\"))
        return bool(kind == _DRIVE_REMOVABLE)
    return is_removable_device(bytes(volume.device().data()).decode(errors="replace"))


def eject_words() -> str:
    """Return how a stick is taken out, in the words of this system."""
    if sys.platform == "win32":
        return tr("Bấm biểu tượng USB cạnh đồng hồ, chọn Eject (Đẩy ra), rồi mới rút USB.")
    return tr("Trong trình quản lý tệp, bấm nút ⏏ (Đẩy ra) cạnh tên USB, rồi mới rút USB.")


class DriveWatch(QObject):
    """Looks every two seconds, off the thread that draws, and tells what changed.

    Args:
        tasks: the way off the thread.
        list_drives: asks the system.
        parent: the page.

    Signals:
        changed (tuple of Drive): a drive came, went or has other room than before.
    """

    changed = Signal(object)

    def __init__(self, tasks: TaskRunner, list_drives: ListDrives, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._list = list_drives
        self._known: tuple[Drive, ...] | None = None
        self._is_asking = self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and then again and again."""
        self._known = None
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once; a drive that keeps the system waiting is not asked twice at a time."""
        if self._is_asking:
            self._is_wanted = True
            return
        self._is_asking, self._is_wanted = True, False
        self._tasks.query(self._list, self._found, self._not_found)

    def _found(self, drives: tuple[Drive, ...]) -> None:
        self._is_asking = False
        if drives != self._known:
            self._known = drives
            self.changed.emit(drives)
        if self._is_wanted and self._timer.isActive():
            self.look()

    def _not_found(self, error: UserFacingError) -> None:
        """The system does not say; what was found before stays."""
        del error
        self._is_asking = False
