"""Reading ahead: the next items are made while this one is worked on.

Reading from the encrypted store hardly needs the interpreter (SQLCipher decrypts without it), so a
thread of its own gains time even in one process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Iterator[Item], waiting: int = 3) -> Generator[Item, None, None]:
    """Yield the items; another thread gets the next ones while this one is worked on.

    Close it in any case (`contextlib.closing`): that ends the thread. An error of `items` is
    raised here. No item may be None, and at most `waiting` of them are held.
    """
    pool = ThreadPoolExecutor(1, "ahead")
    try:
        coming = deque(pool.submit(next, items, None) for _ in range(waiting))
        while (item := coming.popleft().result()) is not None:
            coming.append(pool.submit(next, items, None))
            yield item
    finally:
        pool.shutdown(cancel_futures=True)
