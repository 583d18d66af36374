"""`main.py tasks` as a supervisor's script would run it: real processes, one after the other."""

import json
from datetime import timedelta

from desktop.common.clock import SystemClock, today
from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture

NAME = "Lò Thị Hương"


def test_a_task_is_given_listed_and_ended(station):  # noqa: F811
    rc, _, err = qtn(*station, "operator", "add", NAME, "--role", "administrator")
    assert rc == 0, err
    day = f"{today(SystemClock()) + timedelta(days=3):%d/%m/%Y}"
    add = (*station, "tasks", "add", "Xin giấy xác nhận", "--owner", NAME, "--deadline", day)
    rc, out, err = qtn(*add, "--kind", "missing_paper", "--json")
    given = json.loads(out)
    assert (rc, given["number"], given["state"]) == (0, 1, "open"), err
    rc, out, err = qtn(*station, "tasks", "list", "--owner", NAME, "--json")
    data = json.loads(out)
    assert (data["overdue"], [one["number"] for one in data["tasks"]]) == (0, [1])
    rc, out, err = qtn(*station, "tasks", "done", "1", "--result", "Đã có giấy", "--json")
    done = json.loads(out)
    assert (done["state"], [one["act"] for one in done["history"]]) == ("done", ["made", "done"])
    rc, out, err = qtn(*station, "tasks", "cancel", "1", "--reason", "Thôi", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-582")
    rc, out, err = qtn(*station, "tasks", "list", "--ended", "--json")
    assert [one["result"] for one in json.loads(out)["tasks"]] == ["Đã có giấy"]
