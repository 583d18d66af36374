import errno
import threading

import pytest

from desktop.common.errors import DiskFullError, InputFileError
from desktop.common.files import translated, whole_file, write_whole
from desktop.common.ids import new_id, new_ids
from desktop.common.work import CancelledError, Work


def test_ids_are_version_seven_and_sort_by_the_order_they_were_made():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}


def test_ids_made_at_once_take_their_place_among_the_others():
    made = [new_id(), *new_ids(20_000), new_id(), *new_ids(1), new_id()]
    assert made == sorted(made)
    assert len(set(made)) == 20_004
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert new_ids(0) == []


def test_ids_made_by_threads_never_collide():
    found: list = []

    def make():
        mine = [*(new_id() for _ in range(1500)), *new_ids(1500)]
        assert mine == sorted(mine)
        found.extend(mine)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 12_000


def test_a_file_is_whole_or_as_it_was(tmp_path):
    target = tmp_path / "a.bin"
    write_whole(target, b"old")

    def fail_half_way():
        with whole_file(target) as stream:
            stream.write(b"new but cut")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_trouble_of_the_file_system_says_what_to_do(tmp_path):
    full = translated(OSError(errno.ENOSPC, "full"), tmp_path)
    assert isinstance(full, DiskFullError)
    assert "đầy" in full.title
    assert "Chưa mất dữ liệu" in full.advice
    other = translated(OSError(errno.EACCES, "no"), tmp_path)
    assert isinstance(other, InputFileError)


def test_a_folder_that_cannot_be_written_is_explained(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_bytes(b"")
    with pytest.raises((InputFileError, OSError)):
        write_whole(blocker / "inside" / "a.bin", b"x")


def test_cancelled_work_stops_at_its_next_report():
    seen = []
    work = Work(lambda done, total, text: seen.append((done, total, text)))
    work.report(1, 3, "một")
    work.cancel()
    with pytest.raises(CancelledError):
        work.report(2, 3)
    assert seen == [(1, 3, "một")]
    assert work.is_cancelled
