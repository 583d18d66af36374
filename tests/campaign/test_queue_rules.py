"""Whose turn it is: priority first, nobody for ever last, who missed a call comes back."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.campaign.queue.rules import (
    BACK_AFTER,
    counters_at_work,
    in_turn,
    median_wait,
    priority_by_age,
    turns,
)
from desktop.campaign.queue.views import Ticket
from desktop.common.ids import new_id
from desktop.common.vocabulary import TicketState, TurnPriority
from tests.factories import MORNING

LONGEST = timedelta(minutes=30)
NONE, OLD = TurnPriority.NONE, TurnPriority.OLD


def at(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def waiting(number, priority=NONE, *, since=0.0, missed_at=None):
    return Ticket(
        new_id(),
        number,
        priority,
        TicketState.WAITING,
        at(since),
        missed=int(missed_at is not None),
        missed_at=None if missed_at is None else at(missed_at),
    )


def called(number, minutes, priority=NONE, by="Hương"):
    state = TicketState.SERVED
    return Ticket(new_id(), number, priority, state, at(0), called_at=at(minutes), called_by=by)


def numbers(tickets, now=10.0):
    return [one.number for one in in_turn(tickets, at(now), LONGEST)]


def test_priority_first_and_then_by_number():
    tickets = [waiting(1), waiting(2), waiting(3, OLD), waiting(4, TurnPriority.WAR_INVALID)]
    assert numbers(tickets) == [3, 4, 1, 2]


def test_after_too_long_a_wait_calls_alternate():
    tickets = [called(1, 1, OLD), waiting(2), waiting(3), waiting(4, OLD), waiting(5, OLD)]
    assert numbers(tickets, now=29) == [4, 5, 2, 3]
    assert numbers(tickets, now=30) == [2, 4, 3, 5]
    # Nobody with priority has just been called: the first one may be.
    tickets[0] = called(1, 1)
    assert numbers(tickets, now=30) == [4, 2, 5, 3]


def test_somebody_who_was_not_there_comes_back_after_some_others():
    others = [waiting(number) for number in (2, 3, 4, 5, 6)]
    assert numbers([waiting(1, missed_at=5), *others]) == [2, 3, 4, 1, 5, 6]
    two_since = [called(2, 6), called(3, 7)]
    assert numbers([waiting(1, missed_at=5), *two_since, *others[2:]]) == [4, 1, 5, 6]
    # With too few others nobody waits for a call that cannot come.
    assert numbers([waiting(1, missed_at=5), waiting(2)]) == [2, 1]
    assert numbers([waiting(1, missed_at=5)]) == [1]


def test_who_is_called_served_or_gone_has_no_turn():
    assert numbers([called(1, 3), waiting(2)]) == [2]
    assert numbers([]) == []


TICKETS = st.lists(
    st.tuples(
        st.sampled_from(list(TurnPriority)),
        st.integers(0, 90),
        st.none() | st.integers(0, 90),
        st.none() | st.integers(0, 90),
    ),
    max_size=14,
)


def made(drawn):
    """Tickets of a day: numbers in the order of arrival, some called already."""
    found = []
    for number, (priority, since, missed_at, called_at) in enumerate(
        sorted(drawn, key=lambda one: one[1]), start=1
    ):
        if called_at is None:
            found.append(waiting(number, priority, since=since, missed_at=missed_at))
        else:
            found.append(called(number, called_at, priority))
    return found


@given(TICKETS, st.integers(0, 120), st.randoms())
def test_everybody_who_waits_has_one_turn_whatever_the_order_of_rows(drawn, now, random):
    tickets = made(drawn)
    order = numbers(tickets, now)
    assert sorted(order) == [one.number for one in tickets if one.state is TicketState.WAITING]
    random.shuffle(tickets)
    assert numbers(tickets, now) == order


@given(TICKETS, st.integers(0, 120))
def test_nobody_is_passed_by_whoever_came_later_in_the_same_line(drawn, now):
    tickets = made(drawn)
    order = in_turn(tickets, at(now), LONGEST)
    for has_priority in (False, True):
        line = [
            one.number
            for one in order
            if one.has_priority is has_priority and one.missed_at is None
        ]
        assert line == sorted(line)


@given(st.integers(1, 60), st.integers(1, 20))
def test_one_who_waited_too_long_is_called_by_the_second_call(ahead, missed):
    priority = [waiting(number, OLD, since=1) for number in range(2, ahead + 2)]
    back = [waiting(100 + one, missed_at=40) for one in range(missed)]
    order = numbers([waiting(1), *priority, *back], now=60)
    # At most one with priority is before; who missed a call is due after three others only.
    assert order.index(1) <= 1 < BACK_AFTER


@given(st.integers(0, 300), st.integers(30, 2000), st.integers(0, 5))
def test_waits_grow_with_the_line_and_shrink_with_counters(people, seconds, counters):
    order = [waiting(number) for number in range(1, people + 1)]
    one = turns(order, at(5), seconds=seconds, counters=1)
    many = turns(order, at(5), seconds=seconds, counters=counters)
    assert [turn.minutes for turn in one] == sorted(turn.minutes for turn in one)
    assert all(a.minutes >= b.minutes for a, b in zip(one, many, strict=True))
    assert {turn.waited for turn in one} <= {5}


def test_a_clock_set_back_gives_no_wait_below_zero():
    assert turns([waiting(1, since=10)], at(0), seconds=60, counters=1)[0].waited == 0


def test_counters_at_work_are_those_of_the_last_hour():
    tickets = [called(1, 0, by="Hương"), called(2, 50, by="Tới"), called(3, 55, by="Tới")]
    assert counters_at_work(tickets, at(60)) == 2
    assert counters_at_work(tickets, at(61)) == 1
    assert counters_at_work([], at(0)) == 1


def test_the_median_wait_is_of_those_who_were_called():
    assert median_wait([waiting(1)]) is None
    assert median_wait([called(1, 3), called(2, 9), called(3, 30), waiting(4)]) == 9


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1955-08-20", OLD),  # seventy today
        ("1955-08-21", NONE),  # seventy tomorrow
        ("1955-08", OLD),
        ("1955-09", NONE),
        ("1955", OLD),  # only the year is known: the earlier day counts
        ("1956", NONE),
        ("", NONE),
    ],
)
def test_priority_by_age(birth, expected):
    assert priority_by_age(birth, date(2025, 8, 20), 70) is expected
