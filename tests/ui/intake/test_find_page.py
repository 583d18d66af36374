"""The page "Quầy" driven by keys: name, initials, digits, village; what opens and what does not."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.common.vocabulary import Step
from desktop.ui.context import PageName
from tests.ui.intake.finding_desk import PAO, finding_desk

FIND = PageName.FIND
ENTER = Qt.Key.Key_Return


def names(page):
    return [row.person.full_name for row in page.results.table.rows]


def look_for(qtbot, window, text):
    window.show(FIND)
    window.type(text)
    qtbot.waitUntil(lambda: window.page._shown_for == text)
    return window.page


def test_the_box_has_the_focus_and_finds_initials_with_a_year(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "nt ng anh 94")
        assert page.box.input.hasFocus()
        assert names(page) == ["Nguyễn Thị Ngọc Ánh"]


def test_words_in_any_order_last_digits_and_village_find(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        assert names(look_for(qtbot, window, "anh nguyen")) == ["Nguyễn Thị Ngọc Ánh"]
        assert names(look_for(qtbot, window, "0123")) == ["Lò Thị Pâng"]
        assert set(names(look_for(qtbot, window, "na sang"))) == {PAO, "K'Brêu", "Vừ A Dơ"}


def test_matched_letters_are_underlined(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "gi pa")
        spans = page.results.table.columns[0].cell(page.results.table.rows[0]).spans
        assert [(span.start, span.length, span.kind) for span in spans] == [
            (0, 2, "match"),
            (8, 2, "match"),
        ]


def test_arrows_choose_while_the_focus_stays_and_enter_opens(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "thi")
        first, second = names(page)
        window.press(Qt.Key.Key_Down)
        assert page.box.input.hasFocus()
        assert page.results.current().person.full_name == second
        window.press(Qt.Key.Key_Up)
        assert page.results.current().person.full_name == first
        window.press(ENTER)
        assert window.here is PageName.COMPARE
        assert window.shown[-1][1]["member_id"] == window.person(first)


def test_enter_right_behind_the_last_letter_waits_for_the_answer(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        look_for(qtbot, window, "lo")
        window.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        window.type("breu")
        window.press(ENTER)
        assert window.here is FIND, "the people shown are still those of the last query"
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE)
        assert window.shown[-1][1]["member_id"] == window.person("brêu")


def test_enter_is_deaf_right_after_the_page_opened(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(FIND, text="breu")
        window.page.enter(text="breu")  # its guard starts now
        qtbot.waitUntil(lambda: window.page._shown_for == "breu")
        window.press(ENTER)
        assert window.here is FIND


def test_preview_tells_namesakes_apart(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "giang")
        qtbot.waitUntil(lambda: "03/02/2006" in page.results.preview.about.text())
        assert page.results.preview.card.value.text() == "••.•••417"
        assert page.results.preview.residence.value.text() == "Bản Nà Sang, xã Mường Thử"


def test_who_is_not_eligible_gets_a_reason_and_is_not_opened(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "vu a do")
        cell = page.results.table.columns[-1].cell(page.results.table.rows[0])
        assert (cell.text, cell.tag) == ("Dự bị", "bad")
        window.press(ENTER)
        assert window.here is FIND
        (bar,) = window.bars()
        assert bar == (
            "Vừ A Dơ chưa làm được ở đợt này. Đảng viên dự bị: làm thẻ khi được công nhận chính "
            "thức. Nếu người đó cho là chưa đúng, hỏi phụ trách ca."
        )
        assert window.services.overview.drafts() == ()
        window.type("x")
        qtbot.waitUntil(lambda: not window.bars())


def test_who_is_done_shows_the_day_and_opens_the_receipt(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        received = window.receive("breu")
        page = look_for(qtbot, window, "breu")
        cell = page.results.table.columns[-1].cell(page.results.table.rows[0])
        assert (cell.text, cell.tag) == ("Đã xong 20/08", "ok")
        window.press(ENTER)
        assert window.here is PageName.ALREADY_DONE
        assert window.shown[-1][1]["application_id"] == received.application_id
        qtbot.waitUntil(lambda: window.page.number.text() == received.receipt_number)


def test_a_draft_says_so_and_goes_on_where_it_stopped(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        draft = window.open("breu")
        window.services.intake.save(draft.application_id, actor="x", step=Step.SIGN)
        page = look_for(qtbot, window, "breu")
        cell = page.results.table.columns[-1].cell(page.results.table.rows[0])
        assert (cell.text, cell.tag) == ("Đang dở", "warn")
        window.press(ENTER)
        assert window.shown[-1] == (
            PageName.SIGN,
            {"application_id": draft.application_id},
        )


def test_nobody_found_says_what_to_try_and_f6_goes_on(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "zzzz")
        assert page.results.empty.title.text() == "Chưa thấy ai khớp với “zzzz”."
        assert not page.action_bar.primary.isEnabled()
        window.press(ENTER)
        assert window.here is FIND
        window.press(Qt.Key.Key_F6)
        assert window.shown[-1] == (PageName.NOT_LISTED, {"text": "zzzz", "card": None})


def test_one_wrong_letter_is_forgiven_and_said(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "nguyem")
        assert names(page) == ["Nguyễn Thị Ngọc Ánh"]
        assert page.hint.text.text().startswith("Không ai đúng như gõ")


def test_escape_empties_the_box(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = look_for(qtbot, window, "giang")
        window.press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: names(page) == [])
        assert page.box.text() == ""


def test_an_empty_list_says_where_to_import(qtbot, tmp_path):
    with finding_desk(tmp_path, people=False) as window:
        window.show(FIND)
        page = window.page
        qtbot.waitUntil(lambda: page.results.empty.title.text() == "Chưa có danh sách.")
        page.results.empty.button.click()
        assert window.here is PageName.ROSTER


def test_a_letter_still_being_composed_is_searched_too(qtbot, tmp_path):
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    with finding_desk(tmp_path) as window:
        window.show(FIND)
        composing = QInputMethodEvent("Pâng", [])
        QApplication.sendEvent(window.page.box.input, composing)
        assert window.page.box.input.text() == ""
        qtbot.waitUntil(lambda: names(window.page) == ["Lò Thị Pâng"])


def test_keys_of_one_turn_of_the_loop_become_one_query(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(FIND)
        asked: list[str] = []
        window.page.box.searched.connect(asked.append)
        window.type("giang")
        assert asked == []
        qtbot.waitUntil(lambda: asked == ["giang"])


def test_the_side_shows_the_day_drafts_and_what_waits_for_paper(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.receive("breu", printed=False)
        draft = window.open("giang")
        window.show(FIND)
        side = window.page.side
        qtbot.waitUntil(lambda: side.day.done.text() == "1")
        assert side.day.minutes.text() == "1:04"
        assert side.day.since.text() == "từ 07:16"
        assert side.drafts.count.text() == "1"
        window.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.toasts == ["Đã in 1 biên nhận."], timeout=10000)
        qtbot.waitUntil(side.drafts.print_button.isHidden)
        assert window.services.printing.waiting() == ()
        window.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.here is PageName.DRAFTS)
        qtbot.waitUntil(lambda: len(window.page.table.rows) == 1)
        window.press(ENTER)
        assert window.shown[-1] == (PageName.COMPARE, {"application_id": draft.application_id})


def test_a_failed_print_says_why_and_stays_waiting(qtbot, tmp_path):
    with finding_desk(tmp_path, failing_printer=True) as window:
        window.receive("breu", printed=False)
        window.show(FIND)
        qtbot.waitUntil(lambda: not window.page.side.drafts.print_button.isHidden())
        window.page.side.drafts.print_button.click()
        qtbot.waitUntil(lambda: bool(window.bars()), timeout=10000)
        assert window.bars()[0].startswith("Máy in hết giấy.")
        assert len(window.services.printing.waiting()) == 1
