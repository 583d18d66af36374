"""The photo page's threads: the preview, and beside it one that judges frames and fires.

Both keep only the newest frame; see `preview` for how words reach the GUI thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.ports import CameraPort, Frame
from desktop.photo.service import AutoShutter, PhotoStudio
from desktop.photo.views import Guidance
from desktop.ui.photo.preview import CameraPreview, Mailbox, PreviewRun, to_image

if TYPE_CHECKING:
    # only a type; the module imports OpenCV
    from desktop.photo.live import LiveGuide

__all__ = ["BURST", "Look", "PhotoWatcher", "to_image"]

BURST = 3
_JUDGE_EVERY = 0.08  # a dozen judgements a second; it leaves half a core of an old PC idle
_BURST_GAP = 0.12


@dataclass(frozen=True)
class Look:
    """What was judged last.

    Attributes:
        guidance: what to tell the applicant.
        progress: how far the automatic shutter is, 0..1.
    """

    guidance: Guidance
    progress: float


class _Run(PreviewRun):
    """One session with the camera in which frames are judged."""

    def __init__(self, owner: PhotoWatcher, before: threading.Thread | None) -> None:
        super().__init__(owner, before)
        self._watcher = owner
        self.shoot = threading.Event()
        self.again = threading.Event()
        self.looks: Mailbox[Look] = Mailbox()

    def beside(self, camera: CameraService) -> threading.Thread | None:
        """Return the thread that judges."""
        return threading.Thread(target=self._judge, args=(camera,), name="photo-judge", daemon=True)

    def _judge(self, camera: CameraService) -> None:
        try:
            self._judge_until_stopped(camera)
        except UserFacingError as error:
            self.tell("failed", error)

    def _judge_until_stopped(self, camera: CameraService) -> None:
        shutter = AutoShutter(burst=1)
        burst = _Burst()
        judged = 0
        live: LiveGuide | None = None
        while not self.stop.is_set():
            began = time.monotonic()
            if self.again.is_set():
                self.again.clear()
                self.shoot.clear()
                shutter.reset()
                burst = _Burst()
            latest = camera.latest()
            if latest is None:
                # a press without a picture must not shoot unseen when the camera comes back;
                # if it went away in the middle, what was caught before is used
                self.shoot.clear()
                burst = self._hand_over(burst) if burst.frames else _Burst()
            if latest is None or latest[1] == judged:
                self.stop.wait(0.02)
                continue
            frame, judged = latest
            live = live or self._watcher.studio.follow()
            guidance = live.guide(frame)
            fired = self._watcher.automatic and shutter.feed(frame, guidance) is not None
            if self.shoot.is_set() or fired:
                self.shoot.clear()
                burst.open = True
            if burst.open and burst.take(frame, began):
                burst = self._hand_over(burst)
            if self.looks.put(Look(guidance, shutter.progress)):
                self.tell("look")
            spent = time.monotonic() - began
            self.stop.wait(max(_JUDGE_EVERY - spent, spent * 0.5))

    def _hand_over(self, burst: _Burst) -> _Burst:
        self.tell("shots", tuple(burst.frames))
        return _Burst()


class _Burst:
    """Up to three frames, a moment apart."""

    def __init__(self) -> None:
        self.open = False
        self.frames: list[Frame] = []
        self._last = -1.0

    def take(self, frame: Frame, moment: float) -> bool:
        """Take a frame if it is time; return whether the burst is full."""
        if moment - self._last >= _BURST_GAP:
            self.frames.append(frame)
            self._last = moment
        return len(self.frames) >= BURST


class PhotoWatcher(CameraPreview):
    """Watches the camera while a page is open; signals arrive on the GUI thread.

    Args:
        make_camera: gives the camera or None; called in a thread of its own, it may be slow.
        studio: judges frames.
        patience: of the camera's watchdog; the usual one when not given.

    Signals:
        looked (Look): the newest judgement.
        shots_taken (tuple of frames): one to three frames of a burst.
        failed (UserFacingError): frames cannot be judged.
    """

    looked = Signal(object)
    shots_taken = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        make_camera: Callable[[], CameraPort | None],
        studio: PhotoStudio,
        *,
        patience: WatchSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(make_camera, patience=patience, parent=parent)
        self.studio = studio
        self.automatic = True

    def new_run(self, before: threading.Thread | None) -> PreviewRun:
        """Return threads that show and judge."""
        return _Run(self, before)

    def shoot(self) -> None:
        """Take a burst now."""
        if isinstance(self._run, _Run):
            self._run.shoot.set()

    def again(self) -> None:
        """Forget a burst and arm the automatic shutter again."""
        if isinstance(self._run, _Run):
            self._run.again.set()

    def deliver(self, run: PreviewRun, kind: str, content: object) -> None:
        """Pass on a word of the present run, on the GUI thread."""
        if kind == "look" and isinstance(run, _Run):
            self.looked.emit(run.looks.take())
        elif kind == "shots":
            self.shots_taken.emit(content)
        elif kind == "failed":
            self.failed.emit(content)
        else:
            super().deliver(run, kind, content)
