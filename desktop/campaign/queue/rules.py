"""Pure: whose turn it is, how long it takes, who has priority by age."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import Final

from desktop.campaign.priority.rules import is_old
from desktop.campaign.queue.views import Ticket, Turn
from desktop.common.vocabulary import TicketState, TurnPriority

BACK_AFTER: Final = 3
"""Calls of others after which somebody who was not there is called again."""

MOST_MISSED: Final = 3
"""Calls after which somebody is taken to have gone."""

USUAL_SECONDS: Final = 300
"""Time of one applicant until the day has its own median."""


def in_turn(tickets: Iterable[Ticket], now: datetime, longest: timedelta) -> tuple[Ticket, ...]:
    """Return those who wait in the order they will be called, if nobody else comes.

    Priority goes first, by number; but once the first of the others has waited too long, calls
    alternate, so that nobody is passed over for ever. Who missed a call comes back after
    `BACK_AFTER` others, and before everybody then.

    Args:
        tickets: all of the day, also the finished ones: the last call decides who is next.
        now: the present moment.
        longest: how long the others wait before calls alternate.
    """
    everybody = sorted(tickets, key=lambda one: one.number)
    calls = sorted((one.called_at, one.number, one) for one in everybody if one.called_at)
    waiting = [one for one in everybody if one.state is TicketState.WAITING]
    first, others = deque[Ticket](), deque[Ticket]()
    back: list[tuple[int, Ticket]] = []  # by which call they are due, from now on
    for one in waiting:
        if one.missed_at is not None:
            missed_at = one.missed_at
            since = sum(called_at > missed_at for called_at, _, _ in calls)
            back.append((BACK_AFTER - since, one))
        else:
            (first if one.has_priority else others).append(one)
    back.sort(key=lambda entry: (entry[0], entry[1].number))
    was_first = bool(calls) and calls[-1][2].has_priority
    order: list[Ticket] = []
    while first or others or back:
        due = back and (back[0][0] <= len(order) or not (first or others))
        if due:
            one = back.pop(0)[1]
        elif first and not (was_first and others and now - others[0].issued_at >= longest):
            one = first.popleft()
        else:
            one = (others or first).popleft()
        was_first = one.has_priority
        order.append(one)
    return tuple(order)


def turns(order: Sequence[Ticket], now: datetime, *, seconds: int, counters: int) -> list[Turn]:
    """Return how long everybody has waited, and how long each will.

    Args:
        order: who waits, in turn.
        now: the present moment.
        seconds: time of one applicant.
        counters: how many call.
    """
    return [
        Turn(
            ticket=one,
            ahead=ahead,
            waited=minutes_between(one.issued_at, now),
            minutes=ceil(ahead * seconds / max(1, counters) / 60),
        )
        for ahead, one in enumerate(order)
    ]


def counters_at_work(tickets: Iterable[Ticket], now: datetime) -> int:
    """Return how many operators called somebody within the last hour, at least one."""
    hour_ago = now - timedelta(hours=1)
    callers = {one.called_by for one in tickets if one.called_at and one.called_at >= hour_ago}
    return max(1, len(callers))


def median_wait(tickets: Iterable[Ticket]) -> int | None:
    """Return the minutes that people who have been called had waited for it; None without any."""
    waits = [minutes_between(one.issued_at, one.called_at) for one in tickets if one.called_at]
    return round(median(waits)) if waits else None


def minutes_between(start: datetime, end: datetime) -> int:
    """Return whole minutes, never less than none: a clock may have been set back."""
    return max(0, int((end - start).total_seconds() // 60))


def priority_by_age(birth: str, today: date, old_from: int) -> TurnPriority:
    """Return the priority somebody has by their age alone; see `is_old` for what is not known."""
    return TurnPriority.OLD if is_old(birth, today, old_from) else TurnPriority.NONE
