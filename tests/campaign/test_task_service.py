"""Tasks on both engines: one owner, one deadline, a result, and a history that keeps it all."""

import threading
from datetime import date

import pytest

from desktop.campaign.tasks.errors import (
    AboutManyError,
    AboutUnknownError,
    TaskMovedOnError,
    TaskOwnerError,
    TaskRefusedError,
    TaskUnknownError,
)
from desktop.campaign.tasks.service import TasksService
from desktop.campaign.tasks.views import About, NewTask
from desktop.campaign.tasks.words import state_words
from desktop.common.duties import TaskAct, TaskKind, TaskState
from desktop.models import AuditEvent, CampaignTask
from desktop.security.operators.service import OperatorsService
from desktop.security.views import Role
from tests.progress.conftest import CLERK

OTHER = "Đinh Văn Tới"
TODAY, TOMORROW, LATER = "2025-08-20", "2025-08-21", "2025-08-25"


@pytest.fixture
def tasks(office):
    """Tasks of two operators."""
    operators = OperatorsService(office.store, office.clock)
    operators.add_first(CLERK, "246810", actor="setup")
    operators.add(OTHER, "135790", Role.CLERK, actor=CLERK)
    return TasksService(office.store, office.clock, office.roster)


def owner(tasks_, name):
    return next(key for key, one in tasks_.people().items() if one == name)


def give(tasks_, text="Xin giấy xác nhận", deadline=TODAY, to=CLERK, kind=TaskKind.OTHER, about=""):
    new = NewTask(kind, text, deadline, tasks_.find_about(about))
    return tasks_.assign(new, owner(tasks_, to), actor=CLERK)


def numbers(board):
    return [one.number for one in board.tasks]


def test_overdue_tasks_stand_first_and_are_counted(tasks, office):
    give(tasks, "muộn nhất", LATER)
    give(tasks, "hôm nay", TODAY)
    give(tasks, "ngày mai", TOMORROW, to=OTHER)
    assert numbers(tasks.board()) == [2, 3, 1]
    assert numbers(tasks.board(CLERK)) == [2, 1]
    assert (tasks.due(CLERK).today, tasks.due(CLERK).overdue) == (1, 0)
    office.later(days=2)
    board = tasks.board()
    assert (board.today, board.overdue, board.due_today) == (date(2025, 8, 22), 2, 0)
    assert [state_words(one, board.today) for one in board.tasks] == [
        "Quá hạn 2 ngày",
        "Quá hạn 1 ngày",
        "Còn 3 ngày",
    ]
    due = tasks.due(CLERK)
    assert (due.today, due.overdue, due.overdue_of_others) == (0, 1, 1)
    assert tasks.due("command-line").overdue_of_others == 2  # who is no operator has none


def test_a_task_goes_from_hand_to_hand_and_ends_with_a_result(tasks, office):
    one = give(tasks, "  Hỏi  tỉnh về thẻ cũ ", TOMORROW, kind=TaskKind.QUESTION)
    assert (one.number, one.text, one.state) == (1, "Hỏi tỉnh về thẻ cũ", TaskState.OPEN)
    office.later(hours=1)
    there = tasks.hand_over(one.id, owner(tasks, OTHER), LATER, actor=CLERK, note="nghỉ phép")
    assert (there.owner, there.deadline, there.state) == (
        OTHER,
        date(2025, 8, 25),
        TaskState.HANDED_OVER,
    )
    assert tasks.board(CLERK).tasks == ()
    done = tasks.finish(one.id, "Tỉnh trả lời: nhận thẻ cũ", actor=OTHER)
    assert (done.state, done.ended_by) == (TaskState.DONE, OTHER)
    assert tasks.board().tasks == ()
    assert numbers(tasks.board(ended=True)) == [1]
    for act in (
        lambda: tasks.finish(one.id, "lần nữa", actor=OTHER),
        lambda: tasks.cancel(one.id, "thôi", actor=CLERK),
        lambda: tasks.hand_over(one.id, owner(tasks, CLERK), LATER, actor=CLERK),
    ):
        with pytest.raises(TaskMovedOnError):
            act()
    back = tasks.reopen(one.id, actor=CLERK)
    assert (back.state, back.result) == (TaskState.OPEN, "")
    tasks.cancel(one.id, "Không cần nữa", actor=CLERK)
    assert [(step.act, step.by, step.owner, step.note) for step in tasks.history(one.id)] == [
        (TaskAct.MADE, CLERK, CLERK, ""),
        (TaskAct.HANDED_OVER, CLERK, OTHER, "nghỉ phép"),
        (TaskAct.DONE, OTHER, OTHER, "Tỉnh trả lời: nhận thẻ cũ"),
        (TaskAct.REOPENED, CLERK, OTHER, ""),
        (TaskAct.CANCELLED, CLERK, OTHER, "Không cần nữa"),
    ]


