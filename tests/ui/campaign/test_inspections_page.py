"""An inspection in the real window, by keys alone: looked at, mended, confirmed by another."""

import pypdfium2
from PySide6.QtCore import Qt

from desktop.common.inspections import FindingState, Verdict
from desktop.security.views import Role
from desktop.ui.campaign import inspections_page
from desktop.ui.context import PageName
from tests.ui.campaign.test_queue_page import CTRL, say
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, open_office

ALT = Qt.KeyboardModifier.AltModifier


def become_inspector(office):
    """Let Tới inspect from now on, and come in as him."""
    office.wait_for("LoginPage")
    office.idle()
    toi = next(one for one in office.services.login.active() if one.full_name == TOI)
    office.services.operators.change_role(toi.id, Role.INSPECTOR, actor=HUONG)
    office.log_in(TOI_PIN, TOI)


def swap(office, pin, name):
    """Somebody else comes in."""
    office.session.lock()
    office.log_in(pin, name)
    return office.show(PageName.INSPECTIONS)


def verdicts(page):
    return [one.verdict for one in page.seen.inspection.marks]


def inspect(office):
    """Begin, and say of the first four items that three passed and one did not."""
    say(office, Qt.Key.Key_N, CTRL)
    say(office, Qt.Key.Key_Return)
    assert office.here is PageName.INSPECT
    page = office.page
    for _ in range(3):
        say(office, Qt.Key.Key_1)
    say(office, Qt.Key.Key_2)
    office.type("So dinh danh 014078000001 hien tren man hinh")
    say(office, Qt.Key.Key_Return)
    assert verdicts(page)[:5] == [*[Verdict.PASSED] * 3, Verdict.FAILED, None]
    return page


def test_looked_at_mended_and_confirmed_by_keys(tmp_path, monkeypatch):
    file = tmp_path / "bien-ban.pdf"
    with open_office(tmp_path / "office") as office:
        become_inspector(office)
        office.show(PageName.PROGRESS)
        say(office, Qt.Key.Key_7, ALT)
        assert office.here is PageName.INSPECTIONS
        assert not office.page.panel.is_filled
        page = inspect(office)
        assert not page.primary.isEnabled()  # eight items are not looked at yet
        say(office, Qt.Key.Key_F7)
        assert office.here is PageName.INSPECTIONS
        assert not office.page.minutes.isEnabled()
        say(office, Qt.Key.Key_Return)
        assert office.here is PageName.INSPECT
        assert page.mark.code == "backup"
        assert page.item_side.measured.text() == "Máy chưa có bản sao lưu nào"
        for _ in range(7):
            say(office, Qt.Key.Key_1)
        say(office, Qt.Key.Key_3)
        assert verdicts(page)[-1] is Verdict.NOT_APPLICABLE
        say(office, Qt.Key.Key_Return)
        assert page.close_side.counts.text() == "10 đạt, 1 chưa đạt, 1 không áp dụng"
        say(office, Qt.Key.Key_Return)
        assert office.here is PageName.INSPECTIONS
        assert "Đã chốt lần kiểm tra số 1" in office.toast()
        assert not office.page.primary.isEnabled()  # the inspector does not mend
        page = swap(office, HUONG_PIN, HUONG)
        shown = page.table.model().cell(0, 1).text
        assert shown == "So dinh danh ••••001 hien tren man hinh"
        say(office, Qt.Key.Key_Return)
        office.type("Da bat che so")
        say(office, Qt.Key.Key_Return)
        assert page.line.finding.state is FindingState.MENDED
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        assert "không tự xác nhận" in office.bars()[0]
        say(office, Qt.Key.Key_Escape)
        page = swap(office, TOI_PIN, TOI)
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        assert page.line.finding.state is FindingState.CONFIRMED
        assert page.line.finding.confirmed_by == TOI
        monkeypatch.setattr(inspections_page, "ask_for_file", lambda *_: file)
        say(office, Qt.Key.Key_S, CTRL)
        text = pypdfium2.PdfDocument(file.read_bytes())[0].get_textpage().get_text_range()
        assert "BIÊN BẢN KIỂM TRA" in text
        assert "014078000001" not in text


def test_a_note_and_a_second_verdict_and_what_is_refused(tmp_path):
    with open_office(tmp_path / "office") as office:
        become_inspector(office)
        office.show(PageName.INSPECTIONS)
        page = inspect(office)
        page.table.select_row(3)
        office.idle()
        say(office, Qt.Key.Key_E, CTRL)
        assert page.verdict_side.note.value().startswith("So dinh danh")
        page.verdict_side.note.set_value("")
        say(office, Qt.Key.Key_Return)
        assert "phải ghi thiếu gì" in office.bars()[0]
        say(office, Qt.Key.Key_Escape)
        assert page.mark.note.startswith("So dinh danh")  # what was kept is still there
        say(office, Qt.Key.Key_1)
        assert verdicts(page)[3] is Verdict.PASSED


def test_a_clerk_is_told_whom_to_ask(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.wait_for("LoginPage")
        office.idle()
        office.log_in(TOI_PIN, TOI)
        office.session.navigation.show(PageName.INSPECTIONS)
        office.idle()
        assert office.here is PageName.FIND
        assert "Kiểm tra" in office.bars()[0]
