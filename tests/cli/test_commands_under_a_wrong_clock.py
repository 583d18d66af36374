"""Commands under a clock that is years ahead: those that write are refused, the others serve."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.app import run
from desktop.common.clock import SystemClock
from desktop.models import AuditEvent
from desktop.security.keystore import MemoryKeyring
from desktop.security.timekeeping.rules import LONGEST_REST
from desktop.security.timekeeping.store import write_mark
from desktop.security.timekeeping.views import Mark
from desktop.wiring import Adapters, open_services
from tests import factories


@pytest.fixture
def station(tmp_path):
    """A station that worked last so long ago that the clock of this machine is years ahead."""
    store, _ = factories.open_profile(tmp_path / "data")
    long_ago = SystemClock().now() - LONGEST_REST - timedelta(days=1)
    with closing(store), store.write() as session:
        write_mark(session, Mark(long_ago), at=long_ago)
    return ["--data", str(tmp_path / "data"), "--unlock-with", str(tmp_path / "recovery.txt")]


def events(station):
    outside = Adapters(keystore=MemoryKeyring())
    with closing(open_services(Path(station[1]), Path(station[3]), outside)) as services:
        with services.store.read() as session:
            count = session.query(AuditEvent).count()
        return count - 1, services.clock_watch.state().trusted  # opening it with the code is one


def test_a_command_that_writes_moves_no_time_and_one_that_looks_answers(station, tmp_path, capsys):
    before = events(station)
    file = factories.list_file(tmp_path)
    assert run([*station, "roster", "import", str(file), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["error"]["code"] == "QTN-390"
    assert "Chỉnh ngày giờ của máy" in told.err
    assert run([*station, "operator", "list"]) == 1
    capsys.readouterr()
    count, trusted = events(station)
    assert (count - 3, trusted) == before  # it was opened three times more, and nothing else
    assert run([*station, "audit", "verify", "--json"]) == 0
    assert run([*station, "report", "progress", "--json"]) == 0
