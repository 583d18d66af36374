"""Overridden findings and the photos that came back; a real province answers."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.batch.portraits.views import Heed
from desktop.photo import coach, faults
from desktop.photo.views import CheckName, MeasureName
from desktop.ui.context import PageName
from desktop.ui.photo.finding_words import finding_words
from tests.ui.batch.loop_desk import open_loop, sent_back
from tests.ui.shell.office import HUONG


def test_photos_that_came_back_stand_with_what_the_check_had_said(tmp_path):
    with open_loop(tmp_path) as loop:
        keys = loop.send("pao", "anh")
        (answer,) = loop.answer(sent_back(keys[0], "photo_background", "photo", "Tường có cờ."))
        page = loop.board()
        page.taker.take([answer])
        loop.office.idle()
        before = loop.office.services.photo_feedback.feedback()
        loop.office.services.reception.correct(keys[0], actor=HUONG)  # mended: the page still knows
        page = loop.office.show(PageName.PHOTO_FEEDBACK)
        assert page.verdict.text().startswith("Đã gửi 2 ảnh, tỉnh trả về 1;")
        assert [row.full_name for row in page.photos.rows] == ["Giàng A Pao"]
        said = page.photos.rows[0]
        assert (said.reason, said.note) == ("photo_background", "Tường có cờ.")
        assert sum(one.rejected for one in page.outcomes.rows if one.heed is Heed.CLEAN) == 1
        assert loop.office.services.photo_feedback.feedback() == before


def test_the_page_is_one_key_from_the_records_that_came_back(tmp_path):
    with open_loop(tmp_path) as loop:
        loop.send("pao")
        page = loop.office.show(PageName.SENT_BACK)
        QTest.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        loop.office.idle()
        assert loop.office.here is PageName.PHOTO_FEEDBACK
        assert loop.office.page.verdict.text() == "Đã gửi 1 ảnh, tỉnh chưa trả ảnh nào."
        assert loop.office.page.none_back.isVisible()


def test_every_finding_has_a_name_for_people():
    # codes of their own: faults.py gives the group as its second word, coach.py two whole findings
    files = [Path(module.__file__) for module in (faults, coach)]
    sources = "".join(file.read_text(encoding="utf-8") for file in files)
    found = set(re.findall(r'(?:Fault\(MeasureName\.\w+, |Finding\(\s*)"(\w+)"', sources))
    found |= {"pixels", "compression", "resolution"}  # these three stand in variables there
    assert {"covered", "mouth", "haze", "no_face", "many_faces"} <= found
    found |= {one.value for one in CheckName} | {one.value for one in MeasureName}
    assert [code for code in sorted(found) if finding_words(code) == code] == []
