"""Reviewing from the command line, under somebody's own name and PIN."""

from __future__ import annotations

import json

import pytest

from desktop.cli.main import build_parser, run_command
from desktop.security.keystore import MemoryKeyring
from desktop.security.views import Role
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_services
from tests import factories
from tests.intake import review_desk as office
from tests.intake.review_desk import CLERK, OFFICER, by_sample, take


@pytest.fixture
def counter(tmp_path):
    time = factories.clock()
    outside = Adapters(keystore=MemoryKeyring(), clock=time, camera=lambda: None)
    station = NewStation("06982", "Mường Thử", "TN01", tmp_path / "ma.txt", OFFICER, "4711")
    create_station(tmp_path / "p", station, outside)
    services = open_services(tmp_path / "p", None, outside)
    services.operators.add(CLERK, "8642", Role.CLERK, actor=OFFICER)
    services.imports.import_list(office.write_list(tmp_path, 12), actor=OFFICER)
    desk = office.open_desk(services.store, time)
    services.roster.forget_index()
    (tmp_path / "pin.txt").write_text("4711\n")
    (tmp_path / "pin-clerk.txt").write_text("8642\n")
    yield desk, tmp_path, lambda _: open_services(tmp_path / "p", None, outside)
    services.close()


def run(counter, capsys, *arguments):
    _, _, opening = counter
    args = build_parser().parse_args(["review", *map(str, arguments), "--json"])
    rc = run_command(args, opening)
    return rc, json.loads(capsys.readouterr().out)


def test_list_approve_and_return(counter, capsys):
    desk, folder, _ = counter
    by = ("--by", OFFICER, "--pin-file", folder / "pin.txt")
    take(desk, 0)
    take(desk, 1, card=None)
    rc, told = run(counter, capsys, "list")
    assert rc == 0
    assert (told["required"], told["waiting"]) == (True, 2)
    typed, plain = told["records"]
    assert [one["risk"] for one in typed["findings"]] == ["typed"]
    assert typed["findings"][0]["text"] == "Không quét thẻ, gõ tay"
    assert plain["findings"] == []
    rc, said = run(counter, capsys, "approve", plain["receipt_number"], *by)
    assert (rc, said["by"]) == (0, OFFICER)
    number = typed["receipt_number"]
    rc, said = run(counter, capsys, "return", number, "--reason", "other", *by)
    assert (rc, said["error"]["code"]) == (1, "QTN-336")
    rc, said = run(counter, capsys, "return", number, "--reason", "photo", *by)
    assert (rc, said["returned"]) == (0, number)
    rc, told = run(counter, capsys, "list", "--approved")
    assert (told["waiting"], told["approved"], told["returned"]) == (0, 1, 1)
    assert told["records"][0]["approved_by"] == OFFICER


def test_who_may_not(counter, capsys):
    desk, folder, _ = counter
    take(desk, 0, actor=OFFICER)
    number = run(counter, capsys, "list")[1]["records"][0]["receipt_number"]
    approve = ("approve", number, "--pin-file")
    rc, said = run(counter, capsys, *approve, folder / "pin.txt", "--by", OFFICER)
    assert (rc, said["error"]["code"]) == (1, "QTN-335")  # their own record
    rc, said = run(counter, capsys, *approve, folder / "pin-clerk.txt", "--by", CLERK)
    assert (rc, said["error"]["code"]) == (1, "QTN-339")  # a clerk
    rc, said = run(counter, capsys, *approve, folder / "pin-clerk.txt", "--by", OFFICER)
    assert rc == 1  # the wrong PIN
    rc, said = run(counter, capsys, "approve", "TN01-9", "--by", OFFICER, "--pin-file", "x")
    assert (rc, said["error"]["code"]) == (1, "QTN-338")
    assert run(counter, capsys, "list")[1]["waiting"] == 1


def test_by_sample(counter, capsys):
    desk, folder, _ = counter
    by = ("--by", OFFICER, "--pin-file", folder / "pin.txt")
    by_sample(desk, 50)
    for n in range(4):
        take(desk, n)
    rc, told = run(counter, capsys, "sample")
    assert (rc, told) == (0, {"percent": 50, "sample": None})
    rc, told = run(counter, capsys, "sample", "--draw", "--seed", "7", *by)
    assert (rc, told["sample"]["drawn"], told["sample"]["rest"]) == (1, 2, 2)
    rows = run(counter, capsys, "list")[1]["records"]
    drawn = [row["receipt_number"] for row in rows if row["in_sample"]]
    run(counter, capsys, "approve", *drawn, *by)
    rc, told = run(counter, capsys, "sample", "--approve", *by)
    assert (rc, told["approved"]) == (0, 2)
    rc, said = run(counter, capsys, "sample", "--draw")
    assert (rc, said["error"]["code"]) == (1, "QTN-347")  # nobody said who
