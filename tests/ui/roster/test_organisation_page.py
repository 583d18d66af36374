"""The organisation tree, by keyboard and by dropping, on a real store in the real window."""

from __future__ import annotations

from contextlib import contextmanager

import openpyxl
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import UnitKind
from desktop.ui.context import PageName
from desktop.ui.roster.unit_lines import PEOPLE_MIME
from tests import factories
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

SANG, BON, SCHOOL = "Bản Nà Sang", "Bản Huổi Bon", "Trường học"


@contextmanager
def opened(tmp_path):
    """The page, reached from the list by its key."""
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.ROSTER)
        office.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
        settle(office)
        assert office.here is PageName.ORGANISATION
        yield office, office.page


def settle(office):
    for _ in range(3):
        office.idle()


def choose(office, page, name):
    node = next(one for one in page.tree.nodes() if one.name == name)
    page.tree.select(node)
    settle(office)


def lines(page):
    return [(one.name, one.people) for one in page.tree.nodes()]


def typed(office, text, *, then=Qt.Key.Key_Return):
    """Type into the field that has the focus, and go on."""
    QApplication.focusWidget().setText(text)
    office.press(then)
    settle(office)


def cells(office):
    return {one.member_id: one.cell for one in office.services.roster.search("a").rows}


def test_the_first_look_makes_the_tree_and_shows_members_and_history(tmp_path):
    with opened(tmp_path) as (office, page):
        assert lines(page) == [
            ("Đảng bộ Mường Thử", 5),
            (BON, 1),
            (SANG, 3),
            (SCHOOL, 1),
        ]
        assert page.total.text() == "3 chi bộ · 5 đảng viên"
        office.press(Qt.Key.Key_Down)
        office.press(Qt.Key.Key_Down)
        settle(office)
        assert page.unit.title_label.text() == SANG
        assert {one.full_name for one in page.unit.people.rows} == {
            "Vừ A Dơ",
            "Giàng A Pao",
            "K'Brêu",
        }
        office.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert page.unit.history.isVisible()
        assert len(page.unit.history.rows) == 1


def test_add_rename_and_undo_by_keys(tmp_path):
    with opened(tmp_path) as (office, page):
        office.press(Qt.Key.Key_Return)
        typed(office, "chi bộ trạm y tế")
        assert ("Trạm y tế", 0) in lines(page)
        assert page.tree.current().name == "Trạm y tế"
        choose(office, page, SANG)
        page.tree.setFocus()
        office.press(Qt.Key.Key_F2)
        typed(office, "Trường  HỌC")
        assert "Đã có đơn vị “Trường học”." in office.bars()[0]
        typed(office, "TRUONG hoc")
        assert "chỉ khác dấu với “Trường học”" in office.bars()[0]
        assert page.action_bar.primary.label == "Đúng là hai đơn vị"
        typed(office, "Bản Nà Sảng")  # another name: nothing is asked about it
        assert ("Bản Nà Sảng", 3) in lines(page)
        assert set(cells(office).values()) >= {"Bản Nà Sảng"}
        office.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(office)
        assert (SANG, 3) in lines(page)


def test_a_merge_shows_open_applications_and_goes_on_with_the_same_key(tmp_path):
    with opened(tmp_path) as (office, page):
        draft = office.draft("pao")
        office.show(PageName.ORGANISATION)
        settle(office)
        choose(office, page, SANG)
        page.tree.setFocus()
        office.press(Qt.Key.Key_M)
        typed(office, "huoi")
        assert page.action_bar.primary.label == "Gộp, hồ sơ đi theo người"
        assert (SANG, 3) in lines(page)
        office.press(Qt.Key.Key_Return)
        settle(office)
        assert lines(page)[1:] == [(BON, 4), (SCHOOL, 1)]
        assert office.services.intake.draft(draft).member_id == office.member("pao")


def test_members_are_split_off_moved_and_dropped(tmp_path):
    with opened(tmp_path) as (office, page):
        choose(office, page, SANG)
        page.unit.people.setFocus()
        page.unit.people.select_row(0)
        person = page.unit.people.chosen_ids()[0]
        office.press(Qt.Key.Key_T)
        typed(office, "Bản Nà Sang 2")
        assert ("Bản Nà Sang 2", 1) in lines(page)
        choose(office, page, SANG)
        page.unit.people.selectAll()
        page.unit.people.setFocus()
        office.press(Qt.Key.Key_C)
        typed(office, "truong")
        assert (SCHOOL, 3) in lines(page)
        assert (SANG, 0) in lines(page)
        # What is dropped on a cell is asked about first.
        target = next(one for one in page.tree.nodes() if one.name == SANG)
        page.tree.people_dropped.emit([person], target.unit_id)
        office.press(Qt.Key.Key_Return)
        settle(office)
        assert (SANG, 1) in lines(page)
        # A cell without anybody can be closed; the reason is needed.
        choose(office, page, "Bản Nà Sang 2")
        page.tree.setFocus()
        office.press(Qt.Key.Key_Delete)
        assert page.action_bar.primary.isEnabled() is False
        typed(office, "QĐ 12")
        assert "Bản Nà Sang 2" not in dict(lines(page))


