"""What a counter took without its server, brought back: by the merge of the field kits.

A record that began in the copy lands as a laptop's does. One that the counter had under work on the
server goes on there, unless somebody else has worked on it since: then both wait for a supervisor.
Everything is one transaction on the server; done again, it changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.vocabulary import ApplicationState, BlobKind, FieldState
from desktop.common.work import Work
from desktop.field.adopting import store as sets
from desktop.field.copies import store as queries
from desktop.field.copies.errors import CopyBusyError, NoCopyError
from desktop.field.copies.store import Taken
from desktop.field.copies.views import BroughtBack
from desktop.field.kits.record_rows import RecordRows, as_values, digests_of, from_values
from desktop.field.kits.return_file import Document, Piece, ReturnHead, spelled
from desktop.field.laptop import store as laptop
from desktop.field.merging import store as merging
from desktop.field.merging.landing import Arrival
from desktop.field.merging.rules import Stamp, is_newer
from desktop.field.merging.settling import Settling
from desktop.field.visits.settling import settle_visits
from desktop.models import Application, CapturedPage, FieldDevice, Setting, Station
from desktop.models.base import table_of
from desktop.security import store as security
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.storage.copy_guard import Known, close_copy, put_known
from desktop.storage.unit_of_work import Session, Store

_TRIES: Final = 5
_STAYS: Final = frozenset({"updated_at", "station_id"})
"""Columns of an application that each store writes for itself."""


@dataclass(frozen=True)
class Loose:
    """Photographed pages of a draft that are not part of a paper yet, and their bytes."""

    pages: dict[UUID, dict[str, Any]]
    blobs: dict[str, bytes]


@dataclass(frozen=True)
class Notes:
    """What was typed and not accepted.

    Attributes:
        now: by name, the value and when it was kept.
        then: by name, as of when the server had it when the copy was made.
    """

    now: dict[str, tuple[dict[str, Any], datetime]]
    then: dict[str, datetime]

    def put(self, session: Session, at: datetime) -> None:
        """Bring them to the server: the later one holds, and what was accepted goes."""
        known = queries.notes(session)
        for name, (value, kept_at) in self.now.items():
            row = known.get(name)
            if row is None and self.then.get(name) != kept_at:
                session.add(Setting(name=name, value=value, updated_at=at))
            elif row is not None and row.updated_at < kept_at:
                row.value, row.updated_at = value, at
        for name in self.then.keys() - self.now.keys():
            if name in known and known[name].updated_at == self.then[name]:
                session.delete(known[name])


@dataclass(frozen=True)
class _Record:
    """One record of the copy with all that belongs to it."""

    taken: Taken
    values: dict[str, Any]
    blobs: dict[str, bytes]
    loose: Loose

    @property
    def rows(self) -> RecordRows:
        """Its rows."""
        return from_values(self.values, self.taken.id, drafts=True)

    @property
    def sha256(self) -> str:
        """Digest of all of it."""
        return hashlib.sha256(spelled(self.values)).hexdigest()


class Bringing:
    """Brings everything that waits in a copy to the server.

    Args:
        server: the office's store, as this counter's.
        copy: the counter's copy, opened.
        clock: where the time comes from.
    """

    def __init__(self, server: Store, copy: Store, clock: Clock) -> None:
        self._server = server
        self._copy = copy
        self._clock = clock

    def bring(self, *, actor: str, work: Work | None = None) -> BroughtBack:
        """Bring back whatever waits, and close the copy; nothing is recorded in it any more.

        Args:
            actor: who.
            work: hears of progress.

        Raises:
            CopyBusyError: somebody recorded in the copy all the while.
            StoreError: the server went away; what was brought before is not brought twice.
            CellClosedError: the cell of somebody was closed meanwhile; nothing was brought.
        """
        came: dict[UUID, Taken] = {}
        for _ in range(_TRIES):
            seen = self._look()
            done = seen.land(self._server, self._clock.now(), actor, work or Work())
            came.update((one.id, one) for one in seen.waiting)
            if self._closed(seen, done, actor):
                return self._told(came)
        raise CopyBusyError

    def bring_finished(self, *, actor: str, work: Work | None = None) -> BroughtBack:
        """Bring back finished records while the counter goes on in the copy; drafts stay in it.

        Raises:
            StoreError: as `bring`.
            CellClosedError: as `bring`.
        """
        found = self._look()
        seen = replace(
            found, taken=tuple(one for one in found.taken if not one.is_draft), notes=None
        )
        seen.land(self._server, self._clock.now(), actor, work or Work())
        with self._copy.write() as session:
            now = {one.id: one for one in queries.taken(session)}
            same = [one for one in seen.waiting if now.get(one.id) == one]
            put_known(session, {one.id: Known(one.changed_at, one.is_new) for one in same})
        return self._told({one.id: one for one in seen.waiting})

    def _look(self) -> _Seen:
        with self._copy.read() as session:
            home = security.station_of(session)
            return _Seen(
                copy=self._copy,
                home=home,
                taken=tuple(queries.taken(session)),
                head=security.chain_head(session),
                notes=_notes(session),
            )

    def _closed(self, seen: _Seen, drafts: dict[UUID, datetime], actor: str) -> bool:
        """Close the copy if it is still as it was read; else say no."""
        code = seen.home.code
        with self._copy.write() as session:
            now = (tuple(queries.taken(session)), _notes(session))
            if now != (seen.taken, seen.notes):
                return False
            put_known(
                session,
                {
                    one.id: Known(drafts[one.id], one.is_new)
                    for one in seen.taken
                    if one.id in drafts
                },
            )
            security.record(
                session,
                Tag.COPY_BROUGHT_BACK,
                at=self._clock.now(),
                actor=actor,
                target=code,
                detail={"copy": code, "records": len(seen.waiting)},
            )
            close_copy(session.connection())
        return True

    def _told(self, came: dict[UUID, Taken]) -> BroughtBack:
        with self._server.read() as session:
            waiting = {one.id for one in merging.waiting(session)}
        drafts = sum(one.is_draft for one in came.values())
        return BroughtBack(len(came) - drafts, drafts, tuple(sorted(waiting & came.keys())))


@dataclass(frozen=True)
class _Seen:
    """A copy as it was read, on its way into one transaction of the server.

    Attributes:
        copy: the store.
        home: its station.
        taken: its own records.
        head: number and digest of the newest event of its trail.
        notes: what was typed and not accepted; None when it stays in the copy for now.
    """

    copy: Store
    home: Station
    taken: tuple[Taken, ...]
    head: tuple[int, str]
    notes: Notes | None

    @property
    def waiting(self) -> tuple[Taken, ...]:
        """The records that the server does not have like this."""
        return tuple(one for one in self.taken if one.waits)

    def land(self, server: Store, now: datetime, actor: str, work: Work) -> dict[UUID, datetime]:
        """Land all of it; return the drafts that the server goes on with, and as of when."""
        with server.write() as session:
            merging.alone(session)
            device = queries.device_of(session, self.home.certificate_pem)
            if device is None:
                raise NoCopyError
            settling = Settling(session, now, actor)
            arrival = Arrival(session, self._outside(now), device, settling)
            loose: dict[UUID, Loose] = {}
            for number, one in enumerate(self._records()):
                work.report(number, len(self.waiting))
                if _goes_on(session, one.taken):
                    _Going(session, settling, device, one).go_on()
                else:
                    _arrive(arrival, one)
                loose[one.taken.id] = one.loose
            arrival.take(Document(None, [], ""))
            settling.settle()
            waiting = {one.id for one in merging.waiting(session)}
            for taken in self.waiting:
                self._after(session, taken, loose[taken.id], now, waits=taken.id in waiting)
            if self.notes is not None:
                self.notes.put(session, now)
            settling.tell()
            if self.waiting:
                self._tell(session, now, actor)
            return {
                row.id: queries.changed_at(session, row)
                for taken in self.waiting
                if (row := session.get(Application, taken.id)) is not None
                and row.state == ApplicationState.DRAFT
            }

    def _after(
        self, session: Session, taken: Taken, loose: Loose, now: datetime, *, waits: bool
    ) -> None:
        """Do what a reception at the counter does besides, and bring loose pages along."""
        named = dict.fromkeys(loose.blobs, (BlobKind.PAGE.value, "image/jpeg"))
        merging.put_blobs(session, named, loose.blobs, now)
        if waits:
            queries.keep_bytes(session, taken.id, loose.blobs)
            return
        row = session.get(Application, taken.id, populate_existing=True)
        if row is None or (row.version, row.state) != (taken.version, taken.state):
            return
        if row.state == ApplicationState.DRAFT:
            queries.put_pages(session, row.id, loose.pages)
        queries.add_receipt(session, row, now)
        if row.state == ApplicationState.RECEIVED and row.received_at is not None:
            settle_visits(session, row.member_id, row.channel, row.received_at, row.received_by)

    def _records(self) -> Iterator[_Record]:
        for taken in self.waiting:
            with self.copy.read() as session:
                yield _record(session, taken, self.home.code)

    def _outside(self, now: datetime) -> ReturnHead:
        number, digest = self.head
        return ReturnHead(
            return_id=self.home.id,
            commune_code=self.home.commune_code,
            station=self.home.code,
            practice=self.home.is_practice,
            number=1,
            office="",
            office_sha256="",
            made_at=now,
            records=len(self.waiting),
            visits=0,
            audit_number=number,
            audit_digest=digest,
        )

    def _tell(self, session: Session, now: datetime, actor: str) -> None:
        number, digest = self.head
        security.record_shared(
            session,
            Tag.COPY_BROUGHT_BACK,
            at=now,
            actor=actor,
            target=self.home.code,
            detail={
                "copy": self.home.code,
                "records": len(self.waiting),
                "audit_number": number,
                "audit_digest": digest,
            },
        )


class _Going:
    """A record that the counter had under work on the server, and worked on without it."""

    def __init__(
        self, session: Session, settling: Settling, device: FieldDevice, one: _Record
    ) -> None:
        self._session = session
        self._settling = settling
        self._device = device
        self._one = one
        self._rows = one.rows

    def go_on(self) -> None:
        """Let the server's record be as the copy's, or both wait for a choice."""
        sets.hold_people(self._session, [self._rows.member_id])
        here = self._session.get(Application, self._rows.key, populate_existing=True)
        if here is not None and self._is_there(here):
            return
        self._put_bytes()
        if here is None or not self._is_untouched(here):
            self._wait()
            return
        merging.follow(self._session, here, self._rows, self._settling.at)
        self._settling.note(
            Happening(
                Tag.FIELD_RECORD_MERGED,
                str(here.id),
                {
                    "device": self._device.station,
                    "version": self._rows.version,
                    "receipt": self._rows.receipt_number or "",
                    "sha256": self._one.sha256,
                },
            )
        )

    def _is_there(self, here: Application) -> bool:
        """Whether the server has it like this already: it came, and the answer got lost."""
        return all(
            getattr(here, name) == value
            for name, value in self._rows.application.items()
            if name not in _STAYS
        ) and {page.id for page in queries.pages_of(self._session, here.id)} == set(
            self._one.loose.pages
        )

    def _is_untouched(self, here: Application) -> bool:
        return (
            here.state == ApplicationState.DRAFT
            and queries.changed_at(self._session, here) == self._one.taken.base
        )

    def _put_bytes(self) -> None:
        at = self._settling.at
        merging.put_blobs(self._session, self._rows.blobs, self._one.blobs, at)

    def _wait(self) -> None:
        known = merging.field_record(self._session, self._rows.key)
        stamp = Stamp(self._rows.version, self._one.taken.changed_at, self._one.sha256)
        if known is not None and known.state != FieldState.WAITING.value:
            return
        if is_newer(stamp, merging.stamp_of(known)):
            merging.keep_waiting(
                self._session,
                known,
                self._rows,
                stamp,
                self._one.values,
                member_id=self._rows.member_id,
                device_id=self._device.id,
                at=self._settling.at,
            )


def _goes_on(session: Session, taken: Taken) -> bool:
    """Whether a record is one that the server had under work; all others land as a laptop's do."""
    if not taken.is_new:
        return True
    here = session.get(Application, taken.id) if taken.base is not None else None
    return here is not None and here.state == ApplicationState.DRAFT


