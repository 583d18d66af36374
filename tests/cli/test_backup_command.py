"""`main.py backup …` as IT staff runs it: real processes on machines without a keyring."""

import json

import pytest

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


@pytest.fixture
def code(station):  # noqa: F811 - the fixture above
    return station[-1]


def test_now_verify_list_and_restore(station, code, tmp_path):  # noqa: F811 - the fixture above
    rc, out, err = qtn(*station, "backup", "now", "--to", tmp_path / "usb", "--json")
    assert rc == 0, err
    made = json.loads(out)
    assert (made["kind"], made["station"], made["removed"]) == ("backup", "MT02", [])
    rc, out, _ = qtn("backup", "verify", made["file"], "--unlock-with", code, "--json")
    told = json.loads(out)
    assert (rc, told["valid"], told["audit"]) == (0, True, made["audit"])
    rc, out, _ = qtn(*station, "backup", "list", "--in", tmp_path / "usb", "--json")
    assert [one["file"] for one in json.loads(out)["backups"]] == [made["file"]]
    fresh = tmp_path / "fresh"
    restore = ("backup", "restore", made["file"], "--into", fresh, "--unlock-with", code)
    rc, out, _ = qtn(*restore, "--json")
    assert rc == 0
    assert json.loads(out)["counts"]["received"] == 0
    assert json.loads(out)["key_in_keyring"] is False
    rc, out, err = qtn(*restore, "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-370")
    assert "Traceback" not in err
    rc, out, _ = qtn("--data", fresh, "--unlock-with", code, "roster", "history", "--json")
    assert (rc, json.loads(out)) == (0, {"imports": []})


def test_what_is_wrong_is_said(station, code, tmp_path):  # noqa: F811 - the fixture above
    (tmp_path / "bad.qtnb").write_bytes(b"PK")
    (tmp_path / "wrong.txt").write_text("no code")
    bad = tmp_path / "bad.qtnb"
    for words, expected in (
        (("verify", bad, "--unlock-with", code), "QTN-510"),
        (("verify", tmp_path, "--unlock-with", code), "QTN-511"),
        (("verify", bad, "--unlock-with", tmp_path / "wrong.txt"), "QTN-200"),
        (("restore", bad, "--into", tmp_path / "x", "--unlock-with", code), "QTN-510"),
    ):
        rc, out, err = qtn("backup", *words, "--json")
        assert (rc, json.loads(out)["error"]["code"]) == (1, expected)
        assert "Traceback" not in err
    rc, _, _ = qtn(*station, "backup", "restore", bad)
    assert rc == 2
