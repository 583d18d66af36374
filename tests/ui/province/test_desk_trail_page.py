"""The page of the trail at a provincial desk."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.security.journal import telling
from desktop.ui.context import PageName
from tests.ui.province.desk_window import open_province_window


def test_the_page_is_one_key_from_the_register(tmp_path):
    with open_province_window(tmp_path) as window:
        window.wait_for("DeskPage")
        station = window.make_station()
        station.receive("giang a pao")
        station.export()
        window.desk.receiving.receive([window.stick], actor="tỉnh")
        window.session.navigation.show(PageName.PROVINCE_STATIONS)
        window.idle()
        QTest.keyClick(
            QApplication.focusWidget() or window.window,
            Qt.Key.Key_J,
            Qt.KeyboardModifier.ControlModifier,
        )
        page = window.wait_for("TrailPage")
        told = [telling.sentence(row) for row in page.events.table.rows]
        assert told[0] == "tỉnh đã nhận lô số 1 của quầy MT02, 1 hồ sơ."
        assert "MT02" in told[1]
        assert not page.which.isVisible()
        page.check.button.click()
        window.wait(lambda: bool(page.bars.bars))
        assert page.bars.bars[0].message.title.startswith("Nhật ký nguyên vẹn")
        window.idle()
