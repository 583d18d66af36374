"""What a copy of an office's list refuses while a counter works with it, whoever writes to it.

A copy is replaced by a fresh one as soon as everything in it is back on the server. So nothing may
be written into it that would not go back: records of other counters, the list itself, the queue,
the plan, what somebody decided. These tables are closed by triggers, every table that this program
gets later as well, until somebody opens it here; a message says so instead of a row being lost.

The copy itself keeps what it had from the server (`copy_known`): of the drafts that the counter may
go on with as of when they are. These, and whatever the copy made, are its own records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, MetaData, Select, Table, Uuid, select
from sqlalchemy.orm import Session

from desktop.common.settings import SETTINGS
from desktop.models import Base
from desktop.models.base import UtcDateTime
from desktop.storage.sharing import put_row

_KNOWN: Final = Table(
    "copy_known",
    MetaData(),
    Column("id", Uuid(), primary_key=True),
    Column("as_of", UtcDateTime(), nullable=True),
    Column("is_new", Boolean(), nullable=False),
)
"""Records of the server, and people whom it knows although no list brought them."""
ELSEWHERE: Final = "a record of the server is not changed in a copy"
CLOSED: Final = "this does not go back from a copy to the server"
BROUGHT_BACK: Final = "everything of this copy is on the server"
_FREE: Final = frozenset(
    {"audit_events", "blobs", "counters", "papers", "print_jobs", "written_returns"}
)
"""Tables anything may be written to: what goes back, and what is the copy's own."""
_OF_RECORDS: Final = (
    "application_moves",
    "application_versions",
    "attached_papers",
    "captured_pages",
    "readings",
)
_CLOSING: Final = (
    ("applications", ""),
    ("captured_pages", ""),
    ("members", ""),
    ("settings", "WHEN NEW.name LIKE 'unfinished.%'"),
)
"""What nobody may add to any more once everything was brought back."""
_EVENTS: Final = ("INSERT", "UPDATE")
_OF_PEOPLE: Final = ("full_name", "pin_hash", "secret_kind", "must_change", "role", "is_active")
"""Of an operator; wrong secrets are counted in the copy as well."""


def make_known(connection: Connection) -> None:
    """Make the table of what a new copy had from the server."""
    _KNOWN.create(connection)


def install_copy_guard(connection: Connection) -> None:
    """Close a copy to everything that would not go back; to be done at each opening.

    Args:
        connection: the caller's transaction on the copy.
    """
    for number, (table, event, when, words) in enumerate(_refusals()):
        name = f"copy_guard_{number}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
    reopen_copy(connection)


def close_copy(connection: Connection) -> None:
    """Let nothing more be recorded: everything of it is on the server."""
    for table, when in _CLOSING:
        for event in _EVENTS:
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS copy_closed_{table}_{event.lower()} "
                f"BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{BROUGHT_BACK}'); END"
            )


def reopen_copy(connection: Connection) -> None:
    """Let records be taken again: the server went away before a fresh copy was there."""
    for table, _ in _CLOSING:
        for event in _EVENTS:
            connection.exec_driver_sql(
                f"DROP TRIGGER IF EXISTS copy_closed_{table}_{event.lower()}"
            )


@dataclass(frozen=True)
class Known:
    """What the server has of a record.

    Attributes:
        as_of: as of when; None for a record that is not the copy's to change.
        is_new: whether the copy made it, and the server has it from here.
    """

    as_of: datetime | None
    is_new: bool = False


def put_known(session: Session, known: Mapping[UUID, Known]) -> None:
    """Keep what the server has."""
    rows = [{"id": key, "as_of": one.as_of, "is_new": one.is_new} for key, one in known.items()]
    put_row(session, _KNOWN, rows)


def known_of(session: Session) -> dict[UUID, Known]:
    """Return what `put_known` kept."""
    return {row.id: Known(row.as_of, row.is_new) for row in session.execute(select(_KNOWN))}


def not_ours() -> Select[tuple[UUID]]:
    """Return the keys of all records that are not the copy's to change, as a part of a query."""
    return select(_KNOWN.c.id).where(_KNOWN.c.as_of.is_(None))


def _refusals() -> Iterator[tuple[str, str, str, str]]:
    """Yield table, event, condition and words of every trigger."""
    foreign = "WHEN EXISTS (SELECT 1 FROM copy_known AS k WHERE k.id = {} AND k.as_of IS NULL)"
    for event in ("UPDATE", "DELETE"):
        yield "applications", event, foreign.format("OLD.id"), ELSEWHERE
    for table in _OF_RECORDS:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            yield table, event, foreign.format(f"{row}.application_id"), ELSEWHERE
    yield "members", "INSERT", "WHEN NEW.import_id IS NOT NULL", CLOSED
    for event in ("UPDATE", "DELETE"):
        yield "members", event, "WHEN OLD.import_id IS NOT NULL", CLOSED
        yield "members", event, foreign.format("OLD.id"), CLOSED
    chosen = ", ".join(_quoted(name) for name in sorted(SETTINGS))
    for event in ("INSERT", "UPDATE"):
        yield "settings", event, f"WHEN NEW.name IN ({chosen})", CLOSED
    yield "operators", f"UPDATE OF {', '.join(_OF_PEOPLE)}", "", CLOSED
    for event in ("INSERT", "DELETE"):
        yield "operators", event, "", CLOSED
    handled = {*_FREE, *_OF_RECORDS, "applications", "members", "settings", "operators"}
    for table in sorted(Base.metadata.tables.keys() - handled):
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield table, event, "", CLOSED


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
