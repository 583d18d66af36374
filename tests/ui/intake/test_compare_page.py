"""Step 2 driven by keys: scan, choices, the form with wrong values, ways out, coming back."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import ApplicationState, FieldKey, Source, Step
from desktop.ui.context import PageName
from tests import factories
from tests.ui.intake.finding_desk import PAO, finding_desk

ENTER = Qt.Key.Key_Return
COMPARE, FIND, PHOTO = PageName.COMPARE, PageName.FIND, PageName.PHOTO
CONTROL = Qt.KeyboardModifier.ControlModifier
TWO = "014078012345||Giàng A Páo|13031978|Nam|Bản Nà Sang, xã Mường Thử|01082025"


def scan(window, text=factories.CARD):
    """Send a card as a scanner types it: characters at once, then Enter."""
    from PySide6.QtGui import QKeyEvent

    target = QApplication.focusWidget()
    assert target is not None
    begun = time.monotonic_ns() // 1_000_000
    for place, sign in enumerate((*text, "\r")):
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key.Key_unknown
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(begun + 5 * place)  # as the window system stamps a scanner's keys
        QApplication.sendEvent(target, event)


def compare(qtbot, window, text=factories.CARD):
    """Scan at the counter and wait for the open application."""
    window.show(FIND)
    scan(window, text)
    qtbot.waitUntil(lambda: window.here is COMPARE and window.page._draft is not None)
    qtbot.wait(160)  # for so long a further Enter is still the scanner's
    return window.page


def saved(window):
    (row,) = window.services.overview.drafts()
    return window.services.intake.draft(row.application_id)


def edit(qtbot, window, page):
    window.press(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: page.is_editing)
    return page.form.fields


def retype(window, fields, key, text):
    fields.focus_field(key)
    QTest.keyClicks(fields.entries[key].field, text)


def test_scan_and_one_enter_go_to_the_photo(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        assert page.table.texts()[FieldKey.PERSONAL_ID] == (
            "•••• •••• 2345",
            "•••• •••• 2345",
            "Khớp cả 12 số",
        )
        assert page.table.texts()[FieldKey.FULL_NAME] == ("Giàng A Páo", PAO, "Khác 1 chữ")
        window.press(ENTER)
        qtbot.waitUntil(lambda: window.here is PHOTO)
        draft = saved(window)
        assert window.shown[-1] == (PHOTO, {"application_id": draft.application_id})
        assert draft.step is Step.PHOTO
        assert draft.full_name == "Giàng A Páo"


def test_a_digit_chooses_what_holds_and_it_is_stored(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        assert page.panel.open_question is FieldKey.FULL_NAME
        assert saved(window).choices[FieldKey.FULL_NAME] is Source.CARD
        window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: saved(window).choices[FieldKey.FULL_NAME] is Source.LIST)
        assert saved(window).full_name == PAO


def test_several_differences_are_asked_one_after_the_other(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window, TWO)
        assert page.panel.open_question == "full_name"
        window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page.panel.open_question is FieldKey.BIRTH_DATE)
        qtbot.waitUntil(lambda: page.panel._questions[1].answers != {})
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: saved(window).fields[FieldKey.BIRTH_DATE] == "1978-03-12")
        draft = saved(window)
        assert (draft.full_name, draft.choices[FieldKey.BIRTH_DATE]) == (PAO, Source.LIST)


def test_a_card_older_than_the_new_units_explains_its_address(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        assert page.table.texts()[FieldKey.RESIDENCE][2] == "Khác địa danh"
        assert [q.row.field for q in page.panel._questions] == [FieldKey.FULL_NAME]
        assert saved(window).fields[FieldKey.RESIDENCE] == "Bản Nà Sang, xã Mường Thử"


def test_without_a_card_the_list_is_shown_and_said(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(COMPARE, member_id=window.person("breu"))
        qtbot.waitUntil(lambda: window.page._draft is not None)
        texts = window.page.table.texts()
        assert texts[FieldKey.FULL_NAME] == ("", "K'Brêu", "")
        assert not window.page.panel.focus_question()
        assert window.page.action_bar.primary.hasFocus()
        window.press(ENTER)
        qtbot.waitUntil(lambda: window.here is PHOTO)


def test_a_damaged_scan_opens_by_its_number_and_says_so(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window, "014078012345|050123456|Gi?ng A P?o|12031978|Nam")
        assert any(bar.startswith("Nội dung quét bị hỏng") for bar in window.bars())
        said = ("Chưa đọc được", PAO, "Đọc trên thẻ")
        assert page.table.texts()[FieldKey.FULL_NAME] == said
        assert FieldKey.FULL_NAME not in page._draft.card


def test_what_is_no_card_says_so_calmly(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(FIND)
        window.page.on_scan("https://example.org/menu")
        qtbot.waitUntil(lambda: bool(window.bars()))
        assert window.bars()[0].startswith("Mã vừa quét không phải mã QR của thẻ căn cước.")
        assert window.here is FIND


def test_an_unknown_card_goes_to_the_page_for_it(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(FIND)
        scan(window, "068086002771||K'Brêu|21041986|Nam|Thôn 4, xã Bảo Thử|01062021")
        qtbot.waitUntil(lambda: window.here is PageName.NOT_LISTED)
        assert window.shown[-1][1]["card"].personal_id == "068086002771"


def test_the_card_of_somebody_not_eligible_opens_nothing(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(FIND)
        scan(window, "014201000888||Vừ A Dơ|01012001|Nam|Bản Nà Sang|01062021")
        qtbot.waitUntil(lambda: bool(window.bars()))
        assert window.here is FIND
        assert window.bars()[0].startswith("Vừ A Dơ chưa làm được ở đợt này.")
        assert window.services.overview.drafts() == ()


def test_the_card_of_somebody_done_shows_the_receipt(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        received = window.receive("giang a pao")
        window.show(FIND)
        scan(window)
        qtbot.waitUntil(lambda: window.here is PageName.ALREADY_DONE)
        assert window.shown[-1][1]["application_id"] == received.application_id


def test_opening_somebody_done_meanwhile_shows_the_receipt(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.receive("breu")
        window.show(COMPARE, member_id=window.person("breu"))
        qtbot.waitUntil(lambda: window.here is PageName.ALREADY_DONE)


def test_numbers_that_differ_only_where_masked_say_how_to_see_them(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        card = factories.read_card("064081000777||K'Brêu|05111981|Nam|Bản Nà Sang|01062021")
        window.show(COMPARE, member_id=window.person("breu"), card=card)
        qtbot.waitUntil(lambda: window.page._draft is not None)
        assert window.page.panel.open_question == "personal_id"
        answers = window.page.panel._questions[0].answers
        assert [answer.label for answer in answers.values()] == ["•••• •••• 0777"] * 2
        assert all("F5" in answer.accessibleName() for answer in answers.values())


def test_of_two_cards_in_a_row_the_last_is_opened(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(FIND)
        page = window.page
        page.on_scan("068081000777||K'Brêu|05111981|Nam|Bản Nà Sang|01062021")
        page.on_scan(factories.CARD)
        qtbot.waitUntil(lambda: window.here is COMPARE)
        qtbot.wait(50)
        opened = [payload["member_id"] for name, payload in window.shown if name is COMPARE]
        assert opened == [window.person("giang a pao")]


def test_f5_shows_numbers_once_it_is_recorded(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        window.press(Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: page.table.is_revealed)
        assert page.table.texts()[FieldKey.PERSONAL_ID][0] == "0140 7801 2345"
        assert "number:revealed" in audited(window)
        page.leave()
        assert page.table.texts()[FieldKey.PERSONAL_ID][0] == "•••• •••• 2345"


def audited(window):
    from sqlalchemy import select

    from desktop.models import AuditEvent

    with window.services.store.read() as session:
        return list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.number)))


def test_f6_withdraws_what_holds_nothing(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        application = page._draft.application_id
        window.press(Qt.Key.Key_F6)
        qtbot.waitUntil(lambda: window.here is FIND)
        state = window.services.intake.draft(application).state
        assert state is ApplicationState.WITHDRAWN
        assert window.services.overview.drafts() == ()


def test_f6_keeps_what_was_entered(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        window.services.intake.save(
            page._draft.application_id, actor="x", fields={FieldKey.PHONE: "0912345678"}
        )
        window.show(COMPARE, application_id=page._draft.application_id)
        qtbot.waitUntil(lambda: page._draft is not None)
        window.press(Qt.Key.Key_F6)
        qtbot.waitUntil(lambda: window.here is FIND)
        assert saved(window).fields[FieldKey.PHONE] == "0912345678"


def test_escape_keeps_the_draft(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        compare(qtbot, window)
        window.press(Qt.Key.Key_Escape)
        assert window.here is FIND
        assert window.toasts == ["Hồ sơ của Giàng A Páo nằm ở Dở dang."]
        assert saved(window).state is ApplicationState.DRAFT


def test_what_is_typed_is_saved_within_a_second(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        fields = edit(qtbot, window, page)
        retype(window, fields, FieldKey.JOINED_ON, "27031999")
        qtbot.waitUntil(
            lambda: saved(window).fields[FieldKey.JOINED_ON] == "1999-03-27", timeout=1000
        )
        qtbot.waitUntil(lambda: page.action_bar._saved.text() == "Đã tự lưu 07:15:00")
        assert saved(window).choices[FieldKey.JOINED_ON] is Source.DECLARED


def test_leaving_at_once_loses_no_letter(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        fields = edit(qtbot, window, page)
        retype(window, fields, FieldKey.PHONE, "0912345678")
        window.press(Qt.Key.Key_Escape)
        assert window.here is FIND
        qtbot.waitUntil(lambda: saved(window).fields.get(FieldKey.PHONE) == "0912345678")


@pytest.mark.parametrize(
    ("key", "typed", "kept", "advice"),
    [
        (FieldKey.BIRTH_DATE, "31021978", "31021978", "Gõ ngày theo thứ tự ngày, tháng, năm."),
        (FieldKey.BIRTH_DATE, "0101", "0101", "Kiểm tra lại năm"),
        (FieldKey.PERSONAL_ID, "01407801234", "01407801234", "đang có 11."),
        (FieldKey.JOINED_ON, "01011920", "1920-01-01", "từ 03/02/1930"),
        (FieldKey.OFFICIAL_ON, "01012001", "2001-01-01", "sau ngày vào Đảng"),
    ],
)
def test_wrong_values_are_kept_and_named_and_stop_the_way_on(
    qtbot, tmp_path, key, typed, kept, advice
):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        fields = edit(qtbot, window, page)
        retype(window, fields, key, typed)
        window.press(ENTER)
        assert window.here is COMPARE
        assert page.is_editing
        assert advice in fields.entries[key].error
        assert fields.entries[key].field.hasFocus()
        (bar,) = window.bars()
        assert bar.startswith("Còn 1 ô cần sửa.")
        assert advice in bar
        qtbot.waitUntil(lambda: saved(window).fields[key] == kept)


def test_a_wrong_value_left_by_f7_is_asked_for_again(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        fields = edit(qtbot, window, page)
        retype(window, fields, FieldKey.BIRTH_DATE, "3102")
        window.press(Qt.Key.Key_F7)
        qtbot.waitUntil(lambda: not page.is_editing)
        window.press(ENTER)
        qtbot.waitUntil(lambda: page.is_editing)
        assert fields.entries[FieldKey.BIRTH_DATE].field.text() == "3102"
        retype(window, fields, FieldKey.BIRTH_DATE, "1978")
        assert fields.entries[FieldKey.BIRTH_DATE].error == ""
        window.press(ENTER)
        qtbot.waitUntil(lambda: not page.is_editing)
        assert saved(window).fields[FieldKey.BIRTH_DATE] == "1978"
        window.press(ENTER)
        qtbot.waitUntil(lambda: window.here is PHOTO)


def test_a_warning_is_shown_and_blocks_nothing(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        fields = edit(qtbot, window, page)
        retype(window, fields, FieldKey.BIRTH_DATE, "12031979")
        window.press(ENTER)
        qtbot.waitUntil(lambda: not page.is_editing)
        fields = edit(qtbot, window, page)
        entry = fields.entries[FieldKey.PERSONAL_ID]
        assert (entry.error, entry.note.text()) == (
            "",
            "Năm sinh khác với năm trong số định danh. Nhìn lại thẻ.",
        )


def test_the_check_page_gets_the_person_back(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        draft = window.open("breu")
        window.show(COMPARE, application_id=draft.application_id, edit=FieldKey.PHONE)
        qtbot.waitUntil(lambda: window.page.is_editing)
        assert window.page.form.fields.entries[FieldKey.PHONE].field.hasFocus()
        window.type("0912 345 678")
        window.press(ENTER)
        qtbot.waitUntil(lambda: window.here is PageName.CHECK)
        assert saved(window).fields[FieldKey.PHONE] == "0912345678"


def test_a_draft_comes_back_after_the_program_was_closed(qtbot, tmp_path):
    from desktop.security.keystore import MemoryKeyring
    from desktop.wiring import Adapters, open_services
    from tests.ui.intake.finding_desk import FindingDesk

    with finding_desk(tmp_path) as window:
        page = compare(qtbot, window)
        fields = edit(qtbot, window, page)
        retype(window, fields, FieldKey.PHONE, "0912345678")
        application = page._draft.application_id
        page.leave()
        key = window.keyring.get(window.services.info.profile_id)
        profile_id = window.services.info.profile_id
    keyring = MemoryKeyring()
    assert key is not None
    keyring.set(profile_id, key)
    time = factories.clock()
    services = open_services(
        tmp_path / "profile", None, Adapters(keystore=keyring, clock=time, camera=lambda: None)
    )
    window = FindingDesk(services, time)
    window.show()
    try:
        window.show(COMPARE, application_id=application)
        qtbot.waitUntil(lambda: window.page._draft is not None)
        assert window.page._draft.fields[FieldKey.PHONE] == "0912345678"
        assert window.page.table.texts()[FieldKey.FULL_NAME][0] == "Giàng A Páo"
    finally:
        window.end()


def test_a_late_answer_does_not_open_the_person_left(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(COMPARE, member_id=window.person("breu"))
        page = window.page
        window.show(FIND)
        window.tasks.change(lambda: None)
        qtbot.waitUntil(lambda: window.tasks.pending_changes == 0)
        assert page._draft is None
        assert window.here is FIND
