"""The paper about one person, the extract, and the task that is begun from the page."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from desktop.campaign.tasks.views import About
from desktop.documents.ports import PrinterError
from desktop.models import AuditEvent
from desktop.security.tags import Tag
from desktop.ui.context import PageName
from tests.ui.roster.person_desk import PAO, events, paper, person_page, with_sources
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office


def test_the_paper_has_masked_numbers_unless_they_were_on_the_screen(tmp_path):
    with person_page(tmp_path, before=with_sources(tmp_path)) as (office, page):
        page.print_button.click()
        office.idle()
        assert "Đã gửi phiếu của Giàng A Pao" in office.toast()
        said = paper(tmp_path)
        assert "Số định danh, số thẻ đã che bớt." in said
        assert "2345" in said
        assert "014078012345" not in said.replace(" ", "")
        assert events(office, Tag.NUMBER_REVEALED) == []
        for file in (tmp_path / "papers").iterdir():
            file.unlink()
        page.facts.reveal_button.click()
        office.idle()
        page.print_button.click()
        office.idle()
        said = paper(tmp_path)
        assert "0140 7801 2345" in said
        assert "cất giữ như hồ sơ đảng viên" in said
        assert len(events(office, Tag.NUMBER_REVEALED)) == 2  # the screen, then the paper


def test_a_printer_that_fails_is_said_and_can_be_tried_again(tmp_path, monkeypatch):
    from desktop.documents.printers import FolderPrinter

    def refuse(*_args, **_more):
        raise PrinterError("Máy in hết giấy.", "Cho giấy vào rồi in lại.")

    with person_page(tmp_path) as (office, page):
        with monkeypatch.context() as patch:
            patch.setattr(FolderPrinter, "print_pdf", refuse)
            page.print_button.click()
            office.idle()
        assert any("Máy in hết giấy." in text for text in office.bars())
        assert page.print_button.isEnabled()
        page.print_button.click()
        office.idle()
        assert office.bars() == []
        assert "Giàng A Pao" in paper(tmp_path)


def test_the_paper_is_vietnamese_whatever_the_screen_speaks(tmp_path):
    with open_office(tmp_path / "p", language="en") as office:
        office.log_in()
        with_sources(tmp_path)(office)
        office.show(PageName.PERSON, member_id=office.member(PAO))
        office.page.print_button.click()
        office.idle()
        said = paper(tmp_path)
        for text in ("Họ và tên", "Chính thức", "CSDL dân cư", "Chờ quyết định.", "Nam"):
            assert text in said
        for text in ("Official", "Male", "Population"):
            assert text not in said


def test_everything_about_the_person_goes_to_a_file_by_one_key(tmp_path, monkeypatch):
    file = tmp_path / "trich-xuat"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))
    with person_page(tmp_path) as (office, page):
        office.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        office.wait(file.with_suffix(".pdf").exists)
        office.idle()
        assert office.toast().startswith("Đã ghi ")
        text = " ".join(one.extract_text() for one in PdfReader(file.with_suffix(".pdf")).pages)
        assert "TRÍCH XUẤT DỮ LIỆU CÁ NHÂN" in text
        assert f"{HUONG} lập lúc" in text
        assert page.extract_button.isEnabled()
        with office.services.store.read() as session:
            tags = session.scalars(select(AuditEvent.tag)).all()
        assert tags.count(Tag.PERSON_EXPORTED) == 1


def test_an_extract_is_not_offered_to_who_may_not(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.PERSON, member_id=office.member(PAO))
        assert not page.extract_button.isEnabled()
        assert "Phụ trách ca" in page.extract_button.toolTip()
        assert page.print_button.isEnabled()


def test_a_task_about_the_person_is_begun_with_one_key(tmp_path):
    with person_page(tmp_path) as (office, page):
        member = office.member(PAO)
        office.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        assert office.here is PageName.TASKS
        tasks = office.page
        office.wait(tasks.new_side.isVisible)
        assert tasks.new_side.about.value() == "Giàng A Pao"
        tasks.new_side.text.set_value("Hỏi lại số định danh")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: tasks.task is not None)
        (made,) = office.services.duties.tasks.of_person(member)
        assert made.text == "Hỏi lại số định danh"
        # Typed over, it is about whoever has that name; emptied, about nobody.
        tasks.enter(About(member_id=member, words="Giàng A Pao"))
        office.wait(tasks.new_side.isVisible)
        tasks.new_side.about.set_value("Lò Thị Pâng")
        assert tasks.new_side.known_about is None
        assert page.give_task.key == "Ctrl+J"
