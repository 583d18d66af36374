"""A PostgreSQL server that several machines share: reached, looked at, brought to today's shape."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, exc, inspect, text

from desktop.common.errors import NewerStoreError
from desktop.common.i18n import tr
from desktop.models import Base
from desktop.storage.address import DRIVER, NO_ANSWER, ServerAddress, ServerError
from desktop.storage.engine import make_server_engine
from desktop.storage.migrate import HEAD, current_revision, known_revisions, upgrade
from desktop.storage.twins import session_name
from desktop.storage.unit_of_work import Store

__all__ = [
    "OLDEST",
    "Engine",
    "ServerError",
    "ServerLook",
    "bring_up_to_date",
    "clock_lead",
    "connect",
    "explained_for",
    "forget_tables",
    "has_tables",
    "look_at",
    "open_server",
]

OLDEST = 15
_PLAIN, _DRIVEN = "postgresql://", f"{DRIVER}://"
_MIGRATING = zlib.crc32(b"schema")


@dataclass(frozen=True)
class ServerLook:
    """What a server says of itself before anything is changed there.

    Attributes:
        version: as PostgreSQL writes it, like "15.18".
        encrypted: the TLS version of this connection; empty without TLS.
        revision: the shape of the tables; empty in a database that has none.
        is_current: whether the tables have the shape this program needs.
        lead: how far this machine's clock is ahead of the server's.
    """

    version: str
    encrypted: str
    revision: str
    is_current: bool
    lead: timedelta


def open_server(url: str, *, now: datetime) -> Store:
    """Return the store on a server, with its tables made or brought up to date.

    Args:
        url: `postgresql://user@host/database`.
        now: the present moment.

    Raises:
        ServerError: it does not answer, is too old, or the address is none.
        NewerStoreError: a newer program wrote there.
    """
    address = _DRIVEN + url.removeprefix(_PLAIN) if url.startswith(_PLAIN) else url
    try:
        engine = make_server_engine(address)
        _require_version(engine)
        _upgrade_once(engine, now)
    except (exc.ArgumentError, exc.NoSuchModuleError, exc.DBAPIError) as error:
        # The address may hold a password, so it stays out of the message.
        raise ServerError(
            tr("Không kết nối được máy chủ dữ liệu của tỉnh."),
            tr("Kiểm tra mạng và địa chỉ máy chủ, rồi làm lại. Chưa nhận hồ sơ nào."),
        ) from error
    return Store(engine)


def connect(address: ServerAddress, password: str, station: str = "") -> Engine:
    """Return an engine on a server that answered, is new enough and lets us in.

    Args:
        address: of the server.
        password: of the user there.
        station: the code of the counter, so that the server knows its connections.

    Raises:
        ServerError: it does not answer, its certificate is not the one we know, it refuses the
            user or has no such database, or is older than `OLDEST`.
    """
    url = address.url(password, session_name(station)) if station else address.url(password)
    engine = make_server_engine(url.render_as_string(hide_password=False))
    try:
        with explained_for(address):
            _require_version(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def look_at(engine: Engine, now: datetime) -> ServerLook:
    """Ask a server what it is; nothing is changed there."""
    with engine.connect() as connection:
        secured = connection.scalar(
            text("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        )
        version = str(connection.scalar(text("SHOW server_version"))).split()[0]
    revision = current_revision(engine) or ""
    return ServerLook(version, secured or "", revision, revision == HEAD, clock_lead(engine, now))


def clock_lead(engine: Engine, now: datetime) -> timedelta:
    """Return how far `now`, the time of this machine, is ahead of the server's clock.

    Raises:
        StoreError: the server does not answer.
    """
    with engine.connect() as connection:
        theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now - theirs


def bring_up_to_date(engine: Engine, address: ServerAddress, now: datetime) -> None:
    """Make the tables or bring them up to date, by one machine at a time.

    Raises:
        NewerStoreError: a newer program wrote there; nothing was changed.
        ServerError: the database holds tables of another program, or went away.
    """
    with explained_for(address):
        revision = current_revision(engine)
        if revision is None and inspect(engine).get_table_names():
            raise ServerError(
                tr("Cơ sở dữ liệu “{name}” đang chứa bảng của chương trình khác.").format(
                    name=address.database
                ),
                tr("Tạo một cơ sở dữ liệu trống cho Quầy Tiếp Nhận. Chưa thay đổi gì."),
                code="QTN-672",
            )
        if revision is not None and revision not in known_revisions():
            raise NewerStoreError(
                tr("Máy chủ đã được một quầy có bản phần mềm mới hơn nâng cấp."),
                tr("Cập nhật phần mềm trên máy này rồi mở lại. Dữ liệu trên máy chủ vẫn nguyên."),
                code="QTN-673",
            )
        _upgrade_once(engine, now)


def has_tables(engine: Engine) -> bool:
    """Whether a database holds the tables of this program, of whatever version."""
    return current_revision(engine) is not None


def forget_tables(engine: Engine) -> None:
    """Make a database empty again whose tables were made a moment ago and never used."""
    with engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


@contextmanager
def explained_for(address: ServerAddress) -> Iterator[None]:
    """Turn what the driver complains of into words for people; the password is never in them.

    Raises:
        ServerError: in place of the driver's error.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _explained(str(error.orig), address) from error


