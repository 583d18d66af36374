"""`main.py field teams | special | visits | visit-outcome` on a real store."""

import json
from contextlib import closing
from types import SimpleNamespace

import pytest

from desktop.cli import field
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.field.visits.errors import NobodyToVisitError, VisitUnknownError
from desktop.security.access.seat import Seat
from tests import factories
from tests.field.visit_desk import open_desk

PANG, PAO = "014150000123", "014078012345"


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line; return its code and its answer."""
    store, clock = factories.open_profile(tmp_path / "profile")
    desk = open_desk(store, clock, tmp_path)
    services = SimpleNamespace(
        clock=clock, login=SimpleNamespace(seat=Seat()), roster=desk.roster, field=desk.field
    )
    parser = Parser(prog="qtn")
    field.add_parser(parser.add_subparsers())

    def call(*arguments):
        args = parser.parse_args(["field", *map(str, arguments), "--json"])
        rc = args.handler(args, CliContext(args, lambda _: services))
        return rc, json.loads(capsys.readouterr().out)

    with closing(store):
        yield call


def test_the_office_plans_and_writes_outcomes_from_the_command_line(run, tmp_path):
    _, teams = run("teams", "--add", "Tổ 1", "--officer", "Lò Văn Định", "--device", "Laptop 03")
    assert teams["teams"][0]["missing"] == ["officer", "cell_secretary"]
    _, special = run("special", PANG, "--reason", "ill")
    assert special["people"][0]["listed"] is False
    assert "ill" not in [value for value in special["people"][0].values() if isinstance(value, str)]
    rc, asked = run("visits", "--marked")
    assert (rc, asked) == (1, {"lists": [], "skipped": []})
    rc, made = run("visits", "--marked", "--team", "tổ 1", "--day", "21/08/2025", "--start", "7h30")
    assert (rc, made["skipped"]) == (0, [])
    assert made["lists"][0]["number"] == 1
    assert made["lists"][0]["visits"][0]["planned_time"] == "07:30"
    pdf, xlsx = tmp_path / "phieu.pdf", tmp_path / "phieu.xlsx"
    _, one = run("visits", "--list", 1, "--pdf", pdf, "--xlsx", xlsx)
    assert one["written"] == [str(pdf), str(xlsx)]
    assert pdf.read_bytes()[:5] == b"%PDF-"
    rc, noted = run("visit-outcome", 1, 1, "not_at_home", "--revisit", "2025-08-25")
    assert (noted["outcome"], noted["revisit_on"]) == ("not_at_home", "2025-08-25")
    _, back = run("visit-outcome", 1, 1, "none")
    assert back["outcome"] == ""
    run("visit-outcome", 1, 1, "refused")
    _, closed = run("visits", "--list", 1, "--close")
    assert closed["state"] == "closed"
    _, every = run("visits")
    assert [one["number"] for one in every["lists"]] == [1]
    _, special = run("special", PANG, "--clear")
    assert special["people"] == []
    _, teams = run("teams", "--end", "Tổ 1")
    assert teams["teams"] == []


def test_people_and_villages_are_named_and_the_unknown_is_refused(run):
    run("teams", "--add", "Tổ 1", "--officer", "Lò Văn Định")
    _, special = run("special")
    village = max(special["villages"], key=lambda one: one["remaining"])
    _, made = run(
        "visits", "--village", village["village"], "--team", "Tổ 1", "--day", "2025-08-21"
    )
    assert len(made["lists"][0]["visits"]) == village["remaining"]
    # A second team: whoever waits already is shared out anew only when that is asked for.
    run("teams", "--add", "Tổ 2", "--officer", "Cầm Văn Bun")
    anew = ("visits", "--village", village["village"], "--team", "Tổ 2", "--day", "2025-08-21")
    with pytest.raises(NobodyToVisitError):
        run(*anew)
    _, made = run(*anew, "--again")
    assert len(made["lists"][0]["visits"]) == village["remaining"]
    _, every = run("visits", "--list", 1)
    assert every["visits"] == []
    with pytest.raises(VisitUnknownError):
        run("visits", "--people", "000000000000", "--team", "Tổ 1", "--day", "2025-08-21")
    with pytest.raises(VisitUnknownError):
        run("visit-outcome", 1, 99, "refused")
