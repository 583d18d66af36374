"""`main.py shift …` as IT staff runs it: a real process, a real store."""

import json
from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
from pypdf import PdfReader

from desktop.common.clock import VIETNAM
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


def test_the_plan_is_set_shown_and_written(station, tmp_path):  # noqa: F811 - as above
    plan = (*station, "shift", "plan")
    today = datetime.now(VIETNAM).date()
    day = today + timedelta(days=14 - today.weekday())
    names = ("Tòng Văn Giúp", "Vừ A Dơ")
    rc, out, err = qtn(*plan, "set", "--shift", f"{day}:toi", "--guest", *names, "--json")
    assert rc == 0, err
    assert json.loads(out)["added"] == 2
    sheet, book = tmp_path / "lich.pdf", tmp_path / "lich.xlsx"
    rc, out, err = qtn(*plan, "export", "--week", day, "--pdf", sheet, "--xlsx", book)
    assert rc == 0, err
    (page,) = PdfReader(BytesIO(sheet.read_bytes())).pages
    assert "Tòng Văn Giúp" in page.extract_text()
    assert openpyxl.load_workbook(book).sheetnames[-1] == "Danh sách"
    rc, out, err = qtn(*plan, "show", "--week", "31/02/2025")
    assert rc == 2
    assert "Traceback" not in err
