"""Deciding by keys at the province: accept, send back, next, undo; doubles side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.province.records.views import RecordQuery, Standing
from desktop.ui.context import PageName
from tests import factories
from tests.province.conftest import PEOPLE
from tests.province.hostile import entry, hostile_batch, record
from tests.province.many_records import fill
from tests.ui.province.desk_window import open_province_window
from tests.ui.shell.test_every_page import cut, english, unnamed


def go(made, name, **payload):
    made.session.navigation.show(name, **payload)
    made.idle()
    QTest.qWait(20)
    made.idle()
    made.page._opened = 0.0
    return made.page


def settle(made):
    QTest.qWait(20)
    made.idle()
    QTest.qWait(20)
    made.idle()
    made.page._opened = 0.0


def standing(made, line):
    return made.desk.review.detail(line.id).line.standing


def twins(made):
    """Two stations sent the same person."""
    for code, commune in (("MT02", "03862"), ("MT03", "03863")):
        station = made.make_station(code, commune)
        station.receive(PEOPLE[0], birth_date="1961-04-05")
        station.export()
    made.desk.receiving.receive([made.stick], actor="tỉnh")


def test_accept_reject_and_undo_by_keys_alone(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        fill(made.desk, 600, clock=factories.clock(), stations=2)
        page = go(made, PageName.PROVINCE_REVIEW)
        face, table = page.face, page.face.list.table
        count = table.count
        assert count == made.desk.review.counts().held > 3
        first = face.line
        made.press(Qt.Key.Key_A)
        second = face.line
        assert second.id != first.id
        settle(made)
        assert standing(made, first) is Standing.ACCEPTED
        # The reason is proposed from what was found.
        made.press(Qt.Key.Key_R)
        settle(made)
        found = made.desk.review.detail(second.id)
        assert found.line.standing is Standing.REJECTED
        assert found.line.reason in {"personal_id", "not_eligible", "duplicate"}
        at = table.currentIndex().row()
        made.press(Qt.Key.Key_J)
        assert table.currentIndex().row() == at + 1
        made.press(Qt.Key.Key_K)
        assert table.currentIndex().row() == at
        settle(made)
        QTest.keyClick(made.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(made)
        assert standing(made, second) is Standing.HELD
        assert face.line.id == second.id
        QTest.keyClick(made.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(made)
        assert standing(made, first) is Standing.HELD
        assert not page.undo.isVisible()
        assert page.chips[Standing.HELD]._count == str(count)


def test_doubles_stand_side_by_side_with_what_differs_marked(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        twins(made)
        page = go(made, PageName.PROVINCE_REVIEW)
        page.chips[Standing.DOUBLED].click()
        settle(made)
        sheet = page.face.sheet
        assert [head.isVisible() for head in sheet.heads] == [True, True]
        assert [head.place.text().split(" · ")[0] for head in sheet.heads] == ["MT02", "MT03"]
        assert all(not head.photo.image.isNull() for head in sheet.heads)
        assert sheet.marked == []
        masked = {row[0]: row[1:] for row in sheet.texts()}["Số định danh"]
        assert masked[0].startswith("••••")
        made.press(Qt.Key.Key_F5)
        settle(made)
        whole = {row[0]: row[1:] for row in sheet.texts()}["Số định danh"]
        assert "•" not in whole[0]
        assert whole[0] == whole[1]
        page.face.decision.reason.set_value("duplicate")
        page.face.decision.note.set_value("Đã có ở MT03")
        made.press(Qt.Key.Key_R)
        settle(made)
        rows = made.desk.records
        back = rows.page(rows.marks(RecordQuery(standing=Standing.REJECTED), page=9), 0)
        assert [row.station for row in back] == ["MT02"]
        assert made.desk.review.detail(back[0].id).note == "Đã có ở MT03"


def test_sending_back_without_a_reason_comes_to_its_field(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        station = made.make_station()
        station.receive(PEOPLE[0])
        station.export()
        made.desk.receiving.receive([made.stick], actor="tỉnh")
        rows = made.desk.records
        line = rows.page(rows.marks(RecordQuery(), page=9), 0)[0]
        page = go(made, PageName.PROVINCE_RECORD, record=line)
        assert page.back.isVisible()
        page.face.decision.reason.set_value("")
        made.press(Qt.Key.Key_R)
        assert page.face.decision.reason_entry.error
        assert page.face.decision.reason.hasFocus()
        page.face.decision.reason.set_value("other")
        page.reject.click()
        assert page.face.decision.note.hasFocus()
        # A letter typed into the note is a letter, not an answer.
        QTest.keyClicks(page.face.decision.note, "ar")
        settle(made)
        assert standing(made, line) is not Standing.ACCEPTED
        page.reject.click()
        settle(made)
        assert made.desk.review.detail(line.id).note == "ar"


def test_all_clean_at_once_then_answers(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        station = made.make_station()
        for name in PEOPLE[:2]:
            station.receive(name)
        station.export()
        made.desk.receiving.receive([made.stick], actor="tỉnh")
        page = go(made, PageName.PROVINCE_REVIEW)
        counts = made.desk.review.counts()
        assert page.counts == counts
        page.accept_clean()
        settle(made)
        assert made.desk.review.counts().clean == 0
        page.undo.click()
        settle(made)
        assert made.desk.review.counts().clean == counts.clean


def test_what_was_kept_apart_is_listed_with_its_reason(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        station = made.make_station()
        broken = entry(record(record_id="00000000-0000-7000-8000-000000000000"))
        rows = [(broken[0].replace("00000000-0000", "00000000-0001"), broken[1])]
        path = hostile_batch(station, made.stick, rows, sequence=1)
        made.desk.receiving.receive([path], actor="tỉnh")
        page = go(made, PageName.PROVINCE_REVIEW)
        page.chips["apart"].click()
        settle(made)
        assert [row.reason for row in page.apart.table.rows] == ["bad_record"]
        assert "Hồ sơ bị hỏng" in page.apart.lines.texts()[0]
        assert not page.reject.isVisible()


def test_the_list_searches_filters_jumps_and_opens(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        fill(made.desk, 1_100, clock=factories.clock(), stations=3)
        made.press(Qt.Key.Key_F3)
        page = made.wait_for("RecordsPage")
        settle(made)
        table = page.list.table
        assert table.count == 1_100
        assert page.filters.search.input.hasFocus()
        control = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(page.filters.search.input, Qt.Key.Key_End, control)
        settle(made)
        last = table.current_row()
        assert table.currentIndex().row() == 1_099
        assert table.pages_held < 6
        assert page.side.title_label.text() == last.full_name
        page.filters.search.set_text(last.receipt_number)
        settle(made)
        assert [table.row_at(0).id, table.count] == [last.id, 1]
        made.press(Qt.Key.Key_Return)
        review = made.wait_for("ReviewPage")
        settle(made)
        assert review.face.detail.line.id == last.id
        made.press(Qt.Key.Key_F7)
        page = made.wait_for("RecordsPage")
        settle(made)
        page.filters.commune.set_value("03801")
        page.filters.commune.value_changed.emit()
        page.filters.search.set_text("không ai tên thế này")
        settle(made)
        assert not page.panel.is_filled
        made.press(Qt.Key.Key_Escape)
        settle(made)
        assert table.count == 1_100


def test_empty_pages_say_what_to_do_and_enter_does_it(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        page = go(made, PageName.PROVINCE_RECORDS)
        assert page.empty.isVisible()
        made.press(Qt.Key.Key_Return)
        made.wait_for("DeskPage")
        page = go(made, PageName.PROVINCE_REVIEW)
        assert page.face.empty.isVisible()
        assert page.action_bar.primary.label == "Tạo tệp trả lời"


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_no_page_of_the_province_is_cut_or_in_english(tmp_path, size):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        made.window.resize(*size)
        fill(made.desk, 600, clock=factories.clock(), stations=2)
        for name in (PageName.PROVINCE_RECORDS, PageName.PROVINCE_REVIEW):
            page = go(made, name)
            for chip in getattr(page, "chips", {"": None}).values():
                if chip is not None:
                    chip.click()
                    settle(made)
                trouble = cut(made.window) + unnamed(made.window) + english(page)
                assert trouble == [], (name, trouble)
                assert made.window.width() == size[0]
