"""Step 4 with a mouse, a pen and a finger, and without any of them."""

from __future__ import annotations

import io
import math
import threading

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.common.errors import DiskFullError
from desktop.common.vocabulary import CannotSign, Step
from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.feedback import Message
from desktop.ui.intake.sign_page import SignPage
from tests.ui.intake.steps_desk import desk, new_draft, type_text

PEN_CLOCK = 5_000_000  # ms; drivers count from the start of the machine
SIGN, CHECK, PHOTO = PageName.SIGN, PageName.CHECK, PageName.PHOTO


def points(pad, count=60):
    """A wave across the middle of the pad."""
    for step in range(count):
        part = step / (count - 1)
        yield QPointF(
            pad.width() * (0.3 + 0.4 * part), pad.height() * (0.5 + 0.15 * math.sin(12 * part))
        )


def by_mouse(pad, path):
    path = list(path)
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(path) - 2)]
    kinds.append(QEvent.Type.MouseButtonRelease)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, point in zip(kinds, path, strict=True):
        button = none if kind is QEvent.Type.MouseMove else left
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        place = pad.mapToGlobal(point)
        event = QMouseEvent(kind, point, place, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pad, event)


def by_pen(pad, path, *, pressures=lambda _part: 0.6, pace=0):
    """Draw with a pen: `pressures` of the share done; a point every `pace` ms by the driver."""
    path = list(path)
    device = QPointingDevice(
        "stylus",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
    )
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(path) - 2)]
    kinds.append(QEvent.Type.TabletRelease)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for number, (kind, point) in enumerate(zip(kinds, path, strict=True)):
        button = none if kind is QEvent.Type.TabletMove else left
        held = none if kind is QEvent.Type.TabletRelease else left
        lifted = kind is QEvent.Type.TabletRelease
        event = QTabletEvent(
            kind,
            device,
            point,
            pad.mapToGlobal(point),
            0.0 if lifted else pressures(number / (len(path) - 1)),
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            Qt.KeyboardModifier.NoModifier,
            button,
            held,
        )
        if pace:
            event.setTimestamp(PEN_CLOCK + pace * number)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()  # or Qt would send a mouse event as well


def by_finger(pad, path):
    path = [point.toPoint() for point in path]
    device = QTest.createTouchDevice()
    touch = QTest.touchEvent(pad, device)
    touch.press(0, path[0], pad).commit()
    for point in path[1:-1]:
        touch.move(0, point, pad).commit()
    touch.release(0, path[-1], pad).commit()


def open_page(qtbot, window, **payload):
    application = new_draft(window.services)
    window.show(SIGN, application_id=application, **payload)
    page = window.pages[SIGN]
    qtbot.waitUntil(lambda: "Giàng A Páo" in page.title, timeout=20000)
    return application, page


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


def stand_by(page):
    """Say what the witness is to the person and let them sign."""
    side = page.witness_side
    assert page.action_bar.primary.toolTip() == "Chọn người làm chứng là gì của người này"
    side.relation.setFocus()
    QTest.keyClick(side.relation, Qt.Key.Key_Down)  # the first: a relative
    assert page.action_bar.primary.toolTip() == "Chờ chữ ký thứ hai"
    by_mouse(side.pad, points(side.pad))
    assert page.action_bar.primary.isEnabled()


def restarted(qtbot, window, application, **payload):
    """The page as the next start of the program makes it: with what is in the store alone."""
    window.show(PHOTO)
    window.pages[SIGN] = SignPage(window.context)
    window.addWidget(window.pages[SIGN])
    window.show(SIGN, application_id=application, **payload)
    page = window.pages[SIGN]
    qtbot.waitUntil(lambda: page._is_shown, timeout=20000)
    return page


def kept(qtbot, window, application, fits):
    """Wait until the store holds what is expected, without leaving the page."""
    unfinished = window.services.unfinished
    qtbot.waitUntil(lambda: fits(unfinished.signing(application)), timeout=20000)


