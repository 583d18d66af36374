"""The threads between a camera and a page that photographs papers: show, find the sheet, take.

To the camera's preview comes a second thread that looks for the sheet and, when asked, takes the
sharpest of a few frames.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.paper import PaperStudio
from desktop.photo.paper_views import Corners
from desktop.photo.ports import CameraPort, Frame
from desktop.ui.photo.preview import CameraPreview, PreviewRun

_LOOK_EVERY = 0.2  # s between searches for the sheet; a hand that lays paper is not faster
_SETTLE = 0.06  # s between looks for another frame, when the sharpest of some is taken
_FRAMES = 3
_TAKE_WITHIN = 1.2  # s


@dataclass(frozen=True)
class Sighting:
    """Where the sheet lies in what is shown: shares of width and height; None when unseen."""

    corners: Corners | None


class _Run(PreviewRun):
    """One session with the camera, with somebody who looks for the sheet."""

    def __init__(self, watcher: PaperWatcher, before: threading.Thread | None) -> None:
        super().__init__(watcher, before)
        self._studio = watcher.studio
        self.shoot = threading.Event()

    def beside(self, camera: CameraService) -> threading.Thread | None:
        """Return the thread that looks."""
        return threading.Thread(target=self._look, args=(camera,), name="paper-look", daemon=True)

    def _look(self, camera: CameraService) -> None:
        looked = 0
        while not self.stop.is_set():
            if self.shoot.is_set():
                self.shoot.clear()
                self._take(camera)
            latest = camera.latest()
            if latest is None or latest[1] == looked:
                self.shoot.wait(0.02)
                continue
            frame, looked = latest
            began = time.monotonic()
            found = self._studio.find(frame, fine=False)
            height, width = frame.shape[:2]
            corners = shares(found.corners, width, height) if found else None
            self.tell("sighting", Sighting(corners))
            spent = time.monotonic() - began
            self.shoot.wait(max(_LOOK_EVERY - spent, spent))

    def _take(self, camera: CameraService) -> None:
        """Hand over the sharpest of a few frames."""
        frames: list[Frame] = []
        taken = 0
        ends = time.monotonic() + _TAKE_WITHIN
        while len(frames) < _FRAMES and time.monotonic() < ends and not self.stop.is_set():
            latest = camera.latest()
            if latest is not None and latest[1] != taken:
                frames.append(latest[0])
                taken = latest[1]
            self.stop.wait(_SETTLE)
        if frames:
            self.tell("taken", self._studio.sharpest(frames))


class PaperWatcher(CameraPreview):
    """Watches the camera while a page is open; signals arrive on the GUI thread.

    Args:
        make_camera: gives the camera or None; called in a thread of its own, it may be slow.
        studio: finds sheets.
        patience: of the camera's watchdog; the usual one when not given.

    Signals:
        seen (Sighting): where the sheet lies, or that there is none.
        taken (Frame): the frame that was asked for.
    """

    seen = Signal(object)
    taken = Signal(object)

    def __init__(
        self,
        make_camera: Callable[[], CameraPort | None],
        studio: PaperStudio,
        *,
        patience: WatchSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(make_camera, patience=patience, parent=parent)
        self.studio = studio
        self.mirrored = False  # letters would stand the wrong way round

    def new_run(self, before: threading.Thread | None) -> PreviewRun:
        """Return threads that show and look."""
        return _Run(self, before)

    def stop(self) -> None:
        """Let the camera go; returns at once, the threads end by themselves."""
        run = self._run
        super().stop()
        if isinstance(run, _Run):
            run.shoot.set()  # whoever waits for it looks up

    def shoot(self) -> None:
        """Take a page now."""
        if isinstance(self._run, _Run):
            self._run.shoot.set()

    def deliver(self, run: PreviewRun, kind: str, content: object) -> None:
        """Pass on a word of the present run, on the GUI thread."""
        if kind == "sighting":
            self.seen.emit(content)
        elif kind == "taken":
            self.taken.emit(content)
        else:
            super().deliver(run, kind, content)


def shares(corners: Corners, width: float, height: float) -> Corners:
    """Return corners in px as shares of width and height."""
    tl, tr_, br, bl = ((x / width, y / height) for x, y in corners)
    return tl, tr_, br, bl
