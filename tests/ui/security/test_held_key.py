"""A key that is held, or that bounces, is one act: one look on record, one record approved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.settings import REVIEW_REQUIRED, REVIEW_SAMPLE
from desktop.common.vocabulary import FieldKey
from desktop.models import AuditEvent
from desktop.ui.context import PageName
from desktop.ui.widgets.buttons import OutlineButton
from tests.intake import review_desk
from tests.ui.batch.test_calls_page import select as select_call
from tests.ui.batch.test_calls_page import two_to_call
from tests.ui.field.test_visits_page import opened as opened_visits
from tests.ui.field.test_visits_page import planned
from tests.ui.province.desk_window import open_province_window
from tests.ui.province.test_review_page import go, twins
from tests.ui.returns.test_cards_page import cards_page, sent
from tests.ui.roster.crosscheck import counter
from tests.ui.roster.test_register_page import open_face
from tests.ui.roster.test_register_page import select as select_line
from tests.ui.security.held_key import hold
from tests.ui.shell.office import HUONG, TOI, open_office


def looks(store):
    with store.read() as session:
        rows = session.query(AuditEvent).filter_by(tag="number:revealed")
        return [row.target for row in rows.order_by(AuditEvent.number)]


def held(office, target, is_shown, key=Qt.Key.Key_F5, store=None):
    """Hold the key: one look, and the numbers stand there; twice at once is one look too."""
    store = store or office.services.store
    before = len(looks(store))
    assert not is_shown()
    hold(office, key)
    assert looks(store)[before:] == [str(target)]
    assert is_shown()


def bounced(office, target, is_shown):
    """Press twice before the first look is on record: that is one look."""
    before = len(looks(office.services.store))
    assert not is_shown()
    with office.services.store.write_plainly():  # the event has to wait, the next key has not
        office.press(Qt.Key.Key_F5)
        office.press(Qt.Key.Key_F5)
    office.idle()
    assert looks(office.services.store)[before:] == [str(target)]
    assert is_shown()


def under_review(office, tmp_path, people=3):
    services = office.services
    services.preferences.set(REVIEW_REQUIRED, True, actor=HUONG)
    services.preferences.set(REVIEW_SAMPLE, 100, actor=HUONG)
    services.imports.import_list(review_desk.write_list(tmp_path, 20), actor=HUONG)
    services.roster.forget_index()
    for number in range(people):
        review_desk.take(services, number, actor=TOI)
    page = office.show(PageName.REVIEW)
    office.idle()
    return page


def test_on_the_register_and_on_a_pair(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        select_line(page, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        office.idle()
        panel = page.lines.panel
        held(office, panel.line.discrepancy_id, lambda: panel.is_revealed)
        office.press(Qt.Key.Key_F5)
        bounced(office, panel.line.discrepancy_id, lambda: panel.is_revealed)
        page = open_face(office, 2)
        table = page.pairs.table
        held(office, table._target, lambda: table.is_revealed)
        office.press(Qt.Key.Key_F5)
        bounced(office, table._target, lambda: table.is_revealed)


def test_on_the_comparison_and_on_the_page_of_a_person(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        draft = office.draft()
        table = office.show(PageName.COMPARE, application_id=draft).table
        held(office, draft, lambda: table.is_revealed)
        office.press(Qt.Key.Key_F5)
        bounced(office, draft, lambda: table.is_revealed)
        person = office.member()
        facts = office.show(PageName.PERSON, member_id=person).facts
        held(office, person, lambda: facts.is_revealed)
        office.press(Qt.Key.Key_F5)
        bounced(office, person, lambda: facts.is_revealed)


def test_a_look_at_one_person_never_shows_the_next(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        first, second = office.member(), office.member("lo thi pang")
        page = office.show(PageName.PERSON, member_id=first)
        with office.services.store.write_plainly():
            office.press(Qt.Key.Key_F5)
            page.enter(member_id=second)
            office.wait(lambda: page.facts.table.rows != [])
        office.idle()
        assert looks(office.services.store) == [str(first)]
        assert not page.facts.is_revealed


def test_in_review_and_one_press_approves_one_record(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = under_review(office, tmp_path)
        first = page.face.row.application_id
        held(office, first, lambda: page.face.sheet.is_revealed)
        office.press(Qt.Key.Key_F5)
        bounced(office, first, lambda: page.face.sheet.is_revealed)
        hold(office, Qt.Key.Key_A, "a")
        assert office.services.review.counts().approved == 1
        assert page.face.row.application_id != first


def test_a_key_that_moves_goes_on_while_it_is_held(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = under_review(office, tmp_path, people=4)
        hold(office, Qt.Key.Key_J, "j")
        assert page.face.table.currentIndex().row() == 3


def test_on_a_card_that_is_handed_over(tmp_path):
    with sent(tmp_path, 2) as made:
        made.at_home(0, 1)
        page = cards_page(made, 3)
        cards = page.hands.cards
        card = cards.card
        held(made.office, card.application_id, lambda: cards._is_shown(card))
        made.office.press(Qt.Key.Key_F5)
        bounced(made.office, card.application_id, lambda: cards._is_shown(card))


def test_on_a_call_and_on_a_visit(tmp_path):
    with two_to_call(tmp_path) as (office, keys):
        page = office.show(PageName.CALLS)
        select_call(page, keys[0])
        held(office, keys[0], lambda: page._shown is not None, Qt.Key.Key_Return)
    with open_office(tmp_path / "v") as office:
        office.log_in()
        planned(office)
        page = opened_visits(office)

        def tells() -> bool:
            return any("Khuyết tật" in text for text in office.bars())

        before = _visit_looks(office)
        hold(office, Qt.Key.Key_Space, " ")
        assert tells()
        assert _visit_looks(office) == before + 1


def _visit_looks(office):
    with office.services.store.read() as session:
        return session.query(AuditEvent).filter(AuditEvent.tag.like("%reveal%")).count()


def test_on_two_records_at_the_province(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        twins(made)
        sheet = go(made, PageName.PROVINCE_REVIEW).face.sheet
        seen = [str(one.line.id) for one in sheet._records]
        assert len(seen) == 2
        hold(made, Qt.Key.Key_F5)
        assert looks(made.desk.data) == seen
        assert sheet.is_revealed


def test_a_held_button_key_presses_once(qtbot):
    pressed = []
    button = OutlineButton("In lại", key="Ctrl+P")
    button.clicked.connect(lambda: pressed.append(True))
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    control = Qt.KeyboardModifier.ControlModifier
    for repeat in (False, True, True):
        QTest.simulateEvent(button, True, Qt.Key.Key_P.value, control, "", repeat)
    assert pressed == [True]
