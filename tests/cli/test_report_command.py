"""`main.py report progress` and `main.py campaign` as scripts run them: a real process."""

import json

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_the_campaign_is_set_and_its_figures_are_reported(station, tmp_path):  # noqa: F811
    rc, out, err = qtn(*station, "campaign", "deadline=2/9/2025", "rounding=truncate", "--json")
    assert rc == 0, err
    assert json.loads(out)["deadline"] == "2025-09-02"
    files = [tmp_path / f"bao-cao{suffix}" for suffix in (".pdf", ".xlsx", ".json")]
    outs = [part for file in files for part in ("--out", file)]
    rc, out, err = qtn(*station, "report", "progress", "--as-of", "20/08/2025", *outs, "--json")
    assert rc == 0, err
    data = json.loads(out)
    assert data["as_of"] == "2025-08-20"
    assert data["deadline"] == "2025-09-02"
    keys = (
        "eligible received received_total temporary_residents channels remaining by_unit percent "
        "pace forecast"
    )
    assert set(keys.split()) <= set(data)
    assert all(file.stat().st_size for file in files)
    rc, out, err = qtn(*station, "campaign", "deadline=mai", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-460")
    rc, out, err = qtn(*station, "report", "progress", "--as-of", "hôm qua")
    assert rc == 2
    assert "Traceback" not in err


def test_whoever_remains_is_named_with_the_reason(station, tmp_path):  # noqa: F811
    files = [tmp_path / f"con-lai{suffix}" for suffix in (".pdf", ".xlsx")]
    outs = [part for file in files for part in ("--out", file)]
    rc, out, err = qtn(*station, "report", "remaining", *outs, "--json")
    assert rc == 0, err
    data = json.loads(out)
    assert len(data["people"]) == data["eligible"] - data["received"]
    for one in data["people"]:
        assert one["reason"]
        assert sum(ch.isdigit() for ch in one["personal_id"]) <= 4
    assert all(file.stat().st_size for file in files)
    rc, out, err = qtn(*station, "report", "remaining", "--cell", "Không có chi bộ này", "--json")
    assert rc == 0, err
    assert json.loads(out)["people"] == []
