"""`main.py queue` as a kiosk would run it: real processes, one after the other."""

import json

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_numbers_are_given_and_called(station, tmp_path):  # noqa: F811
    slip = tmp_path / "so.pdf"
    rc, out, err = qtn(*station, "queue", "issue", "--json")
    assert (rc, json.loads(out)["number"]) == (0, 1), err
    rc, out, err = qtn(
        *station, "queue", "issue", "--priority", "war_invalid", "--slip", slip, "--json"
    )
    assert (rc, json.loads(out)["priority"]) == (0, "war_invalid"), err
    assert slip.read_bytes().startswith(b"%PDF")
    rc, out, err = qtn(*station, "queue", "next", "--json")
    assert json.loads(out)["number"] == 2
    rc, out, err = qtn(*station, "queue", "status", "--json")
    data = json.loads(out)
    assert [one["number"] for one in data["called"]] == [2]
    assert [one["number"] for one in data["waiting"]] == [1]
    assert (data["served"], data["issued"]) == (0, 2)
    for _ in range(2):
        rc, out, err = qtn(*station, "queue", "next", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-490")
