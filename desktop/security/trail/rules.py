"""Proving the chain: one event after the other, nothing kept but the digest before.

The bytes of an event are those of `security/audit.py`. Taking each apart and writing it anew
costs more than hashing it, so an event is first put together from the parts as they lie in the
store; only when that does not give its digest it is done the long way. A digest that fits proves
the bytes, however they were come by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import NamedTuple

from desktop.security.audit import GENESIS, event_digest
from desktop.security.trail.views import Break, Fault, Head, Proof


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
        except ValueError:
            return None


def _quick_digest(event: StoredEvent) -> str:
    number, at, actor, tag, target, detail, previous, _ = event
    # Where everything is ASCII, the store's spelling of JSON differs by its spaces alone.
    if "\\" in detail:
        detail = json.dumps(
            json.loads(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    elif detail != "{}":
        detail = detail.replace('": ', '":').replace(', "', ',"')
    text = (
        f'[{number},"{at}+00:00",{encode_basestring(actor)},{encode_basestring(tag)},'
        f'{encode_basestring(target)},{detail},"{previous}"]'
    )
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(event: StoredEvent, number: int | None = None) -> str:
    """Return the digest an event should have, "" when its parts are not even readable.

    Args:
        event: the event.
        number: another number than its own.
    """
    moment = event.moment
    if moment is None:
        return ""
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
        return ""


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


def walk_all(walk: Walk, blocks: Iterator[list[StoredEvent]]) -> Iterator[int]:
    """Walk along blocks of events and yield how far it is.

    Raises:
        BrokenTrail: an event does not belong where it is.
    """
    for block in blocks:
        rest = block
        while rest := rest[walk.stride(rest) :]:
            broken = walk.step(rest[0])
            if broken is not None:
                raise BrokenTrail(broken, rest[0])
            rest = rest[1:]
        yield walk.number


class BrokenTrail(Exception):  # noqa: N818 - the end of a walk, told to its caller only
    """The walk ended: `broken` says where, `event` is the one that was being looked at."""

    def __init__(self, broken: Break, event: StoredEvent) -> None:
        super().__init__(broken.number)
        self.broken = broken
        self.event = event
