"""Tasks in the real window, by keys alone: given, ended with a result, handed over, taken back."""

from datetime import timedelta

from PySide6.QtCore import Qt

from desktop.campaign.tasks.views import NewTask
from desktop.common.duties import TaskKind, TaskState
from desktop.ui.campaign.tasks_page import Whose
from desktop.ui.context import PageName
from tests import factories
from tests.ui.campaign.test_queue_page import CTRL, say
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office


def operator(office, name):
    people = office.services.duties.tasks.people()
    return next(key for key, one in people.items() if one == name)


def give(office, text, deadline="2025-08-20", to=HUONG):
    new = NewTask(TaskKind.OTHER, text, deadline)
    office.services.duties.tasks.assign(new, operator(office, to), actor=HUONG)


def texts(page):
    return [line.task.text for line in page.table.rows]


def test_a_task_by_keys_alone(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.log_in()
        page = office.show(PageName.TASKS)
        assert not page.panel.is_filled
        say(office, Qt.Key.Key_N, CTRL)
        office.type("Xin giay chuyen sinh hoat")
        for _ in range(2):
            office.press(Qt.Key.Key_Tab)
        office.type("giang a pao")
        say(office, Qt.Key.Key_Return)
        assert "việc số 1 cho Lò Thị Hương" in office.toast()
        assert texts(page) == ["Xin giay chuyen sinh hoat"]
        assert page.task.about.words == "Giàng A Pao"
        assert "Giao cho Lò Thị Hương, hạn 20/08/2025" in page.task_side.past.text()
        say(office, Qt.Key.Key_Return)
        assert page.end_side.isVisible()
        say(office, Qt.Key.Key_Return)
        assert "Chưa ghi kết quả" in office.bars()[0]
        office.type("Chi bo da gui giay")
        say(office, Qt.Key.Key_Return)
        assert texts(page) == []
        say(office, Qt.Key.Key_3, CTRL)
        assert page.task.result == "Chi bo da gui giay"
        assert page.task.state is TaskState.DONE
        say(office, Qt.Key.Key_Return)  # taken up again
        assert texts(page) == []
        say(office, Qt.Key.Key_1, CTRL)
        assert texts(page) == ["Xin giay chuyen sinh hoat"]


def test_a_supervisor_sees_overdue_ones_of_everybody_first_and_hands_them_on(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "office", clock=clock) as office:
        office.log_in()
        give(office, "của tôi, còn lâu", "2025-08-30")
        give(office, "của anh Tới, đã muộn", "2025-08-20", TOI)
        clock.advance(timedelta(days=2))
        page = office.show(PageName.TASKS)
        assert page.whose is Whose.ALL
        assert texts(page) == ["của anh Tới, đã muộn", "của tôi, còn lâu"]
        assert page.table.model().cell(0, 6).text == "Quá hạn 2 ngày"
        assert "1 quá hạn" in page.sums.text()
        say(office, Qt.Key.Key_G, CTRL)
        page.give_side.owner.set_value(str(operator(office, HUONG)))
        say(office, Qt.Key.Key_Return)
        assert "số 2 giao lại cho Lò Thị Hương" in office.toast()
        assert page.task.deadline.isoformat() == "2025-08-22"
        say(office, Qt.Key.Key_Delete)
        office.type("Khong con can")
        say(office, Qt.Key.Key_Return)
        assert texts(page) == ["của tôi, còn lâu"]
        say(office, Qt.Key.Key_Z, CTRL)
        assert len(texts(page)) == 2


def test_the_counter_tells_of_what_is_due_today(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "office", clock=clock) as office:
        office.log_in()
        page = office.show(PageName.FIND)
        assert not page.side.due.isVisible()
        give(office, "hôm nay")
        give(office, "tuần sau", "2025-08-27")
        give(office, "của anh Tới", to=TOI)
        page = office.show(PageName.FIND)
        assert page.side.due.words.text() == "Việc hôm nay: 1."
        clock.advance(timedelta(days=1))
        page = office.show(PageName.FIND)
        told = "Việc hôm nay: 1, quá hạn 1. Người khác quá hạn 1."
        assert page.side.due.words.text() == told
        say(office, Qt.Key.Key_J, CTRL)
        assert office.here is PageName.TASKS
        assert texts(office.page) == ["hôm nay", "tuần sau"]


def test_a_clerk_takes_on_own_tasks_and_gives_none_to_others(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.wait_for("LoginPage")
        office.idle()
        give(office, "của chị Hương")
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.TASKS)
        assert page.whose is Whose.MINE
        assert not page.give.isEnabled()
        assert not page.drop.isEnabled()
        say(office, Qt.Key.Key_N, CTRL)
        assert page.new_side.owner.count() == 1
        office.type("Goi bi thu ban Pung")
        say(office, Qt.Key.Key_Return)
        assert texts(page) == ["Goi bi thu ban Pung"]
        assert page.task.owner == TOI
        say(office, Qt.Key.Key_2, CTRL)
        assert len(texts(page)) == 2
