"""The script language of the practice camera: what happens to it, and when.

A script is a list such as `unplug@3s,replug@6s,black@9s,normal@12s`: an event, `@`, and the
seconds since the camera was first opened, or `#` and the number of a frame (`black@#40`).
Some events take a value: `slow-open=8@0s` needs eight seconds to open. `repeat@20s` starts
the script again. The same words work in `main.py camera try --camera demo:SCRIPT`, in
`main.py demo --camera SCRIPT` and in tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from desktop.common.i18n import tr
from desktop.photo.errors import CameraError

PREFIX = "demo:"


class DemoEvent(Enum):
    """What happens to the camera; the values are the words of the script."""

    UNPLUG = "unplug"  # read raises, open fails until PLUG
    PLUG = "replug"
    BLACK = "black"  # all-zero frames, as from a covered lens
    FREEZE = "freeze"  # the same frame again and again
    SLOW = "silent"  # no frame at all, while read keeps returning
    TAKEN = "taken"  # another program has it: reads fail, open is refused
    TAKEN_BLACK = "taken-black"  # the same on Windows: it opens and is black
    FORBIDDEN = "forbidden"  # the privacy setting: it opens and is black
    HANG = "hang"  # the driver does not come back from reading
    HANG_CLOSE = "hang-close"  # the frame stands, and closing does not come back
    SLOW_OPEN = "slow-open"  # the next openings take so many seconds
    SLEEP = "sleep"  # the computer sleeps so many seconds; then the frame stands until reopened
    NORMAL = "normal"  # all is well again
    REPEAT = "repeat"  # the script begins anew


DEFAULT_VALUES = {DemoEvent.SLOW_OPEN: 8.0, DemoEvent.SLEEP: 3600.0}
"""Seconds, where the script gives none."""


@dataclass(frozen=True)
class Scripted:
    """An event that happens before the frame of a number is read (0 is the first)."""

    at_read: int
    event: DemoEvent
    value: float = 0.0


@dataclass(frozen=True)
class Timed:
    """An event so many seconds after the camera was first opened."""

    seconds: float
    event: DemoEvent
    value: float = 0.0


_STEP = re.compile(
    r"(?P<event>[a-z-]+)(=(?P<value>\d+(\.\d+)?))?@((?P<seconds>\d+(\.\d+)?)s|#(?P<frame>\d+))"
)


def parse_script(text: str) -> tuple[Scripted | Timed, ...]:
    """Return the events of a script; an empty text has none.

    Raises:
        CameraError: a part cannot be understood; the advice names every word.
    """
    steps: list[Scripted | Timed] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _STEP.fullmatch(part)
        names = {event.value: event for event in DemoEvent}
        if found is None or found["event"] not in names:
            raise CameraError(
                tr("Không hiểu “{part}” trong kịch bản máy ảnh").format(part=part),
                tr("Viết như {example}. Các từ dùng được: {words}.").format(
                    example="unplug@3s,replug@6s", words=", ".join(names)
                ),
            )
        event = names[found["event"]]
        value = float(found["value"] or DEFAULT_VALUES.get(event, 0.0))
        if found["frame"] is not None:
            steps.append(Scripted(int(found["frame"]), event, value))
        else:
            steps.append(Timed(float(found["seconds"]), event, value))
    return tuple(steps)
