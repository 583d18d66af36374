"""Whenever an export stops, every record can still be exported and no half file is left."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.batch import export as exporting
from desktop.batch.errors import (
    BusyError,
    FileTakenError,
    NotAsWrittenError,
    OnlyDamagedError,
    TargetError,
)
from desktop.batch.leaving import service as leaving
from desktop.batch.service import BatchService
from desktop.batch.views import ExportReport
from desktop.common.errors import DiskFullError
from desktop.common.work import CancelledError, Work
from desktop.models import Application, Batch, Blob, Counter
from tests import factories
from tests.postgres import OFFICE_KEY


def assert_nothing_happened(station, count: int) -> None:
    assert station.states() == ["received"] * count
    assert not station.out.exists() or list(station.out.iterdir()) == []
    with station.store.read() as session:
        assert session.query(Batch).count() == 0
        assert session.query(Counter).filter_by(series="batch").count() == 0
    assert "batch:exported" not in audit_tags(station)


def audit_tags(station) -> list[str]:
    from desktop.models import AuditEvent

    with station.store.read() as session:
        return [row.tag for row in session.query(AuditEvent)]


@pytest.mark.parametrize("stop_at", range(0, 12, 2))
def test_a_cancel_at_any_step_leaves_nothing(batch_station, stop_at: int) -> None:
    for number in range(6):
        batch_station.add_record(number)
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int, _text: str) -> None:
        seen.append((done, total))
        if done >= stop_at:
            work.cancel()

    work = Work(stop)
    with pytest.raises(CancelledError):
        batch_station.batch.export(batch_station.out, actor="op", work=work)
    assert seen[-1][1] == 12
    assert_nothing_happened(batch_station, 6)
    assert batch_station.batch.export(batch_station.out, actor="op").sequence == 1


def test_progress_only_grows_and_ends_full(batch_station) -> None:
    for number in range(5):
        batch_station.add_record(number)
    seen: list[tuple[int, int]] = []
    work = Work(lambda done, total, _text: seen.append((done, total)))
    batch_station.batch.export(batch_station.out, actor="op", work=work)
    assert seen == sorted(seen)
    assert seen[-1] == (10, 10)


def test_a_full_disk_leaves_nothing(batch_station, monkeypatch) -> None:
    batch_station.add_record(1)

    class FullFolder(type(Path())):  # type: ignore[misc]  # the class of paths on this system
        def open(self, mode="r", **_more):
            # The real device that is always full stands in for the temporary file.
            self.touch()
            return Path("/dev/full").open(mode.replace("x", "w"), buffering=0)

    real = exporting.part_file

    def on_full_device(folder, base):
        return real(FullFolder(folder), base)

    monkeypatch.setattr(leaving, "part_file", on_full_device)
    with pytest.raises(DiskFullError):
        batch_station.batch.export(batch_station.out, actor="op")
    assert_nothing_happened(batch_station, 1)


def test_too_little_room_is_said_before_anything_is_written(batch_station, monkeypatch) -> None:
    batch_station.add_record(1)
    usage = shutil.disk_usage(batch_station.out)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(DiskFullError):
        batch_station.batch.export(batch_station.out, actor="op")
    assert_nothing_happened(batch_station, 1)


def test_a_drive_that_takes_no_large_file_is_said(batch_station) -> None:
    """The limit of the system on file sizes answers as a FAT32 drive does (EFBIG)."""
    batch_station.add_record(1, photo=b"\xff\xd8\xff\xe0" + os.urandom(3 << 20))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, hard))
    try:
        with pytest.raises(TargetError) as caught:
            batch_station.batch.export(batch_station.out, actor="op")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
    assert "exFAT" in caught.value.advice
    assert_nothing_happened(batch_station, 1)


def test_a_missing_folder_is_not_made(batch_station) -> None:
    batch_station.add_record(1)
    for folder in (batch_station.folder / "nowhere", batch_station.key_file):
        with pytest.raises(TargetError):
            batch_station.batch.export(folder, actor="op")
    assert not (batch_station.folder / "nowhere").exists()
    assert_nothing_happened(batch_station, 1)


@pytest.mark.parametrize("moment", [1, 4, 7])
def test_a_drive_pulled_out_midway(batch_station, moment: int) -> None:
    for number in range(4):
        batch_station.add_record(number)

    def pull_out(done: int, _total: int, _text: str) -> None:
        if done >= moment:
            shutil.rmtree(batch_station.out, ignore_errors=True)

    if moment < 4:
        with pytest.raises(TargetError):
            batch_station.batch.export(batch_station.out, actor="op", work=Work(pull_out))
        assert_nothing_happened(batch_station, 4)
    else:
        # Gone while it is read back: an open file can still be read here, as from a drive that
        # was pulled out after all was written. What counts: marked if and only if it was whole.
        try:
            report = batch_station.batch.export(batch_station.out, actor="op", work=Work(pull_out))
        except TargetError:
            assert_nothing_happened(batch_station, 4)
        else:
            assert report.records == 4
            assert set(batch_station.states()) == {"exported"}


def test_a_drive_that_gives_back_other_bytes(batch_station, monkeypatch) -> None:
    batch_station.add_record(1)
    from desktop.common.files import sync_folder as real

    def corrupting(folder: Path) -> None:
        (file,) = folder.glob(".*.part")  # before it has its name
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        real(folder)

    monkeypatch.setattr(leaving, "sync_folder", corrupting)
    with pytest.raises(NotAsWrittenError):
        batch_station.batch.export(batch_station.out, actor="op")
    assert_nothing_happened(batch_station, 1)


def test_a_record_changed_meanwhile_leaves_in_its_new_shape(batch_station) -> None:
    import json

    keys = [batch_station.add_record(number) for number in range(3)]
    turns: list[int] = []

    def change_once(done: int, _total: int, _text: str) -> None:
        if done == 5 and not turns:
            turns.append(done)
            with batch_station.store.write() as session:
                row = session.get(Application, keys[0])
                row.version, row.snapshot = 2, row.snapshot | {"corrected": True}

    report = batch_station.batch.export(batch_station.out, actor="op", work=Work(change_once))
    assert turns
    assert (report.sequence, report.records) == (1, 3)
    opened = batch_station.batch.open_file(
        report.path, batch_station.key_file, batch_station.folder / "in"
    )
    document = json.loads((opened.folder / f"data/records/{keys[0]}.json").read_text())
    assert (document["record_version"], document["corrected"]) == (2, True)


def test_a_record_withdrawn_meanwhile_does_not_leave(batch_station) -> None:
    keys = [batch_station.add_record(number) for number in range(3)]

    def withdraw(done: int, _total: int, _text: str) -> None:
        if done == 1 and "withdrawn" not in batch_station.states():
            factories.bring(batch_station.store, keys[2], "withdrawn")

    report = batch_station.batch.export(batch_station.out, actor="op", work=Work(withdraw))
    assert report.records == 2
    assert sorted(batch_station.states()) == ["exported", "exported", "withdrawn"]


def test_a_number_taken_meanwhile_is_not_used_twice(batch_station) -> None:
    """Another program on the same store exports while this one reads its file back."""
    batch_station.add_record(1)
    other_folder = batch_station.folder / "other"
    other_folder.mkdir()
    other = BatchService(batch_station.store, batch_station.clock)
    turns: list[ExportReport] = []

    def overtake(done: int, total: int, _text: str) -> None:
        if done == total and not turns:
            turns.append(other.export(other_folder, actor="other"))
            batch_station.add_record(2)

    report = batch_station.batch.export(batch_station.out, actor="op", work=Work(overtake))
    assert (turns[0].sequence, report.sequence) == (1, 2)
    assert [path.name for path in batch_station.out.iterdir()] == ["TN01-000002.qtn"]
    assert [view.sequence for view in batch_station.batch.list_batches()] == [2, 1]


def test_only_one_export_at_a_time(batch_station) -> None:
    batch_station.add_record(1)
    inside, go_on, failures = threading.Event(), threading.Event(), []

    def wait(_done: int, _total: int, _text: str) -> None:
        inside.set()
        go_on.wait(20)

    thread = threading.Thread(
        target=lambda: batch_station.batch.export(batch_station.out, actor="a", work=Work(wait))
    )
    thread.start()
    assert inside.wait(20)
    try:
        batch_station.batch.export(batch_station.out, actor="b")
    except BusyError as error:
        failures.append(error)
    go_on.set()
    thread.join()
    assert len(failures) == 1
    assert batch_station.states() == ["exported"]


def test_a_file_of_somebody_else_is_not_replaced(batch_station) -> None:
    batch_station.add_record(1)
    taken = batch_station.out / "TN01-000001.qtn"
    taken.write_bytes(b"something else")
    with pytest.raises(FileTakenError):
        batch_station.batch.export(batch_station.out, actor="op")
    assert taken.read_bytes() == b"something else"
    assert batch_station.states() == ["received"]


def test_a_damaged_photo_holds_back_only_its_own_record(batch_station) -> None:
    good = batch_station.add_record(1)
    bad = batch_station.add_record(2)
    missing = batch_station.add_record(3, store_photo=False)
    with batch_station.store.write() as session:
        digest = session.get(Application, bad).photo_digest
        session.get(Blob, digest).content = b"\xff\xd8\xff damaged"
    report = batch_station.batch.export(batch_station.out, actor="op")
    assert report.records == 1
    assert {(record.application_id, record.missing) for record in report.left_out} == {
        (bad, "photo"),
        (missing, "photo"),
    }
    with batch_station.store.read() as session:
        assert session.get(Application, good).state == "exported"
        assert session.get(Application, bad).state == "received"
    with pytest.raises(OnlyDamagedError) as caught:
        batch_station.batch.export(batch_station.out, actor="op")
    assert "TN01-000002" in caught.value.title
    assert len(list(batch_station.out.iterdir())) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop.batch.service import BatchService
from desktop.batch.views import ExportReport
from desktop.common.clock import SystemClock
from desktop.common.work import Work
from desktop.models.sealed import put_seal
from desktop.storage.engine import make_engine, make_server_engine
from desktop.storage.office_seal import OfficeSeal
from desktop.storage.unit_of_work import Store
place, key = sys.argv[1], bytes.fromhex(sys.argv[2])
is_server = place.startswith("postgresql")
engine = make_server_engine(place) if is_server else make_engine(Path(place), key)
if is_server:
    put_seal(engine.dialect, OfficeSeal(key))
store = Store(engine)
stop_at = int(sys.argv[4])
def die(done, total, text):
    if done >= stop_at:
        os.kill(os.getpid(), signal.SIGKILL)
BatchService(store, SystemClock()).export(Path(sys.argv[3]), actor="op", work=Work(die))
"""


