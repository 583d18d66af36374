"""Proving the chain: one event after the other, nothing kept but the digest before.

The bytes of an event are those of `security/audit.py`. Taking each apart and writing it anew costs
many times its hash. So a block of events comes from the store as the bytes to hash (`Joined`), put
together where the rows are; and where that does not fit, event by event, first from its parts as
they lie there, then the long way. A digest that fits proves the bytes, however they were come by.
What the quick ways take the long way takes, too: a test holds them against each other. (Only who
can give an event any digest could hash details in another spelling than the canonical one.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import NamedTuple, Protocol

from desktop.security.audit import GENESIS, event_digest
from desktop.security.trail.views import Break, Fault, Head, Proof

_MOST_STUBBORN = 10
"""At most 2 to the power of so many blocks go singly before a leap is tried again."""
_DIGEST_BYTES = 32
_TIME_LENGTH = len("2025-08-20T01:00:00.000000")


class StoredEvent(NamedTuple):
    """An event as the store has it.

    Attributes:
        at: UTC, as ISO 8601 with microseconds and no offset.
        detail: JSON, in whatever spelling the store keeps.
    """

    number: int
    at: str
    actor: str
    tag: str
    target: str
    detail: str
    previous: str
    digest: str

    @property
    def moment(self) -> datetime | None:
        """When it happened; None where that is no time at all."""
        try:
            return datetime.fromisoformat(self.at).replace(tzinfo=UTC)
        except (ValueError, TypeError):
            return None


class Joined(NamedTuple):
    """A block of events as the bytes to hash, in the order of their numbers.

    Whatever lies between two numbers is in it; a number is whole and comes once.

    Attributes:
        after: the number before the first that belongs here.
        wanted: how many events belong here.
        sound: how many have text in every column, and a time of the usual length.
        lines: the bytes to hash, a line each, with times and details as they lie in the store.
        digests: the stored digests, with commas between.
        previous: the stored digests before, with commas between.
    """

    after: int
    wanted: int
    sound: int
    lines: bytes
    digests: bytes
    previous: bytes


def _plain_spelling(detail: str) -> str:
    """Return JSON without the spaces that `json.dumps` puts behind colons and commas."""
    # Without a backslash, quotes stand only where strings begin and end: every second piece is
    # outside of them, and only there a space means nothing.
    pieces = detail.split('"')
    outside = '"'.join(pieces[::2]).replace(": ", ":").replace(", ", ",")
    pieces[::2] = outside.split('"')
    return '"'.join(pieces)


def _quick_digest(event: StoredEvent) -> str | None:
    number, at, actor, tag, target, detail, previous, _ = event
    if len(at) != _TIME_LENGTH:  # else a part of the time could pass for the next column
        return None
    if " " in detail:
        if "\\" in detail:
            return None
        detail = _plain_spelling(detail)
    text = (
        f'[{number},"{at}+00:00",{encode_basestring(actor)},{encode_basestring(tag)},'
        f'{encode_basestring(target)},{detail},"{previous}"]'
    )
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(event: StoredEvent, number: int | None = None) -> str | None:
    """Return the digest an event should have, None when its parts are not even readable.

    Args:
        event: the event.
        number: another number than its own.
    """
    moment = event.moment
    if moment is None or not all(isinstance(part, str) for part in event[1:]):
        return None
    try:
        return event_digest(
            event.number if number is None else number,
            moment,
            event.actor,
            event.tag,
            event.target,
            json.loads(event.detail),
            event.previous,
        )
    except (ValueError, TypeError):
        return None


def holds(event: StoredEvent) -> bool:
    """Return whether an event still has the digest it was written with."""
    try:
        quick = _quick_digest(event)
    except (TypeError, AttributeError, ValueError):  # columns of another type: meddled with
        return False
    return quick == event.digest or digest_of(event) == event.digest


def was_moved(event: StoredEvent, newest: int) -> bool:
    """Return whether an event is whole, but once had another number."""
    return any(digest_of(event, number) == event.digest for number in range(1, newest + 1))


class Walk:
    """A walk along the trail, from its first event.

    Args:
        heads: what the trail is held against; a few hundred at most.
    """

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        known = list(heads)
        self._numbered: dict[int, list[Head]] = {}
        for head in known:
            if head.number:
                self._numbered.setdefault(head.number, []).append(head)
        self._unnumbered = {head.digest: head for head in known if head.number is None}
        self.heads = len(known)
        self.events = self.number = 0
        self.digest = GENESIS
        self.last: StoredEvent | None = None

    def step(self, event: StoredEvent) -> Break | None:
        """Take the next event; return the break when it does not belong here.

        An `EDITED` event may as well have been moved: who has the store finds out (`was_moved`).
        """
        expected = self.number + 1
        if event.number != expected:
            # A number that comes twice cannot be: it is the key.
            return self._break(expected, Fault.DELETED)
        if not holds(event):
            return self._break(expected, Fault.EDITED, event)
        if event.previous != self.digest:
            if self.last is None:
                return self._break(expected, Fault.DELETED)
            # This one is whole, so it is the one before that was written anew.
            return self._break(self.number, Fault.EDITED, self.last)
        for head in self._numbered.get(expected, ()):
            if head.digest != event.digest:
                return self._break(expected, Fault.REWRITTEN, event, head.source)
        self._unnumbered.pop(event.digest, None)
        self.number, self.digest, self.last = expected, event.digest, event
        self.events += 1
        return None

    def stride(self, block: Sequence[StoredEvent]) -> int:
        """Take what plainly holds from the front of a block; return how many events that were.

        Whatever is not plain is left to `step`: where a head was kept, or something is odd.
        """
        number, digest, taken = self.number, self.digest, 0
        for event in block:
            if event[0] != number + 1 or event[6] != digest or number + 1 in self._numbered:
                break
            try:
                if _quick_digest(event) != event[7]:
                    break
            except (TypeError, AttributeError, ValueError):
                break
            number, digest = event[0], event[7]
            if digest in self._unnumbered:
                del self._unnumbered[digest]
            taken += 1
        if taken:
            self.number, self.digest, self.last = number, digest, block[taken - 1]
            self.events += taken
        return taken

    def leap(self, block: Joined) -> bool:
        """Take a whole block when all of it plainly holds; else take nothing of it.

        `last` is not known afterwards.
        """
        if block.after != self.number or block.sound != block.wanted:
            return False
        # Nothing of these bytes has a line break inside, so more lines would be more events.
        lines = block.lines.split(b"\n")
        if len(lines) != block.wanted:
            return False
        sha256 = hashlib.sha256
        found = b"".join([sha256(line).digest() for line in lines]).hex(",", _DIGEST_BYTES)
        digests = found.encode()
        before = b",".join([self.digest.encode(), digests])[: len(digests)]
        if digests != block.digests or before != block.previous or not self._fits(block, found):
            return False
        self.number += block.wanted
        self.events += block.wanted
        self.digest, self.last = found[-2 * _DIGEST_BYTES :], None
        return True

    def _fits(self, block: Joined, found: str) -> bool:
        """Hold digests against the heads that were kept; those without a number are found."""
        kept = self._numbered.keys() & range(block.after + 1, block.after + 1 + block.wanted)
        if not kept and not self._unnumbered:
            return True
        digests = found.split(",")
        for number in kept:
            digest = digests[number - block.after - 1]
            if any(head.digest != digest for head in self._numbered[number]):
                return False
        for digest in self._unnumbered.keys() & set(digests):
            del self._unnumbered[digest]
        return True

    def remember(self, event: StoredEvent) -> None:
        """Take note of the event that was taken last, after a leap."""
        self.last = event

    def end(self) -> Break | None:
        """Return what is missing at the end: heads were seen outside that are not here."""
        beyond = [number for number in self._numbered if number > self.number]
        if beyond:
            source = self._numbered[min(beyond)][0].source
            return self._break(self.number + 1, Fault.CUT, None, source)
        for head in self._unnumbered.values():
            return self._break(self.number + 1, Fault.CUT, None, head.source)
        return None

    def proof(self, broken: Break | None) -> Proof:
        """Return what came out."""
        return Proof(self.events, self.number, self.digest, self.heads, broken)

    def _break(
        self, number: int, fault: Fault, event: StoredEvent | None = None, source: str = ""
    ) -> Break:
        return Break(
            number,
            fault,
            event.moment if event else None,
            event.tag if event else "",
            self.last.moment if self.last else None,
            source,
        )


class Trail(Protocol):
    """Where the events come from."""

    def joined(self, after: int) -> Generator[Joined]:
        """Yield blocks behind a number, to be closed; nothing where blocks cannot be had."""

    def events(self, after: int) -> list[StoredEvent]:
        """Return the next events behind a number, in order; an empty list at the end."""

    def event(self, number: int) -> StoredEvent | None:
        """Return one event."""


def walk_all(walk: Walk, trail: Trail) -> Iterator[int]:
    """Walk along a trail and yield how far it is: in leaps, and singly where a leap fails.

    Raises:
        BrokenTrail: an event does not belong where it is.
    """
    stubborn = 0
    while True:
        with closing(trail.joined(walk.number)) as blocks:
            for block in blocks:
                if not walk.leap(block):
                    break
                stubborn = 0
                yield walk.number
        if walk.last is None and walk.events and (last := trail.event(walk.number)) is not None:
            walk.remember(last)
        # A trail in the old spelling is not asked for blocks again and again.
        for _ in range(1 << stubborn):
            events = trail.events(walk.number)
            if not events:
                return
            _walk_singly(walk, events)
            yield walk.number
        stubborn = min(stubborn + 1, _MOST_STUBBORN)


def _walk_singly(walk: Walk, events: Sequence[StoredEvent]) -> None:
    rest = events
    while rest := rest[walk.stride(rest) :]:
        broken = walk.step(rest[0])
        if broken is not None:
            raise BrokenTrail(broken, rest[0])
        rest = rest[1:]


class BrokenTrail(Exception):  # noqa: N818 - the end of a walk, told to its caller only
    """The walk ended: `broken` says where, `event` is the one that was being looked at."""

    def __init__(self, broken: Break, event: StoredEvent) -> None:
        super().__init__(broken.number)
        self.broken = broken
        self.event = event
