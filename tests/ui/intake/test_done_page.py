"""After the save: the number, the print's fate, one undo, the next person."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from desktop.common.settings import HAND_OVER_AT, RECEIPT_COPIES
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.documents.printers import FolderPrinter
from desktop.ui.context import PageName
from desktop.ui.intake import done_page
from tests.ui.intake.steps_desk import ACTOR, desk, new_draft

CHECK, DONE, FIND = PageName.CHECK, PageName.DONE, PageName.FIND
CTRL = Qt.KeyboardModifier.ControlModifier


def picture(kind, size):
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 150)).save(out, kind)
    return out.getvalue()


def receive(window, **changes):
    application = new_draft(window.services, **changes)
    intake = window.services.intake
    intake.accept_photo(application, picture("JPEG", (300, 400)), report={}, actor=ACTOR)
    intake.accept_signature(application, picture("PNG", (300, 100)), actor=ACTOR)
    return window.services.reception.receive(application, actor=ACTOR)


def open_page(window, received, *, print_now=True):
    window.show(DONE, received=received, print_now=print_now)
    return window.pages[DONE]


def papers(tmp_path):
    return sorted(path.name for path in (tmp_path / "papers").glob("*.pdf"))


def test_the_number_is_large_and_the_print_is_told(qtbot, tmp_path):
    with desk(tmp_path, DONE) as window:
        window.services.preferences.set(HAND_OVER_AT, "Chi bộ bản Nà Sang", actor=ACTOR)
        received = receive(window, hand_over_at="Chi bộ bản Nà Sang")
        page = open_page(window, received)
        assert page.number.text() == received.receipt_number
        assert page.number.font().pointSizeF() == 32
        assert page.band.title.text() == "Đã lưu, đang in biên nhận"
        assert not page.reprint.isEnabled()
        qtbot.waitUntil(lambda: page.print_state == "printed", timeout=20000)
        assert page.band.title.text() == "Đã lưu, đã in biên nhận"
        qtbot.waitUntil(lambda: not page.photo.image.isNull(), timeout=20000)
        assert page.hand_over.title.text() == "Đưa liên 1 cho ông Páo"
        assert page.remind.title.text() == "Nhắc: nhận thẻ tại Chi bộ bản Nà Sang"
        assert page.band.side.text() == "2 liên"
        assert papers(tmp_path) == [f"{received.receipt_number}.pdf"]


def test_one_copy_is_handed_over_without_talk_of_a_second(qtbot, tmp_path):
    with desk(tmp_path, DONE) as window:
        window.services.preferences.set(RECEIPT_COPIES, 1, actor=ACTOR)
        page = open_page(window, receive(window), print_now=False)
        qtbot.waitUntil(
            lambda: page.hand_over.title.text() == "In xong, đưa biên nhận cho ông Páo",
            timeout=20000,
        )
        assert page.remind.title.text() == "Nhắc: giữ biên nhận để nhận thẻ"


def test_a_print_that_fails_says_what_to_do_and_the_record_stays(qtbot, tmp_path):
    printer = FolderPrinter(tmp_path / "papers", failing=True)
    with desk(tmp_path, DONE, printer=printer) as window:
        received = receive(window)
        page = open_page(window, received)
        qtbot.waitUntil(lambda: page.print_state == "failed", timeout=20000)
        assert page.band.title.text() == "Đã lưu, chưa in được"
        assert "Máy in hết giấy. Cho giấy vào rồi bấm “In lại”." in page.advice.text()
        assert window.draft(received.application_id).state is ApplicationState.RECEIVED
        assert len(window.services.printing.waiting()) == 1
        printer.failing = False
        window.press(Qt.Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: page.print_state == "printed", timeout=20000)
        assert not page.advice.isVisible()
        assert window.services.printing.reprints(received.application_id) == 0
        assert window.services.printing.waiting() == ()


def test_printing_again_after_a_good_print_is_counted(qtbot, tmp_path):
    with desk(tmp_path, DONE) as window:
        received = receive(window)
        page = open_page(window, received)
        qtbot.waitUntil(lambda: page.print_state == "printed", timeout=20000)
        window.press(Qt.Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: len(papers(tmp_path)) == 2, timeout=20000)
        qtbot.waitUntil(lambda: page.print_state == "printed", timeout=20000)
        assert window.services.printing.reprints(received.application_id) == 1


def test_opened_without_order_nothing_is_printed(qtbot, tmp_path):
    with desk(tmp_path, DONE) as window:
        received = receive(window)
        page = open_page(window, received, print_now=False)
        assert page.reprint.label == "In biên nhận"
        qtbot.wait(200)
        assert papers(tmp_path) == []
        window.press(Qt.Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: page.print_state == "printed", timeout=20000)
        assert window.services.printing.reprints(received.application_id) == 0


def test_a_failure_after_the_page_was_left_is_told_and_can_be_mended(qtbot, tmp_path):
    printer = FolderPrinter(tmp_path / "papers", failing=True)
    with desk(tmp_path, DONE, printer=printer) as window:
        received = receive(window)
        open_page(window, received)
        window.press(Qt.Key.Key_Return)
        assert window.here is FIND
        qtbot.waitUntil(lambda: bool(window.messages), timeout=20000)
        message = window.messages[0]
        assert message.title == f"Biên nhận {received.receipt_number} chưa in được."
        assert message.action == "In lại"
        printer.failing = False
        assert message.on_action is not None
        message.on_action()
        qtbot.waitUntil(lambda: len(papers(tmp_path)) == 1, timeout=20000)
        qtbot.waitUntil(lambda: window.services.printing.waiting() == (), timeout=20000)


def test_ctrl_z_opens_the_content_again_under_a_new_draft(qtbot, tmp_path):
    with desk(tmp_path, DONE) as window:
        received = receive(window)
        open_page(window, received, print_now=False)
        window.press(Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda: window.here is CHECK, timeout=20000)
        new = window.shown[-1][1]["application_id"]
        assert new != received.application_id
        draft = window.draft(new)
        assert draft.state is ApplicationState.DRAFT
        assert draft.fields[FieldKey.FULL_NAME] == "Giàng A Páo"
        assert draft.photo
        assert draft.signature
        assert window.draft(received.application_id).state is ApplicationState.WITHDRAWN


def test_undo_goes_away_with_its_time(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(done_page, "UNDO_SECONDS", 1)
    with desk(tmp_path, DONE) as window:
        received = receive(window)
        page = open_page(window, received, print_now=False)
        assert page.undo_toast is not None
        qtbot.waitUntil(lambda: page.undo_toast is None, timeout=5000)
        window.press(Qt.Key.Key_Z, CTRL)
        qtbot.wait(100)
        assert window.here is DONE
        assert window.draft(received.application_id).state is ApplicationState.RECEIVED


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_one_key_calls_the_next_person(tmp_path, key):
    with desk(tmp_path, DONE) as window:
        open_page(window, receive(window), print_now=False)
        window.press(key)
        assert window.here is FIND
        assert window.pages[DONE].undo_toast is None


def test_the_next_record_shows_nothing_of_the_last(qtbot, tmp_path):
    with desk(tmp_path, DONE) as window:
        first = receive(window)
        page = open_page(window, first)
        qtbot.waitUntil(lambda: page.print_state == "printed", timeout=20000)
        second = receive(window, full_name="Lò Văn Hặc", personal_id="014078009999")
        open_page(window, second, print_now=False)
        assert page.number.text() == second.receipt_number
        assert page.name.text() == "Lò Văn Hặc"
        assert page.print_state == "saved"
        assert page.photo.image.isNull()
