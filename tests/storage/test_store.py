import secrets
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.common.errors import DiskFullError, StoreError, WrongKeyError
from desktop.models import Setting
from desktop.storage import migrate
from desktop.storage.engine import make_engine, open_connection
from desktop.storage.unit_of_work import Store
from tests import engines

NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)


@pytest.fixture
def key():
    return secrets.token_bytes(32)


@pytest.fixture
def store(tmp_path, key):
    engine = make_engine(tmp_path / "qtn.db", key)
    migrate.upgrade(engine, now=NOW)
    opened = Store(engine)
    yield opened
    opened.close()


@pytest.fixture
def either(request, tmp_path, engine_name):
    """An empty store of each engine; the tests that ask for `store` are about the file itself."""
    with engines.empty_store(request, tmp_path) as opened:
        yield opened


def put(store, name, value="x"):
    with store.write() as session:
        session.add(Setting(name=name, value={"value": value}, updated_at=NOW))


def names(store):
    with store.read() as session:
        return sorted(row.name for row in session.query(Setting))


def test_what_was_written_is_there_after_reopening(store, tmp_path, key):
    put(store, "a")
    store.close()
    again = Store(make_engine(tmp_path / "qtn.db", key))
    assert names(again) == ["a"]
    again.close()


def test_a_block_that_fails_leaves_nothing(either):
    def fail_half_way():
        with either.write() as session:
            session.add(Setting(name="half", value={}, updated_at=NOW))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert names(either) == []


def test_reading_never_changes(either):
    with either.read() as session:
        session.add(Setting(name="no", value={}, updated_at=NOW))
        session.flush()
    assert names(either) == []


def test_durable_settings_are_in_force(store):
    with store.read() as session:
        raw = session.connection()
        assert raw.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert raw.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert raw.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert raw.exec_driver_sql("PRAGMA temp_store").scalar() == 2  # memory
        assert raw.exec_driver_sql("PRAGMA cipher_version").scalar()


def test_another_key_is_refused_in_words(store, tmp_path, monkeypatch):
    put(store, "a")
    monkeypatch.chdir(tmp_path)
    other = make_engine(tmp_path / "qtn.db", secrets.token_bytes(32))
    with pytest.raises(WrongKeyError) as caught:
        migrate.current_revision(other)
    assert "mã khôi phục" in caught.value.advice
    other.dispose()
    # SQLCipher must not leave a log file of its own beside the program.
    assert {path.name for path in tmp_path.iterdir()} <= {"qtn.db", "qtn.db-wal", "qtn.db-shm"}


def test_a_key_of_another_length_never_opens_anything(tmp_path):
    with pytest.raises(ValueError, match="32 bytes"):
        open_connection(tmp_path / "x.db", b"short")


def test_the_raw_files_hold_nothing_readable(store, tmp_path):
    put(store, "Giàng A Páo", "014085012345")
    for file in tmp_path.iterdir():
        raw = file.read_bytes()
        assert "Giàng A Páo".encode() not in raw
        assert b"014085012345" not in raw
        assert not raw.startswith(b"SQLite format 3")


def test_writers_wait_for_each_other(either):
    def write(group):
        for number in range(25):
            put(either, f"{group}-{number}")

    threads = [threading.Thread(target=write, args=(group,)) for group in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(either)) == 100


def test_work_one_after_another_stays_on_the_connection_whose_cache_is_warm(store):
    opened = [store.engine.raw_connection() for _ in range(3)]  # as three threads at once
    for connection in opened:
        connection.close()
    used = set()
    for number in range(3):
        with store.write() as session:
            used.add(id(session.connection().connection.driver_connection))
            session.add(Setting(name=f"s{number}", value={"value": number}, updated_at=NOW))
        with store.read() as session:
            used.add(id(session.connection().connection.driver_connection))
    assert len(used) == 1


def test_a_full_disk_is_said_and_nothing_is_lost(store):
    put(store, "before")
    with store.engine.connect() as raw:
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar()
    # SQLite refuses to grow beyond this: the same error that a full disk gives.
    connections = [store.engine.raw_connection() for _ in range(4)]
    for connection in connections:
        connection.cursor().execute(f"PRAGMA max_page_count = {pages + 2}")
    for connection in connections:
        connection.close()
    with pytest.raises(DiskFullError) as caught:
        put(store, "big", "x" * 200_000)
    assert "đầy" in caught.value.title
    assert names(store) == ["before"]


def test_a_locked_store_is_said(store, tmp_path, key):
    stranger = open_connection(tmp_path / "qtn.db", key)
    stranger.execute("BEGIN IMMEDIATE")
    for connection in [store.engine.raw_connection() for _ in range(2)]:
        connection.cursor().execute("PRAGMA busy_timeout = 50")
        connection.close()
    with pytest.raises(StoreError) as caught:
        put(store, "x")
    assert caught.value.code == "QTN-105"
    stranger.execute("ROLLBACK")
    stranger.close()
    put(store, "x")


def test_a_damaged_file_is_said(store, tmp_path, key):
    for number in range(200):
        put(store, f"row-{number}", "y" * 500)
    store.close()
    file = Path(tmp_path / "qtn.db")
    raw = bytearray(file.read_bytes())
    for position in range(4096, len(raw), 64):
        raw[position] ^= 0xFF
    file.write_bytes(raw)
    again = Store(make_engine(file, key))
    with pytest.raises(StoreError) as caught:
        names(again)
    assert caught.value.code in {"QTN-107", "QTN-103"}
    again.close()


def test_naive_times_are_refused(either):
    from sqlalchemy.exc import StatementError

    def write_naive():
        with either.write() as session:
            session.add(Setting(name="n", value={}, updated_at=datetime(2025, 1, 1)))  # noqa: DTZ001

    with pytest.raises(StatementError):
        write_naive()
