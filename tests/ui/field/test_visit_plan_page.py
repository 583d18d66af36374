"""The page "Chuẩn bị đi thăm" in the real window: mark, choose, share, make; teams changed."""

from PySide6.QtCore import Qt

from desktop.common.vocabulary import CannotCome, TeamRole
from desktop.field.teams.views import TeamPerson
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, open_office


def opened(office, **payload):
    page = office.show(PageName.VISIT_PLAN, **payload)
    office.wait(lambda: page.seen)
    page.carry_on()
    page._opened = 0.0
    return page


def team(office, name="Tổ 1", officer="Lò Văn Định"):
    people = [TeamPerson(TeamRole.OFFICER, officer)]
    return office.services.field.teams.add(name, people, actor=HUONG)


def test_people_are_marked_chosen_and_shared_out_by_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        team(office)
        team(office, "Tổ 2", "Hà Thị Nga")
        page = opened(office)
        assert page.show_whom.value() == "everybody", "nobody is marked yet"
        assert page.show_whom.words_in_sight() == page.show_whom.currentText()
        everybody = len(page.table.rows)
        assert everybody >= 2
        office.press(Qt.Key.Key_Space)
        office.press(Qt.Key.Key_Space)
        assert len(page.chosen) == 2
        office.press(Qt.Key.Key_F6)
        assert not page.action_bar.primary.isEnabled(), "why is not said yet"
        page.mark_side.reason.setFocus()
        office.press(Qt.Key.Key_Down)
        office.press(Qt.Key.Key_Return)
        marks = office.services.field.marks
        office.wait(lambda: len(marks.people()) == 2)
        office.idle()
        assert page.table.chosen == set()
        page.show_whom.set_value("marked")
        assert len(page.table.rows) == 2
        page.table.setFocus()
        page._opened = 0.0
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: "Tổ 2" in page.plan_side.said)
        said = page.plan_side.said
        assert "Tổ 1: đang có 0, thêm" in said
        assert office.services.field.visits.lists() == (), "it is shown before it is done"
        gets = [
            one.gets
            for one in office.services.field.visits.share(
                [one.member_id for one in page.chosen], page.plan_side.team_ids
            ).shares
        ]
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.VISITS)
        lists = office.services.field.visits.lists()
        made = {one.team_name: len(one.visits) for one in lists}
        assert [made.get(name, 0) for name in ("Tổ 1", "Tổ 2")] == gets
        assert sum(gets) == 2


def test_ctrl_a_chooses_what_is_shown_and_a_mark_is_taken_away(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.services.field.marks.mark([office.member()], CannotCome.OLD, actor=HUONG)
        page = opened(office)
        assert page.show_whom.value() == "marked"
        office.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert len(page.table.chosen) == 1
        office.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert page.table.chosen == set()
        page.clear_button.click()
        office.wait(lambda: office.services.field.marks.people() == ())
        office.idle()
        assert not page.panel.is_filled


def test_the_page_of_a_person_leads_to_the_mark_and_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        member = office.member()
        person = office.show(PageName.PERSON, member_id=member)
        office.wait(lambda: person.title == "Giàng A Pao")
        office.press(Qt.Key.Key_F6)
        office.wait(lambda: office.here is PageName.VISIT_PLAN)
        page = office.page
        office.wait(page.mark_side.isVisible)
        assert page.mark_side.who.text() == "Giàng A Pao"
        page._opened = 0.0
        page.mark_side.reason.set_value("disabled")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.PERSON)
        (marked,) = office.services.field.marks.people()
        assert marked.member_id == member


def test_the_counter_leads_to_the_mark_of_whoever_is_found(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        find = office.show(PageName.FIND)
        office.type("pang")
        office.wait(lambda: find.results.current() is not None)
        office.idle()
        office.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        office.wait(lambda: office.here is PageName.VISIT_PLAN)
        page = office.page
        office.wait(page.mark_side.isVisible)
        assert page.mark_side.who.text() == "Lò Thị Pâng"
        office.press(Qt.Key.Key_Escape)
        office.wait(lambda: office.here is PageName.FIND)
        assert office.services.field.marks.people() == ()


def test_a_team_is_changed_and_ended_and_nobody_of_it_gets_lost(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        teams = office.services.field.teams
        people = [
            TeamPerson(TeamRole.OFFICER, "Lò Văn Định"),
            TeamPerson(TeamRole.OFFICER, "Hà Thị Nga"),
            TeamPerson(TeamRole.OFFICER, "Cầm Văn Bun"),
            TeamPerson(TeamRole.CELL_SECRETARY, "Vàng A Chứ"),
            TeamPerson(TeamRole.OTHER, "Lò Thị Pản"),
        ]
        made = teams.add("Tổ 1", people, actor=HUONG, device="Laptop 03")
        page = opened(office)
        office.press(Qt.Key.Key_F9)
        side = page.team_side
        side.which.setFocus()
        office.press(Qt.Key.Key_Down)
        assert side.second.value() == "Hà Thị Nga, Cầm Văn Bun"
        side.vehicle.set_value("Xe máy")
        side.secretary.set_value("Vàng A Chứ, Mùa A Lử")
        page.action_bar.primary.click()
        office.wait(lambda: teams.all()[0].vehicle == "Xe máy")
        office.idle()
        kept = teams.get(made.team_id)
        assert set(people) <= {TeamPerson(one.role, one.name) for one in kept.people}
        assert len(kept.people) == len(people) + 1
        assert kept.device == "Laptop 03"
        page._opened = 0.0
        office.press(Qt.Key.Key_F9)
        page.team_side.which.set_value(str(made.team_id))
        page.team_side.end.click()
        office.wait(lambda: teams.all() == ())


def test_who_needs_no_visit_is_said(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive()
        page = opened(office, member_id=office.member())
        office.wait(lambda: any("không cần đi thăm" in text for text in office.bars()))
        assert not page.mark_side.isVisible()
