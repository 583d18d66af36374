from __future__ import annotations

import functools
import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QLabel

from desktop.common.errors import UserFacingError
from desktop.common.work import Work
from desktop.ui.feedback import Feedback, Message
from desktop.ui.tasks import Task, TaskRunner, _Job


class Page(QObject):
    """A receiver that writes down what arrives and on which thread."""

    def __init__(self):
        super().__init__()
        self.results = []
        self.errors = []
        self.steps = []
        self.threads = set()
        self.cancelled = 0

    def done(self, result):
        self.results.append(result)
        self.threads.add(QThread.currentThread())

    def failed(self, error):
        self.errors.append(error)

    def progress(self, done, total, text):
        self.steps.append((done, total, text))
        self.threads.add(QThread.currentThread())

    def stopped(self):
        self.cancelled += 1


@pytest.fixture
def feedback():
    return Feedback()


@pytest.fixture
def messages(feedback):
    seen: list[Message] = []
    feedback.bar_requested.connect(seen.append)
    return seen


@pytest.fixture
def runner(feedback, qapp):
    made = TaskRunner(feedback)
    yield made
    assert made.stop(5.0)
    qapp.processEvents()


def test_a_query_runs_elsewhere_and_its_result_arrives_on_the_gui_thread(runner, qtbot):
    page = Page()
    runner.query(threading.get_ident, page.done)
    qtbot.waitUntil(lambda: bool(page.results))
    assert page.results[0] != threading.get_ident()
    assert page.threads == {page.thread()}


def test_changes_run_one_at_a_time_in_the_order_asked(runner, qtbot):
    page, trail, inside = Page(), [], []

    def write(number):
        inside.append(number)
        assert len(inside) == 1
        time.sleep(0.002 if number % 3 else 0.006)
        trail.append((number, threading.get_ident()))
        inside.pop()
        return number

    for number in range(25):
        runner.change(lambda number=number: write(number), page.done)
    assert runner.pending_changes == 25
    qtbot.waitUntil(lambda: len(page.results) == 25)
    assert page.results == list(range(25))
    assert [number for number, _ in trail] == list(range(25))
    assert len({thread for _, thread in trail}) == 1
    assert runner.pending_changes == 0


def test_busy_is_told_once_at_each_end(runner, qtbot):
    told: list[bool] = []
    runner.busy_changed.connect(told.append)
    page = Page()
    for number in range(3):
        runner.change(lambda number=number: number, page.done)
    qtbot.waitUntil(lambda: len(page.results) == 3)
    assert told == [True, False]


def test_an_error_for_people_goes_to_the_one_who_asked(runner, messages, qtbot):
    page = Page()

    def refuse():
        raise UserFacingError("Ổ đĩa đầy.", "Dọn ổ đĩa rồi lưu lại.")

    runner.change(refuse, page.done, page.failed)
    qtbot.waitUntil(lambda: bool(page.errors))
    assert page.errors[0].title == "Ổ đĩa đầy."
    assert not messages
    assert not page.results


def test_an_error_for_people_without_receiver_becomes_a_bar(runner, messages, qtbot):
    def refuse():
        raise UserFacingError("Ổ đĩa đầy.", "Dọn ổ đĩa rồi lưu lại.", code="QTN-101")

    runner.query(refuse, print)
    qtbot.waitUntil(lambda: bool(messages))
    assert (messages[0].title, messages[0].code) == ("Ổ đĩa đầy.", "QTN-101")


def test_a_bug_is_logged_with_the_id_the_person_reads(runner, messages, qtbot, caplog):
    page = Page()
    runner.query(lambda: 1 // 0, page.done, page.failed)
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].title == "Có lỗi, hồ sơ đã được giữ lại."
    assert messages[0].code in messages[0].text
    assert messages[0].code in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert not page.errors


def test_a_result_for_a_deleted_screen_is_dropped(runner, qtbot, qapp):
    gate, marks = threading.Event(), []

    class Screen(QLabel):
        def done(self, result):
            marks.append(result)
            self.setText(str(result))

    screen = Screen()
    task = runner.query(lambda: gate.wait(5), screen.done)
    screen.deleteLater()
    qapp.sendPostedEvents(screen, 52)  # QEvent::DeferredDelete
    gate.set()
    qtbot.waitUntil(lambda: task.is_finished)
    qapp.processEvents()
    assert not marks


def test_a_cancelled_query_delivers_nothing(runner, qtbot, qapp):
    gate, page = threading.Event(), Page()
    task = runner.query(lambda: gate.wait(5), page.done)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: task.is_finished)
    qapp.processEvents()
    assert not page.results


