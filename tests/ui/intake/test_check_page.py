"""Step 5: everything once more, mended in the row, saved once, printed after."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.errors import DiskFullError
from desktop.common.settings import ASK_OLD_CARD, HAND_OVER_AT
from desktop.common.vocabulary import ApplicationState, CannotSign, FieldKey, Step
from desktop.documents.printers import NoPrinter
from desktop.intake import store as queries
from desktop.intake.views import SignException
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui.context import PageName
from tests.ui.intake.steps_desk import ACTOR, desk, new_draft, type_text

PHOTO, SIGN, CHECK, DONE = PageName.PHOTO, PageName.SIGN, PageName.CHECK, PageName.DONE
CTRL = Qt.KeyboardModifier.ControlModifier
F = FieldKey


@pytest.fixture(scope="module")
def signature():
    picture = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    picture.paste((20, 40, 90, 255), (20, 40, 280, 46))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def portrait():
    import cv2

    return cv2.imencode(".jpg", draw_portrait(3)[:, 370:910])[1].tobytes()


@pytest.fixture
def ready(portrait, signature):
    """Return a maker of applications that have everything."""

    def make(window, **changes):
        application = new_draft(window.services, **changes)
        report = {"verdict": True, "checks": {str(n): True for n in range(7)}}
        intake = window.services.intake
        intake.accept_photo(application, portrait, report=report, actor=ACTOR)
        intake.accept_signature(application, signature, actor=ACTOR)
        return application

    return make


def open_page(qtbot, window, application):
    window.show(CHECK, application_id=application)
    page = window.pages[CHECK]
    qtbot.waitUntil(lambda: page._draft is not None, timeout=20000)
    qtbot.waitUntil(lambda: not page.side.preview.image.isNull(), timeout=20000)
    return page


def edit(window, page, field):
    page.list.focus_row(field)
    window.press(Qt.Key.Key_E, CTRL)
    assert page.list.open_row.field is field
    return QApplication.focusWidget()


def test_everything_is_on_the_page(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        page = open_page(qtbot, window, ready(window))
        rows = page.list.rows
        assert page.title == "Đọc lại cùng ông Giàng A Páo"
        assert rows[F.BIRTH_DATE].value.text() == "12/03/1978"
        assert rows[F.PERSONAL_ID].value.text() == "•••• •••• 2345"
        assert rows[F.CARD_NUMBER].value.text() == "••.•••417"
        assert rows[F.PHONE].value.text() == "Không có"
        assert rows[F.PERSONAL_ID].view.locked
        assert not rows[F.PERSONAL_ID].button.isVisibleTo(page)
        assert not rows[F.FILE_NUMBER].view.locked  # nobody gave it, so it may be written
        assert [tag.text for tag in page.list.tags] == ["Khớp 12 số", "Ảnh đạt 7/7", "Đã ký"]
        assert not page.side.photo.image.isNull()
        assert not page.side.signature.image.isNull()
        assert page.side.printer_state.text == "Sẵn sàng"
        assert page.side.preview.image.height() > page.side.preview.image.width()
        assert window.draft(page.id).step is Step.CHECK


def test_a_row_is_mended_in_place_and_the_focus_returns_to_it(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        page = open_page(qtbot, window, application)
        field = edit(window, page, F.RELIGION)
        type_text(field, "Không")
        window.press(Qt.Key.Key_Return)
        assert page.list.open_row is None
        assert page.list.rows[F.RELIGION].button.hasFocus()
        qtbot.waitUntil(lambda: page.list.rows[F.RELIGION].value.text() == "Không", timeout=20000)
        assert window.draft(application).fields[F.RELIGION] == "Không"
        assert window.here is CHECK


def test_the_arrows_walk_over_the_rows_that_can_be_edited(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        page = open_page(qtbot, window, ready(window))
        rows = page.list.rows
        window.press(Qt.Key.Key_Down)
        assert rows[F.FULL_NAME].button.hasFocus()
        for _ in range(6):
            window.press(Qt.Key.Key_Down)
        assert rows[F.OLD_ID].button.hasFocus()  # the locked number was passed over
        window.press(Qt.Key.Key_Up)
        assert rows[F.RELIGION].button.hasFocus()


def test_what_the_rules_refuse_stays_open_with_the_reason(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        page = open_page(qtbot, window, application)
        field = edit(window, page, F.JOINED_ON)
        type_text(field, "01011920")
        window.press(Qt.Key.Key_Return)
        row = page.list.open_row
        assert row.field is F.JOINED_ON
        assert row.entry.error == "Ngày vào Đảng phải từ 03/02/1930 trở đi."
        field.selectAll()
        type_text(field, "hôm qua")
        window.press(Qt.Key.Key_Return)
        assert "Gõ đủ ngày, tháng, năm" in page.list.open_row.entry.error
        assert not page.action_bar.primary.isEnabled()
        window.press(Qt.Key.Key_Escape)
        assert page.list.open_row is None
        assert window.here is CHECK
        qtbot.waitUntil(lambda: window.tasks.pending_changes == 0, timeout=20000)
        assert window.draft(application).fields[F.JOINED_ON] == "2006-02-03"


def test_typing_is_kept_even_when_the_page_is_left(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        page = open_page(qtbot, window, application)
        type_text(edit(window, page, F.HOMETOWN), "Bản Nà Ớt")
        window.show(PageName.FIND)
        qtbot.waitUntil(lambda: window.tasks.pending_changes == 0, timeout=20000)
        assert window.draft(application).fields[F.HOMETOWN] == "Bản Nà Ớt"


def test_typing_is_kept_while_the_editor_is_open(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        page = open_page(qtbot, window, application)
        type_text(edit(window, page, F.HOMETOWN), "Bản Nà Ớt")
        qtbot.waitUntil(
            lambda: window.draft(application).fields.get(F.HOMETOWN) == "Bản Nà Ớt", timeout=20000
        )
        assert page.list.open_row.field is F.HOMETOWN
        window.press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.tasks.pending_changes == 0, timeout=20000)
        assert window.here is CHECK
        assert window.draft(application).fields[F.HOMETOWN] == ""


def test_old_card_and_hand_over_place_follow_the_settings(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        window.services.preferences.set(ASK_OLD_CARD, False, actor=ACTOR)
        window.services.preferences.set(HAND_OVER_AT, "Chi bộ bản Nà Sang", actor=ACTOR)
        application = ready(window)
        page = open_page(qtbot, window, application)
        assert not page.list.rows[F.OLD_CARD].isVisibleTo(page)
        assert page.list.rows[F.HAND_OVER_AT].value.text() == "Chi bộ bản Nà Sang"
        window.services.preferences.set(ASK_OLD_CARD, True, actor=ACTOR)
        page = open_page(qtbot, window, application)
        qtbot.waitUntil(lambda: page.list.rows[F.OLD_CARD].isVisibleTo(page), timeout=20000)
        edit(window, page, F.OLD_CARD)
        window.press(Qt.Key.Key_Down)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: window.draft(application).fields.get(F.OLD_CARD) == "collected", timeout=20000
        )


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_enter_saves_once_and_prints_after(qtbot, tmp_path, ready, key):
    with desk(tmp_path, CHECK, DONE) as window:
        application = ready(window)
        open_page(qtbot, window, application)
        window.press(key)
        window.press(key)  # a tired hand
        qtbot.waitUntil(lambda: window.here is DONE, timeout=20000)
        done = window.pages[DONE]
        qtbot.waitUntil(lambda: done.print_state == "printed", timeout=20000)
        assert [page for page, _ in window.shown].count(DONE) == 1
        draft = window.draft(application)
        assert draft.state is ApplicationState.RECEIVED
        assert draft.receipt_number == done.number.text()
        papers = list((tmp_path / "papers").iterdir())
        assert [paper.stem for paper in papers] == [draft.receipt_number]


def test_saving_without_printing_leaves_the_order_waiting(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK, DONE) as window:
        open_page(qtbot, window, ready(window))
        window.press(Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: window.here is DONE, timeout=20000)
        assert window.pages[DONE].print_state == "saved"
        assert len(window.services.printing.waiting()) == 1
        assert not (tmp_path / "papers").exists()


def test_what_is_missing_is_said_and_nothing_is_saved(qtbot, tmp_path, portrait):
    with desk(tmp_path, CHECK) as window:
        application = new_draft(window.services)
        window.services.intake.accept_photo(application, portrait, report={}, actor=ACTOR)
        page = open_page(qtbot, window, application)
        assert page.list.tags[2].text == "Chưa ký"
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(page.bars.bars), timeout=20000)
        assert page.bars.bars[0].message.title == "Chưa có chữ ký."
        assert window.here is CHECK
        assert window.draft(application).state is ApplicationState.DRAFT
        window.press(Qt.Key.Key_Return)  # the page works on
        qtbot.waitUntil(lambda: window.tasks.pending_changes == 0, timeout=20000)
        assert len(page.bars.bars) == 1


def test_a_full_disk_is_said_and_the_page_stays(qtbot, tmp_path, ready, monkeypatch):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        page = open_page(qtbot, window, application)

        def full(*_args, **_kwargs):
            raise DiskFullError("Ổ đĩa đã đầy.", "Dọn ổ đĩa rồi bấm lại.")

        # the receipt number is drawn inside the transaction: nothing of it may stay
        monkeypatch.setattr(queries, "next_number", full)
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(page.bars.bars), timeout=20000)
        assert page.bars.bars[0].message.title == "Ổ đĩa đã đầy."
        assert window.draft(application).state is ApplicationState.DRAFT
        monkeypatch.undo()
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.here is DONE, timeout=20000)
        assert window.draft(application).state is ApplicationState.RECEIVED


def test_a_wrong_value_stops_the_save_and_points_at_its_row(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        window.services.intake.save(application, actor=ACTOR, fields={F.SEX: ""})
        page = open_page(qtbot, window, application)
        assert page.bars.bars[0].message.text == "Chọn giới tính."
        assert page.list.rows[F.SEX].tag.text == "Cần sửa"
        window.press(Qt.Key.Key_Return)
        qtbot.waitUntil(page.list.rows[F.SEX].button.hasFocus, timeout=20000)
        assert window.here is CHECK


def test_photo_and_signature_can_be_made_again_from_here(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        page = open_page(qtbot, window, application)
        page.side.retake.click()
        assert window.shown[-1] == (PHOTO, {"application_id": application, "again": True})
        page = open_page(qtbot, window, application)
        page.side.sign.click()
        assert window.shown[-1] == (SIGN, {"application_id": application, "again": True})


def test_no_printer_and_no_signature_are_plain(qtbot, tmp_path, portrait):
    with desk(tmp_path, CHECK, printer=NoPrinter()) as window:
        application = new_draft(window.services)
        window.services.intake.accept_photo(
            application, portrait, report={}, actor=ACTOR, exception="eyes"
        )
        exception = SignException(CannotSign.SIGHT, "Lò Văn Sáng")
        window.services.intake.cannot_sign(application, exception, actor=ACTOR)
        page = open_page(qtbot, window, application)
        assert page.side.printer.text() == "Chưa có máy in"
        assert "Làm chứng: Lò Văn Sáng" in page.side.no_signature.text()
        assert [tag.text for tag in page.list.tags][1:] == ["Ảnh có lý do", "Có làm chứng"]


def test_escape_puts_the_file_aside(qtbot, tmp_path, ready):
    with desk(tmp_path, CHECK) as window:
        application = ready(window)
        open_page(qtbot, window, application)
        window.press(Qt.Key.Key_Escape)
        assert window.here is PageName.FIND
        assert window.toasts == ["Hồ sơ đã giữ ở mục Dở dang."]
        assert window.draft(application).state is ApplicationState.DRAFT


@pytest.mark.parametrize("width", [911, 1093, 1366])
def test_a_value_is_shown_whole_before_its_source(qtbot, tmp_path, ready, width):
    with desk(tmp_path, CHECK) as window:
        page = open_page(qtbot, window, ready(window))
        page.window().resize(width, 614)
        qtbot.wait(50)
        for row in page.list.rows.values():
            value = row.value
            if value.wordWrap():
                assert value.height() >= value.heightForWidth(value.width()), row.field
            else:
                assert value.width() + 1 >= value.sizeHint().width(), row.field
            assert row.button.isVisible() != row.view.locked
