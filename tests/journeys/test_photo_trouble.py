"""The photo page of the real window when the camera or the picture is not what it should be."""

import cv2
import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import Step
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui.context import PageName
from tests.journeys.counter import CLERK, census, make_counter, member_id
from tests.journeys.real_window import open_window
from tests.ui.conftest import (  # noqa: F401 - fixtures
    dressed_app,
    nothing_left_behind,
    usual_look,
)


@pytest.fixture
def counter(tmp_path):
    return make_counter(tmp_path / "counter")


def photo_page(office):
    services = office.services
    draft = services.intake.open(member_id(services), actor=CLERK).application_id
    services.intake.save(draft, actor=CLERK, step=Step.PHOTO)
    return draft, office.show(PageName.PHOTO, application_id=draft)


def leave(office, page):
    """Go away and let the camera's threads end."""
    office.show(PageName.FIND)
    assert page.watcher.wait(10)


def test_a_camera_pulled_out_and_put_back(counter):
    camera = DemoCamera([draw_portrait(3, "dark")])
    with open_window(counter, lambda: camera) as office:
        draft, page = photo_page(office)
        view = page.panel.view
        office.wait(lambda: not view.image.isNull(), 20000)
        before = census(office.services)
        camera.trigger(DemoEvent.UNPLUG)
        office.wait(lambda: "Mất tín hiệu máy ảnh" in view.trouble, 15000)
        assert "Kiểm tra dây cắm" in view.trouble
        assert "chọn ảnh từ tệp" in view.trouble
        assert view.from_file.isVisible()
        office.press(Qt.Key.Key_Return)  # nothing to shoot; nothing breaks
        office.idle()
        assert office.here is PageName.PHOTO
        assert census(office.services) == before
        camera.show([draw_portrait(3)])
        camera.trigger(DemoEvent.PLUG)
        office.wait(lambda: view.trouble == "" and page.shot is not None, 25000)
        if not page.shot.good:  # a picture of the first moment; Enter takes another one
            office.press(Qt.Key.Key_Return)
        office.wait(lambda: page.shot is not None and page.shot.good, 25000)
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.SIGN, 15000)
        assert office.services.intake.draft(draft).photo is not None
        assert page.watcher.wait(10)


def picture(folder, kind):
    """Make a file of a kind; return it and what the page must say about it."""
    good = cv2.imencode(".jpg", draw_portrait(3))[1].tobytes()
    contents = {
        "wrong type": (b"%PDF-1.7 not a picture", "không phải là tệp ảnh", "Chọn tệp ảnh JPEG"),
        "truncated": (good[: len(good) // 3], "bị hỏng hoặc chép chưa xong", "Chép lại tệp"),
        "empty": (b"", "trống", "Chép lại tệp"),
        "no face": (encoded("none"), "Không thấy khuôn mặt", ""),
        "two faces": (encoded("two"), "Có 2 khuôn mặt", "Mời người khác ra khỏi khung"),
        "too dark": (encoded("dark"), "Bật thêm đèn", ""),
    }
    content, *words = contents[kind]
    file = folder / "ảnh của Páo.jpg"
    file.write_bytes(content)
    return file, words


def encoded(variant):
    return cv2.imencode(".jpg", draw_portrait(3, variant))[1].tobytes()


def test_without_a_camera_every_bad_file_is_said_and_a_good_one_goes_on(counter, tmp_path):
    with open_window(counter) as office:
        draft, page = photo_page(office)
        office.wait(lambda: "Chưa có máy ảnh" in page.panel.view.trouble, 15000)
        assert "Cắm máy ảnh vào, hoặc lấy ảnh từ tệp" in page.panel.view.trouble
        before = census(office.services)
        for kind in ("wrong type", "truncated", "empty", "no face", "two faces", "too dark"):
            file, words = picture(tmp_path, kind)
            page.use_file(file)
            office.wait(lambda words=words: said(office, words), 15000)
            office.idle()
            if page.shot is not None:
                assert not page.shot.good, kind
                assert page.action_bar.primary.label == "Chụp lại", kind
                office.press(Qt.Key.Key_Return)
                office.idle()
            assert office.here is PageName.PHOTO, kind
            assert census(office.services) == before, kind
            assert office.services.intake.draft(draft).photo is None, kind
            page.bars.clear()
        good = tmp_path / "ảnh tốt.jpg"
        good.write_bytes(encoded("good"))
        page.use_file(good)
        office.wait(lambda: page.shot is not None and page.shot.good, 20000)
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.SIGN, 15000)
        assert office.services.intake.draft(draft).photo is not None
        leave(office, page)


def said(office, words):
    bars = " ".join(office.bars())
    return all(word in bars for word in words)
