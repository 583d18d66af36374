"""What a store itself refuses, whoever writes to it: triggers, in the words of each engine.

A record changes its state only when a row of `application_moves` says so: from the state it is in,
to the new one, under the version it gets. That row in turn is held to the table of allowed moves
by a check constraint, and is never changed, replaced or deleted afterwards.

The audit trail only grows: an event is never changed, replaced or deleted. Nothing takes that guard
away, a purge neither.

A purge that is due by law has a way of its own (decision 0010): in one transaction it takes the
guards of the moves away (`remove`), deletes, writes its audit event and puts them back
(`install`). Both engines undo that with the transaction, and nobody else ever sees the table
without its guards.

SQLite makes a table anew when a migration changes it and forgets its triggers; so they are put
back after every migration, and a guard that is new here comes to older stores with the next one.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

_STATE = "applications_state_guard"
_MOVES = "application_moves_guard"
_KEPT = "application_moves_kept"
_ONCE = "application_moves_once"
_TRIGGERS = (
    (_STATE, "applications"),
    (_MOVES, "application_moves"),
    (_KEPT, "application_moves"),
    (_ONCE, "application_moves"),
)
_NO_MOVE = "a state changes by a move of application_moves only"
_FIXED = "a move is never changed"
_STAYS = "a move is never deleted"
# Names table and column as the unique constraint does, which it comes before: whoever was second
# to move a record is told so by these words (`intake/moves/store.py`).
_TAKEN = "a move is never replaced: application_moves has this id or version"

_TRAIL = "audit_events"
_EVENTS = "audit_events_guard"
_EVENTS_KEPT = "audit_events_kept"
_EVENTS_ONCE = "audit_events_once"
_TRAIL_TRIGGERS = ((_EVENTS, _TRAIL), (_EVENTS_KEPT, _TRAIL), (_EVENTS_ONCE, _TRAIL))
_WRITTEN = "an audit event is never changed"
_REMAINS = "an audit event is never deleted"
# In the words of the unique constraint, for the same reason as above.
_EVENT_TAKEN = "an audit event is never replaced: audit_events has this number or id"

_HAS_MOVE = """EXISTS (
    SELECT 1 FROM application_moves AS m
    WHERE m.application_id = NEW.id AND m.version = NEW.version
      AND m.from_state = OLD.state AND m.to_state = NEW.state)"""
_IS_THERE = """EXISTS (
    SELECT 1 FROM application_moves AS m WHERE m.id = NEW.id
    UNION ALL SELECT 1 FROM application_moves AS m
    WHERE m.application_id = NEW.application_id AND m.version = NEW.version)"""
_EVENT_IS_THERE = """EXISTS (
    SELECT 1 FROM audit_events AS e WHERE e.number = NEW.number
    UNION ALL SELECT 1 FROM audit_events AS e WHERE e.id = NEW.id)"""

_SQLITE = (
    f"""CREATE TRIGGER {_STATE} BEFORE UPDATE OF state ON applications
    WHEN NEW.state IS NOT OLD.state AND NOT {_HAS_MOVE}
    BEGIN SELECT RAISE(ABORT, '{_NO_MOVE}'); END""",
    f"""CREATE TRIGGER {_MOVES} BEFORE UPDATE ON application_moves
    BEGIN SELECT RAISE(ABORT, '{_FIXED}'); END""",
    f"""CREATE TRIGGER {_KEPT} BEFORE DELETE ON application_moves
    BEGIN SELECT RAISE(ABORT, '{_STAYS}'); END""",
    # INSERT OR REPLACE deletes what is in its way without asking the trigger for deletes.
    f"""CREATE TRIGGER {_ONCE} BEFORE INSERT ON application_moves WHEN {_IS_THERE}
    BEGIN SELECT RAISE(ABORT, '{_TAKEN}'); END""",
)
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION {_STATE}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.state IS DISTINCT FROM OLD.state AND NOT {_HAS_MOVE} THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{_NO_MOVE}';
        END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION {_MOVES}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{_FIXED}';
    END $$""",
    f"""CREATE OR REPLACE FUNCTION {_KEPT}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{_STAYS}';
    END $$""",
    f"""CREATE TRIGGER {_STATE} BEFORE UPDATE OF state ON applications
    FOR EACH ROW EXECUTE FUNCTION {_STATE}()""",
    f"""CREATE TRIGGER {_MOVES} BEFORE UPDATE ON application_moves
    FOR EACH ROW EXECUTE FUNCTION {_MOVES}()""",
    # For each statement: a TRUNCATE has no rows, and one that hits no row harms nobody.
    f"""CREATE TRIGGER {_KEPT} BEFORE DELETE OR TRUNCATE ON application_moves
    FOR EACH STATEMENT EXECUTE FUNCTION {_KEPT}()""",
)

_SQLITE_TRAIL = (
    f"""CREATE TRIGGER {_EVENTS} BEFORE UPDATE ON audit_events
    BEGIN SELECT RAISE(ABORT, '{_WRITTEN}'); END""",
    f"""CREATE TRIGGER {_EVENTS_KEPT} BEFORE DELETE ON audit_events
    BEGIN SELECT RAISE(ABORT, '{_REMAINS}'); END""",
    f"""CREATE TRIGGER {_EVENTS_ONCE} BEFORE INSERT ON audit_events WHEN {_EVENT_IS_THERE}
    BEGIN SELECT RAISE(ABORT, '{_EVENT_TAKEN}'); END""",
)
_POSTGRESQL_TRAIL = (
    f"""CREATE OR REPLACE FUNCTION {_EVENTS}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{_WRITTEN}';
    END $$""",
    f"""CREATE OR REPLACE FUNCTION {_EVENTS_KEPT}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{_REMAINS}';
    END $$""",
    f"""CREATE TRIGGER {_EVENTS} BEFORE UPDATE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION {_EVENTS}()""",
    f"""CREATE TRIGGER {_EVENTS_KEPT} BEFORE DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION {_EVENTS_KEPT}()""",
)


def install(connection: Connection) -> None:
    """Put the guards in place, anew if they are there; a table that is not there gets none."""
    is_sqlite, tables = connection.dialect.name == "sqlite", inspect(connection)
    if tables.has_table("application_moves"):
        remove(connection)
        _run(connection, _SQLITE if is_sqlite else _POSTGRESQL)
    if tables.has_table(_TRAIL):
        remove_from_trail(connection)
        _run(connection, _SQLITE_TRAIL if is_sqlite else _POSTGRESQL_TRAIL)


def remove(connection: Connection) -> None:
    """Take the guards of the moves away; they come back in the same transaction."""
    _drop(connection, _TRIGGERS)


def remove_from_trail(connection: Connection) -> None:
    """Take the guards of the audit trail away; only `install` does, to put them back anew."""
    _drop(connection, _TRAIL_TRIGGERS)


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _drop(connection: Connection, triggers: tuple[tuple[str, str], ...]) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    for name, table in triggers:
        suffix = "" if is_sqlite else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{suffix}")
        if not is_sqlite:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")
