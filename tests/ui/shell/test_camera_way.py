"""The way to the camera page and back, in the real window, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.ui.context import PageName
from tests.ui.shell.office import open_office

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_from_the_settings_and_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.SETTINGS, part="devices")
        office.wait(lambda: hasattr(page, "to_camera") and page.to_camera.isVisible())
        office.press(Qt.Key.Key_M, CONTROL)
        office.wait(lambda: office.here is PageName.CAMERA)
        camera = office.page
        office.wait(lambda: "Chưa thấy máy ảnh" in camera.view.trouble, 15000)
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.SETTINGS)
        assert not camera.preview.is_running
        assert camera.preview.wait(10)


def test_from_the_photo_step_and_back_to_the_same_application(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        application = office.draft("pao")
        photo = office.show(PageName.PHOTO, application_id=application)
        office.wait(lambda: bool(photo.panel.view.trouble), 15000)
        remembered = office.window and office.session.desk._memory.open_file
        office.press(Qt.Key.Key_M, CONTROL)
        office.wait(lambda: office.here is PageName.CAMERA)
        assert not photo.watcher.is_running, "one page at a time has the camera"
        assert office.session.desk._memory.open_file == remembered
        camera = office.page
        office.press(Qt.Key.Key_F7)
        office.wait(lambda: office.here is PageName.PHOTO)
        assert office.page.id == application
        office.idle()
        office.show(PageName.FIND)
        assert camera.preview.wait(10)
        assert photo.watcher.wait(10)
