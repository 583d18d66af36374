"""The rolling schedule in the real window: planned by Enter, moved by keys, mouse and by hand."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.common.vocabulary import MemberStatus
from desktop.models import AuditEvent, Member
from desktop.ui.campaign.schedule_lines import MarkKind
from desktop.ui.context import PageName
from tests import factories
from tests.ui.roster.big_list import fill
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

CTRL = Qt.KeyboardModifier.ControlModifier
MONDAY, TUESDAY = date(2025, 8, 25), date(2025, 8, 26)
THURSDAY, FRIDAY = date(2025, 8, 21), date(2025, 8, 22)


def say(office, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key that a button shows; one pressed by its shortcut stays down for 100 ms."""
    QTest.qWait(150)
    office.press(key, modifier)
    QTest.qWait(130)
    office.idle()


def at_the_schedule(office):
    office.log_in()
    page = office.show(PageName.SCHEDULE)
    QTest.qWait(450)  # Enter is deaf for 400 ms
    return page


def planned(office):
    page = at_the_schedule(office)
    say(office, Qt.Key.Key_Return)
    say(office, Qt.Key.Key_Return)
    return page


def marks(page):
    """Return what the grid shows, by cell and day."""
    return {
        (line.name, day): line.mark(day)
        for line in page.grid._model.lines
        for day in page.grid.days
        if line.mark(day)
    }


