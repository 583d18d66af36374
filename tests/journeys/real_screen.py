"""A virtual X screen with real keys and a real mouse, and pictures of what it shows."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PIL import Image

T = TypeVar("T")
WIDTH, HEIGHT = 1366, 768
_HEADER = struct.Struct(">25I")  # XWDFileHeader of the X11 sources, xwd file version 7


class RealScreen:
    """One X screen.

    Attributes:
        display: its name for DISPLAY.
        keys: how many keys were pressed with `press`.
    """

    def __init__(self, display: str, picture: Path) -> None:
        self.display = display
        self.keys = 0
        self._picture = picture

    def tool(self, *words: str) -> str:
        """Run xdotool; return what it printed, "" when it found nothing."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            encoding="utf-8",
            timeout=20,
            check=False,
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def take_window(self, process_id: int) -> str:
        """Wait for the window of a process, put it over the whole screen, focus it."""
        window = wait("the window", lambda: self._window_of(process_id), 40)
        self.tool("windowmove", window, "0", "0", "windowsize", window, str(WIDTH), str(HEIGHT))
        wait("the focus", lambda: self._focus(window), 20)
        return window

    def _window_of(self, process_id: int) -> str:
        return self.tool("search", "--onlyvisible", "--pid", str(process_id)).partition("\n")[0]

    def _focus(self, window: str) -> bool:
        self.tool("windowfocus", window)
        return self.tool("getwindowfocus") == window

    def write(self, text: str) -> None:
        """Type as a person does."""
        self.tool("type", "--delay", "40", text)

    def burst(self, text: str) -> None:
        """Type as a scanner does, with its Enter."""
        self.tool("type", "--delay", "4", "--args", "1", text, "key", "--delay", "0", "Return")

    def press(self, key: str) -> None:
        """Press one key, and count it."""
        self.keys += 1
        self.tool("key", key)

    def draw(self, points: list[tuple[int, int]]) -> None:
        """Draw a stroke with the left button held."""
        moves = [f"mousemove {x} {y}" for x, y in between(points)]
        x, y = points[0]
        words = " sleep 0.01 ".join([f"mousemove {x} {y}", "mousedown 1", *moves, "mouseup 1"])
        self.tool(*words.split())

    def picture(self) -> Image.Image:
        """Return what the screen shows now."""
        raw = self._picture.read_bytes()
        header = _HEADER.unpack_from(raw)
        size, width, height, bits, line, colours = (header[at] for at in (0, 4, 5, 11, 12, 19))
        assert bits == 32
        start = size + 12 * colours
        return Image.frombuffer("RGB", (width, height), raw[start:], "raw", "BGRX", line, 1)


def between(points: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the points of a line, so close that no gesture is lost."""
    for (x0, y0), (x1, y1) in pairwise(points):
        for part in range(1, 9):
            yield x0 + (x1 - x0) * part // 8, y0 + (y1 - y0) * part // 8


def wait(what: str, ready: Callable[[], T], seconds: float) -> T:
    """Ask again and again until there is an answer."""
    end = time.monotonic() + seconds
    while not (found := ready()):
        assert time.monotonic() < end, f"it did not come: {what}"
        time.sleep(0.1)
    return found


@contextmanager
def real_screen(folder: Path) -> Iterator[RealScreen]:
    """Start a virtual X screen on a free display."""
    for command, package in {"Xvfb": "xvfb", "xdotool": "xdotool"}.items():
        assert shutil.which(command), f"apt-get install {package}"
    folder.mkdir(parents=True, exist_ok=True)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-fbdir", str(folder)),
            *("-screen", "0", f"{WIDTH}x{HEIGHT}x24"),
        ],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        yield RealScreen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait(timeout=20)
