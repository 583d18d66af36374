"""Cards from scanners that send and from programs that read chips, at a whole counter."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desktop.common.settings import CHIP_FOLDER, SCANNER
from desktop.identity.chip import FORMAT
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, open_office

tty = pytest.importorskip("tty")


def test_a_serial_scanner_opens_people_from_any_page(tmp_path: Path) -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.services.preferences.set(SCANNER, os.ttyname(slave), actor=HUONG)
        office.show(PageName.TODAY)
        ear = office.session.desk.cards._ear
        assert ear is not None
        office.wait(lambda: ear.serial.is_listening)
        os.write(master, factories.CARD.encode() + b"\r\n")
        office.wait(lambda: office.here is PageName.COMPARE)
        office.idle()
        assert "Giàng A P" in office.page.panel.title.text() or office.page.table.texts()
        office.session.lock()
        os.write(master, factories.CARD.encode() + b"\r\n")
        office.idle()
        assert office.session.desk.is_locked  # a card opens nothing behind the lock
    assert ear.wait()
    os.close(slave)
    os.close(master)


def test_a_chip_reading_opens_its_person(tmp_path: Path) -> None:
    folder = tmp_path / "chips"
    folder.mkdir()
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.services.preferences.set(CHIP_FOLDER, str(folder), actor=HUONG)
        office.show(PageName.FIND)
        ear = office.session.desk.cards._ear
        assert ear is not None
        file = folder / "reading.json"
        told = {
            "format": FORMAT,
            "personal_id": factories.CARD.split("|")[0],
            "full_name": "Giàng A Páo",
            "birth_date": "1978-03-12",
            "sex": "male",
        }
        file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        office.wait(lambda: office.here is PageName.COMPARE)
        assert not file.exists()
        office.show(PageName.FIND)
        file.write_text("{", encoding="utf-8")
        office.wait(lambda: bool(office.bars()))
        assert "Không đọc được số liệu chip" in office.bars()[0]
    assert ear.wait()
