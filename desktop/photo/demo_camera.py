"""A camera without hardware, for practice and for tests of everything that can go wrong."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop.common.i18n import tr
from desktop.photo import camera_users
from desktop.photo.demo_script import DEFAULT_VALUES, DemoEvent, Scripted, Timed
from desktop.photo.errors import CameraError
from desktop.photo.ports import Frame

__all__ = ["DemoCamera", "DemoEvent", "Scripted", "Timed"]

_STEP = 0.01  # how often a call that hangs looks whether it may return
_STANDING = {DemoEvent.FREEZE, DemoEvent.SLEEP, DemoEvent.HANG_CLOSE}


class DemoCamera:
    """Plays frames over and over and obeys scripted events.

    It is the device and the adapter in one: a second thread may open it while a call of the
    first one hangs, as with a real device; then the first one's handle is dead.

    Args:
        frames: a folder of pictures, or frames; they are repeated for ever.
        script: events by number of read or by seconds since the first opening.
        fps: frames per second; 0 does not wait.
        hold: how many reads each frame stays.
    """

    def __init__(
        self,
        frames: Path | Iterable[Frame],
        script: Sequence[Scripted | Timed] = (),
        fps: float = 15.0,
        hold: int = 1,
    ) -> None:
        self._source = frames
        self._script = tuple(script)
        self._waiting = list(self._script)
        self._origin: float | None = None
        self._period = 1 / fps if fps > 0 else 0.0
        self._due = 0.0
        self._hold = max(1, hold)
        self._frames: list[Frame] = []
        self._playing: Iterator[Frame] = iter(())
        self._reads = 0
        self._mode = DemoEvent.NORMAL
        self._plugged = True
        self._open = False
        self._last: Frame | None = None
        self._open_takes = 0.0
        self._slept = 0.0
        self._handle = 0
        self._mine = threading.local()
        self._hung: set[int] = set()
        self.opened = 0
        """How often the camera was opened."""

    @property
    def name(self) -> str:
        """Name for people."""
        return tr("Máy ảnh thực hành")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frames; (0, 0) before `open`."""
        if not self._frames:
            return (0, 0)
        return (self._frames[0].shape[1], self._frames[0].shape[0])

    def wall(self) -> float:
        """Return seconds since 1970, with the sleeps that were played."""
        return time.time() + self._slept

    def trigger(self, event: DemoEvent, value: float | None = None) -> None:
        """Make an event happen now; may be called from another thread."""
        value = DEFAULT_VALUES.get(event, 0.0) if value is None else value
        if event is DemoEvent.UNPLUG:
            self._plugged = False
        elif event is DemoEvent.SLOW_OPEN:
            self._open_takes = value
        elif event is DemoEvent.REPEAT:
            self._waiting, self._origin, self._reads = list(self._script), time.monotonic(), 0
        else:
            if event is DemoEvent.SLEEP:
                self._slept += value
            if event in {DemoEvent.HANG, DemoEvent.HANG_CLOSE}:
                self._hung.add(self._handle)
            if event in {DemoEvent.PLUG, DemoEvent.NORMAL}:
                self._open_takes = 0.0
                self._hung.clear()
                self._plugged = self._plugged or event is DemoEvent.PLUG
            self._mode = DemoEvent.NORMAL if event is DemoEvent.PLUG else event

    def show(self, frames: Iterable[Frame]) -> None:
        """Show other frames from now on (the next person sits down)."""
        self._frames = list(frames)
        self._source = self._frames
        self._playing = self._cycle()

    def open(self) -> None:
        """Load the frames.

        Raises:
            CameraError: it is unplugged, taken, or there are no frames.
        """
        self.opened += 1
        self._handle += 1
        self._mine.handle = handle = self._handle
        # a script that plugs the camera in again counts attempts to open as reads
        self._advance()
        self._reads += 1
        end = time.monotonic() + self._open_takes
        while time.monotonic() < end and self._open_takes:
            time.sleep(_STEP)
            self._advance()
        if not self._plugged or handle != self._handle:
            raise self._gone()
        if self._mode is DemoEvent.TAKEN:
            raise camera_users.taken(("Zoom.exe",))
        if self._mode in {DemoEvent.SLEEP, DemoEvent.HANG, DemoEvent.HANG_CLOSE}:
            self._mode = DemoEvent.NORMAL  # a fresh handle works
        if not self._frames:
            self._frames = self._load()
        if not self._frames:
            raise self._gone()
        self._playing = self._cycle()
        self._due = time.monotonic() + self._period
        self._open = True

    def _load(self) -> list[Frame]:
        if not isinstance(self._source, Path):
            return list(self._source)
        from desktop.photo import picture_file  # noqa: PLC0415 - imports OpenCV

        paths = sorted(self._source.glob("*.jpg")) + sorted(self._source.glob("*.png"))
        return [picture_file.load(path) for path in paths]

    def _cycle(self) -> Iterator[Frame]:
        return (frame for frame in itertools.cycle(self._frames) for _ in range(self._hold))

    def _advance(self) -> None:
        """Let what is due happen."""
        now = time.monotonic()
        self._origin = now if self._origin is None else self._origin
        for step in list(self._waiting):
            is_due = (
                step.at_read <= self._reads
                if isinstance(step, Scripted)
                else step.seconds <= now - self._origin
            )
            if is_due and step in self._waiting:
                self._waiting.remove(step)
                self.trigger(step.event, step.value)

    @staticmethod
    def _gone() -> CameraError:
        return CameraError(
            tr("Không thấy máy ảnh thực hành"), tr("Cắm lại máy ảnh, hoặc chọn ảnh từ tệp.")
        )

    def _pace(self) -> None:
        """Wait until the next frame is due; work between two reads does not slow it down."""
        wait = self._due - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._due = max(self._due + self._period, time.monotonic())

    def _hang(self, mode: DemoEvent) -> None:
        """Come back only when the event is over."""
        handle = getattr(self._mine, "handle", 0)
        if self._mode is not mode:
            return
        while handle in self._hung:
            time.sleep(_STEP)
            self._advance()

    def read(self) -> Frame | None:
        """Return the next frame, or what the script makes of it.

        Raises:
            CameraError: it is unplugged, taken or not open.
        """
        if self._period:
            self._pace()
        self._advance()
        self._reads += 1
        self._hang(DemoEvent.HANG)
        is_mine = getattr(self._mine, "handle", 0) == self._handle
        if not self._plugged or not self._open or not is_mine or self._mode is DemoEvent.TAKEN:
            raise self._gone()
        if self._mode is DemoEvent.SLOW:
            return None
        if self._mode in _STANDING and self._last is not None:
            return self._last
        frame = next(self._playing).copy()
        if self._mode in {DemoEvent.BLACK, DemoEvent.TAKEN_BLACK, DemoEvent.FORBIDDEN}:
            frame[:] = 0
            return frame
        # a real sensor never gives the same picture twice
        row = self._reads * 16 % frame.shape[0]
        frame[row] ^= 1
        self._last = frame
        return frame

    def explain(self) -> CameraError | None:
        """Return what a system would say about black pictures."""
        if self._mode is DemoEvent.TAKEN_BLACK:
            return camera_users.taken(("Zoom.exe",))
        if self._mode is DemoEvent.FORBIDDEN:
            return camera_users.forbidden(
                tr("Mở Cài đặt Windows, Quyền riêng tư, Máy ảnh, rồi bật cho ứng dụng máy tính.")
            )
        return None

    def close(self) -> None:
        """Let the camera go; harmless when it is not open."""
        self._hang(DemoEvent.HANG_CLOSE)
        if getattr(self._mine, "handle", 0) == self._handle:
            self._open = False
