"""The cross-check by keyboard on a real store: sources, pairs, the register, sheets."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import DiscrepancyState, FieldKey, LinkState, SourceKind
from desktop.roster.register.rules import LIST, OTHER
from desktop.roster.register.views import DiscrepancyQuery
from desktop.ui.context import PageName
from desktop.ui.roster.pairs_words import _VERDICTS, marks_of, weight_words
from tests.roster.register.people import PEOPLE, write_list
from tests.ui.roster.crosscheck import POPULATION, counter
from tests.ui.shell.office import HUONG

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ALL = DiscrepancyQuery(state=None)


def open_face(office, number):
    page = office.show(PageName.REGISTER)
    if number > 1:
        office.press(getattr(Qt.Key, f"Key_{number}"), ALT)
        office.idle()
    page.pairs._shown_at = 0.0  # no test waits until a pair counts as seen, but the one about it
    return page


def line_of(office, name, field):
    lines = office.services.register.page(ALL, limit=None).rows
    return next(line for line in lines if line.full_name == name and line.field is field)


def select(page, name, field):
    places = [(line.full_name, line.field) for line in page.lines.table._paged._pages[0]]
    page.lines.table.select_row(places.index((name, field)))


# ------------------------------------------------------------ sources


def test_a_source_is_seen_before_it_is_compared_and_the_figures_add_up(tmp_path):
    file = write_list(tmp_path / "dan-cu-xa.csv", POPULATION)
    with counter(tmp_path, sources=False) as office:
        page = open_face(office, 1)
        panel = page.sources.panels[SourceKind.POPULATION]
        assert panel.state.text == "Chưa có bản trích"
        office.press(Qt.Key.Key_Return)
        page.load_face.open_file(file)
        office.idle()
        assert "5 người đọc được." in page.load_face.file.words.text()
        assert page.action_bar.primary.isEnabled() is False  # which source it is was not said
        assert office.services.sources.summary()[0].source is None
        page.load_face.setFocus()
        office.press(Qt.Key.Key_1)
        page.load_face.day.setText("01/08/2025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.sources
        assert panel.file.value.text() == "dan-cu-xa.csv"
        assert panel.as_of.value.text() == "01/08/2025"
        numbers = [int(label.text()) for label in panel.figures.numbers]
        assert sum(numbers) == 5
        assert numbers[1] == 1
        assert panel.state.text == "Còn cặp chờ xác nhận"  # never more than was done
        assert "5 người trong tệp = 4 đã ghép + 1 chờ xác nhận" in page.sources.report.words.text()


def test_files_that_are_no_list_are_refused_and_nothing_is_stored(tmp_path):
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    empty = tmp_path / "rong.csv"
    empty.write_text("", "utf-8")
    with counter(tmp_path, sources=False) as office:
        page = open_face(office, 1)
        office.press(Qt.Key.Key_Return)
        for file in (broken, empty, tmp_path / "khong-co.csv"):
            page.load_face.open_file(file)
            office.idle()
            assert len(office.bars()) == 1, file
            assert page.action_bar.primary.label == "Chọn tệp"
        assert all(one.source is None for one in office.services.sources.summary())
        office.press(Qt.Key.Key_Escape)
        assert page.face is page.sources


def test_a_day_that_has_not_come_is_refused(tmp_path):
    file = write_list(tmp_path / "x.csv", POPULATION)
    with counter(tmp_path, sources=False) as office:
        page = open_face(office, 1)
        office.press(Qt.Key.Key_Return)
        page.load_face.open_file(file)
        office.idle()
        page.load_face.kinds.set_value(SourceKind.MEMBER_FILE.value)
        page.load_face.day.setText("31/12/2025")
        page.load_face.take()
        assert "chưa đến" in page.load_face.day_entry.error
        page.load_face.day.setText("32/12/2024")
        page.load_face.take()
        assert page.load_face.day_entry.error
        assert not page.load_face.is_taking


def test_a_stopped_comparison_stores_nothing(tmp_path):
    file = write_list(tmp_path / "x.csv", POPULATION)
    with counter(tmp_path, sources=False) as office:
        page = open_face(office, 1)
        office.press(Qt.Key.Key_Return)
        page.load_face.open_file(file)
        office.idle()
        page.load_face.kinds.set_value(SourceKind.POPULATION.value)
        # The lock is taken at once: the comparison must wait and cannot be too quick.
        with office.services.store.write_plainly():
            page.load_face.take()
            office.press(Qt.Key.Key_Escape)
        office.idle()
        assert office.services.sources.summary()[0].source is None
        assert "Chưa gì được lưu" in office.toast()
        assert page.action_bar.primary.isEnabled()


def test_comparing_again_counts_anew(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 1)
        office.press(Qt.Key.Key_R, CTRL)
        office.idle()
        assert page.face is page.sources
        assert "đã nạp trước đó" in page.sources.report.words.text()


# ------------------------------------------------------------ pairs


def test_a_pair_is_shown_with_its_reasons_and_one_key_answers(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 2)
        texts = {row[0]: row for row in page.pairs.table.texts()}
        assert texts["Ngày sinh"] == (
            "Ngày sinh",
            "05/11/1981",
            "11/05/1981",
            "Đảo ngày và tháng",
            "rất giống một người",
        )
        assert texts["Số định danh"][1] == "•••• •••• 0777"  # masked
        assert texts["Số định danh"][2:4] == ("Không ghi", "Một bên không ghi")
        office.press(Qt.Key.Key_1)
        office.idle()
        (pair,), _ = office.services.sources.pairs(LinkState.LINKED, limit=1)
        linked, total = office.services.sources.pairs(LinkState.LINKED)
        assert total == 5
        assert [one.decided_by for one in linked].count(HUONG) == 1
        assert page.pairs.pair is None
        office.press(Qt.Key.Key_Z, CTRL)
        office.idle()
        assert office.services.sources.waiting_pairs()[1] == 1
        assert page.pairs.pair.member.full_name == "K'Brêu"
        assert pair.weight > 0


@pytest.mark.parametrize(("key", "state"), [(2, LinkState.REFUSED), (3, LinkState.WAITING)])
def test_no_and_later(tmp_path, key, state):
    with counter(tmp_path) as office:
        page = open_face(office, 2)
        office.press(getattr(Qt.Key, f"Key_{key}"))
        office.idle()
        assert office.services.sources.pairs(state)[1] == 1
        assert page.pairs.pair is None
        if state is LinkState.WAITING:
            assert "Còn 1 cặp để sau" in page.pairs.empty.text.text()
            page.pairs.empty.button.click()
            office.idle()
            assert page.pairs.pair is not None


def test_after_no_the_next_best_of_the_person_is_asked(tmp_path):
    # Two of the extract are like Vừ Thị Dơ, one more than the other.
    dates = {"Số định danh cá nhân": "", "Số thẻ đảng": "", "Ngày sinh": "02/01/2001"}
    alike = [{**PEOPLE[4], "Họ và tên": "Mùa Thị Chía", "Ngày sinh": "04/05/2001"}]
    alike.append({**PEOPLE[4], **dates})
    file = write_list(tmp_path / "dan-cu.csv", [*PEOPLE[:4], *alike])
    with counter(tmp_path, sources=False) as office:
        office.services.sources.take_source(file, SourceKind.POPULATION, actor=HUONG)
        page = open_face(office, 2)
        first = page.pairs.pair
        assert page.pairs.waiting == 1
        office.press(Qt.Key.Key_2)
        office.idle()
        second = page.pairs.pair
        assert second.member_id == first.member_id
        assert second.row_number != first.row_number
        assert page.chips[page.pairs].accessibleName() == "Cặp chờ xác nhận 1"
        office.press(Qt.Key.Key_Z, CTRL)  # the first is asked about again, and nobody else
        office.idle()
        assert page.pairs.pair.link_id == first.link_id
        assert page.pairs._turns.rest == (page.pairs.pair,)
        assert office.services.sources.waiting_pairs()[1] == 1


def test_a_key_pressed_before_the_pair_was_seen_answers_nothing(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 2)
        page.pairs._shown_at = float("inf")
        office.press(Qt.Key.Key_1)
        office.idle()
        assert office.services.sources.waiting_pairs()[1] == 1


def test_a_linked_pair_can_be_refused_and_asked_again(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 2)
        page.pairs.state.set_value(LinkState.LINKED.value)
        office.idle()
        assert "Máy tự ghép" in page.pairs.answers.words.text()
        name = page.pairs.pair.member.full_name
        page.pairs._shown_at = 0.0
        page.pairs.answers.other.click()
        office.idle()
        page.pairs.state.set_value(LinkState.REFUSED.value)
        office.idle()
        assert page.pairs.pair.member.full_name == name
        assert HUONG in page.pairs.answers.decided.text()
        page.pairs._shown_at = 0.0
        page.pairs.answers.again.click()
        office.idle()
        assert office.services.sources.pairs(LinkState.REFUSED)[1] == 0


def test_numbers_are_shown_only_after_the_look_is_recorded(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 2)
        office.press(Qt.Key.Key_F5)
        office.idle()
        texts = {row[0]: row for row in page.pairs.table.texts()}
        assert texts["Số định danh"][1] == "0680 8100 0777"
        assert page.pairs.table.is_revealed
        office.press(Qt.Key.Key_F5)
        texts = {row[0]: row for row in page.pairs.table.texts()}
        assert texts["Số định danh"][1] == "•••• •••• 0777"


# ------------------------------------------------------------ the register


def test_a_value_is_chosen_by_digit_and_enter_goes_to_the_next(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        assert page.lines.table.count == 2
        select(page, "Giàng A Pao", FieldKey.FULL_NAME)
        assert page.action_bar.primary.isEnabled() is False
        office.press(Qt.Key.Key_2)
        office.press(Qt.Key.Key_Return)
        office.idle()
        line = line_of(office, "Giàng A Páo", FieldKey.FULL_NAME)
        assert (line.state, line.chosen_value) == (DiscrepancyState.DECIDED, "Giàng A Páo")
        assert line.decided_by == HUONG
        assert page.lines.panel.line.full_name == "Nguyễn Thị Hoà"
        office.press(Qt.Key.Key_Z, CTRL)
        office.idle()
        assert line_of(office, "Giàng A Pao", FieldKey.FULL_NAME).state is DiscrepancyState.OPEN
        assert page.lines.panel.line.full_name == "Giàng A Pao"


def test_another_value_needs_a_reason_and_must_be_possible(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        select(page, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        panel = page.lines.panel
        panel.choose(OTHER)
        office.type("12345")
        assert "lý do" in panel.missing().lower()
        panel.reason.set_value("Thẻ căn cước")
        assert panel.missing() == ""
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert "12" in panel.value_entry.error
        line = line_of(office, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        assert line.state is DiscrepancyState.OPEN
        panel.value.set_value("014194000777")
        office.press(Qt.Key.Key_Return)
        office.idle()
        line = line_of(office, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        assert (line.chosen_source, line.chosen_value) == (OTHER, "014194000777")
        assert line.reason == "Thẻ căn cước"


def test_a_number_of_somebody_else_is_refused_with_a_bar(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        select(page, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        page.lines.panel.choose(OTHER)
        page.lines.panel.value.set_value("014078012345")
        page.lines.panel.reason.set_value("Nghe nói")
        page.lines.go()
        office.idle()
        assert "Giàng A Pao" in page.lines.panel.value_entry.error


def test_decided_lines_say_who_and_why_and_are_reopened(tmp_path):
    with counter(tmp_path) as office:
        line = line_of(office, "Giàng A Pao", FieldKey.FULL_NAME)
        register = office.services.register
        register.decide(line.discrepancy_id, source=LIST, reason="Giấy khai sinh", actor=HUONG)
        page = open_face(office, 3)
        page.lines.filters.state.set_value(DiscrepancyState.DECIDED.value)
        office.idle()
        assert page.lines.table.count == 1
        assert HUONG in page.lines.panel.decided.text()
        assert page.lines.panel.reason.value() == "Giấy khai sinh"
        assert page.lines.panel.missing() == "Đã chọn như vậy."
        office.press(Qt.Key.Key_R, CTRL)
        office.idle()
        assert page.lines.table.count == 0
        assert register.counts()["Bản Nà Sang"] == (1, 0)
        office.press(Qt.Key.Key_Z, CTRL)
        office.idle()
        decided = line_of(office, "Giàng A Pao", FieldKey.FULL_NAME)
        assert (decided.state, decided.reason) == (DiscrepancyState.DECIDED, "Giấy khai sinh")


def test_filters_narrow_and_one_person_can_be_shown(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        page.lines.filters.field.set_value(FieldKey.PERSONAL_ID.value)
        office.idle()
        assert page.lines.table.count == 1
        page.lines.filters.cell.setCurrentIndex(page.lines.filters.cell.findData("Bản Nà Sang"))
        office.idle()
        assert page.lines.table.count == 0
        assert page.lines.empty.title.text() == "Không có mục nào khớp bộ lọc"
        page.lines.empty.button.click()
        office.idle()
        assert page.lines.table.count == 2
        member = line_of(office, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID).member_id
        page = office.show(PageName.REGISTER, member_id=member)
        assert page.face is page.lines
        assert page.lines.table.count == 1


# ------------------------------------------------------------ sheets


def test_a_sheet_goes_out_and_comes_back_with_its_refusals(tmp_path):
    target = tmp_path / "so.xlsx"
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        page.papers.export(target, page.lines.filters.query())
        office.idle()
        assert "Đã xuất 2 mục" in office.toast()
        book = openpyxl.load_workbook(target)
        for row in range(2, book.active.max_row + 1):
            is_name = book.active.cell(row, 5).value == "Họ và tên"
            book.active.cell(row, 10).value = "2" if is_name else "không rõ"
        book.save(target)
        page.open_sheet(target)
        office.idle()
        assert page.face is page.sheet
        assert [label.text() for label in page.sheet.figures.numbers] == ["1", "1", "0"]
        assert "không rõ" in page.sheet.table.rows[0][1]
        assert office.services.register.counts()["Bản Nà Sang"] == (1, 0)  # only seen
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.services.register.counts()["Bản Nà Sang"] == (0, 1)
        assert page.title == "Đã ghi quyết định từ Excel"
        office.press(Qt.Key.Key_Return)
        assert page.face is page.lines


def test_a_file_that_is_no_sheet_of_decisions_is_refused(tmp_path):
    with counter(tmp_path) as office:
        page = open_face(office, 3)
        page.open_sheet(tmp_path / "ds.csv")
        office.idle()
        assert "không phải sổ đối chiếu" in office.bars()[0]
        assert page.face is page.lines


def test_the_sheet_of_the_cells_is_printed(tmp_path):
    with counter(tmp_path) as office:
        open_face(office, 3)
        office.press(Qt.Key.Key_P, CTRL)
        office.idle()
        assert "phiếu xác nhận" in office.toast()
        papers = list((tmp_path / "papers").glob("*.pdf"))
        assert len(papers) == 1
        assert papers[0].read_bytes().startswith(b"%PDF")


def test_the_list_page_leads_here(tmp_path):
    with counter(tmp_path) as office:
        office.show(PageName.ROSTER)
        office.press(Qt.Key.Key_D, CTRL)
        office.idle()
        assert office.here is PageName.REGISTER
        office.press(Qt.Key.Key_F7)
        office.idle()
        assert office.here is PageName.ROSTER


# ------------------------------------------------------------ words


def test_weights_become_words_from_strong_to_against():
    words = [weight_words(weight) for weight in (12, 4, 0.5, 0, -2, -8)]
    assert words == [
        "rất giống một người",
        "giống một người",
        "hơi giống",
        "không nói lên gì",
        "hơi ngờ",
        "ngờ là hai người",
    ]


def test_every_verdict_but_unknown_has_a_word():
    from desktop.roster.linkage.views import Verdict

    assert set(_VERDICTS) == set(Verdict) - {Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("field", "left", "right", "revealed", "marked"),
    [
        (FieldKey.FULL_NAME, "Giàng A Pao", "Giàng A Páo", False, "Páo"),
        (FieldKey.BIRTH_DATE, "1981-11-05", "1981-12-05", False, "12"),
        (FieldKey.BIRTH_DATE, "1950", "1950-04-12", False, "1204"),
        (FieldKey.PERSONAL_ID, "014150000123", "014150000124", False, "4"),
        (FieldKey.PERSONAL_ID, "014150000123", "014250000123", True, "2"),
        (FieldKey.PERSONAL_ID, "014150000123", "014250000123", False, ""),
    ],
)
def test_only_what_differs_is_marked(field, left, right, revealed, marked):
    from desktop.ui.roster.person_words import shown

    text = shown(field, right, revealed=revealed)
    spans = marks_of(field, left, right, revealed=revealed)[1]
    assert "".join(text[span.start : span.start + span.length] for span in spans) == marked
