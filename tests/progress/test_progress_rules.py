"""How a person is counted on which day: any order of arrival, past days stay as they were."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.common.application_moves import MOVES
from desktop.common.channels import IntakeSource
from desktop.common.vocabulary import ApplicationState
from desktop.progress.rules import (
    NOT_COME,
    RECEIVED_STATES,
    REOPENED,
    Event,
    Group,
    Key,
    Place,
    changes,
    point_of,
    totals,
    way_of,
)

COUNTER = IntakeSource.COMMUNE_COUNTER.value
HERE = Place("Chi bộ bản Mẫu", Group.ELIGIBLE)
AWAY = Place("Chi bộ bản Mẫu", Group.LEFT_OUT, "moved")


def day(number: int) -> str:
    return (date(2025, 8, 1) + timedelta(days=number)).isoformat()


def counted(*ways):
    """Add ways up as the store does; return a function: day -> counts."""
    kept: Counter[tuple[str, Key]] = Counter()
    for way in ways:
        for one, people in changes((), way).items():
            kept[one] += people

    def on(number: int) -> dict[Key, int]:
        found: Counter[Key] = Counter()
        for (at, key), people in kept.items():
            if at <= day(number):
                found[key] += people
        return {key: people for key, people in found.items() if people}

    return on


def test_somebody_comes_is_received_and_gets_the_card():
    events = [
        Event(day(3), "draft", COUNTER),
        Event(day(3), "received", COUNTER),
        Event(day(4), "exported", COUNTER),
        Event(day(9), "handed_over", COUNTER),
    ]
    way = way_of((), events, HERE, since=day(0), today=day(10))
    assert [(one.day, one.state) for one in way] == [
        (day(0), NOT_COME),
        (day(3), "received"),
        (day(4), "exported"),
        (day(9), "handed_over"),
    ]
    on = counted(way)
    assert on(2) == {Key(HERE.cell, Group.ELIGIBLE): 1}
    assert totals(on(3)).received == 1
    assert totals(on(9)).states == {"handed_over": 1}
    assert totals(on(9)).sources == {COUNTER: 1}


def test_the_figure_of_a_past_day_does_not_follow_the_list():
    before = way_of((), [], HERE, since=day(0), today=day(0))
    after = way_of(before, [], AWAY, since=day(0), today=day(5))
    on = counted(after)
    assert totals(on(4)).eligible == 1
    assert totals(on(5)).eligible == 0
    assert totals(on(5)).left_out == {"moved": 1}


def test_what_is_brought_in_late_counts_on_its_own_day():
    before = way_of((), [], HERE, since=day(0), today=day(5))
    after = way_of(before, [Event(day(2), "received", COUNTER)], HERE, since=day(0), today=day(5))
    on = counted(after)
    assert totals(on(1)).received == 0
    assert totals(on(2)).received == 1


def test_who_was_received_stays_in_the_denominator():
    events = [Event(day(1), "received", COUNTER)]
    way = way_of((), events, HERE, since=day(0), today=day(1))
    way = way_of(way, events, Place(HERE.cell, Group.LEFT_OUT, "deceased"), since=day(0),
                 today=day(6))  # fmt: skip
    found = totals(counted(way)(6))
    assert (found.eligible, found.received, found.left_out) == (1, 1, {})


def test_a_record_that_is_being_mended_is_not_received_meanwhile():
    events = [
        Event(day(1), "received", COUNTER),
        Event(day(2), "rejected", COUNTER, "photo"),
        Event(day(3), "draft", COUNTER),
        Event(day(4), "received", COUNTER),
    ]
    on = counted(way_of((), events, HERE, since=day(0), today=day(4)))
    assert [totals(on(number)).received for number in range(5)] == [0, 1, 1, 0, 1]
    assert totals(on(3)).remaining == {(REOPENED, ""): 1}


def test_who_is_gone_is_counted_nowhere():
    way = way_of((), [], HERE, since=day(0), today=day(0))
    way = way_of(way, [], Place(HERE.cell, Group.GONE), since=day(0), today=day(3))
    on = counted(way)
    assert totals(on(2)).eligible == 1
    assert on(3) == {}


def test_a_reason_counts_only_while_it_holds():
    events = [
        Event(day(1), "not_received", COUNTER, "đi vắng"),
        Event(day(2), "draft", COUNTER),
        Event(day(2), "received", COUNTER),
    ]
    on = counted(way_of((), events, HERE, since=day(0), today=day(2)))
    assert totals(on(1)).remaining == {("not_received", "đi vắng"): 1}
    assert totals(on(2)).remaining == {}


@st.composite
def histories(draw):
    """A person's applications as the table of moves allows, and places of the list by day."""
    events, number, state = [], draw(st.integers(0, 4)), ApplicationState.DRAFT
    source = draw(st.sampled_from([one.value for one in IntakeSource]))
    if draw(st.booleans()):
        events.append(Event(day(number), state.value, source))
        for _ in range(draw(st.integers(0, 9))):
            following = sorted(MOVES[state])
            if not following:
                break
            state = draw(st.sampled_from(following))
            number += draw(st.integers(0, 2))
            events.append(Event(day(number), state.value, source, draw(st.sampled_from("ab"))))
    groups = draw(st.lists(st.sampled_from(Group), min_size=1, max_size=3))
    places = [
        Place(draw(st.sampled_from(["A", "B"])), group, "r" if group is Group.LEFT_OUT else "")
        for group in groups
    ]
    return events, places


@given(st.lists(histories(), max_size=6))
def test_sums_reconcile_and_recounting_changes_nothing(people):
    ways = []
    for events, places in people:
        way = ()
        for number, place in enumerate(places):
            seen = [one for one in events if one.day <= day(10 + number)]
            way = way_of(way, seen, place, since=day(1), today=day(10 + number))
        again = way_of(way, events, places[-1], since=day(1), today=day(30))
        assert again == way_of(again, events, places[-1], since=day(1), today=day(31))
        assert tuple(point_of(one.plain()) for one in again) == again
        ways.append(again)
    on = counted(*ways)
    for number in (0, 5, 12, 30):
        found, counts = totals(on(number)), on(number)
        assert all(count > 0 for count in counts.values())
        assert sum(found.sources.values()) == found.received_total
        assert found.received + sum(found.remaining.values()) == found.eligible
        assert sum(found.states.values()) == found.eligible
        standing = [[one for one in way if one.day <= day(number)][-1:] for way in ways]
        alive = [one[0] for one in standing if one and one[0].place.group != Group.GONE]
        assert sum(counts.values()) == len(alive)
        assert found.received_total == sum(one.state in RECEIVED_STATES for one in alive)
        cells = {key.cell for key in counts}
        parts = [totals({k: n for k, n in counts.items() if k.cell == one}) for one in cells]
        for name in ("eligible", "received", "temporary", "received_total"):
            assert sum(getattr(one, name) for one in parts) == getattr(found, name)
