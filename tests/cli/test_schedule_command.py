"""`main.py schedule …` on a real store, without the second that every process costs."""

import json
from contextlib import closing
from types import SimpleNamespace

import pytest

from desktop.campaign.precheck.service import PrecheckService
from desktop.campaign.schedule.errors import NoSuchSlotError, OutsideHoursError
from desktop.campaign.schedule.papers import SchedulePapers
from desktop.campaign.schedule.service import ScheduleService
from desktop.campaign.service import CampaignService
from desktop.cli import schedule
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.roster.keeping.imports import RosterImports
from desktop.security.access.seat import Seat
from desktop.security.preferences import Preferences
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests import factories

CELL = "Bản Nà Sang"


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line below `schedule`; return its code and what it printed."""
    store, clock = factories.open_profile(tmp_path / "profile")
    RosterImports(store, clock).import_list(factories.list_file(tmp_path), actor="t")
    days = CalendarService(store, clock), PlanService(store, clock)
    services = SimpleNamespace(
        schedule=ScheduleService(store, clock, CampaignService(store, clock), *days),
        schedule_papers=SchedulePapers(store, clock, Preferences(store, clock)),
        precheck=PrecheckService(store, clock),
        login=SimpleNamespace(seat=Seat()),
    )
    parser = Parser(prog="qtn")
    schedule.add_parser(parser.add_subparsers())

    def call(*arguments):
        args = parser.parse_args(["schedule", *map(str, arguments), "--json"])
        rc = args.handler(args, CliContext(args, lambda _: services))
        return rc, json.loads(capsys.readouterr().out)

    with closing(store):
        yield call


def test_a_slot_is_moved_and_dropped_by_command(run):
    run("replan")
    rc, row = run("move", "--cell", CELL, "--day", "2025-08-21", "--to", "2025-08-22", "--at", "9h")
    assert (rc, row["slots"][0]["day"], row["slots"][0]["from"]) == (0, "2025-08-22", "09:00")
    assert row["slots"][0]["by_hand"]
    with pytest.raises(OutsideHoursError):
        run("move", "--cell", CELL, "--day", "2025-08-22", "--to", "2025-08-23")
    with pytest.raises(NoSuchSlotError):
        run("drop", "--cell", CELL, "--day", "2025-08-21")
    rc, row = run("drop", "--cell", CELL, "--day", "2025-08-22")
    assert (row["slots"], row["without_place"] > 0) == ([], True)


def test_papers_are_written_and_the_signed_sheet_is_entered_back(run, tmp_path):
    run("replan")
    rc, found = run("papers", "--cell", CELL, "--out", tmp_path / "out")
    assert (rc, len(found["files"])) == (0, 4)
    rc, found = run("signed")
    assert (rc, CELL in found["waiting"]) == (1, True)
    rc, _ = run("signed", "--cell", CELL, "--by", "Lò Văn Hặc")
    assert rc == 2  # without the day on the paper
    entered = ["--cell", CELL, "--by", "Lò Văn Hặc", "--on", "2025-08-19"]
    rc, _ = run("signed", *entered, "--remark", "Không Có Ai=away")
    assert rc == 2
    rc, found = run("signed", *entered, "--remark", "k'breu=away", "--missing", "Lò Thị Mới")
    assert rc == 0
    assert [(one["name"], one["reason"]) for one in found["remarks"]] == [
        ("K'Brêu", "away"),
        ("Lò Thị Mới", "missing"),
    ]
    rc, found = run("signed")
    assert found["signed"][CELL]["remarks"] == 2
    rc, found = run("signed", "--cell", CELL, "--undo")
    assert (rc, found["signed_by"]) == (1, None)
