"""The threads between a camera and a page: open, show, judge, fire; never on the GUI thread.

One thread owns the camera's life and makes pictures for the screen, another one judges frames.
Both keep only the newest frame. What they have to say waits in a mailbox of one place each, so
a slow screen gets the latest word and never a queue of old ones.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort, Frame
from desktop.photo.service import AutoShutter, PhotoStudio
from desktop.photo.views import CameraState, CameraStatus, Guidance

_log = logging.getLogger(__name__)
T = TypeVar("T")

BURST = 3
_SHOW_EVERY = 0.04  # 25 pictures a second are enough for a person who sits still
_JUDGE_EVERY = 0.08  # and a dozen judgements; it leaves half a core of an old PC idle
_BURST_GAP = 0.12
_LOOK_AGAIN = 3.0  # seconds between looks for a camera where there was none
_LARGE = 1600  # px; wider frames are halved for the screen


@dataclass(frozen=True)
class Look:
    """What was judged last.

    Attributes:
        guidance: what to tell the applicant.
        progress: how far the automatic shutter is, 0..1.
    """

    guidance: Guidance
    progress: float


def to_image(frame: Frame, *, mirrored: bool = False) -> QImage:
    """Return a frame as a picture of its own memory; may be called in any thread."""
    height, width = frame.shape[:2]
    if frame.strides[1] != 3 or frame.strides[2] != 1:
        frame = frame.copy()
    image = QImage(frame.data, width, height, frame.strides[0], QImage.Format.Format_BGR888)
    return image.flipped(Qt.Orientation.Horizontal) if mirrored else image.copy()


class _Mailbox(Generic[T]):
    """Holds the newest letter; announces it once until it is taken."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._letter: T | None = None

    def put(self, letter: T) -> bool:
        """Keep a letter; return whether somebody must be told."""
        with self._lock:
            told = self._letter is not None
            self._letter = letter
        return not told

    def take(self) -> T | None:
        with self._lock:
            letter, self._letter = self._letter, None
        return letter


class _Run:
    """One session with the camera, from opening to closing."""

    def __init__(self, owner: PhotoWatcher, before: threading.Thread | None) -> None:
        self._owner = owner
        self._before = before
        self.stop = threading.Event()
        self.shoot = threading.Event()
        self.again = threading.Event()
        self.pictures: _Mailbox[QImage] = _Mailbox()
        self.looks: _Mailbox[Look] = _Mailbox()
        self.thread = threading.Thread(target=self._main, name="photo-page", daemon=True)
        self._state: CameraState | None = None

    def tell(self, kind: str, content: object = None) -> None:
        try:
            self._owner.arrived.emit(self, kind, content)
        except RuntimeError:  # the page was deleted first
            _log.debug("word from the camera after the end")

    def _main(self) -> None:
        if self._before is not None:
            self._before.join()
        port = self._find()
        if port is None:
            return
        camera = CameraService(port, self._owner.patience)
        judge = threading.Thread(target=self._judge, args=(camera,), name="photo-judge")
        judge.daemon = True
        camera.start()
        judge.start()
        try:
            self._show(camera)
        finally:
            self.stop.set()
            judge.join()
            try:
                camera.stop()
            except CameraError:
                _log.warning("the camera driver did not come back in time")

    def _find(self) -> CameraPort | None:
        """Return the camera, looking again and again while there is none."""
        while not self.stop.is_set():
            text = tr("Chưa thấy máy ảnh. Cắm máy ảnh vào, hoặc lấy ảnh từ tệp.")
            try:
                port = self._owner.make_camera()
            except UserFacingError as error:
                port, text = None, str(error)
            if port is not None:
                return port
            self._say(CameraState(CameraStatus.NONE, text))
            self.stop.wait(_LOOK_AGAIN)
        return None

    def _say(self, state: CameraState) -> None:
        if state != self._state:
            self._state = state
            self.tell("state", state)

    def _show(self, camera: CameraService) -> None:
        shown = 0
        while not self.stop.wait(_SHOW_EVERY):
            self._say(camera.state)
            latest = camera.latest()
            if latest is None or latest[1] == shown:
                continue
            frame, shown = latest
            if frame.shape[1] > _LARGE:
                frame = frame[::2, ::2]
            if self.pictures.put(to_image(frame, mirrored=self._owner.mirrored)):
                self.tell("picture")

    def _judge(self, camera: CameraService) -> None:
        try:
            self._judge_until_stopped(camera)
        except UserFacingError as error:
            self.tell("failed", error)

    def _judge_until_stopped(self, camera: CameraService) -> None:
        shutter = AutoShutter(burst=1)
        burst = _Burst()
        judged = 0
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
            guidance = self._owner.studio.guide(frame)
            fired = self._owner.automatic and shutter.feed(frame, guidance) is not None
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


class PhotoWatcher(QObject):
    """Watches the camera while a page is open; signals arrive on the GUI thread.

    Args:
        make_camera: gives the camera or None; called in a thread of its own, it may be slow.
        studio: judges frames.
        patience: of the camera's watchdog; the usual one when not given.

    Signals:
        picture (QImage): the newest picture for the screen.
        looked (Look): the newest judgement.
        state_changed (CameraState): what the camera does.
        shots_taken (tuple of frames): one to three frames of a burst.
        failed (UserFacingError): frames cannot be judged.
    """

    picture = Signal(object)
    looked = Signal(object)
    state_changed = Signal(object)
    shots_taken = Signal(object)
    failed = Signal(object)
    arrived = Signal(object, str, object)

    def __init__(
        self,
        make_camera: Callable[[], CameraPort | None],
        studio: PhotoStudio,
        *,
        patience: WatchSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.make_camera = make_camera
        self.studio = studio
        self.patience = patience
        self.mirrored = True
        self.automatic = True
        self._run: _Run | None = None
        self._last_thread: threading.Thread | None = None
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether the camera is wanted."""
        return self._run is not None

    def start(self) -> None:
        """Open the camera; returns at once; harmless when it is open."""
        if self._run is not None:
            return
        self._run = _Run(self, self._last_thread)
        self._last_thread = self._run.thread
        self._run.thread.start()

    def stop(self) -> None:
        """Let the camera go; returns at once, the threads end by themselves."""
        if self._run is not None:
            self._run.stop.set()
            self._run = None

    def wait(self, seconds: float = 10.0) -> bool:
        """Wait for the threads to end after `stop`; return whether they did."""
        if self._last_thread is None:
            return True
        self._last_thread.join(seconds)
        return not self._last_thread.is_alive()

    def shoot(self) -> None:
        """Take a burst now."""
        if self._run is not None:
            self._run.shoot.set()

    def again(self) -> None:
        """Forget a burst and arm the automatic shutter again."""
        if self._run is not None:
            self._run.again.set()

    def _deliver(self, run: object, kind: str, content: object) -> None:
        if run is not self._run or self._run is None:
            return
        if kind == "picture":
            self.picture.emit(self._run.pictures.take())
        elif kind == "look":
            self.looked.emit(self._run.looks.take())
        elif kind == "state":
            self.state_changed.emit(content)
        elif kind == "shots":
            self.shots_taken.emit(content)
        else:
            self.failed.emit(content)
