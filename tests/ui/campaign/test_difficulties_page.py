"""The log of difficulties in the real window, by keys alone; the file that leaves is read back."""

import pypdfium2
from PySide6.QtCore import Qt

from desktop.common.duties import DifficultyState
from desktop.security.views import Role
from desktop.ui.campaign import difficulties_page
from desktop.ui.context import PageName
from tests.ui.campaign.test_queue_page import CTRL, say
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office


def states(page):
    return [one.state for one in page.table.rows]


def test_noted_sent_and_answered_by_keys(tmp_path, monkeypatch):
    file = tmp_path / "gui-tinh.pdf"
    with open_office(tmp_path / "office") as office:
        office.log_in()
        office.show(PageName.TASKS)
        say(office, Qt.Key.Key_D, CTRL)
        page = office.page
        assert office.here is PageName.DIFFICULTIES
        assert not page.panel.is_filled
        assert not page.send.isEnabled()
        say(office, Qt.Key.Key_N, CTRL)
        say(office, Qt.Key.Key_Return)
        assert "Chưa ghi vướng mắc" in office.bars()[0]
        office.type("The cua Giang A Pao so 014078000001 bi mo")
        for _ in range(2):
            office.press(Qt.Key.Key_Tab)
        office.type("giang a pao")
        say(office, Qt.Key.Key_Return)
        assert page.entry.person == "Giàng A Pao"
        assert page.entry_side.told.text() == "The cua G.A.P. so \u2022\u2022\u2022\u2022001 bi mo"
        for shown in (page.table.model().cell(0, 1).text, page.entry_side.text.text()):
            assert shown == "The cua Giang A Pao so \u2022\u2022\u2022\u2022001 bi mo"
        monkeypatch.setattr(difficulties_page, "ask_for_file", lambda *_: file)
        say(office, Qt.Key.Key_S, CTRL)
        assert states(page) == [DifficultyState.SENT]
        text = pypdfium2.PdfDocument(file.read_bytes())[0].get_textpage().get_text_range()
        assert "G.A.P." in text
        assert "Pao" not in text
        say(office, Qt.Key.Key_Return)
        office.type("Nhan nhu the mat")
        say(office, Qt.Key.Key_Return)
        assert states(page) == [DifficultyState.ANSWERED]
        assert not page.send.isEnabled()
        say(office, Qt.Key.Key_F7)
        assert office.here is PageName.TASKS


def test_a_clerk_writes_down_and_an_inspector_only_reads(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.wait_for("LoginPage")
        office.idle()
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.DIFFICULTIES)
        say(office, Qt.Key.Key_N, CTRL)
        office.type("May in het muc")
        say(office, Qt.Key.Key_Return)
        assert [one.text for one in page.table.rows] == ["May in het muc"]
        assert not page.primary.isEnabled()
        assert not page.send.isEnabled()
        assert page.add.isEnabled()
    with open_office(tmp_path / "other") as office:
        office.wait_for("LoginPage")
        office.idle()
        toi = next(one for one in office.services.login.active() if one.full_name == TOI)
        office.services.operators.change_role(toi.id, Role.INSPECTOR, actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.DIFFICULTIES)
        assert not any(one.isEnabled() for one in (page.add, page.send, page.primary))