def _arrive(arrival: Arrival, one: _Record) -> None:
    for digest, content in one.blobs.items():
        arrival.take(Piece(digest, content))
    arrival.take(Document(one.taken.id, one.values, one.sha256))


def _record(session: Session, taken: Taken, code: str) -> _Record:
    rows = laptop.whole_record(session, taken.id)
    pages = queries.pages_of(session, taken.id)
    named, contents = {}, {}
    for blob in laptop.blobs(session, digests_of(rows)):
        named[blob.digest] = (blob.kind, blob.media_type)
        contents[blob.digest] = blob.content
    columns = table_of(CapturedPage).columns.keys()
    loose = Loose(
        {page.id: {name: getattr(page, name) for name in columns} for page in pages},
        {one.digest: one.content for one in laptop.blobs(session, _frames(pages))},
    )
    values = as_values(rows, named)
    if taken.is_new:
        # A record that is opened again becomes a new one, which says it began where the old one
        # did; this one began here.
        values["application"][0]["origin"] = code
    return _Record(taken, values, contents, loose)


def _frames(pages: Sequence[CapturedPage]) -> set[str]:
    return {page.blob_digest for page in pages}


def _notes(session: Session) -> Notes:
    rows = queries.notes(session)
    return Notes(
        {name: (row.value, row.updated_at) for name, row in rows.items()},
        queries.notes_then(session),
    )
