import secrets
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from desktop.common.errors import DiskFullError, NewerStoreError
from desktop.models import Base, Setting
from desktop.storage import migrate
from desktop.storage.engine import make_copy_engine, make_engine
from desktop.storage.unit_of_work import Store
from desktop.storage.wal import log_of
from tests import drives

KEY = secrets.token_bytes(32)
NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "qtn.db"


@pytest.fixture
def engine(file):
    made = make_engine(file, KEY)
    yield made
    made.dispose()


def tables(engine):
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_head_is_the_newest_revision_in_the_folder():
    assert migrate.known_revisions()[-1] == migrate.HEAD


def test_the_models_equal_head(engine):
    migrate.upgrade(engine, now=NOW)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_revision_goes_up_down_and_up_again(engine):
    for revision in migrate.known_revisions():
        migrate.run_alembic(engine, "upgrade", revision)
    whole = tables(engine)
    assert whole == {*Base.metadata.tables, "alembic_version"}
    migrate.run_alembic(engine, "downgrade", "base")
    assert tables(engine) == {"alembic_version"}
    migrate.upgrade(engine, now=NOW)
    assert tables(engine) == whole


def test_an_up_to_date_store_is_left_alone(engine, file):
    migrate.upgrade(engine, file, now=NOW)
    assert migrate.upgrade(engine, file, now=NOW) is None
    assert list(file.parent.glob("before-*")) == []


def test_a_newer_store_is_refused_untouched(engine, file):
    migrate.upgrade(engine, file, now=NOW)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStoreError) as caught:
        migrate.upgrade(engine, file, now=NOW)
    assert "Cập nhật phần mềm" in caught.value.advice
    assert migrate.current_revision(engine) == "9999"


def test_the_store_is_copied_before_it_changes(engine, file, monkeypatch):
    migrate.upgrade(engine, file, now=NOW)
    store = Store(engine)
    with store.write() as session:
        session.add(Setting(name="kept", value={"value": 1}, updated_at=NOW))
    # Pretend that this program is one revision ahead: the copy must be made before the change.
    monkeypatch.setattr(migrate, "HEAD", "0000-next")
    copy = migrate.upgrade(engine, file, now=NOW)
    assert copy is not None
    assert copy.name == f"before-{migrate.known_revisions()[-1]}-20250820T070000.db"
    assert copy.stat().st_size > 0
    assert not copy.read_bytes().startswith(b"SQLite format 3")


def test_the_copy_before_a_change_leaves_the_open_store_its_locks(engine, file, monkeypatch):
    """A descriptor closed by us would free the file for others, who would then remove the log."""
    migrate.upgrade(engine, file, now=NOW)
    store = Store(engine)
    with store.write() as session:
        session.add(Setting(name="kept", value={"value": 1}, updated_at=NOW))
    monkeypatch.setattr(migrate, "HEAD", "0000-next")
    copy = migrate.upgrade(engine, file, now=NOW)
    with store.write() as session:
        session.add(Setting(name="later", value={"value": 2}, updated_at=NOW))
    # Another process that closes last would fold the log in and delete it, if it were alone.
    script = (
        "import sys; sys.path.insert(0, '.'); from pathlib import Path\n"
        "from desktop.storage.engine import open_connection\n"
        "c = open_connection(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "c.execute('SELECT count(*) FROM settings').fetchone(); c.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(file), KEY.hex()], check=True)
    assert log_of(file).exists()
    # And the copy has what was still in the log when it was made, and nothing later.
    with Store(make_copy_engine(copy, KEY)).read() as session:
        assert session.get(Setting, "kept") is not None
        assert session.get(Setting, "later") is None


def test_without_room_for_the_copy_nothing_is_changed(tmp_path):
    folder = tmp_path / "drive"
    folder.mkdir()
    with drives.small_drive(folder, "16m"):
        file = folder / "qtn.db"
        engine = make_engine(file, KEY)
        migrate.upgrade(engine, now=NOW)
        migrate.run_alembic(engine, "downgrade", "0001")
        Store(engine).fold_log()
        with drives.full(folder, left=64 << 10), pytest.raises(DiskFullError) as told:
            migrate.upgrade(engine, file, now=NOW)
        assert "Chưa mất dữ liệu" in told.value.advice
        assert migrate.current_revision(engine) == "0001"
        assert [path.name for path in folder.glob("*before*")] == []
        assert migrate.upgrade(engine, file, now=NOW).name.startswith("before-0001-")
        assert migrate.current_revision(engine) == migrate.HEAD
        engine.dispose()


def test_rows_survive_a_round_trip_through_the_first_revision(engine):
    migrate.upgrade(engine, now=NOW)
    store = Store(engine)
    with store.write() as session:
        session.add(Setting(name="kept", value={"value": "Mường Thử"}, updated_at=NOW))
    migrate.upgrade(engine, now=NOW)
    with store.read() as session:
        kept = session.get(Setting, "kept")
    assert kept is not None
    assert kept.value == {"value": "Mường Thử"}
    assert kept.updated_at == NOW
