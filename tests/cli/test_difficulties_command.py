"""`main.py difficulties`: written down, sent masked, answered; real processes."""

import json

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_a_difficulty_goes_to_the_province_and_comes_back_answered(station, tmp_path):  # noqa: F811
    text = "Ông Pao, số 014078000001: thẻ mờ"
    rc, out, err = qtn(*station, "difficulties", "add", text, "--kind", "papers", "--json")
    noted = json.loads(out)
    assert (rc, noted["number"], noted["text"]) == (0, 1, "Ông P., số ••••001: thẻ mờ"), err
    file = tmp_path / "gui-tinh.pdf"
    rc, out, err = qtn(*station, "difficulties", "export", "--out", file, "--json")
    assert (rc, json.loads(out)["entries"], file.read_bytes()[:4]) == (0, 1, b"%PDF"), err
    rc, out, err = qtn(*station, "difficulties", "answer", "1", "Nhận thẻ", "--json")
    assert json.loads(out)["state"] == "answered"
    rc, out, err = qtn(*station, "difficulties", "export", "--out", file, "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-588")
    rc, out, err = qtn(*station, "difficulties", "list", "--json")
    assert [one["answer"] for one in json.loads(out)["difficulties"]] == ["Nhận thẻ"]
