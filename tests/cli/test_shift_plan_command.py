"""`main.py shift plan …` on a real store, without the second that every process costs."""

import json
from contextlib import closing
from datetime import date
from types import SimpleNamespace

import pytest

from desktop.cli import shift_plan
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.security.access.seat import Seat
from desktop.shifts.errors import NobodyError, NothingToRepeatError, PlanError
from tests import factories
from tests.shifts.plan_desk import CLERK, HEAD, OTHER, PlanDesk

WEEK = ("--week", "20/08/2025")


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line below `shift`; return its code and what it printed."""
    store, clock = factories.open_profile(tmp_path / "profile")
    desk = PlanDesk.of(store, clock)
    services = SimpleNamespace(
        clock=clock,
        login=SimpleNamespace(seat=Seat()),
        shifts=SimpleNamespace(plan=desk.plan, plan_papers=desk.papers),
    )
    parser = Parser(prog="qtn")
    shift_plan.add_parser(parser.add_subparsers())

    def call(*arguments):
        args = parser.parse_args(["plan", *map(str, arguments)])
        rc = args.handler(args, CliContext(args, lambda _: services))
        return rc, capsys.readouterr().out

    call.desk = desk
    with closing(store):
        yield call


def test_a_cell_is_set_and_shown_with_what_to_look_at(run):
    rc, out = run("set", "--shift", "21/08/2025:sang", "--who", CLERK, OTHER)
    assert rc == 0
    assert out.startswith("Đã thêm 2, đã bỏ 0 lượt trực.\nXem lại: ca sáng thứ Tư 20/08 chưa có ai")
    run("set", "--shift", "2025-08-21:sang", "--place", "Tổ lưu động", "--who", CLERK)
    rc, out = run("show", *WEEK)
    assert rc == 1
    line = f"ca sáng thứ Năm 21/08 (ngày thường): {CLERK}, {OTHER}, {CLERK} (Tổ lưu động)"
    assert line in out.splitlines()
    assert f"Xem lại: {CLERK} được xếp ở hai nơi trong ca sáng thứ Năm 21/08." in out
    rc, out = run("show", *WEEK, "--json")
    (week,) = json.loads(out)["weeks"]
    assert week["places"] == ["", "Tổ lưu động"]
    planned = week["days"][3]["shifts"][0]["planned"]
    assert [one["troubles"] for one in planned] == [["twice"], [], ["twice"]]
    assert run("show", "--week", "2025-09-15")[0] == 0


def test_who_worked_is_shown(run):
    run("set", "--shift", "20/08/2025:sang", "--who", OTHER)
    run.desk.log_in(HEAD)
    rc, out = run("show")
    assert rc == 1
    assert f"{OTHER} · đã làm: {HEAD} 07:15 (ngoài lịch)" in out


def test_weeks_are_copied_and_refusals_change_nothing(run):
    run("set", "--shift", "26/08/2025:sang", "--who", CLERK)
    copy = ("copy", "--from", "25/08/2025", "--to")
    rc, out = run(*copy, "01/09/2025", "--weeks", 2)
    assert (rc, out) == (0, "Đã thêm 1 lượt trực. Để trống ngày lễ 02/09.\n")
    rc, out = run(*copy, "01/09/2025", "--weeks", 2, "--json")
    assert json.loads(out) == {"added": 0, "already": 1, "holidays": ["2025-09-02"], "gone": []}
    with pytest.raises(PlanError, match="đã qua"):
        run("set", "--shift", "19/08/2025:sang", "--who", CLERK)
    with pytest.raises(NobodyError, match="Không Có Ai"):
        run("set", "--shift", "26/08/2025:sang", "--who", CLERK, "Không Có Ai")
    with pytest.raises(NothingToRepeatError):
        run("copy", "--from", "20/10/2025", "--to", "27/10/2025")
    assert len(run.desk.plan.week(date(2025, 8, 26)).turns) == 1
    rc, out = run("export", *WEEK)
    assert (rc, out) == (1, "Ghi thêm --pdf FILE hoặc --xlsx FILE.\n")
    with pytest.raises(SystemExit):
        run("show", "--week", "20/08/2025:sang")
