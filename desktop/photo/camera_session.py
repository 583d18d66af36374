"""One opening of a camera, in a thread of its own that may never come back from the driver."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum

from desktop.photo.camera_watch import RateMeter, Watchdog, WatchSettings
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort, Frame
from desktop.photo.views import CameraStatus

_BROKEN = {CameraStatus.LOST, CameraStatus.BLACK, CameraStatus.FROZEN}


class Phase(Enum):
    """Which call of the driver a session is in."""

    OPENING = "opening"
    READING = "reading"
    CLOSING = "closing"
    ENDED = "ended"


class CameraSession:
    """Opens, reads and closes one camera; told from outside when to end.

    Everything public may be read from other threads. A session that was told to end hands
    out no frame any more, even if its driver comes back later.

    Args:
        port: the camera; only this thread touches it.
        settings: patience of the watchdog.
        now: seconds that only go forward.
        on_frame: gets every good frame, in the session's thread; must return fast.
        bell: rung when something happened that the supervisor should see.
    """

    def __init__(
        self,
        port: CameraPort,
        settings: WatchSettings,
        now: Callable[[], float],
        on_frame: Callable[[CameraSession, Frame, float], None],
        bell: threading.Event,
    ) -> None:
        self.port = port
        self._settings = settings
        self._now = now
        self._on_frame = on_frame
        self._bell = bell
        self._wish = threading.Event()
        self._called = now()
        self.phase = Phase.OPENING
        self.verdict: CameraStatus | None = None
        """What the frames prove."""
        self.error: CameraError | None = None
        """Why it could not be opened or read on, or what the system says about the picture."""
        self.frames = 0
        self.rate = RateMeter()
        self._thread = threading.Thread(target=self._run, name="camera-device", daemon=True)

    def begin(self) -> None:
        """Start the thread."""
        self._thread.start()

    def end(self) -> None:
        """Ask it to end after the present call of the driver."""
        self._wish.set()

    @property
    def is_ending(self) -> bool:
        """Whether it was asked to end."""
        return self._wish.is_set()

    def is_alive(self) -> bool:
        """Whether the thread still runs, or hangs."""
        return self._thread.is_alive()

    def join(self, seconds: float) -> None:
        """Wait for the thread."""
        self._thread.join(max(0.0, seconds))

    def in_call(self) -> float:
        """Return the seconds since the driver was last called or came back."""
        return self._now() - self._called

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self._called = self._now()
        self._bell.set()

    def _run(self) -> None:
        try:
            self.port.open()
            self._enter(Phase.READING)
            self._read()
        except CameraError as error:
            self.error = error
        finally:
            self._enter(Phase.CLOSING)
            try:
                self.port.close()
            finally:
                self._enter(Phase.ENDED)

    def _read(self) -> None:
        """Read frames until somebody wishes an end or the frames are wrong."""
        watch = Watchdog(self._settings, self._now())
        skipped = 0
        while not self._wish.is_set():
            self._called = self._now()
            frame = self.port.read()
            if self._wish.is_set():
                return
            moment = self._called = self._now()
            if frame is not None:
                self.rate.beat(moment)
                if skipped < self._settings.skip:
                    skipped += 1
                    continue
            status = watch.judge(frame, moment)
            if frame is not None and status is CameraStatus.LIVE:
                self.frames += 1
                self._on_frame(self, frame, moment)
            if status is not None and status is not self.verdict:
                if status in _BROKEN:
                    self.error = self.port.explain()
                self.verdict = status
                self._bell.set()
            if status in _BROKEN:
                return
            if frame is None:
                self._wish.wait(self._settings.idle)
