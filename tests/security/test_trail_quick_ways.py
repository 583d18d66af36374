"""The quick ways of proving a trail take what the long way takes, and nothing else."""

import json
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop.common.ids import new_id
from desktop.security import store as security
from desktop.security.audit import GENESIS
from desktop.security.tags import Tag
from desktop.security.trail import rules
from desktop.security.trail import store as queries
from desktop.security.trail.rules import BrokenTrail, StoredEvent, Walk
from desktop.security.trail.service import TrailService
from desktop.security.trail.views import Head
from desktop.storage import guards
from tests import factories

NOW = datetime(2025, 8, 20, 2, 0, 0, 123456, tzinfo=UTC)
EVENTS = 40
BLOCK = 7
ACTORS = ("Lò Thị Hương", "command-line", "Giàng A Mẫu", "a, b: c", "7")
DETAILS = (
    {},
    {"copy": 1, "printer": "Máy in, bàn: 1"},
    {"new": "b" * 64, "field": "hộ khẩu, “thôn”", "a": {"x": [1, 2], "b": None}},
    {"x": "abc,", "y": ":d", "z": ["a", "b", "2025-08-20T02:00:00.000000+00:00", "c"]},
)
ODD_ACTORS = ('nói "được"', "a\\b", "hai\ndòng", "tab\t", "K\u2019Brêu \U0001f3e0", "nul\0")
TEXTS = ("at", "actor", "tag", "target", "detail", "previous", "digest")


def written(folder, odd=False):
    """Make a trail; the odd one has what JSON writes otherwise than it is."""
    store, _ = factories.open_profile(folder)
    with store.write() as session:
        guards.remove_from_trail(session.connection())
        session.connection().execute(text("DELETE FROM audit_events"))
        for number in range(EVENTS):
            actors = ODD_ACTORS if odd and number % 9 == 4 else ACTORS
            security.record(
                session,
                Tag.FIELD_EDITED if number % 2 else Tag.NUMBER_REVEALED,
                at=NOW + timedelta(seconds=number),
                actor=actors[number % len(actors)],
                target=str(new_id()) if number % 3 else "",
                detail=DETAILS[number % len(DETAILS)],
            )
    return store


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(queries, "BLOCK", BLOCK)


@pytest.fixture
def store(tmp_path, small_blocks):
    made = written(tmp_path / "profile")
    yield made
    made.close()


class LongWay:
    """Every event is read singly and proved by taking it apart and writing it anew."""

    def __init__(self, session):
        self._events = queries.StoredTrail(session)._embedded(-(1 << 62), 10_000)

    def joined(self, after):
        del after
        yield from ()

    def events(self, after):
        later = self._events if after == 0 else [e for e in self._events if e.number > after]
        return later[:1]

    def event(self, number):
        return next((one for one in self._events if one.number == number), None)


def verdict(session, trail, monkeypatch, heads=(), *, exactly=False):
    walk = Walk(heads)
    with monkeypatch.context() as patched:
        if exactly:
            patched.setattr(rules, "_quick_digest", lambda _: None)
        try:
            for _ in rules.walk_all(walk, trail):
                pass
        except BrokenTrail as found:
            return found.broken
        return walk.end() or (walk.number, walk.digest, walk.events)


def both_in(session, monkeypatch, heads=()):
    quick = verdict(session, queries.StoredTrail(session), monkeypatch, heads)
    return quick, verdict(session, LongWay(session), monkeypatch, heads, exactly=True)


def both(store, monkeypatch, heads=()):
    with store.read() as session:
        return both_in(session, monkeypatch, heads)


def leaps(store):
    """Return how many blocks were taken whole."""
    with store.read() as session:
        walk = Walk()
        taken = 0
        for block in queries.StoredTrail(session).joined(0):
            if not walk.leap(block):
                break
            taken += 1
        return taken


