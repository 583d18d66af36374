"""Revision 0004 writes down the way records have come; its guards survive later changes."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import MetaData
from sqlalchemy.exc import IntegrityError

from desktop.common.ids import new_id
from desktop.storage import migrate
from desktop.storage.engine import make_engine

NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def engine(request, tmp_path):
    """A store of revision 0003 with three records of before."""
    if request.param == "sqlcipher":
        made = make_engine(tmp_path / "qtn.db", secrets.token_bytes(32))
        migrate.run_alembic(made, "upgrade", "0003")
        yield made
        made.dispose()
        return
    server = request.getfixturevalue("postgres_server")
    name = server.new_database()
    made = server.engine(name)
    migrate.run_alembic(made, "downgrade", "0003")
    yield made
    made.dispose()
    server.drop(name)


class Before:
    """Writes rows as a store of revision 0003 has them."""

    def __init__(self, engine):
        self.engine = engine
        self.known = MetaData()
        self.known.reflect(engine)
        self.is_sqlite = engine.dialect.name == "sqlite"

    def value(self, value):
        if not self.is_sqlite:
            return value
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value

    def add(self, table, **values):
        columns = self.known.tables[table].columns
        blank = {"JSON": {}, "DATETIME": NOW, "TIMESTAMP": NOW, "INTEGER": 1, "BOOLEAN": True}
        row = {c.name: blank.get(type(c.type).__name__, "") for c in columns if not c.nullable}
        key = self.key()
        if "id" in columns:
            row["id"] = key
        row = {name: self.value(value) for name, value in {**row, **values}.items()}
        with self.engine.begin() as connection:
            connection.execute(self.known.tables[table].insert(), row)
        return key

    def key(self):
        made = new_id()
        return made.hex if self.is_sqlite else made


def fill(engine):
    before = Before(engine)
    station = before.add("stations", code="MT02")
    member = before.add("members")
    batch = before.add("batches", station_id=station, exported_at=LATER, exported_by="phụ trách")
    taken = {"received_at": NOW, "received_by": "cán bộ", "snapshot": {"x": 1}}
    keys = {}
    for number, (state, version) in enumerate(
        [("draft", 1), ("received", 2), ("exported", 3), ("withdrawn", 2)]
    ):
        own = {} if state in {"draft", "withdrawn"} else {**taken, "receipt_number": f"N-{number}"}
        keys[state] = before.add(
            "applications",
            member_id=member,
            station_id=station,
            state=state,
            version=version,
            **own,
        )
    before.add("batch_records", batch_id=batch, application_id=keys["exported"])
    return keys


def ways(engine):
    with engine.connect() as connection:
        return connection.exec_driver_sql(
            "SELECT version, from_state, to_state, moved_by FROM application_moves "
            "ORDER BY to_state, version"
        ).all()


def states(engine):
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT state FROM applications ORDER BY state")
        return [row[0] for row in rows]


def test_the_way_of_before_is_written_down_and_states_stay(engine):
    fill(engine)
    migrate.upgrade(engine, now=NOW)
    assert ways(engine) == [
        (3, "received", "exported", "phụ trách"),
        (2, "draft", "received", "cán bộ"),
        (2, "draft", "received", "cán bộ"),
    ]
    before = states(engine)
    assert before == ["draft", "exported", "received", "withdrawn"]
    migrate.run_alembic(engine, "downgrade", "0003")
    assert states(engine) == before
    migrate.upgrade(engine, now=NOW)
    assert states(engine) == before


def test_a_state_changes_by_a_move_only_after_any_migration(engine):
    fill(engine)
    for _ in range(2):
        migrate.upgrade(engine, now=NOW)
        for change in (
            "UPDATE applications SET state = 'withdrawn' WHERE state = 'received'",
            "UPDATE applications SET state = 'nowhere'",
            "UPDATE application_moves SET moved_by = 'ai'",
            "DELETE FROM application_moves",
        ):
            with pytest.raises(IntegrityError), engine.begin() as connection:
                connection.exec_driver_sql(change)
        migrate.run_alembic(engine, "downgrade", "0003")
    with engine.begin() as connection:  # before this revision nothing hindered it
        connection.exec_driver_sql(
            "UPDATE applications SET state = 'withdrawn' WHERE state = 'received'"
        )
