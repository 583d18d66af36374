"""A camera without hardware, for practice and for tests of everything that can go wrong."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop.common.i18n import tr
from desktop.photo.errors import CameraError
from desktop.photo.ports import Frame


class DemoEvent(Enum):
    """What happens to the camera."""

    UNPLUG = "unplug"  # read raises, open fails until PLUG
    PLUG = "plug"
    BLACK = "black"  # all-zero frames, as from a device another program holds
    FREEZE = "freeze"  # the same frame again and again
    SLOW = "slow"  # no frame at all, while read keeps returning
    NORMAL = "normal"


@dataclass(frozen=True)
class Scripted:
    """An event that happens before the frame of a number is read (0 is the first)."""

    at_read: int
    event: DemoEvent


class DemoCamera:
    """Plays frames over and over and obeys scripted events.

    Args:
        frames: a folder of pictures, or frames; they are repeated for ever.
        script: events by number of read.
        fps: frames per second; 0 does not wait.
        hold: how many reads each frame stays.
    """

    def __init__(
        self,
        frames: Path | Iterable[Frame],
        script: Sequence[Scripted] = (),
        fps: float = 15.0,
        hold: int = 1,
    ) -> None:
        self._source = frames
        self._script = sorted(script, key=lambda item: item.at_read)
        self._period = 1 / fps if fps > 0 else 0.0
        self._hold = max(1, hold)
        self._frames: list[Frame] = []
        self._playing: Iterator[Frame] = iter(())
        self._reads = 0
        self._mode = DemoEvent.NORMAL
        self._plugged = True
        self._open = False
        self._last: Frame | None = None
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

    def trigger(self, event: DemoEvent) -> None:
        """Make an event happen now; may be called from another thread."""
        if event is DemoEvent.UNPLUG:
            self._plugged = False
        elif event is DemoEvent.PLUG:
            self._plugged = True
            self._mode = DemoEvent.NORMAL
        else:
            self._mode = event

    def show(self, frames: Iterable[Frame]) -> None:
        """Show other frames from now on (the next person sits down)."""
        self._frames = list(frames)
        self._source = self._frames
        self._playing = self._cycle()

    def open(self) -> None:
        """Load the frames.

        Raises:
            CameraError: it is unplugged, or there are no frames.
        """
        self.opened += 1
        # a script that plugs the camera in again counts attempts to open as reads
        self._advance()
        if not self._plugged:
            raise self._gone()
        if not self._frames:
            self._frames = self._load()
        if not self._frames:
            raise self._gone()
        self._playing = self._cycle()
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
        while self._script and self._script[0].at_read <= self._reads:
            self.trigger(self._script.pop(0).event)
        self._reads += 1

    @staticmethod
    def _gone() -> CameraError:
        return CameraError(
            tr("Không thấy máy ảnh thực hành"), tr("Cắm lại máy ảnh, hoặc chọn ảnh từ tệp.")
        )

    def read(self) -> Frame | None:
        """Return the next frame, or what the script makes of it.

        Raises:
            CameraError: it is unplugged or not open.
        """
        if self._period:
            time.sleep(self._period)
        self._advance()
        if not self._plugged or not self._open:
            raise self._gone()
        if self._mode is DemoEvent.SLOW:
            return None
        if self._mode is DemoEvent.FREEZE and self._last is not None:
            return self._last
        frame = next(self._playing).copy()
        if self._mode is DemoEvent.BLACK:
            frame[:] = 0
            return frame
        # a real sensor never gives the same picture twice
        row = self._reads * 16 % frame.shape[0]
        frame[row] ^= 1
        self._last = frame
        return frame

    def close(self) -> None:
        """Let the camera go; harmless when it is not open."""
        self._open = False
