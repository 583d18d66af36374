"""Where a PostgreSQL server is, as IT writes it, and whether the way there is safe enough.

The address never holds the password: that is asked for, kept under the key of the profile, and
given to the driver only.
"""

from __future__ import annotations

import ipaddress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from desktop.common.errors import InputFileError, StoreError
from desktop.common.i18n import tr

DRIVER = "postgresql+psycopg"
PORT = 5432
_SCHEMES = {"postgresql", "postgres", DRIVER}
_KNOWN = {"sslmode", "sslrootcert", "host"}
_STRICT = "verify-full"
_PATIENCE = 5
"""Seconds until a machine that does not answer counts as away."""
_OWN_SESSION = {
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 2,
    "idle_in_transaction_session_timeout": 60_000,
    "lock_timeout": 75_000,
}
"""What a counter asks of the server for its own sessions; the last two in milliseconds. A counter
whose cable is pulled, or whose program hangs, in the middle of saving would hold up all others: the
server notices the first after 20 seconds, gives up the second after a minute, and whoever waits is
told so instead of waiting for ever."""


NO_ANSWER = "QTN-675"
"""The server does not answer; whoever is refused by it does not go on behind its back."""


class ServerError(StoreError):
    """The server does not answer, refuses us, or is not what we need; nothing was changed."""

    code = "QTN-181"


@dataclass(frozen=True)
class ServerAddress:
    """One database on one server.

    Attributes:
        host: name or number of the machine; a folder for a socket on this one.
        port: where it listens.
        database: the name of the database.
        user: as whom we log in.
        ca_file: the certificate that vouches for the server's own; empty on this machine only.
    """

    host: str
    port: int
    database: str
    user: str
    ca_file: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the server is on this very machine, so that no network is between."""
        if not self.host or self.host.startswith("/") or self.host.casefold() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def shown(self) -> str:
        """The address as people read it."""
        return f"{self.host or 'localhost'}:{self.port}/{self.database}"

    def url(self, password: str, name: str = "qtn") -> URL:
        """Return what the driver needs, the password among it; the server sees us by the name."""
        query = {"connect_timeout": str(_PATIENCE), "application_name": name}
        query |= {"keepalives_idle": "20", "keepalives_interval": "5", "keepalives_count": "3"}
        query |= {"tcp_user_timeout": "20000"}  # milliseconds; where the system knows it
        query |= {"options": " ".join(f"-c {name}={value}" for name, value in _OWN_SESSION.items())}
        if self.ca_file:
            query |= {"sslmode": _STRICT, "sslrootcert": self.ca_file}
        if self.host.startswith("/"):
            query["host"] = self.host
        return URL.create(
            DRIVER,
            username=self.user,
            password=password or None,
            host=None if self.host.startswith("/") else self.host or "localhost",
            port=self.port,
            database=self.database,
            query=query,
        )

    def kept(self) -> dict[str, Any]:
        """Return the parts as a profile keeps them."""
        return asdict(self)


def read_address(text: str, ca_file: Path | None = None) -> tuple[ServerAddress, str]:
    """Read `postgresql://user@host:port/database` and return it with a password, if one is in it.

    Args:
        text: as it was typed; `?sslrootcert=FILE` names the certificate as well.
        ca_file: the certificate that vouches for the server's own.

    Raises:
        ServerError: the address is none, or would send personal data through a network that
            anybody can read or answer in the server's place.
        InputFileError: the certificate is not there.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise _no_address() from error
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    if url.drivername not in _SCHEMES or not url.database or not url.username:
        raise _no_address()
    if url.query.keys() - _KNOWN:
        raise _no_address()
    authority = str(ca_file or query.get("sslrootcert", ""))
    address = ServerAddress(
        host=url.host or query.get("host", ""),
        port=url.port or PORT,
        database=url.database,
        user=url.username,
        ca_file=str(Path(authority).absolute()) if authority else "",
    )
    _require_safe(address, query.get("sslmode", _STRICT))
    return address, url.password or ""


def address_from(values: dict[str, Any]) -> ServerAddress:
    """Return an address from what a profile kept of it.

    Raises:
        ServerError: what was kept is no address.
        InputFileError: the certificate is not there any more.
    """
    try:
        address = ServerAddress(**values)
    except TypeError as error:
        raise _no_address() from error
    _require_safe(address, _STRICT)
    return address


def _require_safe(address: ServerAddress, mode: str) -> None:
    if address.ca_file and not Path(address.ca_file).is_file():
        raise InputFileError(
            tr("Không thấy tệp chứng chỉ “{file}”.").format(file=address.ca_file),
            tr("Chép tệp chứng chỉ của máy chủ vào máy này rồi chỉ đúng đường dẫn."),
        )
    if not address.is_here and (not address.ca_file or mode != _STRICT):
        raise ServerError(
            tr("Máy chủ “{host}” ở máy khác nên phải nối qua TLS.").format(host=address.host),
            tr("Thêm --ca TỆP: chứng chỉ của máy chủ, xem docs/huong-dan/may-chu.md."),
            code="QTN-671",
        )


def _no_address() -> ServerError:
    return ServerError(
        tr("Địa chỉ máy chủ dữ liệu chưa đúng."),
        tr("Ghi theo mẫu postgresql://người-dùng@máy:5432/cơ-sở-dữ-liệu."),
        code="QTN-670",
    )
