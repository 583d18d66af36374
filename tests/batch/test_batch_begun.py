"""A batch is begun before its file has a name: no file lies anywhere that the station forgot."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from desktop.batch.answering.store import payloads_of
from desktop.batch.choosing.rules import Choice
from desktop.batch.errors import FileTakenError, TargetError
from desktop.batch.leaving import service as leaving
from desktop.batch.service import BatchService
from desktop.batch.verify import verify_file
from desktop.models import Application, ApplicationVersion, AuditEvent, Batch, BegunBatch, Blob
from tests import factories

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked")


@pytest.fixture
def killed(batch_station) -> tuple:
    """A station whose export was killed when its file had got its name; and the file."""
    keys = [batch_station.add_record(number) for number in range(3)]
    child = os.fork()
    if child == 0:
        _export_and_die(batch_station)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    (file,) = batch_station.out.iterdir()
    assert file.name == "TN01-000001.qtn"
    assert verify_file(file).valid
    assert batch_station.states() == ["received"] * 3
    assert batch_station.batch.list_batches() == ()
    return batch_station, keys, file


def _export_and_die(station) -> None:
    """Export in this forked process until the file has its name; it ends here in any case."""
    try:
        station.store.engine.dispose(close=False)  # the parent's connections stay the parent's
        real = leaving.sync_folder

        def die_when_named(folder: Path) -> None:
            real(folder)
            if list(folder.glob("*.qtn")):
                os.kill(os.getpid(), signal.SIGKILL)

        leaving.sync_folder = die_when_named
        station.batch.export(station.out, actor="op")
    finally:
        os._exit(9)


def elsewhere(station) -> Path:
    folder = station.folder / "second stick"
    folder.mkdir()
    return folder


def documents(station, path: Path, name: str) -> dict[str, bytes]:
    opened = station.batch.open_file(path, station.key_file, station.folder / name)
    return {file.name: file.read_bytes() for file in opened.record_files}


def tags(station) -> list[str]:
    with station.store.read() as session:
        found = session.query(AuditEvent).order_by(AuditEvent.number)
        return [row.tag for row in found if row.tag.startswith("batch:")]


def test_the_next_export_finishes_it_on_another_stick(killed) -> None:
    station, _keys, carried = killed
    station.add_record(9)  # came later; it is not of this batch
    assert station.batch.waiting().begun == 3
    report = station.batch.export(
        elsewhere(station), actor="op", choice=Choice(cell="nobody is in this cell")
    )
    first, second = verify_file(carried), verify_file(report.path)
    assert report.was_begun
    assert (report.sequence, report.records) == (1, 3)
    assert (first.batch_id, first.sequence, first.exported_at) == (
        second.batch_id,
        second.sequence,
        second.exported_at,
    )
    assert documents(station, carried, "a") == documents(station, report.path, "b")
    with station.store.read() as session:
        (batch,) = session.query(Batch)
        assert payloads_of(session, batch) == {first.payload_sha256, second.payload_sha256}
        assert session.query(BegunBatch).count() == 0
    assert station.states() == ["exported"] * 3 + ["received"]
    assert tags(station) == ["batch:begun", "batch:begun", "batch:exported"]
    following = station.batch.export(station.folder / "second stick", actor="op")
    assert (following.sequence, following.records, following.was_begun) == (2, 1, False)


def test_its_own_file_is_known_again_and_not_written_anew(killed) -> None:
    station, _keys, file = killed
    before = file.read_bytes()
    report = station.batch.export(station.out, actor="op")
    assert (report.path, report.records, report.was_begun) == (file, 3, True)
    assert file.read_bytes() == before
    assert station.states() == ["exported"] * 3
    # The same file brought along on another stick would do as well.
    assert station.batch.list_batches()[0].file_sha256 == verify_file(file).file_sha256


def test_its_file_is_known_on_whatever_stick_it_lies(killed) -> None:
    station, _keys, file = killed
    folder = elsewhere(station)
    moved = shutil.move(file, folder / file.name)
    before = moved.read_bytes()
    report = station.batch.export(folder, actor="op")
    assert (report.path, moved.read_bytes()) == (moved, before)
    assert station.batch.list_batches()[0].folder == str(folder)


def test_a_record_that_changed_since_goes_again_later(killed) -> None:
    station, keys, carried = killed
    with station.store.write() as session:
        row = session.get(Application, keys[0])
        session.add(
            ApplicationVersion(
                application_id=row.id,
                replaced_version=2,
                snapshot=row.snapshot,
                photo_digest=row.photo_digest,
                signature_digest=row.signature_digest,
                replaced_at=station.clock.now(),
            )
        )
        row.version, row.snapshot = 2, {**row.snapshot, "corrected": True}
    factories.bring(station.store, keys[1], "withdrawn")
    report = station.batch.export(elsewhere(station), actor="op")
    assert documents(station, carried, "a") == documents(station, report.path, "b")
    assert station.states() == ["received", "withdrawn", "exported"]
    again = station.batch.export(station.folder / "second stick", actor="op")
    (document,) = documents(station, again.path, "c").values()
    said = json.loads(document)
    assert (again.sequence, said["record_version"], said["corrected"]) == (2, 2, True)


def test_content_that_is_damaged_since_gives_the_number_free(killed) -> None:
    station, keys, carried = killed
    with station.store.write() as session:
        session.get(
            Blob, session.get(Application, keys[2]).photo_digest
        ).content = b"\xff\xd8\xff damaged"
    report = station.batch.export(elsewhere(station), actor="op")
    assert (report.sequence, report.records, len(report.left_out)) == (1, 2, 1)
    assert not report.was_begun
    assert verify_file(carried).batch_id != report.batch_id
    assert tags(station) == ["batch:begun", "batch:dropped", "batch:begun", "batch:exported"]


def test_a_taken_name_keeps_the_begun_batch(killed) -> None:
    station, _keys, carried = killed
    folder = elsewhere(station)
    (folder / carried.name).write_bytes(b"something else")
    with pytest.raises(FileTakenError):
        station.batch.export(folder, actor="op")
    assert station.batch.waiting().begun == 3
    assert station.batch.export(station.out, actor="op").was_begun


def test_a_stick_pulled_out_after_the_name_may_have_the_file(batch_station, monkeypatch) -> None:
    station = batch_station
    station.add_record(1)
    away = station.folder / "in the pocket"
    real = leaving.sync_folder

    def pull_out(folder: Path) -> None:
        if not list(folder.glob("*.qtn")):
            return real(folder)
        folder.rename(away)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(leaving, "sync_folder", pull_out)
    with pytest.raises(TargetError):
        station.batch.export(station.out, actor="op")
    assert station.states() == ["received"]
    monkeypatch.setattr(leaving, "sync_folder", real)
    report = station.batch.export(elsewhere(station), actor="op")
    (pocket,) = away.glob("*.qtn")
    assert report.batch_id == verify_file(pocket).batch_id
    assert report.was_begun


def test_a_name_that_cannot_be_given_leaves_nothing_begun(batch_station, monkeypatch) -> None:
    station = batch_station
    station.add_record(1)
    real = leaving.sync_folder

    def fail_once_named(folder: Path) -> None:
        if list(folder.glob("*.qtn")):
            raise OSError(5, "Input/output error")
        real(folder)

    monkeypatch.setattr(leaving, "sync_folder", fail_once_named)
    with pytest.raises(TargetError):
        station.batch.export(station.out, actor="op")
    assert list(station.out.iterdir()) == []
    assert (station.states(), station.batch.waiting().begun) == (["received"], 0)
    assert tags(station) == ["batch:begun", "batch:dropped"]


def test_two_programs_finish_it_once(killed) -> None:
    station, _keys, _carried = killed
    other = BatchService(station.store, station.clock)
    assert other.export(elsewhere(station), actor="other").was_begun
    station.add_record(7)
    report = station.batch.export(station.out, actor="op")
    assert (report.sequence, report.was_begun) == (2, False)
    assert [line.sequence for line in station.batch.list_batches()] == [2, 1]
