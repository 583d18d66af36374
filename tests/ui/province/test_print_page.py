"""The printing office in the window: a plain warning, a look at results before they are taken."""

from __future__ import annotations

import io
import json
import zipfile

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models import ReceivedRecord
from desktop.province.reporting.settings import DeskSettingsService
from desktop.security.sealing import new_identity
from desktop.ui.context import PageName
from tests.province.conftest import PEOPLE
from tests.ui.province.desk_window import open_province_window
from tests.ui.shell.test_every_page import cut


@pytest.fixture
def made(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        yield made


def print_page(made):
    made.session.navigation.show(PageName.PROVINCE_PRINT)
    return made.wait_for("PrintPage")


def accept(made, *names):
    station = made.make_station()
    for name in names:
        station.receive(name)
    made.desk.receiving.receive([station.export()], actor="tỉnh")
    made.desk.answering.answer(made.stick, actor="tỉnh")
    with made.desk.data.read() as session:
        return sorted(row.receipt_number for row in session.query(ReceivedRecord))


def numbers(page):
    return [label.text() for label in page.sums.numbers]


def result(made, *lines, name="ket-qua.csv"):
    path = made.folder / name
    path.write_text("\n".join(["Số biên nhận;Số thẻ mới;Kết quả;Lý do", *lines]), "utf-8-sig")
    return path


def test_an_empty_page_says_why_nothing_can_be_made(made):
    page = print_page(made)
    assert numbers(page) == ["0", "0", "0", "0"]
    assert not page.panel.is_filled
    assert not page.side.isVisible()
    assert not page.action_bar.primary.isEnabled()
    assert not page.tell.isVisible()
    assert page.take.isVisible()


def test_without_a_key_clear_text_has_to_be_chosen(made, tmp_path):
    accept(made, *PEOPLE[:2])
    page = print_page(made)
    assert numbers(page) == ["2", "0", "0", "0"]
    made.press(Qt.Key.Key_Return)
    assert page.make.isVisible()
    assert page.make.form.hasFocus()
    assert not page.action_bar.primary.isEnabled()
    assert not page.make.warning.isVisible()
    page.make.sealing.set_value("clear")
    assert page.make.warning.isVisible()
    assert page.action_bar.primary.isEnabled()
    page.make.form.set_value("csv")
    page.work.write(page.make.wanted(), tmp_path / "in")
    assert not page.action_bar.primary.isEnabled()
    made.idle()
    assert [path.name for path in sorted((tmp_path / "in").iterdir())] == [
        "chuyen-in-14-000001-ban-giao.pdf",
        "chuyen-in-14-000001.zip",
    ]
    assert numbers(page) == ["0", "2", "0", "0"]
    assert page.side.lead.text() == "Đã ghi và đọc lại: 2 hồ sơ, 2 ảnh."
    assert [(row.number, row.sent) for row in page.table.rows] == [(1, 2)]
    assert page.table.hasFocus()


def test_with_a_key_a_list_is_sealed_unless_told_otherwise(made, tmp_path):
    accept(made, PEOPLE[0])
    key = new_identity().public
    settings = DeskSettingsService(made.desk.data, made.clock)
    settings.change({"print_key": key}, actor="tỉnh")
    page = print_page(made)
    made.press(Qt.Key.Key_Return)
    assert page.action_bar.primary.isEnabled()
    assert not page.make.wanted().clear
    page.work.write(page.make.wanted(), tmp_path / "in")
    made.idle()
    assert (tmp_path / "in" / "chuyen-in-14-000001.zip.age").is_file()


def test_a_list_that_could_not_be_written_is_kept_and_written_again(made, tmp_path):
    accept(made, PEOPLE[0])
    page = print_page(made)
    made.press(Qt.Key.Key_Return)
    page.make.sealing.set_value("clear")
    (tmp_path / "tep").write_text("")
    page.work.write(page.make.wanted(), tmp_path / "tep")
    made.idle()
    (bar,) = page.bars.bars
    assert "Ghi lại" in bar.message.text
    assert "--again" not in bar.message.text
    (row,) = page.table.rows
    assert (row.number, row.records) == (1, 1)
    QTest.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not page.make.form_entry.isVisible()
    page.make.sealing.set_value("clear")
    page.work.write(page.make.wanted(), tmp_path / "in")
    made.idle()
    assert (tmp_path / "in" / "chuyen-in-14-000001.zip").is_file()
    assert len(page.table.rows) == 1


def test_a_result_is_looked_at_then_taken_and_the_stations_are_told(made, tmp_path):
    one, two = accept(made, *PEOPLE[:2])
    made.desk.printing.transfers.transfer(tmp_path / "in", actor="tỉnh", clear=True)
    page = print_page(made)
    file = result(made, f"{one};001400000001;Đã in;", f"{two};;Hỏng;mờ ảnh", "LA-1;1;Đã in;")
    page.use_file(file)
    made.idle()
    assert page.preview.isVisible()
    assert [label.text() for label in page.preview.sums.numbers] == ["1", "1", "0", "1"]
    assert [row.number for row in page.preview.table.rows] == [4]
    assert numbers(page) == ["0", "2", "0", "0"]  # nothing is written yet
    made.press(Qt.Key.Key_Escape)
    assert page.panel.isVisible()
    page.use_file(file)
    made.idle()
    page._opened = 0.0
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert numbers(page) == ["1", "0", "1", "1"]
    assert page.side.lead.text() == "Đã in 1 thẻ, in không được 1."
    page.use_file(file)
    made.idle()
    assert page.preview.words.text() == "Tệp này đã nhập từ trước, không đổi gì."
    made.press(Qt.Key.Key_Escape)
    page.work.tell(tmp_path / "the")
    made.idle()
    assert [path.name for path in (tmp_path / "the").iterdir()] == ["the-MT02.xlsx"]
    assert page.side.lead.text() == "Đã ghi 1 tệp, mỗi quầy một tệp."
    assert page.side.is_news


def test_a_file_that_is_no_result_is_said(made):
    page = print_page(made)
    page.use_file(result(made).with_name("khong-co.csv"))
    made.idle()
    assert page.bars.isVisible()
    assert page.take.isEnabled()
    assert not page.preview.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_nothing_is_cut_at_printing(made, size):
    accept(made, PEOPLE[0])
    made.window.resize(*size)
    page = print_page(made)
    assert cut(page) == []
    made.press(Qt.Key.Key_Return)
    page.make.sealing.set_value("clear")
    QTest.qWait(30)
    assert cut(page) == []


COLUMNS = {
    "photos": False,
    "columns": [
        {"title": "Biên nhận", "field": "receipt_number"},
        {"title": "Họ tên", "field": "full_name"},
        {"title": "Hình thức", "value": "Cấp đổi"},
    ],
}


def test_columns_and_key_of_the_office_are_chosen_on_the_screen_and_kept(made, tmp_path):
    accept(made, PEOPLE[0])
    page = print_page(made)
    made.press(Qt.Key.Key_Return)
    assert page.make.columns.text().startswith("15 cột: STT, Số biên nhận, Họ và tên")
    assert not page.make.usual_columns.isVisible()
    (tmp_path / "cot.json").write_text(json.dumps(COLUMNS), encoding="utf-8")
    page.setup.use_columns(tmp_path / "cot.json")
    made.idle()
    assert page.make.columns.text() == "3 cột: Biên nhận, Họ tên, Hình thức."
    assert page.make.usual_columns.isVisible()
    assert not page.action_bar.primary.isEnabled()
    office = new_identity()
    (tmp_path / "noi-in.pub").write_text(office.public + "\n", encoding="ascii")
    page.setup.use_key(tmp_path / "noi-in.pub")
    made.idle()
    assert office.public[:10] in page.make.key.text()
    assert page.action_bar.primary.isEnabled()
    assert not page.make.wanted().clear
    assert cut(page) == []
    page.make.form.set_value("csv")
    page.work.write(page.make.wanted(), tmp_path / "in")
    made.idle()
    (sealed,) = (tmp_path / "in").glob("*.zip.age")
    opened = pyrage.decrypt(sealed.read_bytes(), [pyrage.x25519.Identity.from_str(office.secret)])
    with zipfile.ZipFile(io.BytesIO(opened)) as inside:
        (name,) = (one for one in inside.namelist() if one.endswith(".csv"))
        assert not [one for one in inside.namelist() if one.startswith("photos/")]
        text = inside.read(name).decode("utf-8-sig").splitlines()
    assert text[0] == "Biên nhận,Họ tên,Hình thức"
    assert text[1].endswith(",Cấp đổi")


def test_a_bad_file_of_columns_or_key_changes_nothing(made, tmp_path):
    accept(made, PEOPLE[0])
    page = print_page(made)
    made.press(Qt.Key.Key_Return)
    page.make.sealing.set_value("clear")
    (tmp_path / "cot.json").write_text('{"columns": []}', encoding="utf-8")
    page.setup.use_columns(tmp_path / "cot.json")
    made.idle()
    assert "chưa đúng dạng" in page.bars.bars[0].message.title
    page.setup.use_key(tmp_path / "cot.json")
    made.idle()
    assert page.make.columns.text().startswith("15 cột")
    assert page.make.isVisible()
    page.setup.use_usual_columns()
    made.idle()
    assert page.make.wanted().clear  # what was answered stays
    DeskSettingsService(made.desk.data, made.clock).change({"print_columns": "{}"}, actor="tỉnh")
    page = print_page(made)
    made.press(Qt.Key.Key_Return)
    assert "không dùng được nữa" in page.make.columns.text()
    page.make.sealing.set_value("clear")
    page.work.write(page.make.wanted(), tmp_path / "in")
    made.idle()
    assert "không dùng được nữa" in page.bars.bars[0].message.title
    assert numbers(page) == ["1", "0", "0", "0"]
