"""`main.py resources`: added, moved, checked, counted, written, ended; real processes."""

import json

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_a_device_goes_its_way_by_commands(station, tmp_path):  # noqa: F811
    def run(*words):
        rc, out, err = qtn(*station, "resources", *words, "--json")
        assert rc == 0, err
        return json.loads(out)

    made = run("add", "Canon 250D", "--kind", "camera", "--place", "Quầy 1", "--serial", "0421")
    assert (made["number"], made["state"], made["checked_at"]) == (1, "works", None)
    assert run("need", "Quầy 1", "camera", "1")["supplies"][0]["missing"] == 0
    run("move", "1", "Tổ 2", "--place-kind", "team", "--holder", "Vàng A Chứ")
    faulty = run("check", "1", "--state", "faulty", "--note", "kẹt ống kính")
    assert (faulty["holder"], faulty["state"]) == ("Vàng A Chứ", "faulty")
    assert run("list")["supplies"][0]["missing"] == 1
    assert run("mend", "1", "--asset", "TS 15")["serial"] == "0421"
    file = tmp_path / "so.pdf"
    assert (run("export", "--out", file)["devices"], file.read_bytes()[:4]) == (1, b"%PDF")
    assert run("end", "1", "--reason", "không sửa được")["state"] == "written_off"
    history = run("list", "--history", "1")["history"]
    assert [one["place"] for one in history] == ["Quầy 1", *["Tổ 2"] * 4]
    rc, out, _ = qtn(*station, "resources", "move", "1", "Kho", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-596")
