"""Step 3 with a drawn applicant: by itself, by hand, without a camera, from a file."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.common.settings import AUTO_SHUTTER, CAMERA_MIRROR
from desktop.common.vocabulary import Step
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui import theme
from desktop.ui.context import PageName
from tests.ui.intake.steps_desk import ACTOR, desk, new_draft

PHOTO, SIGN, CHECK = PageName.PHOTO, PageName.SIGN, PageName.CHECK


@pytest.fixture(scope="module")
def portraits():
    return {name: draw_portrait(3, name) for name in ("good", "dark", "two", "none")}


def open_page(window, **payload):
    application = new_draft(window.services)
    window.show(PHOTO, application_id=application, **payload)
    return application, window.pages[PHOTO]


def test_the_shutter_fires_by_itself_and_enter_takes_the_best(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["good"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=20000)
        assert page.shot.good
        assert page.action_bar.primary.label == f"Dùng ảnh {page.selected + 1}"
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is SIGN, timeout=15000)
        assert window.shown[-1] == (SIGN, {"application_id": application})
        draft = window.draft(application)
        assert draft.photo is not None
        picture = cv2.imdecode(np.frombuffer(draft.photo, "uint8"), cv2.IMREAD_COLOR)
        assert picture is not None
        assert picture.shape == (945, 709, 3)
        assert draft.photo_report["verdict"] is True
        assert draft.photo_exception == ""
        assert draft.step is Step.SIGN
        assert page.watcher.wait(5)
        assert not page.watcher.is_running


def test_space_shoots_when_the_automatic_shutter_is_off(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["good"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        window.services.preferences.set(AUTO_SHUTTER, False, actor=ACTOR)
        _application, page = open_page(window)
        qtbot.waitUntil(lambda: "Giữ yên" in page.panel.view.instruction, timeout=20000)
        qtbot.wait(1500)
        assert page.shots == ()
        window.press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=10000)
        window.press(Qt.Key.Key_2)
        assert page.selected == 1
        assert page.side.cards.cards[1].isChecked()


def test_enter_without_a_shot_takes_one_and_backspace_forgets_it(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["dark"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        _application, page = open_page(window)
        qtbot.waitUntil(lambda: bool(page.panel.view.instruction), timeout=20000)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=10000)
        assert page.side.title_label.text() == "Lần chụp 1"
        window.press(Qt.Key.Key_Backspace)
        assert page.shots == ()
        assert page.side.cards.cards == []
        camera.show([portraits["good"]])
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=20000)
        assert page.side.title_label.text() == "Lần chụp 2"


def test_a_failing_shot_needs_a_reason(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["dark"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: bool(page.panel.view.instruction), timeout=20000)
        window.press(Qt.Key.Key_F6)
        assert page.bars.bars[0].message.title == "Cần có một ảnh trước."
        window.press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=10000)
        assert "Bật thêm đèn" in page.bars.bars[0].message.title
        assert page.action_bar.primary.label == "Chụp lại"
        window.press(Qt.Key.Key_F6)
        assert not page.action_bar.primary.isEnabled()
        window.press(Qt.Key.Key_Return)
        assert window.draft(application).photo is None
        window.press(Qt.Key.Key_4)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is SIGN, timeout=15000)
        assert window.draft(application).photo_exception == "place"
        assert window.draft(application).photo_report["verdict"] is False


def test_a_coloured_wall_is_told_and_stops_nothing(qtbot, tmp_path, portraits):
    frame = portraits["good"].copy()
    wall = np.median(frame[:60, :300].reshape(-1, 3), axis=0)
    behind = np.abs(frame.astype(int) - wall).max(axis=2) < 26
    frame[behind] = (frame[behind] * (0.62, 0.95, 1.0)).astype(np.uint8)
    camera = DemoCamera([frame])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=20000)
        assert page.shot.good
        assert "phông trắng" in page.bars.bars[0].message.title
        assert page.bars.bars[0].message.tone == "info"
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is SIGN, timeout=15000)
        assert window.draft(application).photo_report["notes"] == ["background"]


def test_an_unplugged_camera_is_said_and_comes_back(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["dark"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        _application, page = open_page(window)
        qtbot.waitUntil(lambda: not page.panel.view.image.isNull(), timeout=20000)
        camera.trigger(DemoEvent.UNPLUG)
        qtbot.waitUntil(lambda: "Mất tín hiệu" in page.panel.view.trouble, timeout=15000)
        assert "chọn ảnh từ tệp" in page.panel.view.trouble
        camera.trigger(DemoEvent.PLUG)
        qtbot.waitUntil(lambda: not page.panel.view.image.isNull(), timeout=15000)
        assert page.panel.view.trouble == ""


@pytest.mark.parametrize(
    ("event", "words"), [(DemoEvent.BLACK, "hình đen"), (DemoEvent.FREEZE, "đứng yên")]
)
def test_a_camera_that_shows_nothing_new_is_said(qtbot, tmp_path, portraits, event, words):
    camera = DemoCamera([portraits["dark"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        _application, page = open_page(window)
        qtbot.waitUntil(lambda: not page.panel.view.image.isNull(), timeout=20000)
        camera.trigger(event)
        qtbot.waitUntil(lambda: words in page.panel.view.trouble, timeout=15000)


def test_without_a_camera_a_file_does(qtbot, tmp_path, portraits):
    picture = tmp_path / "Ảnh thẻ của Páo.jpg"
    picture.write_bytes(cv2.imencode(".jpg", portraits["good"])[1].tobytes())
    with desk(tmp_path, PHOTO) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: "Chưa có máy ảnh" in page.panel.view.trouble, timeout=15000)
        page.use_file(picture)
        qtbot.waitUntil(lambda: len(page.shots) == 1, timeout=20000)
        assert page.shot.good
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is SIGN, timeout=15000)
        assert window.draft(application).photo


@pytest.mark.parametrize(
    ("variant", "tag", "words"),
    [
        ("none", "Không thấy mặt", "Không thấy khuôn mặt trong ảnh"),
        ("two", "2 khuôn mặt", "Có 2 khuôn mặt trong ảnh."),
    ],
)
def test_a_file_without_one_face_says_so(qtbot, tmp_path, portraits, variant, tag, words):
    picture = tmp_path / "anh.png"
    picture.write_bytes(cv2.imencode(".png", portraits[variant])[1].tobytes())
    with desk(tmp_path, PHOTO) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: bool(page.panel.view.trouble), timeout=15000)
        page.use_file(picture)
        qtbot.waitUntil(lambda: len(page.shots) == 1, timeout=20000)
        assert page.shot.tag == tag
        assert page.bars.bars[0].message.title.startswith(words)
        window.press(Qt.Key.Key_F6)
        window.press(Qt.Key.Key_1)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is SIGN, timeout=15000)
        assert window.draft(application).photo_exception == "eyes"


def test_a_broken_file_is_said_and_nothing_is_lost(qtbot, tmp_path):
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    with desk(tmp_path, PHOTO) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: bool(page.panel.view.trouble), timeout=15000)
        page.use_file(picture)
        qtbot.waitUntil(lambda: bool(page.bars.bars), timeout=10000)
        assert page.bars.bars[0].message.tone == "bad"
        assert page.bars.bars[0].message.text
        assert page.shots == ()
        assert window.draft(application).photo is None


def test_a_dropped_file_is_taken(qtbot, tmp_path, portraits):
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(cv2.imencode(".jpg", portraits["good"])[1].tobytes())
    with desk(tmp_path, PHOTO) as window:
        _application, page = open_page(window)
        qtbot.waitUntil(lambda: bool(page.panel.view.trouble), timeout=15000)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(picture))])
        drop = QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.panel.dropEvent(drop)
        qtbot.waitUntil(lambda: len(page.shots) == 1, timeout=20000)


def test_a_photo_taken_before_can_be_kept_or_taken_again(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["good"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        application, page = open_page(window)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=20000)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is SIGN, timeout=15000)
        first = window.draft(application).photo
        assert page.watcher.wait(5)
        window.show(PHOTO, application_id=application)
        qtbot.waitUntil(lambda: page.action_bar.primary.label == "Giữ ảnh này", timeout=15000)
        assert not page.watcher.is_running
        window.press(Qt.Key.Key_Return)
        assert window.here is SIGN
        assert window.draft(application).photo == first
        window.show(PHOTO, application_id=application)
        qtbot.waitUntil(lambda: page.action_bar.primary.label == "Giữ ảnh này", timeout=15000)
        window.press(Qt.Key.Key_Backspace)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=20000)


def test_a_retake_asked_by_the_check_page_goes_back_there(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["good"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        application, page = open_page(window, again=True)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=20000)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=15000)
        assert window.draft(application).photo


def test_enter_is_deaf_just_after_the_page_opened(qtbot, tmp_path, portraits):
    camera = DemoCamera([portraits["dark"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        _application, page = open_page(window)
        page.enter(application_id=page.id)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(page.panel.view.instruction), timeout=20000)
        qtbot.wait(700)
        assert page.shots == ()


@pytest.mark.parametrize("mirrored", [True, False])
def test_the_preview_is_a_mirror_only_when_asked(qtbot, tmp_path, mirrored):
    frame = draw_portrait(3, "dark").copy()
    frame[:, :200] = 255  # a bright stripe at the left edge of the camera's picture
    camera = DemoCamera([frame])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        window.services.preferences.set(CAMERA_MIRROR, mirrored, actor=ACTOR)
        _application, page = open_page(window)
        qtbot.waitUntil(lambda: not page.panel.view.image.isNull(), timeout=20000)
        image = page.panel.view.image
        left = image.pixelColor(50, 300).lightness() > image.pixelColor(1230, 300).lightness()
        assert left is not mirrored


def test_nothing_scrolls_on_a_small_screen(qtbot, tmp_path, portraits, dressed_app):
    camera = DemoCamera([portraits["dark"]])
    with desk(tmp_path, PHOTO, camera=lambda: camera) as window:
        theme.apply_theme(dressed_app, compact=True)
        window.resize(1093, 534)
        _application, page = open_page(window)
        bar = page._scroll.verticalScrollBar()
        qtbot.waitUntil(lambda: bool(page.panel.view.instruction), timeout=20000)
        assert bar.maximum() == 0
        window.press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(page.shots) == 3, timeout=15000)
        qtbot.wait(50)
        assert page.bars.isVisible()
        assert bar.maximum() == 0
        window.press(Qt.Key.Key_F6)
        qtbot.wait(50)
        assert bar.maximum() == 0
