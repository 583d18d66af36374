"""Queries of the trail: blocks of events in their order, heads that left with batches."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, exc, func, select
from sqlalchemy.orm import Session

from desktop.common.ahead import ahead
from desktop.common.canonical import canonical_json
from desktop.models import AuditEvent, Batch
from desktop.models.base import table_of
from desktop.security.trail.rules import Joined, StoredEvent
from desktop.storage.prepared import run_straight

BLOCK = 2_000
"""Events in memory at a time; each has about half a kilobyte."""
_AHEAD = 2
"""Blocks that are made while one is hashed."""
_BELOW_ALL = -(1 << 62)
"""Numbers may be anything where somebody meddled, also negative: begin below all of them."""
_BELOW_ALL_ON_SERVER = -(1 << 31)

_EVENTS = table_of(AuditEvent)
_COLUMNS = "number, at, actor, tag, target, detail, previous, digest"
_SINGLY = f"SELECT {_COLUMNS} FROM audit_events WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608 - constants
# The canonical JSON of `security/audit.py`, put together by the store. `json_quote` escapes what
# Python escapes, spells a number as one and fails for a blob; else blobs would pass for the text of
# their bytes, so where it is not asked a column must be smaller than every blob. Nothing compares
# with NULL. The number is the row's own, so it is whole and comes once.
_JOINED = """
    SELECT count(CASE WHEN at < x'' AND detail < x'' AND previous < x'' AND digest < x''
            AND length(at) = 26 AND number = rowid THEN 1 END),
        CAST(group_concat(concat('[', number, ',"', replace(at, ' ', 'T'), '+00:00",',
            json_quote(actor), ',', json_quote(tag), ',', json_quote(target), ',', detail,
            ',"', previous, '"]'), char(10)) AS BLOB),
        CAST(group_concat(digest, ',') AS BLOB), CAST(group_concat(previous, ',') AS BLOB)
    FROM audit_events WHERE number > ? AND number <= ?"""


class StoredTrail:
    """The trail in one reading, so that nothing grows meanwhile.

    Args:
        session: the reading.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_embedded = session.connection().dialect.name == "sqlite"

    def joined(self, after: int) -> Generator[Joined]:
        """Yield blocks of events as the bytes to hash; made on a thread of their own.

        Nothing where the store is a server, whose spelling of JSON is not ours, and nothing more
        where a block cannot be read: `events` finds out why.

        Args:
            after: the number to begin behind.
        """
        if not self._is_embedded:
            return
        connection, newest = self._session.connection(), newest_number(self._session)
        with closing(ahead(_blocks(connection, after, newest), _AHEAD)) as blocks:
            yield from blocks

    def events(self, after: int) -> list[StoredEvent]:
        """Return the next events in order, at most `BLOCK`; an empty list at the end.

        Args:
            after: the number to begin behind.
        """
        if not self._is_embedded:
            return self._on_server(after or _BELOW_ALL_ON_SERVER, BLOCK)
        return self._embedded(after or _BELOW_ALL, BLOCK)

    def event(self, number: int) -> StoredEvent | None:
        """Return one event, or None."""
        read = self._embedded if self._is_embedded else self._on_server
        found = read(number - 1, 1)
        return found[0] if found and found[0].number == number else None

    def _embedded(self, after: int, limit: int) -> list[StoredEvent]:
        # The driver's own values: making a million rows and times into objects costs more than
        # proof. Bytes that are no text come as what cannot be encoded again, so nothing fits them.
        connection = self._session.connection()
        raw: Any = connection.connection.driver_connection
        usual, raw.text_factory = raw.text_factory, _text_of
        try:
            rows, _ = run_straight(connection, _SINGLY, (after, limit), gives_rows=True)
        finally:
            raw.text_factory = usual
        return [StoredEvent(row[0], str(row[1]).replace(" ", "T"), *row[2:]) for row in rows]

    def _on_server(self, after: int, limit: int) -> list[StoredEvent]:
        columns = [_EVENTS.c[name] for name in _COLUMNS.split(", ")]
        query = select(*columns).where(_EVENTS.c.number > after).order_by(_EVENTS.c.number)
        return [
            StoredEvent(
                row.number,
                row.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds"),
                row.actor,
                row.tag,
                row.target,
                canonical_json(row.detail),
                row.previous,
                row.digest,
            )
            for row in self._session.execute(query.limit(limit))
        ]


def _blocks(connection: Connection, after: int, newest: int) -> Iterator[Joined]:
    while after < newest:
        limits = (after or _BELOW_ALL, after + BLOCK)
        try:
            rows, _ = run_straight(connection, _JOINED, limits, gives_rows=True)
        except exc.DBAPIError:
            return
        if rows[0][1] is None:  # there is none
            return
        yield Joined(after, min(BLOCK, newest - after), *rows[0])
        after += BLOCK


def _text_of(data: bytes) -> str:
    return data.decode(errors="surrogateescape")


def has_digest(session: Session, digest: str) -> bool:
    """Return whether an event with this digest is anywhere in the trail."""
    query = select(_EVENTS.c.number).where(_EVENTS.c.digest == digest).limit(1)
    return session.execute(query).first() is not None


def newest_number(session: Session) -> int:
    """Return the number of the newest event; 0 for none."""
    return session.scalar(select(func.max(_EVENTS.c.number))) or 0


def event_before(session: Session, number: int) -> tuple[int, str] | None:
    """Return number and digest of the event before this number, or None."""
    query = (
        select(_EVENTS.c.number, _EVENTS.c.digest)
        .where(_EVENTS.c.number < number)
        .order_by(_EVENTS.c.number.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return (row.number, row.digest) if row else None


def exported_heads(session: Session) -> list[tuple[int, str, int]]:
    """Return the heads that left with batches: number, digest, the batch's sequence."""
    query = (
        select(Batch.audit_number, Batch.audit_digest, Batch.sequence)
        .where(Batch.audit_digest != "", Batch.audit_number > 0)
        .order_by(Batch.sequence)
    )
    return [(row.audit_number, row.audit_digest, row.sequence) for row in session.execute(query)]
