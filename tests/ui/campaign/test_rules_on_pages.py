"""The rule of a page stands on it, opens with one key, and is written on a page of its own."""

from PySide6.QtCore import Qt

from desktop.campaign.rule_notes.views import NotePlace
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(page):
    return [bar.message for bar in page.bars.bars if bar.message.key == "rule"]


def test_one_key_opens_the_whole_rule_and_puts_it_away(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        for size in ((1366, 768), (911, 512)):
            office.window.resize(*size)
            page = office.show(PageName.FIND)
            office.idle()
            if size[0] > 1000:  # elsewhere the key does without the line
                assert page.rule.text() == "Quy định 08/08/2025, bản 1 · Ctrl+Q"
                assert not page.rule.isHidden()
            office.press(Qt.Key.Key_Q, CONTROL)
            (said,) = shown(page)
            assert "đảng viên chính thức đã có thẻ" in said.title
            assert said.text == "Chỉ thị 51-CT/TW ngày 08/08/2025, bản 1"
            office.press(Qt.Key.Key_Q, CONTROL)
            assert shown(page) == []
            office.show(PageName.TODAY)


def test_a_note_is_written_and_its_page_says_so(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.CAMPAIGN)
        office.idle()
        office.press(Qt.Key.Key_Q, CONTROL)
        office.idle()
        page = office.page
        places = [one.place for one in page.table.rows]
        page.table.select_row(places.index(NotePlace.FIND))
        office.idle()
        assert "đi kèm chương trình" in page.earlier.text()
        assert page.text.cursorPosition() == 0, "a long note is read from its beginning"
        page.text.set_value("Chỉ đổi cho người đã có thẻ.")
        page.source.set_value("Công văn 170")
        page.day.setText("01/13/2025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page._day_entry.error == "Gõ đủ ngày, tháng, năm."
        page.day.setText("01/08/2025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.toast() == "Đã lưu ghi chú trang “Tìm người”, bản 2."
        assert HUONG in page.earlier.text()
        find = office.show(PageName.FIND)
        office.idle()
        assert find.rule.text() == "Quy định 01/08/2025, bản 2 · Ctrl+Q"


def test_a_clerk_reads_the_notes_and_changes_none(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.RULES)
        office.idle()
        assert page.note is not None
        assert not page.action_bar.primary.isEnabled()
