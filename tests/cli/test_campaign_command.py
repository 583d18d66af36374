"""`main.py campaign` as scripts run it: a real process."""

import json

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture

CELL = "Bản Huổi Bon"


def asked(rc_wanted, *words):
    rc, out, err = qtn(*words, "--json")
    assert rc == rc_wanted, err + out
    return json.loads(out)


def test_a_cell_goes_through_its_phases_and_is_closed_by_commands(station, tmp_path):  # noqa: F811
    from tests import factories

    asked(0, *station, "roster", "import", str(factories.list_file(tmp_path)))
    assert asked(0, *station, "campaign", "deadline=2/9/2025")["deadline"] == "2025-09-02"
    phases = asked(0, *station, "campaign", "phases", "--set", "intake=7/8/2025..15/8/2025")
    assert phases["phases"][1]["first"] == "2025-08-07"
    assert len(phases["phases"][0]["blocked"]) == 3
    refused = asked(1, *station, "campaign", "phases", "--open", "intake", "--cell", CELL)
    assert refused["error"]["code"] == "QTN-560"
    for what in ("sheet", "catalogue"):
        asked(0, *station, "campaign", "confirm", CELL, what)
    opened = asked(0, *station, "campaign", "phases", "--open", "intake", "--cell", CELL)
    assert opened["opened"] == [CELL]
    gates = asked(1, *station, "campaign", "gates")
    row = next(one for one in gates["cells"] if one["cell"] == CELL)
    assert (row["phase"], row["obstacles"]) == ("intake", [{"code": "not_received", "people": 1}])
    assert asked(0, *station, "campaign", "deadline", CELL, "20/8/2025")["own"] is True
    stays = asked(1, *station, "campaign", "close-cell", CELL)
    assert stays["error"]["code"] == "QTN-564"
    who = stays["cases"][0]["member"]
    asked(0, *station, "campaign", "cases", CELL, "--explain", who, "--reason", "abroad")
    assert asked(0, *station, "campaign", "close-cell", CELL)["explained"] == 1
    assert asked(0, *station, "campaign", "reopen-cell", CELL, "--reason", "đã về")["reopened_at"]


def test_a_note_of_the_rules_is_written_and_its_versions_read(station):  # noqa: F811
    words = ("--text", "Nền ảnh trắng.", "--source", "Công văn 12", "--date", "12/8/2025")
    asked(0, *station, "campaign", "rules", "set", "photo", *words)
    found = asked(0, *station, "campaign", "rules", "list", "photo", "--history")["notes"]
    assert [(one["version"], one["source"], one["date"]) for one in found] == [
        (2, "Công văn 12", "2025-08-12"),
        (1, "", None),
    ]
    refused = asked(1, *station, "campaign", "rules", "set", "photo")
    assert refused["error"]["code"] == "QTN-562"
