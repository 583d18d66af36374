"""A mark on work is seen by every program, kept apart from what excludes it, and dies."""

import contextlib
import os
import signal
import time
from functools import partial

import pytest

from desktop.common.errors import StoreError
from desktop.storage.turns import alone, lock_by_ranges, shared
from desktop.storage.unit_of_work import Store

with contextlib.suppress(ImportError):  # not on Windows, where these tests are skipped
    import fcntl

forks = pytest.mark.skipif(os.name == "nt", reason="processes are forked")


def hold_in_another_process(store):
    """Take the turn in a process of its own; return its number once it has it."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store.engine.dispose(close=False)  # the parent's connections stay the parent's
            with shared(store, "turn") as is_ours:
                os.write(tell, b"+" if is_ours else b"-")
                time.sleep(120)
        finally:
            os._exit(9)
    os.close(tell)
    assert os.read(told, 1) == b"+"
    os.close(told)
    return child


def is_free(store):
    with alone(store, "turn") as is_ours:
        return is_ours


def free_in_time(store):
    """Whether nobody holds it soon; a server notices the end of a session a moment later."""
    end = time.monotonic() + 30
    while not is_free(store) and time.monotonic() < end:
        time.sleep(0.02)
    return is_free(store)


def test_work_goes_on_beside_its_like_and_not_beside_what_keeps_it_off(either_store):
    with shared(either_store, "turn") as first, shared(either_store, "turn") as second:
        assert (first, second) == (True, True)
        assert not is_free(either_store)
    with alone(either_store, "turn") as is_ours:
        assert is_ours
        assert not is_free(either_store)
        with shared(either_store, "turn", 0.05) as is_marked:
            assert not is_marked
    with shared(either_store, "turn") as is_marked:
        assert is_marked


@forks
def test_another_program_sees_it_and_a_killed_one_leaves_nothing(either_store):
    assert is_free(either_store)
    child = hold_in_another_process(either_store)
    try:
        assert not is_free(either_store)
        with alone(either_store, "another") as is_ours:
            assert is_ours
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert free_in_time(either_store)


def fail_inside(store):
    with shared(store, "turn") as is_ours:
        assert is_ours
        assert not is_free(store)
        raise ZeroDivisionError


def test_it_is_given_back_after_an_error(either_store):
    with pytest.raises(ZeroDivisionError):
        fail_inside(either_store)
    assert is_free(either_store)


def test_a_mark_that_cannot_be_made_is_said(either_store, tmp_path):
    if either_store.engine.dialect.name != "sqlite":
        pytest.skip("a server keeps it in memory")
    (tmp_path / "profile" / "store" / "turn.lock").mkdir()
    with pytest.raises(StoreError, match="chỉ cho đọc"), alone(either_store, "turn"):
        pass


def test_the_mark_holds_nothing_readable(either_store, tmp_path):
    assert isinstance(either_store, Store)
    with shared(either_store, "turn"):
        marks = list(tmp_path.rglob("turn.lock"))
        assert all(not mark.read_bytes() for mark in marks)


def ranges(handle):
    """Lock ranges of bytes as Windows does: by this system's own range locks of a process."""

    def take(start, count):
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, count, start)
        except (PermissionError, BlockingIOError):
            return False
        return True

    return take


def hold_ranges(path, hold):
    """Let a process of its own lock bytes of a file and stand still; return its number."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            handle = os.open(path, os.O_RDWR)
            os.write(tell, b"+" if hold(ranges(handle)) else b"-")
            time.sleep(120)
        finally:
            os._exit(9)
    os.close(tell)
    assert os.read(told, 1) == b"+"
    os.close(told)
    return child


def end(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@forks
def test_ranges_of_bytes_share_and_exclude_as_locks_do(tmp_path):
    """What Windows does with ranges, here on the ranges of this system, in three processes."""
    path = tmp_path / "turn.lock"
    path.touch()
    handle = os.open(path, os.O_RDWR)
    try:
        share = partial(lock_by_ranges, is_shared=True)
        one = hold_ranges(path, share)
        two = hold_ranges(path, share)
        assert lock_by_ranges(ranges(handle), is_shared=False) is None
        assert share(ranges(handle)) is not None  # and what was locked is one byte of ours
        fcntl.lockf(handle, fcntl.LOCK_UN)
        end(one)
        assert lock_by_ranges(ranges(handle), is_shared=False) is None
        end(two)
        assert lock_by_ranges(ranges(handle), is_shared=False) is not None
        fcntl.lockf(handle, fcntl.LOCK_UN)
        keeper = hold_ranges(path, partial(lock_by_ranges, is_shared=False))
        assert share(ranges(handle)) is None
        end(keeper)
        crowd = hold_ranges(path, lambda take: take(0, 512))  # as many who share
        assert share(ranges(handle)) is not None  # at once, although every other byte is taken
        end(crowd)
    finally:
        os.close(handle)
    assert path.stat().st_size == 0
