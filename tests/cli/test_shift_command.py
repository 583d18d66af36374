"""`main.py shift …` as IT staff runs it: a real process, a real store."""

import json
from io import BytesIO

from pypdf import PdfReader

from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_open_look_close_and_what_is_refused(station, tmp_path):  # noqa: F811 - the fixture above
    rc, out, _ = qtn(*station, "shift", "status", "--json")
    assert (rc, json.loads(out)) == (1, {"shift": None, "closed": []})
    rc, out, err = qtn(*station, "shift", "open", "--json")
    assert rc == 0, err
    assert json.loads(out)["shift"]["number"] == 1
    rc, out, err = qtn(*station, "shift", "open", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-450")
    assert "Traceback" not in err
    sheet = tmp_path / "ca.pdf"
    rc, out, err = qtn(*station, "shift", "close", "--sheet", sheet, "--json")
    assert rc == 0, err
    closed = json.loads(out)
    assert closed["figures"]["received"] == 0
    (page,) = PdfReader(BytesIO(sheet.read_bytes())).pages
    digest = closed["shift"]["head_digest"].upper()
    assert digest in "".join(page.extract_text().split())
    rc, out, _ = qtn(*station, "shift", "close", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-451")


def test_the_calendar_can_be_kept_otherwise(station):  # noqa: F811 - the fixture above
    change = ("--holiday", "20/08/2025", "--name", "Ngày hội bản")
    rc, out, err = qtn(*station, "shift", "calendar", *change, "--json")
    assert rc == 0, err
    days = {row["day"]: row for row in json.loads(out)["days"]}
    assert days["2025-08-20"]["override"] == "holiday"
    assert days["2025-09-02"]["name"] == "Quốc khánh"
    rc, out, err = qtn(*station, "shift", "calendar", "--working", "32/08/2025")
    assert rc == 2
    assert "Traceback" not in err
