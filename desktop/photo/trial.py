"""Trying a camera for a while, as the counter would use it: for the command line and checks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort
from desktop.photo.views import CameraRate, CameraState, CameraStatus


@dataclass(frozen=True)
class TrialStep:
    """One change of state.

    Attributes:
        seconds: since the trial began.
        state: what the camera did then.
    """

    seconds: float
    state: CameraState


@dataclass(frozen=True)
class Trial:
    """What a camera did.

    Attributes:
        name: of the camera.
        steps: every change of state, in order.
        rate: measured last while it was live.
        closed: False when the driver did not come back from closing.
    """

    name: str
    steps: tuple[TrialStep, ...]
    rate: CameraRate
    closed: bool = True

    @property
    def is_live(self) -> bool:
        """Whether there was a picture at the end."""
        return bool(self.steps) and self.steps[-1].state.status is CameraStatus.LIVE


def try_camera(
    make: Callable[[], CameraPort | None],
    seconds: float,
    on_step: Callable[[TrialStep], None] | None = None,
    watch: WatchSettings | None = None,
    until_live: float | None = None,
) -> Trial | None:
    """Open a camera through the real service and watch it; blocks for `seconds`.

    Args:
        make: makes the camera; asked again when a driver call hangs.
        seconds: how long.
        on_step: told of every change of state, in another thread.
        watch: patience; the usual one when not given.
        until_live: end so many seconds after the first picture.

    Returns:
        What it did, or None when there is no camera.

    Raises:
        CameraError: the camera cannot even be named.
    """
    port = make()
    if port is None:
        return None
    began = time.monotonic()
    steps: list[TrialStep] = []

    def note(state: CameraState) -> None:
        if time.monotonic() >= end:
            return  # the trial itself ends the camera
        step = TrialStep(time.monotonic() - began, state)
        steps.append(step)
        if on_step is not None:
            on_step(step)

    end, rate = began + seconds, CameraRate()
    service = CameraService(port, watch, on_state=note, renew=make)
    service.start()
    try:
        while time.monotonic() < end:
            time.sleep(0.05)
            if service.state.status is CameraStatus.LIVE:
                rate = service.rate if service.rate.fps else rate
                if until_live is not None:
                    end, until_live = min(end, time.monotonic() + until_live), None
    finally:
        seen = tuple(steps)
        name = service.state.name
        try:
            service.stop()
            closed = True
        except CameraError:
            closed = False
    return Trial(name, seen, rate, closed)
