"""The smoke test of the installed program, run here from the sources: it must see every page."""

from __future__ import annotations

import json

from desktop.demo import smoke
from desktop.ui.context import PageName
from desktop.ui.feedback import Message
from desktop.ui.shell.routes import ROUTES


def test_the_smoke_test_opens_every_page_and_prints_one_document(qapp, capsys):
    assert smoke.run_smoke() == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"]
    assert report["problems"] == []
    assert set(report["pages"]) == {page.value for page in ROUTES}
    assert len(report["pages"]) == len(set(report["pages"]))
    assert report["receipt"] in report["qr"]
    assert report["screen"] == qapp.platformName()


def test_what_a_person_would_be_told_as_trouble_fails_it(monkeypatch, capsys):
    def troubled(_folder, outcome):
        outcome.heard(Message("ok", "Đã lưu."))
        outcome.heard(Message("bad", "Có lỗi.", "Báo mã.", code="L-1"))

    monkeypatch.setattr(smoke, "_all_of_it", troubled)
    assert smoke.run_smoke() == 1
    assert json.loads(capsys.readouterr().out)["problems"] == ["Có lỗi. Báo mã. [L-1]"]


def test_a_run_that_stops_still_prints_its_document(monkeypatch, capsys):
    def stuck(_folder, outcome):
        outcome.pages = [PageName.LOGIN.value]
        raise smoke.StuckError("the log-in page")

    monkeypatch.setattr(smoke, "_all_of_it", stuck)
    assert smoke.run_smoke() == 1
    report = json.loads(capsys.readouterr().out)
    assert report["problems"] == ["StuckError: the log-in page"]
    assert report["pages"] == ["login"]
