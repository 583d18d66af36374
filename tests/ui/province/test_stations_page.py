"""Stations and keys at the provincial desk: typed digits are believed, nothing else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop.batch.trust.service import TrustService
from desktop.models import StationCertificate
from desktop.province.key_views import KeyState
from desktop.security.keystore import MemoryKeyring
from desktop.security.sealing import new_identity
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from desktop.ui.context import PageName
from desktop.ui.province.spoken import in_words
from tests import factories
from tests.province.conftest import CLERK, PEOPLE
from tests.ui.province.desk_window import open_province_window
from tests.ui.shell.test_every_page import cut


@pytest.fixture
def made(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        yield made


def stations_page(made):
    made.session.navigation.show(PageName.PROVINCE_STATIONS)
    return made.wait_for("StationsPage")


def drop(page, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, keys))


def all_texts(page):
    return page.asking.lead.text(), page.asking.lines.texts()


def test_an_empty_register_says_what_to_do(made):
    page = stations_page(made)
    assert not page.panel.is_filled
    assert not page.station.isVisible()
    assert not page.asking.isVisible()
    assert not page.revoke.isVisible()
    assert page.action_bar.primary.label == "Ghi danh từ tệp"
    assert page.action_bar.primary.isEnabled()


def test_a_revoked_key_does_not_come_back_whatever_is_typed(made):
    station = made.make_station()
    enrolment = station.trust.enrol(made.stick, actor=CLERK)
    made.desk.registry.revoke("MT02", actor="tỉnh", reason="thử")
    made.make_station("MT03", "03863")
    page = stations_page(made)
    assert [(row.code, row.revoked) for row in page.table.rows] == [("MT02", True), ("MT03", False)]
    drop(page, enrolment.path)
    made.idle()
    page.asking.digits.set_value(enrolment.fingerprint)
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert page.bars.isVisible()
    made.press(Qt.Key.Key_Escape)
    assert page.asking.question is None
    assert made.desk.registry.stations()[0].revoked


def test_the_digits_are_not_on_the_screen_before_they_are_typed(made, tmp_path):
    one = made.make_station()
    with made.desk.data.write() as session:
        session.query(StationCertificate).one().is_compared = False
    enrolment = one.trust.enrol(tmp_path, actor=CLERK)
    page = stations_page(made)
    assert page.station.tag.text == "Chưa đối chiếu"
    assert not page.station.spoken.isVisible()
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.asking.digits.hasFocus()
    lead, lines = all_texts(page)
    assert not any(group in " ".join([lead, *lines]) for group in enrolment.fingerprint.split())
    assert not page.action_bar.primary.isEnabled()
    QTest.keyClicks(page.asking.digits, "1" * 30)
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert page.asking.digits_entry.error
    assert not made.desk.registry.stations()[0].compared
    page.asking.digits.selectAll()
    QTest.keyClicks(page.asking.digits, enrolment.fingerprint.replace(" ", ""))
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert made.desk.registry.stations()[0].compared
    assert page.station.tag.text == "Đang dùng"
    assert [label.text() for label in page.station.spoken.digits] == enrolment.fingerprint.split()


def test_revoking_asks_once_for_a_reason(made):
    station = made.make_station()
    station.receive(PEOPLE[0])
    batch = station.export()
    page = stations_page(made)
    made.press(Qt.Key.Key_F6)
    assert page.asking.reason.hasFocus()
    assert not page.action_bar.primary.isEnabled()
    QTest.keyClicks(page.asking.reason, "May bi mat")
    made.press(Qt.Key.Key_Return)
    made.idle()
    (row,) = made.desk.registry.stations()
    assert row.revoked
    assert (row.keys[0].state, row.keys[0].reason) == (KeyState.REVOKED, "May bi mat")
    assert "Lý do: May bi mat" in page.station.history.texts()
    found = made.desk.receiving.receive([batch], actor="tỉnh")
    assert [one.reason for one in found.refused] == ["revoked_key"]


def test_batches_and_the_last_time_are_beside_the_key(made):
    station = made.make_station()
    station.receive(PEOPLE[0])
    made.desk.receiving.receive([station.export()], actor="tỉnh")
    page = stations_page(made)
    (row,) = page.table.rows
    assert row.batches == 1
    assert row.last_received_at is not None
    assert any("1 lô" in text for text in page.station.facts.texts())


def test_the_keys_of_the_province_overlap_and_are_read_out(made, tmp_path):
    stations_page(made)
    QTest.keyClick(made.page, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    page = made.wait_for("OwnKeysPage")
    (first,) = page.table.rows
    assert [label.text() for label in page.side.spoken.digits] == first.fingerprint.split()
    assert page.side.spoken.words[0].text() == in_words(first.fingerprint[:5])
    made.press(Qt.Key.Key_F6)
    made.press(Qt.Key.Key_Escape)
    assert len(made.desk.keys.own()) == 1
    made.clock.advance(timedelta(minutes=1))
    made.press(Qt.Key.Key_F6)
    page._opened = 0.0
    made.press(Qt.Key.Key_Return)
    made.idle()
    new, old = page.table.rows
    assert (new.signs, old.signs, old.fingerprint) == (True, False, first.fingerprint)
    page.write(tmp_path)
    made.idle()
    file = tmp_path / page.side.lead.text()
    assert file.is_file()
    assert [label.text() for label in page.side.spoken.digits] == new.fingerprint.split()
    made.press(Qt.Key.Key_F7)
    made.wait_for("StationsPage")


def test_an_escrow_key_is_checked_and_kept(made):
    stations_page(made)
    made.session.navigation.show(PageName.PROVINCE_OWN_KEYS)
    page = made.wait_for("OwnKeysPage")
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.side.escrow.hasFocus()
    page.side.escrow.set_value("age1sai")
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert page.side.escrow_entry.error
    assert made.desk.keys.escrow() is None
    key = new_identity().public
    page.side.escrow.set_value(key)
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert made.desk.keys.escrow().public_key == key
    assert not page.side.is_asking
    assert not page.side.escrow_entry.isVisible()


def test_a_file_that_is_no_enrolment_is_said(made, tmp_path):
    page = stations_page(made)
    bad = tmp_path / "la.qte"
    bad.write_bytes(b"no")
    drop(page, bad)
    made.idle()
    assert page.bars.isVisible()
    assert page.asking.question is None


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_nothing_is_cut(made, size):
    made.make_station()
    made.window.resize(*size)
    page = stations_page(made)
    assert cut(page) == []
    made.press(Qt.Key.Key_F6)
    assert cut(page) == []


def test_digits_are_said_one_by_one():
    assert in_words("04520") == "không bốn năm hai không"


def test_a_second_key_overlaps_until_the_old_one_is_ended(made, tmp_path):
    made.make_station()
    page = stations_page(made)
    new = another_key(tmp_path / "new")
    made.clock.advance(timedelta(minutes=1))
    drop(page, new.path)
    made.idle()
    assert any("khóa mới" in text for text in page.asking.lines.texts())
    QTest.keyClicks(page.asking.digits, new.fingerprint.replace(" ", ""))
    made.press(Qt.Key.Key_Return)
    made.idle()
    assert page.station.tag.text == "Đang đổi khóa"
    QTest.keyClick(page.table, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    made.idle()
    (row,) = made.desk.registry.stations()
    assert [key.state for key in row.keys] == [KeyState.IN_FORCE, KeyState.REPLACED]
    assert row.keys[0].fingerprint == new.fingerprint
    assert page.station.tag.text == "Đang dùng"


def another_key(folder):
    """Return the enrolment of the same counter from another computer, with a key of its own."""
    keyring, profile = MemoryKeyring(), Profile(folder)
    create_profile(
        profile,
        commune_code="03862",
        commune_name="xã Mường Thử",
        station_code="MT02",
        keystore=keyring,
        clock=factories.clock(),
    )
    store = open_store(profile, keyring, None, factories.clock())
    made = TrustService(store, factories.clock()).enrol(folder, actor=CLERK)
    store.close()
    return made
