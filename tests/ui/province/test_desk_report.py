"""The report from the window: all three forms at once, told file by file."""

from __future__ import annotations

import json

from tests.province.conftest import PEOPLE
from tests.ui.province.desk_window import open_province_window


def test_the_report_is_written_in_every_form(tmp_path):
    with open_province_window(tmp_path) as made:
        page = made.wait_for("DeskPage")
        station = made.make_station()
        station.receive(PEOPLE[0])
        station.export()
        page.work.receive([made.stick])
        made.idle()
        folder = tmp_path / "bao cao"
        page.work.report(folder)
        assert not page.report_button.isEnabled()
        assert not page.action_bar.primary.isEnabled()
        made.idle()
        assert page.report_button.isEnabled()
        lines = page.result.lines.texts()
        assert page.result.tag.text == "Đã ghi"
        assert lines[1:] == [f"bao-cao-14-20250820-0715{end}" for end in (".pdf", ".xlsx", ".json")]
        assert sorted(path.name for path in folder.iterdir()) == sorted(lines[1:])
        data = json.loads((folder / lines[3]).read_text(encoding="utf-8"))
        assert (data["total"]["received"], data["total"]["eligible"]) == (1, None)
        (tmp_path / "tep").write_text("")
        page.work.report(tmp_path / "tep")
        made.idle()
        assert page.bars.isVisible()
