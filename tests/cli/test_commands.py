"""The commands as IT staff runs them: real processes, real files, stable JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import factories

ROOT = Path(__file__).resolve().parents[2]


def qtn(*arguments, cwd=None, **environment):
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        # No keyring of the machine may answer: the printed code must be enough.
        env={
            **os.environ,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
            **environment,
        },
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def station(tmp_path):
    """A profile made by the command, with the options that open it again."""
    data, code = tmp_path / "data", tmp_path / "code.txt"
    rc, out, err = qtn(
        *("init", "--data", data, "--commune", "03862", "--station", "MT02"),
        *("--recovery", code, "--json"),
    )
    assert rc == 0, err
    made = json.loads(out)
    assert made["station"] == "MT02"
    assert made["key_in_keyring"] is False
    return ["--data", data, "--unlock-with", code]


def test_the_whole_line_by_commands(station, tmp_path):
    listed = factories.list_file(tmp_path)
    rc, out, _ = qtn(*station, "roster", "import", listed, "--dry-run", "--json")
    assert (rc, json.loads(out)["counts"]["new"]) == (0, 5)
    rc, out, _ = qtn(*station, "roster", "import", listed, "--json")
    counts = json.loads(out)["counts"]
    assert counts["source_rows"] == counts["imported"] + counts["set_aside"] + counts["not_data"]
    rc, out, _ = qtn(*station, "roster", "import", listed, "--json")
    assert json.loads(out)["counts"]["unchanged"] == 5
    assert json.loads(out)["counts"]["changed"] == json.loads(out)["counts"]["new"] == 0
    rc, out, _ = qtn("roster", "search", "giang a", "--json", *station)
    assert rc == 0
    assert "014078012345" not in out or json.loads(out)


def test_the_same_profile_opens_with_a_picture_of_the_code(station, tmp_path):
    import zxingcpp
    from PIL import Image

    code = Path(station[3]).read_text(encoding="utf-8")
    found = next(word for word in code.split() if word.count("-") >= 5)
    barcode = zxingcpp.create_barcode(found, zxingcpp.BarcodeFormat.QRCode)
    picture = tmp_path / "code.png"
    Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=6)).save(picture)
    rc, _, err = qtn("--data", station[1], "--unlock-with", picture, "batch", "list", "--json")
    assert rc == 0, err


def test_doctor_gives_a_row_for_every_part(station):
    rc, out, _ = qtn(*station, "doctor", "--json")
    report = json.loads(out)
    rows = {row["name"]: row for row in report["checks"]}
    for name in ("store", "key", "camera", "printer", "disk", "clock", "versions", "paper_fonts"):
        assert rows[name]["value"]
        assert rows[name]["verdict"] in {"ok", "look", "bad"}
    assert rows["store"]["verdict"] == "ok"
    assert {"screen", "screen_fonts"} <= set(rows)
    assert rc == (1 if report["verdict"] == "bad" else 0)


def test_doctor_speaks_also_without_a_profile(tmp_path):
    rc, out, _ = qtn("--data", tmp_path / "nothing", "doctor", "--json")
    rows = {row["name"]: row for row in json.loads(out)["checks"]}
    assert rc == 1
    assert rows["store"]["verdict"] == "bad"
    assert rows["store"]["advice"]


def test_without_key_and_code_nothing_opens(station):
    rc, out, err = qtn("--data", station[1], "batch", "list", "--json")
    assert rc == 1
    assert json.loads(out)["error"]["code"] == "QTN-102"
    assert "mã khôi phục" in err


def test_a_wrong_code_is_said(station, tmp_path):
    other = tmp_path / "other.txt"
    qtn(
        "init",
        "--data",
        tmp_path / "b",
        "--commune",
        "03862",
        "--station",
        "B1",
        "--recovery",
        other,
    )
    rc, out, _ = qtn("--data", station[1], "--unlock-with", other, "batch", "list", "--json")
    assert rc == 1
    assert json.loads(out)["error"]["code"] == "QTN-103"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["init", "--commune", "12", "--station", "MT02"], 1),
        (["init", "--commune", "03862", "--station", "quầy 1"], 1),
        (["init", "--station", "MT02"], 2),
        (["no-such-command"], 2),
        (["batch"], 2),
        (["batch", "verify", "missing.qtn", "--json"], 1),
        (["roster", "preview", "missing.xlsx", "--json"], 1),
    ],
)
def test_exit_codes_say_who_must_act(tmp_path, arguments, expected):
    extra = ["--recovery", tmp_path / "r.txt"] if arguments[0] == "init" else []
    rc, _, err = qtn("--data", tmp_path / "x", *arguments, *extra, cwd=tmp_path)
    assert rc == expected
    assert err
    assert "Traceback" not in err
    assert not (tmp_path / "x" / "profile.json").exists()


def test_practice_never_writes_over_practice(tmp_path):
    (tmp_path / "out" / "profile").mkdir(parents=True)
    (tmp_path / "out" / "profile" / "profile.json").write_text("{}")
    rc, _, err = qtn("demo", "--headless", "--out", tmp_path / "out")
    assert rc == 1
    assert "--out" in err
    assert "Traceback" not in err


def test_vietnamese_survives_a_redirected_stream(tmp_path):
    rc, _, err = qtn(
        "--data", tmp_path / "x", "roster", "search", "a", PYTHONIOENCODING="cp1252", PYTHONUTF8="0"
    )
    assert rc == 1
    assert "dữ liệu" in err


def test_english_is_there_for_those_who_ask():
    rc, out, _ = qtn("--lang", "en", "--help", QTN_LANG="en")
    assert rc == 0
    assert "intake counter" in out.lower()
    assert "chung" not in out.lower()