def test_a_cancelled_change_that_has_not_started_is_never_written(runner, qtbot):
    gate, written, page = threading.Event(), [], Page()
    runner.change(lambda: gate.wait(5))
    second = runner.change(lambda: written.append("second"))
    runner.change(lambda: written.append("third"), page.done)
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(page.results))
    assert written == ["third"]


def test_long_work_tells_its_progress_and_ends(runner, qtbot):
    page = Page()

    def work_through(work: Work):
        for number in range(1, 2001):
            work.report(number, 2000, "dòng")
        return "xong"

    runner.run_long(work_through, page.done, on_progress=page.progress)
    qtbot.waitUntil(lambda: bool(page.results))
    assert page.results == ["xong"]
    assert page.steps[-1] == (2000, 2000, "dòng")
    assert len(page.steps) < 2000, "progress must be thinned out, not queued"
    assert page.threads == {page.thread()}


def test_long_work_stops_when_asked(runner, qtbot):
    page, started = Page(), threading.Event()

    def work_for_ever(work: Work):
        number = 0
        while True:
            work.report(number := number + 1, 0)
            started.set()
            time.sleep(0.001)

    task = runner.run_long(work_for_ever, page.done, on_cancelled=page.stopped)
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(page.cancelled))
    assert task.is_finished
    assert not page.results


def test_work_that_was_done_before_it_heard_of_the_wish_is_told(runner, qtbot):
    page, begun, asked = Page(), threading.Event(), threading.Event()

    def just_done(work: Work):
        begun.set()
        assert asked.wait(5)
        assert work.is_cancelled
        return "đã lưu"

    task = runner.run_long(just_done, page.done, on_cancelled=page.stopped)
    assert begun.wait(5)
    task.cancel()
    asked.set()
    qtbot.waitUntil(lambda: bool(page.results))
    assert (page.results, page.cancelled) == (["đã lưu"], 0)


def test_an_error_after_the_wish_to_stop_is_told_too(runner, qtbot):
    page, begun, asked = Page(), threading.Event(), threading.Event()

    def fails_late(work: Work):
        begun.set()
        assert asked.wait(5)
        assert work.is_cancelled
        raise UserFacingError("Ổ đĩa đầy.", "Dọn bớt rồi bấm lại.")

    task = runner.run_long(fails_late, page.done, page.failed, on_cancelled=page.stopped)
    assert begun.wait(5)
    task.cancel()
    asked.set()
    qtbot.waitUntil(lambda: bool(page.errors))
    assert (page.results, page.cancelled) == ([], 0)


def test_stop_finishes_every_change_and_refuses_new_work(feedback, qapp):
    runner, written = TaskRunner(feedback), []

    def write(number):
        time.sleep(0.01)
        written.append(number)

    for number in range(10):
        runner.change(functools.partial(write, number))
    assert runner.stop(5.0)
    assert written == list(range(10))
    late = runner.change(lambda: written.append("late"))
    assert late.is_finished
    qapp.processEvents()
    assert runner.pending_changes == 0
    assert "late" not in written


def test_stop_says_when_it_did_not_end_in_time(feedback, qapp):
    runner, gate = TaskRunner(feedback), threading.Event()
    runner.change(lambda: gate.wait(5))
    assert not runner.stop(0.05)
    gate.set()
    assert runner.stop(5.0)
    qapp.processEvents()


def test_work_that_outlives_the_runner_ends_quietly(feedback, qapp, caplog):
    runner, gate = TaskRunner(feedback), threading.Event()
    page = Page()
    runner.query(lambda: gate.wait(5), page.done)
    threading.Timer(0.05, gate.set).start()
    runner.stop(5.0)
    runner.deleteLater()
    qapp.sendPostedEvents(runner, 52)  # QEvent::DeferredDelete
    qapp.processEvents()
    assert not page.results


def test_what_the_worker_holds_does_not_keep_the_screen_alive():
    page = Page()
    reference = weakref.ref(page)
    job = _Job(1, Task(threading.get_ident, page.done, page.failed, Work()), print)
    del page
    gc.collect()
    assert reference() is None
    assert job is not None


class Large:
    """What a call may hold: a picture, a list of people."""


@pytest.mark.parametrize("ends_well", [True, False])
def test_what_a_call_held_is_given_back_when_it_is_over(runner, qtbot, messages, ends_well):
    page, held = Page(), Large()
    seen = weakref.ref(held)

    def call(held=held):
        if not ends_well:
            raise UserFacingError("Không ghi được", "Thử lại.", code="QTN-000")
        return "xong"

    runner.query(call, page.done, page.failed)
    del call, held
    qtbot.waitUntil(lambda: bool(page.results or page.errors))
    qtbot.waitUntil(lambda: runner._pool.activeThreadCount() == 0)
    page.errors.clear()
    gc.collect()
    assert seen() is None
