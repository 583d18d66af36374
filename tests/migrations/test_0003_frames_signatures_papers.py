"""Revision 0003 keeps every record with its photo, on both engines, and holds what points at it."""

import hashlib
import secrets
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import MetaData, inspect, select
from sqlalchemy.exc import DatabaseError

from desktop.common.ids import new_id
from desktop.storage import migrate
from desktop.storage.engine import make_engine

NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)
PORTRAIT = b"a portrait"
FRAME = b"the frame it was cut from"
POINTERS = ("photo_original_digest", "signature_vector_digest", "signature_strokes_digest")


def digest(content):
    return hashlib.sha256(content).hexdigest()


@contextmanager
def counter_engine(request):
    engine = make_engine(request.getfixturevalue("tmp_path") / "qtn.db", secrets.token_bytes(32))
    migrate.run_alembic(engine, "upgrade", "0002")
    yield engine
    engine.dispose()


@contextmanager
def server_engine(request):
    server = request.getfixturevalue("postgres_server")
    name = server.new_database()
    engine = server.engine(name)
    migrate.run_alembic(engine, "downgrade", "0002")
    yield engine
    engine.dispose()
    server.drop(name)


@pytest.fixture(params=[counter_engine, server_engine], ids=["counter", "server"])
def engine(request):
    with request.param(request) as made:
        yield made


def rows(connection, name):
    return connection.execute(select(table(connection, name))).mappings().all()


def table(connection, name):
    found = MetaData()
    found.reflect(connection, only=[name])
    return found.tables[name]


def add(connection, name, **values):
    """Put one row in; columns that may not be empty and are not named get something."""
    target = table(connection, name)
    blank = {"JSON": {}, "DATETIME": NOW, "TIMESTAMP": NOW, "INTEGER": 1, "BOOLEAN": True}
    if connection.dialect.name == "sqlite":
        blank["DATETIME"] = NOW.replace(tzinfo=None)
        values = {
            key: value.hex if isinstance(value, UUID) else value for key, value in values.items()
        }
    columns = [column for column in target.columns if not column.nullable]
    given = {column.name: blank.get(type(column.type).__name__, "") for column in columns}
    connection.execute(target.insert(), [given | values])


def fill(engine):
    """One person with a received record and a portrait."""
    station, member, application = new_id(), new_id(), new_id()
    with engine.begin() as connection:
        add(connection, "blobs", digest=digest(PORTRAIT), content=PORTRAIT)
        add(connection, "stations", id=station, code="MT02")
        add(connection, "members", id=member, full_name="Giàng A Mẫu")
        add(
            connection,
            "applications",
            id=application,
            member_id=member,
            station_id=station,
            state="received",
            receipt_number="MT02-000001-17",
            snapshot={"fields": {"full_name": "Giàng A Mẫu"}},
            photo_digest=digest(PORTRAIT),
        )
    return application


def test_records_keep_their_portraits_on_the_way_up_and_down(engine):
    fill(engine)
    for verb, revision in (("upgrade", "0003"), ("downgrade", "0002"), ("upgrade", "0003")):
        migrate.run_alembic(engine, verb, revision)
        with engine.connect() as connection:
            (row,) = rows(connection, "applications")
            assert row["photo_digest"] == digest(PORTRAIT)
            assert row["receipt_number"] == "MT02-000001-17"
            assert row["snapshot"] == {"fields": {"full_name": "Giàng A Mẫu"}}
            assert [row.get(name) for name in POINTERS] == [None] * 3
            assert ("photo_original_digest" in row) is (revision == "0003")
            checks = inspect(connection).get_check_constraints("applications")
            assert {check["name"] for check in checks} == {
                "ck_applications_known_state",
                "ck_applications_received_has_receipt",
            }


def test_bytes_that_something_points_at_cannot_go(engine):
    application = fill(engine)
    migrate.run_alembic(engine, "upgrade", "0003")
    with engine.begin() as connection:
        add(connection, "blobs", digest=digest(FRAME), content=FRAME)
        add(
            connection,
            "attached_papers",
            id=new_id(),
            application_id=application,
            kind="form",
            blob_digest=digest(FRAME),
        )
        applications = table(connection, "applications")
        connection.execute(applications.update().values(photo_original_digest=digest(FRAME)))
    with engine.connect() as connection:
        blobs, papers = table(connection, "blobs"), table(connection, "attached_papers")
        applications = table(connection, "applications")
        gone = blobs.delete().where(blobs.c.digest == digest(FRAME))
    for release in (
        applications.update().values(photo_original_digest=None),
        papers.delete(),
    ):
        with pytest.raises(DatabaseError, match=r"(?i)foreign key"), engine.begin() as connection:
            connection.execute(gone)
        with engine.begin() as connection:
            connection.execute(release)
    with engine.begin() as connection:
        assert connection.execute(gone).rowcount == 1


def test_everything_that_points_at_bytes_has_an_index(engine):
    migrate.run_alembic(engine, "upgrade", "0003")
    with engine.connect() as connection:
        found = inspect(connection)
        for name in found.get_table_names():
            indexed = {tuple(index["column_names"]) for index in found.get_indexes(name)}
            for key in found.get_foreign_keys(name):
                if key["referred_table"] == "blobs":
                    assert tuple(key["constrained_columns"]) in indexed, (name, key)


def test_a_paper_of_nobody_is_refused(engine):
    migrate.run_alembic(engine, "upgrade", "0003")
    with engine.begin() as connection:
        add(connection, "blobs", digest=digest(FRAME), content=FRAME)
    for name in ("attached_papers", "captured_pages"):
        with pytest.raises(DatabaseError, match=r"(?i)foreign key"), engine.begin() as connection:
            add(connection, name, id=new_id(), application_id=new_id(), blob_digest=digest(FRAME))
