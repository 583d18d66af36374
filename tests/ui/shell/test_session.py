"""From start to log-in to the counter and back, in the real window."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtTest import QTest

from desktop.security.keystore import MemoryKeyring
from desktop.ui.context import PageName
from desktop.ui.feedback import install_excepthook
from desktop.ui.shell.single import SingleInstance
from tests import factories
from tests.ui.shell.office import (
    HUONG,
    HUONG_PIN,
    TOI,
    TOI_PIN,
    open_office,
    recovery_text,
)

HEAVY = ("sqlalchemy", "alembic", "cv2", "numpy", "reportlab", "keyring", "cryptography", "pyrage")

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.start import make_session

app = QApplication([])
launch = Launch(Path(sys.argv[1]), open=lambda: None, create=lambda station: None)
window, session = make_session(app, launch)
window.painted.disconnect(session.open)
window.painted.connect(app.quit)
window.show()
app.exec()
print("heavy:", ",".join(sorted(name for name in sys.argv[2:] if name in sys.modules)))
"""


def test_the_first_paint_needs_only_qt(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path), *HEAVY],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "heavy: \n" in done.stdout


def test_from_start_to_log_in_to_the_counter(tmp_path):
    with open_office(tmp_path / "p") as office:
        assert type(office.page).__name__ == "OpeningPage"
        page = office.wait_for("LoginPage")
        office.wait(lambda: bool(page.tiles))
        assert not office.window.header.isVisible()
        page.tiles[0].setChecked(True)
        assert page.pin.hasFocus()
        office.type(HUONG_PIN if page.chosen.full_name == HUONG else TOI_PIN)
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        assert office.window.header.isVisible()
        assert not office.window.strip.isVisible()
        assert office.window.isActiveWindow()
        assert office.page.box.input.hasFocus()
        assert "Quầy TN01 · Mường Thử" in office.window.windowTitle()