def test_a_unit_is_dropped_into_another_one(tmp_path):
    with opened(tmp_path) as (office, page):
        services = office.services.organisation
        top = page.tree.nodes()[0].unit_id
        services.add(top, UnitKind.GRASSROOTS, "Đảng bộ Nhà trường", actor=HUONG)
        office.show(PageName.ORGANISATION)
        settle(office)
        school = next(one for one in page.tree.nodes() if one.name == SCHOOL)
        above = next(one for one in page.tree.nodes() if one.name == "Đảng bộ Nhà trường")
        spot = page.tree.visualRect(page.tree._units.index_of(above)).center()
        data = page.tree._units.mimeData([page.tree._units.index_of(school)])
        drop(page.tree, data, spot)
        settle(office)
        assert lines(page)[-2:] == [("Đảng bộ Nhà trường", 1), (SCHOOL, 1)]
        assert page.tree.current().above.name == "Đảng bộ Nhà trường"
        people = QMimeData()
        people.setData(PEOPLE_MIME, b"[]")
        drop(page.tree, people, page.tree.visualRect(page.tree._units.index_of(above)).center())
        assert page.ask.question is None  # a committee has no members of its own


def drop(tree, data, spot):
    how = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    over = QDragMoveEvent(spot, *how, none)
    tree.dragMoveEvent(over)
    assert over.isAccepted()
    tree.dropEvent(QDropEvent(QPointF(spot), *how, none))


def test_a_name_a_list_brought_is_confirmed_or_merged(tmp_path):
    with opened(tmp_path) as (office, page):
        text = factories.LIST_CSV.replace("Chi bộ Trường học", "Chi bộ BẢN NÀ SANG")
        file = tmp_path / "moi.csv"
        file.write_text(text, encoding="utf-8-sig")
        office.services.imports.import_list(file, actor=HUONG)
        office.show(PageName.ORGANISATION)
        settle(office)
        choose(office, page, "BẢN NÀ SANG")
        assert page.tree.current().tag[0] == "Mới"
        assert "Viết gần giống" in page.unit.notice.text()
        office.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        office.press(Qt.Key.Key_Return)
        settle(office)
        assert (SANG, 4) in lines(page)
        assert "BẢN NÀ SANG" not in dict(lines(page))


def test_who_may_not_take_lists_in_only_looks(tmp_path):
    with opened(tmp_path) as (office, page):
        assert page.tree.nodes()
        office.session.lock()
        office.wait_for("LoginPage")
        office.log_in(TOI_PIN, TOI)
        office.show(PageName.ORGANISATION)
        settle(office)
        page = office.page  # noqa: PLW2901 - the page of the other person
        choose(office, page, SANG)
        assert len(page.unit.people.rows) == 3
        assert not page.action_bar.primary.isEnabled()
        assert not any(button.isEnabled() for button in page.buttons.values())
        page.tree.unit_dropped.emit(
            page.tree.nodes()[1].unit_id, page.tree.nodes()[0].unit_id, None
        )
        settle(office)
        assert len(office.services.organisation.history()) == 1


def test_a_workbook_goes_out_and_comes_in_as_one_step(tmp_path):
    with opened(tmp_path) as (office, page):
        file = tmp_path / "cay.xlsx"
        page.files.export(file)
        settle(office)
        book = openpyxl.load_workbook(file)
        sheet = book.active
        row = next(row for row in sheet.iter_rows(min_row=2) if row[2].value == SANG)
        row[2].value = "Bản Nà Sảng"
        sheet.append(["", "Chi bộ", "Công an xã", "", "Lò Văn Bí", "", ""])
        sheet.append(["", "Chi bộ", "Truong học", "", "", "", ""])
        book.save(file)
        page.take(file)
        settle(office)
        assert {("Bản Nà Sảng", 3), ("Công an xã", 0), ("Truong học", 0)} <= set(lines(page))
        assert "“Truong học” chỉ khác dấu với “Trường học”" in office.bars()[0]
        office.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(office)
        assert dict(lines(page)) == {"Đảng bộ Mường Thử": 5, BON: 1, SANG: 3, SCHOOL: 1}
