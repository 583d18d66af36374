"""The page "Lưu động" in the real window: planned, walked and written down by keys."""

from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt

from desktop.common.vocabulary import CannotCome, TeamRole, VisitOutcome
from desktop.field.teams.views import TeamPerson
from desktop.models import AuditEvent, Member
from desktop.ui.context import PageName
from desktop.ui.field.visit_acts import write_sheet
from desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.shell.office import HUONG, open_office, shown

NAMES = ("giang a pao", "lo thi pang")


def planned(office, village=""):
    """Plan two visits, both in a village where one is named; return the list."""
    field = office.services.field
    people = [office.member(name) for name in NAMES]
    if village:
        with office.services.store.write() as session:
            for key in people:
                session.get_one(Member, key).village = village
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
        page.plan_button.click()
        office.wait(lambda: office.here is PageName.VISIT_PLAN and office.page.seen)
        plan = office.page
        plan._opened = 0.0
        plan.team_button.click()
        plan.team_side.name.set_value("Tổ 1")
        plan.team_side.first.set_value("Lò Văn Định")
        plan.action_bar.primary.click()
        office.wait(lambda: bool(plan.teams))
        plan.action_bar.primary.click()
        office.wait(lambda: "Tổ 1" in plan.plan_side.said)
        plan.action_bar.primary.click()
        office.wait(lambda: office.here is PageName.VISITS and bool(page.seen.lists))
        assert page.legs_panel.is_filled
        assert page.action_bar.primary.label == "Bắt đầu: Giàng A Pao"
        assert office.services.field.teams.all()[0].waiting == 1


def test_time_and_place_of_a_visit_are_changed_by_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        found = planned(office)
        page = opened(office)
        visits = office.services.field.visits

        def order():
            return [one.full_name for one in visits.get(found.list_id).visits]

        page.legs.setFocus()
        first = page.visit
        office.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert page.visit_side.isVisible()
        page.visit_side.time.set_value("8h30")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: visits.get(found.list_id).visits[0].planned_time == "08:30")
        office.idle()
        before = order()
        page.visit_button.click()
        page.visit_side.place.set_value("")
        assert not page.action_bar.primary.isEnabled()
        page.visit_side.place.set_value("2")
        page.action_bar.primary.click()
        office.wait(lambda: order() == before[::-1])
        office.idle()
        assert first.full_name == before[0]


def test_a_row_is_moved_with_alt_and_stays_selected(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        found = planned(office, village="Bản Chung")
        page = opened(office)
        visits = office.services.field.visits
        first = page.visit.visit_id
        page.visits.setFocus()
        office.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        office.wait(lambda: visits.get(found.list_id).visits[1].visit_id == first)
        office.idle()
        assert page.visit.visit_id == first


def test_an_outcome_is_taken_back_somebody_leaves_the_list_and_it_is_closed(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        found = planned(office)
        field = office.services.field
        page = opened(office)
        visit = page.visit
        field.outcomes.note(visit.visit_id, VisitOutcome.REFUSED, actor=HUONG)
        page._load()
        office.idle()
        row = next(n for n, one in enumerate(page.legs.rows) if visit.visit_id in keys_of(one))
        page.legs.select_row(row)
        page.visit_button.click()
        assert page.visit_side.undo.isEnabled()
        assert not page.visit_side.remove.isEnabled()
        page.visit_side.undo.click()
        office.wait(lambda: len(field.visits.get(found.list_id).waiting) == 2)
        office.idle()
        page.visit_button.click()
        page.visit_side.remove.click()
        office.wait(lambda: len(field.visits.get(found.list_id).visits) == 1)
        office.idle()
        page.list_button.click()
        assert not page.list_side.close_list.isEnabled()
        page.back.click()
        field.outcomes.note(page.visit.visit_id, VisitOutcome.REFUSED, actor=HUONG)
        page._load()
        office.idle()
        page.list_button.click()
        page.list_side.close_list.click()
        office.wait(lambda: not page.seen.lists)


def keys_of(leg):
    return [one.visit_id for one in leg.visits]


def test_the_route_sheet_is_printed_by_two_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        planned(office)
        page = opened(office)
        office.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert page.list_side.isVisible()
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: "phiếu đi đường" in office.toast())


def test_the_route_sheet_is_written_as_pdf_and_as_excel(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        found = planned(office)
        page = opened(office)
        for name in ("di.pdf", "di.xlsx"):
            write_sheet(page._context, found.list_id, tmp_path / name)
            office.wait((tmp_path / name).exists)
        office.idle()
        text = PdfReader(tmp_path / "di.pdf").pages[0].extract_text()
        assert "Phiếu đi đường số 1" in text
        assert "Khuyết tật" not in text
        cells = [cell.value for row in load_workbook(tmp_path / "di.xlsx").active for cell in row]
        assert "Giàng A Pao" in cells


def test_a_team_walks_its_list_with_four_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        found = planned(office)
        page = opened(office)
        assert "Khuyết tật" not in said(page)
        office.press(Qt.Key.Key_Space)
        office.wait(lambda: any("Khuyết tật" in text for text in office.bars()))
        with office.services.store.read() as session:
            looks = session.query(AuditEvent).filter_by(tag="reason:revealed").count()
        assert looks == 1, "one key, one event"
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
