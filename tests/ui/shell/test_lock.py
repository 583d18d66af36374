"""Behind the lock everything stays as it stands; another person may take it over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.common.settings import LOCK_AFTER
from desktop.common.vocabulary import FieldKey
from desktop.models import Application, AuditEvent
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui.context import PageName
from desktop.ui.shell.idle import IdleWatch
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, open_office

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _lock(office):
    office.press(Qt.Key.Key_L, CONTROL)
    page = office.wait_for("LoginPage")
    office.wait(lambda: bool(page.tiles))
    office.idle()
    return page


def _events(office, tag):
    with office.services.store.read() as session:
        return session.query(AuditEvent).filter_by(tag=tag).order_by(AuditEvent.number).all()


def test_what_was_typed_in_the_box_is_there_again(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.type("giang a")
        office.idle()
        rows = len(office.page.results.table.rows)
        assert rows
        login = _lock(office)
        assert login.title == "Màn hình đang khóa"
        assert login.action_bar.primary.label == "Mở khóa"
        office.log_in()
        assert office.page.box.text() == "giang a"
        assert len(office.page.results.table.rows) == rows
        assert office.page.box.input.hasFocus()
        assert office.window.header.isVisible()


def test_a_form_stays_open_with_its_text_and_its_focus(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        application = office.draft()
        page = office.show(PageName.COMPARE, application_id=application)
        page._edit()
        field = page.form.fields.entries[FieldKey.RESIDENCE].field
        field.setFocus()
        field.clear()
        office.type("Ban Na Sang 2")
        _lock(office)
        assert not page.isVisible()
        office.log_in()
        assert office.page is page
        assert page.is_editing
        assert field.hasFocus()
        assert field.text() == "Ban Na Sang 2"
        office.idle()
        kept = office.services.intake.draft(application).fields[FieldKey.RESIDENCE]
        assert kept == "Ban Na Sang 2"


def test_the_camera_is_let_go_behind_the_lock_and_seen_again_after(tmp_path):
    camera = DemoCamera([draw_portrait(0)])
    with open_office(tmp_path / "p", camera=lambda: camera) as office:
        office.log_in()
        page = office.show(PageName.PHOTO, application_id=office.draft())
        watcher = page.watcher
        office.wait(lambda: watcher.newest() is not None)
        _lock(office)
        assert not watcher.is_running
        assert watcher.wait()
        assert watcher.newest() is None
        office.log_in()
        assert office.page is page
        office.wait(lambda: watcher.newest() is not None)
        office.show(PageName.FIND)
        assert watcher.wait()


def test_shots_that_wait_for_a_choice_are_not_shot_over(tmp_path):
    camera = DemoCamera([draw_portrait(0)])
    with open_office(tmp_path / "p", camera=lambda: camera) as office:
        office.log_in()
        page = office.show(PageName.PHOTO, application_id=office.draft())
        office.wait(lambda: page.watcher.newest() is not None)
        page.shoot()
        office.wait(lambda: bool(page.shots), 20000)
        office.idle()
        before = page.shots
        _lock(office)
        office.log_in()
        assert page.shots == before
        assert not page.watcher.automatic
        page.retake()
        assert page.watcher.automatic
        office.show(PageName.FIND)
        assert page.watcher.wait()


def test_the_operator_changes_with_two_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(HUONG_PIN, HUONG)
        _lock(office)
        names = [tile.operator.full_name for tile in office.page.tiles]
        assert office.page.chosen.full_name == HUONG
        digit = Qt.Key(Qt.Key.Key_1 + names.index(TOI))
        office.press(digit, ALT)
        assert office.page.pin.hasFocus()
        assert office.page.action_bar.primary.label == "Vào ca"
        office.type(TOI_PIN)
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        assert office.session._actor == TOI


def _left_by_huong(office):
    office.log_in(HUONG_PIN, HUONG)
    application = office.draft()
    page = office.show(PageName.COMPARE, application_id=application)
    page._edit()
    field = page.form.fields.entries[FieldKey.RESIDENCE].field
    field.setFocus()
    field.clear()
    office.type("Ban Na Sang 2")  # and locked before the autosave rests
    _lock(office)
    return application


def test_another_operator_takes_the_draft_over_and_both_names_are_on_record(tmp_path):
    with open_office(tmp_path / "p") as office:
        application = _left_by_huong(office)
        office.log_in(TOI_PIN, TOI)
        assert office.here is PageName.FIND
        assert any(
            text.startswith(f"{HUONG} đang làm dở hồ sơ của Giàng") for text in office.bars()
        )
        assert _events(office, "draft:taken_over") == []  # an offer is not a deed
        office.press(Qt.Key.Key_T, CONTROL)
        office.idle()
        assert office.here is PageName.COMPARE
        assert office.session.navigation.payload == {"application_id": application}
        draft = office.services.intake.draft(application)
        assert draft.fields[FieldKey.RESIDENCE] == "Ban Na Sang 2"
        (event,) = _events(office, "draft:taken_over")
        assert (event.actor, event.target) == (TOI, str(application))
        assert event.detail == {"from": HUONG, "to": TOI}
        with office.services.store.read() as session:
            row = session.get(Application, application)
            assert (row.opened_by, row.taken_over_by) == (HUONG, TOI)
        assert [row.held_by for row in office.services.overview.drafts()] == [TOI]


def test_who_does_not_take_it_over_begins_anew_and_the_draft_waits(tmp_path):
    with open_office(tmp_path / "p") as office:
        application = _left_by_huong(office)
        office.log_in(TOI_PIN, TOI)
        office.type("lo thi")
        office.idle()
        _lock(office)
        office.log_in(HUONG_PIN, HUONG)
        drafts = office.services.overview.drafts()
        assert [(row.application_id, row.held_by) for row in drafts] == [(application, HUONG)]
        assert _events(office, "draft:taken_over") == []


def test_nothing_is_shown_before_somebody_is_in(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.COMPARE, application_id=office.draft())
        page._go_on()  # it is being saved while the lock falls
        _lock(office)
        assert type(office.page).__name__ == "LoginPage"
        office.session.navigation.back()
        office.session.navigation.show(PageName.TODAY)
        assert type(office.page).__name__ == "LoginPage"
        assert not office.window.header.isVisible()
        office.log_in()
        assert office.here is PageName.TODAY  # the last wish


def test_a_dialog_is_closed_with_the_lock(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        dialog = QDialog(office.window)
        dialog.setModal(True)
        dialog.show()
        office.wait(lambda: QApplication.activeModalWidget() is dialog)
        office.session.lock()
        assert not dialog.isVisible()
        office.wait_for("LoginPage")
        office.idle()


@pytest.mark.parametrize("minutes", ["1", "20"])
def test_nobody_there_for_the_chosen_time_locks(tmp_path, minutes):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        office.services.preferences.set(LOCK_AFTER, minutes, actor=HUONG)
        office.log_in()
        idle = office.session.door.idle
        assert idle.is_counting
        assert idle._seconds == int(minutes) * 60
        idle._touched_at -= int(minutes) * 60 + 1
        office.type("a")  # somebody is there after all
        idle.look()
        assert type(office.page).__name__ == "FindPage"
        idle._touched_at -= int(minutes) * 60 + 1
        idle.look()
        office.wait_for("LoginPage")
        office.idle()
        assert not idle.is_counting


def test_a_counter_may_never_lock_by_itself_and_hears_of_a_change_at_once(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        office.services.preferences.set(LOCK_AFTER, "0", actor=HUONG)
        office.log_in()
        idle = office.session.door.idle
        assert not idle.is_counting
        chosen = office.services.preferences
        office.session.tasks.change(lambda: chosen.set(LOCK_AFTER, "3", actor=HUONG))
        office.idle()
        assert idle.is_counting
        assert idle._seconds == 180


def test_the_watch_tells_once(qtbot, qapp):
    watch = IdleWatch(qapp)
    told = []
    watch.idle.connect(lambda: told.append(True))
    with qtbot.waitSignal(watch.idle, timeout=5000):
        watch.start(0.02)
    assert not watch.is_counting
    watch.look()
    assert told == [True]
    watch.start(0)
    assert not watch.is_counting