def test_enter_is_deaf_right_after_the_log_in_page_opens(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait(lambda: type(office.page).__name__ == "LoginPage")
        office.page.enter()
        QTest.keyClick(office.page, Qt.Key.Key_Return)
        assert not office.page.pin_entry.error


def test_a_lock_hides_everything_and_gives_the_same_step_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        application = office.draft()
        office.show(PageName.COMPARE, application_id=application)
        before = office.page
        office.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        login = office.wait_for("LoginPage")
        assert not office.window.header.isVisible()
        assert not before.isVisible()
        office.wait(lambda: bool(login.tiles))
        assert login.chosen.full_name == HUONG  # the last person is chosen already
        office.log_in()
        assert office.here is PageName.COMPARE
        assert office.page is before
        assert office.session.navigation.payload == {"application_id": application}


def test_another_person_starts_at_the_counter_with_their_own_name(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.COMPARE, application_id=office.draft())
        office.session.lock()
        office.log_in(TOI_PIN, TOI)
        assert office.here is PageName.FIND
        assert office.session._actor == TOI


def test_a_card_does_nothing_while_locked(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.session.lock()
        office.wait_for("LoginPage")
        office.session.desk.take_card(factories.CARD)
        assert type(office.page).__name__ == "LoginPage"


def test_starting_again_returns_to_the_step_that_was_open(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        application = office.draft()
        services = office.services
        services.intake.save(application, step=_photo(), actor=HUONG)
        office.show(PageName.PHOTO, application_id=application)
    with open_office(tmp_path / "p", fresh=False) as office:
        office.log_in()
        assert office.here is PageName.PHOTO
        assert office.session.navigation.payload == {"application_id": application}
        assert office.toast().startswith("Mở lại hồ sơ đang làm dở của Giàng A Pao")
        assert office.window.strip.isVisible()


def _photo():
    from desktop.common.vocabulary import Step

    return Step.PHOTO


def test_a_draft_that_was_put_aside_is_not_reopened(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.COMPARE, application_id=office.draft())
        office.show(PageName.FIND)
    with open_office(tmp_path / "p", fresh=False) as office:
        office.log_in()
        assert office.here is PageName.FIND


def test_a_draft_of_another_day_is_not_reopened(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.COMPARE, application_id=office.draft())
    late = factories.clock()
    late.advance(timedelta(hours=13))
    with open_office(tmp_path / "p", fresh=False, clock=late) as office:
        office.log_in()
        assert office.here is PageName.FIND


def test_a_card_opens_the_new_person_and_says_who_was_put_aside(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        rows = office.services.roster.search("", 10).rows or ()
        other = next(
            row
            for row in (*rows, *office.services.roster.search("thi").rows)
            if "Pao" not in row.full_name
        )
        draft = office.services.intake.open(other.member_id, actor=HUONG)
        office.show(PageName.COMPARE, application_id=draft.application_id)
        office.wait(lambda: office.session.desk.file_name == other.full_name)
        office.session.desk.take_card(factories.CARD)
        office.idle()
        assert office.here is PageName.COMPARE
        assert office.session.navigation.payload.get("application_id") != draft.application_id
        assert other.full_name in office.toast()
        kept = {row.application_id for row in office.services.overview.drafts()}
        assert draft.application_id in kept


def test_closing_waits_for_what_is_being_written(tmp_path):
    written = []
    with open_office(tmp_path / "p") as office:
        office.log_in()
        started = threading.Event()

        def slow() -> None:
            started.set()
            threading.Event().wait(0.4)
            written.append(True)

        office.session.tasks.change(slow)
        started.wait(5)
        assert office.window.close()
        assert written == [True]


def test_a_practice_window_says_so(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        assert "THỰC HÀNH" not in office.window.windowTitle()
        office.window.set_station("Quầy TN01", practice=True)
        assert office.window.windowTitle().startswith("THỰC HÀNH")


def test_an_actor_given_at_the_start_needs_no_pin(tmp_path):
    with open_office(tmp_path / "p", actor="Người thực hành") as office:
        office.wait_for("FindPage")
        assert office.session._actor == "Người thực hành"


def test_a_missing_key_asks_for_the_code_and_opens_with_it(tmp_path):
    empty = MemoryKeyring()
    with open_office(tmp_path / "p", keyring=empty) as office:
        page = office.wait_for("TroublePage")
        assert "khóa" in page.title
        office.press(Qt.Key.Key_Return)
        assert "Gõ mã khôi phục" in page._entry.error
        page._field.set_value("SAI-MÃ")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.page is not page)
        again = office.wait_for("TroublePage")
        code = tmp_path / "code.txt"
        code.write_text(recovery_text(), "utf-8")
        again.unlocked.emit(code)
        office.wait_for("LoginPage")
    assert json.loads((tmp_path / "p" / "profile.json").read_text())["profile_id"]


def test_a_newer_profile_is_a_calm_page_without_a_code_field(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
    info = tmp_path / "p" / "profile.json"
    info.write_text(info.read_text().replace('"format": 1', '"format": 99'))
    with open_office(tmp_path / "p", fresh=False) as office:
        page = office.wait_for("TroublePage")
        assert "mới hơn" in page.title
        assert page._field is None
        assert page.action_bar.primary.label == "Thử lại"


def test_a_destroyed_store_is_never_replaced(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
    store = tmp_path / "p" / "store" / "qtn.db"
    store.write_bytes(b"x" * 8192)
    with open_office(tmp_path / "p", fresh=False) as office:
        page = office.wait_for("TroublePage")
        assert page.title
        assert not page.error.title.startswith("Có lỗi")
    assert store.read_bytes() == b"x" * 8192


def test_a_bug_in_a_slot_is_said_calmly(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        restore = install_excepthook(office.session.feedback)
        try:
            sys.excepthook(ZeroDivisionError, ZeroDivisionError("1/0"), None)
        finally:
            restore()
        assert any(text.startswith("Có lỗi, hồ sơ đã được giữ lại.") for text in office.bars())


def test_only_one_window_for_a_profile(tmp_path, qtbot):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    elsewhere = SingleInstance(tmp_path / "other")
    try:
        assert first.acquire()
        assert elsewhere.acquire()
        assert not second.acquire()
        with qtbot.waitSignal(first.called, timeout=3000):
            assert second.call_other()
    finally:
        first.release()
        elsewhere.release()
    third = SingleInstance(tmp_path)
    assert third.acquire()
    third.release()


@pytest.mark.parametrize("number", ["our own", "of another program with our name"])
def test_a_lock_that_a_power_cut_left_keeps_nobody_from_starting(tmp_path, number):
    """Windows marks no boot in a lock, and gives numbers anew after one."""
    before = SingleInstance(tmp_path)
    lock = Path(QDir.tempPath()) / f"{before._name}.lock"
    assert before.acquire(listen=False)
    pid, name, machine, *_ = lock.read_text("utf-8").splitlines()
    before.release()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        try:
            pid = pid if number == "our own" else str(other.pid)
            lock.write_text(f"{pid}\n{name}\n{machine}\n\n\n", "utf-8")
            single = SingleInstance(tmp_path)
            if number == "our own":
                assert single.acquire(listen=False)
            else:
                assert not single.acquire(listen=False)
                assert not single.call_other(seconds=0.5)
                assert single.take_over()
            assert not SingleInstance(tmp_path).acquire(listen=False)
            single.release()
        finally:
            lock.unlink(missing_ok=True)
            other.kill()
