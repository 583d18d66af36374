from __future__ import annotations

import hashlib
import json

import pytest

from desktop.batch.errors import NoRecipientsError, NothingToExportError
from desktop.models import AuditEvent, Batch, BatchRecord, Counter
from desktop.security.trail.service import TrailService
from desktop.security.trail.views import Fault
from desktop.storage import guards


def test_received_records_leave_in_one_file_that_opens(batch_station) -> None:
    ids = [batch_station.add_record(number) for number in range(1, 6)]
    ids.append(batch_station.add_record(6, signature=False))
    report = batch_station.batch.export(batch_station.out, actor="op-1")
    assert report.path.name == "TN01-000001.qtn"
    assert (report.records, report.sequence, report.left_out) == (6, 1, ())
    assert report.file_sha256 == hashlib.sha256(report.path.read_bytes()).hexdigest()
    assert [path.name for path in batch_station.out.iterdir()] == [report.path.name]
    assert set(batch_station.states()) == {"exported"}

    verified = batch_station.batch.verify_file(report.path)
    assert (verified.valid, verified.reasons) == (True, ())
    assert (verified.station, verified.sequence, verified.records, verified.format) == (
        "TN01",
        1,
        6,
        1,
    )
    opened = batch_station.batch.open_file(
        report.path, batch_station.key_file, batch_station.folder / "in"
    )
    assert (opened.records, opened.photos, opened.signatures) == (6, 6, 5)
    assert {path.stem for path in opened.record_files} == {str(key) for key in ids}
    document = json.loads(opened.record_files[0].read_text(encoding="utf-8"))
    assert document["fields"]["full_name"].startswith("Lò Văn Thử")
    photo = opened.folder / "data" / document["files"]["photo"]
    assert hashlib.sha256(photo.read_bytes()).hexdigest() == document["photo"]["digest"]


def test_the_row_and_the_audit_say_what_left(batch_station) -> None:
    key = batch_station.add_record(1)
    report = batch_station.batch.export(batch_station.out, actor="op-1")
    with batch_station.store.read() as session:
        row = session.query(Batch).one()
        record = session.query(BatchRecord).one()
        counter = session.query(Counter).filter_by(series="batch").one()
    assert (row.file_sha256, row.records, row.exported_by) == (report.file_sha256, 1, "op-1")
    assert (record.application_id, record.record_version) == (key, 1)
    assert counter.last == 1
    assert batch_station.security.audit_verify() == (True, None)
    (view,) = batch_station.batch.list_batches()
    assert (view.file_name, view.recipients) == ("TN01-000001.qtn", ("Công an tỉnh (thử)",))


def test_numbers_follow_each_other_and_a_record_leaves_once(batch_station) -> None:
    for number in range(1, 4):
        batch_station.add_record(number)
        assert batch_station.batch.waiting().count == 1
        report = batch_station.batch.export(batch_station.out, actor="op")
        assert (report.sequence, report.records) == (number, 1)
    assert batch_station.batch.waiting().next_sequence == 4
    with pytest.raises(NothingToExportError):
        batch_station.batch.export(batch_station.out, actor="op")


def test_without_a_recipient_nothing_is_written(batch_station) -> None:
    batch_station.add_record(1)
    (recipient,) = batch_station.security.recipients()
    batch_station.security.remove_recipient(recipient.id)
    with pytest.raises(NoRecipientsError):
        batch_station.batch.export(batch_station.out, actor="op")
    assert list(batch_station.out.iterdir()) == []
    assert batch_station.states() == ["received"]


def test_the_head_that_left_with_a_batch_tells_of_a_trail_that_was_cut(batch_station) -> None:
    batch_station.add_record(1)
    before = TrailService(batch_station.store).verify()
    report = batch_station.batch.export(batch_station.out, actor="op-1")
    verified = batch_station.batch.verify_file(report.path)
    assert (verified.audit_number, verified.audit_digest) == (before.number, before.digest)
    after = TrailService(batch_station.store).verify()
    assert (after.ok, after.heads) == (True, 1)
    with batch_station.store.write() as session:
        guards.remove_from_trail(session.connection())
        session.query(AuditEvent).filter(AuditEvent.number >= before.number).delete()
    broken = TrailService(batch_station.store).verify().broken
    assert broken is not None
    assert (broken.number, broken.fault, broken.source) == (before.number, Fault.CUT, "lô số 1")
    assert TrailService(batch_station.store).glance().broken == broken
