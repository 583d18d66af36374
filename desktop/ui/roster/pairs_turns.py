"""Pairs taken one after the other: which is next, which were put off, how many are left."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


class Turns(Generic[T]):
    """A queue that is filled page by page while its front is worked off.

    Args:
        key: what tells pairs apart.
    """

    def __init__(self, key: Callable[[T], UUID]) -> None:
        self._key = key
        self._queue: deque[T] = deque()
        self._later: set[UUID] = set()
        self._done = self._total = 0

    @property
    def first(self) -> T | None:
        """The pair at hand."""
        return self._queue[0] if self._queue else None

    @property
    def rest(self) -> tuple[T, ...]:
        """All pairs that are here, the one at hand first."""
        return tuple(self._queue)

    @property
    def put_off_count(self) -> int:
        """How many were put off; the store still has them before those that follow."""
        return len(self._later)

    @property
    def left(self) -> int:
        """How many are undecided, those put off among them."""
        return max(0, self._total - self._done)

    @property
    def number(self) -> int:
        """The place of the pair at hand, from 1."""
        return self._done + len(self._later) + 1

    @property
    def total(self) -> int:
        """How many there are in this round."""
        return max(self._total, self.number)

    @property
    def wants_more(self) -> bool:
        """Whether the store has pairs that are not here."""
        return not self._queue and self._done + len(self._later) < self._total

    def clear(self) -> None:
        """Begin a new round; what was put off comes again."""
        self._queue.clear()
        self._later.clear()
        self._done = self._total = 0

    def add(self, found: Sequence[T], total: int) -> None:
        """Take a page of undecided pairs; `total` is how many the store has now."""
        here = self._later | {self._key(one) for one in self._queue}
        self._queue.extend(one for one in found if self._key(one) not in here)
        self._total = total + self._done

    def put_next(self, found: Sequence[T]) -> None:
        """Ask about more pairs, right after the one at hand."""
        here = {self._key(one) for one in self._queue}
        new = [one for one in found if self._key(one) not in here]
        place = 1 if self._queue else 0
        for one in reversed(new):
            self._queue.insert(place, one)
        self._total += len(new)

    def drop(self, is_gone: Callable[[T], bool]) -> None:
        """Forget pairs that are to be asked about no more."""
        kept = [one for one in self._queue if not is_gone(one)]
        self._total -= len(self._queue) - len(kept)
        self._queue = deque(kept)

    def put_off(self) -> None:
        """Leave the pair at hand for later."""
        self._later.add(self._key(self._queue.popleft()))

    def settle(self, key: UUID) -> None:
        """The pair was decided; when it is the one at hand, the next takes its place."""
        if self._queue and self._key(self._queue[0]) == key:
            self._queue.popleft()
            self._done += 1

    def put_back(self, one: T) -> None:
        """A decision was taken back: the pair is at hand again."""
        self._later.discard(self._key(one))
        self._queue.appendleft(one)
        self._done = max(0, self._done - 1)
