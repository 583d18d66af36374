"""The page "Lưu động" in the real window: planned, walked and written down by keys."""

from PySide6.QtCore import Qt

from desktop.common.vocabulary import CannotCome, TeamRole, VisitOutcome
from desktop.field.teams.views import TeamPerson
from desktop.ui.context import PageName
from desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.shell.office import HUONG, open_office, shown

NAMES = ("giang a pao", "lo thi pang")


def planned(office):
    """Plan two visits; return the list."""
    field = office.services.field
    people = [office.member(name) for name in NAMES]
    field.marks.mark(people, CannotCome.DISABLED, actor=HUONG)
    team = field.teams.add("Tổ 1", [TeamPerson(TeamRole.OFFICER, "Lò Văn Định")], actor=HUONG)
    return field.visits.make(people, [team.team_id], "2025-08-21", actor=HUONG).lists[0]


def opened(office):
    page = office.show(PageName.VISITS)
    office.wait(lambda: page.seen is not None)
    page.carry_on()
    page._opened = 0.0
    return page


def said(page):
    return " ".join(label.text() for label in shown(page, PlainLabel))


def test_the_office_makes_a_team_and_a_list(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.services.field.marks.mark([office.member()], CannotCome.OLD, actor=HUONG)
        page = opened(office)
        assert not page.legs_panel.is_filled
        page.team_button.click()
        page.team_side.name.set_value("Tổ 1")
        page.team_side.first.set_value("Lò Văn Định")
        page.action_bar.primary.click()
        office.wait(lambda: bool(page.seen.teams))
        page.list_button.click()
        assert page.plan_side.village is None
        page.action_bar.primary.click()
        office.wait(lambda: bool(page.seen.lists))
        assert page.legs_panel.is_filled
        assert page.action_bar.primary.label == "Bắt đầu: Giàng A Pao"
        assert office.services.field.teams.all()[0].waiting == 1


def test_a_team_walks_its_list_with_four_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        found = planned(office)
        page = opened(office)
        assert "Khuyết tật" not in said(page)
        office.press(Qt.Key.Key_Space)
        office.wait(lambda: any("Khuyết tật" in text for text in office.bars()))
        first = page.visit
        office.press(Qt.Key.Key_Backspace)
        assert page.outcome_side.isVisible()
        page.outcome_side.choice.set_value(VisitOutcome.REFUSED.value)
        page.action_bar.primary.click()
        outcomes = office.services.field.visits
        office.wait(lambda: len(outcomes.get(found.list_id).waiting) == 1)
        office.idle()
        assert page.visit.visit_id != first.visit_id
        page._opened = 0.0
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.COMPARE)


def test_a_missing_day_is_said_and_nothing_is_lost(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        planned(office)
        page = opened(office)
        page.missed.click()
        page.outcome_side.note.set_value("đi nương")
        page.action_bar.primary.click()
        office.wait(lambda: any("ngày đi lại" in text for text in office.bars()))
        assert page.outcome_side.note.value() == "đi nương"
        page.back.click()
        assert not page.outcome_side.isVisible()


def test_battery_room_and_what_is_not_handed_over_are_always_said(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive()
        page = opened(office)
        assert page.machine.waiting.number.text() == "1 hồ sơ"
        assert page.machine.room.number.text().endswith("GB")
        assert page.machine.battery.number.text()
