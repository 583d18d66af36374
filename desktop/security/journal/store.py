"""Queries for looking into the trail: by key, a page at a time, whatever its length.

Nothing here trusts what it reads: somebody may have meddled with an event, and just then it must
be shown and not stop the page. Times and details are therefore read as text.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.models import (
    Application,
    AuditEvent,
    Discrepancy,
    DuplicatePair,
    Member,
    Operator,
    ReceivedRecord,
    SourceLink,
)
from desktop.models.base import table_of
from desktop.security.journal.views import Entry

_EVENTS = table_of(AuditEvent)
_NUMBER = _EVENTS.c.number
_FAR = 1 << 62
_NEAR = (1 << 31) - 1  # numbers of a server have 32 bits


@dataclass(frozen=True)
class Wanted:
    """Which events, in terms of the table.

    Attributes:
        start: not before this moment.
        end: before this moment.
        tags: one of these acts; None for any.
        actors: who did it; empty for anybody.
        pairs: every act together with everybody who did it, as `pairs` gives them.
        targets: about one of these; None for anything.
    """

    start: datetime | None = None
    end: datetime | None = None
    tags: frozenset[str] | None = None
    actors: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    targets: frozenset[str] | None = None


@dataclass(frozen=True)
class Span:
    """A stretch of numbers, both ends included, and from which end it is read."""

    low: int
    high: int
    newest_first: bool = True

    def beyond(self, number: int) -> Span:
        """Return what is left behind a number."""
        if self.newest_first:
            return Span(self.low, number - 1)
        return Span(number + 1, self.high, newest_first=False)


def whole_span(session: Session, wanted: Wanted) -> Span:
    """Return the numbers between which everything of the wanted days lies; empty for nothing."""
    far = _FAR if session.connection().dialect.name == "sqlite" else _NEAR
    if wanted.start is None and wanted.end is None:
        return Span(-far, far)
    query = select(func.min(_NUMBER), func.max(_NUMBER)).where(*_in_time(wanted))
    low, high = session.execute(query).one()
    return Span(1, 0) if low is None else Span(low, high)


def entries(session: Session, wanted: Wanted, span: Span, limit: int) -> list[Entry]:
    """Return at most so many events of a span, from the end the span names."""
    found: list[Entry] = []
    while len(found) < limit:
        numbers = _numbers(session, wanted, span, limit)
        if not numbers:
            break
        # A clock that was wrong leaves times out of order: the days are asked once more, here.
        found += [one for one in _read(session, numbers, wanted) if one is not None]
        if len(numbers) < limit:
            break
        span = span.beyond(numbers[-1])
    found.sort(key=lambda one: -one.number if span.newest_first else one.number)
    return found[:limit]


def newest(session: Session) -> int:
    """Return the number of the newest event; 0 for none."""
    return session.scalar(select(func.max(_NUMBER))) or 0


# ---------------------------------------------------------------- numbers


def _numbers(session: Session, wanted: Wanted, span: Span, limit: int) -> list[int]:
    if wanted.targets is not None:
        # About one record there are dozens: its index is the way, other conditions are looked at.
        rest: list[ColumnElement[bool]] = [_EVENTS.c.target.in_(wanted.targets)]
        if wanted.tags is not None:
            rest.append((_EVENTS.c.tag + "").in_(wanted.tags))
        if wanted.actors:
            rest.append((_EVENTS.c.actor + "").in_(wanted.actors))
        return _some(session, rest, span, limit)
    if wanted.tags is None and not wanted.actors:
        return _some(session, [], span, limit)
    best: list[int] = []
    for tag, actor in wanted.pairs:
        if wanted.tags is not None and tag not in wanted.tags:
            continue
        if wanted.actors and actor not in wanted.actors:
            continue
        pair = [_EVENTS.c.tag == tag, _EVENTS.c.actor == actor]
        best = _merged([*best, *_some(session, pair, span, limit)], span, limit)
        if len(best) == limit:  # nothing beyond the worst of the best can be one of them
            span = (
                Span(best[-1], span.high)
                if span.newest_first
                else Span(span.low, best[-1], newest_first=False)
            )
    return best


def _merged(numbers: Sequence[int], span: Span, limit: int) -> list[int]:
    pick = heapq.nlargest if span.newest_first else heapq.nsmallest
    return pick(limit, set(numbers))


def _some(
    session: Session, conditions: Sequence[ColumnElement[bool]], span: Span, limit: int
) -> list[int]:
    order = _NUMBER.desc() if span.newest_first else _NUMBER.asc()
    query = select(_NUMBER).where(*conditions, span.low <= _NUMBER, span.high >= _NUMBER)
    return list(session.scalars(query.order_by(order).limit(limit)))


def pairs(session: Session, after: int = 0) -> Iterator[tuple[str, str]]:
    """Yield every act together with everybody who did it: hops along an index, not a walk.

    Args:
        session: the unit of work.
        after: only what came after this event, which is little.
    """
    if after:
        recent = select(_EVENTS.c.tag, _EVENTS.c.actor).where(_EVENTS.c.number > after).distinct()
        yield from ((row.tag, row.actor) for row in session.execute(recent))
        return
    query = select(_EVENTS.c.tag, _EVENTS.c.actor).order_by(_EVENTS.c.tag, _EVENTS.c.actor).limit(1)
    row = session.execute(query).first()
    while row is not None:
        yield row.tag, row.actor
        here = tuple_(_EVENTS.c.tag, _EVENTS.c.actor)
        row = session.execute(query.where(here > tuple_(row.tag, row.actor))).first()


def _in_time(wanted: Wanted) -> list[ColumnElement[bool]]:
    parts = []
    if wanted.start is not None:
        parts.append(_EVENTS.c.at >= wanted.start)
    if wanted.end is not None:
        parts.append(_EVENTS.c.at < wanted.end)
    return parts


# ---------------------------------------------------------------- events


def _read(session: Session, numbers: Sequence[int], wanted: Wanted) -> Iterator[Entry]:
    query = select(
        _NUMBER,
        cast(_EVENTS.c.at, String).label("at"),
        _EVENTS.c.actor,
        _EVENTS.c.tag,
        _EVENTS.c.target,
        cast(_EVENTS.c.detail, String).label("detail"),
        _EVENTS.c.digest,
    ).where(_NUMBER.in_(numbers), *_in_time(wanted))
    for row in session.execute(query):
        yield Entry(
            number=row.number,
            at=_moment(row.at),
            actor=str(row.actor or ""),
            tag=str(row.tag or ""),
            target=str(row.target or ""),
            detail=_detail(row.detail),
            digest=str(row.digest or ""),
        )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _detail(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


# ---------------------------------------------------------------- whom it was about


def people(session: Session, targets: Collection[str]) -> dict[str, str]:
    """Return the names of the people that events were about, by target.

    Members, their records and receipts, what was decided about them, who works here, and at a
    provincial desk the people on received records.
    """
    keys = [key for key in map(_key, targets) if key is not None]
    named: dict[str, str] = {}
    ways: tuple[tuple[InstrumentedAttribute[UUID], InstrumentedAttribute[UUID]], ...] = (
        (Application.id, Application.member_id),
        (SourceLink.id, SourceLink.member_id),
        (Discrepancy.id, Discrepancy.member_id),
        (DuplicatePair.id, DuplicatePair.first_id),
    )
    if keys:
        named |= operators(session, targets)
        members = select(Member.id, Member.full_name).where(Member.id.in_(keys))
        named |= {str(key): name for key, name in session.execute(members)}
        for own, of in ways:
            joined = select(own, Member.full_name).join(Member, Member.id == of)
            named |= {str(key): name for key, name in session.execute(joined.where(own.in_(keys)))}
        received = select(ReceivedRecord.record_id, ReceivedRecord.full_name).where(
            ReceivedRecord.record_id.in_(keys)
        )
        named |= {str(key): name for key, name in session.execute(received)}
    receipts = [target for target in targets if target and _key(target) is None]
    if receipts:
        printed = (
            select(Application.receipt_number, Member.full_name)
            .join(Member, Member.id == Application.member_id)
            .where(Application.receipt_number.in_(receipts))
        )
        named |= {str(number): name for number, name in session.execute(printed)}
    return named


def operators(session: Session, keys: Collection[str]) -> dict[str, str]:
    """Return the names of those of these keys that are somebody who works or worked here."""
    found = [key for key in map(_key, keys) if key is not None]
    if not found:
        return {}
    query = select(Operator.id, Operator.full_name).where(Operator.id.in_(found))
    return {str(key): name for key, name in session.execute(query)}


def targets_of(session: Session, target: str) -> frozenset[str]:
    """Return every target of the same person: the member, all their records and receipts."""
    key = _key(target)
    record = select(Application.member_id).where(
        Application.receipt_number == target if key is None else Application.id == key
    )
    member = session.scalar(record) or key
    if member is None:
        return frozenset({target})
    found = {target, str(member)}
    own = select(Application.id, Application.receipt_number).where(Application.member_id == member)
    for application_id, receipt in session.execute(own):
        found |= {str(application_id), *([receipt] if receipt else [])}
    for table in (SourceLink, Discrepancy):
        query = select(table.id).where(table.member_id == member)
        found |= {str(one) for one in session.scalars(query)}
    return frozenset(found)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
