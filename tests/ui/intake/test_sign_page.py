"""Step 4 with a mouse, a pen and a finger, and without any of them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.common.vocabulary import CannotSign, Step
from desktop.ui import theme
from desktop.ui.feedback import Message
from tests.ui.intake.pad_hands import (
    CHECK,
    PHOTO,
    SIGN,
    by_finger,
    by_mouse,
    by_pen,
    open_page,
    points,
    stand_by,
)
from tests.ui.intake.steps_desk import desk, new_draft, type_text


@pytest.mark.parametrize("hand", [by_mouse, by_pen, by_finger])
def test_a_signature_by_any_hand_is_kept_trimmed_and_transparent(qtbot, tmp_path, hand):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        assert page.title == "Mời ông Giàng A Páo ký vào khung"
        window.press(Qt.Key.Key_Return)
        assert window.here is SIGN
        assert not page.action_bar.primary.isEnabled()
        hand(page.pad, points(page.pad))
        assert len(page.pad.strokes) == 1
        assert len(page.pad.strokes[0]) > 30
        assert page.state.text == "Đã nhận chữ ký"
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        draft = window.draft(application)
        assert draft.step is Step.CHECK
        assert draft.signature is not None
        picture = Image.open(io.BytesIO(draft.signature))
        assert (picture.mode, "transparency" in picture.info) == ("P", True)
        picture = picture.convert("RGBA")
        assert picture.width == 600
        assert 60 < picture.height <= 300
        alpha = np.asarray(picture)[..., 3]
        assert alpha[0].max() == 0  # a margin all around
        assert alpha[:, 0].max() == 0
        assert 0.01 < (alpha > 128).mean() < 0.2
        ink = np.asarray(picture)[alpha > 250][0]
        assert ink[2] > ink[0] + 40  # dark blue


@pytest.mark.parametrize("slip", [0.0, 5.0, 20.0])
def test_a_dot_is_no_signature(qtbot, tmp_path, slip):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(
            page.pad, [QPointF(100, 100), QPointF(100 + slip / 2, 100), QPointF(100 + slip, 100)]
        )
        assert len(page.pad.strokes) == 1
        assert not page.action_bar.primary.isEnabled()
        assert page.action_bar.primary.toolTip() == "Nét quá ngắn, mời ký cả tên"
        window.press(Qt.Key.Key_Return)
        qtbot.wait(100)
        assert window.here is SIGN
        assert window.draft(application).signature is None


def test_backspace_gives_clean_paper(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        window.press(Qt.Key.Key_Backspace)
        assert page.pad.strokes == ()
        assert not page.action_bar.primary.isEnabled()


def test_strokes_wait_for_their_own_person_only(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        window.show(PHOTO, application_id=application)
        window.show(SIGN, application_id=application)
        assert len(page.pad.strokes) == 1
        other = new_draft(window.services, full_name="Lò Văn Hặc", personal_id="014078009999")
        window.show(SIGN, application_id=other)
        assert page.pad.strokes == ()


def test_an_accepted_signature_is_shown_and_can_be_kept(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        first = window.draft(application).signature
        window.show(SIGN, application_id=application)
        qtbot.waitUntil(lambda: page.action_bar.primary.label == "Giữ chữ ký này", timeout=20000)
        assert not page.kept.image.isNull()
        window.press(Qt.Key.Key_Return)
        assert window.here is CHECK
        assert window.draft(application).signature == first


def test_the_strokes_keep_their_shape_in_another_window_size(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        before = page.pad.strokes[0]
        wide = page.pad.width()
        window.resize(1000, 560)
        qtbot.waitUntil(lambda: page.pad.width() < wide, timeout=5000)
        after = page.pad.strokes[0]
        assert after[-1].x() < page.pad.width()
        was = (before[-1].x() - before[0].x()) / (before[5].x() - before[0].x())
        now = (after[-1].x() - after[0].x()) / (after[5].x() - after[0].x())
        assert now == pytest.approx(was, rel=0.01)


def test_who_cannot_sign_has_a_reason_and_a_witness(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        window.press(Qt.Key.Key_F6)
        assert page.action_bar.primary.toolTip() == "Chọn một lý do"
        window.press(Qt.Key.Key_3)
        assert page.action_bar.primary.toolTip() == "Ghi người làm chứng"
        window.press(Qt.Key.Key_Return)
        assert window.draft(application).sign_exception is None
        type_text(QApplication.focusWidget(), "Lò Văn Sáng 1")
        stand_by(page)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        exception = window.draft(application).sign_exception
        assert exception is not None
        assert exception.reason is CannotSign.ILLITERATE
        assert exception.witness == "Lò Văn Sáng 1"
        assert window.draft(application).signature is None


def test_f6_again_goes_back_to_the_pad(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        window.press(Qt.Key.Key_F6)
        window.press(Qt.Key.Key_F6)
        assert page.action_bar.primary.label == "Nhận chữ ký"
        assert page.action_bar.primary.isEnabled()


def test_a_second_finger_does_not_draw(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        device = QTest.createTouchDevice()
        path = [point.toPoint() for point in points(page.pad)]
        touch = QTest.touchEvent(page.pad, device)
        touch.press(0, path[0], page.pad).commit()
        touch.move(0, path[1], page.pad).press(1, path[40], page.pad).commit()
        for point in path[2:]:
            touch.move(0, point, page.pad).move(1, path[40], page.pad).commit()
        touch.stationary(0).release(1, path[40], page.pad).commit()
        assert page.pad.is_drawing
        touch.release(0, path[-1], page.pad).commit()
        assert len(page.pad.strokes) == 1
        assert page.pad.strokes[0][-1].x() == pytest.approx(path[-1].x(), abs=2)


def test_the_statement_names_the_person(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        words = page.read_panel.quote.words.text()
        assert "Tôi là Giàng A Páo, sinh 12/03/1978, sinh hoạt tại Chi bộ bản Nà Sang." in words
        assert "xác nhận đúng với giấy tờ của tôi" in words


@pytest.mark.parametrize("reasons", [False, True])
def test_nothing_scrolls_on_a_small_screen(qtbot, tmp_path, dressed_app, reasons):
    with desk(tmp_path, SIGN) as window:
        theme.apply_theme(dressed_app, compact=True)
        window.resize(1093, 534)
        _application, page = open_page(qtbot, window)
        if reasons:
            window.press(Qt.Key.Key_F6)
        qtbot.wait(50)
        assert page._scroll.verticalScrollBar().maximum() == 0
        assert page.read_panel.button.isVisible() is not reasons


def test_nothing_scrolls_away_when_a_bar_stands_above(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        window.resize(1366, 768)
        _, page = open_page(qtbot, window)
        text = "Nét ký bị cụt, mời ký lại cả tên."
        page.bars.show_message(Message("warn", "Chữ ký chưa đạt, ký lại.", text))
        qtbot.waitUntil(lambda: bool(page.bars.bars))
        qtbot.wait(50)
        area = page.findChild(QScrollArea)
        assert area.verticalScrollBar().maximum() == 0
        assert not page.read_panel.note.isVisible()
        page.bars.clear()
        qtbot.wait(50)
        assert page.read_panel.note.isVisible()
