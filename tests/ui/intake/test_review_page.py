"""Reviewing by keys in the real window, and what comes back to the counter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.settings import REVIEW_REQUIRED, REVIEW_SAMPLE
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.intake.review.returning import GivenBack, ReturnReason, reason_words
from desktop.models import Application
from desktop.ui.context import PageName
from tests.intake import review_desk as desk
from tests.ui.security.visible_numbers import texts
from tests.ui.shell.office import HUONG, SIZES, TOI, TOI_PIN, open_office
from tests.ui.shell.test_every_page import cut, doubled, english, unnamed

State = ApplicationState


def settle(office):
    for _ in range(2):
        QTest.qWait(20)
        office.idle()
    office.page._opened = 0.0


def prepared(office, tmp_path, people=4, percent=100):
    """A supervisor's window on records that somebody else took."""
    services = office.services
    services.preferences.set(REVIEW_REQUIRED, True, actor=HUONG)
    services.preferences.set(REVIEW_SAMPLE, percent, actor=HUONG)
    services.imports.import_list(desk.write_list(tmp_path, 20), actor=HUONG)
    services.roster.forget_index()
    return [desk.take(services, n, actor=TOI) for n in range(people)]


def review(office):
    page = office.show(PageName.REVIEW)
    settle(office)
    return page


def state(office, key):
    with office.services.store.read() as session:
        return State(session.get(Application, key).state)


