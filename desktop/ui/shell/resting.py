"""A page behind the lock: typed words are written, devices let go, all else stays as it stands."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.ui.intake.autosave import Autosave, KeepLatest
from desktop.ui.photo.preview import CameraPreview
from desktop.ui.widgets.page import Page


class RestingPage:
    """Remembers what a page gave up for the time of a lock.

    Args:
        page: the page that was open.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        _close_dialogs()
        focus = QApplication.focusWidget()
        is_inside = focus is not None and page.isAncestorOf(focus)
        self._focus: QWidget | None = focus if is_inside else None
        # Whatever page has a camera, today or some day: nobody is filmed behind a lock.
        self._cameras = [one for one in page.findChildren(CameraPreview) if one.is_running]
        page.pause()
        # Whoever walks away may pull the plug: what was typed a moment ago is written now.
        for typed in page.findChildren(Autosave):
            typed.flush()
        for drawn in page.findChildren(KeepLatest):
            drawn.flush()
        for camera in self._cameras:
            camera.stop()

    def wake(self) -> None:
        """Give the page back what it had."""
        self.page.carry_on()
        for camera in self._cameras:
            if shiboken6.isValid(camera):
                camera.start()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()


def _close_dialogs() -> None:
    """Close what floats above the window, such as the choice of a file."""
    for _ in range(8):  # one may lie above another
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if dialog is None:
            return
        if isinstance(dialog, QDialog):
            dialog.reject()
        else:
            dialog.close()
