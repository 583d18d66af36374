"""Choosing what leaves and where to: shifts with their counts, sticks that come and go."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from desktop.batch.drives import Drive
from desktop.batch.verify import verify_file
from desktop.ui.batch.drives import plugged_drives
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, open_office

G = 1 << 30


class Sticks:
    """The sticks of a test: folders that can be plugged and pulled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plugged: dict[str, Drive] = {}

    def plug(self, name: str, free: int = 14 * G) -> Path:
        root = self.folder / name
        root.mkdir(parents=True, exist_ok=True)
        self.plugged[name] = Drive(root, name, free, 16 * G, "exfat")
        return root

    def pull(self, name: str) -> None:
        del self.plugged[name]

    def plugged_roots(self) -> list[Path]:
        return [drive.root for drive in self.plugged.values()]

    def __call__(self) -> tuple[Drive, ...]:
        return tuple(self.plugged.values())


@contextmanager
def counter(tmp_path, *plugged):
    """Two people of the morning and one of the evening wait; some sticks are plugged in."""
    sticks, clock = Sticks(tmp_path / "media"), factories.clock()
    for name in plugged:
        sticks.plug(name)
    with open_office(tmp_path / "p", clock=clock, drives=sticks) as office:
        office.log_in()
        key = str(pyrage.x25519.Identity.generate().to_public())
        office.services.security.add_recipient("Tỉnh ủy Sơn La", key, actor=HUONG)
        office.receive("pao")
        office.receive("anh")
        clock.advance(timedelta(hours=11, minutes=30))
        office.receive("vu a do")
        page = office.show(PageName.BATCHES)
        yield office, page, sticks, clock


def look(office, page):
    page.watch.look()
    office.idle()


def words(page):
    return [row.label for row in page.waits.targets.rows.values()]


def ticked(page):
    return [folder.name for folder in page.waits.targets.folders()]


def tick(page, name):
    row = next(row for place, row in page.waits.targets.rows.items() if place.name == name)
    row.click()


def test_a_shift_is_chosen_with_its_count_and_only_it_leaves(tmp_path):
    with counter(tmp_path, "QTN-02") as (office, page, sticks, _):
        choice = page.waits.choice
        offered = [choice.itemText(number) for number in range(choice.count())]
        assert offered[:3] == [
            "Tất cả hồ sơ chờ: 3 hồ sơ",
            "Ca tối 20/08: 1 hồ sơ",
            "Ca sáng 20/08: 2 hồ sơ",
        ]
        assert page.action_bar.primary.label == "Xuất 3 hồ sơ"
        choice.set_value(choice.itemData(1))
        assert page.waits.count.text() == "1"
        assert page.action_bar.primary.label == "Xuất 1 hồ sơ"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert [row.records for row in page.table.rows] == [1]
        assert "Rút USB" in [label.text() for label, _ in page.result._pairs]
        assert len(list(sticks.plugged["QTN-02"].root.glob("*.qtn"))) == 1
        # The shift is empty now; what is left is offered.
        assert choice.value() == "all"
        assert page.action_bar.primary.label == "Xuất 2 hồ sơ"


def test_sticks_come_and_go_and_the_choice_follows(tmp_path):
    with counter(tmp_path) as (office, page, sticks, _):
        assert len(ticked(page)) == 1  # the documents folder
        sticks.plug("QTN-02")
        look(office, page)
        assert ticked(page) == ["QTN-02"]
        sticks.plug("QTN-03", free=1000)
        look(office, page)
        assert words(page) == ["USB “QTN-02”", "USB “QTN-03”"]
        small = page.waits.targets.rows[sticks.plugged["QTN-03"].root]
        assert not small.isEnabled()
        assert "không đủ chỗ" in small.accessibleName()
        sticks.plug("QTN-03")
        look(office, page)
        tick(page, "QTN-03")
        assert ticked(page) == ["QTN-02", "QTN-03"]
        sticks.pull("QTN-02")
        look(office, page)
        assert ticked(page) == ["QTN-03"]
        sticks.pull("QTN-03")
        look(office, page)
        assert len(ticked(page)) == 1
        assert page.watch._timer.isActive()
        office.show(PageName.FIND)
        assert not page.watch._timer.isActive()


def test_two_sticks_at_once_and_the_places_are_remembered(tmp_path):
    with counter(tmp_path, "QTN-02", "QTN-03") as (office, page, sticks, _):
        tick(page, "QTN-03")
        office.press(Qt.Key.Key_Return)
        office.idle()
        for name in ("QTN-02", "QTN-03"):
            assert len(list(sticks.plugged[name].root.glob("*.qtn"))) == 1
        assert office.bars() == []
        office.show(PageName.FIND)
        again = office.show(PageName.BATCHES)
        assert ticked(again) == ["QTN-02", "QTN-03"]
        assert not again.result.isVisible()


