"""The box on the page: keys in their own time, nothing swallowed, nothing carried away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.diagnostics.views import Verdict
from desktop.identity.qr_image import read_qr
from desktop.identity.trial import TEST_CARD
from desktop.ui.context import PageName
from desktop.ui.diagnostics.scan_panel import ScanPanel, code_image
from tests.ui.shell.office import open_office

CARD = "014078012345|050123456|Giang A Pao|12031978|Nam|Ban Na Sang|01062021"


def scan(widget, text, end=Qt.Key.Key_Return):
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, end)


def compose(box, text):
    for sign in text:
        event = QInputMethodEvent()
        event.setCommitString(sign)
        QApplication.sendEvent(box, event)


class Clock:
    """Ten milliseconds from key to key, however busy the machine is."""

    def __init__(self):
        self.at = 100.0

    def __call__(self):
        self.at += 0.010
        return self.at


@pytest.fixture
def panel(qtbot, dressed_app):
    panel = ScanPanel()
    qtbot.addWidget(panel)
    panel.resize(800, 260)
    panel.show()
    qtbot.waitExposed(panel)
    panel.box.now = Clock()
    panel.box.setFocus()
    panel.heard = []
    panel.judged.connect(panel.heard.append)
    return panel


def test_the_code_on_the_screen_is_the_one_that_is_expected(tmp_path, dressed_app):
    file = tmp_path / "code.png"
    code_image(TEST_CARD).save(str(file))
    assert read_qr(file) == TEST_CARD


def test_a_card_shows_its_shape_and_nothing_of_its_person(panel):
    scan(panel.box, CARD)
    assert panel.figures["end"].value.text() == "Enter"
    assert "7 trường" in panel.figures["what"].value.text()
    assert "014078" not in panel.raw.text()
    assert "Giang" not in panel.raw.text()
    assert "phím cuối Enter" in panel.heard[-1].value


def test_what_an_input_method_made_of_the_code_is_named(panel):
    compose(panel.box, TEST_CARD.replace("Jos", "Jó").replace("Wax", "Ưã"))
    QTest.keyClick(panel.box, Qt.Key.Key_Return)
    assert "Jos → Jó" in panel.advice.text()
    assert "Jó" in panel.raw.text()  # the keys of the test code stand as they came
    assert panel.figures["damage"].value.text() == "bộ gõ đã đổi chữ"
    assert panel.heard[-1].verdict is Verdict.LOOK


def test_a_tab_ends_a_scan(panel):
    scan(panel.box, "014078012345", end=Qt.Key.Key_Tab)
    assert panel.figures["end"].value.text() == "Tab"
    assert panel.box.hasFocus()


def test_letters_typed_by_hand_wait_for_a_silence(qtbot, panel):
    compose(panel.box, "â")
    qtbot.waitUntil(panel.advice.isVisible)
    assert "Tắt bộ gõ" in panel.advice.text()
    assert "â" in panel.raw.text()
    assert not panel.heard


def test_scans_stay_on_the_page_wherever_the_focus_is(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.DOCTOR)
        office.press(Qt.Key.Key_F6)
        assert page.scan.box.hasFocus()
        page.scan.box.now = clock = Clock()
        scan(page.scan.box, CARD)
        office.idle()
        assert office.here is PageName.DOCTOR, "the scan must not open the counter"
        row = next(line.row for line in page.lines if line.row.name == "scanner")
        assert "phím cuối Enter" in row.value
        clock.at += 1.0  # a person's Tab comes later than a scanner's
        QTest.keyClick(page.scan.box, Qt.Key.Key_Tab)
        assert not page.scan.box.hasFocus()
        scan(QApplication.focusWidget(), CARD)
        office.idle()
        assert office.here is PageName.DOCTOR
        assert page.scan.figures["gap"].value.text() == "–"
        page.scan.box.setFocus()
        office.press(Qt.Key.Key_F7)
        assert office.here is not PageName.DOCTOR
