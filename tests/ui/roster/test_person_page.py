"""The page of one person on a real store: everything on one screen, edits, numbers, paper."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from desktop.campaign.tasks.views import About
from desktop.common.vocabulary import Channel, FieldKey, SourceKind
from desktop.documents.ports import PrinterError
from desktop.models import AuditEvent
from desktop.roster.register.views import DiscrepancyQuery
from desktop.roster.sources.views import CheckState
from desktop.security.tags import Tag
from desktop.ui.context import PageName
from tests.roster.register.people import with_changes, write_list
from tests.ui.field.kit_places import inside
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

PAO = "giang a pao"


@contextmanager
def person_page(tmp_path, name=PAO, before=None):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        if before is not None:
            before(office)
        office.show(PageName.ROSTER)
        office.show(PageName.PERSON, member_id=office.member(name))
        yield office, office.page


def with_sources(tmp_path):
    """Return what takes two other lists in: one differs in the name, one in the card number."""

    def before(office):
        sources = office.services.sources
        home = {"Nơi thường trú": "Bản Nà Sang, xã Mường Thử", "Quê quán": ""}
        population = with_changes({"Giàng A Pao": {"Họ và tên": "Giàng A Páo", **home}})
        file = write_list(tmp_path / "dan-cu.csv", population)
        sources.take_source(file, SourceKind.POPULATION, actor=HUONG, as_of="2025-08")
        files = with_changes({"Giàng A Pao": {"Số thẻ đảng": "14123418", **home}})
        file = write_list(tmp_path / "ho-so.csv", files)
        sources.take_source(file, SourceKind.MEMBER_FILE, actor=HUONG)

    return before


def events(office, tag):
    with office.services.store.read() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.tag == tag.value))
        return [event.target for event in found]


def line(page, field):
    return next(one for one in page.facts.table.rows if one.field == field)


def cell(page, field, column):
    shown = page.facts.table.columns[column].cell(line(page, field))
    return shown if isinstance(shown, str) else shown.text


def edit(office, page, field, value, reason):
    page.facts.select(field)
    office.press(Qt.Key.Key_F2)
    office.idle()
    editor = page.facts.editor
    editor.value.field.selectAll()
    editor.value.field.insert(value)  # QTest types no letters with marks
    editor.reason.field.setFocus()
    editor.reason.field.insert(reason)
    office.press(Qt.Key.Key_Return)
    office.idle()


def paper(tmp_path):
    (file,) = (tmp_path / "papers").glob("*phieu*")
    pages = PdfReader(BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# ---------------------------------------------------------------- what is shown


def test_everything_about_a_person_stands_on_one_page(tmp_path):
    with person_page(tmp_path) as (_, page):
        assert page.title == "Giàng A Pao"
        assert page.about.text() == "12/03/1978 · Bản Nà Sang"
        assert page.standing.text == "Chính thức"
        assert cell(page, FieldKey.BIRTH_DATE, 1) == "12/03/1978"
        assert cell(page, FieldKey.SEX, 1) == "Nam"
        assert cell(page, FieldKey.PERSONAL_ID, 1) == "•••• •••• 2345"
        assert cell(page, FieldKey.CARD_NUMBER, 1) == "••.•••417"
        assert cell(page, FieldKey.PHONE, 1) == "–"
        said = " ".join(page.side.texts())
        assert "Chưa có hồ sơ." in said
        assert "CSDL dân cư Chưa có bản trích để đối chiếu." in said
        assert "Tệp danh-sach.csv, dòng 5, nhập 07:15 ngày 20/08/2025" in said
        assert page.action_bar.primary.label == "Mở hồ sơ"
        assert page.facts.table.hasFocus()


def test_a_line_that_needs_a_look_says_why(tmp_path):
    with person_page(tmp_path, "lo thi pang") as (_, page):
        page.facts.select(FieldKey.BIRTH_DATE)
        assert cell(page, FieldKey.BIRTH_DATE, -1) == "Chỉ có năm"
        assert "Chỉ có năm sinh" in page.facts.detail.note.text()


def test_other_sources_stand_beside_the_list_with_their_differences(tmp_path):
    with person_page(tmp_path, before=with_sources(tmp_path)) as (office, page):
        heads = [column.title for column in page.facts.table.columns]
        assert heads == ["Mục", "Danh sách", "CSDL dân cư", "Hồ sơ đảng viên", "Cần xem"]
        assert cell(page, FieldKey.FULL_NAME, 2) == "Giàng A Páo"
        assert cell(page, FieldKey.CARD_NUMBER, 3) == "••.•••418"
        assert cell(page, FieldKey.CARD_NUMBER, -1) == "Khác nhau"
        assert cell(page, FieldKey.BIRTH_DATE, -1) == ""
        said = " ".join(page.side.texts())
        # Never more than was done: linked by the comparison, confirmed by nobody.
        assert "còn 1 mục khác chờ quyết định. Bản trích dan-cu.csv, số liệu 08/2025." in said
        assert "Máy ghép theo các mục trùng khớp, chưa ai xác nhận riêng." in said
        assert "Danh sách: ••.•••417" in said
        assert "14123417" not in said
        # Whom no record is held to be has no columns of sources, and the page claims nothing.
        other = office.member("vu a do")
        states = {check.state for check in office.services.sources.checks(other)}
        assert not states & {CheckState.CHECKED, CheckState.DIFFERS}
        office.show(PageName.PERSON, member_id=other)
        heads = [column.title for column in office.page.facts.table.columns]
        assert heads == ["Mục", "Danh sách", "Cần xem"]
        said = " ".join(office.page.side.texts())
        assert "Đã ghép" not in said
        assert "Đã đối chiếu" not in said


def test_a_decision_is_told_with_who_when_and_why(tmp_path):
    def before(office):
        with_sources(tmp_path)(office)
        register = office.services.register
        query = DiscrepancyQuery(member_id=office.member(PAO), field=FieldKey.FULL_NAME)
        (row,) = register.page(query).rows
        register.decide(
            row.discrepancy_id, source="population", reason="Theo thẻ căn cước", actor=HUONG
        )

    with person_page(tmp_path, before=before) as (_, page):
        assert page.title == "Giàng A Páo"
        said = " ".join(page.side.texts())
        chosen = "Đã chọn Giàng A Páo (CSDL dân cư), Lò Thị Hương, 07:15 ngày 20/08/2025."
        assert f"{chosen} Lý do: Theo thẻ căn cước" in said
        assert "Quyết định khi đối chiếu" in said
        assert "Họ và tên: Giàng A Pao → Giàng A Páo" in said
        assert cell(page, FieldKey.FULL_NAME, -1) == "Đã sửa tại đây"
        page.facts.select(FieldKey.FULL_NAME)
        assert "Danh sách gửi đến ghi: Giàng A Pao" in page.facts.detail.note.text()


def test_columns_the_program_does_not_know_are_kept_and_cannot_be_edited(tmp_path):
    def before(office):
        rows = "STT,Họ và tên,Ngày sinh,Chi bộ,Số thẻ đảng,Huy hiệu\n"
        file = tmp_path / "khac.csv"
        file.write_text(rows + "1,Sùng Thị Mẩy,03/04/1960,Nà Hỳ,14888001,40 năm\n", "utf-8-sig")
        office.services.imports.import_list(file, actor=HUONG)

    with person_page(tmp_path, "sung thi may", before) as (office, page):
        page.facts.select("extra:Huy hiệu")
        assert page.facts.current().value == "40 năm"
        assert not page.facts.detail.edit_button.isVisible()
        office.press(Qt.Key.Key_F2)
        office.idle()
        assert not page.facts.is_editing


# ---------------------------------------------------------------- the way on


def test_enter_opens_the_application_of_this_person(tmp_path):
    with person_page(tmp_path) as (office, page):
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.COMPARE
        assert office.page._draft.full_name == "Giàng A Pao"
        office.show(PageName.PERSON, member_id=office.member(PAO))
        assert page.action_bar.primary.label == "Làm tiếp hồ sơ"
        assert "Dừng ở bước Đối chiếu." in " ".join(page.side.texts())


def test_who_is_done_shows_receipt_prints_and_batch(tmp_path):
    received = []

    def before(office):
        received.append(office.receive(PAO))

    with person_page(tmp_path, before=before) as (office, page):
        number = received[0].receipt_number
        texts = page.side.texts()
        assert f"Biên nhận {number}" in texts
        assert "Nhận lúc 07:15 ngày 20/08/2025, Lò Thị Hương." in texts
        assert "Biên nhận đã in." in texts
        assert "Chưa vào lô nào." in texts
        printing = office.services.printing
        job = printing.reprint(received[0].application_id, actor=HUONG)
        printing.print_job(job, office.services.printer(), actor=HUONG)
        office.show(PageName.PERSON, member_id=office.member(PAO))
        assert "Biên nhận đã in 2 lần, trong đó in lại 1 lần." in page.side.texts()
        assert page.action_bar.primary.label == "Xem biên nhận"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.ALREADY_DONE
        assert office.page.number.text() == number


def test_who_is_outside_cannot_be_opened_and_the_reason_stands_there(tmp_path):
    with person_page(tmp_path, "vu a do") as (office, page):
        assert page.standing.kind == "bad"
        assert "Đảng viên dự bị: làm thẻ khi được công nhận chính thức." in page.side.texts()
        assert not page.action_bar.primary.isEnabled()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.PERSON


@pytest.mark.parametrize("key", [Qt.Key.Key_F7, Qt.Key.Key_Escape])
def test_the_way_back_is_the_list(tmp_path, key):
    with person_page(tmp_path) as (office, _):
        office.press(key)
        office.idle()
        assert office.here is PageName.ROSTER


def test_nobody_with_this_id_is_said_calmly(tmp_path):
    from desktop.common.ids import new_id

    with person_page(tmp_path) as (office, page):
        office.show(PageName.PERSON, member_id=new_id())
        assert any("Không còn thấy người này" in text for text in office.bars())
        assert not page._place.isVisible()  # nothing of the person before
        assert not page.action_bar.primary.isEnabled()


# ---------------------------------------------------------------- numbers


def test_every_look_at_numbers_leaves_an_event_and_ends_with_the_page(tmp_path):
    with person_page(tmp_path) as (office, page):
        member = str(office.member(PAO))
        assert events(office, Tag.NUMBER_REVEALED) == []
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert cell(page, FieldKey.PERSONAL_ID, 1) == "0140 7801 2345"
        assert events(office, Tag.NUMBER_REVEALED) == [member]
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert cell(page, FieldKey.PERSONAL_ID, 1) == "•••• •••• 2345"
        assert events(office, Tag.NUMBER_REVEALED) == [member]
        office.press(Qt.Key.Key_F5)
        office.idle()
        office.show(PageName.PERSON, member_id=office.member("ngoc anh"))
        assert cell(office.page, FieldKey.PERSONAL_ID, 1) == "•••• •••• 4567"


def test_opening_a_number_to_edit_it_is_a_look(tmp_path):
    with person_page(tmp_path) as (office, page):
        page.facts.select(FieldKey.PERSONAL_ID)
        office.press(Qt.Key.Key_F2)
        office.idle()
        assert page.facts.editor.value.field.text() == "0140 7801 2345"
        assert events(office, Tag.NUMBER_REVEALED) == [str(office.member(PAO))]


# ---------------------------------------------------------------- editing


def test_a_change_is_kept_with_its_reason_and_can_be_taken_back(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.BIRTH_DATE, "13031978", "Theo thẻ căn cước")
        assert not page.facts.is_editing
        assert cell(page, FieldKey.BIRTH_DATE, 1) == "13/03/1978"
        assert page.facts.current().field == FieldKey.BIRTH_DATE  # one stays at the line
        said = " ".join(page.side.texts())
        assert "Ngày sinh: 12/03/1978 → 13/03/1978" in said
        assert "lý do: Theo thẻ căn cước" in said
        assert office.toast() == "Đã sửa: Ngày sinh."
        office.window.toasts.toast.button.click()
        office.idle()
        assert cell(page, FieldKey.BIRTH_DATE, 1) == "12/03/1978"
        history = office.services.people.history(office.member(PAO))
        assert [entry.changes[0].new for entry in history] == ["1978-03-12", "1978-03-13"]


def test_taking_back_does_not_close_what_is_being_typed(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.CELL, "Nà Hỳ", "chuyển chi bộ")
        page.facts.select(FieldKey.VILLAGE)
        office.press(Qt.Key.Key_F2)
        page.facts.editor.value.field.setText("Bản Mới")
        office.window.toasts.toast.button.click()
        office.idle()
        assert cell(page, FieldKey.CELL, 1) == "Bản Nà Sang"
        assert page.facts.editor.value.field.value() == "Bản Mới"
        assert page.facts.editor.line.field == FieldKey.VILLAGE


def test_a_reason_is_needed_and_nothing_typed_is_lost(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.VILLAGE, "Bản Mới", "")
        assert page.facts.is_editing
        assert page.facts.editor.reason.error
        assert page.facts.editor.value.field.value() == "Bản Mới"
        assert office.services.people.history(office.member(PAO)) == ()
        office.press(Qt.Key.Key_Escape)
        assert not page.facts.is_editing
        assert office.here is PageName.PERSON  # the first Esc only gives up the change
        assert page.facts.table.hasFocus()


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        (FieldKey.BIRTH_DATE, "31/02/1978", "gõ nhầm"),
        (FieldKey.PERSONAL_ID, "001194004567", "số của người khác"),
        (FieldKey.PERSONAL_ID, "0140", "thiếu số"),
    ],
)
def test_values_that_cannot_be_kept_are_refused_beside_the_field(tmp_path, field, typed, reason):
    with person_page(tmp_path) as (office, page):
        edit(office, page, field, typed, reason)
        assert page.facts.is_editing
        assert page.facts.editor.value.error
        assert office.services.people.history(office.member(PAO)) == ()


def test_a_status_is_chosen_and_decides_who_may_renew(tmp_path):
    with person_page(tmp_path, "vu a do") as (office, page):
        page.facts.select("status")
        office.press(Qt.Key.Key_F2)
        page.facts.editor.value.field.set_value("exempt")
        page.facts.editor.reason.field.setFocus()
        office.type("Quyet dinh so 5")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.standing.text == "Miễn sinh hoạt"
        assert page.action_bar.primary.isEnabled()
        assert "Tình trạng: Dự bị → Miễn sinh hoạt" in " ".join(page.side.texts())


def test_the_same_value_again_changes_nothing_and_says_so(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.CELL, "Bản Nà Sang", "xem lại")
        assert office.toast() == "Không có gì thay đổi."
        assert office.services.people.history(office.member(PAO)) == ()


# ---------------------------------------------------------------- paper


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


def test_the_page_says_where_the_record_was_taken(tmp_path):
    def before(office):
        here = inside(office, tmp_path)
        here.receive(office.member(PAO), Channel.HOME)

    with person_page(tmp_path, before=before) as (_office, page):
        assert "Nơi thu nhận: Tổ lưu động, tại nhà." in page.side.texts()
