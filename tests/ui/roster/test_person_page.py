"""The page of one person on a real store: everything on one screen, edits, numbers, paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import Channel, FieldKey
from desktop.roster.register.views import DiscrepancyQuery
from desktop.roster.sources.views import CheckState
from desktop.security.tags import Tag
from desktop.ui.context import PageName
from tests.ui.field.kit_places import inside
from tests.ui.roster.person_desk import PAO, cell, events, person_page, with_sources
from tests.ui.shell.office import HUONG

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


def test_the_page_says_where_the_record_was_taken(tmp_path):
    def before(office):
        here = inside(office, tmp_path)
        here.receive(office.member(PAO), Channel.HOME)

    with person_page(tmp_path, before=before) as (_office, page):
        assert "Nơi thu nhận: Tổ lưu động, tại nhà." in page.side.texts()


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
