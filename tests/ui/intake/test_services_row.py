"""After the save: what else was done is one digit each and never in the way."""

from datetime import timedelta

from PySide6.QtCore import Qt

from desktop.common.clock import today
from desktop.common.flags import VisitService
from desktop.common.ids import new_id
from desktop.common.text import fold
from desktop.common.vocabulary import TeamRole
from desktop.field.teams.views import TeamPerson
from desktop.models import FieldOffice, OpenedKit
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, open_office

CARD, RESIDENCE = VisitService.ID_CARD, VisitService.RESIDENCE


def test_digits_note_and_take_back_and_enter_goes_on(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.window.resize(911, 512)
        received = office.receive("anh")
        page = office.show(PageName.DONE, received=received)
        office.wait(page.services.isVisible)
        office.idle()
        assert page.undo_toast.visibleRegion().boundingRect() == page.undo_toast.rect()
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


def open_a_kit(office):
    """Let this station be a laptop of a mobile team: it opened a kit of the office."""
    services, now = office.services, office.services.clock.now()
    people = [TeamPerson(TeamRole.OFFICER, "Lò Văn Định")]
    team = services.field.teams.add("Tổ 1", people, actor=HUONG)
    members, day = [office.member("pao")], today(services.clock).isoformat()
    made = services.field.visits.make(members, [team.team_id], day, actor=HUONG)
    with services.store.write() as session:
        giver = FieldOffice(
            station="TN09",
            commune_name="Mường Thử",
            certificate_pem="",
            certificate_sha256="0" * 64,
            public_key="",
            trusted_at=now,
            trusted_by=HUONG,
        )
        session.add(giver)
        session.flush()
        kit = OpenedKit(
            id=new_id(),
            number=1,
            office_id=giver.id,
            list_id=made.lists[0].list_id,
            members=1,
            until=now + timedelta(days=1),
            opened_at=now,
            opened_by=HUONG,
        )
        session.add(kit)


def test_a_laptop_does_not_ask_what_its_return_could_not_bring_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        received = office.receive("anh")
        open_a_kit(office)
        page = office.show(PageName.DONE, received=received)
        office.wait(lambda: not page.photo.image.isNull())
        office.idle()
        assert not page.services.isVisible()
        office.press(Qt.Key.Key_1)
        office.idle()
        assert office.services.same_visit.of(received.application_id) == frozenset()
