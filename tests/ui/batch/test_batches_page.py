"""Export to a folder, read back, list, print, verify; trouble leaves every record waiting."""

from __future__ import annotations

from contextlib import contextmanager

import pyrage
import pytest
from PySide6.QtCore import Qt

from desktop.common.errors import DiskFullError
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, open_office


@contextmanager
def batches_page(tmp_path, *, with_key=True, records=("pao", "anh")):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        if with_key:
            key = str(pyrage.x25519.Identity.generate().to_public())
            office.services.security.add_recipient("Tỉnh ủy Sơn La", key, actor=HUONG)
        for name in records:
            office.receive(name)
        office.show(PageName.BATCHES)
        (tmp_path / "usb").mkdir()
        office.page.waits.targets.set_value(str(tmp_path / "usb"))
        yield office, office.page


def test_export_writes_verifies_and_lists(tmp_path):
    with batches_page(tmp_path) as (office, page):
        assert page.waits.count.text() == "2"
        assert page.action_bar.primary.label == "Xuất 2 hồ sơ"
        assert "Tỉnh ủy Sơn La" in page.waits.readers.text()
        office.press(Qt.Key.Key_Return)
        office.idle()
        files = sorted(file.name for file in (tmp_path / "usb").iterdir())
        assert len(files) == 2
        assert files[1].endswith(".qtn") or files[0].endswith(".qtn")
        assert any(name.endswith("-ban-giao.pdf") for name in files)
        assert page.result.isVisible()
        assert page.result.tag.text == "Đã kiểm"
        assert [row.records for row in page.table.rows] == [2]
        assert page.waits.count.text() == "0"
        assert not page.action_bar.primary.isEnabled()
        assert office.toast() == "Đã xuất 2 hồ sơ."


def test_the_sheet_with_names_goes_to_the_printer(tmp_path):
    with batches_page(tmp_path) as (office, page):
        assert not page.print_button.isEnabled()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.print_button.isEnabled()
        page.print_button.click()
        office.idle()
        assert (tmp_path / "papers" / "ban-giao-1.pdf").read_bytes().startswith(b"%PDF")
        assert "ra máy in" in office.toast()


def test_without_a_province_key_the_way_to_the_settings_is_shown(tmp_path):
    with batches_page(tmp_path, with_key=False) as (office, page):
        assert not page.action_bar.primary.isEnabled()
        assert "Chưa có khóa công khai" in office.bars()[0]
        page.bars.bars[0]._act()
        office.idle()
        assert office.here is PageName.SETTINGS
        assert office.page.parts.value() == "recipients"
        assert office.page.recipients.isVisible()


@pytest.mark.parametrize("folder", ["", "khong-co"])
def test_a_folder_that_is_not_there_is_said_and_nothing_is_marked(tmp_path, folder):
    with batches_page(tmp_path) as (office, page):
        page.waits.targets.set_value(str(tmp_path / folder) if folder else "")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.waits.targets.error if not folder else office.bars()
        assert office.services.batch.waiting().count == 2
        assert page.action_bar.primary.isEnabled()


def test_a_full_disk_leaves_no_file_and_every_record_waiting(tmp_path, monkeypatch):
    with batches_page(tmp_path) as (office, page):
        import errno

        from desktop.batch.leaving import service

        def full(*args, **kwargs):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(service, "write_batch", full)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert len(office.bars()) == 1
        assert page.bars.bars[0].message.code == DiskFullError.code
        assert list((tmp_path / "usb").iterdir()) == []
        assert page.waits.count.text() == "2"
        assert page.action_bar.primary.isEnabled()


def test_stopping_marks_nothing(tmp_path):
    with batches_page(tmp_path) as (office, page):
        page._go()
        page.stop.click()
        office.idle()
        assert office.services.batch.waiting().count == 2
        assert list((tmp_path / "usb").iterdir()) == []
        assert any("Đã thôi xuất" in text for text in office.bars())


def test_a_file_is_verified_and_a_changed_one_is_found_out(tmp_path):
    with batches_page(tmp_path) as (office, page):
        office.press(Qt.Key.Key_Return)
        office.idle()
        file = next((tmp_path / "usb").glob("*.qtn"))
        page.verify(file)
        office.idle()
        assert page.result.tag.text == "Nguyên vẹn"
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        page.verify(file)
        office.idle()
        assert page.result.tag.text == "Chưa đúng"
        page.verify(tmp_path / "usb" / "khong-co.qtn")
        office.idle()
        assert office.bars()


def test_with_nothing_waiting_it_says_so(tmp_path):
    with batches_page(tmp_path, records=()) as (_, page):
        assert page.empty.isVisible()
        assert not page.action_bar.primary.isEnabled()
        assert page.waits.about.text() == "Hồ sơ đã nhận đều đã xuất."
