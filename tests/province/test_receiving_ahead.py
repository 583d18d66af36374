"""Files are read and judged ahead of the writing: bounded, in order, ended whatever happens."""

import threading
from uuid import UUID

import pytest

from desktop.batch import reading
from desktop.batch.reading import RawRecord
from desktop.common.ids import new_id
from desktop.common.work import CancelledError, Work
from desktop.models import QuarantinedRecord, ReceivedBatch, ReceivedRecord
from desktop.province.receiving import arrival as arriving
from desktop.province.receiving.arrival import (
    BYTES_AHEAD,
    BYTES_AT_ONCE,
    HANDFULS_AHEAD,
    RECORDS_AT_ONCE,
    arrivals,
    handfuls,
)
from desktop.province.receiving.outside import Sender, Verified
from tests import factories
from tests.province.hostile import AT, entry, hostile_batch, record

DESK = "cán bộ tỉnh"
OURS = ("arrival", "judge", "batch-unseal")


def threads_of_ours():
    return [one.name for one in threading.enumerate() if one.name.startswith(OURS)]


def raw(size=100):
    return RawRecord(new_id(), b"{", "0" * 64, size=size)


def batches(station, folder, count, each=3, **outside):
    """Write so many batches of so many records; return the files and the keys in their order."""
    files, keys = [], []
    for sequence in range(1, count + 1):
        documents = [record() for _ in range(each)]
        keys += [UUID(one["record_id"]) for one in documents]
        entries = [entry(one) for one in documents]
        values = outside if sequence == 2 else {}
        files.append(hostile_batch(station, folder, entries, sequence=sequence, **values))
    return files, keys


def test_a_file_with_a_wrong_inside_stands_between_two_good_ones(loop):
    station = loop.make_station()
    batches(station, loop.stick, 3, records=7)
    found = loop.desk.receiving.receive([loop.stick], actor=DESK)
    assert [one.sequence for one in found.taken] == [1, 3]
    assert [(one.file.name, one.reason) for one in found.refused] == [
        ("MT02-000002.qtn", "inside_changed")
    ]
    with loop.desk.data.read() as session:
        assert session.query(ReceivedBatch).count() == 2
        assert session.query(ReceivedRecord).count() == 6
    assert threads_of_ours() == []


def test_records_are_kept_in_the_order_they_came(loop, monkeypatch):
    monkeypatch.setattr(arriving, "RECORDS_AT_ONCE", 2)
    station = loop.make_station()
    _, keys = batches(station, loop.stick, 3, each=9)
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    with loop.desk.data.read() as session:
        rows = session.query(ReceivedRecord).order_by(ReceivedRecord.id)
        assert [row.record_id for row in rows] == keys


def test_one_file_under_two_names_is_taken_in_once(loop):
    station = loop.make_station()
    (file,), _ = batches(station, loop.stick, 1)
    (loop.stick / "ban-chep.qtn").write_bytes(file.read_bytes())
    found = loop.desk.receiving.receive([loop.stick], actor=DESK)
    assert sorted(one.again for one in found.taken) == [False, True]
    assert found.refused == ()


def test_stopped_between_two_files_the_first_stays_and_the_threads_end(loop):
    station = loop.make_station()
    batches(station, loop.stick, 4)
    work = Work(lambda done, _total, _text: work.cancel() if done == 1 else None)
    with pytest.raises(CancelledError):
        loop.desk.receiving.receive([loop.stick], actor=DESK, work=work)
    assert threads_of_ours() == []
    with loop.desk.data.read() as session:
        assert {row.sequence for row in session.query(ReceivedBatch)} == {1, 2}
    found = loop.desk.receiving.receive([loop.stick], actor=DESK)
    assert [one.again for one in found.taken] == [True, True, False, False]


def test_a_handful_ends_at_so_many_records_or_so_many_bytes():
    sizes = [[len(some) for some in handfuls(iter_of(one))] for one in ([100] * 70, [1 << 20] * 9)]
    assert sizes == [[RECORDS_AT_ONCE, RECORDS_AT_ONCE, 6], [4, 4, 1]]
    assert [len(some) for some in handfuls(iter_of([BYTES_AT_ONCE * 3] * 3))] == [1, 1, 1]


def iter_of(sizes):
    yield from (raw(size) for size in sizes)


def test_no_more_is_read_ahead_than_the_bound(tmp_path):
    read = dict.fromkeys("abc", 0)
    enough = threading.Event()

    def look(path):
        return Verified(path, None, Sender(new_id(), "MT02", new_id(), False), 1, AT)

    def records(seen):
        for _ in range(100):
            for _ in range(RECORDS_AT_ONCE):
                read[seen.path.name] += 1
                # Before the record is given: nobody asks again once the last handful is full.
                if read["b"] >= RECORDS_AT_ONCE * HANDFULS_AHEAD:
                    enough.set()
                yield raw()

    coming = arrivals([tmp_path / name for name in "abc"], look, records)
    first = next(coming)
    taken = first.judged()
    next(taken)
    assert enough.wait(20)
    first._pool.submit(int).result()  # whatever was asked of the first one's thread is done
    waiting = HANDFULS_AHEAD * RECORDS_AT_ONCE
    assert waiting <= read["a"] <= waiting + RECORDS_AT_ONCE
    assert read["b"] <= waiting
    assert read["c"] == 0
    coming.close()
    assert threads_of_ours() == []


def test_large_records_wait_one_by_one(tmp_path):
    read, size = [], BYTES_AHEAD // 2 + 1

    def look(path):
        return Verified(path, None, Sender(new_id(), "MT02", new_id(), False), 1, AT)

    def records(_seen):
        for number in range(12):
            read.append(number)
            yield raw(size)

    coming = arrivals([tmp_path / "a"], look, records)
    taken = next(coming).judged()
    for number in range(1, 12):
        assert len(next(taken)) == 1
        # One is being written, one waits for room, and none beside them is in memory.
        assert len(read) <= number + 1
    assert len(next(taken)) == 1
    assert next(taken, None) is None
    coming.close()
    stopped = arrivals([tmp_path / "a"], look, records)
    next(next(stopped).judged())
    stopped.close()
    assert threads_of_ours() == []


def test_a_record_whose_parts_are_too_large_together_is_kept_apart(loop, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_RECORD", 6_000)
    station = loop.make_station()
    photo = factories.jpeg(60, 80) + bytes(4_000)
    large, small = record(), record()
    key = large["record_id"]
    large["files"] = {"photo": f"photos/{key}.jpg", "signature": f"signatures/{key}.png"}
    entries = [
        entry(large),
        (f"data/photos/{key}.jpg", photo),
        (f"data/signatures/{key}.png", factories.signature_png()),
        entry(small),
    ]
    batch = hostile_batch(station, loop.stick, entries, sequence=1)
    taken = loop.desk.receiving.receive_file(batch, actor=DESK)
    assert (taken.records, taken.quarantined) == (1, 1)
    with loop.desk.data.read() as session:
        apart = session.query(QuarantinedRecord).one()
        assert (str(apart.record_id), apart.reason) == (key, "photo_unreadable")
