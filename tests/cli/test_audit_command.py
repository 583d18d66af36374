"""`main.py audit verify` as IT staff runs it, on the machine of a counter."""

import json

from desktop.storage import guards
from desktop.wiring import open_services
from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture


def test_a_whole_trail_a_head_and_a_cut_one(station):  # noqa: F811 - the fixture above
    rc, out, err = qtn(*station, "audit", "verify", "--json")
    assert rc == 0, err
    told = json.loads(out)
    head = told["head"]
    assert (told["ok"], told["events"], told["first_broken"]) == (True, head["number"], None)
    rc, out, _ = qtn(*station, "audit", "verify", "--head", head["digest"].upper())
    assert rc == 0
    assert "nguyên vẹn" in out
    services = open_services(station[1], station[-1])
    newest = services.trail.verify()
    with services.store.write() as session:
        guards.remove_from_trail(session.connection())
        session.connection().exec_driver_sql(
            f"DELETE FROM audit_events WHERE number = {newest.number}"
        )
    services.close()
    # That the store was opened with its code is an event again: it has the number of the lost one.
    rc, out, _ = qtn(*station, "audit", "verify", "--json", "--head", newest.digest)
    told = json.loads(out)
    broken = told["first_broken"]
    assert (rc, told["ok"], told["head"]["number"]) == (1, False, newest.number)
    assert (broken["number"], broken["fault"]) == (newest.number + 1, "cut")
    rc, _, err = qtn(*station, "audit", "verify", "--head", "xyz")
    assert rc == 2
    assert "64" in err
