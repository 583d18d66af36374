"""The threads between camera and page: newest only, no leaks, no hanging."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage

from desktop.photo.camera_service import WatchSettings
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.errors import CameraError, ModelFileError
from desktop.photo.service import PhotoStudio
from desktop.photo.views import Arrow, Check, CheckName, Guidance
from desktop.ui.photo.live_view import LiveView
from desktop.ui.photo.photo_panel import PhotoPanel
from desktop.ui.photo.shots import best, portrait_of, review
from desktop.ui.photo.watcher import Look, PhotoWatcher, to_image

FAST = WatchSettings(frame_age=0.4, retry_first=0.1, retry_most=0.2, skip=0)


@pytest.fixture(scope="module")
def studio():
    return PhotoStudio()


@pytest.fixture(scope="module")
def good():
    return draw_portrait(4)


@pytest.fixture
def watching(studio):
    """Return a maker of watchers that are stopped at the end."""
    made = []

    def make(camera, **settings):
        watcher = PhotoWatcher(camera, settings.get("studio", studio), patience=FAST)
        made.append(watcher)
        return watcher

    yield make
    for watcher in made:
        watcher.stop()
        assert watcher.wait(10)


def guidance(**changes):
    checks = tuple(Check(name, True, 0.0, name.value, "đạt") for name in CheckName)
    values = {
        "checks": checks,
        "instruction": "Giữ yên",
        "arrow": Arrow.NONE,
        "face_box": None,
        "faces": 1,
        "score": 1.0,
    }
    return Guidance(**{**values, **changes})


@pytest.mark.parametrize("width", [640, 641])
def test_a_picture_has_its_own_memory_and_straight_rows(width):
    frame = np.zeros((48, width, 3), np.uint8)
    frame[:, -1] = (255, 0, 0)  # blue in the last column, whatever the width
    image = to_image(frame)
    frame[:] = 0
    assert image.pixelColor(width - 1, 47) == QColor(0, 0, 255)
    assert image.pixelColor(0, 47) == QColor(0, 0, 0)


def test_a_view_into_a_larger_frame_is_no_problem():
    frame = np.zeros((48, 640, 3), np.uint8)
    frame[::2, ::2] = (0, 255, 0)
    image = to_image(frame[::2, ::2])
    assert (image.width(), image.height()) == (320, 24)
    assert image.pixelColor(319, 23) == QColor(0, 255, 0)
    mirrored = to_image(np.ascontiguousarray(frame), mirrored=True)
    assert mirrored.pixelColor(639, 0) == QColor(0, 255, 0)
    assert mirrored.pixelColor(0, 0) == QColor(0, 0, 0)


def test_starting_and_stopping_again_and_again_leaves_nothing(qtbot, watching, good):
    camera = DemoCamera([good])
    watcher = watching(lambda: camera)
    before = set(threading.enumerate())
    for _ in range(4):
        watcher.start()
        watcher.start()  # harmless
        with qtbot.waitSignal(watcher.picture, timeout=15000):
            pass
        watcher.stop()
        watcher.stop()
    assert watcher.wait(10)
    # Threads of an earlier test may end meanwhile; none of ours may be left.
    assert set(threading.enumerate()) <= before


def test_nothing_blocks_while_a_camera_is_slow_to_be_found(qtbot, watching, good):
    release = threading.Event()
    camera = DemoCamera([good])

    def slow():
        release.wait(10)
        return camera

    watcher = watching(slow)
    began = time.monotonic()
    watcher.start()
    watcher.stop()
    watcher.start()
    assert time.monotonic() - began < 0.5
    with qtbot.waitSignal(watcher.picture, timeout=15000):
        release.set()


def test_a_camera_that_comes_later_is_found(qtbot, watching, good, monkeypatch):
    monkeypatch.setattr("desktop.ui.photo.preview._LOOK_AGAIN", 0.05)
    found: list[DemoCamera] = []
    watcher = watching(lambda: found[0] if found else None)
    with qtbot.waitSignal(watcher.state_changed, timeout=5000) as told:
        watcher.start()
    assert "Chưa thấy máy ảnh" in told.args[0].text
    with qtbot.waitSignal(watcher.picture, timeout=15000):
        found.append(DemoCamera([good]))


def test_an_error_while_looking_for_the_camera_is_said(qtbot, watching):
    def refuse():
        raise CameraError("Máy ảnh đang bận.", "Tắt chương trình khác.")

    watcher = watching(refuse)
    with qtbot.waitSignal(watcher.state_changed, timeout=5000) as told:
        watcher.start()
    assert told.args[0].text == "Máy ảnh đang bận. Tắt chương trình khác."


def test_a_missing_model_is_said_and_the_preview_goes_on(qtbot, watching, good):
    class Blind(PhotoStudio):
        def follow(self):
            raise ModelFileError("Thiếu tệp mô hình.", "Cài lại chương trình.")

    camera = DemoCamera([good])
    watcher = watching(lambda: camera, studio=Blind())
    panel = PhotoPanel(watcher)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(watcher.failed, timeout=15000):
        panel.start(mirrored=True, automatic=True)
    qtbot.waitUntil(lambda: not panel.view.image.isNull(), timeout=15000)
    watcher.stop()


def test_only_the_newest_picture_waits_for_a_busy_screen(qtbot, watching, good):
    camera = DemoCamera([good], fps=30)
    watcher = watching(lambda: camera)
    pictures: list[QImage] = []
    watcher.picture.connect(pictures.append)
    watcher.start()
    with qtbot.waitSignal(watcher.looked, timeout=15000):
        pass
    pictures.clear()
    time.sleep(1.0)  # the GUI thread is busy; 25 pictures are made meanwhile
    busy: list[QImage] = []
    watcher.picture.disconnect(pictures.append)
    watcher.picture.connect(busy.append)
    watcher.stop()
    qtbot.wait(50)
    assert len(busy) <= 1
    watcher.picture.disconnect(busy.append)


def test_a_burst_of_three_by_the_automatic_shutter(qtbot, watching, good, studio):
    camera = DemoCamera([good])
    watcher = watching(lambda: camera)
    with qtbot.waitSignal(watcher.shots_taken, timeout=20000) as taken:
        watcher.start()
    watcher.stop()
    frames = taken.args[0]
    assert len(frames) == 3
    assert not np.array_equal(frames[0], frames[1])
    shots = review(studio, frames)
    assert all(shot.good for shot in shots)
    assert shots[best(shots)].report.score == max(shot.report.score for shot in shots)


def test_the_best_shot_is_a_good_one_even_if_a_bad_one_scores_higher(studio, good):
    shots = review(studio, [draw_portrait(4, "two"), good])
    assert [shot.good for shot in shots] == [False, True]
    assert best(shots) == 1
    assert "2 khuôn mặt" in shots[0].tag


@pytest.mark.parametrize("shape", [(720, 1280), (1200, 900), (480, 640)])
def test_a_shot_without_a_face_can_be_cut_along_the_guide(studio, shape):
    frame = np.full((*shape, 3), 200, np.uint8)
    shot = review(studio, [frame])[0]
    assert shot.portrait is None
    assert shot.tag == "Không thấy mặt"
    portrait = portrait_of(studio, shot)
    assert (portrait.width, portrait.height) == (709, 945)


def test_the_guide_lies_on_the_picture_and_turns_green(qtbot, studio, good):
    view = LiveView(studio.oval)
    qtbot.addWidget(view)
    view.resize(QSize(640, 424))
    view.show_picture(to_image(np.full((720, 1280, 3), 30, np.uint8)))
    view.show_look(Look(guidance(instruction="Xoay mặt", faces=0), 0.0))
    assert view.instruction == "Xoay mặt"
    waiting = view.grab().toImage()
    view.show_look(Look(guidance(), 0.5))
    ready = view.grab().toImage()
    guide, rect = studio.oval(1280, 720), view._picture_rect()
    scale = rect.width() / 1280
    top = round(rect.top() + (guide.y - guide.half_height) * scale)
    middle = round(rect.left() + guide.x * scale)
    spot = QRectF(middle - 12, top - 3, 24, 6).toRect()

    def colours(image: QImage):
        return [
            image.pixelColor(x, y)
            for x in range(spot.left(), spot.right())
            for y in range(spot.top(), spot.bottom() + 1)
        ]

    assert any(c.red() > 220 and c.blue() < 180 for c in colours(waiting))  # yellow
    assert not any(c.red() > 220 and c.blue() < 180 for c in colours(ready))
    assert any(c.green() > c.red() + 40 for c in colours(ready))


def test_trouble_takes_the_place_of_the_picture_with_a_way_out(qtbot, studio):
    view = LiveView(studio.oval)
    qtbot.addWidget(view)
    view.resize(640, 424)
    view.show_picture(to_image(np.full((72, 128, 3), 30, np.uint8)))
    view.show_trouble("Mất tín hiệu máy ảnh", "Kiểm tra dây cắm.")
    assert view.image.isNull()
    assert view.trouble == "Mất tín hiệu máy ảnh Kiểm tra dây cắm."
    assert "Kiểm tra dây cắm" in view.accessibleDescription()
    assert view.from_file.isVisibleTo(view)
    view.show_picture(to_image(np.full((72, 128, 3), 30, np.uint8)))
    assert view.trouble == ""


def test_without_a_face_no_tile_is_loud(qtbot, watching, studio):
    panel = PhotoPanel(watching(lambda: None))
    qtbot.addWidget(panel)
    panel.view.show_picture(to_image(np.full((72, 128, 3), 30, np.uint8)))
    bad = tuple(Check(n, False, 0.0, n.value, "chưa thấy mặt") for n in CheckName)
    panel._looked(Look(guidance(checks=bad, faces=0), 0.0))
    assert [tile.ok for tile in panel.tiles.tiles.values()] == [None] * 7
    panel._looked(Look(guidance(checks=bad, faces=1), 0.0))
    assert [tile.ok for tile in panel.tiles.tiles.values()] == [False] * 7
    assert panel.tiles.tiles[CheckName.EYES].accessibleName() == "Mắt mở: chưa thấy mặt"
