"""What the photo step's screen says to each trouble of a camera, and that it comes back."""

from __future__ import annotations

import pytest

from desktop.common.settings import CAMERA_MIRROR, CAMERA_ROTATION
from desktop.photo.camera_service import WatchSettings
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.service import PhotoStudio
from desktop.ui.context import PageName
from desktop.ui.photo.photo_panel import PhotoPanel
from desktop.ui.photo.watcher import PhotoWatcher
from tests.ui.intake.steps_desk import ACTOR, desk, new_draft

PATIENCE = WatchSettings(
    frame_age=0.3,
    first_frame=0.6,
    slow_after=0.1,
    hang_for=0.5,
    close_for=0.3,
    dark_for=0.2,
    same_for=0.3,
    retry_first=0.05,
    retry_most=0.1,
    skip=0,
)
TROUBLES = {
    DemoEvent.UNPLUG: ("Mất tín hiệu máy ảnh", "Kiểm tra dây cắm, máy sẽ tự nối lại"),
    DemoEvent.SLOW: ("Mất tín hiệu máy ảnh", "chọn ảnh từ tệp"),
    DemoEvent.BLACK: ("Máy ảnh chỉ cho hình đen", "Mở nắp ống kính"),
    DemoEvent.FREEZE: ("Hình từ máy ảnh đứng yên", "rút dây rồi cắm lại"),
    DemoEvent.TAKEN: ("Chương trình khác đang dùng máy ảnh", "Có thể là Zoom.exe"),
    DemoEvent.FORBIDDEN: ("Hệ điều hành không cho dùng máy ảnh", "Mở Cài đặt Windows"),
    DemoEvent.HANG: ("Máy ảnh không trả lời", "chờ 5 giây rồi cắm lại"),
}


@pytest.fixture
def panel(qtbot):
    """A panel with a camera that is live."""
    camera = DemoCamera([draw_portrait(3, "dark")], fps=30)
    watcher = PhotoWatcher(lambda: camera, PhotoStudio(), patience=PATIENCE)
    panel = PhotoPanel(watcher)
    qtbot.addWidget(panel)
    panel.resize(960, 640)
    panel.show()
    yield panel, camera
    camera.trigger(DemoEvent.PLUG)
    watcher.stop()
    assert watcher.wait(10)


def test_the_screen_says_what_happened_and_what_to_do(qtbot, panel):
    panel, camera = panel
    panel.start(mirrored=True, automatic=False)
    view = panel.view
    qtbot.waitUntil(lambda: not view.image.isNull(), timeout=15000)
    for event, words in TROUBLES.items():
        said = []
        panel.state_changed.connect(lambda state, said=said: said.append(state.text))
        camera.trigger(event)
        qtbot.waitUntil(
            lambda said=said, words=words: any(all(w in text for w in words) for text in said),
            timeout=15000,
        )
        camera.trigger(DemoEvent.PLUG)
        qtbot.waitUntil(lambda: not view.image.isNull(), timeout=15000)
        assert view.trouble == "", event


def test_a_trouble_stands_in_the_band_and_below_it_with_a_way_out(qtbot, panel):
    panel, camera = panel
    camera.trigger(DemoEvent.BLACK)
    panel.start(mirrored=True, automatic=False)
    view = panel.view
    qtbot.waitUntil(lambda: "hình đen" in view.trouble, timeout=15000)
    assert view.image.isNull()
    assert view.from_file.isVisible()
    assert view.accessibleDescription() == view.trouble
    assert all(tile.ok is None for tile in panel.tiles.tiles.values())


def test_a_slow_camera_is_said_to_be_slow(qtbot, panel):
    panel, camera = panel
    camera.trigger(DemoEvent.SLOW_OPEN, 0.8)
    panel.start(mirrored=True, automatic=False)
    assert panel.view.trouble.startswith("Đang mở máy ảnh")
    qtbot.waitUntil(lambda: "Máy ảnh mở chậm" in panel.view.trouble, timeout=15000)
    qtbot.waitUntil(lambda: not panel.view.image.isNull(), timeout=15000)


def test_the_settings_hold_at_the_photo_step(qtbot, tmp_path):
    frame = draw_portrait(3, "dark").copy()
    frame[:, :200] = 255  # a bright stripe at the left edge of the camera's picture
    camera = DemoCamera([frame], fps=30)
    with desk(tmp_path, PageName.PHOTO, camera=lambda: camera) as window:
        window.services.preferences.set(CAMERA_ROTATION, "90", actor=ACTOR)
        window.services.preferences.set(CAMERA_MIRROR, True, actor=ACTOR)
        window.show(PageName.PHOTO, application_id=new_draft(window.services))
        page = window.pages[PageName.PHOTO]
        qtbot.waitUntil(lambda: not page.panel.view.image.isNull(), timeout=20000)
        image = page.panel.view.image
        assert (image.width(), image.height()) == (720, 1280)
        # turned right, the left edge is the upper one; the mirror leaves it there
        assert image.pixelColor(360, 50).lightness() > image.pixelColor(360, 1230).lightness()
        newest = page.watcher.newest()
        assert newest is not None
        assert newest.shape == (1280, 720, 3), "the shots are turned, too"
        qtbot.waitUntil(lambda: "hình/giây" in page.side.camera.text(), timeout=8000)
        assert "720×1280" in page.side.camera.text()
