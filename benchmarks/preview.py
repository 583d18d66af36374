"""The live preview: how much of one core 30 frames a second take, and what typing feels of it.

The source is a film of 1280 x 720 in MJPG, the format that USB cameras send, so decoding is part
of every figure. Compared in turns in one process, so that a busy host hits all of them:

- bare: OpenCV reads, scales and a label shows, all on the GUI thread, nothing else;
- preview: our threads and our viewfinder, no judging;
- guided: the photo page's panel with its guidance, the automatic shutter off.

Typing: key events are posted to a field every 50 ms from another thread; what counts is the
time from the posting to the handling, without video and with the guided preview.

Run: python benchmarks/preview.py [--seconds N] [--rounds N] [--long]
`--long` types for 60 s on each side. Prints one line of JSON.
Goals: guided <= half a core, typing p95 with video <= one frame (33 ms).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QInputDevice, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.file_camera import FileCamera
from desktop.photo.service import PhotoStudio
from desktop.ui import theme
from desktop.ui.photo.live_view import LiveView
from desktop.ui.photo.photo_panel import PhotoPanel
from desktop.ui.photo.preview import CameraPreview
from desktop.ui.photo.watcher import PhotoWatcher

FPS = 30
SIZE = (982, 596)  # what the photo page gives its left column at 1366 x 768


def write_film(path: Path, frames: int = 60) -> None:
    """Write a person who sits still before a camera with noise."""
    rng = np.random.default_rng(1)
    picture = draw_portrait(3).astype(np.int16)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (1280, 720))
    for _ in range(frames):
        noisy = picture + rng.normal(0, 2, picture.shape).astype(np.int16)
        writer.write(np.clip(noisy, 0, 255).astype(np.uint8))
    writer.release()


def run_for(seconds: float) -> None:
    """Run the event loop; QTest.qWait would keep the other Python threads from running."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


class Field(QLineEdit):
    """Notes how long each key was under way."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[int, float] = {}
        self.waits: list[float] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Handle the key as a field does, then note the time."""
        super().keyPressEvent(event)
        sent = self.sent.pop(event.nativeScanCode(), None)
        if sent is not None:
            self.waits.append(time.perf_counter() - sent)


def type_for(field: Field, seconds: float) -> dict[str, float]:
    """Post keys from another thread for a while; return milliseconds."""
    stop = threading.Event()
    field.waits.clear()

    def post() -> None:
        number = 0
        while not stop.wait(0.05):
            number += 1
            event = QKeyEvent(
                QEvent.Type.KeyPress,
                Qt.Key.Key_A,
                Qt.KeyboardModifier.NoModifier,
                number,
                0,
                0,
                "a",
            )
            field.sent[number] = time.perf_counter()
            QApplication.postEvent(field, event)

    poster = threading.Thread(target=post)
    poster.start()
    run_for(seconds)
    stop.set()
    poster.join()
    run_for(0.2)
    waits = np.array(field.waits) * 1000
    return {
        "keys": len(waits),
        "p50": round(float(np.percentile(waits, 50)), 2),
        "p95": round(float(np.percentile(waits, 95)), 2),
        "max": round(float(waits.max()), 2),
    }


