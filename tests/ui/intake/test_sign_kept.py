"""Step 4 loses nothing: strokes and reasons are kept while they are given."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.errors import DiskFullError
from desktop.common.vocabulary import CannotSign, Step
from desktop.ui.intake.sign_page import SignPage
from tests.ui.intake.pad_hands import (
    CHECK,
    PHOTO,
    SIGN,
    by_finger,
    by_mouse,
    by_pen,
    drawn,
    kept,
    open_page,
    points,
    restarted,
    stand_by,
)
from tests.ui.intake.steps_desk import desk, new_draft, type_text


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
