"""The phone list in the real window: numbers on Enter, outcomes by one digit, a slip taken back."""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.common.vocabulary import CallFor, CallOutcome
from desktop.intake.calls.views import CallState
from desktop.models import AuditEvent, Member
from desktop.ui.context import PageName
from tests.ui.batch.loop_desk import open_loop, sent_back
from tests.ui.shell.office import HUONG, SIZES

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PHONE = "0900000111"


@contextmanager
def two_to_call(tmp_path):
    """Two people whose records came back; one of them has a phone."""
    with open_loop(tmp_path) as loop:
        with loop.office.services.store.write() as session:
            session.query(Member).filter_by(full_name="Giàng A Pao").one().phone = PHONE
        keys = loop.send("pao", "anh")
        (answer,) = loop.answer(
            sent_back(keys[0], "photo", "photo", "Nền sẫm."), sent_back(keys[1], "signature")
        )
        loop.office.services.answers.apply(answer, actor=HUONG)
        yield loop.office, keys


def phones(page):
    model = page.table.model()
    return [model.cell(row, 2).text for row in range(model.rowCount())]


def say(office, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press the key of an outcome as a person does: not in one burst with what was typed before.

    A button that is pressed by its shortcut stays down for 100 ms before it acts.
    """
    QTest.qWait(200)
    office.press(key, modifier)
    QTest.qWait(130)
    office.idle()


def select(page, key):
    ids = [line.callee.application_id for line in page.table.rows]
    page.table.select_row(ids.index(key))


def test_a_number_is_read_once_it_is_noted_and_the_outcome_is_one_key(tmp_path):
    with two_to_call(tmp_path) as (office, keys):
        office.show(PageName.SENT_BACK)
        office.press(Qt.Key.Key_D, CTRL)
        office.idle()
        page = office.page
        assert (office.here, page.call_for) == (PageName.CALLS, CallFor.MEND)
        assert [line.state for line in page.table.rows] == [CallState.DUE] * 2
        assert sorted(phones(page)) == ["chưa có", "•••• ••• 111"]
        select(page, keys[0])
        assert page.side.need.text() == "Đến chụp lại ảnh"
        assert page.side.said.text() == "Tỉnh ghi: Nền sẫm."
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.side.phone.text() == "0900 000 111"
        with office.services.store.read() as session:
            (event,) = session.query(AuditEvent).filter_by(tag="number:revealed")
            assert event.target == str(keys[0])
        assert not page.action_bar.primary.isEnabled()
        say(office, Qt.Key.Key_3)
        assert "không nghe máy 21/08/2025" in office.toast()
        assert PHONE not in str(phones(page))
        assert page.line.callee.application_id == keys[1]  # on to who is due
        assert "gọi lại sau 1" in page.sums.text()
        say(office, Qt.Key.Key_Z, CTRL)
        assert [line.tries for line in page.table.rows] == [0, 0]
        assert not page.undo.isEnabled()


def test_a_day_and_a_note_go_with_the_outcome(tmp_path):
    with two_to_call(tmp_path) as (office, keys):
        page = office.show(PageName.CALLS)
        select(page, keys[1])
        assert "Chưa có số" in page.side.phone.text()
        page.side.day.setFocus()
        office.type("19082025")  # yesterday
        page.table.setFocus()
        say(office, Qt.Key.Key_1)
        assert "Ngày này không dùng được." in office.bars()[0]
        assert page.side.day.hasFocus()
        page.side.day.selectAll()
        office.type("25082025")
        page.side.words.setFocus()
        office.type("con trai dua di 1 minh")  # digits in a field are words
        page.table.setFocus()
        say(office, Qt.Key.Key_1)
        (call,) = [one.last for one in page.table.rows if one.last]
        assert (call.outcome, call.on_day, call.note, call.called_by) == (
            CallOutcome.COMING,
            "2025-08-25",
            "con trai dua di 1 minh",
            HUONG,
        )
        assert office.bars() == []
        assert page.side.words.value() == ""


def test_chips_choose_the_purpose_and_the_sheet_is_printed(tmp_path):
    with two_to_call(tmp_path) as (office, _keys):
        page = office.show(PageName.CALLS)
        office.press(Qt.Key.Key_3, ALT)
        office.idle()
        assert page.call_for is CallFor.CARD
        assert page.empty.isVisible()
        assert not page.print_button.isEnabled()
        office.press(Qt.Key.Key_1, ALT)
        office.idle()
        say(office, Qt.Key.Key_P, CTRL)
        assert list((tmp_path / "papers").glob("*goi-dien*"))


def test_the_phone_list_fits_every_window(tmp_path):
    with two_to_call(tmp_path) as (office, _keys):
        page = office.show(PageName.CALLS)
        for size in SIZES[:2]:
            office.window.resize(*size)
            office.idle()
            for widget in page.findChildren(QWidget):
                if widget.isVisible() and widget.parentWidget() is not None:
                    corner = widget.mapTo(page, widget.rect().bottomRight())
                    assert corner.x() <= page.width(), (size, widget)
