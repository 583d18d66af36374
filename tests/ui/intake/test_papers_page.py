"""Papers at the counter: found, photographed, put right by hand, bound, by keyboard alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import AttachedKind
from desktop.photo.demo_camera import DemoCamera, DemoEvent, Timed
from desktop.photo.paper_views import PageLook
from desktop.ui.context import PageName
from desktop.ui.intake.papers_page import PapersPage
from tests.photo.paper_scenes import corner_error, scene
from tests.ui.intake.steps_desk import desk, new_draft, type_text

PAPERS, SIGN, CHECK = PageName.PAPERS, PageName.SIGN, PageName.CHECK
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture(scope="module")
def scenes():
    return {kind: scene(kind, seed=3) for kind in ("plain", "flat")}


def camera(drawn):
    """A camera that looks at a scene; the noise of two frames is never the same."""
    rng = np.random.default_rng(1)
    grain = [rng.integers(-2, 3, drawn.frame.shape) for _ in range(2)]
    frames = [np.clip(drawn.frame + one, 0, 255).astype(np.uint8) for one in grain]
    return DemoCamera(frames)


def open_page(qtbot, window, **payload):
    application = new_draft(window.services)
    window.show(PAPERS, application_id=application, **payload)
    page = window.pages[PAPERS]
    qtbot.waitUntil(lambda: "Giàng A Páo" in page.title, timeout=20000)
    return application, page


def take(qtbot, window, page, count):
    """Press Space until there are so many pages."""
    if page.item is not None:
        window.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.view.corners is not None, timeout=20000)
    window.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.papers.pages) == count and not page._working, timeout=20000)


def settled(qtbot, page, fits):
    qtbot.waitUntil(lambda: fits() and not page._working, timeout=20000)


def test_a_sheet_is_seen_taken_and_bound_by_keyboard_alone(qtbot, tmp_path, scenes):
    drawn = scenes["plain"]
    device = camera(drawn)
    with desk(tmp_path, PAPERS, camera=lambda: device) as window:
        application, page = open_page(qtbot, window, back=SIGN)
        assert page.action_bar.primary.label == "Chụp trang"
        qtbot.waitUntil(lambda: "Thấy cả tờ giấy" in page.view.instruction, timeout=20000)
        take(qtbot, window, page, 1)
        (kept,) = window.services.papers.of(application).pages
        assert corner_error(np.array(kept.treatment.corners), drawn) < 0.5
        qtbot.waitUntil(lambda: "đọc rõ chưa" in page.view.instruction, timeout=20000)
        assert page.view.image.height() > 300
        take(qtbot, window, page, 2)
        assert page.action_bar.primary.label == "Lưu giấy, 2 trang"
        window.press(Qt.Key.Key_2)
        QTest.keyClick(page, Qt.Key.Key_Tab)
        type_text(page.side.title_field.field, "Giấy xác nhận")
        window.press(Qt.Key.Key_Return)
        settled(qtbot, page, lambda: len(page.papers.papers) == 1)
        (paper,) = window.services.papers.of(application).papers
        assert (paper.kind, paper.title, paper.pages) == (
            AttachedKind.SUPPORTING,
            "Giấy xác nhận",
            2,
        )
        qtbot.waitUntil(lambda: "trang 1/2" in page.view.instruction, timeout=20000)
        window.press(Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: "trang 2/2" in page.view.instruction, timeout=20000)
        assert page.action_bar.primary.label == "Xong"
        window.press(Qt.Key.Key_Return)
        assert window.shown[-1] == (SIGN, {"application_id": application})
        assert page.watcher.wait(5)


def test_where_no_edge_is_seen_the_corners_are_set_by_keys(qtbot, tmp_path, scenes):
    device = camera(scenes["flat"])
    with desk(tmp_path, PAPERS, camera=lambda: device) as window:
        application, page = open_page(qtbot, window)
        qtbot.waitUntil(lambda: "Chưa thấy đủ" in page.view.instruction, timeout=20000)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.view.is_editing, timeout=20000)
        assert page.bars.bars[0].message.title == "Chưa thấy rõ mép giấy."
        before = page.view.corners
        window.press(Qt.Key.Key_3)
        assert page.view.active_corner == 2
        for _ in range(4):
            window.press(Qt.Key.Key_Left, SHIFT)
        window.press(Qt.Key.Key_Up)
        x, y = page.view.corners[2]
        assert x == pytest.approx(before[2][0] - 0.06)
        assert y == pytest.approx(before[2][1] - 0.002 * 1280 / 720)
        assert page.view.corners[0] == before[0]
        assert "dưới phải" in page.view.accessibleDescription()
        assert page.action_bar.primary.label == "Dùng bốn góc này"
        window.press(Qt.Key.Key_Return)
        settled(qtbot, page, lambda: not page.view.is_editing)
        (kept,) = window.services.papers.of(application).pages
        assert kept.treatment.corners[2] == pytest.approx((x * 1280, y * 720), abs=0.1)
        assert page.bars.bars == []


def test_corners_are_dragged_by_mouse_and_stay_inside(qtbot, tmp_path, scenes):
    device = camera(scenes["plain"])
    with desk(tmp_path, PAPERS, camera=lambda: device) as window:
        _application, page = open_page(qtbot, window)
        take(qtbot, window, page, 1)
        window.press(Qt.Key.Key_F6)
        qtbot.waitUntil(lambda: page.view.is_editing, timeout=20000)
        view = page.view
        rect, (x, y) = view._picture_rect(), view.corners[0]
        start = QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()).toPoint()
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(view, left, pos=start + QPoint(4, -3))
        QTest.mouseMove(view, start + QPoint(40, 30))
        assert view.corners[0][0] == pytest.approx(x + 40 / rect.width(), abs=0.01)
        assert view.corners[0][1] == pytest.approx(y + 30 / rect.height(), abs=0.01)
        QTest.mouseMove(view, QPoint(-50, -50))
        assert view.corners[0] == (0.0, 0.0)
        QTest.mouseRelease(view, left, pos=QPoint(-50, -50))
        QTest.mouseMove(view, start)
        assert view.corners[0] == (0.0, 0.0), "a corner that was let go stays"
        QTest.mouseClick(view, left, pos=rect.center().toPoint())
        assert view.active_corner == 0
        window.press(Qt.Key.Key_Escape)
        assert not view.is_editing
        assert window.here is PAPERS, "Esc gives up the corners first"
        assert page.papers.pages[0].treatment.corners[0][0] > 1


def test_pages_are_turned_changed_moved_removed_and_taken_back(qtbot, tmp_path, scenes):
    device = camera(scenes["plain"])
    with desk(tmp_path, PAPERS, camera=lambda: device) as window:
        application, page = open_page(qtbot, window)
        take(qtbot, window, page, 1)
        window.press(Qt.Key.Key_R, CTRL)
        settled(qtbot, page, lambda: page.papers.pages[0].treatment.turns == 1)
        window.press(Qt.Key.Key_B, CTRL)
        settled(qtbot, page, lambda: page.papers.pages[0].treatment.look is PageLook.GREY)
        assert page.buttons.look.label == "Xám"
        take(qtbot, window, page, 2)
        first, second = page.papers.pages
        assert (second.treatment.turns, second.treatment.look) == (1, PageLook.GREY), "as before"
        window.press(Qt.Key.Key_Up, ALT)
        settled(qtbot, page, lambda: page.papers.pages[0].page_id == second.page_id)
        assert page.item.page_id == second.page_id, "the moved page stays chosen"
        window.press(Qt.Key.Key_Delete)
        settled(qtbot, page, lambda: len(page.papers.pages) == 1)
        assert window.toasts == ["Đã bỏ Trang 1."]
        window.undo()
        settled(qtbot, page, lambda: len(page.papers.pages) == 2)
        assert [one.treatment for one in window.services.papers.of(application).pages] == [
            second.treatment,
            first.treatment,
        ]


def test_a_paper_is_taken_off_and_comes_back(qtbot, tmp_path, scenes):
    device = camera(scenes["plain"])
    with desk(tmp_path, PAPERS, camera=lambda: device) as window:
        application, page = open_page(qtbot, window)
        take(qtbot, window, page, 1)
        window.press(Qt.Key.Key_Return)
        settled(qtbot, page, lambda: len(page.papers.papers) == 1)
        assert not page.buttons.turn.isVisible(), "what is bound is not changed any more"
        window.press(Qt.Key.Key_Delete)
        settled(qtbot, page, lambda: page.papers.papers == ())
        assert window.services.papers.of(application).papers == ()
        window.undo()
        settled(qtbot, page, lambda: len(page.papers.papers) == 1)


def test_pages_wait_for_the_next_start_of_the_program(qtbot, tmp_path, scenes):
    device = camera(scenes["plain"])
    with desk(tmp_path, PAPERS, CHECK, camera=lambda: device) as window:
        application, page = open_page(qtbot, window)
        take(qtbot, window, page, 1)
        window.show(CHECK, application_id=application)
        line = window.pages[CHECK].side.papers
        qtbot.waitUntil(line.waiting.isVisible, timeout=20000)
        assert line.words.text() == "1 trang"
        window.pages[PAPERS] = PapersPage(window.context)
        window.addWidget(window.pages[PAPERS])
        window.press(Qt.Key.Key_G, CTRL)
        again = window.pages[PAPERS]
        assert window.here is PAPERS
        qtbot.waitUntil(lambda: len(again.papers.pages) == 1, timeout=20000)
        assert again.action_bar.primary.label == "Lưu giấy, 1 trang"
        window.press(Qt.Key.Key_Return)
        settled(qtbot, again, lambda: len(again.papers.papers) == 1)
        window.press(Qt.Key.Key_Return)
        assert window.here is CHECK
        qtbot.waitUntil(lambda: not line.picture.image.isNull(), timeout=20000)
        assert not line.waiting.isVisible()
        assert again.watcher.wait(5)


def test_without_a_camera_a_file_does(qtbot, tmp_path, scenes):
    drawn = scenes["plain"]
    file = tmp_path / "don.jpg"
    cv2.imwrite(str(file), drawn.frame)
    with desk(tmp_path, PAPERS) as window:
        application, page = open_page(qtbot, window)
        qtbot.waitUntil(lambda: "Chưa thấy máy ảnh" in page.view.trouble, timeout=20000)
        window.press(Qt.Key.Key_Space)
        QTest.qWait(50)
        assert page.papers.pages == ()
        page.use_file(file)
        settled(qtbot, page, lambda: len(page.papers.pages) == 1)
        (kept,) = window.services.papers.of(application).pages
        assert corner_error(np.array(kept.treatment.corners), drawn) < 0.5
        broken = tmp_path / "hong.jpg"
        broken.write_bytes(b"\xff\xd8\xff\xe0 cut")
        page.use_file(broken)
        qtbot.waitUntil(lambda: page.bars.bars != [], timeout=20000)
        assert "hong.jpg" in page.bars.bars[0].message.title
        assert len(page.papers.pages) == 1


def test_a_camera_that_is_pulled_out_is_told_and_comes_back(qtbot, tmp_path, scenes):
    frames = camera(scenes["plain"])._source
    device = DemoCamera(frames, [Timed(0.8, DemoEvent.UNPLUG), Timed(1.6, DemoEvent.PLUG)])
    with desk(tmp_path, PAPERS, camera=lambda: device) as window:
        _application, page = open_page(qtbot, window)
        qtbot.waitUntil(lambda: page.view.trouble.startswith("Mất tín hiệu"), timeout=20000)
        assert not page.panel.sees
        qtbot.waitUntil(lambda: page.panel.sees and page.view.trouble == "", timeout=20000)


def test_papers_are_reached_from_signing_and_back(qtbot, tmp_path):
    with desk(tmp_path, SIGN, PAPERS) as window:
        application = new_draft(window.services)
        window.show(SIGN, application_id=application, again=True)
        window.press(Qt.Key.Key_G, CTRL)
        assert window.here is PAPERS
        window.press(Qt.Key.Key_F7)
        assert window.shown[-1] == (SIGN, {"application_id": application, "again": True})
        assert QApplication.focusWidget() is window.pages[SIGN].pad
