"""Plan against log-ins: everybody counted once, nobody lost, minutes from the trail alone."""

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.common.clock import VIETNAM
from desktop.common.shifts import DayPart, Shift, shift_of
from desktop.shifts.plan import rules
from desktop.shifts.plan.rules import Act
from desktop.shifts.plan.views import HERE, Person, Presence, Turn
from tests.shifts.plan_desk import CLERK, HEAD, OTHER

SPACE = UUID(int=7)
NAMES = {uuid5(SPACE, str(n)): name for n, name in enumerate((HEAD, CLERK, OTHER, CLERK))}
"""Two of them have one name."""

KEYS = tuple(NAMES)
WEDNESDAY = date(2025, 8, 20)
BEGIN = datetime(2025, 8, 20, 4, 0, tzinfo=VIETNAM)

people = st.sampled_from(KEYS)
# Minutes over two days, in any order: a clock may be put back.
acts = st.lists(st.tuples(st.integers(0, 2879), people, st.booleans()), max_size=40)
turns = st.lists(
    st.tuples(
        st.sampled_from([Shift(WEDNESDAY + timedelta(days=d), p) for d in (0, 1) for p in DayPart]),
        st.sampled_from((HERE, "Tổ lưu động")),
        st.one_of(people, st.just(None)),
    ),
    unique=True,
    max_size=12,
)


def as_acts(drawn):
    return [
        Act(BEGIN + timedelta(minutes=minute), str(key) if enters else NAMES[key], enters)
        for minute, key, enters in drawn
    ]


def by_hand(drawn):
    """Who was in which shift from when to when, told in the plainest way there is."""
    found, seat = {}, None
    for minute, key, enters in drawn:
        if enters:
            seat = key
        if seat is not None and (enters or NAMES[key] == NAMES[seat]):
            at = BEGIN + timedelta(minutes=minute)
            found.setdefault((shift_of(at), seat), []).append(at)
    return {spot: (min(times), max(times)) for spot, times in found.items()}


@settings(max_examples=120, deadline=None)
@given(acts, turns, st.integers(-1, 2881))
def test_plan_and_log_ins_reconcile(drawn, planned, minute):
    now = BEGIN + timedelta(minutes=minute)
    seen = rules.attendance(as_acts(drawn), NAMES)
    expected = by_hand(drawn)
    # Each person is in a shift once, with the first and the last sign of them there.
    assert {
        (shift, key): (one.first_at, one.last_at)
        for shift, those in seen.items()
        for key, one in those.items()
    } == expected
    minutes = sum(one.minutes for those in seen.values() for one in those.values())
    assert minutes == sum(int((b - a).total_seconds()) // 60 for a, b in expected.values())
    mine = [
        Turn(UUID(int=n), shift, place, Person(NAMES.get(key, "Người giúp"), key))
        for n, (shift, place, key) in enumerate(planned)
    ]
    shifts = {*seen, *(turn.shift for turn in mine)}
    told, extra = Counter(), Counter()
    for shift in shifts:
        over = rules.is_over(shift, now)
        own = [turn for turn in mine if turn.shift == shift]
        after, unplanned = rules.compared(own, seen.get(shift, {}), over=over)
        assert [turn.id for turn in after] == [turn.id for turn in own]
        came = {turn.seen.operator_id for turn in after if turn.presence is Presence.CAME}
        came_too = {one.operator_id for one in unplanned}
        # Who worked is either planned here or not, never both, and nobody is forgotten.
        assert came.isdisjoint(came_too)
        assert came | came_too == set(seen.get(shift, {}))
        assert all((turn.seen is None) == (turn.presence is not Presence.CAME) for turn in after)
        for turn in after:
            told[turn.presence] += 1
            knows = turn.place == HERE and turn.person.operator_id is not None
            assert (turn.presence is Presence.UNKNOWN) == (over and not knows)
            assert turn.presence is not Presence.MISSED or (over and knows)
        extra[shift] = sum(one.minutes for one in unplanned)
        counted = sum(turn.seen.minutes for turn in after if turn.seen) + extra[shift]
        assert counted == sum(one.minutes for one in seen.get(shift, {}).values())
    assert sum(told.values()) == len(mine)


def test_the_plan_hears_of_log_ins_from_the_trail(planner):
    """On the real trail of either engine, across noon and with a clock that is put back."""
    morning, noon = Shift(WEDNESDAY, DayPart.MORNING), Shift(WEDNESDAY, DayPart.AFTERNOON)
    planner.put(morning, CLERK, OTHER)
    planner.put(noon, HEAD, "Tòng Văn Giúp")
    planner.put(noon, CLERK, place="Tổ lưu động")
    start = planner.clock.now()
    planner.log_in(HEAD, start - timedelta(days=1))  # yesterday; still has the counter
    planner.act(HEAD, start)
    planner.log_in(CLERK, start + timedelta(minutes=5))
    planner.act(CLERK, start + timedelta(hours=2))
    planner.act(OTHER, start + timedelta(hours=2))  # without a log-in: nothing is counted
    planner.act(CLERK, start + timedelta(hours=6))  # 13:15, without a new log-in
    planner.log_in(HEAD, start - timedelta(days=2))  # a clock put back, and then set right
    planner.act(CLERK, start + timedelta(hours=7))
    planner.clock.advance(timedelta(hours=12))
    week = planner.plan.week(WEDNESDAY)
    first = week.slot(morning)
    assert [(one.person.name, one.presence) for one in first.turns] == [
        (CLERK, Presence.CAME),
        (OTHER, Presence.MISSED),
    ]
    assert (first.turns[0].seen.minutes, [one.name for one in first.unplanned]) == (115, [HEAD])
    second = week.slot(noon)
    assert [(one.person.name, one.presence) for one in second.turns] == [
        (HEAD, Presence.MISSED),
        ("Tòng Văn Giúp", Presence.UNKNOWN),
        (CLERK, Presence.UNKNOWN),
    ]
    (came,) = second.unplanned
    assert (came.name, came.minutes, came.planned_at) == (CLERK, 0, "Tổ lưu động")
    assert week.days[0].slots[0].unplanned[0].name == HEAD  # two days ago, by the wrong clock
