"""What holds of every schedule, whatever people, hours and fixed slots it is made from."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.campaign.schedule import rules
from desktop.campaign.schedule.rules import Facts, Waiting
from desktop.common.shifts import DayPart

TODAY = date(2025, 8, 20)
HOURS = {DayPart.MORNING: (450, 690), DayPart.AFTERNOON: (810, 1020)}


@st.composite
def situations(draw):
    sizes = draw(st.lists(st.integers(1, 60), min_size=1, max_size=6))
    chance = Random(draw(st.integers(0, 10**6)))
    people = [
        Waiting(UUID(int=cell * 1000 + n + 1), f"Chi bộ {cell}", f"{n % 7}", chance.random() < 0.2)
        for cell, size in enumerate(sizes)
        for n in range(size)
    ]
    deadlines = {"Chi bộ 2": TODAY + timedelta(days=9)}
    first = TODAY + timedelta(days=1)
    windows = rules.windows(first, 60, HOURS, draw(st.integers(1, 4)), (), {})
    return Facts(people, windows, (), (TODAY, 600), draw(st.integers(3, 20)), deadlines)


def stored(slots, told=()):
    return [replace(slot, id=UUID(int=n + 1), is_told=n in told) for n, slot in enumerate(slots)]


@settings(max_examples=30, deadline=None)
@given(situations())
def test_everybody_has_one_place_and_no_counter_has_two_people(facts):
    made = rules.draft(facts)
    placed = [seat.member_id for slot in made.slots for seat in slot.seats]
    left = [one.member_id for one in made.without]
    assert sorted([*placed, *left]) == sorted(one.member_id for one in facts.waiting)
    for slot in made.slots:
        minutes = [seat.minute for seat in slot.seats]
        for minute in minutes:
            assert slot.start <= minute <= slot.end - facts.minutes
            assert minutes.count(minute) <= slot.counters
    for one, other in zip(made.slots, made.slots[1:], strict=False):
        assert not one.overlaps(other.day, other.start, other.end)
    cells = [slot.cell for slot in made.slots]
    changes = sum(one != other for one, other in pairwise(cells))
    assert changes == len(set(cells)) - 1  # one is finished before the next


@settings(max_examples=20, deadline=None)
@given(situations(), st.integers(0, 99))
def test_the_order_of_facts_does_not_matter(facts, seed):
    people = list(facts.waiting)
    Random(seed).shuffle(people)
    assert rules.draft(replace(facts, waiting=people)) == rules.draft(facts)


@settings(max_examples=30, deadline=None)
@given(situations(), st.integers(0, 10), st.integers(0, 1439))
def test_a_replan_without_a_change_is_the_identity_however_much_time_went_by(facts, days, minute):
    slots = stored(rules.draft(facts).slots)
    now = (TODAY + timedelta(days=days), minute)
    came = {seat.member_id for slot in slots if slot.is_over(now) for seat in slot.seats}
    people = [one for one in facts.waiting if one.member_id not in came]
    windows = [one for one in facts.windows if one.day > now[0]]
    again = rules.draft(replace(facts, waiting=people, windows=windows, slots=slots, now=now))
    assert again.slots == tuple(slot for slot in slots if slot.day > now[0])


@settings(max_examples=30, deadline=None)
@given(situations(), st.integers(1, 5), st.integers(0, 99))
def test_a_replan_keeps_what_was_told_and_proposes_no_day_until_today(facts, days, seed):
    chance = Random(seed)
    first = rules.draft(facts).slots
    slots = stored(first, {n for n in range(len(first)) if chance.random() < 0.3})
    now = (TODAY + timedelta(days=days), 720)
    windows = [one for one in facts.windows if one.day > now[0]]
    again = rules.draft(replace(facts, windows=windows, slots=slots, now=now))
    assert all(slot.day > now[0] for slot in again.slots)
    assert {slot for slot in slots if slot.is_fixed and slot.day > now[0]} <= set(again.slots)
    for one, other in zip(again.slots, again.slots[1:], strict=False):
        assert not one.overlaps(other.day, other.start, other.end)


def test_those_with_priority_come_early_in_a_day():
    people = [Waiting(UUID(int=n + 1), "A", f"{n:02d}", n >= 40) for n in range(50)]
    windows = rules.windows(TODAY + timedelta(days=1), 5, HOURS, 1, (), {})
    made = rules.draft(Facts(people, windows, (), (TODAY, 600), 6, {}))
    first = {UUID(int=n + 1) for n in range(40, 50)}
    minutes = [seat.minute for slot in made.slots for seat in slot.seats]
    early = [seat.minute for slot in made.slots for seat in slot.seats if seat.member_id in first]
    assert sorted(early) == sorted(minutes)[:10]


def test_minutes_are_measured_when_there_are_enough():
    assert rules.minutes_each([200] * 19) == rules.DEFAULT_MINUTES
    assert rules.minutes_each([200] * 20) == 5  # 3:20 rounded up, and one to change
