"""The camera's owner: keeps the newest frame, watches the device, opens it again by itself.

A camera driver may block, repeat its last picture for ever, or deliver black (another program
holds the device, or Windows' privacy setting forbids it) without any error. So the service
judges by what it sees: the age of the newest frame, its brightness, and whether it changes.

Two threads: the supervisor decides and never calls the driver; a session (`camera_session`)
calls it and may hang. A session that hangs is left behind and a fresh one is begun with a
fresh port (why threads and not a process: docs/decisions/0008-camera-in-threads.md).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.photo import camera_words
from desktop.photo.camera_session import CameraSession, Phase
from desktop.photo.camera_watch import SleepWatch, WatchSettings
from desktop.photo.camera_words import Words, state_of
from desktop.photo.errors import CameraError, CameraMissingError
from desktop.photo.ports import CameraPort, Frame, KeepsTime, TellsRefusals
from desktop.photo.views import CameraRate, CameraState, CameraStatus

__all__ = ["CameraService", "WatchSettings"]

_log = logging.getLogger(__name__)


def _stuck() -> CameraError:
    return CameraError(
        tr("Máy ảnh không trả lời khi đóng"),
        tr("Rút dây máy ảnh rồi cắm lại trước khi chụp tiếp."),
    )


class CameraService:
    """Owns one camera.

    Args:
        port: the camera; only a session's thread touches it after `start`.
        watch: patience of the watchdog.
        now: seconds that only go forward; replaced in tests.
        on_state: called from the supervisor's thread at every change of state; must return
            fast.
        renew: makes the same camera anew when a driver call hangs in the old one; without
            it the service waits for that call. Called in the supervisor's thread.
    """

    def __init__(
        self,
        port: CameraPort,
        watch: WatchSettings | None = None,
        now: Callable[[], float] = time.monotonic,
        on_state: Callable[[CameraState], None] | None = None,
        renew: Callable[[], CameraPort | None] | None = None,
    ) -> None:
        self._port = port
        self._watch = watch or WatchSettings()
        self._now = now
        self._on_state = on_state
        self._renew = renew
        self._lock = threading.Lock()
        self._bell = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._session: CameraSession | None = None
        self._left: list[CameraSession] = []
        self._latest: tuple[Frame, int] | None = None
        self._number = 0
        self._asked_at = 0.0
        self._opened_in = 0.0
        self._state = state_of(CameraStatus.NONE, name=port.name)

    def start(self) -> None:
        """Begin to open the camera and read it; returns at once; harmless when running.

        Raises:
            CameraError: the driver still hangs from an earlier `stop`, and no fresh camera
                can be made.
        """
        if self._thread is not None and not self._stop.is_set():
            return
        session = self._session
        if session is not None and session.is_alive() and self._renew is None:
            raise _stuck()
        self._stop.clear()
        self._set(CameraStatus.STARTING)
        self._thread = threading.Thread(target=self._supervise, name="camera", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the camera go and wait for its threads; harmless when it is not running.

        Raises:
            CameraError: the driver did not come back in time; its thread ends when it does.
        """
        if self._thread is None:
            return
        end = time.monotonic() + self._watch.stop_wait
        self._stop.set()
        self._bell.set()
        self._thread.join()
        with self._lock:
            self._latest = None
        self._set(CameraStatus.NONE)
        session = self._session
        if session is not None:
            session.end()
            session.join(end - time.monotonic())
            if session.is_alive():
                raise _stuck()
        self._thread = self._session = None

    def latest(self) -> tuple[Frame, int] | None:
        """Return the newest frame and its number; None when there is none to show.

        The number grows by one per frame, so a caller can tell whether it is a new one; the
        frames in between are gone. A frame is given out only while the camera is live.
        """
        with self._lock:
            return self._latest if self._state.status is CameraStatus.LIVE else None

    @property
    def state(self) -> CameraState:
        """What the camera does now."""
        with self._lock:
            return self._state

    @property
    def rate(self) -> CameraRate:
        """What the camera really gives now."""
        session = self._session
        with self._lock:
            latest = self._latest if self._state.status is CameraStatus.LIVE else None
        if session is None or latest is None:
            return CameraRate()
        height, width = latest[0].shape[:2]
        port = session.port
        refused = isinstance(port, TellsRefusals) and port.exposure_refused
        fps = session.rate.rate(self._now())
        return CameraRate(fps, (width, height), self._opened_in, refused)

    def _set(self, status: CameraStatus, words: Words | None = None) -> None:
        state = state_of(status, words, self._port.name, self._port.size)
        with self._lock:
            changed = state != self._state
            self._state = state
        if changed and self._on_state is not None:
            self._on_state(state)

    def _take(self, session: CameraSession, frame: Frame, moment: float) -> None:
        """Keep a frame of the present session; called in the session's thread."""
        with self._lock:
            if session is not self._session or session.is_ending:
                return
            self._number += 1
            self._latest = (frame, self._number)
            if session.frames == 1:
                self._opened_in = moment - self._asked_at

    # ------------------------------------------------------------ supervising

    def _supervise(self) -> None:
        """Open, watch, give up, rest, again; never calls the driver."""
        wall = self._port.wall if isinstance(self._port, KeepsTime) else time.time
        sleep = SleepWatch(self._watch.sleep_gap, self._now, wall)
        pause = self._watch.retry_first
        while not self._stop.is_set():
            session = self._begin()
            slept = session is not None and self._tend(session, sleep)
            if session is not None and (session.frames or slept):
                pause = self._watch.retry_first
            missing = session is not None and isinstance(session.error, CameraMissingError)
            if self._rest(self._watch.retry_missing if missing else pause, sleep):
                pause = self._watch.retry_first
            else:
                pause = min(pause * 2, self._watch.retry_most)

    def _begin(self) -> CameraSession | None:
        """Begin a session; None while there is nothing to begin it with."""
        before = self._session
        if before is not None and before.is_alive() and not self._make_fresh(before):
            return None
        self._asked_at = self._now()
        session = CameraSession(self._port, self._watch, self._now, self._take, self._bell)
        with self._lock:
            self._session = session
        session.begin()
        return session

    def _make_fresh(self, hung: CameraSession) -> bool:
        """Leave a hanging session behind and take a fresh port; return whether there is one."""
        self._left = [one for one in self._left if one.is_alive()]
        if self._renew is None or len(self._left) >= self._watch.left_behind:
            self._set(CameraStatus.HUNG, camera_words.exhausted() if self._left else None)
            return False
        try:
            port = self._renew()
        except UserFacingError as error:
            self._set(CameraStatus.LOST, (error.title, error.advice))
            return False
        if port is None:
            return False
        _log.warning("a call of the camera driver hangs and was left behind")
        self._left.append(hung)
        self._port = port
        return True

    def _rest(self, seconds: float, sleep: SleepWatch) -> bool:
        """Wait; return early, and True, when the computer slept meanwhile."""
        end = self._now() + seconds
        while not self._stop.is_set() and self._now() < end:
            self._stop.wait(min(self._watch.tick, seconds))
            if sleep.slept():
                return True
        return False

    def _tend(self, session: CameraSession, sleep: SleepWatch) -> bool:
        """Watch a session until it is over or given up; return whether the computer slept."""
        slept = False
        while session.phase is not Phase.ENDED:
            if self._stop.is_set():
                session.end()
                return slept
            if sleep.slept():
                slept = True
                session.end()
                self._set(CameraStatus.STARTING, camera_words.woken())
            if not self._judge(session):
                session.end()
                return slept
            self._bell.wait(self._watch.tick)
            self._bell.clear()
        if not slept:
            self._say_end(session)
        return slept

    def _judge(self, session: CameraSession) -> bool:
        """Say what a running session does; return False to leave it behind."""
        waited = session.in_call()
        if waited > self._limit(session):
            self._set(CameraStatus.HUNG if self._renew else CameraStatus.LOST)
            return self._renew is None
        if session.phase is Phase.OPENING:
            if waited > self._watch.slow_after and self.state.status is CameraStatus.STARTING:
                self._set(CameraStatus.SLOW)
        elif session.phase is Phase.CLOSING:
            self._say_end(session)
        elif not session.is_ending:
            if waited > self._patience(session):
                self._set(CameraStatus.LOST)
            elif session.verdict is CameraStatus.LIVE:
                self._set(CameraStatus.LIVE)
        return True

    def _patience(self, session: CameraSession) -> float:
        """Return how long a read may take before the camera counts as lost."""
        return self._watch.frame_age if session.frames else self._watch.first_frame

    def _limit(self, session: CameraSession) -> float:
        """Return how long the present call of the driver may take before it counts as hanging."""
        return {
            Phase.OPENING: self._watch.open_for,
            Phase.READING: max(self._watch.hang_for, self._patience(session)),
            Phase.CLOSING: self._watch.close_for,
            Phase.ENDED: float("inf"),
        }[session.phase]

    def _say_end(self, session: CameraSession) -> None:
        """Say why a session ended by itself."""
        if session.is_ending:
            return
        error, verdict = session.error, session.verdict
        if error is not None:
            status = camera_words.status_of(error)
            # the usual sentence is for a device that was there; opening says more
            was_there = self._number > 0 and not isinstance(error, CameraMissingError)
            is_plain = status is CameraStatus.LOST and was_there
            self._set(status, None if is_plain else (error.title, error.advice))
        elif verdict in {CameraStatus.BLACK, CameraStatus.FROZEN}:
            self._set(verdict)
        else:
            self._set(CameraStatus.LOST)
