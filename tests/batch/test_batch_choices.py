"""A batch of one shift, one cell or all: counts before, contents after, numbers without a gap."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.batch.choosing.rules import EVERYTHING, Choice, groups
from desktop.batch.copies import CopiesService
from desktop.batch.errors import NothingToExportError
from desktop.common.shifts import DayPart, Shift
from desktop.common.work import CancelledError, Work
from desktop.models import Application, AuditEvent
from desktop.security.tags import Tag

DAY = date(2025, 8, 20)
MORNING = Choice(shift=Shift(DAY, DayPart.MORNING))
EVENING = Choice(shift=Shift(DAY, DayPart.EVENING))
PAO, MO = Choice(cell="Chi bộ bản Pao"), Choice(cell="Chi bộ bản Mơ")


@pytest.fixture
def filled(batch_station):
    """Five records: three in the morning, two in the evening; of two cells and of none."""
    cells = ["Chi bộ bản Pao", "Chi bộ bản Mơ", "", "Chi bộ bản Mớ", "chi bộ  BẢN PAO"]
    for number, cell in enumerate(cells, start=1):
        if number == 4:
            batch_station.clock.advance(timedelta(hours=9, minutes=30))
        key = batch_station.add_record(number)
        with batch_station.store.write() as session:
            row = session.get(Application, key)
            fields = {**row.snapshot["fields"], "cell": cell}
            row.snapshot = {**row.snapshot, "fields": fields}
    return batch_station


def content(station, path, name):
    """Return the record documents in a file, by name."""
    opened = station.batch.open_file(path, station.key_file, station.folder / name)
    return {file.name: file.read_bytes() for file in opened.record_files}


def numbers(station, path, name):
    """Return the last digits of the receipts in a file."""
    import json

    found = content(station, path, name).values()
    return sorted(int(json.loads(data)["receipt_number"][-6:]) for data in found)


def test_the_counts_are_told_before_the_export(filled):
    found = {(one.choice.kind, one.choice): one.count for one in filled.batch.groups()}
    assert list(found.values()) == [5, 2, 3, 1, 1, 1, 2]
    assert found["all", EVERYTHING] == filled.batch.waiting().count == 5
    assert found["shift", EVENING] == 2
    assert found["shift", MORNING] == 3
    # Capitals and spaces make no other cell, tone marks do.
    assert found["cell", PAO] == 2
    assert found["cell", MO] == 1
    whole = filled.batch.groups()[0]
    assert whole.oldest == datetime(2025, 8, 20, 2, 30, tzinfo=UTC)
    assert whole.estimated_bytes == filled.batch.waiting().estimated_bytes


def test_each_choice_takes_its_own_and_numbers_have_no_gap(filled):
    report = filled.batch.export(filled.out, actor="op", choice=EVENING)
    assert (report.sequence, report.records) == (1, 2)
    assert numbers(filled, report.path, "a") == [4, 5]
    assert [one.count for one in filled.batch.groups()] == [3, 3, 1, 1, 1]
    report = filled.batch.export(filled.out, actor="op", choice=Choice(cell="CHI BỘ bản pao"))
    assert (report.sequence, numbers(filled, report.path, "b")) == (2, [1])
    with pytest.raises(NothingToExportError) as caught:
        filled.batch.export(filled.out, actor="op", choice=EVENING)
    assert "lựa chọn" in caught.value.title
    report = filled.batch.export(filled.out, actor="op", choice=Choice(cell=""))
    assert (report.sequence, numbers(filled, report.path, "c")) == (3, [3])
    report = filled.batch.export(filled.out, actor="op", choice=Choice(shift=Shift(DAY)))
    assert (report.sequence, numbers(filled, report.path, "d")) == (4, [2])
    assert filled.batch.groups() == ()
    with filled.store.read() as session:
        events = session.query(AuditEvent).filter_by(tag=Tag.BATCH_EXPORTED.value).all()
        kinds = [event.detail["choice"] for event in events]
    assert sorted(kinds) == ["cell", "cell", "shift", "shift"]


def test_a_stopped_choice_stays_and_leaves_no_file(filled):
    work = Work()

    def stop(done, _total, _text):
        if done:
            work.cancel()

    work._on_progress = stop
    with pytest.raises(CancelledError):
        filled.batch.export(filled.out, actor="op", choice=MORNING, work=work)
    assert list(filled.out.iterdir()) == []
    assert filled.states() == ["received"] * 5
    report = filled.batch.export(filled.out, actor="op", choice=MORNING)
    assert (report.sequence, report.records) == (1, 3)


def test_a_choice_written_again_has_the_same_content(filled):
    report = filled.batch.export(filled.out, actor="op", choice=PAO)
    other = filled.folder / "usb2"
    other.mkdir()
    filled.add_record(6)  # comes later and must not slip in
    copies = CopiesService(filled.store, filled.clock)
    again = copies.write_again(report.batch_id, other, actor="op")
    assert again.path.name == report.path.name
    assert content(filled, again.path, "y") == content(filled, report.path, "x")


def test_cells_are_sorted_as_people_count():
    now = datetime(2025, 8, 20, 2, 30, tzinfo=UTC)
    found = groups((now, cell, 1) for cell in ("Chi bộ 10", "Chi bộ 2", "Chi bộ 1"))
    assert [one.choice.cell for one in found[2:]] == ["Chi bộ 1", "Chi bộ 2", "Chi bộ 10"]