def test_what_a_replan_changes_is_shown_before_it_is_done(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = at_the_schedule(office)
        assert "Chưa có lịch" in page.planned.text()
        say(office, Qt.Key.Key_Return)
        assert page.primary.label == "Dùng lịch này"
        assert {mark.kind for mark in marks(page).values()} == {MarkKind.COMING}
        assert office.services.schedule.board().is_empty  # nothing is done yet
        say(office, Qt.Key.Key_Escape)
        assert not marks(page)
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        assert {day for _, day in marks(page)} == {THURSDAY}
        assert "Theo lịch: xong T5 21/08." in page.planned.text()
        assert "Đã dùng lịch mới" in office.toast()
        office.window.toasts.toast.notice.on_undo()
        office.idle()
        assert office.services.schedule.board().is_empty
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        assert "không có gì cần đổi" in office.bars()[0]


def test_a_cell_is_moved_by_keys_and_by_dragging_and_noted_as_told(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = planned(office)
        cell = page.line.name
        say(office, Qt.Key.Key_Right, CTRL)
        assert marks(page)[cell, FRIDAY].is_by_hand
        assert page.day == FRIDAY
        page.grid.choose(0, FRIDAY)
        row = next(n for n, one in enumerate(page.grid._model.lines) if one.name == cell)
        start, end = page.grid.box_of(row, FRIDAY), page.grid.box_of(row, MONDAY)
        view = page.grid.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
        office.idle()
        assert (cell, MONDAY) in marks(page)
        page.grid.setFocus()
        say(office, Qt.Key.Key_F6)
        assert marks(page)[cell, MONDAY].kind is MarkKind.TOLD
        assert "Đã ghi 1 buổi" in office.toast()
        assert not page.side.told.isEnabled()
        with office.services.store.read() as session:
            found = session.query(AuditEvent).filter(AuditEvent.tag.like("schedule:%")).all()
        tags = [event.tag for event in found]
        assert tags.count("schedule:moved") == 2
        assert {event.actor for event in found} == {HUONG}


def test_a_time_that_does_not_fit_is_refused_in_words_and_nothing_changes(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = planned(office)
        before = marks(page)
        other = next(
            line.slots_on(THURSDAY)[0]
            for line in page.grid._model.lines
            if line.name != page.line.name
        )
        say(office, Qt.Key.Key_D)
        assert page.primary.label == "Dời buổi"
        start = f"{other.start // 60:02d}:{other.start % 60:02d}"
        for day, time, words in (
            ("20/08/2025", "", "đã qua hoặc là hôm nay"),
            ("23/08/2025", "", "không làm việc"),
            ("21/08/2025", "12:00", "không vừa giờ làm việc"),
            ("21/08/2025", start, "đã có buổi"),
        ):
            page.ask.day.setText(day)
            page.ask.time.set_value(time)
            say(office, Qt.Key.Key_Return)
            assert words in office.bars()[0], office.bars()
        page.ask.time.set_value("muộn")
        assert not page.primary.isEnabled()
        say(office, Qt.Key.Key_Escape)
        assert marks(page) == before


def test_a_dropped_slot_gets_a_new_time_by_hand(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = planned(office)
        cell = page.line.name
        say(office, Qt.Key.Key_Delete)
        assert (cell, THURSDAY) not in marks(page)
        assert "Đã bỏ buổi" in office.toast()
        row = next(n for n, one in enumerate(page.grid._model.lines) if one.name == cell)
        page.grid.choose(row, TUESDAY)
        page.grid.setFocus()
        assert page.side.place.label == "Xếp buổi"
        say(office, Qt.Key.Key_D)
        page.ask.time.setFocus()
        office.type("1400")
        assert not page.primary.isEnabled()
        page.ask.time.set_value("14h00")
        say(office, Qt.Key.Key_Return)
        slot = office.page.line.slots_on(TUESDAY)[0]
        assert (slot.start, slot.is_by_hand) == (14 * 60, True)
        # A replan leaves it where somebody put it.
        changes = office.services.schedule.propose().changes
        assert cell not in {change.cell for change in changes}


def test_the_past_cannot_be_moved_and_cells_behind_are_marked(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "office", clock=clock) as office:
        page = planned(office)
        clock.advance(timedelta(days=1, hours=12))
        page = office.show(PageName.SCHEDULE)
        assert {mark.kind for mark in marks(page).values()} == {MarkKind.MISSED}
        assert all(line.state()[1] == "warn" for line in page.grid._model.lines)
        assert page.behind.number.text() == str(len(page.grid._model.lines))
        page.grid.choose(0, THURSDAY)
        assert not page.side.place.isEnabled()
        assert not page.side.drop.isEnabled()
        page.shown.set_value("not_told")
        assert page.grid.line is None


def test_whoever_may_not_plan_looks_only(tmp_path):
    with open_office(tmp_path / "office") as office:
        planned(office)
        office.session.lock()
        office.wait_for("LoginPage")
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.SCHEDULE)
        before = marks(page)
        assert before
        for button in (page.primary, page.side.told, page.side.place, page.side.drop):
            assert not button.isEnabled()
        say(office, Qt.Key.Key_Right, CTRL)
        assert marks(page) == before


def test_seventy_cells_are_walked_by_arrows_and_days_move_on(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.log_in()
        fill(office.services.store, 700)
        with office.services.store.write() as session:
            for number, member in enumerate(session.query(Member).filter_by(card_number="")):
                member.card_number = f"{number:08d}"
                member.status = MemberStatus.OFFICIAL.value
        office.window.resize(911, 512)
        services = office.services
        services.schedule.accept(services.schedule.propose(), actor=HUONG)
        page = office.show(PageName.SCHEDULE)
        page.grid.setFocus()
        office.press(Qt.Key.Key_Home)
        first = page.day
        assert page.grid.columnWidth(3) >= 24
        for _ in range(14):
            office.press(Qt.Key.Key_Right)
        assert page.day == page.grid.days[page.grid.days.index(first) + 14]
        office.press(Qt.Key.Key_PageDown)
        assert page.grid.currentIndex().row() > 3
        assert page._scroll.verticalScrollBar().maximum() == 0


def test_the_signed_sheet_is_entered_back_by_keys_and_seen_in_the_list(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = planned(office)
        cell = page.line.row.cell
        page.shown.set_value("unsigned")
        count = len(page.grid.lines)
        say(office, Qt.Key.Key_P)
        assert page.is_filling
        assert not page.primary.isEnabled()  # nobody signed yet
        page.form.signed_by.setFocus()
        office.type("Lo Van Hac")
        page.form.table.setFocus()
        office.press(Qt.Key.Key_1)
        office.press(Qt.Key.Key_0)
        assert "0 phải sửa" in page.form.count.text()
        office.press(Qt.Key.Key_6)
        page.form.missing.set_value("Lò Thị Mới, ")
        office.idle()
        assert "1 phải sửa, thiếu 1" in page.form.count.text()
        page.form.signed_on.setText("21/08/2025")
        assert not page.primary.isEnabled()  # that day is still to come
        page.form.signed_on.setText("19/08/2025")
        say(office, Qt.Key.Key_Return)
        assert "2 điều phải sửa" in office.toast()
        assert len(page.grid.lines) == count - 1
        page.shown.set_value("all")
        line = next(one for one in page.grid.lines if one.row.cell == cell)
        assert (line.sheet.signed_by, line.sheet.remarks) == ("Lo Van Hac", 2)
        sheet = office.services.precheck.cell(cell).sheet
        assert [one.reason.value for one in sheet.remarks] == ["away", "missing"]
        office.window.toasts.toast.notice.on_undo()
        office.idle()
        assert office.services.precheck.cell(cell).sheet is None


def test_papers_go_to_the_printer_and_into_a_folder(tmp_path, monkeypatch):
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(out))
    with open_office(tmp_path / "office") as office:
        page = planned(office)
        say(office, Qt.Key.Key_P, CTRL)
        assert len(list((tmp_path / "papers").glob("*.pdf"))) == 3
        assert "Đã gửi 3 giấy tờ" in office.toast()
        cells = len(page.grid.lines)
        assert page.saving.label == f"Xuất giấy tờ ({cells})"
        say(office, Qt.Key.Key_S, CTRL)
        assert len(list(out.glob("*.pdf"))) == 3 * cells
        assert len(list(out.glob("*.xlsx"))) == cells
