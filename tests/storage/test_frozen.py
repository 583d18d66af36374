"""A copy taken while others write is one moment, whole; and what changed since is known."""

import random
import secrets
import threading
import time

import pytest

from desktop.common.errors import StoreError
from desktop.storage.engine import make_copy_engine, make_engine, open_connection
from desktop.storage.frozen import Standstill, frozen, page_runs
from desktop.storage.unit_of_work import Store
from desktop.storage.wal import PAGE_SIZE, LogReader, log_of

KEY = secrets.token_bytes(32)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "qtn.db"
    connection = open_connection(path, KEY)
    connection.execute("CREATE TABLE t (i INTEGER PRIMARY KEY, n INTEGER, b BLOB)")
    for _ in range(60):
        connection.execute("INSERT INTO t (n, b) VALUES (0, ?)", (secrets.token_bytes(9000),))
    yield path
    connection.close()


@pytest.fixture
def store(file):
    store = Store(make_engine(file, KEY), lambda path: make_copy_engine(path, KEY))
    yield store
    store.close()


def write_something(connection, chance):
    """Move an amount between two rows, so that the sum of all stays nothing; now and then undo."""
    connection.execute("BEGIN IMMEDIATE")
    first, second = chance.sample(range(1, 61), 2)
    amount = chance.randint(1, 9)
    size = chance.randint(10, 30_000)
    connection.execute(
        "UPDATE t SET n = n + ?, b = ? WHERE i = ?", (amount, chance.randbytes(size), first)
    )
    connection.execute("UPDATE t SET n = n - ? WHERE i = ?", (amount, second))
    if chance.random() < 0.3:
        connection.execute("INSERT INTO t (n, b) VALUES (0, ?)", (chance.randbytes(50_000),))
    if chance.random() < 0.1:
        connection.execute("DELETE FROM t WHERE i > 60 AND i % 3 = 0")
    connection.execute("ROLLBACK" if chance.random() < 0.2 else "COMMIT")


def bring(copy, frozen_file):
    """Write what changed (everything, when that is not known) into a copy."""
    size = frozen_file.size
    if frozen_file.changed is None:
        runs = [(at, min(1 << 20, size - at)) for at in range(0, size, 1 << 20)]
    else:
        runs = page_runs([p for p in frozen_file.changed if p * PAGE_SIZE <= size], 1 << 20)
    with copy.open("r+b" if copy.exists() else "w+b") as stream:
        for offset, length in runs:
            stream.seek(offset)
            data = frozen_file.read_at(offset, length)
            assert len(data) == length
            stream.write(data)
        stream.truncate(size)


def ask(store, path, text):
    copy = store.copy(path)
    try:
        with copy.read() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(text)]
    finally:
        copy.close()


def check(store, path, frozen_file):
    assert ask(store, path, "PRAGMA cipher_integrity_check") == []
    assert ask(store, path, "PRAGMA quick_check") == [("ok",)]
    question = "SELECT sum(n), count(*), total(length(b)) FROM t"
    found = ask(store, path, question)
    assert found[0][0] == 0
    assert found == frozen_file.rows(question)


@pytest.mark.parametrize("held_by_others", [False, True])
def test_changed_pages_alone_keep_a_copy_equal_through_a_long_story(
    file, store, tmp_path, held_by_others
):
    chance = random.Random(11 + held_by_others)
    writer, reader = open_connection(file, KEY), open_connection(file, KEY)
    standstill, copy = Standstill(store, file), tmp_path / "copy.db"
    for turn in range(25):
        for _ in range(chance.randint(0, 6)):
            write_something(writer, chance)
            if chance.random() < 0.2:
                writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
            if held_by_others and chance.random() < 0.5:
                # A reader that stays keeps the log from being folded into the file.
                if reader.in_transaction:
                    reader.execute("ROLLBACK")
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM t").fetchone()
        taken = standstill.take()
        assert (taken.changed is None) == (turn == 0)
        bring(copy, taken)
        write_something(writer, chance)  # after the moment: must not be in the copy
        check(store, copy, taken)
    standstill.release()
    reader.close()
    writer.close()


