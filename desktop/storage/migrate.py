"""Bringing the store to the shape this program needs, with a copy made first.

A store that is already at `HEAD` is recognised without importing Alembic (its import costs half
a second on an office PC). A store written by a newer program is refused untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from desktop.common.errors import NewerStoreError, StoreError
from desktop.common.files import whole_file
from desktop.common.i18n import tr
from desktop.storage import guards
from desktop.storage.frozen import frozen
from desktop.storage.unit_of_work import Store, explained

HEAD = "0039"
"""The newest revision this program knows; a test holds it against migrations/versions."""

_PIECE = 1 << 20
"""Bytes copied at a time; whole pages."""
_SCRIPTS = Path(__file__).parent / "migrations"


def current_revision(engine: Engine) -> str | None:
    """Return the revision of the store, or None for an empty one.

    Raises:
        StoreError: the store cannot be read (wrong key, damage).
    """
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
            return str(row[0]) if row else None
    except Exception as error:
        cause = getattr(error, "orig", error)
        known = explained(str(cause), error)
        if isinstance(known, StoreError):
            raise known from error
        raise


def known_revisions() -> tuple[str, ...]:
    """Return every revision this program carries, oldest first."""
    return tuple(sorted(path.name.split("_")[0] for path in _SCRIPTS.glob("versions/[0-9]*.py")))


def upgrade(engine: Engine, store_file: Path | None = None, *, now: datetime) -> Path | None:
    """Bring the store to `HEAD`.

    Args:
        engine: the engine on the store.
        store_file: the database file; when given and not empty, it is copied first.
        now: the time that names the copy.

    Returns:
        The copy that was made, or None when nothing had to change or the store was empty.

    Raises:
        NewerStoreError: a newer program wrote the store; it is left untouched.
        StoreError: the copy or the migration failed; the store is as it was.
    """
    revision = current_revision(engine)
    if revision == HEAD:
        return None
    if revision is not None and revision not in known_revisions():
        raise NewerStoreError(
            tr("Kho dữ liệu do bản phần mềm mới hơn tạo ra."),
            tr("Cập nhật phần mềm trên máy này rồi mở lại. Kho chưa bị thay đổi gì."),
        )
    copy = _copy_first(engine, store_file, revision, now) if revision and store_file else None
    run_alembic(engine, "upgrade", "head")
    return copy


def downgrade(engine: Engine, store_file: Path, revision: str, *, now: datetime) -> Path | None:
    """Bring a store to an older schema, for the program of before; it is copied first.

    Args:
        engine: the engine on the store.
        store_file: the database file.
        revision: the older schema.
        now: the time that names the copy.

    Returns:
        The copy, which holds what the older schema has no place for; None when nothing had to
        change.

    Raises:
        StoreError: the store holds what the older schema cannot; it is as it was.
    """
    present = current_revision(engine)
    if present == revision or present is None:
        return None
    copy = _copy_first(engine, store_file, present, now)
    try:
        run_alembic(engine, "downgrade", revision)
    except SQLAlchemyError as error:
        raise no_way_down(revision) from error
    return copy


def no_way_down(revision: str) -> StoreError:
    """Return the error for a store that cannot be brought to an older schema."""
    return StoreError(
        tr("Chưa đưa được kho dữ liệu về cấu trúc {revision}.").format(revision=revision),
        tr("Kho vẫn nguyên ở cấu trúc mới; tiếp tục dùng bản đang chạy."),
        code="QTN-109",
    )


def _copy_first(engine: Engine, store_file: Path, revision: str, now: datetime) -> Path:
    copy = store_file.with_name(f"before-{revision}-{now:%Y%m%dT%H%M%S}.db")
    # Not opened and closed like any file: that would drop the locks of the open store.
    with frozen(Store(engine), store_file) as file, whole_file(copy) as stream:
        for offset in range(0, file.size, _PIECE):
            stream.write(file.read_at(offset, min(_PIECE, file.size - offset)))
    return copy


def run_alembic(engine: Engine, verb: str, revision: str) -> None:
    """Run Alembic's `upgrade` or `downgrade` on this engine, in one transaction.

    Raises:
        IntegrityError: rows would point nowhere afterwards; nothing was changed.
    """
    from alembic import command  # noqa: PLC0415 - half a second, only when the schema changes
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with (
        engine.execution_options(begin_mode="IMMEDIATE").connect() as connection,
        _references_checked_at_the_end(connection),
        connection.begin(),
    ):
        config.attributes["connection"] = connection
        getattr(command, verb)(config, revision)
        guards.install(connection)
        _check_references(connection)


@contextmanager
def _references_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: its references rest while that happens."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if lost:
        raise IntegrityError("foreign_key_check", None, RuntimeError(str(lost)))
