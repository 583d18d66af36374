"""Revision 0002 keeps every row, up and down, and refuses rows that point nowhere."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import MetaData
from sqlalchemy.exc import IntegrityError

from desktop.common.ids import new_id
from desktop.storage import migrate
from desktop.storage.engine import make_engine

NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)
PEOPLE = ("Giàng A Mẫu", "Lò Thị Thử", "Vừ A Ví Dụ")


@pytest.fixture
def engine(tmp_path):
    made = make_engine(tmp_path / "qtn.db", secrets.token_bytes(32))
    migrate.run_alembic(made, "upgrade", "0001")
    yield made
    made.dispose()


def fill(engine) -> UUID:
    """Put a list of three people into a store of revision 0001, one of them served."""
    found = MetaData()
    found.reflect(engine)
    import_id = new_id()

    def row(table, **values):
        columns = found.tables[table].columns
        blank = {
            "UUID": new_id().hex,
            "JSON": {},
            "DATETIME": NOW.replace(tzinfo=None),
            "INTEGER": 1,
            "BOOLEAN": True,
        }
        kinds = {c.name: type(c.type).__name__ for c in columns if not c.nullable}
        kinds |= {c.name: "UUID" for c in columns if c.name == "id"}
        return {name: blank.get(kind, "") for name, kind in kinds.items()} | values

    with engine.begin() as connection:
        for table, rows in {
            "roster_imports": [row("roster_imports", id=import_id.hex)],
            "members": [
                row("members", id=new_id().hex, import_id=import_id.hex, full_name=name)
                for name in PEOPLE
            ],
            "set_aside_rows": [row("set_aside_rows", import_id=import_id.hex, cells=["Tổng"])],
        }.items():
            connection.execute(found.tables[table].insert(), rows)
    return import_id


def names(engine):
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT full_name FROM members ORDER BY full_name")
        return [row[0] for row in rows]


def test_people_stay_whole_on_the_way_up_and_down(engine):
    import_id = fill(engine)
    migrate.upgrade(engine, now=NOW)
    assert names(engine) == sorted(PEOPLE)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql(
            "SELECT import_id, retired, merged_into, first_import_id FROM members"
        ).all()
        assert set(kept) == {(import_id.hex, "", None, None)}
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    migrate.run_alembic(engine, "downgrade", "0001")
    assert names(engine) == sorted(PEOPLE)
    migrate.upgrade(engine, now=NOW)
    assert names(engine) == sorted(PEOPLE)


def test_a_store_whose_rows_point_nowhere_is_left_as_it_was(engine):
    fill(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("DELETE FROM roster_imports")
        driver.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(IntegrityError):
        migrate.upgrade(engine, now=NOW)
    assert migrate.current_revision(engine) == "0001"
    assert names(engine) == sorted(PEOPLE)
