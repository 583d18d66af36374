"""A shift is not closed while a batch is just leaving, and the words say so."""

import json
import os
import signal
import time
from contextlib import suppress

import pytest

from desktop.backup.service import BackupService
from desktop.batch import service as batch_service
from desktop.batch.errors import BusyError
from desktop.batch.service import BatchService
from desktop.common.work import CancelledError, Work
from desktop.security.preferences import Preferences
from desktop.shifts.errors import ExportRunningError
from desktop.shifts.service import ShiftService
from tests import engines, factories
from tests.cli.test_commands import qtn
from tests.engines import only_embedded


@pytest.fixture
def shifts(batch_station, tmp_path, engine_name):
    """The shifts of the station; where its list is on a server, its backups are of its own."""
    store, clock, profile = batch_station.store, batch_station.clock, batch_station.profile
    own = store
    if engine_name == engines.SERVER:
        own, _ = factories.open_profile(profile.folder, clock)
    backups = BackupService(own, profile, profile.read_info(), clock, Preferences(store, clock))
    yield ShiftService(store, clock, backups, batch_station.batch.none_leaving)
    if own is not store:
        own.close()


def test_a_shift_waits_for_the_batch_that_is_leaving(batch_station, shifts):
    for number in range(1, 4):
        batch_station.add_record(number)
    shifts.open(actor="op-1")
    refused = []

    def closes_meanwhile(done, total, text):
        del total, text
        with pytest.raises(ExportRunningError, match="đang xuất một lô hồ sơ"):
            shifts.close(actor="op-1")
        refused.append(done)
        if len(refused) == 2:
            work.cancel()

    work = Work(closes_meanwhile)
    with pytest.raises(CancelledError):
        batch_station.batch.export(batch_station.out, actor="op-1", work=work)
    assert len(refused) == 2
    assert shifts.current() is not None
    # Stopped or done, nothing is in the way any more; what left is in the figures.
    assert not batch_station.batch.is_exporting()
    batch_station.batch.export(batch_station.out, actor="op-1")
    assert shifts.close(actor="op-1").figures.batches == 1


@pytest.fixture
def exporter(batch_station):
    """Another process that stands still in the middle of an export."""
    for number in range(1, 4):
        batch_station.add_record(number)
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            batch_station.store.engine.dispose(close=False)  # those are the parent's

            def stand_still(_done, _total, _text):
                os.write(tell, b"+")
                time.sleep(120)

            work = Work(stand_still)
            BatchService(batch_station.store, batch_station.clock).export(
                batch_station.out, actor="op-1", work=work
            )
        finally:
            os._exit(9)
    os.close(tell)
    assert os.read(told, 1) == b"+"
    os.close(told)
    yield child
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_another_counter_that_exports_holds_the_shift_open(batch_station, exporter, shifts):
    shifts.open(actor="op-1")
    with pytest.raises(ExportRunningError):
        shifts.close(actor="op-1")
    assert batch_station.batch.is_exporting()
    os.kill(exporter, signal.SIGKILL)
    os.waitpid(exporter, 0)
    until = time.monotonic() + 30  # a server sees that a counter is gone a moment later
    while batch_station.batch.is_exporting() and time.monotonic() < until:
        time.sleep(0.02)
    figures = shifts.close(actor="op-1").figures
    assert (figures.batches, figures.waiting_export) == (0, 3)


@only_embedded("another program opens the profile of the counter")
@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_another_program_that_exports_holds_the_shift_open_until_it_is_gone(
    batch_station, exporter, tmp_path
):
    code = tmp_path / "code.txt"
    code.write_text(batch_station.recovery_code, encoding="utf-8")
    options = ("--data", batch_station.profile.folder, "--unlock-with", code)
    rc, _, err = qtn("shift", "open", *options)
    assert rc == 0, err
    rc, out, err = qtn("shift", "close", "--json", *options)
    said = json.loads(out)["error"]
    assert (rc, said["code"]) == (1, "QTN-459")
    assert "đang xuất một lô hồ sơ" in said["title"]
    assert "Traceback" not in err
    assert batch_station.batch.is_exporting()
    os.kill(exporter, signal.SIGKILL)
    os.waitpid(exporter, 0)
    assert not batch_station.batch.is_exporting()
    assert batch_station.states() == ["received"] * 3
    rc, out, err = qtn("shift", "close", "--json", *options)
    assert rc == 0, err
    figures = json.loads(out)["figures"]
    assert (figures["batches"], figures["waiting_export"]) == (0, 3)
    assert batch_station.batch.export(batch_station.out, actor="op-2").records == 3


def test_no_batch_begins_to_leave_while_a_shift_is_being_closed(batch_station, monkeypatch):
    monkeypatch.setattr(batch_service, "_PATIENCE", 0.05)
    batch_station.add_record(1)
    with batch_station.batch.none_leaving() as is_free:
        assert is_free
        with pytest.raises(BusyError):
            batch_station.batch.export(batch_station.out, actor="op-1")
    assert batch_station.batch.export(batch_station.out, actor="op-1").records == 1
