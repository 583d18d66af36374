"""`main.py inspections …` on a real profile, without the second that every process costs."""

import json
from datetime import timedelta

import pytest

from desktop.campaign.inspections.errors import InspectionRefusedError, OwnMendingError
from desktop.campaign.inspections.first import FIRST
from desktop.cli import inspections
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.security.keystore import MemoryKeyring
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_services
from tests import factories


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line below `inspections`; return what it printed."""
    outside = Adapters(keystore=MemoryKeyring(), clock=factories.clock(), camera=lambda: None)
    station = NewStation("06982", "Mường Thử", "TN01", tmp_path / "ma.txt", "Lò Thị Hương", "4711")
    create_station(tmp_path / "p", station, outside)
    services = open_services(tmp_path / "p", None, outside)
    parser = Parser(prog="qtn")
    inspections.add_parser(parser.add_subparsers())

    def call(*words):
        args = parser.parse_args(["inspections", *map(str, words)])
        assert args.handler(args, CliContext(args, lambda _: services)) == 0
        out = capsys.readouterr().out
        return json.loads(out) if args.json else out

    yield call
    services.close()


def test_an_inspection_on_paper_is_entered_mended_and_confirmed(run, tmp_path):
    items = run("items", "--json")["items"]
    assert [one["code"] for one in items] == [one.code for one in FIRST]
    passed = [one["code"] for one in items if one["code"] not in {"locked", "notice"}]
    until = (factories.MORNING.date() + timedelta(days=30)).isoformat()
    failed = ("--failed", "locked", "Tủ hỏng khóa, gọi 0912345678", until, "--json")
    record = ("record", "--by", "Tổ kiểm tra số 3", "--passed", *passed)
    with pytest.raises(InspectionRefusedError) as refused:
        run(*record, *failed)  # one item is missing
    assert refused.value.code == "QTN-592"
    made = run(*record, "--not-applicable", "notice", *failed)
    assert (made["number"], made["inspectors"]) == (1, "Tổ kiểm tra số 3")
    verdicts = {one["code"]: one["verdict"] for one in made["marks"]}
    assert (verdicts["locked"], verdicts["notice"]) == ("failed", "not_applicable")
    answer = ("answer", "1", "Thay khóa", "--by", "Lò Thị Hương", "--json")
    assert run(*answer)["state"] == "mended"
    with pytest.raises(OwnMendingError) as refused:
        run("confirm", "1", "--json", "--by", "Lò Thị Hương")
    assert refused.value.code == "QTN-594"
    assert run("confirm", "1", "--json", "--by", "Sùng Thị Mỷ")["state"] == "confirmed"
    file = tmp_path / "bien-ban.pdf"
    assert run("export", "--out", file, "--json")["number"] == 1
    assert file.read_bytes()[:4] == b"%PDF"
    assert [one["number"] for one in run("list", "--json")["inspections"]] == [1]
    assert "Tủ hỏng khóa, gọi ••••678" in run("show", "1")