def test_a_page_waits_for_what_is_still_being_written(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, _page = open_page(qtbot, window)
        window.press(Qt.Key.Key_F6)
        window.press(Qt.Key.Key_3)
        type_text(QApplication.focusWidget(), "Lò Văn Sáng")
        gate = threading.Event()
        window.context.tasks.change(lambda: gate.wait(20))  # the writer has its hands full
        window.show(PHOTO)  # leaving asks for the write, behind that
        window.pages[SIGN] = page = SignPage(window.context)
        window.addWidget(page)
        window.show(SIGN, application_id=application)
        qtbot.wait(300)
        assert not page._is_shown
        gate.set()
        qtbot.waitUntil(lambda: page._is_shown, timeout=20000)
        assert page.reason_panel.witness_name == "Lò Văn Sáng"


def drawn(count):
    return lambda signing: signing is not None and len(signing.strokes) == count


@pytest.mark.parametrize("hand", [by_mouse, by_pen, by_finger])
def test_each_stroke_is_kept_and_drawn_again_after_a_restart(qtbot, tmp_path, hand):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        hand(page.pad, points(page.pad))
        kept(qtbot, window, application, drawn(1))
        hand(page.pad, list(points(page.pad))[:20])
        kept(qtbot, window, application, drawn(2))
        assert page.action_bar._saved.text() != ""
        draft = window.draft(application)
        assert (draft.step, draft.signature) == (Step.SIGN, None)
        before = page.pad.strokes
        again = restarted(qtbot, window, application)
        assert [len(stroke) for stroke in again.pad.strokes] == [len(one) for one in before]
        for one, other in zip(before[0], again.pad.strokes[0], strict=True):
            assert (one - other).manhattanLength() < 0.2
        assert again.state.text == "Đã nhận chữ ký"
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        assert window.draft(application).signature is not None
        assert window.services.unfinished.signing(application) is None


def test_strokes_come_back_in_their_shape_on_another_screen(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        kept(qtbot, window, application, drawn(1))
        window.resize(1000, 560)
        again = restarted(qtbot, window, application)
        wide, shape = page.pad.strokes[0], again.pad.strokes[0]
        assert all(0 < p.x() < again.pad.width() for p in shape)
        assert all(0 < p.y() < again.pad.height() for p in shape)
        was = (wide[-1].x() - wide[0].x()) / (wide[15].y() - wide[0].y())
        now = (shape[-1].x() - shape[0].x()) / (shape[15].y() - shape[0].y())
        assert now == pytest.approx(was, rel=0.02)


def test_clean_paper_stays_clean_after_a_restart(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        kept(qtbot, window, application, drawn(1))
        window.press(Qt.Key.Key_Backspace)
        kept(qtbot, window, application, lambda signing: signing is None)
        assert restarted(qtbot, window, application).pad.strokes == ()


def test_a_new_signature_that_was_not_accepted_comes_before_the_old_one(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        window.show(SIGN, application_id=application, again=True)
        qtbot.waitUntil(lambda: page._is_shown, timeout=20000)
        by_mouse(page.pad, points(page.pad))
        by_mouse(page.pad, points(page.pad))
        kept(qtbot, window, application, drawn(2))
        assert window.draft(application).step is Step.SIGN, "the next start comes here"
        again = restarted(qtbot, window, application)
        assert again.left.currentWidget() is again.pad
        assert len(again.pad.strokes) == 2


def test_reason_and_witness_are_kept_while_they_are_given(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, _page = open_page(qtbot, window)
        window.press(Qt.Key.Key_F6)
        kept(qtbot, window, application, lambda signing: signing is not None and signing.asked)
        window.press(Qt.Key.Key_3)
        type_text(QApplication.focusWidget(), "Lò Văn Sá")
        kept(qtbot, window, application, lambda signing: signing.witness == "Lò Văn Sá")
        type_text(QApplication.focusWidget(), "ng")
        again = restarted(qtbot, window, application)  # leaving writes what waits
        assert not again.reason_panel.isHidden()
        assert again.reason_panel.reason is CannotSign.ILLITERATE
        assert again.reason_panel.witness_name == "Lò Văn Sáng"
        assert window.draft(application).sign_exception is None
        stand_by(again)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        exception = window.draft(application).sign_exception
        assert exception is not None
        assert (exception.reason, exception.witness) == (CannotSign.ILLITERATE, "Lò Văn Sáng")
        assert window.services.unfinished.signing(application) is None


def test_the_reason_of_one_person_is_not_shown_to_the_next(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        window.press(Qt.Key.Key_F6)
        window.press(Qt.Key.Key_3)
        type_text(QApplication.focusWidget(), "Lò Văn Sáng")
        other = new_draft(window.services, full_name="Lò Văn Hặc", personal_id="014078009999")
        window.show(SIGN, application_id=other)
        qtbot.waitUntil(lambda: page._is_shown, timeout=20000)
        assert page.reason_panel.isHidden()
        window.press(Qt.Key.Key_F6)
        assert page.reason_panel.reason is None
        assert page.reason_panel.witness_name == ""


def test_what_is_drawn_before_the_store_answers_is_added_to_what_it_kept(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        kept(qtbot, window, application, drawn(1))
        window.show(PHOTO)
        window.pages[SIGN] = SignPage(window.context)
        window.addWidget(window.pages[SIGN])
        window.show(SIGN, application_id=application)
        again = window.pages[SIGN]
        by_mouse(again.pad, list(points(again.pad))[:30])
        assert not again._is_shown, "no event was handled yet"
        kept(qtbot, window, application, drawn(2))
        assert len(again.pad.strokes) == 2


def test_a_store_that_refuses_says_so_and_gets_the_strokes_later(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        refused = [DiskFullError("Hết chỗ trên ổ đĩa.", "Dọn bớt tệp.")]
        write = page.unfinished._write

        def full_once(key, value):
            if refused:
                raise refused.pop()
            return write(key, value)

        page.unfinished._write = full_once
        by_mouse(page.pad, points(page.pad))
        qtbot.waitUntil(lambda: bool(page.bars.bars), timeout=20000)
        assert len(page.pad.strokes) == 1
        window.show(PHOTO)
        kept(qtbot, window, application, drawn(1))


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


def test_a_pen_gives_times_and_pressures_and_they_are_kept(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_pen(page.pad, points(page.pad), pressures=lambda part: 0.2 + 0.6 * part, pace=8)
        (stroke,) = page.pad.pen_strokes
        assert stroke[0].at == 0
        assert stroke[-1].at == pytest.approx(8 * 59, abs=16)
        assert stroke[0].pressure == pytest.approx(0.2)
        assert stroke[-1].pressure == pytest.approx(0.8, abs=0.05), "lifting is not pressing"
        kept(qtbot, window, application, drawn(1))
        again = restarted(qtbot, window, application)
        assert [p.at for p in again.pad.pen_strokes[0]] == [p.at for p in stroke]
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        (back,) = window.services.intake.signature_strokes(application)
        assert [p.at for p in back] == [p.at for p in stroke]
        assert back[10].pressure == pytest.approx(stroke[10].pressure, abs=0.001)


@pytest.mark.parametrize("hand", [by_mouse, by_finger])
def test_mouse_and_finger_give_times(qtbot, tmp_path, hand):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        hand(page.pad, list(points(page.pad))[:20])
        qtbot.wait(30)
        hand(page.pad, list(points(page.pad))[:20])
        first, second = page.pad.pen_strokes
        assert first[0].at == 0
        assert [p.at for p in first] == sorted(p.at for p in first)
        assert second[0].at >= first[-1].at + 20


def test_the_replay_draws_what_was_signed_and_gives_the_pad_back(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        _application, page = open_page(qtbot, window)
        assert not page.paper.replay_button.isVisible(), "there is nothing to replay"
        by_pen(page.pad, points(page.pad), pace=8)
        by_pen(page.pad, list(points(page.pad))[:20], pace=8)
        window.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        replay = page.paper.replay
        assert page.left.currentWidget() is replay
        assert replay.is_playing
        assert page.state.isVisible(), "it still counts as signed"
        replay._timer.stop()
        inks, seen = [], []
        for moment in (0, 200, 600, 2000):
            replay.show_moment(moment)
            seen.append([len(stroke) for stroke in replay.drawn])
            image = replay.grab().toImage()
            inks.append(
                sum(
                    image.pixelColor(x, y).blue() > image.pixelColor(x, y).red() + 40
                    for x in range(10, image.width() - 10, 3)
                    for y in range(10, image.height() - 10, 3)
                )
            )
        assert seen[0] == [1]
        assert seen[1][0] in range(20, 30)
        assert seen[3] == [len(stroke) for stroke in page.pad.pen_strokes]
        assert inks[0] < inks[1] < inks[3]
        replay._timer.start()
        qtbot.waitUntil(lambda: page.left.currentWidget() is page.pad, timeout=20000)
        assert len(page.pad.strokes) == 2


def test_an_accepted_signature_can_be_replayed_and_a_click_ends_it(qtbot, tmp_path):
    with desk(tmp_path, SIGN) as window:
        application, page = open_page(qtbot, window)
        by_mouse(page.pad, points(page.pad))
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        window.show(SIGN, application_id=application)
        qtbot.waitUntil(lambda: page.action_bar.primary.label == "Giữ chữ ký này", timeout=20000)
        page.paper.replay_button.click()
        assert page.left.currentWidget() is page.paper.replay
        QTest.mouseClick(page.paper.replay, Qt.MouseButton.LeftButton)
        assert page.left.currentWidget() is page.kept
        page.paper.replay_button.click()
        window.press(Qt.Key.Key_Return)
        assert window.here is CHECK, "Enter keeps the signature also while it is replayed"


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
