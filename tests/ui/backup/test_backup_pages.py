"""Copies on screen: the line at the counter, the page, and a whole rescue on a new machine."""

import os
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.backup import rescue
from desktop.backup.views import TwinKind
from desktop.security.keystore import MemoryKeyring
from desktop.ui.backup.copy_words import kind_of, short_words, tag_words
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, SIZES, TOI, TOI_PIN, open_office, recovery_text


def save_shot(office, name):
    office.idle()
    if folder := os.environ.get("QTN_SHOTS"):
        office.window.grab().save(f"{folder}/{name}_{office.window.width()}.png")


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "THE-NHO"
    folder.mkdir()
    return folder


def wait_for_copy(office):
    keeper = office.services.keeper
    office.wait(lambda: keeper.state.kind is TwinKind.GOOD, 30000)


@pytest.mark.parametrize("size", SIZES[:2])
def test_from_the_counter_to_a_twin_copy_and_a_backup_by_keys(tmp_path, stick, size):
    with open_office(tmp_path / "quay") as office:
        office.window.resize(*size)
        office.log_in()
        office.receive()
        page = office.show(PageName.FIND)
        assert page.side.copy.words.text() == "Chưa có bản sao: chọn thẻ nhớ"
        save_shot(office, "sao-luu-quay")
        office.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        assert office.here is PageName.BACKUP
        page = office.page
        save_shot(office, "sao-luu-trong")
        page.keep_twin_in(stick)
        office.idle()
        wait_for_copy(office)
        page.twin.refresh()
        assert page.twin.words.text() == "Bản sao: 0 giây trước"
        assert "cùng ổ đĩa" in page.twin.folder.text()
        page.keep_backups_in(tmp_path / "usb")
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: len(page.table.rows) == 1, 30000)
        office.idle()
        assert "nguyên vẹn" in office.toast()
        save_shot(office, "sao-luu")
        office.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        office.wait(lambda: page._task is None and "lúc 07:15" in office.toast(), 30000)
        office.idle()
        file = page.table.rows[0].file
        file.write_bytes(file.read_bytes()[:-5000])
        office.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        office.wait(lambda: bool(office.bars()), 30000)
        assert "bị hỏng" in office.bars()[0]
        assert page.bars.bars[0].message.code == "QTN-510"
        stick.rename(tmp_path / "tui")
        office.services.keeper.wake()
        office.wait(lambda: office.services.keeper.state.kind is TwinKind.MISSING, 30000)
        page.twin.refresh()
        assert "Không thấy thư mục" in page.twin.words.text()
        save_shot(office, "sao-luu-rut-the")
        find = office.show(PageName.FIND)
        assert find.side.copy.words.text() == "Chưa có bản sao: cắm lại thẻ nhớ"


@pytest.mark.parametrize("size", SIZES[:2])
def test_a_new_machine_gets_the_counter_back(tmp_path, stick, size):
    with open_office(tmp_path / "may-cu") as old:
        old.log_in()
        old.receive()
        old.services.keeper.choose_folder(stick, actor=HUONG)
        wait_for_copy(old)
    with open_office(tmp_path / "may-moi", fresh=False, keyring=MemoryKeyring()) as office:
        office.window.resize(*size)
        office.wait_for("FirstStartPage")
        save_shot(office, "lap-quay")
        office.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        page = office.wait_for("RestorePage")
        office.press(Qt.Key.Key_Return)
        assert page._source_entry.error, "it says what is missing"
        page.source.set_value(str(stick))
        page.code.set_value("sai")
        page.receipt.set_value("TN01-000001-00")
        office.press(Qt.Key.Key_Return)
        assert page._receipt_entry.error
        page.receipt.set_value("")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: bool(office.bars()), 30000)
        assert "Mã khôi phục chưa đủ" in office.bars()[0]
        page.code.set_value(recovery_text().replace("\n", " ")[:400])
        save_shot(office, "khoi-phuc")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: page._done is not None, 60000)
        assert "1 hồ sơ đã nhận" in page._words.text()
        assert "số 501" in page._words.text() or "số 1001" in page._words.text()
        save_shot(office, "khoi-phuc-xong")
        page._opened = 0.0
        office.press(Qt.Key.Key_Return)
        office.log_in(pin=TOI_PIN, name=TOI)
        assert len(office.services.overview.today().rows) == 1
        assert office.services.keeper.state.kind is TwinKind.OFF


def test_from_the_restore_page_back_to_a_new_counter(tmp_path):
    with open_office(tmp_path / "may-moi", fresh=False, keyring=MemoryKeyring()) as office:
        office.wait_for("FirstStartPage")
        office.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        office.wait_for("RestorePage")
        office.press(Qt.Key.Key_F7)
        office.wait_for("FirstStartPage")


def test_what_was_kept_long_enough_is_erased_from_the_page(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "quay", clock=clock) as office:
        office.window.resize(*SIZES[0])
        office.log_in()
        key = office.receive().application_id
        batch = factories.add_batch(office.services.store)
        way = ("exported", "acknowledged", "sent_to_print", "printed", "returned", "handed_over")
        factories.bring(office.services.store, key, *way, batch_id=batch)
        page = office.show(PageName.BACKUP)
        assert "quá 90 ngày" in page.erasure.words.text()
        assert not page.erasure.button.isVisible()
        clock.advance(timedelta(days=100))
        page = office.show(PageName.BACKUP)
        assert page.erasure.button.isVisible()
        save_shot(office, "xoa")
        page.erasure.erase_to(tmp_path / "giay")
        office.wait(lambda: "Đã xóa dữ liệu của 1 hồ sơ" in office.toast(), 30000)
        office.idle()
        assert not page.erasure.button.isVisible()
        assert len(list((tmp_path / "giay").iterdir())) == 2
        # Every page that shows the record still opens.
        for name in (PageName.FIND, PageName.TODAY, PageName.BATCHES, PageName.CARDS):
            office.show(name)
            assert office.here is name
        member = office.services.intake.draft(key).member_id
        office.show(PageName.PERSON, member_id=member)
        assert office.here is PageName.PERSON


def test_every_state_has_its_words_and_colours():
    now = factories.MORNING
    for kind in TwinKind:
        state = rescue_state(kind, now)
        assert tag_words(state)
        assert short_words(state, now)
    assert kind_of(rescue_state(TwinKind.OFF, now), real=True) == "warn"
    assert kind_of(rescue_state(TwinKind.OFF, now), real=False) == "neutral"
    assert kind_of(rescue_state(TwinKind.FULL, now), real=True) == "bad"
    assert kind_of(rescue_state(TwinKind.GOOD, now), real=True) == "ok"
    assert rescue.ACTOR == "restore"


def rescue_state(kind, now):
    from desktop.backup.views import TwinState

    return TwinState(kind, "/x", now)