def test_approve_return_move_and_undo_by_keys_alone(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        keys = prepared(office, tmp_path, 3)
        odd = desk.take(office.services, 5, actor=TOI, card=desk.scan(5, "Lò Văn Khác"))
        page = review(office)
        face = page.face
        assert face.row.application_id == odd
        assert "• Họ tên khác danh sách" in face.sheet.head_view.why.text()
        assert FieldKey.FULL_NAME in face.sheet.marked
        assert face.sheet.texts()[FieldKey.FULL_NAME][1] == "Lò Văn Khác"
        assert face.back.reason.value() == "full_name"
        office.press(Qt.Key.Key_R)
        settle(office)
        assert state(office, odd) is State.NEEDS_SUPPLEMENT
        first = face.row.application_id
        assert first == keys[0]
        office.press(Qt.Key.Key_A)
        settle(office)
        assert state(office, first) is State.APPROVED
        second = face.row.application_id
        office.press(Qt.Key.Key_J)
        assert face.row.application_id == keys[2]
        office.press(Qt.Key.Key_K)
        assert face.row.application_id == second
        for key in (first, odd):
            settle(office)
            QTest.keyClick(
                office.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
            )
            settle(office)
            assert state(office, key) is State.RECEIVED
            assert face.row.application_id == key
        assert not page.undo.isVisible()


def test_enter_in_the_note_gives_back_and_never_approves(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        (key, *_) = prepared(office, tmp_path, 2)
        page = review(office)
        office.press(Qt.Key.Key_R)  # no reason is proposed: it is asked for
        assert page.face.back.reason.hasFocus()
        assert page.face.back.reason_entry.error
        page.face.back.reason.set_value(ReturnReason.OTHER.value)
        office.press(Qt.Key.Key_R)
        assert state(office, key) is State.RECEIVED
        page.face.back.note.setFocus()
        office.type("ar chi bo 2")
        office.press(Qt.Key.Key_Return)
        settle(office)
        assert state(office, key) is State.NEEDS_SUPPLEMENT
        (row,) = office.services.review.returned()
        assert row.said == GivenBack(ReturnReason.OTHER, None, "ar chi bo 2")


def test_own_records_are_refused_with_words(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        prepared(office, tmp_path, 0)
        key = desk.take(office.services, 0, actor=HUONG)
        page = review(office)
        assert page.face.row.is_own
        assert not page.action_bar.primary.isEnabled()
        office.press(Qt.Key.Key_A)
        settle(office)
        assert state(office, key) is State.RECEIVED
        assert any("có tên người duyệt" in text for text in office.bars())


def test_numbers_are_masked_until_asked_for(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        prepared(office, tmp_path, 2)
        page = review(office)
        assert "•" in page.face.sheet.texts()[FieldKey.PERSONAL_ID][1]
        office.press(Qt.Key.Key_F5)
        settle(office)
        assert "•" not in page.face.sheet.texts()[FieldKey.PERSONAL_ID][1]
        office.press(Qt.Key.Key_J)
        settle(office)
        assert "•" in page.face.sheet.texts()[FieldKey.PERSONAL_ID][1]


def seen_on_every_page(office, page):
    """One was looked at, three were approved with the sample: list, record, person and trail."""
    face = page.face
    words = [face.table.model().cell(row, 1).text for row in range(4)]
    assert sorted(words) == ["Duyệt theo mẫu"] * 3 + ["Đã duyệt"]
    place = words.index("Duyệt theo mẫu")
    face.table.select_row(place)
    settle(office)
    assert f"{HUONG} duyệt theo mẫu lúc " in face.sheet.head_view.taken.text()
    rows = face.table.rows
    sampled = member_of(office, rows[place])
    looked_at = member_of(office, rows[words.index("Đã duyệt")])
    assert "Duyệt theo mẫu lúc" in told_of(office, sampled)
    assert "Duyệt lúc" in told_of(office, looked_at)
    trail = office.show(PageName.TRAIL)
    told = f"{HUONG} đã duyệt theo mẫu 3 hồ sơ."
    office.wait(lambda: any(told in text for _, text in texts(trail)))


def member_of(office, row):
    return office.services.intake.draft(row.application_id).member_id


def told_of(office, member):
    page = office.show(PageName.PERSON, member_id=member)
    settle(office)
    return " ".join(text for _, text in texts(page))


def test_by_sample_from_drawing_to_the_rest(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        prepared(office, tmp_path, 4, percent=25)
        page = review(office)
        assert page.sample.text() == "Lấy mẫu"
        page.sample.click()
        settle(office)
        assert page.about_sample.text().startswith("Mẫu 1 trong 4 hồ sơ")
        assert not page.sample.isVisible()
        assert page.face.row.in_sample
        office.press(Qt.Key.Key_A)
        settle(office)
        assert page.sample.text() == "Duyệt 3 hồ sơ theo mẫu"
        page.sample.click()
        settle(office)
        counts = office.services.review.counts()
        assert (counts.waiting, counts.approved) == (0, 4)
        assert page.face.row is None
        page.approved.click()
        settle(office)
        assert len(page.face.table.rows) == 4
        seen_on_every_page(office, page)
        page = review(office)
        page.approved.click()
        settle(office)
        office.press(Qt.Key.Key_U)
        settle(office)
        assert office.services.review.counts().waiting == 1


def test_it_comes_back_to_the_clerk_at_the_field_with_the_words(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        (key,) = prepared(office, tmp_path, 1)
        said = GivenBack(ReturnReason.OTHER_FIELD, FieldKey.CELL, "chi bộ 2")
        office.services.review.give_back(key, said, actor=HUONG)
        office.session.lock()
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.FIND)
        settle(office)
        assert page.side.review.isVisible()
        assert page.side.review.words.text() == "1 hồ sơ cần sửa."
        page = office.show(PageName.DRAFTS)
        settle(office)
        assert page.table.rows[0].said == said
        office.press(Qt.Key.Key_Return)
        settle(office)
        assert office.here is PageName.CHECK
        assert office.page._focus is FieldKey.CELL
        assert any("Có ô chưa đúng. chi bộ 2" in text for text in office.bars())
        assert state(office, key) is State.DRAFT


def test_the_counter_and_the_batches_say_how_many_wait(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        prepared(office, tmp_path, 2)
        page = office.show(PageName.FIND)
        settle(office)
        assert page.side.review.words.text() == "2 hồ sơ chờ duyệt."
        page = office.show(PageName.BATCHES)
        settle(office)
        assert page.waits.review.text() == "2 hồ sơ chờ duyệt."
        assert page.waits.review.isVisible()
        page.ways.review.click()
        settle(office)
        assert office.here is PageName.REVIEW


@pytest.mark.parametrize("size", SIZES[:2])
def test_no_half_sentence_stands_beside_the_line_about_review(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.window.resize(*size)
        office.log_in()
        prepared(office, tmp_path, 1)
        side = office.show(PageName.FIND).side
        settle(office)
        assert side.review.isVisible()
        empty = side.drafts.empty
        assert empty.isHidden() or empty.height() >= empty.minimumSizeHint().height()


@pytest.mark.parametrize("size", SIZES[:2])
def test_nothing_is_cut_or_english_or_unnamed(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.window.resize(*size)
        office.log_in()
        prepared(office, tmp_path, 3)
        desk.take(office.services, 5, actor=TOI, card=None, unsigned=True, seconds=20)
        page = review(office)
        assert not cut(page)
        assert not english(page)
        assert not unnamed(page)


SEVEN = (
    "• Có thể trùng với hồ sơ hoặc người khác",
    "• Không ký được, có người làm chứng",
    "• Họ tên khác danh sách",
    "• Sửa sau khi quét: Ngày sinh",
    "• Gõ theo thẻ vì quét hỏng: Họ và tên",
    "• Điểm ảnh thấp (36/100)",
    "• Làm rất nhanh (20 giây)",
)


@pytest.mark.parametrize("size", SIZES[:2])
def test_all_reasons_to_look_stand_on_the_page_and_leave_room_for_the_record(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.window.resize(*size)
        office.log_in()
        prepared(office, tmp_path, 2)
        settle_card = office.services.card_answers.settle
        odd = desk.take_oddest(office.services, 5, settle_card, actor=TOI)
        page = review(office)
        assert page.face.row.application_id == odd  # the most to be looked at comes first
        head = page.face.sheet.head_view
        assert (*head.why.text().split("\n"), *head.more.text().split("\n")) == SEVEN
        assert head.why.isVisible()
        assert head.more.isVisible()
        assert {FieldKey.FULL_NAME, FieldKey.BIRTH_DATE} <= page.face.sheet.marked
        rows = page.face.sheet._scroll
        assert rows.viewport().height() >= 4 * 28  # its head, and rows to compare
        assert not cut(page)
        office.press(Qt.Key.Key_J)  # to one with fewer reasons
        settle(office)
        assert not head.more.isVisible()
        assert "Có thể trùng" in head.why.text()


@pytest.mark.parametrize("size", SIZES[:2])
def test_every_reason_to_give_back_is_read_in_the_closed_choice(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.window.resize(*size)
        office.log_in()
        prepared(office, tmp_path, 1)
        back = review(office).face.back
        for reason in ReturnReason:
            back.reason.set_value(reason.value)
            settle(office)
            assert back.reason.words_in_sight() == back.reason.currentText() != ""
            assert reason_words(reason) in back.reason.toolTip()  # what the clerk will read


def test_no_key_of_the_review_is_that_of_the_lock(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        prepared(office, tmp_path, 3, percent=50)
        page = review(office)
        assert page.sample.isVisible()
        assert doubled(office.window) == []
        office.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        settle(office)
        assert office.services.review.samples.current() is not None
        office.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        office.wait_for("LoginPage")
