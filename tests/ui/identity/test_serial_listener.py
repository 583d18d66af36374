"""The serial scanner as the window hears it."""

from __future__ import annotations

import os
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from desktop.ui.identity.card_ear import CardEar
from desktop.ui.identity.ear_choice import EarChoice
from desktop.ui.identity.serial_listener import SerialListener

pytest.importorskip("tty")
CARD = "014085012345|050123456|Nguyễn Văn An|14021985|Nam|Xím Vàng, Bắc Yên, Sơn La|01062021"


class Terminal:
    """One pseudo-terminal under a name that stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        path.symlink_to(os.ttyname(self._slave))

    def pull_out(self) -> None:
        self.path.unlink()
        os.close(self._slave)
        os.close(self.master)


@pytest.fixture
def ear(qtbot: Any) -> Iterator[CardEar]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    ear = CardEar(app, serial=SerialListener(app, retry=0.05, patience=60))
    yield ear
    ear.remove()
    assert ear.wait()
    ear.deleteLater()


def test_a_card_arrives_on_the_gui_thread(qtbot: Any, ear: CardEar, tmp_path: Path) -> None:
    plug = Terminal(tmp_path / "tty0")
    threads: list[bool] = []
    ear.scanned.connect(lambda _text: threads.append(QThread.currentThread().isMainThread()))
    ear.follow(EarChoice(str(plug.path), 9600))
    qtbot.waitUntil(lambda: ear.serial.is_listening)
    with qtbot.waitSignal(ear.scanned) as heard:
        os.write(plug.master, CARD.encode() + b"\r\n")
    assert heard.args[0].strip() == CARD
    assert threads == [True]
    plug.pull_out()


def test_unplugging_is_told_and_mends_itself(qtbot: Any, ear: CardEar, tmp_path: Path) -> None:
    plug = Terminal(tmp_path / "tty0")
    ear.follow(EarChoice(str(plug.path), 9600))
    qtbot.waitUntil(lambda: ear.serial.is_listening)
    with qtbot.waitSignal(ear.lost_changed) as told:
        plug.pull_out()
    assert told.args == [True]
    with qtbot.waitSignal(ear.lost_changed) as told:
        plug = Terminal(tmp_path / "tty0")
    assert told.args == [False]
    with qtbot.waitSignal(ear.scanned):
        os.write(plug.master, CARD.encode() + b"\r\n")
    plug.pull_out()


def test_another_choice_lets_the_port_go(qtbot: Any, ear: CardEar, tmp_path: Path) -> None:
    plug = Terminal(tmp_path / "tty0")
    ear.follow(EarChoice(str(plug.path), 9600))
    qtbot.waitUntil(lambda: ear.serial.is_listening)
    ear.follow(EarChoice())
    assert not ear.serial.is_listening
    with qtbot.assertNotEmitted(ear.scanned, wait=400):
        os.write(plug.master, CARD.encode() + b"\r\n")
    plug.pull_out()
