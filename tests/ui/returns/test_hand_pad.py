"""Signing for cards in the real window: on the pad, for a whole cell, kept at pen-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.models import Card
from desktop.ui.context import PageName
from tests.ui.returns.test_cards_page import Sent, cards_page, outside, sent
from tests.ui.shell.office import SIZES


def scribble(pad: Any) -> None:
    """Sign with the mouse."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(60, 60))
    for place in ((90, 100), (130, 50), (170, 110), (210, 60)):
        QTest.mouseMove(pad, QPoint(*place))
    QTest.mouseRelease(pad, left, pos=QPoint(240, 90))


def hand_face(made: Sent, cell: str) -> Any:
    face = cards_page(made, 3).hands
    face.cells.select_row([row.cell for row in face.cells.rows].index(cell))
    made.office.idle()
    return face


def test_a_member_signs_and_nothing_is_lost(tmp_path: Path) -> None:
    with sent(tmp_path, 1) as made:
        made.at_home(0)
        office = made.office
        face = hand_face(made, "Bản Nà Sang")
        face.form.way_choice.set_value("pad")
        face.form.old.set_value("yes")
        page = office.page
        assert page.action_bar.primary.label == "Mời ký"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert face.middle.currentWidget() is face.pad
        assert "Mời Giàng A Pao ký nhận thẻ" in face.pad.title_label.text()
        assert not page.action_bar.primary.isEnabled()
        scribble(face.pad.pad)
        office.idle()
        key = face.pad.key
        assert len(office.services.cards.ink.kept(key).strokes) == 1
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert face.middle.currentWidget() is face.cards
        assert made.state(0) == "returned"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert len(face.pad.strokes) == 1  # what was drawn is there again
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert made.state(0) == "handed_over"
        assert office.toast() == "Đã trao thẻ cho Giàng A Pao."
        assert office.services.cards.ink.kept(key).strokes == ()
        with office.services.store.read() as session:
            (card,) = session.query(Card)
            assert card.hand_way == "pad"
            assert card.signature_strokes_digest
        assert face.middle.currentWidget() is face.cards


def test_the_secretary_signs_once_for_the_cell(tmp_path: Path) -> None:
    with sent(tmp_path, 4) as made:
        made.at_home(0, 1, 2, 3)
        office = made.office
        face = hand_face(made, "Bản Nà Sang")
        face.form.way_choice.set_value("secretary")
        face.form.old.set_value("yes")
        page = office.page
        assert "bí thư" in page.action_bar._reason.text()
        face.form.receiver.set_value("Mùa A Sính")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert "Mời Mùa A Sính ký nhận 2 thẻ" in face.pad.title_label.text()
        for size in SIZES[:2]:
            office.window.resize(*size)
            office.idle()
            assert outside(page) == []
        scribble(face.pad.pad)
        office.press(Qt.Key.Key_Backspace)  # not like this
        office.idle()
        assert face.pad.strokes == ()
        scribble(face.pad.pad)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert [made.state(n) for n in range(4)] == [
            "handed_over",
            "returned",
            "returned",
            "handed_over",
        ]
        assert office.toast() == "Đã trao 2 thẻ, Mùa A Sính nhận thay."
        assert face.given.text() == "Đã trả thẻ 2/4 hồ sơ đã nhận"
        day = office.show(PageName.FIND).side.day
        assert day.given.isVisible()
        assert day.given.text() == "Đã trả thẻ 2/4 hồ sơ đã nhận"
        assert face.form.way_choice.value() == "paper"


def test_a_scan_leaves_the_pad_and_keeps_the_ink(tmp_path: Path) -> None:
    with sent(tmp_path, 2) as made:
        made.at_home(0, 1)
        office = made.office
        face = hand_face(made, "Bản Nà Sang")
        face.form.way_choice.set_value("pad")
        face.form.old.set_value("no")
        office.press(Qt.Key.Key_Return)
        office.idle()
        scribble(face.pad.pad)
        key = face.pad.key
        office.page.on_scan(made.number(1))
        office.idle()
        assert face.middle.currentWidget() is face.cards
        assert face.cards.card.full_name == "Lò Thị Pâng"
        assert office.services.cards.ink.kept(key).strokes
