"""The board, answers of the province, keys by digits, and mending only what was sent back."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.batch.trust.service import read_key_file
from desktop.common.settings import ANSWER_LATE_DAYS
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.ui.batch.batch_page import _why
from desktop.ui.context import PageName
from tests import factories
from tests.ui.batch.loop_desk import open_loop, sent_back
from tests.ui.shell.office import HUONG


@contextmanager
def answered(tmp_path, *, reason="photo", field="", note=""):
    """Two people left in one batch; the first one came back."""
    with open_loop(tmp_path) as loop:
        keys = loop.send("pao", "anh")
        (answer,) = loop.answer(sent_back(keys[0], reason, field, note))
        page = loop.board()
        page.taker.take([answer])
        loop.office.idle()
        yield loop, keys, answer


def sums(page):
    strip = page.strip
    parts = (strip.here, strip.on_the_way, strip.back, strip.accepted)
    return int(strip.taken.number.text()), [int(part.number.text()) for part in parts]


def drop(page, *files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(300, 300), action, data, button, no_key))


def test_the_sums_of_the_board_always_reconcile(tmp_path):
    with open_loop(tmp_path) as loop:
        keys = loop.send("pao", "anh")
        loop.office.receive("pang")
        page = loop.board()
        assert sums(page) == (3, [1, 2, 0, 0])
        (answer,) = loop.answer(sent_back(keys[1], "signature"))
        page.taker.take([answer])
        loop.office.idle()
        assert sums(page) == (3, [1, 0, 1, 1])
        loop.office.services.reception.correct(keys[1], actor=HUONG)
        assert sums(loop.board()) == (3, [1, 0, 1, 1])  # being mended is still to be mended
        loop.office.receive("anh")
        assert sums(loop.board()) == (3, [2, 0, 0, 1])


def test_age_and_reminder_follow_the_setting(tmp_path):
    with open_loop(tmp_path) as loop:
        loop.send("pao")
        page = loop.board()
        assert page.about.text() == "1 lô: 0 đã trả lời, 1 mới gửi hôm nay"
        assert loop.office.bars() == []
        loop.clock.advance(timedelta(days=3))
        page = loop.board()
        assert page.about.text() == "1 lô: 0 đã trả lời, 1 chờ, lâu nhất 3 ngày"
        assert "gửi 3 ngày chưa có trả lời" in loop.office.bars()[0]
        assert [row.is_late for row in page.table.rows] == [True]
        loop.office.services.preferences.set(ANSWER_LATE_DAYS, 7, actor=HUONG)
        loop.board()
        assert loop.office.bars() == []


def test_answers_dropped_onto_the_page_are_applied_once(tmp_path):
    with open_loop(tmp_path) as loop:
        keys = loop.send("pao", "anh")
        (answer,) = loop.answer(sent_back(keys[0], "photo", "photo", "Mờ."))
        page = loop.board()
        drop(page, answer)
        loop.office.idle()
        assert page.result.title_label.text() == "Trả lời của tỉnh"
        assert page.result._lead.text() == "Đã ghi lời của tỉnh về 2 hồ sơ."
        assert "Tỉnh trả về 1 hồ sơ." in loop.office.bars()[0]
        (line,) = page.table.rows
        assert (line.accepted, line.rejected, line.waiting, line.to_mend) == (1, 1, 0, 1)
        drop(page, answer)
        loop.office.idle()
        assert "không có gì đổi" in page.result._lead.text()


def test_a_refused_file_says_why_is_kept_aside_and_stops_no_other(tmp_path):
    with open_loop(tmp_path) as loop:
        loop.send("pao")
        (answer,) = loop.answer()
        wrong = tmp_path / "hong.qta"
        wrong.write_bytes(answer.read_bytes()[:-40])
        page = loop.board()
        page.taker.take([wrong, answer])
        loop.office.idle()
        assert any("hong.qta" in text and "giữ riêng" in text for text in loop.office.bars())
        assert page.table.rows[0].accepted == 1
        keys = loop.office.show(PageName.PROVINCE_KEYS)
        assert [row.file_name for row in keys.aside.rows] == ["hong.qta"]
        assert keys.aside_panel.isVisible()


def test_an_answer_before_the_key_is_there_shows_the_way_to_the_keys(tmp_path):
    with open_loop(tmp_path, trusted=False) as loop:
        made = loop.office.services.trust.enrol(loop.stick, actor=HUONG)
        loop.desk.registry.enrol(made.path, actor="tỉnh", fingerprint=made.fingerprint)
        public = read_key_file(loop.key_file).public_key
        loop.office.services.security.add_recipient("Tỉnh", public, actor=HUONG)
        loop.send("pao")
        (answer,) = loop.answer()
        page = loop.board()
        page.taker.take([answer])
        loop.office.idle()
        assert "chưa cài khóa của tỉnh" in loop.office.bars()[0]
        page.bars.bars[0]._act()
        loop.office.idle()
        assert loop.office.here is PageName.PROVINCE_KEYS


def test_a_key_is_believed_only_after_its_digits_were_heard(tmp_path):
    with open_loop(tmp_path, trusted=False) as loop:
        office = loop.office
        page = office.show(PageName.PROVINCE_KEYS)
        assert page.empty.isVisible()
        page.ask(loop.key_file)
        assert not page.action_bar.primary.isEnabled()
        assert loop.fingerprint not in page.trust.spoken_digits
        page.trust.digits.setText("1" * 30)
        page.trust.digits.textEdited.emit("1" * 30)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert "Dãy số khác" in page.trust.entry.error
        assert office.services.trust.provinces() == ()
        page.trust.digits.selectAll()
        office.type(loop.fingerprint.replace(" ", ""))
        assert page.trust.digits.text() == loop.fingerprint
        office.press(Qt.Key.Key_Return)
        office.idle()
        (key,) = page.table.rows
        assert key.compared
        assert page.trust.file is None
        assert office.toast() == "Từ nay quầy tin trả lời của Công an tỉnh (thử)."


def test_an_answer_waits_on_the_page_until_its_key_is_compared(tmp_path):
    with open_loop(tmp_path, trusted=False) as loop:
        office = loop.office
        office.services.trust.install(loop.key_file, actor=HUONG)
        made = office.services.trust.enrol(loop.stick, actor=HUONG)
        loop.desk.registry.enrol(made.path, actor="tỉnh", fingerprint=made.fingerprint)
        (key,) = loop.send("pao")
        (answer,) = loop.answer()
        page = loop.board()
        page.taker.take([answer])
        office.idle()
        assert "chưa đối chiếu" in office.bars()[0]
        page.bars.bars[0]._act()
        office.idle()
        page = office.window.page
        assert page.aside.rows[0].records == 1
        office.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert page.trust.digits.hasFocus()
        assert not page.action_bar.primary.isEnabled()
        office.type(loop.fingerprint.replace(" ", ""))
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.toast().endswith("Đã áp dụng 1 hồ sơ đang chờ.")
        assert page.table.rows[0].compared
        assert not page.aside_panel.isVisible()
        assert not page.compare.isVisible()
        assert office.services.intake.draft(key).state == "acknowledged"


def test_the_enrolment_shows_the_digits_to_read_out(tmp_path):
    with open_loop(tmp_path, trusted=False) as loop:
        page = loop.office.show(PageName.PROVINCE_KEYS)
        page.enrol(loop.stick)
        loop.office.idle()
        assert len(page.trust.spoken_digits.split()) == 6
        made = list(loop.stick.glob("TN01*"))
        loop.desk.registry.enrol(made[0], actor="tỉnh", fingerprint=page.trust.spoken_digits)


def test_another_key_of_the_station_is_asked_for_before_it_is_made(tmp_path):
    with open_loop(tmp_path, trusted=False) as loop:
        office = loop.office
        page = office.show(PageName.PROVINCE_KEYS)
        page.enrol(loop.stick)
        office.idle()
        before = page.trust.spoken_digits
        page.renew_button.click()
        office.idle()
        assert office.services.trust.former() == ()
        page.renew(loop.stick)
        office.idle()
        assert len(page.trust.spoken_digits.split()) == 6
        assert page.trust.spoken_digits != before
        assert len(office.services.trust.former()) == 1


def test_a_batch_shows_every_record_with_its_way(tmp_path):
    with answered(tmp_path, note="Nền sẫm.") as (loop, _, _):
        page = loop.office.page
        page.open_button.click()
        loop.office.idle()
        assert loop.office.here is PageName.BATCH
        page = loop.office.page
        assert [row.verdict for row in page.table.rows] == ["rejected", "accepted"]
        assert page.table.current_row().is_open
        assert page.way.said.text() == "Ảnh chưa đạt, chụp lại. Nền sẫm."
        assert [step.split(",")[0] for step in page.way.steps][-2:] == ["Đã vào lô", "Tỉnh trả về"]
        assert page.action_bar.primary.label == "Sửa hồ sơ này"
        page.table.select_row(1)
        loop.office.idle()
        assert page.action_bar.primary.label == "Về các lô"
        loop.office.press(Qt.Key.Key_Return)
        loop.office.idle()
        assert loop.office.here is PageName.BATCHES


@pytest.mark.parametrize(
    ("reason", "field", "where"),
    [
        ("photo_background", "photo", PageName.PHOTO),
        ("signature", "", PageName.SIGN),
        ("birth_date", "", PageName.CHECK),
        ("other_field", "cell", PageName.CHECK),
        ("duplicate", "", PageName.CHECK),
    ],
)
def test_a_record_opens_at_the_bad_item_with_the_provinces_words(tmp_path, reason, field, where):
    with answered(tmp_path, reason=reason, field=field, note="Xem lại.") as (loop, keys, _):
        office = loop.office
        office.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        assert office.here is PageName.SENT_BACK
        assert office.page.said.text().endswith("Xem lại.")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is where
        assert any("Xem lại." in text for text in office.bars())
        draft = office.services.intake.draft(keys[0])
        assert draft.photo is not None
        assert draft.signature is not None
        if where is PageName.CHECK and reason != "duplicate":
            bad = FieldKey(field or reason)
            assert office.page.list.rows[bad].button.hasFocus()


def test_what_was_mended_goes_out_as_a_new_version_of_the_same_record(tmp_path):
    with answered(tmp_path, reason="full_name") as (loop, keys, _):
        office = loop.office
        number = office.services.intake.draft(keys[0]).receipt_number
        office.show(PageName.DRAFTS)
        (row,) = office.page.table.rows
        assert row.state is ApplicationState.REJECTED
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.CHECK
        office.page._opened = 0.0
        office.page._save_only()
        office.idle()
        assert office.services.batch.waiting().count == 1
        assert office.services.intake.draft(keys[0]).receipt_number == number
        office.services.batch.export(loop.stick, actor=HUONG)
        (again,) = loop.answer()
        page = loop.board()
        page.taker.take([again])
        office.idle()
        assert sums(page) == (2, [0, 0, 0, 2])
        assert [line.state for line in page.table.rows] == ["answered", "answered"]
        assert office.services.board.sent_back() == ()


def test_the_photo_alone_is_taken_again_and_all_else_is_kept(tmp_path):
    with answered(tmp_path, reason="photo") as (loop, keys, _):
        office = loop.office
        before = office.services.intake.draft(keys[0])
        office.services.reception.correct(keys[0], actor=HUONG)
        fresh = factories.jpeg(320, 426)
        office.services.intake.accept_photo(keys[0], fresh, report={}, actor=HUONG)
        after = office.services.intake.draft(keys[0])
        assert (after.fields, after.signature) == (before.fields, before.signature)
        office.show(PageName.SIGN, application_id=keys[0], again=True)
        assert any("Tỉnh trả về" in text for text in office.bars())


def test_the_person_who_comes_back_is_led_to_the_bad_item(tmp_path):
    with answered(tmp_path, reason="signature", note="Ký lệch.") as (loop, keys, _):
        office = loop.office
        page = office.show(PageName.ALREADY_DONE, application_id=keys[1])
        assert page.title == "Người này đã có biên nhận"
        page = office.show(PageName.ALREADY_DONE, application_id=keys[0])
        assert page.title == "Tỉnh trả hồ sơ này về"
        assert "Ký lệch." in office.bars()[0]
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.SIGN


def test_undoing_a_mended_record_never_makes_a_second_one(tmp_path):
    with answered(tmp_path, reason="full_name") as (loop, keys, _):
        reception, board = loop.office.services.reception, loop.office.services.board
        number = reception.correct(keys[0], actor=HUONG).receipt_number
        reception.receive(keys[0], actor=HUONG)
        draft = reception.reopen(keys[0], actor=HUONG)
        assert (draft.application_id, draft.receipt_number) == (keys[0], number)
        assert board.last_word(keys[0]) is not None
        assert board.board().taken == 2
        assert reception.receive(keys[0], actor=HUONG).receipt_number == number


def test_a_batch_whose_stick_was_lost_is_written_again(tmp_path):
    with open_loop(tmp_path) as loop:
        loop.send("pao")
        page = loop.board()
        page.open_button.click()
        loop.office.idle()
        (tmp_path / "usb2").mkdir()
        page = loop.office.page
        page.write_again(tmp_path / "usb2")
        loop.office.idle()
        assert "Đã ghi lại TN01-000001.qtn" in loop.office.bars()[0]
        found = loop.desk.receiving.receive([tmp_path / "usb2"], actor="tỉnh")
        assert [(one.sequence, one.records) for one in found.taken] == [(1, 1)]
        (made,) = loop.desk.answering.answer(loop.stick, actor="tỉnh")
        page = loop.board()
        drop(page, made.path)
        loop.office.idle()
        assert sums(page) == (1, [0, 0, 0, 1])


def test_a_key_file_dropped_onto_the_board_asks_for_its_digits(tmp_path):
    with open_loop(tmp_path, trusted=False) as loop:
        drop(loop.board(), loop.key_file)
        loop.office.idle()
        assert loop.office.here is PageName.PROVINCE_KEYS
        assert loop.office.page.trust.file == loop.key_file


def test_with_nothing_to_send_enter_leads_to_what_has_to_be_mended(tmp_path):
    with answered(tmp_path) as (loop, _, _):
        office, page = loop.office, loop.office.page
        assert page.action_bar.primary.label == "Sửa 1 hồ sơ trả về"
        assert office.services.board.sent_back_count() == 1
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.SENT_BACK


def test_the_way_of_a_record_is_told_in_words(tmp_path):
    with answered(tmp_path) as (loop, _, _):
        services = loop.office.services
        for cause in ("card_count 7", "found", "damaged: gãy góc", "missing: rơi", "reopened"):
            said = _why(cause)
            assert said.endswith((".", "gãy góc", "rơi"))
            assert cause not in said
        assert _why("the-MT02.xlsx") == "the-MT02.xlsx"
        assert _why("photo") == "Ảnh chưa đạt, chụp lại."
        page = loop.office.show(PageName.BATCH, batch_id=services.board.board().batches[0].id)
        assert page.way.steps[-1].endswith("Ảnh chưa đạt, chụp lại.")