def _require_version(engine: Engine) -> None:
    with engine.connect() as connection:
        number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if number // 10_000 < OLDEST:
        raise ServerError(
            tr("Máy chủ chạy PostgreSQL {version}, cũ quá.").format(version=number // 10_000),
            tr("Cài PostgreSQL {oldest} trở lên rồi làm lại.").format(oldest=OLDEST),
            code="QTN-674",
        )


def _upgrade_once(engine: Engine, now: datetime) -> None:
    """Bring the tables to today's shape; whoever comes second waits and finds them so."""
    if current_revision(engine) == HEAD:
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as lock:
        lock.execute(text("SET lock_timeout = 0"))  # another machine may need minutes
        lock.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _MIGRATING})
        try:
            upgrade(engine, now=now)
        finally:
            lock.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _MIGRATING})
            lock.execute(text("RESET lock_timeout"))


def _explained(said: str, address: ServerAddress) -> ServerError:
    for fragments, title, advice, code in _refusals():
        if any(fragment in said for fragment in fragments):
            words = {"host": address.shown, "user": address.user, "name": address.database}
            return ServerError(title.format(**words), advice.format(**words), code=code)
    return ServerError(
        tr("Không kết nối được máy chủ dữ liệu {host}.").format(host=address.shown),
        tr("Kiểm tra máy chủ đang bật và dây mạng, rồi thử lại. Không mất gì đã lưu."),
        code=NO_ANSWER,
    )


def _refusals() -> tuple[tuple[tuple[str, ...], str, str, str], ...]:
    """Return fragments of the driver's words, and what to say instead."""
    return (
        (
            ("does not support SSL",),
            tr("Máy chủ {host} chưa bật TLS nên không được gửi hồ sơ qua mạng."),
            tr("Bật ssl trên máy chủ và đặt chứng chỉ, xem docs/huong-dan/may-chu.md."),
            "QTN-679",
        ),
        (
            ("certificate verify failed", "does not match host name", "root certificate"),
            tr("Không tin được chứng chỉ của máy chủ {host}."),
            tr("Lấy lại tệp chứng chỉ ở máy chủ bằng USB; tên máy phải đúng tên trong chứng chỉ."),
            "QTN-676",
        ),
        (
            ("authentication failed", "no password supplied", "pg_hba.conf", "role "),
            tr("Máy chủ {host} không nhận người dùng “{user}”."),
            tr("Kiểm tra tên, mật khẩu và dòng pg_hba.conf, xem docs/huong-dan/may-chu.md."),
            "QTN-677",
        ),
        (
            ("does not exist",),
            tr("Máy chủ {host} không có cơ sở dữ liệu “{name}”."),
            tr("Tạo cơ sở dữ liệu ấy trên máy chủ, hoặc sửa lại tên trong địa chỉ."),
            "QTN-678",
        ),
    )
