"""The threads between a camera and a page: open, show, measure; never on the GUI thread.

One thread owns the camera's life and makes pictures for the screen. Only the newest frame is
kept. What there is to say waits in a mailbox of one place, so a slow screen gets the latest
word and never a queue of old ones.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.camera_words import state_of
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort, Frame
from desktop.photo.views import CameraRate, CameraState, CameraStatus

_log = logging.getLogger(__name__)
T = TypeVar("T")

_SHOW_EVERY = 0.04  # 25 pictures a second are enough for a person who sits still
_MEASURE_EVERY = 1.0
_LOOK_AGAIN = 3.0  # seconds between looks for a camera where there was none
_LARGE = 1600  # px; wider frames are halved for the screen


def to_image(frame: Frame, *, mirrored: bool = False) -> QImage:
    """Return a frame as a picture of its own memory; may be called in any thread."""
    height, width = frame.shape[:2]
    if frame.strides[1] != 3 or frame.strides[2] != 1:
        frame = frame.copy()
    image = QImage(frame.data, width, height, frame.strides[0], QImage.Format.Format_BGR888)
    return image.flipped(Qt.Orientation.Horizontal) if mirrored else image.copy()


class Mailbox(Generic[T]):
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
        """Return the letter and forget it; None when there is none."""
        with self._lock:
            letter, self._letter = self._letter, None
        return letter


class PreviewRun:
    """One session with the camera, from opening to closing.

    Args:
        owner: whom to tell.
        before: the thread of the owner's last run. This and all other runs that were told to
            stop must have ended first: a device that we still hold ourselves would look as if
            another program had it.
    """

    def __init__(self, owner: CameraPreview, before: threading.Thread | None) -> None:
        self._owner = owner
        self._before = (*([before] if before is not None else []), *_ending)
        self.stop = threading.Event()
        self.pictures: Mailbox[QImage] = Mailbox()
        self.thread = threading.Thread(target=self._main, name="photo-page", daemon=True)
        self._state: CameraState | None = None
        self.camera: CameraService | None = None

    def tell(self, kind: str, content: object = None) -> None:
        """Send a word to the GUI thread."""
        try:
            self._owner.arrived.emit(self, kind, content)
        except RuntimeError:  # the page was deleted first
            _log.debug("word from the camera after the end")

    def beside(self, camera: CameraService) -> threading.Thread | None:
        """Return a thread that works beside the preview until `stop`; not yet started."""
        del camera
        return None

    def _main(self) -> None:
        for thread in self._before:
            thread.join()
        port = self._find()
        if port is None:
            return
        self.camera = camera = CameraService(
            port, self._owner.patience, renew=self._owner.make_camera
        )
        helper = self.beside(camera)
        camera.start()
        if helper is not None:
            helper.start()
        try:
            self._show(camera)
        finally:
            self.stop.set()
            if helper is not None:
                helper.join()
            try:
                camera.stop()
            except CameraError:
                _log.warning("the camera driver did not come back in time")

    def _find(self) -> CameraPort | None:
        """Return the camera, looking again and again while there is none."""
        while not self.stop.is_set():
            text = tr("Chưa thấy máy ảnh. Cắm máy ảnh vào, hoặc lấy ảnh từ tệp.")
            state = CameraState(CameraStatus.NONE, text)
            port = None
            try:
                port = self._owner.make_camera()
            except UserFacingError as error:
                state = state_of(CameraStatus.NONE, (error.title, error.advice))
            if port is not None:
                return port
            self._say(state)
            self.stop.wait(_LOOK_AGAIN)
        return None

    def _say(self, state: CameraState) -> None:
        if state != self._state:
            self._state = state
            self.tell("state", state)

    def _show(self, camera: CameraService) -> None:
        shown = 0
        measured = time.monotonic()
        while not self.stop.wait(_SHOW_EVERY):
            self._say(camera.state)
            if time.monotonic() - measured >= _MEASURE_EVERY:
                measured = time.monotonic()
                self.tell("rate", camera.rate)
            latest = camera.latest()
            if latest is None or latest[1] == shown:
                continue
            frame, shown = latest
            if frame.shape[1] > _LARGE:
                frame = frame[::2, ::2]
            if self.pictures.put(to_image(frame, mirrored=self._owner.mirrored)):
                self.tell("picture")


_ending: list[threading.Thread] = []
"""Runs of this process, of whatever page, that were told to stop; touched by the GUI thread."""


class CameraPreview(QObject):
    """Shows what a camera sees while a page is open; signals arrive on the GUI thread.

    Args:
        make_camera: gives the camera or None; called in a thread of its own, it may be slow.
        patience: of the camera's watchdog; the usual one when not given.

    Signals:
        picture (QImage): the newest picture for the screen.
        state_changed (CameraState): what the camera does.
        measured (CameraRate): what it really gives, once a second.
    """

    picture = Signal(object)
    state_changed = Signal(object)
    measured = Signal(object)
    arrived = Signal(object, str, object)

    def __init__(
        self,
        make_camera: Callable[[], CameraPort | None],
        *,
        patience: WatchSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.make_camera = make_camera
        self.patience = patience
        self.mirrored = True
        self._run: PreviewRun | None = None
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
        _ending[:] = [thread for thread in _ending if thread.is_alive()]
        self._run = self.new_run(self._last_thread)
        self._last_thread = self._run.thread
        self._run.thread.start()

    def new_run(self, before: threading.Thread | None) -> PreviewRun:
        """Return the threads of one visit; extended by those who do more than show."""
        return PreviewRun(self, before)

    def stop(self) -> None:
        """Let the camera go; returns at once, the threads end by themselves."""
        if self._run is not None:
            self._run.stop.set()
            _ending.append(self._run.thread)
            self._run = None

    def wait(self, seconds: float = 10.0) -> bool:
        """Wait for the threads to end after `stop`; return whether they did."""
        if self._last_thread is None:
            return True
        self._last_thread.join(seconds)
        return not self._last_thread.is_alive()

    def newest(self) -> Frame | None:
        """Return the newest frame as the camera gave it, never mirrored; None without one."""
        camera = self._run.camera if self._run is not None else None
        latest = camera.latest() if camera is not None else None
        return latest[0] if latest is not None else None

    def _deliver(self, run: object, kind: str, content: object) -> None:
        if run is self._run and self._run is not None:
            self.deliver(self._run, kind, content)

    def deliver(self, run: PreviewRun, kind: str, content: object) -> None:
        """Pass on a word of the present run, on the GUI thread."""
        if kind == "picture":
            self.picture.emit(run.pictures.take())
        elif kind == "state":
            self.state_changed.emit(content)
        elif kind == "rate" and isinstance(content, CameraRate):
            self.measured.emit(content)
