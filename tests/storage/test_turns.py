"""A mark on work is seen by every program, kept apart from what excludes it, and dies."""

import os
import signal
import time

import pytest

from desktop.common.errors import StoreError
from desktop.storage.turns import alone, shared
from desktop.storage.unit_of_work import Store

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
