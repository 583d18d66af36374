"""One verdict, one word and one remedy for each thing; Qt's own checks beside the others."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize, Qt

from desktop.diagnostics.views import CheckRow, Verdict
from desktop.ui.context import PageName
from desktop.ui.diagnostics.probes import judge_screen, screen_fonts_row
from tests.ui.shell.office import open_office


@pytest.mark.parametrize(
    ("size", "verdict"),
    [
        ((1366, 728), Verdict.OK),
        ((1093, 570), Verdict.OK),
        ((1092, 570), Verdict.LOOK),
        ((911, 480), Verdict.LOOK),
        ((800, 600), Verdict.BAD),
    ],
)
def test_screens_are_judged_by_the_room_for_the_pages(size, verdict):
    row = judge_screen(QSize(*size), 1.25)
    assert row.verdict is verdict
    assert f"{size[0]}×{size[1]}" in row.value
    assert "125 %" in row.value
    assert bool(row.advice) == (verdict is not Verdict.OK)


def test_the_fonts_of_the_window_have_every_letter(dressed_app):
    row = screen_fonts_row()
    assert row.verdict is Verdict.OK
    assert "Be Vietnam Pro" in row.value


def test_everything_is_measured_and_one_verdict_stands_on_top(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.DOCTOR)
        page = office.page
        names = [line.row.name for line in page.lines]
        assert {"store", "key", "camera", "printer", "disk", "clock", "screen"} <= set(names)
        assert names[-1] == "versions"
        camera = next(line.row for line in page.lines if line.row.name == "camera")
        assert camera.verdict is Verdict.LOOK  # this office has none
        assert page.tag.isVisible()
        before = page.lines
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.lines is not before


@pytest.mark.parametrize(
    ("verdicts", "title", "kind"),
    [
        ((Verdict.OK, Verdict.OK), "Máy này làm việc tốt", "ok"),
        ((Verdict.OK, Verdict.LOOK), "Máy này làm việc được", "warn"),
        ((Verdict.BAD, Verdict.LOOK), "Máy này có chỗ phải sửa trước", "bad"),
    ],
)
def test_the_worst_row_decides_the_verdict(tmp_path, verdicts, title, kind):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.DOCTOR)
        rows = tuple(
            CheckRow(f"n{number}", "Thứ", "giá trị", verdict, "cách sửa")
            for number, verdict in enumerate(verdicts)
        )
        office.page.show_rows(rows)
        assert office.page.title == title
        assert office.page.tag.kind == kind
        assert "Thứ" in office.page.lines[0].accessibleName()


def test_leaving_while_it_measures_is_harmless(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.session.navigation.show(PageName.DOCTOR)
        office.session.navigation.show(PageName.FIND)
        office.idle()
        assert office.here is PageName.FIND
        office.show(PageName.DOCTOR)
        assert office.page.lines


def test_what_asks_for_a_hand_stands_on_top_the_worst_first(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.DOCTOR)
        verdicts = (Verdict.OK, Verdict.LOOK, Verdict.OK, Verdict.BAD)
        rows = tuple(
            CheckRow(f"n{number}", "Thứ", "giá trị", verdict, "cách sửa")
            for number, verdict in enumerate(verdicts)
        )
        office.page.show_rows(rows)
        assert [line.row.name for line in office.page.lines] == ["n3", "n1", "n0", "n2"]
        disk = next(row for row in office.services.diagnostics.run() if row.name == "disk")
        assert re.search(r"còn [0-9]+,[0-9] GB", disk.value)
