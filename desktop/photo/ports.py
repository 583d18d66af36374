"""The camera port: what any source of frames must do, and what a frame is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from desktop.photo.errors import CameraError

    Frame: TypeAlias = npt.NDArray[np.uint8]
else:
    # numpy costs start-up time and the screens only pass frames through
    Frame = Any
"""One picture: numpy uint8, shape (height, width, 3), channel order blue, green, red.

Row 0 is the top. A frame is never mirrored: image left is the applicant's right. Whoever
hands out a frame never writes into it again, so it may be shared between threads.
"""


@dataclass(frozen=True)
class CameraInfo:
    """One camera that can be chosen.

    Attributes:
        id: stable text to find the same camera again (`camera:046d:0825:PLACE:NAME`,
            `opencv:0` where only positions are known, `file:/path`, `demo:SCRIPT`).
        name: what to show to people.
    """

    id: str
    name: str


class CameraPort(Protocol):
    """A source of frames; used by one thread at a time, the thread that opened it."""

    @property
    def name(self) -> str:
        """Name for people."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frames in pixels; (0, 0) before `open`."""
        ...

    def open(self) -> None:
        """Take the device; may be called again after `close`.

        Raises:
            CameraError: the device is missing, taken by another program or forbidden.
        """
        ...

    def read(self) -> Frame | None:
        """Return the next frame, or None when there is none yet; may block for a frame's time.

        Raises:
            CameraError: the device is gone.
        """
        ...

    def explain(self) -> CameraError | None:
        """Return what the system says about missing or black pictures; None when nothing.

        Asked by the thread that opened the device, while it is open.
        """
        ...

    def close(self) -> None:
        """Let the device go; harmless when it is not open."""
        ...


@runtime_checkable
class TellsRefusals(Protocol):
    """A camera that knows which wishes its driver did not take."""

    @property
    def exposure_refused(self) -> bool:
        """Whether a fixed exposure was asked for and refused at the last `open`."""
        ...


@runtime_checkable
class KeepsTime(Protocol):
    """A source that plays the sleep of the computer and so brings the clock on the wall."""

    def wall(self) -> float:
        """Return seconds since 1970, with the sleeps that were played."""
        ...
