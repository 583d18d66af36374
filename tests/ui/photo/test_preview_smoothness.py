"""Video never holds the window up: who works where, how long the queue gets, keys in between.

No wall clock is asserted: a busy machine is slow, but it must be slow in the right thread. How
long a key waits in milliseconds is measured by benchmarks/preview.py.
"""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.service import PhotoStudio
from desktop.ui.photo import preview
from desktop.ui.photo.photo_panel import PhotoPanel
from desktop.ui.photo.watcher import PhotoWatcher

PICTURES = 60  # two to three seconds of video


class Witness:
    """Notes which threads did a kind of work."""

    def __init__(self) -> None:
        self.threads: dict[str, set[str]] = {}

    def saw(self, work: str) -> None:
        self.threads.setdefault(work, set()).add(threading.current_thread().name)


class WitnessedCamera(DemoCamera):
    """Says in which thread the driver is called."""

    def __init__(self, witness: Witness) -> None:
        super().__init__([draw_portrait(3, "dark")], fps=30)
        self._witness = witness

    def open(self) -> None:
        self._witness.saw("open")
        super().open()

    def read(self):
        self._witness.saw("read")
        return super().read()

    def close(self) -> None:
        self._witness.saw("close")
        super().close()


class WitnessedStudio(PhotoStudio):
    """Says in which thread frames are judged."""

    def __init__(self, witness: Witness) -> None:
        super().__init__()
        self._witness = witness

    def follow(self):
        live = super().follow()
        judge = live.guide

        def guide(frame):
            self._witness.saw("guide")
            return judge(frame)

        live.guide = guide
        return live


class Queue:
    """Counts words for the GUI thread: told by the others and not yet delivered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, int] = {}
        self.longest: dict[str, int] = {}

    def told(self, kind: str) -> None:
        with self._lock:
            self._waiting[kind] = self._waiting.get(kind, 0) + 1
            self.longest[kind] = max(self.longest.get(kind, 0), self._waiting[kind])

    def came(self, kind: str) -> None:
        with self._lock:
            self._waiting[kind] -= 1


class CountedWatcher(PhotoWatcher):
    """Says when a word arrives, before anything is done with it."""

    queue: Queue

    def deliver(self, run, kind, content):
        self.queue.came(kind)
        super().deliver(run, kind, content)


class Typed(QLineEdit):
    """Notes how many pictures were shown while each key was under way."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = 0
        self.sent: dict[int, int] = {}
        self.between: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self.between.append(self.shown - self.sent[event.nativeScanCode()])


def post_keys(field: Typed, stop: threading.Event) -> None:
    """Type from outside, every 20 ms, as a keyboard does, whatever the window is doing."""
    number = 0
    while not stop.wait(0.02):
        number += 1
        field.sent[number] = field.shown
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, number, 0, 0, "a"
        )
        QApplication.postEvent(field, event)


@pytest.fixture
def playing(qtbot, monkeypatch):
    """Play guided video while somebody types; return what was seen."""
    QInputDevice.primaryKeyboard()  # made here, because keys are made in another thread
    witness = Witness()
    made_image = preview.to_image

    def to_image(frame, *, mirrored=False):
        witness.saw("to_image")
        return made_image(frame, mirrored=mirrored)

    queue, tell = Queue(), preview.PreviewRun.tell

    def counted_tell(run, kind, content=None):
        queue.told(kind)
        tell(run, kind, content)

    monkeypatch.setattr(preview, "to_image", to_image)
    monkeypatch.setattr(preview.PreviewRun, "tell", counted_tell)
    camera = WitnessedCamera(witness)
    watcher = CountedWatcher(lambda: camera, WitnessedStudio(witness))
    watcher.queue = queue
    panel, field = PhotoPanel(watcher), Typed()
    for widget in (panel, field):
        qtbot.addWidget(widget)
    panel.resize(960, 600)
    panel.show()
    field.show()
    stop = threading.Event()

    def count(_image: object) -> None:
        field.shown += 1

    watcher.picture.connect(count)
    keys = threading.Thread(target=post_keys, args=(field, stop))
    panel.start(mirrored=True, automatic=False)
    qtbot.waitUntil(lambda: field.shown > 0, timeout=20000)
    keys.start()
    qtbot.waitUntil(lambda: field.shown >= PICTURES and len(field.between) > 50, timeout=60000)
    stop.set()
    keys.join()
    watcher.stop()
    assert watcher.wait(20)
    qtbot.wait(50)
    return witness, queue, field


def test_video_with_analysis_never_holds_the_window_up(playing):
    witness, queue, field = playing
    own = threading.current_thread().name
    assert set(witness.threads) == {"open", "read", "close", "guide", "to_image"}
    for work, threads in witness.threads.items():
        assert own not in threads, f"{work} ran in the GUI thread"
    assert witness.threads["read"] == {"camera-device"}
    assert witness.threads["guide"] == {"photo-judge"}
    assert queue.longest["picture"] == 1, "an old picture waited behind another one"
    assert queue.longest["look"] == 1
    # a key waits for the picture being drawn and perhaps one that was there first, never for a
    # queue of them; measured in pictures, so a slow machine changes nothing (the typing thread
    # may lose the processor between counting and posting, hence not the very last keys)
    waits = sorted(field.between)
    assert waits[len(waits) * 95 // 100] <= 2, waits[-10:]
    between_keys = len(field.between) / max(1, field.shown)
    assert between_keys > 0.2, "keys are handled between the pictures"
