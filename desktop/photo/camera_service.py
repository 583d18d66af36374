"""The camera's own thread: keeps the newest frame, watches the device, opens it again.

A camera driver may block, repeat its last picture for ever, or deliver black (another program
holds the device, or Windows' privacy setting forbids it) without any error. So the service
judges by what it sees: the age of the newest frame, its brightness, and whether it changes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.common.i18n import tr
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort, Frame
from desktop.photo.views import CameraState, CameraStatus


@dataclass(frozen=True)
class WatchSettings:
    """How patient the watchdog is; seconds unless said otherwise.

    Attributes:
        frame_age: without a new frame for this long the camera counts as lost.
        open_for: a driver that has not opened the camera after this long counts as lost
            (Media Foundation needs up to 20 s on old machines).
        dark_for: all-black frames for this long mean a blocked camera.
        same_for: bit-identical frames for this long mean a frozen camera (sensor noise
            makes two real frames differ).
        skip: frames dropped after opening, while exposure settles.
        retry_first: pause before the first reopening.
        retry_most: longest pause; it doubles in between.
        idle: pause when the device has no frame yet.
        stop_wait: how long `stop` waits for a driver that blocks.
    """

    frame_age: float = 2.0
    open_for: float = 25.0
    dark_for: float = 1.5
    same_for: float = 2.0
    skip: int = 2
    retry_first: float = 0.5
    retry_most: float = 8.0
    idle: float = 0.01
    stop_wait: float = 15.0


_BLACK_MEAN = 3.0  # mean of all pixels, 0..255; a covered lens still shows noise above it


def _texts(status: CameraStatus) -> str:
    return {
        CameraStatus.NONE: tr("Chưa bật máy ảnh. Có thể chọn ảnh từ tệp."),
        CameraStatus.STARTING: tr("Đang mở máy ảnh, chờ vài giây."),
        CameraStatus.LIVE: "",
        CameraStatus.LOST: tr(
            "Mất tín hiệu máy ảnh. Kiểm tra dây cắm, máy sẽ tự nối lại, hoặc chọn ảnh từ tệp."
        ),
        CameraStatus.BLACK: tr(
            "Máy ảnh chỉ cho hình đen. Mở nắp ống kính, tắt chương trình khác đang dùng máy ảnh "
            "và cho phép dùng máy ảnh trong Cài đặt Windows."
        ),
        CameraStatus.FROZEN: tr(
            "Hình từ máy ảnh đứng yên. Máy đang mở lại máy ảnh; nếu vẫn đứng, rút dây rồi cắm lại."
        ),
    }[status]


def _stuck() -> CameraError:
    return CameraError(
        tr("Máy ảnh không trả lời khi đóng"),
        tr("Rút dây máy ảnh rồi cắm lại trước khi chụp tiếp."),
    )


class CameraService:
    """Owns one camera in one thread.

    Args:
        port: the camera; only the service's thread touches it after `start`.
        watch: patience of the watchdog.
        now: seconds that only go forward; replaced in tests.
        on_state: called from the camera thread at every change of state; must return fast.
    """

    def __init__(
        self,
        port: CameraPort,
        watch: WatchSettings | None = None,
        now: Callable[[], float] = time.monotonic,
        on_state: Callable[[CameraState], None] | None = None,
    ) -> None:
        self._port = port
        self._watch = watch or WatchSettings()
        self._now = now
        self._on_state = on_state
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._latest: tuple[Frame, int] | None = None
        self._number = 0
        self._last_frame_at = 0.0
        self._state = CameraState(CameraStatus.NONE, _texts(CameraStatus.NONE), port.name)

    def start(self) -> None:
        """Begin to open the camera and read it; returns at once; harmless when running.

        Raises:
            CameraError: the driver still hangs from an earlier `stop`.
        """
        if self._thread is not None:
            if not self._stop.is_set():
                return
            if self._thread.is_alive():
                raise _stuck()
        self._stop.clear()
        with self._lock:
            self._last_frame_at = self._now()
        self._set(CameraStatus.STARTING)
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the camera go and wait for its thread; harmless when it is not running.

        Raises:
            CameraError: the driver did not come back in time; the thread ends when it does.
        """
        thread = self._thread
        if thread is None:
            return
        self._stop.set()
        thread.join(self._watch.stop_wait)
        with self._lock:
            self._latest = None
        self._set(CameraStatus.NONE)
        if thread.is_alive():
            raise _stuck()
        self._thread = None

    def latest(self) -> tuple[Frame, int] | None:
        """Return the newest frame and its number; None when there is none to show.

        The number grows by one per frame, so a caller can tell whether it is a new one.
        A frame is given out only while the camera is live.
        """
        state = self.state
        with self._lock:
            return self._latest if state.status is CameraStatus.LIVE else None

    @property
    def state(self) -> CameraState:
        """What the camera does now; also notices a driver that blocks in `open` or `read`."""
        with self._lock:
            state, age = self._state, self._now() - self._last_frame_at
        patience = {
            CameraStatus.LIVE: self._watch.frame_age,
            CameraStatus.STARTING: self._watch.open_for,
        }
        if age > patience.get(state.status, age):
            return replace(state, status=CameraStatus.LOST, text=_texts(CameraStatus.LOST))
        return state

    def _set(self, status: CameraStatus, text: str | None = None) -> None:
        state = CameraState(
            status, _texts(status) if text is None else text, self._port.name, self._port.size
        )
        with self._lock:
            changed = state != self._state
            self._state = state
        if changed and self._on_state is not None:
            self._on_state(state)

    def _run(self) -> None:
        """Open, read until something is wrong, close, wait, again."""
        pause = self._watch.retry_first
        while not self._stop.is_set():
            before = self._number
            try:
                self._port.open()
                self._read_until_wrong()
            except CameraError as error:
                # the state's own sentence is for a device that was there; opening says more
                opened_once = self._number > 0
                self._set(CameraStatus.LOST, None if opened_once else str(error))
            except BaseException:
                self._set(CameraStatus.LOST)
                raise
            finally:
                self._port.close()
            if self._number > before:
                pause = self._watch.retry_first
            if self._stop.wait(pause):
                return
            pause = min(pause * 2, self._watch.retry_most)

    def _read_until_wrong(self) -> None:
        """Read frames; return when the device should be opened again."""
        watch = _Watchdog(self._watch, self._now())
        skipped = 0
        while not self._stop.is_set():
            frame = self._port.read()
            moment = self._now()
            if frame is not None and skipped < self._watch.skip:
                skipped += 1
                continue
            status = watch.judge(frame, moment)
            if frame is not None and status is CameraStatus.LIVE:
                with self._lock:
                    self._number += 1
                    self._latest = (frame, self._number)
                    self._last_frame_at = moment
            if status is not None:
                self._set(status)
            if status in {CameraStatus.LOST, CameraStatus.BLACK, CameraStatus.FROZEN}:
                return
            if frame is None:
                self._stop.wait(self._watch.idle)


class _Watchdog:
    """Judges a run of frames by age, brightness and change."""

    def __init__(self, settings: WatchSettings, moment: float) -> None:
        self._settings = settings
        self._last_frame = moment
        self._last_bright = moment
        self._last_change = moment
        self._previous: Frame | None = None

    def judge(self, frame: Frame | None, moment: float) -> CameraStatus | None:
        """Return the status this frame proves, or None when it proves nothing yet."""
        if frame is None:
            late = moment - self._last_frame > self._settings.frame_age
            return CameraStatus.LOST if late else None
        self._last_frame = moment
        # every 16th pixel is enough to see black or a change, and costs 0.1 ms
        sample = frame[::16, ::16]
        changed = self._previous is None or not (
            sample.shape == self._previous.shape and bool((sample == self._previous).all())
        )
        self._previous = sample.copy()
        if changed:
            self._last_change = moment
        if float(sample.mean()) >= _BLACK_MEAN:
            self._last_bright = moment
        elif moment - self._last_bright > self._settings.dark_for:
            return CameraStatus.BLACK
        else:
            return None
        if moment - self._last_change > self._settings.same_for:
            return CameraStatus.FROZEN
        return CameraStatus.LIVE
