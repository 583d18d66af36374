"""Reading a card without a scanner: by the camera, from a picture, from the lines of the back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from desktop.identity.aiming import Aim, words
from desktop.identity.mrz import check_digit
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.ui.context import PageName
from tests import factories
from tests.identity.test_qr_image import photo, saved
from tests.ui.intake.finding_desk import finding_desk

EMPTY = np.random.default_rng(3).normal(120, 3, (720, 1280, 3)).clip(0, 255).astype(np.uint8)
NUMBER = factories.CARD.split("|")[0]


def back_of(number: str) -> tuple[str, str, str]:
    """Make the three lines of an invented card."""
    first = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<{check_digit(number)}"
    birth, expiry = "850214", "450214"
    second = f"{birth}{check_digit(birth)}M{expiry}{check_digit(expiry)}VNM" + "<" * 11
    covered = first[5:30] + second[:7] + second[8:15] + second[18:29]
    return first, second + check_digit(covered), "GIANG<<A<PAO".ljust(30, "<")


def test_a_card_before_the_camera_opens_its_person(qtbot: Any, tmp_path: Path) -> None:
    camera = DemoCamera([EMPTY])
    with finding_desk(tmp_path, camera=lambda: camera) as window:
        window.show(PageName.FIND)
        window.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        assert window.here is PageName.CARD
        page = window.page
        qtbot.waitUntil(lambda: not page.view.image.isNull(), timeout=10_000)
        assert page.view.instruction == words(Aim.SHOW)
        threads: list[bool] = []
        page.camera.card_read.connect(
            lambda _card: threads.append(QThread.currentThread().isMainThread())
        )
        camera.show([photo(factories.CARD, 170, blur=0.6)])
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE, timeout=10_000)
        assert threads == [True]
        assert not page.camera.is_running
        _, payload = window.shown[-1]
        assert payload["card"].personal_id == NUMBER
        assert payload["card"].source == "qr"
        assert payload["card"].certain


def test_how_to_hold_the_card_is_said(qtbot: Any, tmp_path: Path) -> None:
    camera = DemoCamera([photo(factories.CARD, 84, blur=1.6)])
    with finding_desk(tmp_path, camera=lambda: camera) as window:
        window.show(PageName.CARD)
        page = window.page
        qtbot.waitUntil(lambda: page.view.instruction == words(Aim.NEARER), timeout=10_000)
        camera.show([EMPTY // 10])
        qtbot.waitUntil(lambda: page.view.instruction == words(Aim.DARK), timeout=10_000)


def test_another_code_is_refused_and_the_camera_goes_on(qtbot: Any, tmp_path: Path) -> None:
    camera = DemoCamera([photo("https://example.org/<b>%s</b>", 200)])
    with finding_desk(tmp_path, camera=lambda: camera) as window:
        window.show(PageName.CARD)
        qtbot.waitUntil(lambda: bool(window.bars()), timeout=10_000)
        assert "không phải mã QR của thẻ" in window.bars()[0]
        assert not any("<b>" in text for text in window.bars())
        camera.show([photo(factories.CARD, 200)])
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE, timeout=10_000)


def test_without_a_camera_the_other_ways_are_there(qtbot: Any, tmp_path: Path) -> None:
    with finding_desk(tmp_path) as window:
        window.show(PageName.CARD)
        page = window.page
        qtbot.waitUntil(lambda: "Chưa có máy ảnh" in page.view.trouble, timeout=10_000)
        assert page.ways.file.isVisible()
        QTest.keyClick(page, Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page.is_typing)


def test_a_lost_camera_is_said_and_comes_back(qtbot: Any, tmp_path: Path) -> None:
    camera = DemoCamera([EMPTY])
    with finding_desk(tmp_path, camera=lambda: camera) as window:
        window.show(PageName.CARD)
        page = window.page
        qtbot.waitUntil(lambda: not page.view.image.isNull(), timeout=10_000)
        camera.trigger(DemoEvent.UNPLUG)
        qtbot.waitUntil(lambda: bool(page.view.trouble), timeout=10_000)
        camera.trigger(DemoEvent.PLUG)
        camera.show([photo(factories.CARD, 200)])
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE, timeout=15_000)


def test_a_picture_file_can_be_dropped(qtbot: Any, tmp_path: Path) -> None:
    file = saved(tmp_path, photo(factories.CARD, 220))
    with finding_desk(tmp_path) as window:
        window.show(PageName.CARD)
        page = window.page
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        none = Qt.KeyboardModifier.NoModifier
        action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(QPointF(5, 5).toPoint(), action, data, left, none)
        page.dragEnterEvent(enter)
        assert enter.isAccepted()
        page.dropEvent(QDropEvent(QPointF(5, 5), action, data, left, none))
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE, timeout=10_000)


def test_a_picture_without_a_card_is_said(qtbot: Any, tmp_path: Path) -> None:
    file = saved(tmp_path, EMPTY)
    with finding_desk(tmp_path) as window:
        window.show(PageName.CARD)
        window.page.use_file(file)
        qtbot.waitUntil(lambda: bool(window.bars()), timeout=10_000)
        assert "Không thấy mã QR" in window.bars()[0]


def test_leaving_lets_the_camera_go(qtbot: Any, tmp_path: Path) -> None:
    camera = DemoCamera([EMPTY])
    with finding_desk(tmp_path, camera=lambda: camera) as window:
        window.show(PageName.CARD)
        page = window.page
        qtbot.waitUntil(lambda: not page.view.image.isNull(), timeout=10_000)
        window.press(Qt.Key.Key_F7)
        assert window.here is PageName.FIND
        assert page.camera.wait(10)
        assert not camera._open


class TestTheBack:
    """Typing the three lines, by keyboard alone."""

    def test_the_lines_of_the_back_find_the_person(self, qtbot: Any, tmp_path: Path) -> None:
        with finding_desk(tmp_path) as window:
            window.show(PageName.CARD)
            page = window.page
            QTest.keyClick(page, Qt.Key.Key_2)
            qtbot.waitUntil(lambda: page.is_typing)
            primary = page.action_bar.primary
            assert not primary.isEnabled()
            for line in back_of(NUMBER):
                window.type(line.lower().replace("<", " "))
            assert page.form.texts == back_of(NUMBER)
            assert page.form.words == "Các số kiểm tra đều khớp."
            assert primary.isEnabled()
            page._opened = 0.0
            window.press(Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: window.here is PageName.COMPARE, timeout=10_000)
            assert window.shown[-1][1]["card"].source == "mrz"

    @pytest.mark.parametrize(
        ("line", "place", "sign", "said"),
        [
            (0, 20, "X", "Dòng 1, ô 21: phải là chữ số, đang là X."),
            (0, 8, "O", "Có phải số 0?"),
            (1, 7, "X", "M là nam, F là nữ"),
            (2, 3, "7", "chỉ có chữ cái"),
            (0, 0, "P", "phải là I"),
        ],
    )
    def test_a_sign_that_cannot_stand_there_is_named(
        self, tmp_path: Path, line: int, place: int, sign: str, said: str
    ) -> None:
        lines = list(back_of(NUMBER))
        lines[line] = lines[line][:place] + sign + lines[line][place + 1 :]
        with finding_desk(tmp_path, people=False) as window:
            window.show(PageName.CARD)
            page = window.page
            page.ways.back.click()
            for edit, text in zip(page.form.lines, lines, strict=True):
                edit.setFocus()
                window.type(text)
            assert said in page.form.words
            assert not page.action_bar.primary.isEnabled()

    def test_a_wrong_digit_names_its_group(self, tmp_path: Path) -> None:
        first, second, _ = back_of(NUMBER)
        with finding_desk(tmp_path, people=False) as window:
            window.show(PageName.CARD)
            page = window.page
            page.ways.back.click()
            window.type(first[:20] + str((int(first[20]) + 1) % 10) + first[21:])
            assert "đủ 12 số định danh có chỗ sai" in page.form.words
            page.form.lines[0].clear()
            page.form.lines[0].setFocus()
            window.type(first)
            window.type(second[:6] + str((int(second[6]) + 1) % 10))
            assert "ngày sinh" in page.form.words

    def test_nothing_typed_stays_behind(self, tmp_path: Path) -> None:
        with finding_desk(tmp_path, people=False) as window:
            window.show(PageName.CARD)
            page = window.page
            page.ways.back.click()
            window.type("idvnm085")
            window.press(Qt.Key.Key_F7)
            assert not page.is_typing
            window.press(Qt.Key.Key_F7)
            assert window.here is PageName.FIND
            assert page.form.texts == ("", "", "")


def test_frames_are_looked_at_beside_the_window(qtbot: Any, tmp_path: Path) -> None:
    """Keys are answered while every frame costs the reader all it can cost."""
    rng = np.random.default_rng(5)
    hard = cv2.resize(rng.integers(0, 255, (360, 640, 3), np.uint8), (1280, 720))
    camera = DemoCamera([hard, hard[::-1].copy()], fps=30)
    with finding_desk(tmp_path, camera=lambda: camera) as window:
        window.show(PageName.CARD)
        page = window.page
        qtbot.waitUntil(lambda: not page.view.image.isNull(), timeout=10_000)
        page.ways.back.click()
        window.type("idvnm")
        assert page.form.texts[0] == "IDVNM"
