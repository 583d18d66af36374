"""What a store itself refuses, whoever writes to it: triggers, in the words of each engine.

A record changes its state only when a row of `application_moves` says so: from the state it is in,
to the new one, under the version it gets. That row in turn is held to the table of allowed moves
by a check constraint, and is never changed afterwards.

SQLite makes a table anew when a migration changes it and forgets its triggers; so they are put
back after every migration.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

_STATE = "applications_state_guard"
_MOVES = "application_moves_guard"
_NO_MOVE = "a state changes by a move of application_moves only"
_FIXED = "a move is never changed"

_HAS_MOVE = """EXISTS (
    SELECT 1 FROM application_moves AS m
    WHERE m.application_id = NEW.id AND m.version = NEW.version
      AND m.from_state = OLD.state AND m.to_state = NEW.state)"""

_SQLITE = (
    f"""CREATE TRIGGER {_STATE} BEFORE UPDATE OF state ON applications
    WHEN NEW.state IS NOT OLD.state AND NOT {_HAS_MOVE}
    BEGIN SELECT RAISE(ABORT, '{_NO_MOVE}'); END""",
    f"""CREATE TRIGGER {_MOVES} BEFORE UPDATE ON application_moves
    BEGIN SELECT RAISE(ABORT, '{_FIXED}'); END""",
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
    f"""CREATE TRIGGER {_STATE} BEFORE UPDATE OF state ON applications
    FOR EACH ROW EXECUTE FUNCTION {_STATE}()""",
    f"""CREATE TRIGGER {_MOVES} BEFORE UPDATE ON application_moves
    FOR EACH ROW EXECUTE FUNCTION {_MOVES}()""",
)


def install(connection: Connection) -> None:
    """Put the guards in place, anew if they are there; a store without the tables gets none."""
    if not inspect(connection).has_table("application_moves"):
        return
    remove(connection)
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take the guards away; for migrations, in whose transaction they come back."""
    is_sqlite = connection.dialect.name == "sqlite"
    for name, table in ((_STATE, "applications"), (_MOVES, "application_moves")):
        suffix = "" if is_sqlite else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{suffix}")
        if not is_sqlite:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")
