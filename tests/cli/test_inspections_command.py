"""`main.py inspections`: recorded, mended, confirmed by another, printed; real processes."""

import json
from datetime import date, timedelta

from desktop.campaign.inspections.first import FIRST
from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_an_inspection_on_paper_is_entered_mended_and_confirmed(station, tmp_path):  # noqa: F811
    rc, out, err = qtn(*station, "inspections", "items", "--json")
    items = json.loads(out)["items"]
    assert (rc, [one["code"] for one in items]) == (0, [one.code for one in FIRST]), err
    passed = [one["code"] for one in items if one["code"] not in {"locked", "notice"}]
    until = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - a day of this machine
    record = [*station, "inspections", "record", "--by", "Tổ kiểm tra số 3", "--passed", *passed]
    rc, out, err = qtn(
        *record, "--failed", "locked", "Tủ hỏng khóa, gọi 0912345678", until, "--json"
    )
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-592"), err  # one item is missing
    more = ["--not-applicable", "notice", "--json"]
    rc, out, err = qtn(*record, "--failed", "locked", "Tủ hỏng khóa, gọi 0912345678", until, *more)
    made = json.loads(out)
    assert (rc, made["number"], made["inspectors"]) == (0, 1, "Tổ kiểm tra số 3"), err
    verdicts = {one["code"]: one["verdict"] for one in made["marks"]}
    assert (verdicts["locked"], verdicts["notice"]) == ("failed", "not_applicable")
    answer = [*station, "inspections", "answer", "1", "Thay khóa", "--by", "Lò Thị Hương"]
    assert json.loads(qtn(*answer, "--json")[1])["state"] == "mended"
    confirm = [*station, "inspections", "confirm", "1", "--json", "--by"]
    assert json.loads(qtn(*confirm, "Lò Thị Hương")[1])["error"]["code"] == "QTN-594"
    assert json.loads(qtn(*confirm, "Sùng Thị Mỷ")[1])["state"] == "confirmed"
    file = tmp_path / "bien-ban.pdf"
    rc, out, err = qtn(*station, "inspections", "export", "--out", file, "--json")
    assert (rc, json.loads(out)["number"], file.read_bytes()[:4]) == (0, 1, b"%PDF"), err
    rc, out, err = qtn(*station, "inspections", "list", "--json")
    assert [one["number"] for one in json.loads(out)["inspections"]] == [1]
    rc, out, err = qtn(*station, "inspections", "show", "1")
    assert "Tủ hỏng khóa, gọi ••••678" in out
