"""After the save: what else was done is one digit each and never in the way."""

from PySide6.QtCore import Qt

from desktop.common.flags import VisitService
from desktop.common.text import fold
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import open_office

CARD, RESIDENCE = VisitService.ID_CARD, VisitService.RESIDENCE


def test_digits_note_and_take_back_and_enter_goes_on(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        received = office.receive("anh")
        page = office.show(PageName.DONE, received=received)
        office.wait(page.services.isVisible)
        verbs, key = office.services.same_visit, received.application_id
        office.press(Qt.Key.Key_1)
        office.wait(lambda: page.services.noted == {CARD})
        office.press(Qt.Key.Key_3)
        office.wait(lambda: page.services.noted == {CARD, RESIDENCE})
        office.press(Qt.Key.Key_1)
        office.wait(lambda: page.services.noted == {RESIDENCE})
        assert verbs.of(key) == {RESIDENCE}
        said = page.services.buttons[RESIDENCE].accessibleName()
        assert said == "Xác nhận cư trú: đã ghi, bấm để bỏ"
        page._opened = 0.0
        office.press(Qt.Key.Key_Return)
        assert office.here is PageName.FIND
        assert not page.isVisible()
        office.press(Qt.Key.Key_2)
        office.idle()
        assert verbs.of(key) == {RESIDENCE}, "a digit on another page is for that page"


def test_a_scanned_card_is_no_answer(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        received = office.receive("anh")
        page = office.show(PageName.DONE, received=received)
        office.wait(page.services.isVisible)
        # Keys as a scanner sends them, through the window and its shortcuts; QTest types no marks.
        office.type(fold(factories.CARD).replace("giang a pao", "GIANG A PAO"))
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is not PageName.DONE)
        office.idle()
        assert office.services.same_visit.of(received.application_id) == frozenset()
