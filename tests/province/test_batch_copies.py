"""A batch whose stick was lost is written again: same number, same content, answered too."""

import zipfile

import pytest

from desktop.batch.copies import CopiesService
from desktop.batch.errors import FileTakenError, OnlyDamagedError, UnknownBatchError
from desktop.common.clock import SystemClock
from desktop.common.ids import new_id
from desktop.models import Blob
from desktop.province.views import Decision
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def copies(station):
    return CopiesService(station.store, SystemClock())


def test_a_copy_is_the_same_batch_and_any_file_of_it_may_be_answered(loop, tmp_path):
    station = loop.make_station()
    keys = [station.receive(name) for name in PEOPLE[:2]]
    first = station.export()
    batch = station.batch.list_batches()[0].id
    other = tmp_path / "usb khác"
    other.mkdir()
    again = copies(station).write_again(batch, other, actor=CLERK)
    assert (again.path.name, again.sequence, again.records) == (first.name, 1, 2)
    assert again.path.read_bytes() != first.read_bytes()  # sealed anew
    assert loop.desk.receiving.receive_file(again.path, actor=DESK).records == 2
    same = loop.desk.receiving.receive_file(first, actor=DESK)
    assert (same.again, same.records) == (True, 2)
    loop.desk.answering.decide([Decision(str(keys[0]), accepted=False, reason="photo")], actor=DESK)
    (written,) = loop.desk.answering.answer(loop.stick, actor=DESK)
    assert station.answers.apply(written.path, actor=CLERK).applied == 2
    view = station.batch.list_batches()[0]
    assert (view.accepted, view.rejected, view.waiting) == (1, 1, 0)
    # A record that was mended since is written as it was when it left.
    station.reception.correct(keys[0], actor=CLERK)
    station.receive(PEOPLE[0], full_name="Giàng A Páo")
    third = tmp_path / "usb thứ ba"
    third.mkdir()
    path = copies(station).write_again(batch, third, actor=CLERK).path
    assert loop.desk.receiving.receive_file(path, actor=DESK).again
    assert station.batch.waiting().count == 1
    assert station.batch.waiting().next_sequence == 2


def test_what_cannot_be_written_as_it_was_is_not_written(loop, tmp_path):
    station = loop.make_station()
    station.receive(PEOPLE[0])
    first = station.export()
    batch = station.batch.list_batches()[0].id
    with pytest.raises(FileTakenError):
        copies(station).write_again(batch, first.parent, actor=CLERK)
    with pytest.raises(UnknownBatchError):
        copies(station).write_again(new_id(), tmp_path, actor=CLERK)
    with station.store.write() as session:
        for row in session.query(Blob).filter_by(kind="photo"):
            row.content = row.content[:-1]
    folder = tmp_path / "trống"
    folder.mkdir()
    with pytest.raises(OnlyDamagedError):
        copies(station).write_again(batch, folder, actor=CLERK)
    assert list(folder.iterdir()) == []
    assert zipfile.is_zipfile(first)
