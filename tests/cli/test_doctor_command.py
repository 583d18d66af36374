"""`main.py doctor` for fleets: stable keys, one exit code, a bundle, with or without a store."""

import json
import re
import zipfile

import pytest

from desktop.app import run
from tests import factories

KEYS = {"name", "value", "verdict", "advice", "how", "facts", "seconds"}


@pytest.fixture(autouse=True)
def application(qapp):
    """The command makes its own where there is none, and that one has no windows."""


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    base = tmp_path_factory.mktemp("doctor")
    store, _ = factories.open_profile(base / "data")
    store.engine.dispose()
    return ["--data", str(base / "data"), "--unlock-with", str(base / "recovery.txt")]


def doctor(capsys, *arguments):
    code = run(["doctor", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_every_key_is_there_and_every_trouble_says_how_to_mend_it(station, capsys):
    code, out = doctor(capsys, *station, "--json")
    answer = json.loads(out)
    assert set(answer) == {"format", "verdict", "ready", "checks"}
    assert code == (1 if answer["verdict"] == "bad" else 0)
    rows = {row["name"]: row for row in answer["checks"]}
    names = "store audit key backup camera printer scanner input_method paper_fonts pad screen"
    assert list(rows) == [*names.split(), "screen_fonts", "disk", "clock", "versions"]
    for row in rows.values():
        assert set(row) == KEYS
        if row["verdict"] != "ok":
            assert row["how"]
    assert rows["store"]["facts"]["complaints"] == 0
    assert rows["disk"]["facts"]["free_bytes"] > 0
    assert rows["clock"]["facts"]["offset_minutes"] == 420


def test_the_morning_is_one_line_and_warnings_count_only_when_asked(station, capsys):
    code, out = doctor(capsys, *station, "--morning")
    assert code == 0
    assert re.fullmatch(r"[0-9] việc cần xem: .*Ca trực", out.splitlines()[-1])  # none is open
    code, out = doctor(capsys, *station, "--morning", "--json", "--strict")
    answer = json.loads(out)
    names = [row["name"] for row in answer["checks"]]
    order = "store key backup camera printer scanner disk clock shift unexported"
    assert names == order.split()
    assert (code, answer["ready"]) == (1, False)


def test_single_checks_by_name_with_steps(station, capsys):
    code, out = doctor(capsys, *station, "--only", "printer", "disk", "--how")
    assert code == 0
    assert "Máy in: chưa có" in out
    assert "    1. " in out
    code, _ = doctor(capsys, *station, "--only", "nothing", "--json")
    assert code == 1


def test_without_a_store_it_measures_the_machine_and_writes_a_bundle(tmp_path, capsys):
    target = tmp_path / "goi.zip"
    code, out = doctor(capsys, "--data", tmp_path / "none", "--json", "--bundle", target)
    answer = json.loads(out)
    assert code == 1
    rows = {row["name"]: row for row in answer["checks"]}
    assert rows["store"]["verdict"] == "bad"
    assert rows["disk"]["value"]
    assert answer["bundle"]["file"] == str(target)
    with zipfile.ZipFile(target) as bundle:
        assert sorted(bundle.namelist()) == sorted(answer["bundle"]["parts"])
        assert tmp_path.name not in bundle.read("tom-tat.txt").decode()