def test_a_stick_that_fails_is_named_and_the_batch_is_safe(tmp_path):
    with counter(tmp_path, "QTN-02", "QTN-03") as (office, page, sticks, _):
        tick(page, "QTN-03")
        (sticks.plugged["QTN-03"].root / "TN01-000001.qtn").write_bytes(b"another")
        office.press(Qt.Key.Key_Return)
        office.idle()
        (bar,) = office.bars()
        assert "chưa có ở “QTN-03”" in bar
        assert "Ghi lại tệp lô" in bar
        assert [row.records for row in page.table.rows] == [3]


def test_without_a_place_nothing_is_written(tmp_path):
    with counter(tmp_path, "QTN-02") as (office, page, _sticks, _):
        tick(page, "QTN-02")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.waits.targets.error == "Chọn USB hoặc thư mục để ghi."
        assert office.services.batch.waiting().count == 3
        tick(page, "QTN-02")
        assert not page.waits.targets.error


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614)])
def test_the_page_does_not_scroll_after_an_export_to_two_sticks(tmp_path, width, height):
    with counter(tmp_path, "QTN-02", "QTN-03") as (office, page, _, clock):
        office.window.resize(width, height)
        office.idle()
        tick(page, "QTN-03")
        page.waits.choice.set_value(page.waits.choice.itemData(1))
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.result.isVisible()
        areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
        assert [area.verticalScrollBar().maximum() for area in areas] == [0]
        # The late answer is told at the counter as well, and leads here.
        clock.advance(timedelta(days=4))
        side = office.show(PageName.FIND).side
        assert side.late.isVisible()
        assert side.late.words.text() == "1 lô chờ tỉnh trả lời, lâu nhất 4 ngày."
        side.late.button.click()
        office.idle()
        assert office.here is PageName.BATCHES
        assert any("4 ngày" in bar for bar in office.bars())


def test_no_answer_is_late_on_the_first_day(tmp_path):
    with counter(tmp_path, "QTN-02") as (office, page, _, _clock):
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.about.text() == "1 lô: 0 đã trả lời, 1 mới gửi hôm nay"
        assert not office.show(PageName.FIND).side.late.isVisible()


def test_the_system_is_asked_and_names_no_disk_of_its_own():
    for drive in plugged_drives():
        assert drive.root != Path("/")
        assert drive.total >= drive.free >= 0


def test_a_batch_is_written_again_to_several_sticks(tmp_path):
    with counter(tmp_path, "QTN-01", "QTN-02") as (office, _board, sticks, _clock):
        report = office.services.sending.send([sticks.folder / "QTN-01"], actor=HUONG).export
        sticks.pull("QTN-01")
        sticks.plug("QTN-03")
        page = office.show(PageName.BATCH, batch_id=report.batch_id)
        office.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        targets = page.again.places.targets
        assert [place.name for place in targets.rows if place in sticks.plugged_roots()] == [
            "QTN-02",
            "QTN-03",
        ]
        for place, row in targets.rows.items():
            if row.isChecked() != (place in sticks.plugged_roots()):
                row.click()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert not page.again.isVisible()
        assert "vào 2 nơi" in office.bars()[0]
        files = [root / report.path.name for root in sticks.plugged_roots()]
        assert files[0].read_bytes() == files[1].read_bytes() != report.path.read_bytes()
        assert [verify_file(file).batch_id for file in files] == [report.batch_id] * 2


def test_writing_again_can_be_left_without_writing(tmp_path):
    with counter(tmp_path, "QTN-01") as (office, _board, sticks, _clock):
        report = office.services.sending.send([sticks.folder / "QTN-01"], actor=HUONG).export
        page = office.show(PageName.BATCH, batch_id=report.batch_id)
        page.again_button.click()
        office.idle()
        assert page.again.isVisible()
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.way.isVisible()
        assert not page.again.isVisible()
        page.write_again(sticks.folder / "QTN-01")  # the stick has this very name already
        office.idle()
        assert "Thư mục đã có tệp" in office.bars()[0]
        assert page.again.isVisible()


def test_a_shift_that_was_opened_is_chosen_by_its_number(tmp_path):
    with counter(tmp_path, "QTN-02") as (office, page, _, clock):
        choice = page.waits.choice
        offered = [choice.itemText(number) for number in range(choice.count())]
        assert offered[3] == "Ca số 1, sáng 20/08: 3 hồ sơ"
        office.services.shifts.desk.close(actor=HUONG)
        office.services.shifts.desk.open(actor=HUONG)
        clock.advance(timedelta(minutes=1))
        office.receive("lo thi pang")
        office.show(PageName.BATCHES)
        offered = {choice.itemText(number): number for number in range(choice.count())}
        assert "Ca số 1, sáng 20/08: 3 hồ sơ" in offered
        choice.set_value(choice.itemData(offered["Ca số 2, tối 20/08: 1 hồ sơ"]))
        assert page.action_bar.primary.label == "Xuất 1 hồ sơ"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert [row.records for row in page.table.rows] == [1]
        (line,) = office.services.batch.list_batches()
        assert line.choice.shift.number == 2
