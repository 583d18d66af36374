"""A PostgreSQL server that several desks share: reached, and brought to today's shape."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exc

from desktop.common.errors import StoreError
from desktop.common.i18n import tr
from desktop.storage.engine import make_server_engine
from desktop.storage.migrate import upgrade
from desktop.storage.unit_of_work import Store

_PLAIN, _DRIVEN = "postgresql://", "postgresql+psycopg://"


class ServerError(StoreError):
    """The server does not answer, or refuses us."""

    code = "QTN-181"


def open_server(url: str, *, now: datetime) -> Store:
    """Return the store on a server, with its tables made or brought up to date.

    Args:
        url: `postgresql://user@host/database`.
        now: the present moment.

    Raises:
        ServerError: it does not answer, or the address is none.
        NewerStoreError: a newer program wrote there.
    """
    address = _DRIVEN + url.removeprefix(_PLAIN) if url.startswith(_PLAIN) else url
    try:
        engine = make_server_engine(address)
        upgrade(engine, now=now)
    except (exc.ArgumentError, exc.NoSuchModuleError, exc.DBAPIError) as error:
        # The address may hold a password, so it stays out of the message.
        raise ServerError(
            tr("Không kết nối được máy chủ dữ liệu của tỉnh."),
            tr("Kiểm tra mạng và địa chỉ máy chủ, rồi làm lại. Chưa nhận hồ sơ nào."),
        ) from error
    return Store(engine)
