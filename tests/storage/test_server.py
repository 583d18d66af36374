"""A real server as a counter meets it: over TCP, with TLS and a password."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from desktop.common.errors import NewerStoreError
from desktop.storage.address import ServerError, read_address
from desktop.storage.migrate import HEAD, current_revision
from desktop.storage.server import bring_up_to_date, connect, look_at
from tests.postgres import write_certificate

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def empty(postgres_server):
    """The name of a database without tables."""
    name = postgres_server.empty_database()
    yield name
    postgres_server.drop(name)


def code_of(address, password):
    with pytest.raises(ServerError) as refused:
        connect(address, password)
    assert password not in f"{refused.value}"
    return refused.value.code


def test_a_way_in_with_tls_and_what_the_server_says(postgres_server, empty):
    address, password = read_address(postgres_server.address(empty), postgres_server.ca_file)
    engine = connect(address, password)
    look = look_at(engine, datetime.now(UTC) + timedelta(minutes=3))
    assert int(look.version.split(".")[0]) >= 15
    assert look.encrypted.startswith("TLSv1")
    assert (look.revision, look.is_current) == ("", False)
    assert timedelta(minutes=2) < look.lead < timedelta(minutes=4)
    engine.dispose()


def test_every_refusal_says_its_own_reason(postgres_server, empty, tmp_path):
    address, password = read_address(postgres_server.address(empty))
    assert code_of(address, "sai mat khau") == "QTN-677"
    nobody, _ = read_address(postgres_server.address("khong_co"))
    assert code_of(nobody, password) == "QTN-678"
    write_certificate(tmp_path / "other.crt", tmp_path / "other.key")
    forged, _ = read_address(postgres_server.address(empty), tmp_path / "other.crt")
    assert code_of(forged, password) == "QTN-676"
    closed, _ = read_address("postgresql://qtn@127.0.0.1:1/qtn")
    assert code_of(closed, password) == "QTN-675"


def test_two_machines_make_the_tables_once(postgres_server, empty):
    address, password = read_address(postgres_server.address(empty))
    engines = [connect(address, password) for _ in range(2)]
    failed = []

    def run(engine):
        try:
            bring_up_to_date(engine, address, NOW)
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [current_revision(engine) for engine in engines] == [HEAD, HEAD]
    for engine in engines:
        engine.dispose()


def test_newer_tables_and_foreign_ones_stay_untouched(postgres_server, empty):
    address, password = read_address(postgres_server.address(empty))
    engine = connect(address, password)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE luong (id int)"))
    with pytest.raises(ServerError) as refused:
        bring_up_to_date(engine, address, NOW)
    assert refused.value.code == "QTN-672"
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num varchar)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    with pytest.raises(NewerStoreError) as newer:
        bring_up_to_date(engine, address, NOW)
    assert newer.value.code == "QTN-673"
    with engine.connect() as connection:
        assert (
            connection.scalar(text("SELECT count(*) FROM pg_tables WHERE tablename='members'")) == 0
        )
    engine.dispose()
