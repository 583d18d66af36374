"""Times and pressures of a signature, and its replay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.intake.pad_hands import (
    CHECK,
    SIGN,
    by_finger,
    by_mouse,
    by_pen,
    drawn,
    kept,
    open_page,
    points,
    restarted,
)
from tests.ui.intake.steps_desk import desk


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
