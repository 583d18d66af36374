"""Cards through the real window: list in, count, hand out; by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.batch.card_report.files import read_outside
from desktop.common.vocabulary import Undelivered
from desktop.models import AuditEvent
from desktop.returns.rules import undelivered_text
from desktop.security.sealing import new_identity
from desktop.ui.context import PageName
from desktop.ui.widgets import paint
from tests.ui.shell.office import HUONG, SIZES, Office, open_office

NAMES = ("giang a pao", "lo thi pang", "nguyen thi ngoc anh", "k'breu")
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Sent:
    """A window whose records left in a batch."""

    office: Office
    folder: Path
    receipts: tuple[str, ...]

    def number(self, place: int) -> str:
        return f"00140000{place:04d}"

    def list_file(self, *extra: str, name: str = "the-da-in.csv") -> Path:
        lines = [f"{receipt};{self.number(n)};Đã in" for n, receipt in enumerate(self.receipts)]
        path = self.folder / name
        text = "\n".join(["Số biên nhận;Số thẻ mới;Kết quả in", *lines, *extra])
        path.write_text(text, encoding="utf-8-sig")
        return path

    def state(self, place: int) -> str:
        counts = self.office.services.cards.counts
        return counts.find(self.receipts[place]).application_state.value

    def at_home(self, *places: int) -> None:
        """Let cards be counted already."""
        cards = self.office.services.cards
        cards.lists.take(self.list_file(), actor=HUONG)
        for place in places:
            cards.counts.mark(cards.counts.find(self.number(place)).application_id, actor=HUONG)
        cards.counts.close(actor=HUONG)


@contextmanager
def sent(folder: Path, people: int = 3) -> Iterator[Sent]:
    with open_office(folder / "p") as office:
        office.log_in()
        receipts = tuple(office.receive(name).receipt_number for name in NAMES[:people])
        services = office.services
        services.security.add_recipient("Tỉnh (thử)", new_identity().public, actor=HUONG)
        (folder / "usb").mkdir()
        services.batch.export(folder / "usb", actor=HUONG)
        yield Sent(office, folder, receipts)


def cards_page(made: Sent, face: int = 1) -> Any:
    page = made.office.show(PageName.CARDS)
    if face > 1:
        made.office.press(Qt.Key(Qt.Key.Key_0 + face), ALT)
        made.office.idle()
        page._opened = 0.0
    return page


def test_a_list_is_looked_at_and_written_by_enter(tmp_path: Path) -> None:
    with sent(tmp_path) as made:
        page = cards_page(made)
        assert page.action_bar.primary.label == "Chọn tệp"
        page.lists.use(made.list_file("MT02-000999-11;001400009999;Đã in"))
        made.office.idle()
        assert made.office.services.cards.counts.waiting() == ()
        assert "Đã in 3 thẻ" in page.lists.sums.text()
        assert [row.number for row in page.lists.table.rows] == [5]
        assert page.action_bar.primary.label == "Ghi danh sách"
        made.office.press(Qt.Key.Key_Return)
        made.office.idle()
        assert made.office.toast() == "Đã ghi 3 thẻ đã in."
        assert page.action_bar.primary.label == "Chọn tệp"
        assert len(made.office.services.cards.counts.waiting()) == 3
        page.lists.use(made.list_file("MT02-000999-11;001400009999;Đã in"))
        made.office.idle()
        assert page.lists.sums.text() == "Tệp này đã nhập từ trước, không đổi gì."
        assert page.action_bar.primary.label == "Chọn tệp"


def test_another_file_is_refused_in_words(tmp_path: Path) -> None:
    with sent(tmp_path, 1) as made:
        page = cards_page(made)
        path = tmp_path / "khac.csv"
        path.write_text("a;b\n1;2\n", encoding="utf-8")
        page.lists.use(path)
        made.office.idle()
        assert "không phải danh sách thẻ đã in" in made.office.bars()[0]
        assert page.action_bar.primary.isEnabled()


def test_cards_are_counted_by_keys_and_by_scanner(tmp_path: Path) -> None:
    with sent(tmp_path) as made:
        office = made.office
        office.services.cards.lists.take(made.list_file(), actor=HUONG)
        page = cards_page(made, 2)
        face = page.counts
        assert face.code.hasFocus()
        office.type(made.number(0))
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert (face.code.value(), face.count.counted) == ("", 1)
        office.session.desk.take_card(made.receipts[1])  # what a scanner sends
        office.idle()
        assert (office.here, face.count.counted) == (PageName.CARDS, 2)
        office.press(Qt.Key.Key_F6)  # damaged, without a reason
        office.idle()
        assert "Chưa ghi lý do" in office.bars()[0]
        face.reason.set_value("Gãy góc")
        office.press(Qt.Key.Key_F6)
        office.idle()
        assert (face.count.damaged, office.bars()) == (1, [])
        assert "hỏng 1" in face.sums.text()
        face.table.select_row(0)
        office.press(Qt.Key.Key_B, CTRL)
        office.idle()
        assert face.count.counted == 1
        office.type("999999999999")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert "Không có thẻ nào mang số này" in office.bars()[0]
        office.press(Qt.Key.Key_G, CTRL)
        office.idle()
        assert "Đã khép kiểm đếm số 1: 1 thẻ về xã." in office.toast()
        assert sorted(made.state(n) for n in range(3)) == ["printed", "returned", "sent_to_print"]
        office.press(Qt.Key.Key_P, CTRL)
        office.idle()
        assert list((tmp_path / "papers").glob("*kiem-dem*"))


def test_cards_go_to_members_by_keys(tmp_path: Path) -> None:
    with sent(tmp_path, 4) as made:
        office = made.office
        made.at_home(0, 3)
        page = cards_page(made, 3)
        face = page.hands
        face.cells.select_row(0)
        office.idle()
        for place, name in ((0, "Giàng A Pao"), (3, "K'Brêu")):  # from another cell, and in it
            page.on_scan(made.number(place))
            office.idle()
            assert face.cards.card.full_name == name
        assert face.cells.current_row().cell == "Bản Nà Sang"
        assert face.cards.card.full_name == "K'Brêu"
        assert page.action_bar.primary.isEnabled() is False
        face.form.old.set_value("yes")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert made.state(3) == "handed_over"
        assert office.toast() == "Đã trao thẻ cho K'Brêu."
        assert face.cards.card.full_name != "K'Brêu"  # on to who still waits
        face.form.why.set_value("ill")
        office.press(Qt.Key.Key_F6)
        office.idle()
        assert [one.full_name for one in office.services.cards.hand_overs.undelivered()]
        row = face.cells.current_row()
        assert (row.handed_over, row.to_hand_over, row.undelivered) == (1, 1, 1)
        office.press(Qt.Key.Key_U, CTRL)
        office.idle()
        assert len(list((tmp_path / "papers").glob("*the-chua-trao*"))) == 1
        face.form.way_choice.set_value("witness")
        face.form.old.set_value("no")
        assert page.action_bar.primary.isEnabled() is False
        face.form.witness.set_value("Vừ Thị Mai")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert made.state(0) == "handed_over"
        office.press(Qt.Key.Key_P, CTRL)
        office.idle()
        assert list((tmp_path / "papers").glob("*trao-the*"))


def number_cells(face: Any) -> list[str]:
    model = face.cards.table.model()
    return [model.cell(row, 1).text for row in range(model.rowCount())]


def test_card_numbers_stay_masked_until_scanned_or_revealed(tmp_path: Path) -> None:
    with sent(tmp_path, 4) as made:
        office = made.office
        made.at_home(0, 1, 3)
        page = cards_page(made, 3)
        face = page.hands
        names = [row.cell for row in face.cells.rows]
        face.cells.select_row(names.index("Bản Nà Sang"))
        office.idle()
        masked = "••• ••• ••• {}"
        ends = {row.full_name: masked.format(row.card_number[-3:]) for row in face.cards.table.rows}
        assert number_cells(face) == list(ends.values())
        page.on_scan(made.number(3))  # the card in hand
        office.idle()
        whole = face.cards.table.currentIndex().row()
        assert number_cells(face)[whole] == made.number(3)
        assert sum(text[0] != "•" for text in number_cells(face)) == 1
        seen = office.services.security
        face.cards.table.select_row(1 - whole)
        assert all(text[0] == "•" for text in number_cells(face))
        office.press(Qt.Key.Key_F5)
        office.idle()
        here = face.cards.card
        assert number_cells(face)[1 - whole] == here.card_number
        with office.services.store.read() as session:
            (event,) = session.query(AuditEvent).filter_by(tag="number:revealed")
            assert (event.actor, event.target) == (HUONG, str(here.application_id))
        assert seen.audit_verify().ok
        office.press(Qt.Key.Key_F5)
        assert all(text[0] == "•" for text in number_cells(face))


def test_no_tag_of_the_hand_over_is_cut(tmp_path: Path) -> None:
    with sent(tmp_path, 1) as made:
        made.at_home(0)
        face = cards_page(made, 3).hands
        for size in SIZES[:2]:
            made.office.window.resize(*size)
            made.office.idle()
            room = face.cards.table.columnWidth(2) - 24  # inside the cell
            for reason in Undelivered:
                assert paint.tag_size(undelivered_text(reason)).width() <= room, (size, reason)


def outside(page: QWidget) -> list[str]:
    """Return visible widgets of the page that reach over its right or lower edge."""
    found = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.parentWidget() is not None:
            corner = widget.mapTo(page, widget.rect().bottomRight())
            if corner.x() > page.width():
                found.append(f"{type(widget).__name__} {widget.accessibleName()!r} {corner}")
    return found


def test_the_page_fits_every_window(tmp_path: Path) -> None:
    with sent(tmp_path) as made:
        made.at_home(0, 1)
        for size in SIZES[:2]:
            made.office.window.resize(*size)
            for face in (1, 2, 3):
                page = cards_page(made, face)
                assert outside(page) == []


def test_the_way_leads_over_the_batches(tmp_path: Path) -> None:
    with sent(tmp_path, 1) as made:
        made.office.show(PageName.BATCHES)
        made.office.press(Qt.Key.Key_J, CTRL)
        made.office.idle()
        assert made.office.here is PageName.CARDS
        made.office.press(Qt.Key.Key_F7)
        made.office.idle()
        assert made.office.here is PageName.BATCHES


def test_the_province_is_told_by_a_button(tmp_path: Path) -> None:
    with sent(tmp_path, 2) as made:
        page = cards_page(made)
        page.reporter.write(tmp_path / "usb")
        made.office.idle()
        assert "Chưa có thẻ nào đã kiểm đếm" in made.office.bars()[0]
        made.at_home(0, 1)
        page.reporter.write(tmp_path / "usb")
        assert not page.reporter.button.isEnabled()
        made.office.idle()
        (path,) = (tmp_path / "usb").glob("*.qtc")
        assert made.office.toast() == f"Đã ghi tình hình 2 thẻ vào “{path.name}”."
        assert page.reporter.button.isEnabled()
        assert read_outside(path.read_bytes()).records == 2