def test_an_untouched_trail_is_taken_in_leaps_to_its_end(store, monkeypatch):
    assert leaps(store) == -(-EVENTS // BLOCK)
    quick, slow = both(store, monkeypatch)
    assert quick == slow
    assert quick[0] == EVENTS


def test_where_json_escapes_a_word_it_is_escaped_in_a_leap_too(tmp_path, monkeypatch, small_blocks):
    made = written(tmp_path / "odd", odd=True)
    assert leaps(made) == -(-EVENTS // BLOCK)
    quick, slow = both(made, monkeypatch)
    assert quick == slow
    assert quick[0] == EVENTS
    made.close()


def test_details_in_the_spelling_of_older_programs_hold(store, monkeypatch):
    with store.write() as session:
        connection = session.connection()
        guards.remove_from_trail(connection)
        rows = connection.execute(text("SELECT number, detail FROM audit_events")).all()
        for number, detail in rows:
            values = {"detail": json.dumps(json.loads(detail)), "number": number}
            connection.execute(
                text("UPDATE audit_events SET detail = :detail WHERE number = :number"), values
            )
    assert leaps(store) == 0
    quick, slow = both(store, monkeypatch)
    assert quick == slow
    assert quick[0] == EVENTS


def test_what_is_written_now_is_stored_in_the_spelling_that_is_hashed(store):
    with store.read() as session:
        events = queries.StoredTrail(session).events(0)
    assert events[2].detail == (
        '{"a":{"b":null,"x":[1,2]},"field":"hộ khẩu, “thôn”","new":"' + "b" * 64 + '"}'
    )


STATEMENTS = (
    "UPDATE audit_events SET {column} = {column} || ' ' WHERE number = {n}",
    "UPDATE audit_events SET {column} = substr({column}, 2) WHERE number = {n}",
    "UPDATE audit_events SET {column} = '' WHERE number = {n}",
    "UPDATE audit_events SET {column} = CAST({column} AS BLOB) WHERE number = {n}",
    "UPDATE audit_events SET {column} = {column} || char(0) || 'x' WHERE number = {n}",
    "UPDATE audit_events SET {column} = char(0) || {column} WHERE number = {n}",
    "UPDATE audit_events SET {column} = CAST(x'ff41' AS TEXT) WHERE number = {n}",
    "UPDATE audit_events SET {column} = {column} || char(769) WHERE number = {n}",
    "UPDATE audit_events SET {column} = {column} || char(10) WHERE number = {n}",
    "UPDATE audit_events SET {column} = replace({column}, 'a', '\\u0061') WHERE number = {n}",
    "UPDATE audit_events SET {column} = replace({column}, ',', ', ') WHERE number = {n}",
    "UPDATE audit_events SET {column} = replace({column}, ':', ': ') WHERE number = {n}",
    "UPDATE audit_events SET {column} = 20250820 WHERE number = {n}",
    (
        "UPDATE audit_events SET {column} = (SELECT {column} FROM audit_events WHERE number = {m})"
        " WHERE number = {n}"
    ),
    # Parts that move into the column beside, so that all of it together reads the same.
    (
        "UPDATE audit_events SET actor = actor || '\",\"' || tag, tag = target, target = ''"
        " WHERE number = {n}"
    ),
    (
        "UPDATE audit_events SET at = at || '+00:00\",\"' || actor, actor = tag, tag = target"
        " WHERE number = {n}"
    ),
    "UPDATE audit_events SET detail = '' , target = target || '\",' || detail WHERE number = {n}",
    (
        "UPDATE audit_events SET digest = digest || ',' || (SELECT digest FROM audit_events"
        " WHERE number = {n} + 1) WHERE number = {n}"
    ),
    "UPDATE audit_events SET digest = '', at = 'gestern' WHERE number = {n}",
    "UPDATE audit_events SET digest = '', detail = '[' WHERE number = {n}",
    "UPDATE audit_events SET digest = upper(digest) WHERE number = {n}",
    "DELETE FROM audit_events WHERE number = {n}",
    "DELETE FROM audit_events WHERE number >= {n}",
    "UPDATE audit_events SET number = -number WHERE number = {n}",
    "UPDATE audit_events SET number = number + 1000 WHERE number = {n}",
    "UPDATE audit_events SET number = 1000 - number",
    (
        "INSERT INTO audit_events SELECT 0, id || 'x', at, actor, tag, target, detail, previous,"
        " digest FROM audit_events WHERE number = {n}"
    ),
    (
        "INSERT INTO audit_events SELECT (SELECT max(number) + 1 FROM audit_events), id || 'x', at,"
        " actor, tag, target, detail, previous, digest FROM audit_events WHERE number = {n}"
    ),
)


def some_meddling(chance):
    statement = chance.choice(STATEMENTS)
    n, m = chance.sample(range(1, EVENTS + 1), 2)
    return statement.format(column=chance.choice(TEXTS), n=n, m=m)


def test_whatever_was_done_both_ways_say_the_same(store, monkeypatch):
    chance = random.Random(61)
    with store.read() as session:
        kept = [Head(e.digest, e.number, "lô") for e in queries.StoredTrail(session).events(33)]
        connection = session.connection()  # nothing of what follows is kept
        guards.remove_from_trail(connection)
        every = {act.format(column=c, n=17, m=23) for act in STATEMENTS for c in TEXTS}
        # Every statement once for sure, then by chance, also several together.
        acts = [[act] for act in sorted(every)]
        several = [chance.choice((1, 1, 2, 3)) for _ in range(80)]
        acts += [[some_meddling(chance) for _ in range(count)] for count in several]
        found = set()
        for act in acts:
            connection.exec_driver_sql("SAVEPOINT meddling")
            for statement in act:
                with suppress(IntegrityError):  # the number is taken
                    connection.exec_driver_sql(statement)
            quick, slow = both_in(session, monkeypatch, kept)
            assert quick == slow, act
            found.add("holds" if isinstance(quick, tuple) else quick.fault.value)
            connection.exec_driver_sql("ROLLBACK TO meddling")
    assert found >= {"holds", "edited", "deleted", "cut"}
    assert TrailService(store).verify(kept).ok


def test_a_time_that_swallows_the_next_column_is_no_time():
    at = '2025-08-20T02:00:00.000000+00:00","Lò'
    event = StoredEvent(1, at, "x", "y", "", "{}", GENESIS, "")
    assert rules._quick_digest(event) is None
    assert not rules.holds(event)


@pytest.mark.parametrize(
    ("stored", "hashed"),
    [
        ('{"x": "abc, "}', '{"x":"abc,"}'),
        ('{"x": ": d"}', '{"x":":d"}'),
        ('{"x": 1 2}', '{"x":12}'),
    ],
)
def test_spaces_that_mean_something_are_not_taken_away(stored, hashed):
    parts = (1, "2025-08-20T02:00:00.000000", "Lò", "a:b", "t")
    digest = rules._quick_digest(StoredEvent(*parts, hashed, GENESIS, ""))
    assert rules.holds(StoredEvent(*parts, hashed, GENESIS, digest))
    assert not rules.holds(StoredEvent(*parts, stored, GENESIS, digest))