def test_two_writers_at_the_same_time_leave_every_copy_whole(file, store, tmp_path):
    stop = threading.Event()

    def write(seed):
        chance, connection = random.Random(seed), open_connection(file, KEY)
        while not stop.is_set():
            write_something(connection, chance)
            time.sleep(0.002)
        connection.close()

    writers = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2)]
    for writer in writers:
        writer.start()
    standstill, copy = Standstill(store, file), tmp_path / "copy.db"
    try:
        for _ in range(8):
            taken = standstill.take()
            bring(copy, taken)
            check(store, copy, taken)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
        standstill.release()


def test_two_holders_do_not_disturb_each_other(file, store, tmp_path):
    chance, writer = random.Random(5), open_connection(file, KEY)
    first = Standstill(store, file)
    first.take()
    write_something(writer, chance)
    with frozen(store, file) as second:
        bring(tmp_path / "second.db", second)
        check(store, tmp_path / "second.db", second)
    write_something(writer, chance)
    taken = first.take()
    assert taken.changed, "the first one still knows"
    first.release()
    writer.close()


def test_after_it_is_let_go_the_log_is_folded_again_and_nothing_is_claimed_to_be_known(file, store):
    chance, writer = random.Random(6), open_connection(file, KEY)
    standstill = Standstill(store, file)
    standstill.take()
    standstill.release()
    write_something(writer, chance)
    assert writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    taken = standstill.take()
    assert taken.changed is None
    standstill.release()
    writer.close()


def test_a_store_that_another_program_keeps_locked_is_said_to_be_busy(file, store):
    other = open_connection(file, KEY)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(2):  # a short patience, so that the test has one too
        with store.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    standstill = Standstill(store, file)
    patience = [store.engine.raw_connection() for _ in range(4)]
    for one in patience:
        one.driver_connection.execute("PRAGMA busy_timeout = 50")
        one.close()
    with pytest.raises(StoreError) as told:
        standstill.take()
    assert told.value.code == "QTN-105"
    other.execute("ROLLBACK")
    assert standstill.take().size > 0
    standstill.release()
    other.close()


def test_reading_and_closing_the_file_keeps_the_locks_of_the_open_store(file, store):
    """A descriptor closed by us would free the file for others, who would then remove the log."""
    import subprocess
    import sys

    with store.read() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM t")
    with frozen(store, file) as taken:
        taken.read_at(0, PAGE_SIZE)
    writer = open_connection(file, KEY)
    write_something(writer, random.Random(8))
    # Another process that closes last would fold the log in and delete it, if it were alone.
    script = (
        "import sys; sys.path.insert(0, '.'); from pathlib import Path\n"
        "from desktop.storage.engine import open_connection\n"
        "c = open_connection(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "c.execute('SELECT count(*) FROM t').fetchone(); c.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(file), KEY.hex()], check=True)
    assert log_of(file).exists()
    writer.close()


def test_a_log_that_is_not_there_or_not_one_is_no_log(tmp_path):
    reader = LogReader(tmp_path / "none-wal")
    reader.read_on()
    assert (reader.mark, reader.pages) == (None, [])
    (tmp_path / "none-wal").write_bytes(b"x" * 100)
    reader.read_on()
    assert (reader.mark, reader.pages) == (None, [])


def test_neighbouring_pages_are_read_in_one_go():
    assert list(page_runs({1, 2, 3, 7, 9, 10}, 2 * PAGE_SIZE)) == [
        (0, 2 * PAGE_SIZE),
        (2 * PAGE_SIZE, PAGE_SIZE),
        (6 * PAGE_SIZE, PAGE_SIZE),
        (8 * PAGE_SIZE, 2 * PAGE_SIZE),
    ]
    assert list(page_runs(set(), PAGE_SIZE)) == []
