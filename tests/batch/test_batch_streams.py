"""Reading ahead and hashing aside: same results, errors where they belong, no thread left."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from desktop.batch.streams import SideHash
from desktop.common.ahead import ahead
from desktop.common.work import CancelledError, Work


def side_threads() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith(("ahead", "side-hash"))]


def test_items_come_in_order_and_from_another_thread() -> None:
    makers: set[str] = set()

    def numbers() -> Iterator[int]:
        for number in range(50):
            makers.add(threading.current_thread().name)
            yield number

    with closing(ahead(numbers())) as items:
        assert list(items) == list(range(50))
    assert [name.startswith("ahead") for name in makers] == [True]
    assert side_threads() == []


def test_nothing_is_read_further_ahead_than_asked() -> None:
    made = 0

    def numbers() -> Iterator[int]:
        nonlocal made
        while True:
            made += 1
            yield made

    with closing(ahead(numbers(), waiting=2)) as items:
        taken = [next(items) for _ in range(10)]
    assert taken == list(range(1, 11))
    assert made <= 12
    assert side_threads() == []


def test_an_error_comes_after_the_items_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise LookupError("the third is missing")

    with closing(ahead(broken())) as items:
        assert [next(items), next(items)] == [1, 2]
        with pytest.raises(LookupError, match="third"):
            next(items)
    assert side_threads() == []


def test_an_error_of_the_taker_ends_the_thread() -> None:
    def take_one_and_fail() -> None:
        with closing(ahead(iter(range(1, 1000)))) as items:
            raise LookupError(next(items))

    with pytest.raises(LookupError, match="1"):
        take_one_and_fail()
    assert side_threads() == []


def test_a_hash_aside_is_the_same_hash() -> None:
    pieces = [bytes([number]) * (number * 4001) for number in range(40)]
    with SideHash() as aside:
        for piece in pieces:
            aside.update(piece)
    assert aside.hexdigest() == hashlib.sha256(b"".join(pieces)).hexdigest()
    assert side_threads() == []


def test_an_error_ends_the_hashing_thread() -> None:
    def add_and_fail() -> None:
        with SideHash() as aside:
            aside.update(b"some")
            raise LookupError

    with pytest.raises(LookupError):
        add_and_fail()
    assert side_threads() == []


@pytest.mark.parametrize("stop_at", [1, 25, 45])
def test_a_cancelled_export_leaves_no_thread(batch_station, stop_at: int) -> None:
    for number in range(40):  # more than one handful, so that some are still read ahead
        batch_station.add_record(number)

    def stop(done: int, _total: int, _text: str) -> None:
        if done >= stop_at:
            work.cancel()

    work = Work(stop)
    with pytest.raises(CancelledError):
        batch_station.batch.export(batch_station.out, actor="op", work=work)
    assert side_threads() == []
    assert list(batch_station.out.iterdir()) == []
