"""`main.py roster units …` on a real store, without the second that every process costs."""

import json
from contextlib import closing
from types import SimpleNamespace

import pytest

from desktop.cli import roster
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.organisation.errors import (
    UnitNameNearError,
    UnitNameTakenError,
    UnitNotEmptyError,
    UnitUnknownError,
)
from desktop.roster.organisation.service import OrganisationService
from desktop.security.access.seat import Seat
from tests import factories


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command line below `roster units`; return its code and what it printed."""
    store, clock = factories.open_profile(tmp_path / "profile")
    RosterImports(store, clock).import_list(factories.list_file(tmp_path), actor="t")
    services = SimpleNamespace(
        organisation=OrganisationService(store, clock), login=SimpleNamespace(seat=Seat())
    )
    parser = Parser(prog="qtn")
    roster.add_parser(parser.add_subparsers())

    def call(*arguments):
        args = parser.parse_args(["roster", "units", *map(str, arguments)])
        rc = args.handler(args, CliContext(args, lambda _: services))
        return rc, capsys.readouterr().out

    with closing(store):
        yield call


def test_the_tree_is_shown_as_text_and_as_data(run):
    rc, out = run()
    assert rc == 0
    assert out.splitlines() == [
        "Đảng bộ xã Mường Thử · 5 người",
        "  Bản Huổi Bon · Chi bộ · 1 người",
        "  Bản Nà Sang · Chi bộ · 3 người",
        "  Trường học · Chi bộ · 1 người",
    ]
    rc, out = run("--json")
    top, *cells = json.loads(out)["units"]
    assert (top["kind"], top["parent"], top["people"]) == ("committee", None, 5)
    assert {one["parent"] for one in cells} == {top["id"]}


def test_units_are_added_renamed_merged_closed_and_taken_back(run):
    assert run("add", "Chi bộ Trạm y tế", "--json")[0] == 0
    with pytest.raises(UnitNameTakenError):
        run("add", "trạm  Y TẾ")
    with pytest.raises(UnitNameNearError):
        run("add", "Tram y te")
    assert run("add", "Tram y te", "--sure")[0] == 0
    run("undo")
    run("add", "Đảng bộ Nhà trường", "--kind", "grassroots")
    run("add", "Mầm non", "--under", "Đảng bộ Nhà trường")
    assert run("rename", "chi bộ trường học", "Tiểu học", "--reason", "QĐ 5")[1] == (
        "Đã sửa 1 đơn vị, 1 người.\n"
    )
    run("merge", "Bản Huổi Bon", "Bản Nà Sang")
    with pytest.raises(UnitNotEmptyError):
        run("close", "Bản Nà Sang", "--reason", "x")
    run("close", "Trạm y tế", "--reason", "chưa thành lập")
    assert run()[1].splitlines() == [
        "Đảng bộ xã Mường Thử · 5 người",
        "  Bản Nà Sang · Chi bộ · 4 người",
        "  Tiểu học · Chi bộ · 1 người",
        "  Đảng bộ Nhà trường · 0 người",
        "    Mầm non · Chi bộ · 0 người",
    ]
    run("undo")
    assert "Trạm y tế" in run()[1]
    with pytest.raises(UnitUnknownError):
        run("rename", "Không có", "Gì đó")
