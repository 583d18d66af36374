"""The page "Nhật ký" in the real window: found, filtered, proved and exported by keys alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from desktop.security import store as security
from desktop.security.journal import telling
from desktop.security.journal.service import PAGE
from desktop.security.tags import Tag
from desktop.security.views import Role
from desktop.storage import guards
from desktop.ui.context import PageName
from desktop.ui.security.journal_page import TrailPage
from desktop.ui.shell.settings_page import SettingsPage
from desktop.ui.widgets.buttons import KeyButton
from tests import factories
from tests.ui.shell.office import HUONG, SIZES, TOI, TOI_PIN, open_office, shown

CTRL = Qt.KeyboardModifier.ControlModifier


def fill(office, count):
    """Add events without a story behind them."""
    with office.services.store.write() as session:
        for number in range(count):
            security.record(
                session,
                [Tag.FIELD_EDITED, Tag.NUMBER_REVEALED][number % 2],
                at=factories.MORNING + timedelta(seconds=number),
                actor=[HUONG, TOI][number % 2],
            )


def meddle(office, statement):
    with office.services.store.write() as session:
        guards.remove_from_trail(session.connection())
        session.connection().execute(text(statement))
        guards.install(session.connection())


def told(page):
    return [telling.sentence(row) for row in page.events.table.rows]


def test_settings_lead_to_it_and_a_record_tells_its_whole_way(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive()
        page = office.show(PageName.SETTINGS)
        office.press(Qt.Key.Key_J, CTRL)
        office.wait_for("TrailPage")
        office.idle()
        page = office.page
        first = told(page)[0]
        assert first == "Lò Thị Hương đã in biên nhận của Giàng A Pao."
        assert page.action_bar.primary.label == "Xem cả hồ sơ này"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert told(page)[-1] == "Lò Thị Hương đã mở hồ sơ mới của Giàng A Pao."
        assert len(told(page)) == 5
        assert page.filters.record.isVisible()
        assert not page.action_bar.primary.isEnabled()
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert not page.filters.record.isVisible()
        assert "Lò Thị Hương đã vào làm việc." in told(page)
        office.press(Qt.Key.Key_F7)
        office.idle()
        assert isinstance(office.page, SettingsPage)


def test_pages_are_turned_and_filters_narrow_by_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        fill(office, PAGE + 30)
        page = office.show(PageName.TRAIL)
        newest = page.events.table.rows[0].number
        assert not page.events.newer.isEnabled()
        office.press(Qt.Key.Key_PageDown, CTRL)
        office.idle()
        assert page.events.table.rows[0].number == newest - PAGE
        assert page.events.newer.isEnabled()
        assert not page.events.older.isEnabled()
        office.press(Qt.Key.Key_PageUp, CTRL)
        office.idle()
        assert page.events.table.rows[0].number == newest
        assert page.events.current() == page.events.table.rows[-1]  # where one came from
        page.filters.kind.set_value("revealed")
        office.idle()
        assert {row.tag for row in page.events.table.rows} == {"number:revealed"}
        page.filters.actor.set_value(HUONG)
        office.idle()
        assert not page.events.is_filled
        assert page.events.none.isVisible()
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.events.is_filled
        assert not page.clear.isVisible()
        page.filters.days.set_value("chosen")
        office.type("21082025")
        page.filters.last.setFocus()
        office.idle()
        assert not page.events.is_filled  # everything was on the 20th
        page.filters.first.set_value(None)
        page.filters.last.set_value(None)
        office.press(Qt.Key.Key_Escape)
        office.idle()


def test_the_chain_is_proved_beside_the_page_and_the_break_is_shown(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        fill(office, 40)
        page = office.show(PageName.TRAIL)
        office.press(Qt.Key.Key_K, CTRL)
        office.wait(lambda: bool(office.bars()))
        assert office.bars()[0].startswith("Nhật ký nguyên vẹn: ")
        office.idle()
        newest = page.events.table.rows[0].number
        broken = newest - 20
        meddle(office, f"UPDATE audit_events SET actor = 'Ai Đó' WHERE number = {broken}")
        office.press(Qt.Key.Key_K, CTRL)
        office.wait(lambda: any(f"Sự kiện số {broken}" in bar for bar in office.bars()))
        assert "Ngừng nhập" in office.bars()[0]
        office.idle()
        (bar,) = page.bars.bars
        bar.message.on_action()
        office.idle()
        assert page.events.table.rows[0].number == broken
        assert told(page)[0].startswith("Ai Đó ")


def test_a_proof_stops_when_the_key_is_pressed_again(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.TRAIL)
        page.check.button.click()
        assert page.check.is_running
        assert page.check.button.label == "Dừng kiểm tra"
        page.check.button.click()
        assert not page.check.is_running
        assert office.bars() == ["Đã dừng kiểm tra chuỗi."]
        assert page.check.button.label == "Kiểm tra chuỗi"
        office.idle()
        assert office.bars() == ["Đã dừng kiểm tra chuỗi."]


def test_an_export_is_told_and_stands_in_the_trail(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.TRAIL)
        page.export(tmp_path / "nhat-ky.xlsx")
        office.wait((tmp_path / "nhat-ky.xlsx").exists)
        office.wait(lambda: "ra nhat-ky.xlsx" in office.toast())
        office.idle()
        assert "của nhật ký ra Excel" in told(page)[0]
        page.export(tmp_path / "nhat-ky.xlsx" / "nhat-ky.xlsx")
        office.wait(lambda: bool(office.bars()))
        office.idle()
        assert page.save.isEnabled()


@pytest.mark.parametrize(
    ("role", "opens", "may_export"),
    [(Role.INSPECTOR, True, False), (Role.CLERK, False, False), (Role.SUPERVISOR, True, True)],
)
def test_an_inspector_looks_a_clerk_does_not(tmp_path, role, opens, may_export):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        toi = next(one for one in office.services.login.active() if one.full_name == TOI)
        if role is not Role.CLERK:
            office.services.operators.change_role(toi.id, role, actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        settings = office.show(PageName.SETTINGS)
        ways = [one for one in shown(settings, KeyButton) if one.label == "Nhật ký"]
        assert bool(ways) == opens
        before = office.here
        office.show(PageName.TRAIL)
        assert (office.here is PageName.TRAIL) == opens
        if not opens:
            assert office.here is before
            return
        page = office.page
        assert page.save.isEnabled() == may_export
        office.press(Qt.Key.Key_K, CTRL)
        office.wait(lambda: any("nguyên vẹn" in bar for bar in office.bars()))
        office.idle()
        # looking and proving left nothing behind
        assert "Đinh Văn Tới đã vào làm việc." in told(page)[:2]


@pytest.mark.parametrize("size", SIZES)
def test_it_fits(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive()
        page = office.show(PageName.TRAIL)
        office.window.resize(*size)
        page.filters.days.set_value("chosen")
        page.filters.show_record("x", "Nguyễn Thị Phương Thảo Linh Chi")
        office.idle()
        for widget in (
            page.filters.first,
            page.filters.last,
            page.filters.kind,
            page.filters.record,
            page.check.button,
            page.events.older,
            page.save,
            page.action_bar.primary,
        ):
            corner = widget.mapTo(office.window, widget.rect().bottomRight())
            assert office.window.rect().contains(corner), widget.accessibleName()
        assert page._scroll.verticalScrollBar().maximum() == 0
        assert isinstance(page, TrailPage)
