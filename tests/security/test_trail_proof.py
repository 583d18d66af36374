"""Whoever goes past the guards of the trail with raw SQL is found out, on both engines."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from desktop.common.ids import new_id
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent
from desktop.security import store as security
from desktop.security.audit import GENESIS, event_digest
from desktop.security.tags import Tag
from desktop.security.trail import rules, words
from desktop.security.trail import store as queries
from desktop.security.trail.service import NEWEST, TrailService
from desktop.security.trail.views import Fault, Head
from desktop.storage import guards

NOW = datetime(2025, 8, 20, 2, 0, 0, 123456, tzinfo=UTC)
EVENTS = 12


@pytest.fixture
def store(either_store):
    """A trail of twelve events on both engines."""
    with either_store.write() as session:
        guards.remove_from_trail(session.connection())
        session.connection().execute(text("DELETE FROM audit_events"))
        guards.install(session.connection())
        for number in range(EVENTS):
            add(session, number)
    return either_store


def add(session, number):
    tag = [Tag.FIELD_EDITED, Tag.NUMBER_REVEALED, Tag.RECEIPT_PRINTED][number % 3]
    detail = [{"new": "b" * 64, "field": "hộ khẩu, “thôn”", "a": {"x": [1, 2]}}, {}, {"copy": 1}]
    security.record(
        session,
        tag,
        at=NOW + timedelta(seconds=number),
        actor="Lò Thị Hương",
        target=str(new_id()),
        detail=detail[number % 3],
    )


def meddle(store, *statements):
    """Do with the trail what its guards refuse."""
    with store.write() as session:
        connection = session.connection()
        guards.remove_from_trail(connection)
        for statement in statements:
            connection.execute(text(statement))
        guards.install(connection)


def head(store):
    with store.read() as session:
        return security.chain_head(session)


def broken(store, *heads):
    found = TrailService(store).verify(heads).broken
    assert found is not None
    return found.number, found.fault


def forge(store, first, **changes):
    """Change an event and write the whole chain behind it anew, as somebody who knows would."""
    with store.write() as session:
        guards.remove_from_trail(session.connection())
        previous = GENESIS
        for row in session.query(AuditEvent).order_by(AuditEvent.number):
            if row.number == first:
                for name, value in changes.items():
                    setattr(row, name, value)
            row.previous = previous
            row.digest = previous = event_digest(
                row.number, row.at, row.actor, row.tag, row.target, row.detail, previous
            )
        session.flush()
        guards.install(session.connection())


def test_a_trail_that_nobody_touched_holds(store):
    proof = TrailService(store).verify()
    number, digest = head(store)
    assert (proof.ok, proof.events, proof.number, proof.digest) == (True, EVENTS, number, digest)
    assert "12" in words.proof_text(proof)
    assert words.advice_text(proof) == ""
    assert TrailService(store).verify([Head(digest), Head(digest, number)]).heads == 2


def test_the_store_itself_refuses_to_change_the_trail(store):
    columns = "number, id, at, actor, tag, target, detail, previous, digest"
    same = f"INTO audit_events ({columns}) SELECT {columns} FROM audit_events"
    statements = [
        "UPDATE audit_events SET actor = 'ai'",
        "UPDATE audit_events SET number = number + 100 WHERE number = 3",
        "DELETE FROM audit_events",
        "DELETE FROM audit_events WHERE number = 12",
        f"INSERT {same}",
    ]
    if store.engine.dialect.name == "sqlite":
        renumbered = same.replace("SELECT number", "SELECT number + 100")
        statements += [
            f"REPLACE {same}",
            f"INSERT OR REPLACE {renumbered} WHERE number = 3",
            f"INSERT {same} WHERE true ON CONFLICT (number) DO UPDATE SET actor = 'ai'",
        ]
    else:
        statements += [
            "TRUNCATE audit_events",
            f"INSERT {same} ON CONFLICT (number) DO UPDATE SET actor = 'ai'",
            "WITH gone AS (DELETE FROM audit_events RETURNING 1) SELECT count(*) FROM gone",
        ]
    for statement in statements:
        with pytest.raises(DBAPIError), store.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    assert TrailService(store).verify().events == EVENTS
    with store.write() as session:
        add(session, 12)
    assert TrailService(store).verify().number == EVENTS + 1


def test_an_edited_event_is_named(store):
    changes = (
        "actor = 'ai'",
        "target = ''",
        "tag = 'batch:exported'",
        "previous = digest",
        "digest = previous",
        "at = '2020-01-01 00:00:00.000000'",
        """detail = '{"copy": 2}'""",
    )
    meddle(store, "CREATE TABLE was AS SELECT * FROM audit_events")
    for change in changes:
        meddle(store, f"UPDATE audit_events SET {change} WHERE number = 6")
        found = TrailService(store).verify().broken
        assert (found.number, found.fault) == (6, Fault.EDITED), change
        assert found.tag == ("batch:exported" if change.startswith("tag") else "receipt:printed")
        assert found.after == NOW + timedelta(seconds=4)
        assert "số 6" in words.break_text(found)
        back = "INSERT INTO audit_events SELECT * FROM was WHERE number = 6"
        meddle(store, "DELETE FROM audit_events WHERE number = 6", back)
    assert TrailService(store).verify().ok


def test_an_event_that_was_given_a_new_digest_is_named_too(store):
    with store.read() as session:
        row = session.get(AuditEvent, 6)
        digest = event_digest(6, row.at, "ai", row.tag, row.target, row.detail, row.previous)
    meddle(store, f"UPDATE audit_events SET actor = 'ai', digest = '{digest}' WHERE number = 6")
    assert broken(store) == (6, Fault.EDITED)


@pytest.mark.parametrize("first", [1, 5])
def test_a_deleted_event_is_named_also_when_the_numbers_were_closed_up(store, first):
    meddle(store, f"DELETE FROM audit_events WHERE number = {first}")
    assert broken(store) == (first, Fault.DELETED)
    steps = [
        f"UPDATE audit_events SET number = {number - 1} WHERE number = {number}"
        for number in range(first + 1, EVENTS + 1)
    ]
    meddle(store, *steps)
    assert broken(store) == (first, Fault.DELETED)


def test_events_that_changed_places_are_named(store):
    swap = "UPDATE audit_events SET number = {} WHERE number = {}"
    meddle(store, swap.format(99, 4), swap.format(4, 5), swap.format(5, 99))
    assert broken(store) == (4, Fault.REORDERED)


def test_a_tail_that_was_cut_is_told_by_whoever_kept_a_head(store):
    number, digest = head(store)
    meddle(store, "DELETE FROM audit_events WHERE number > 9")
    assert TrailService(store).verify().ok  # the trail alone cannot know
    for kept in (Head(digest), Head(digest, number, "lô số 3")):
        assert broken(store, kept) == (10, Fault.CUT)
    assert "lô số 3" in words.break_text(TrailService(store).verify([kept]).broken)
    with store.write() as session:  # and goes on as if nothing were
        for again in range(9, 20):
            add(session, again)
    assert broken(store, Head(digest, number)) == (12, Fault.REWRITTEN)
    assert broken(store, Head(digest)) == (21, Fault.CUT)


def test_a_chain_that_was_forged_to_its_end_is_told_by_a_head(store):
    number, digest = head(store)
    forge(store, 4, actor="ai")
    assert TrailService(store).verify().ok
    assert broken(store, Head(digest, number, "lô số 1")) == (number, Fault.REWRITTEN)


def test_nonsense_in_a_column_is_a_break_and_no_crash(store):
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the server holds columns to their types")
    for nonsense in ("detail = x'00ff'", "detail = 'no json'", "actor = x'ff'", "at = 'gestern'"):
        column = nonsense.split(" ")[0]
        meddle(
            store,
            f"CREATE TEMP TABLE was AS SELECT {column} AS v FROM audit_events WHERE number = 7",
            f"UPDATE audit_events SET {nonsense} WHERE number = 7",
        )
        assert broken(store) == (7, Fault.EDITED)
        meddle(
            store,
            f"UPDATE audit_events SET {column} = (SELECT v FROM was) WHERE number = 7",
            "DROP TABLE was",
        )
    assert TrailService(store).verify().ok


def test_a_glance_proves_the_end_only(store, monkeypatch):
    monkeypatch.setattr("desktop.security.trail.service.NEWEST", 5)
    assert NEWEST > 5
    meddle(store, "UPDATE audit_events SET actor = 'ai' WHERE number = 2")
    assert TrailService(store).glance().ok
    meddle(store, "UPDATE audit_events SET actor = 'ai' WHERE number = 9")
    found = TrailService(store).glance().broken
    assert (found.number, found.fault) == (9, Fault.EDITED)


def test_a_proof_goes_in_blocks_tells_how_far_it_is_and_can_be_stopped(store, monkeypatch):
    monkeypatch.setattr(queries, "BLOCK", 5)
    told = []
    proof = TrailService(store).verify(work=Work(lambda done, total, _: told.append((done, total))))
    assert (proof.events, told) == (EVENTS, [(5, 12), (10, 12), (12, 12)])
    stopped = Work()
    stopped.cancel()
    with pytest.raises(CancelledError):
        TrailService(store).verify(work=stopped)


def test_the_quick_way_and_the_exact_way_agree_on_every_event(store):
    with store.read() as session:
        for event in queries.StoredTrail(session).events(0):
            assert rules.digest_of(event) == event.digest
            assert rules.holds(event)
            parts = json.loads(event.detail)
            spaced = event._replace(detail=json.dumps(parts, indent=3))
            assert rules.holds(spaced)  # the same content in another spelling