@contextmanager
def bare(film: Path, host: QVBoxLayout) -> Iterator[Callable[[], int]]:
    """Show the film the plain way."""
    label = QLabel()
    label.setFixedSize(*SIZE)
    host.addWidget(label)
    capture = cv2.VideoCapture(str(film))
    shown = 0

    def step() -> None:
        nonlocal shown
        done, frame = capture.read()
        if not done:
            capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            return
        small = cv2.resize(frame, (960, 540))
        image = QImage(small.data, 960, 540, small.strides[0], QImage.Format.Format_BGR888)
        label.setPixmap(QPixmap.fromImage(image))
        shown += 1

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(step)
    timer.start(1000 // FPS)
    try:
        yield lambda: shown
    finally:
        timer.stop()
        capture.release()
        host.removeWidget(label)
        label.deleteLater()


@contextmanager
def preview(film: Path, host: QVBoxLayout) -> Iterator[Callable[[], int]]:
    """Show the film in our viewfinder without judging it."""
    view = LiveView(PhotoStudio().oval)
    view.setFixedSize(*SIZE)
    host.addWidget(view)
    watcher = CameraPreview(lambda: FileCamera(film, fps=FPS))
    shown: list[Any] = []
    watcher.picture.connect(view.show_picture)
    watcher.picture.connect(lambda _image: shown.append(None))
    watcher.start()
    try:
        yield lambda: len(shown)
    finally:
        watcher.stop()
        watcher.wait()
        host.removeWidget(view)
        view.deleteLater()


@contextmanager
def guided(film: Path, host: QVBoxLayout, studio: PhotoStudio) -> Iterator[Callable[[], int]]:
    """Show and judge, as the photo page does."""
    watcher = PhotoWatcher(lambda: FileCamera(film, fps=FPS), studio)
    panel = PhotoPanel(watcher)
    panel.setFixedSize(*SIZE)
    host.addWidget(panel)
    shown: list[Any] = []
    watcher.picture.connect(lambda _image: shown.append(None))
    panel.start(mirrored=True, automatic=False)
    try:
        yield lambda: len(shown)
    finally:
        watcher.stop()
        watcher.wait()
        host.removeWidget(panel)
        panel.deleteLater()


def share(side: Any, seconds: float) -> tuple[float, float]:
    """Return processor time over time, and pictures shown per second."""
    with side as count:
        run_for(1.5)  # opening and the first frames are not what is asked
        shown, cpu, wall = count(), time.process_time(), time.perf_counter()
        run_for(seconds)
        passed = time.perf_counter() - wall
        return (time.process_time() - cpu) / passed, (count() - shown) / passed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", action="store_true")
    args = parser.parse_args()
    cv2.setNumThreads(1)  # as everywhere in this folder: one thread a side
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply_theme(app)
    QInputDevice.primaryKeyboard()  # made here, because keys are made in another thread
    window = QWidget()
    host = QVBoxLayout(window)
    field = Field()
    host.addWidget(field)
    window.resize(1040, 700)
    window.show()
    studio = PhotoStudio()
    studio.warm_up()
    shares: dict[str, list[float]] = {"bare": [], "preview": [], "guided": []}
    speeds: dict[str, list[float]] = {name: [] for name in shares}
    typing_seconds = 60.0 if args.long else 2 * args.seconds
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.avi"
        write_film(film)
        sides: dict[str, Callable[[], Any]] = {
            "bare": lambda: bare(film, host),
            "preview": lambda: preview(film, host),
            "guided": lambda: guided(film, host, studio),
        }
        for _ in range(args.rounds):
            for name, make in sides.items():
                part, fps = share(make(), args.seconds)
                shares[name].append(part)
                speeds[name].append(fps)
        idle = type_for(field, typing_seconds)
        with guided(film, host, studio):
            run_for(1.5)
            busy = type_for(field, typing_seconds)
        with bare(film, host):
            plain = type_for(field, typing_seconds)
    window.close()
    median = {name: float(np.median(parts)) for name, parts in shares.items()}
    ratio = median["guided"] / median["bare"]
    print(
        json.dumps(
            {
                "benchmark": "preview",
                "core_share": {name: round(part, 3) for name, part in median.items()},
                "shown_per_second": {
                    name: round(float(np.median(parts)), 1) for name, parts in speeds.items()
                },
                "preview_ratio": round(median["preview"] / median["bare"], 2),
                "ratio": round(ratio, 2),
                "typing_ms": {"idle": idle, "guided": busy, "bare": plain},
                "typing_p95_ratio": round(busy["p95"] / max(idle["p95"], 0.01), 1),
                "goal": "guided <= 0.5 of a core and typing p95 <= 33 ms",
                "met": median["guided"] <= 0.5 and busy["p95"] <= 1000 / FPS,
            }
        )
    )


if __name__ == "__main__":
    main()
