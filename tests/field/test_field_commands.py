"""The whole round trip by commands: two profiles on one machine, and files as the only link."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from desktop.common.clock import FixedClock
from desktop.common.vocabulary import Channel
from desktop.models import Application
from desktop.security.access.seat import Seat
from desktop.security.views import Role
from desktop.wiring import open_services
from tests import factories
from tests.cli.test_commands import qtn
from tests.field.places import CLERK, opened, visit_list


@pytest.fixture
def profiles(tmp_path):
    """An office with its list, and a laptop; each with the options that open it."""
    made = {}
    for code in ("MT02", "MT03"):
        data, paper = tmp_path / code, tmp_path / f"{code}.txt"
        rc, _, err = qtn(
            *("init", "--data", data, "--commune", "03862", "--station", code),
            *("--recovery", paper, "--json"),
        )
        assert rc == 0, err
        made[code] = ["--data", data, "--unlock-with", paper]
    rc, _, err = qtn(*made["MT02"], "roster", "import", factories.list_file(tmp_path), "--json")
    assert rc == 0, err
    return made


def at_the_screen(options, what):
    """Do what people do on the screens of a profile."""
    services = open_services(Path(options[1]), Path(options[3]))
    try:
        assert isinstance(services.login.seat, Seat)
        services.login.seat.take(Role.ADMINISTRATOR, CLERK)
        code = services.security.station().code
        place = opened(
            services.store,
            code,
            cast("FixedClock", services.clock),
            Path(options[1]).parent / "usb",
        )
        return what(place)
    finally:
        services.close()


def said(rc_out_err, wanted=0):
    rc, out, err = rc_out_err
    assert rc == wanted, (out, err)
    assert "Traceback" not in err
    return json.loads(out)


@pytest.mark.timeout(400)  # some twenty processes, one after the other
def test_out_and_back_by_commands(profiles, tmp_path):
    home, laptop, stick = profiles["MT02"], profiles["MT03"], tmp_path / "usb"
    stick.mkdir()
    people = at_the_screen(home, lambda at: at.members()[:3])
    number = at_the_screen(home, lambda at: visit_list(at, people))

    key = said(qtn(*laptop, "field", "device-key", "--to", stick, "--json"))
    assert len(key["fingerprint"].split()) == 6
    pack = ("field", "pack", "--visits", number, "--device", key["path"], "--to", stick)
    kit = said(qtn(*home, *pack, "--digits", key["fingerprint"], "--json"))
    assert (kit["members"], kit["device"], kit["compared"]) == (3, "MT03", True)

    opening = ("field", "open", kit["path"], "--json")
    first = said(qtn(*laptop, *opening))
    assert (first["members"], first["added"], first["again"]) == (3, 3, False)
    assert said(qtn(*laptop, *opening))["again"]
    wrong = said(qtn(*home, *opening), wanted=1)
    assert wrong["error"]["code"] == "QTN-541"

    at_the_screen(laptop, lambda at: [at.receive(one) for one in people[:2]])
    status = said(qtn(*laptop, "field", "status", "--json"), wanted=1)
    assert status["unexported"] == 2
    lease = said(qtn(*home, "field", "release", people[1], "--reason", "Tự đến quầy", "--json"))
    assert lease["device"] == "MT03"
    at_the_screen(home, lambda at: at.receive(people[1], Channel.COUNTER))

    back = said(qtn(*laptop, "field", "return", "--to", stick, "--json"))
    assert (back["records"], back["new"], back["drafts"]) == (2, 2, 0)
    assert said(qtn(*laptop, "field", "status", "--json"))["unexported"] == 0

    merging = ("field", "merge", back["path"], "--json")
    merged = said(qtn(*home, *merging), wanted=1)
    assert (merged["merged"], merged["unchanged"]) == (1, 0)
    (conflict,) = merged["conflicts"]
    assert set(conflict) == {"member", "ours", "theirs"}
    assert conflict["member"] == str(people[1])
    assert conflict["ours"]["receipt_number"].startswith("MT02-")
    assert conflict["theirs"]["receipt_number"].startswith("MT03-")
    again = said(qtn(*home, *merging), wanted=1)
    assert (again["merged"], again["unchanged"], len(again["conflicts"])) == (0, 1, 1)

    theirs = conflict["theirs"]["record"]
    choose = ("field", "choose", theirs, "theirs", "--reason", "Ảnh ở nhà rõ hơn", "--json")
    assert said(qtn(*home, *choose))["left"] == 0
    assert said(qtn(*home, "field", "conflicts", "--json")) == {"conflicts": []}
    assert said(qtn(*home, *merging))["unchanged"] == 2

    def states(at):
        with at.store.read() as session:
            return sorted((row.receipt_number[:4], row.state) for row in session.query(Application))

    assert at_the_screen(home, states) == [
        ("MT02", "withdrawn"),
        ("MT03", "received"),
        ("MT03", "received"),
    ]
    rows = said(qtn(*home, "field", "devices", "--json"))["devices"]
    assert [(row["station"], row["compared"], row["revoked"]) for row in rows] == [
        ("MT03", True, False)
    ]
