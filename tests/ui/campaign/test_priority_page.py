"""Priority of one person in the real window: by keys, masked on other pages."""

from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop.common.flags import FlagReason
from desktop.models import AuditEvent
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, open_office


def opened(office):
    office.show(PageName.ROSTER)
    office.show(PageName.PERSON, member_id=office.member("pao"))
    office.press(Qt.Key.Key_F4)
    page = office.wait_for("PriorityPage")
    office.wait(lambda: page.sheet is not None)
    office.idle()
    page._opened = 0.0
    return page


def looks(office):
    with office.services.store.read() as session:
        wanted = select(AuditEvent).where(AuditEvent.tag == "priority:revealed")
        return len(session.scalars(wanted).all())


def test_reasons_are_chosen_by_digits_and_shown_masked(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = opened(office)
        assert looks(office) == 0, "there was nothing to see yet"
        assert page.entry.isHidden()
        office.press(Qt.Key.Key_1)
        office.press(Qt.Key.Key_5)
        office.press(Qt.Key.Key_5)
        office.press(Qt.Key.Key_6)
        assert page.note.hasFocus(), "another reason asks what it is"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.isVisible(), "it is not said yet"
        page.note.insert("Nuôi con 3 tháng")
        page._opened = 0.0
        office.press(Qt.Key.Key_Return)
        person = office.wait_for("PersonPage")
        office.idle()
        said = " ".join(person.side.texts())
        assert "Lý do khác, Sức khỏe (đã che)" in said
        assert "Ốm đau" not in said
        assert "con 3 tháng" not in said
        found = office.services.priority.of(office.member("pao"))
        assert (found.reasons, found.has_hidden) == ((FlagReason.OTHER,), True)

        office.press(Qt.Key.Key_F4)
        page = office.wait_for("PriorityPage")
        office.wait(lambda: page.sheet is not None)
        assert looks(office) == 1
        assert page.note.value() == "Nuôi con 3 tháng"
        assert page.chosen == {FlagReason.ILL, FlagReason.OTHER}
        assert "Lý do khác: Nuôi con 3 tháng" in page.history.texts()
        office.press(Qt.Key.Key_Escape)
        office.wait_for("PersonPage")
        assert page.history.texts() == ["Chưa ghi lý do nào."], "nothing stays in the page"


def test_the_counter_says_it_beside_the_name(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.FIND, text="pao")
        office.wait(lambda: page.results.table.rows != [] and page.results.current() is not None)
        office.idle()
        chip = page.results.preview.priority
        assert chip.isHidden()
        member = office.member("pao")
        office.services.priority.change(member, {FlagReason.ILL}, actor=HUONG)
        page = office.show(PageName.FIND, text="pao")
        office.wait(chip.isVisible)
        assert chip.text == "Ưu tiên"
        office.services.priority.change(member, {FlagReason.MERIT}, actor=HUONG)
        page = office.show(PageName.FIND, text="giang a pao")
        office.wait(lambda: chip.text == "Ưu tiên: người có công")
