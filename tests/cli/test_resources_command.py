"""`main.py resources …` on a real store, without the second that every process costs."""

import json
from contextlib import closing
from types import SimpleNamespace

import pytest

from desktop.campaign.resources.errors import ResourceRefusedError
from desktop.campaign.resources.service import ResourcesService
from desktop.cli import resources
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.security.access.seat import Seat
from desktop.security.preferences import Preferences
from tests import factories


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line below `resources`; return what it printed."""
    store, clock = factories.open_profile(tmp_path / "profile")
    services = SimpleNamespace(
        resources=ResourcesService(store, clock, Preferences(store, clock)),
        login=SimpleNamespace(seat=Seat()),
    )
    parser = Parser(prog="qtn")
    resources.add_parser(parser.add_subparsers())

    def call(*words):
        args = parser.parse_args(["resources", *map(str, words), "--json"])
        rc = args.handler(args, CliContext(args, lambda _: services))
        assert rc == 0
        return json.loads(capsys.readouterr().out)

    with closing(store):
        yield call


def test_a_device_goes_its_way_by_commands(run, tmp_path):
    made = run("add", "Canon 250D", "--kind", "camera", "--place", "Quầy 1", "--serial", "0421")
    assert (made["number"], made["state"], made["checked_at"]) == (1, "works", None)
    assert run("need", "Quầy 1", "camera", "1")["supplies"][0]["missing"] == 0
    run("move", "1", "Tổ 2", "--place-kind", "team", "--holder", "Vàng A Chứ")
    faulty = run("check", "1", "--state", "faulty", "--note", "kẹt ống kính")
    assert (faulty["holder"], faulty["state"]) == ("Vàng A Chứ", "faulty")
    assert run("list")["supplies"][0]["missing"] == 1
    assert run("mend", "1", "--asset", "TS 15")["serial"] == "0421"
    file = tmp_path / "so.pdf"
    assert (run("export", "--out", file)["devices"], file.read_bytes()[:4]) == (1, b"%PDF")
    assert run("end", "1", "--reason", "không sửa được")["state"] == "written_off"
    history = run("list", "--history", "1")["history"]
    assert [one["place"] for one in history] == ["Quầy 1", *["Tổ 2"] * 4]
    with pytest.raises(ResourceRefusedError) as refused:
        run("move", "1", "Kho")
    assert refused.value.code == "QTN-596"
