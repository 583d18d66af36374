"""`main.py person priority` and `main.py report services` on a real profile: health untold."""

import json

import pytest

from desktop.campaign.priority.errors import PriorityRefusedError
from desktop.cli import person, report
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.security.keystore import MemoryKeyring
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_services
from tests import factories
from tests.cli.test_field_visits_command import PANG


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line; return what it printed."""
    outside = Adapters(keystore=MemoryKeyring(), clock=factories.clock(), camera=lambda: None)
    station = NewStation("06982", "Mường Thử", "TN01", tmp_path / "ma.txt", "Lò Thị Hương", "4711")
    create_station(tmp_path / "p", station, outside)
    services = open_services(tmp_path / "p", None, outside)
    services.imports.import_list(factories.list_file(tmp_path), actor="t")
    parser = Parser(prog="qtn")
    commands = parser.add_subparsers()
    person.add_parser(commands)
    report.add_parser(commands)

    def call(*words):
        args = parser.parse_args([*map(str, words)])
        assert args.handler(args, CliContext(args, lambda _: services)) == 0
        out = capsys.readouterr().out
        return json.loads(out) if args.json else out

    yield call
    services.close()


def test_flags_are_set_and_services_counted(run):
    about = ("person", "priority", "--id", PANG)
    data = run(*about, "--set", "ill", "war_invalid", "--json")
    assert (data["reasons"], data["health_hidden"]) == (["war_invalid"], True)
    with pytest.raises(PriorityRefusedError) as refused:
        run(*about, "--set", "other", "--json")
    assert refused.value.code == "QTN-600"
    out = run(*about)
    assert "Thương binh" in out
    assert "Ốm" not in out
    data = run("report", "services", "--as-of", "20/08/2025", "--json")
    assert data["as_of"] == "2025-08-20"
    assert data["services"] == {"id_card": 0, "e_id": 0, "residence": 0, "other": 0}
    assert data["total"] == 0