def test_every_act_is_in_the_trail_without_what_the_task_says(tasks, office):
    one = give(tasks, "Đến nhà ông Pao", TODAY)
    tasks.hand_over(one.id, owner(tasks, OTHER), LATER, actor=CLERK, note="ông Pao")
    tasks.finish(one.id, "đã gặp ông Pao", actor=OTHER)
    tasks.reopen(one.id, actor=OTHER)
    tasks.cancel(one.id, "ông Pao đã ra quầy", actor=CLERK)
    with office.store.read() as session:
        found = session.query(AuditEvent).filter(AuditEvent.tag.like("task:%"))
        events = found.order_by(AuditEvent.number).all()
    assert [event.tag for event in events] == [
        "task:given",
        "task:handed_over",
        "task:done",
        "task:reopened",
        "task:cancelled",
    ]
    assert {event.target for event in events} == {str(one.id)}
    assert not any("Pao" in str(event.detail) for event in events)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [("   ", TODAY), ("x" * 201, TODAY), ("Việc", ""), ("Việc", "2025-08-19"), ("Việc", "20/08")],
)
def test_a_task_says_what_and_by_when_or_is_not_kept(tasks, office, text, deadline):
    with pytest.raises(TaskRefusedError):
        give(tasks, text, deadline)
    with office.store.read() as session:
        assert session.query(CampaignTask).count() == 0


def test_a_result_cannot_be_left_out(tasks):
    one = give(tasks)
    with pytest.raises(TaskRefusedError):
        tasks.finish(one.id, " ", actor=CLERK)
    assert tasks.numbered(1).state is TaskState.OPEN
    with pytest.raises(TaskUnknownError):
        tasks.numbered(2)


def test_only_who_works_here_has_tasks(tasks):
    with pytest.raises(TaskOwnerError):
        tasks.note(NewTask(TaskKind.OTHER, "Việc", TODAY), actor="command-line")
    mine = tasks.note(NewTask(TaskKind.OTHER, "Việc", TODAY), actor=OTHER)
    assert (mine.owner, mine.made_by) == (OTHER, OTHER)
    with pytest.raises(TaskOwnerError):
        tasks.board("Không Ai")


def test_what_a_task_is_about_is_found_by_name_receipt_or_cell(tasks, office):
    pao = office.roster.search("giang a pao").rows[0]
    assert tasks.find_about("") == About()
    assert tasks.find_about("giang a pao") == About(pao.member_id, None, "", "Giàng A Pao")
    cell = office.roster.cells()[0]
    assert tasks.find_about(cell.lower()) == About(cell=cell, words=cell)
    key = office.take("giang a pao")
    with office.store.read() as session:
        from desktop.models import Application

        receipt = session.get(Application, key).receipt_number
    assert tasks.find_about(receipt.lower()) == About(pao.member_id, key, "", "Giàng A Pao")
    with pytest.raises(AboutUnknownError):
        tasks.find_about("Không Có Ai Tên Này")
    with pytest.raises(AboutManyError):
        tasks.find_about("thi")
    one = give(tasks, about="giang a pao")
    assert [task.number for task in tasks.of_person(pao.member_id)] == [one.number]
    assert tasks.numbered(one.number).about.words == "Giàng A Pao"


def test_two_desks_number_tasks_apart(tasks):
    ready, failed = threading.Barrier(3), []

    def work(name):
        ready.wait()
        try:
            for _ in range(3):
                give(tasks, to=name)
        except Exception as error:  # told by the thread that started this one
            failed.append(error)
            raise

    hands = [threading.Thread(target=work, args=(name,)) for name in (CLERK, OTHER, CLERK)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert failed == []
    assert sorted(numbers(tasks.board())) == list(range(1, 10))
