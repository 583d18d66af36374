"""A real PostgreSQL of our own, for tests that must hold on the server as on the counter.

One private server for each test session, in a folder of its own, reached through a socket in that
folder, and as from a counter: over TCP with TLS and a password, on this machine only. Every test
gets a database of its own, copied from one that has all tables.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import Connection, Engine, Select, event, text
from sqlalchemy.sql import ClauseElement, operators, visitors
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.functions import Function

from desktop.models.sealed import SealedBytes, SealedJson, SealedKey, SealedText, put_seal
from desktop.storage.engine import make_server_engine
from desktop.storage.migrate import upgrade
from desktop.storage.office_seal import OfficeSeal
from desktop.storage.unit_of_work import Store

_PROGRAMS = Path("/usr/lib/postgresql")
_TEMPLATE = "with_tables"
_MEMORY, _ROOM = Path("/dev/shm"), 2 << 30
USER, PASSWORD = "qtn", "mat khau/thu@1"
OFFICE_KEY = bytes(range(32))
_NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)


class PostgresServer:
    """A running server; databases are made and dropped by name."""

    def __init__(self, folder: Path, port: int, options: str) -> None:
        self._folder = folder
        self._port = port
        self._options = options
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Let it answer, again or for the first time."""
        log = str(self._folder / "log")
        data = str(self._folder / "data")
        _run("pg_ctl", "-D", data, "-l", log, "-o", self._options, "-w", "start")

    def stop(self) -> None:
        """End it at once, as a power cut would."""
        _run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Let it be gone for the length of a block, for everybody."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Let nobody in from outside for the length of a block; the server answers all the same."""
        self._let_in(_WHO_MAY.replace("scram-sha-256", "reject"))
        try:
            self._command(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{USER}'"
            )
            yield
        finally:
            self._let_in(_WHO_MAY)

    def _let_in(self, who: str) -> None:
        (self._folder / "data" / "pg_hba.conf").write_text(who)
        _run("pg_ctl", "-D", str(self._folder / "data"), "reload")

    def engine(self, database: str) -> Engine:
        """Return an engine on a database."""
        return make_server_engine(self.url(database))

    def url(self, database: str) -> str:
        """Return the address of a database, as an administrator would write it."""
        return f"postgresql+psycopg://postgres@:{self._port}/{database}?host={self._folder}"

    @property
    def port(self) -> int:
        """Where it listens on this machine."""
        return self._port

    def restart(self, how: str) -> None:
        """Stop the server and start it again.

        Args:
            how: `fast` ends every connection; `immediate` is as if the machine had lost its power.
        """
        data, log = str(self._folder / "data"), str(self._folder / "log")
        _run("pg_ctl", "-D", data, "-l", log, "-m", how, "-w", "restart")

    @property
    def ca_file(self) -> Path:
        """The certificate of the server, which vouches for itself."""
        return self._folder / "server.crt"

    def address(
        self, database: str, user: str = USER, password: str = PASSWORD, port: int = 0
    ) -> str:
        """Return the address of a database as a counter uses it: TCP, a user, a password.

        Args:
            database: its name.
            user: as whom a counter logs in.
            password: of the user; may be empty.
            port: of something between counter and server; 0 for the server's own.
        """
        login = f"{user}:{quote(password, safe='')}" if password else user
        return f"postgresql://{login}@localhost:{port or self._port}/{database}"

    def empty_database(self) -> str:
        """Make a database without tables that belongs to the counters' user; return its name."""
        name = f"test_{next(self._numbers)}"
        self._command(f"CREATE DATABASE {name} OWNER {USER} TEMPLATE template0 ENCODING 'UTF8'")
        return name

    def make_user(self) -> None:
        """Make the user that counters log in as."""
        self._command(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")

    def make_template(self) -> None:
        """Make the database that all others are copied from, by our own migrations."""
        self._command(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
        engine = self.engine(_TEMPLATE)
        upgrade(engine, now=_NOW)
        engine.dispose()

    def new_database(self) -> str:
        """Make a database with all tables and nothing in them; return its name."""
        return self.copy_of(_TEMPLATE)

    def copy_of(self, database: str) -> str:
        """Copy a database that nobody is connected to; return the copy's name."""
        name = f"test_{next(self._numbers)}"
        # As files: the usual way writes every page of it into the log, which takes twice as long.
        self._command(f"CREATE DATABASE {name} TEMPLATE {database} STRATEGY FILE_COPY")
        return name

    def drop(self, database: str) -> None:
        """Drop a database."""
        self._command(f"DROP DATABASE {database} WITH (FORCE)")

    def _command(self, sql: str) -> None:
        engine = self.engine("postgres")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(sql)
        engine.dispose()


@contextmanager
def running_server(*, durable: bool = False, connections: int = 40) -> Iterator[PostgresServer]:
    """Give a private server with the tables of this program; it ends with the block.

    Args:
        durable: whether a commit waits for the drive, as on a real server; tests need not.
        connections: so many at once.
    """
    # Short: a socket's path may have 107 bytes. In memory: making and dropping a database waits for
    # the drive, which all other tests use as well.
    in_memory = not durable and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_MEMORY if in_memory else None))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = str(folder / "data")
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        (folder / "data" / "pg_hba.conf").write_text(_WHO_MAY)
        port = _free_port()
        write_certificate(folder / "server.crt", folder / "server.key")
        if os.geteuid() == 0:
            for name in ("server.crt", "server.key"):
                os.chown(folder / name, account.pw_uid, account.pw_gid)
        options = f"-k {folder} -p {port} -c listen_addresses=localhost"
        options += f" -c max_connections={connections}"
        options += f" -c ssl=on -c ssl_cert_file={folder}/server.crt"
        options += f" -c ssl_key_file={folder}/server.key -c timezone=UTC"
        if not durable:
            options += " -c fsync=off"
        server = PostgresServer(folder, port, options)
        server.start()
        try:
            server.make_template()
            server.make_user()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give a private server that ends with the session."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgres_store(postgres_server: PostgresServer) -> Iterator[Store]:
    """Give a store on an empty PostgreSQL database of the test's own; see `fresh_store`."""
    with fresh_store(postgres_server) as store:
        yield store


