"""The register of equipment in the real window, by keys alone; the file is read back."""

import openpyxl
from PySide6.QtCore import Qt

from desktop.campaign.resources.views import NewDevice, Whereabouts
from desktop.common.equipment import DeviceState, ResourceKind
from desktop.security.views import Role
from desktop.ui.campaign import resources_page
from desktop.ui.context import PageName
from tests.ui.campaign.test_queue_page import CTRL, say
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office


def tab(office, times=1):
    for _ in range(times):
        office.press(Qt.Key.Key_Tab)


def states(page):
    return [one.state for one in page.tables.devices.rows]


def test_a_device_is_added_checked_moved_and_ended_by_keys(tmp_path, monkeypatch):
    with open_office(tmp_path / "office") as office:
        office.log_in()
        office.show(PageName.DOCTOR)
        say(office, Qt.Key.Key_T, CTRL)
        page = office.page
        assert office.here is PageName.RESOURCES
        assert not page.tables.is_filled
        say(office, Qt.Key.Key_N, CTRL)
        say(office, Qt.Key.Key_Return)
        assert "Chưa ghi tên thiết bị" in office.bars()[0]
        office.type("Canon 250D")
        tab(office, 2)
        office.type("Quay 1")
        say(office, Qt.Key.Key_Return)
        assert (page.tables.device.name, page.tables.device.where.place) == ("Canon 250D", "Quay 1")
        say(office, Qt.Key.Key_Return)
        office.press(Qt.Key.Key_Down)
        tab(office)
        office.type("ket ong kinh")
        say(office, Qt.Key.Key_Return)
        assert states(page) == [DeviceState.FAULTY]
        assert page.tables.device.checked_by == HUONG
        say(office, Qt.Key.Key_T, CTRL)
        office.type("To 2")
        say(office, Qt.Key.Key_Return)
        assert page.tables.device.where.place == "To 2"
        past = page.sides.device.past.text()
        assert [past.index(word) for word in ("To 2", "Hỏng", "Quay 1")] == sorted(
            past.index(word) for word in ("To 2", "Hỏng", "Quay 1")
        )
        say(office, Qt.Key.Key_E, CTRL)
        office.press(Qt.Key.Key_A, CTRL)
        office.type("Canon 250D II")
        say(office, Qt.Key.Key_Return)
        assert page.tables.device.name == "Canon 250D II"
        assert "Trước đó: Canon 250D" in page.sides.device.past.text()
        file = tmp_path / "so.xlsx"
        monkeypatch.setattr(resources_page, "ask_for_file", lambda *_: file)
        say(office, Qt.Key.Key_S, CTRL)
        cells = [cell.value for row in openpyxl.load_workbook(file).active for cell in row]
        assert "Canon 250D II" in cells
        say(office, Qt.Key.Key_Delete)
        office.type("khong sua duoc")
        say(office, Qt.Key.Key_Return)
        assert states(page) == []
        say(office, Qt.Key.Key_3, CTRL)
        assert states(page) == [DeviceState.WRITTEN_OFF]
        say(office, Qt.Key.Key_F7)
        assert office.here is PageName.DOCTOR


def test_what_a_place_needs_is_counted_from_the_register_or_by_hand(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.log_in()
        new = NewDevice(ResourceKind.PRINTER, "LBP 2900", Whereabouts("Quầy 1"))
        office.services.resources.add(new, actor=HUONG)
        page = office.show(PageName.RESOURCES)
        say(office, Qt.Key.Key_2, CTRL)
        assert not page.tables.is_filled
        say(office, Qt.Key.Key_N, CTRL)
        office.type("quay 1")
        tab(office, 2)
        office.type("3")
        tab(office)
        office.type("1")
        say(office, Qt.Key.Key_Return)
        line = page.tables.line
        assert (line.kind, line.needed, line.there) == (ResourceKind.TABLE, 3, 1)
        say(office, Qt.Key.Key_N, CTRL)
        assert page.sides.need.place.value() == "quay 1"
        page.sides.need.kind.set_value(ResourceKind.PRINTER.value)
        assert not page.sides.need.there_entry.isVisible()
        tab(office, 2)
        office.type("2")
        say(office, Qt.Key.Key_Return)
        found = [(one.kind.value, one.missing) for one in page.tables.needs.rows]
        assert found == [("printer", 1), ("table", 2)]
        assert "thiếu 3" in page.sums.text()
        say(office, Qt.Key.Key_Return)
        office.press(Qt.Key.Key_A, CTRL)
        office.type("1")
        say(office, Qt.Key.Key_Return)
        assert [one.missing for one in page.tables.needs.rows] == [0, 2]
        say(office, Qt.Key.Key_N, CTRL)
        say(office, Qt.Key.Key_Escape)
        assert page.sides.supply.isVisible()


def test_a_clerk_checks_and_an_inspector_only_reads(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.wait_for("LoginPage")
        office.idle()
        new = NewDevice(ResourceKind.PRINTER, "LBP 2900", Whereabouts("Quầy 1"))
        office.services.resources.add(new, actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.RESOURCES)
        buttons = (page.add, page.export, page.sides.device.carry, page.sides.device.drop)
        assert not any(one.isEnabled() for one in buttons)
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        assert page.tables.device.checked_by == TOI
        say(office, Qt.Key.Key_2, CTRL)
        assert not page.primary.isEnabled()
    with open_office(tmp_path / "other") as office:
        office.wait_for("LoginPage")
        office.idle()
        toi = next(one for one in office.services.login.active() if one.full_name == TOI)
        office.services.operators.change_role(toi.id, Role.INSPECTOR, actor=HUONG)
        office.services.resources.add(new, actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.RESOURCES)
        assert page.tables.is_filled
        assert not page.primary.isEnabled()
        assert not page.add.isEnabled()