@pytest.mark.parametrize("stop_at", [2, 10])
def test_a_killed_export_is_simply_done_again(batch_station, monkeypatch, stop_at: int) -> None:
    for number in range(5):
        batch_station.add_record(number)
    place, key = _way_in(batch_station)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED,
            place,
            key.hex(),
            batch_station.out,
            str(stop_at),
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL
    left = [path.name for path in batch_station.out.iterdir()]
    assert len(left) == 1  # a hidden part: half, or whole and being read back
    assert batch_station.states() == ["received"] * 5
    hidden = batch_station.out / left[0]
    assert hidden.name.startswith(".TN01-")
    os.utime(hidden, (0, 0))  # an hour later it is cleared away
    report = batch_station.batch.export(batch_station.out, actor="op")
    assert (report.sequence, report.records) == (1, 5)
    assert [path.name for path in batch_station.out.iterdir()] == ["TN01-000001.qtn"]


def _way_in(station) -> tuple[str, bytes]:
    """Return where the store is and the key that makes it readable."""
    from desktop.security import recovery

    engine, profile = station.store.engine, station.profile
    if engine.dialect.name == "postgresql":
        return engine.url.render_as_string(hide_password=False), OFFICE_KEY
    key = recovery.unwrap(profile.recovery_file.read_bytes(), station.recovery_code)
    return str(profile.store_file), key


def test_an_empty_station_knows_that_nothing_waits(batch_station) -> None:
    waiting = batch_station.batch.waiting()
    assert (waiting.count, waiting.oldest, waiting.next_sequence, waiting.estimated_bytes) == (
        0,
        None,
        1,
        0,
    )
    batch_station.add_record(1)
    waiting = batch_station.batch.waiting()
    assert (waiting.count, waiting.oldest) == (1, batch_station.clock.now())
    assert 2000 < waiting.estimated_bytes < 200_000
    assert waiting.recipients == ("Công an tỉnh (thử)",)
