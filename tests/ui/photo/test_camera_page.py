"""The camera page: live picture, choices that hold at once, one sentence of help, a try-out."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.common.settings import (
    CAMERA,
    CAMERA_EXPOSURE,
    CAMERA_MIRROR,
    CAMERA_ROTATION,
    CAMERA_SIZE,
)
from desktop.photo.camera_service import WatchSettings
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.errors import CameraError
from desktop.photo.exposure import LightFinding, judge_light, read_light
from desktop.photo.views import CameraRate
from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.photo import camera_page
from desktop.ui.photo.camera_page import CameraPage
from desktop.ui.photo.camera_words import Measured, advice
from desktop.ui.photo.preview import CameraPreview
from tests.ui.intake.steps_desk import ACTOR, desk

PATIENCE = WatchSettings(
    frame_age=0.4, dark_for=0.2, same_for=0.3, retry_first=0.05, retry_most=0.1, skip=0
)
LISTED = [("", "Tự chọn"), ("camera:046d:0825:1-1:C270", "C270"), ("opencv:1", "Máy ảnh 2")]


@pytest.fixture(scope="module")
def good():
    return draw_portrait(3)


@pytest.fixture
def listed(monkeypatch):
    """The cameras that the page is told of; a test may change the list."""
    found = list(LISTED)
    monkeypatch.setattr(camera_page, "_cameras", lambda _chosen: list(found))
    return found


@pytest.fixture
def opened(qtbot, tmp_path, listed, good):
    """Return the page, open and live, with its window and its camera."""
    camera = DemoCamera([good], fps=30)
    with desk(tmp_path, camera=lambda: camera) as window:
        page = CameraPage(window.context, PATIENCE)
        window.pages[PageName.CAMERA] = page
        window.addWidget(page)
        window.show(PageName.CAMERA)
        qtbot.waitUntil(lambda: not page.view.image.isNull(), timeout=15000)
        qtbot.waitUntil(lambda: page.side.fields[CAMERA.name].count() == 3, timeout=5000)
        yield window, page, camera
        page.leave()
        assert page.preview.wait(10)


def kept(window, definition):
    return window.services.preferences.get(definition)


def test_what_is_measured_is_shown(qtbot, opened):
    _window, page, _camera = opened
    qtbot.waitUntil(lambda: bool(page.stage.tiles["rate"].text), timeout=8000)
    assert page.stage.tiles["size"].text == "1280 × 720"
    assert page.stage.tiles["rate"].text.endswith("hình/giây")
    qtbot.waitUntil(lambda: page.stage.tiles["light"].text == "vừa", timeout=5000)
    assert "Máy ảnh thực hành, mở trong" in page.side.camera.text()


def test_everything_is_chosen_and_kept_by_keys_alone(qtbot, opened):
    window, page, camera = opened
    order = [CAMERA, CAMERA_SIZE, CAMERA_EXPOSURE, CAMERA_ROTATION, CAMERA_MIRROR]
    assert page.side.fields[CAMERA.name].hasFocus()
    before = camera.opened
    for definition in order:
        field = page.side.fields[definition.name]
        while not field.hasFocus():
            window.press(Qt.Key.Key_Tab)
        window.press(Qt.Key.Key_Down)
    expected = {CAMERA: LISTED[1][0], CAMERA_SIZE: "1920x1080", CAMERA_EXPOSURE: "-2"}
    qtbot.waitUntil(lambda: kept(window, CAMERA_MIRROR) is False, timeout=25000)
    assert {one: kept(window, one) for one in expected} == expected
    assert kept(window, CAMERA_ROTATION) == "90"
    qtbot.waitUntil(lambda: camera.opened > before, timeout=25000)
    qtbot.waitUntil(lambda: page.view.image.width() == 720, timeout=25000)
    assert not page.preview.mirrored
    gone = []
    window.back = lambda: gone.append(1)
    window.press(Qt.Key.Key_Return)
    window.press(Qt.Key.Key_F7)
    assert gone == [1, 1]


def test_every_change_is_in_the_audit_trail(qtbot, opened):
    window, page, _camera = opened
    page.side.fields[CAMERA_SIZE.name].set_value("640x480")
    page.side.fields[CAMERA_ROTATION.name].set_value("180")
    qtbot.waitUntil(lambda: kept(window, CAMERA_ROTATION) == "180", timeout=8000)
    from sqlalchemy import text

    with window.services.store.read() as session:
        rows = session.execute(text("select tag, target, actor from audit_events")).all()
    changed = {(row.target, row.actor) for row in rows if row.tag == "setting:changed"}
    assert {("camera_size", ACTOR), ("camera_rotation", ACTOR)} <= changed


def test_a_change_is_kept_even_if_one_leaves_at_once(qtbot, opened):
    window, page, _camera = opened
    page.side.fields[CAMERA_ROTATION.name].set_value("270")
    page.leave()
    qtbot.waitUntil(lambda: kept(window, CAMERA_ROTATION) == "270", timeout=8000)
    assert not page.preview.is_running


def test_the_mirror_is_for_the_screen_only(qtbot, opened, good):
    _window, page, camera = opened
    frame = good.copy()
    frame[:, :200] = 255  # a bright stripe at the left edge of the camera's picture
    camera.show([frame])

    def bright_left():
        image = page.view.image
        return image.pixelColor(50, 300).lightness() > image.pixelColor(1230, 300).lightness()

    qtbot.waitUntil(lambda: not bright_left(), timeout=5000)  # mirrored: the stripe is right
    newest = page.preview.newest()
    assert newest is not None
    assert newest[300, 50].mean() > newest[300, 1230].mean()
    page.side.fields[CAMERA_MIRROR.name].set_value("0")
    qtbot.waitUntil(bright_left, timeout=5000)


def test_a_try_out_shot_is_judged_and_not_stored(qtbot, opened):
    window, page, camera = opened
    window.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.side.tag.text == "Đạt", timeout=15000)
    assert page.side.verdict.text() == "Máy ảnh dùng được."
    assert not page.side.picture.image.isNull()
    camera.show([draw_portrait(3, "dark")])
    qtbot.waitUntil(lambda: page.stage.tiles["light"].text == "tối", timeout=8000)
    assert page.stage.tiles["light"].ok is False
    qtbot.waitUntil(lambda: "bật thêm đèn" in page.view.instruction, timeout=5000)
    window.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.side.tag.text == "Chưa đạt", timeout=15000)
    assert "Bật thêm đèn" in page.side.verdict.text()
    assert "không được lưu" in page.side.quiet.text()


def test_a_try_out_without_a_picture_says_so(qtbot, opened):
    window, page, camera = opened
    camera.trigger(DemoEvent.UNPLUG)
    qtbot.waitUntil(lambda: bool(page.view.trouble), timeout=8000)
    window.press(Qt.Key.Key_F6)
    assert page.bars.bars[0].message.title == "Chưa có hình."


FAULTS = {
    DemoEvent.UNPLUG: "Kiểm tra dây cắm",
    DemoEvent.BLACK: "Máy ảnh chỉ cho hình đen",
    DemoEvent.FREEZE: "Hình từ máy ảnh đứng yên",
    DemoEvent.TAKEN: "Chương trình khác đang dùng máy ảnh",
    DemoEvent.FORBIDDEN: "Hệ điều hành không cho dùng máy ảnh",
}


def test_each_fault_is_said_on_the_page_and_gone_when_it_is_over(qtbot, opened):
    _window, page, camera = opened
    for event, words in FAULTS.items():
        camera.trigger(event)
        qtbot.waitUntil(lambda words=words: words in page.view.trouble, timeout=10000)
        assert all(tile.ok is None for tile in page.stage.tiles.values()), event
        camera.trigger(DemoEvent.PLUG)
        qtbot.waitUntil(lambda: not page.view.image.isNull(), timeout=10000)
        assert page.view.trouble == "", event


def test_a_camera_that_is_plugged_in_appears_in_the_list(qtbot, opened, listed):
    window, page, _camera = opened
    listed.append(("camera:1:2:3:Mới", "Máy mới"))
    window.press(Qt.Key.Key_F5)
    field = page.side.fields[CAMERA.name]
    qtbot.waitUntil(lambda: field.findText("Máy mới") == 3, timeout=5000)
    assert field.value() == "", "the choice stays"


def test_a_list_that_cannot_be_had_is_said(qtbot, opened, monkeypatch):
    window, page, _camera = opened

    def refuse(_chosen):
        raise CameraError("Máy tính chưa liệt kê được máy ảnh", "Rút dây.")

    monkeypatch.setattr(camera_page, "_cameras", refuse)
    window.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "chưa liệt kê được" in page.side.note.text(), timeout=5000)
    assert not page.view.image.isNull(), "the picture goes on"


def test_nothing_scrolls_or_is_cut_on_a_small_screen(qtbot, opened, dressed_app):
    window, page, _camera = opened
    theme.apply_theme(dressed_app, compact=True)
    window.resize(1093, 570)
    window.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: bool(page.side.tag.text), timeout=15000)
    qtbot.wait(50)
    assert page._scroll.verticalScrollBar().maximum() == 0
    for field in page.side.fields.values():
        for number in range(field.count()):
            width = field.fontMetrics().horizontalAdvance(field.itemText(number))
            assert width <= field.width() - 44, field.itemText(number)


def lit(centre: int, around: int) -> np.ndarray:
    frame = np.full((720, 1280, 3), around, np.uint8)
    frame[100:600, 420:860] = centre
    return frame


@pytest.mark.parametrize(
    ("centre", "around", "finding"),
    [
        (140, 150, LightFinding.GOOD),
        (140, 240, LightFinding.GOOD),  # a white wall behind a well-lit face
        (50, 60, LightFinding.DARK),
        (70, 235, LightFinding.BACKLIT),
        (50, 235, LightFinding.BACKLIT),  # said before the darkness it causes
        (240, 200, LightFinding.BRIGHT),
        (255, 255, LightFinding.BRIGHT),
    ],
)
def test_light_is_judged_where_the_face_will_be(centre, around, finding):
    assert judge_light(read_light(lit(centre, around))) is finding


def test_light_can_be_read_from_any_size():
    for shape in ((1280, 720), (480, 640), (16, 16)):
        assert judge_light(read_light(np.full((*shape, 3), 140, np.uint8))) is LightFinding.GOOD


@pytest.mark.parametrize(
    ("fps", "size", "light", "long", "words"),
    [
        (0.0, (0, 0), None, False, ""),
        (30.0, (1280, 720), LightFinding.GOOD, False, "chụp thử"),
        (7.0, (1280, 720), LightFinding.GOOD, False, "cổng USB"),
        (7.0, (1280, 720), LightFinding.GOOD, True, "phơi sáng lâu"),
        (30.0, (640, 480), LightFinding.GOOD, False, "1280 × 720"),
        (7.0, (640, 480), LightFinding.BACKLIT, False, "cửa sổ"),
    ],
)
def test_one_sentence_at_a_time_the_most_helpful_first(fps, size, light, long, words):
    said = advice(Measured(CameraRate(fps, size), light, long))
    assert words in said
    assert bool(said) == bool(words)


def test_what_the_driver_refuses_is_said_and_not_asked_for_again():
    small = Measured(CameraRate(30.0, (640, 480)), LightFinding.GOOD, asks_enough=True)
    assert "chỉ cho hình nhỏ" in advice(small)
    refused = CameraRate(30.0, (1280, 720), 0.5, exposure_refused=True)
    assert "không cho chỉnh độ phơi sáng" in advice(Measured(refused, LightFinding.GOOD))


def test_two_pages_never_hold_the_camera_at_the_same_time(qtbot, good):
    """A device that we still hold ourselves must not look taken by another program."""
    held: list[str] = []
    together: list[list[str]] = []

    class Device(DemoCamera):
        def __init__(self, page: str) -> None:
            super().__init__([good], fps=30)
            self.page = page

        def open(self) -> None:
            held.append(self.page)
            together.append(list(held))
            super().open()

        def close(self) -> None:
            if self.page in held:
                time.sleep(0.2)  # a driver takes its time
                held.remove(self.page)
            super().close()

    first = CameraPreview(lambda: Device("photo"))
    second = CameraPreview(lambda: Device("camera"))
    for one, other in ((first, second), (second, first)):
        with qtbot.waitSignal(one.picture, timeout=15000):
            one.start()
        one.stop()
        with qtbot.waitSignal(other.picture, timeout=15000):
            other.start()
        other.stop()
    assert first.wait(10)
    assert second.wait(10)
    assert [len(pages) for pages in together] == [1] * 4
