"""How a camera is judged by what it gives: age, brightness and change of frames, and its rate."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from desktop.photo.ports import Frame
from desktop.photo.views import CameraStatus


@dataclass(frozen=True)
class WatchSettings:
    """How patient the watchdog is; seconds unless said otherwise.

    Attributes:
        frame_age: without a new frame for this long the camera counts as lost.
        first_frame: the same for the first frame after opening, which takes longer.
        slow_after: opening for longer than this is said to be slow.
        open_for: a driver that has not opened the camera after this long counts as hanging
            (Media Foundation needs up to 20 s on old machines).
        hang_for: a driver that does not come back from reading for this long is left behind;
            longer than the 3 s that V4L2 waits for a frame (see `opencv_environment`).
        close_for: the same for closing.
        dark_for: all-black frames for this long mean a blocked camera.
        same_for: bit-identical frames for this long mean a frozen camera (sensor noise
            makes two real frames differ).
        skip: frames dropped after opening, while exposure settles.
        retry_first: pause before the first reopening.
        retry_most: longest pause; it doubles in between.
        retry_missing: pause while the chosen camera is not plugged in; looking is cheap.
        idle: pause when the device has no frame yet.
        stop_wait: how long `stop` waits for a driver that blocks.
        tick: how often the supervisor looks.
        sleep_gap: a gap of this length in its looking means that the computer slept.
        left_behind: most driver calls that may hang at the same time before no new one is
            tried; each holds a thread and what the driver took.
    """

    frame_age: float = 2.0
    first_frame: float = 8.0
    slow_after: float = 4.0
    open_for: float = 25.0
    hang_for: float = 6.0
    close_for: float = 4.0
    dark_for: float = 1.5
    same_for: float = 2.0
    skip: int = 2
    retry_first: float = 0.5
    retry_most: float = 8.0
    retry_missing: float = 1.0
    idle: float = 0.01
    stop_wait: float = 15.0
    tick: float = 0.05
    sleep_gap: float = 10.0
    left_behind: int = 3


_BLACK_MEAN = 3.0  # mean of all pixels, 0..255; a covered lens still shows noise above it
_RATE_SECONDS = 2.0


class Watchdog:
    """Judges a run of frames by age, brightness and change."""

    def __init__(self, settings: WatchSettings, moment: float) -> None:
        self._settings = settings
        self._last_frame = moment
        self._last_bright = moment
        self._last_change = moment
        self._patience = settings.first_frame
        self._previous: Frame | None = None

    def judge(self, frame: Frame | None, moment: float) -> CameraStatus | None:
        """Return the status this frame proves, or None when it proves nothing yet."""
        if frame is None:
            late = moment - self._last_frame > self._patience
            return CameraStatus.LOST if late else None
        self._last_frame = moment
        self._patience = self._settings.frame_age
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


class RateMeter:
    """Counts frames over the last two seconds; what a driver promises is not believed."""

    def __init__(self) -> None:
        self._moments: deque[float] = deque(maxlen=512)

    def beat(self, moment: float) -> None:
        """Note a frame."""
        self._moments.append(moment)

    def rate(self, moment: float) -> float:
        """Return frames per second; 0 when none came lately."""
        recent = [one for one in tuple(self._moments) if moment - one <= _RATE_SECONDS]
        if len(recent) < 2 or recent[-1] <= recent[0]:
            return 0.0
        return (len(recent) - 1) / (recent[-1] - recent[0])


class SleepWatch:
    """Notices that the computer slept: time passed that nobody saw.

    On Linux the forward-only clock stands still in sleep and the clock on the wall jumps; on
    Windows both go on and the gap between two looks shows it. A wall clock that somebody sets
    forward looks the same; the camera is then opened again for nothing, which takes a second.

    Args:
        gap: seconds; see `WatchSettings.sleep_gap`.
        now: seconds that only go forward.
        wall: seconds since 1970.
    """

    def __init__(
        self,
        gap: float,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._gap, self._now, self._wall = gap, now, wall
        self._seen = (now(), wall())

    def slept(self) -> bool:
        """Return whether the computer slept since the last question."""
        before, self._seen = self._seen, (self._now(), self._wall())
        passed, on_wall = self._seen[0] - before[0], self._seen[1] - before[1]
        return passed > self._gap or on_wall - passed > self._gap
