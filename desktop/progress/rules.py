"""How one person is counted on which day, and what the counts add up to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

from desktop.common.application_moves import NEEDS_REASON, UNRECEIVED
from desktop.common.vocabulary import ApplicationState


class Group(StrEnum):
    """Where a person stands to the denominator; stored codes."""

    ELIGIBLE = "eligible"
    LEFT_OUT = "left_out"
    """On the unit's own list, and not to be renewed now; the reason says why."""
    TEMPORARY = "temporary"
    OUTSIDE_LIST = "outside_list"
    GONE = "gone"
    """Not on the list any more: its import was taken back, or it was another's second row."""


NOT_COME: Final = ""
"""State of somebody without an application."""

REOPENED: Final = "reopened"
"""State of somebody who was received and is being mended; the receipt is not in force."""

RECEIVED_STATES: Final = frozenset(
    state.value for state in ApplicationState if state not in UNRECEIVED
)
APART: Final = frozenset({Group.TEMPORARY, Group.OUTSIDE_LIST})
_WITH_REASON: Final = frozenset(state.value for state in NEEDS_REASON - {ApplicationState.REJECTED})


class Key(NamedTuple):
    """What people are counted by; every part is text, empty where it says nothing.

    Attributes:
        cell: as the list names it.
        group: a `Group`.
        state: an `ApplicationState`, `NOT_COME` or `REOPENED`.
        source: where the record was taken, an `IntakeSource`.
        reason: why somebody is left out of the denominator, or set aside.
    """

    cell: str
    group: str
    state: str = NOT_COME
    source: str = ""
    reason: str = ""


class Place(NamedTuple):
    """Where the list has a person.

    Attributes:
        reason: why the person is left out, empty for others.
    """

    cell: str
    group: str
    reason: str = ""


class Event(NamedTuple):
    """An application reached a state on a day.

    Attributes:
        day: ISO, as people here read it.
        source: an `IntakeSource`.
        reason: as whoever moved it said it.
    """

    day: str
    state: str
    source: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """From a day on, a person is counted so.

    Attributes:
        day: ISO.
        place: what the list says.
        state: of the application, `NOT_COME` without one.
        source: where it was taken.
        reason: of the state.
    """

    day: str
    place: Place
    state: str = NOT_COME
    source: str = ""
    reason: str = ""

    @property
    def key(self) -> Key | None:
        """What to count the person by; None for somebody who is gone.

        Whoever was received stays in the denominator: the record exists, whatever became of the
        person since.
        """
        cell, group, left_out_for = self.place
        if group == Group.GONE:
            return None
        is_received = self.state in RECEIVED_STATES
        if group == Group.LEFT_OUT and is_received:
            group, left_out_for = Group.ELIGIBLE.value, ""
        reason = left_out_for if group == Group.LEFT_OUT else self.reason
        return Key(cell, group, self.state, self.source if is_received else "", reason)

    def plain(self) -> list[str]:
        """Return the point as it is stored."""
        return [self.day, *self.place, self.state, self.source, self.reason]


def point_of(plain: Sequence[Any]) -> Point:
    """Return a stored point."""
    day, cell, group, left_out_for, state, source, reason = (str(one) for one in plain)
    return Point(day, Place(cell, group, left_out_for), state, source, reason)


def way_of(
    before: Sequence[Point], events: Iterable[Event], place: Place, *, since: str, today: str
) -> tuple[Point, ...]:
    """Return how a person is counted, from the first day on.

    Events may come in late (a laptop brings what it took yesterday) and in any order of arrival;
    the same events always give the same way. What the list said of past days stays as it was.

    Args:
        before: the way known so far; empty for somebody new.
        events: everything that happened to the person's applications, oldest first.
        place: where the list has the person today.
        since: the day the person came onto the list, ISO.
        today: ISO.
    """
    places = [(one.day, one.place) for one in before] or [(since, place)]
    if places[-1][1] != place:
        places.append((today, place))
    by_day: dict[str, Event] = {}
    received = False
    for event in events:
        state = event.state
        if state == ApplicationState.WITHDRAWN:
            state = NOT_COME
        elif state == ApplicationState.DRAFT and received:
            state = REOPENED
        received = received or state in RECEIVED_STATES
        reason = event.reason if state in _WITH_REASON else ""
        by_day[event.day] = event._replace(state=state, reason=reason)
    way: list[Point] = []
    now = Point(min([places[0][0], *by_day]), places[0][1])
    for day in sorted({now.day, *(day for day, _ in places), *by_day}):
        known = [one for at, one in places if at <= day]
        now = replace(now, day=day, place=known[-1] if known else places[0][1])
        if day in by_day:
            _, state, source, reason = by_day[day]
            now = replace(now, state=state, source=source, reason=reason)
        if not way or replace(way[-1], day=day) != now:
            way.append(now)
    return tuple(way)


def changes(before: Sequence[Point], after: Sequence[Point]) -> Counter[tuple[str, Key]]:
    """Return by how much each count changes on each day when one way becomes another."""
    found: Counter[tuple[str, Key]] = Counter()
    for way, sign in ((after, 1), (before, -1)):
        last: Key | None = None
        for point in way:
            key = point.key
            if key == last:
                continue
            if key is not None:
                found[point.day, key] += sign
            if last is not None:
                found[point.day, last] -= sign
            last = key
    return Counter({one: count for one, count in found.items() if count})


@dataclass(frozen=True)
class Totals:
    """What the counts of some cells add up to.

    Attributes:
        eligible: people in the denominator.
        received: of them, those whose record was received.
        temporary: people counted apart who were received; outside_list is a part of them.
        apart: people counted apart, received or not.
        sources: everybody received by where; their sum is `received + temporary`.
        states: state -> people in the denominator.
        remaining: (state, reason) -> people of the denominator who are not received.
        left_out: reason -> people of the list outside the denominator.
    """

    eligible: int
    received: int
    temporary: int
    outside_list: int
    apart: int
    sources: Mapping[str, int]
    states: Mapping[str, int]
    remaining: Mapping[tuple[str, str], int]
    left_out: Mapping[str, int]

    @property
    def received_total(self) -> int:
        """Everybody received, whatever denominator they belong to."""
        return self.received + self.temporary


def totals(counts: Mapping[Key, int]) -> Totals:
    """Return the sums of some counts."""
    sources: Counter[str] = Counter()
    states: Counter[str] = Counter()
    remaining: Counter[tuple[str, str]] = Counter()
    left_out: Counter[str] = Counter()
    groups: Counter[tuple[str, bool]] = Counter()
    for key, people in counts.items():
        is_received = key.state in RECEIVED_STATES
        groups[key.group, is_received] += people
        if is_received:
            sources[key.source] += people
        if key.group == Group.LEFT_OUT:
            left_out[key.reason] += people
        elif key.group == Group.ELIGIBLE:
            states[key.state] += people
            if not is_received:
                remaining[key.state, key.reason] += people
    return Totals(
        eligible=groups[Group.ELIGIBLE, True] + groups[Group.ELIGIBLE, False],
        received=groups[Group.ELIGIBLE, True],
        temporary=sum(groups[group, True] for group in APART),
        outside_list=groups[Group.OUTSIDE_LIST, True],
        apart=sum(groups[group, here] for group in APART for here in (True, False)),
        sources=+sources,
        states=+states,
        remaining=+remaining,
        left_out=+left_out,
    )