@contextmanager
def fresh_store(server: PostgresServer) -> Iterator[Store]:
    """Give a store on an empty database with all tables, sealed as an office's is.

    A statement that asks the server for what it cannot read fails, whatever it would have answered.
    """
    name = server.new_database()
    engine = server.engine(name)
    put_seal(engine.dialect, OfficeSeal(OFFICE_KEY))
    event.listen(engine, "before_execute", _refuse_to_read_sealed)
    store = Store(engine)
    try:
        yield store
    finally:
        store.close()
        server.drop(name)


def somebody_waits(store: Store) -> bool:
    """Wait until a connection waits for what another one holds; say whether one did in time."""
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with store.engine.connect() as connection:
            if connection.execute(asked).scalar_one():
                return True
        time.sleep(0.02)
    return False


def _refuse_to_read_sealed(_connection: Connection, statement: Any, *_rest: Any) -> None:
    """Let nothing be sorted, grouped, searched or reckoned with by a sealed column."""
    if not isinstance(statement, ClauseElement):
        return
    for part in visitors.iterate(statement):
        asked: list[Any] = []
        if isinstance(part, Select):
            asked += [*part._order_by_clauses, *part._group_by_clauses]
        if isinstance(part, BinaryExpression):
            asked += _compared(part)
        if isinstance(part, Function) and part.name != "count":
            asked += list(part.clauses)
        for one in asked:
            sealed = [
                column
                for column in visitors.iterate(one)
                if isinstance(getattr(column, "type", None), (SealedText, SealedJson, SealedBytes))
            ]
            assert not sealed, f"the server cannot read {sealed} in {statement}"


def _compared(part: BinaryExpression[Any]) -> list[Any]:
    """Return the sides of a comparison that the server cannot make."""
    same = part.operator in {operators.eq, operators.ne}
    if same and getattr(part.right, "value", None) == "":
        return []
    alike = same or part.operator in {operators.in_op, operators.not_in_op}
    kinds = {type(part.left.type), type(part.right.type)}
    if alike and SealedKey in kinds:
        return []
    return [part.left]


_WHO_MAY = """local all all trust
host all all 127.0.0.0/8 scram-sha-256
host all all ::1/128 scram-sha-256
"""


def write_certificate(certificate: Path, key: Path, name: str = "localhost") -> None:
    """Write a certificate that vouches for itself under a machine's name, and its key."""
    secret = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    key.chmod(0o600)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _run(program: str, *arguments: str) -> None:
    """Run a program of the server, never as root: it refuses that."""
    as_somebody = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_somebody, _program(program), *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        cwd="/",
    )
    assert done.returncode == 0, f"{program} failed:\n{done.stdout}"


def _program(name: str) -> str:
    newest = sorted(_PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which(name)
    assert found, f"PostgreSQL is missing ({name}); `python3 dev.py setup` installs it"
    return found
