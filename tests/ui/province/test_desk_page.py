"""The provincial desk in its window: receive, see, answer; sums that add up; words for trouble."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import CardState
from desktop.province.views import Decision
from desktop.ui.shell.front import is_province
from desktop.ui.shell.province_session import account
from tests.province.card_loop import Cards
from tests.province.conftest import PEOPLE
from tests.province.hostile import entry, hostile_batch, record
from tests.ui.province.desk_window import NAME, open_province_window
from tests.ui.shell.test_every_page import cut


def numbers(page):
    return [label.text() for label in page.sums.numbers]


def result(page):
    return page.result.tag.text, page.result.lead.text(), page.result.lines.texts()


def test_the_window_of_a_province_opens_on_its_desk(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        assert is_province(tmp_path / "province")
        header = made.window.header
        assert [tab.tab.text for tab in header.tabs.values()] == [
            "Tiếp nhận",
            "Cần xem",
            "Hồ sơ",
            "In thẻ",
            "Nơi tiếp nhận",
        ]
        assert [name for name, tab in header.tabs.items() if tab.isChecked()] == ["province"]
        assert NAME in made.window.windowTitle()
        assert not header._settings.isVisible()
        assert not header._lock.isVisible()
        assert header._help.isVisible()
        assert page.empty.isVisible()
        assert not page.table.isVisible()
        assert not page.side.isVisible()
        assert page.hasFocus()


def test_a_folder_without_batches_and_a_strange_file_are_said_in_words(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        page.work.receive([tmp_path])
        made.idle()
        assert result(page) == ("Không có lô", "Không có tệp lô nào ở đó.", [])
        (tmp_path / "la.qtn").write_bytes(b"no batch")
        page.work.receive([tmp_path])
        made.idle()
        assert result(page)[:2] == ("Có tệp không nhận", "Không nhận 1 tệp.")
        assert result(page)[2][1:] == ["la.qtn", "Để riêng các tệp này và hỏi lại quầy đã gửi."]
        assert page.result.isVisible()


def test_receiving_counts_and_answers(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        station, other = made.make_station(), made.make_station("MT03", "03863")
        keys = [station.receive(name) for name in PEOPLE[:2]]
        first = station.export()
        station.receive(PEOPLE[2])
        station.export()
        bad = made.stick / "hong.qtn"
        bad.write_bytes(first.read_bytes()[:-200])
        page.work.receive([made.stick])
        assert not page.action_bar.primary.isEnabled()
        assert page.stop.isVisible()
        made.idle()
        tag, lead, lines = result(page)
        assert page.side.currentWidget() is page.result
        assert tag == "Có tệp không nhận"
        assert lead == "Đã nhận 2 tệp với 3 hồ sơ. Không nhận 1 tệp."
        assert lines[1] == "hong.qtn"
        assert lines[-2:] == ["MT02 lô 1: 2 hồ sơ", "MT02 lô 2: 1 hồ sơ"]
        assert numbers(page) == ["3", "0", "0", "0", "3", "0", "0", "0"]
        assert [row.code for row in page.table.rows] == ["MT02", "MT03"]
        assert page.table.hasFocus()
        made.press(Qt.Key.Key_Escape)
        assert page.side.currentWidget() is page.station
        assert [row.sequence for row in page.station.batches.rows] == [2, 1]
        assert [row.waiting for row in page.station.batches.rows] == [1, 2]
        facts = page.station.facts.texts()
        assert facts[0] == "3 hồ sơ đạt, chờ ghi trả lời."
        assert facts[1].startswith("Nhận lần cuối lúc ")
        sent_back = Decision(str(keys[0]), accepted=False, reason="photo", field="photo")
        made.desk.answering.decide([sent_back], actor="cán bộ tỉnh")
        target = tmp_path / "answers"
        target.mkdir()
        page.work.answer(target)
        assert not page.stop.isVisible()
        made.idle()
        tag, lead, lines = result(page)
        assert (tag, lead) == ("Đã ghi", "Đã ghi 2 tệp trả lời: chấp nhận 2 hồ sơ, trả về 1.")
        assert sorted(file.name for file in target.iterdir()) == sorted(
            line.split(":")[0] for line in lines[1:]
        )
        assert numbers(page) == ["3", "2", "1", "0", "0", "0", "0", "0"]
        assert [row.waiting for row in page.station.batches.rows] == [0, 0]
        told = [station.answers.apply(file, actor="Hương") for file in target.iterdir()]
        assert sum(one.accepted for one in told) == 2
        page.work.answer(target)
        made.idle()
        assert result(page) == ("Không có gì mới", "Không có gì mới để trả lời.", [])
        page.table.select_row(1)
        made.idle()
        assert page.side.currentWidget() is page.station
        assert page.station.facts.texts() == ["Chưa nhận lô nào của quầy này."]
        assert not other.states()


def test_the_same_files_again_change_nothing_and_this_is_said(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        station = made.make_station()
        station.receive(PEOPLE[0])
        path = station.export()
        for _ in range(2):
            page.work.receive([path])
            made.idle()
        assert result(page) == (
            "Đã nhận",
            "1 tệp đã nhận từ trước, giữ nguyên.",
            ["Đã có trong sổ", "MT02 lô 1: 1 hồ sơ, đã nhận từ trước"],
        )
        assert numbers(page)[0] == "1"
        rows = made.desk.overview.station("MT02").batches
        assert [row.received_by for row in rows] == [account()]


def test_what_was_kept_apart_and_what_is_missing_is_shown_with_its_reason(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        station = made.make_station()
        broken = entry(record(record_id="00000000-0000-7000-8000-000000000000"))
        name, data = entry(record())
        rows = [(broken[0].replace("00000000-0000", "00000000-0001"), broken[1]), (name, data)]
        page.work.receive([hostile_batch(station, made.stick, rows, sequence=3)])
        made.idle()
        assert "để riêng 1" in result(page)[2][-1]
        assert numbers(page)[5:7] == ["1", "2"]
        row = page.table.rows[0]
        assert row.records == row.accepted + row.rejected + row.held + row.clean == 1
        assert "Thiếu lô số 1–2. Hỏi quầy và nhận bù." in page.station.facts.texts()
        assert page.station.apart.texts() == [
            "1 hồ sơ: Hồ sơ bị hỏng hoặc thiếu phần bắt buộc, lập lại rồi gửi."
        ]


def test_a_double_waits_for_somebody_and_is_not_counted_as_clean(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        for code, commune in (("MT02", "03862"), ("MT03", "03863")):
            station = made.make_station(code, commune)
            station.receive(PEOPLE[0], birth_date="1961-04-05")
            station.export()
        page.work.receive([made.stick])
        made.idle()
        assert numbers(page)[:5] == ["2", "0", "0", "2", "0"]
        assert made.desk.overview.status().duplicates == 1


def test_a_folder_that_cannot_be_written_keeps_the_answers(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        station = made.make_station()
        station.receive(PEOPLE[0])
        station.export()
        page.work.receive([made.stick])
        made.idle()
        (tmp_path / "tep").write_bytes(b"no folder")
        page.work.answer(tmp_path / "tep")
        made.idle()
        bar = page.bars.bars[0].message
        assert "Các câu trả lời đã giữ trong sổ, chưa mất." in bar.text
        assert bar.action == "Ghi lại mọi tệp"
        page.work.answer(made.stick, again=True)
        made.idle()
        assert len(list(made.stick.glob("*.qta"))) == 1


def test_receiving_stops_between_two_files(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        station = made.make_station()
        station.receive(PEOPLE[0])
        station.export()
        station.receive(PEOPLE[1])
        station.export()
        # The lock is taken at once, so the first file must wait and cannot be too quick.
        with made.desk.data.write_plainly():
            page.work.receive([made.stick])
            page.stop.click()
        made.idle()
        assert [bar.message.title for bar in page.bars.bars] == [
            "Đã thôi nhận. Tệp nào nhận xong thì đã ở trong sổ, không có tệp dở."
        ]
        assert len(made.desk.overview.station("MT02").batches) < 2
        assert page.action_bar.primary.isEnabled()
        assert not page.meter.isVisible()


def test_without_the_key_the_recovery_code_opens(tmp_path):
    with open_province_window(tmp_path, has_key=False) as made:
        page = made.wait_for("TroublePage")
        page._field.set_value((tmp_path / "code.txt").read_text(encoding="utf-8"))
        page.action_bar.primary.click()
        made.wait_for("DeskPage")


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_nothing_is_cut(tmp_path, size):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        made.window.resize(*size)
        station = made.make_station()
        station.receive(PEOPLE[0])
        station.export()
        page.work.receive([made.stick])
        made.idle()
        assert cut(made.window) == []
        page.result.closed.emit()
        made.idle()
        assert cut(made.window) == []


def test_what_a_station_says_of_its_cards_is_counted_and_told(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        cards = Cards(made, people=3)
        cards.first_run()
        cards.mark(0, CardState.DAMAGED, "Rách góc")
        cards.mark(1)
        cards.mark(2)
        cards.close()
        cards.hand(2)
        page.work.receive([cards.report("the")])
        made.idle()
        assert result(page) == (
            "Đã nhận",
            "Đã nhận 1 tệp tình hình thẻ.",
            ["Tình hình thẻ", "MT02: tình hình 3 thẻ"],
        )
        assert numbers(page)[7] == "1"
        said = page.station.facts.texts()
        assert "Thẻ: 1 đã trao, 1 chờ trao ở xã." in said
        assert "1 thẻ hỏng hoặc thiếu, chờ in lại." in said
