"""What a counter took without its server, brought back: by the merge of the field kits.

A record that began in the copy lands as a laptop's does. One that the counter had under work on the
server goes on there, unless somebody else has worked on it since: then both wait for a supervisor.
Everything is one transaction on the server; done again, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.vocabulary import ApplicationState, BlobKind
from desktop.common.work import Work
from desktop.field.copies import store as queries
from desktop.field.copies.errors import CopyBusyError, NoCopyError
from desktop.field.copies.going_on import GoingOn
from desktop.field.copies.records import Loose, Notes, Record, notes_of, record_of
from desktop.field.copies.store import Taken
from desktop.field.copies.views import BroughtBack
from desktop.field.kits.return_file import Document, Piece, ReturnHead
from desktop.field.merging import store as merging
from desktop.field.merging.landing import Arrival
from desktop.field.merging.settling import Settling
from desktop.field.visits.settling import settle_visits
from desktop.models import Application, Station
from desktop.security import store as security
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.storage.copy_guard import Known, close_copy, put_known
from desktop.storage.unit_of_work import Session, Store

_TRIES: Final = 5


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
            put_known(session, {person["id"]: Known(None) for person in seen.people})
            put_known(session, {one.id: Known(one.changed_at, one.is_new) for one in same})
        return self._told({one.id: one for one in seen.waiting})

    def _look(self) -> _Seen:
        with self._copy.read() as session:
            home = security.station_of(session)
            return _Seen(
                copy=self._copy,
                home=home,
                taken=tuple(queries.taken(session)),
                people=tuple(queries.newcomers(session)),
                head=security.chain_head(session),
                notes=notes_of(session),
            )

    def _closed(self, seen: _Seen, drafts: dict[UUID, datetime], actor: str) -> bool:
        """Close the copy if it is still as it was read; else say no."""
        code = seen.home.code
        with self._copy.write() as session:
            now = (tuple(queries.taken(session)), tuple(queries.newcomers(session)))
            if now != (seen.taken, seen.people) or notes_of(session) != seen.notes:
                return False
            there = {one.id: one for one in seen.taken if one.id in drafts}
            put_known(
                session,
                {key: Known(drafts[key], one.is_new) for key, one in there.items()},
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
class _Ended:
    """The visits that a record ended, to be recorded once all rows are written."""

    visits: Sequence[Happening] = ()
    at: datetime | None = None
    by: str = ""

    def tell(self, session: Session) -> None:
        """Write their events into the trail."""
        if self.at is not None:
            security.record_all(session, self.visits, at=self.at, actor=self.by)


@dataclass(frozen=True)
class _Seen:
    """A copy as it was read, on its way into one transaction of the server.

    Attributes:
        copy: the store.
        home: its station.
        taken: its own records.
        people: whom the server does not know.
        head: number and digest of the newest event of its trail.
        notes: what was typed and not accepted; None when it stays in the copy for now.
    """

    copy: Store
    home: Station
    taken: tuple[Taken, ...]
    people: tuple[dict[str, Any], ...]
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
            people = queries.add_newcomers(session, list(self.people), self.home.code)
            loose: dict[UUID, Loose] = {}
            for number, one in enumerate(self._records()):
                work.report(number, len(self.waiting))
                if _goes_on(session, one.taken):
                    GoingOn(session, settling, device, one).go_on()
                else:
                    _arrive(arrival, one)
                loose[one.taken.id] = one.loose
            arrival.take(Document(None, [], ""))
            settling.settle()
            waiting = {one.id for one in merging.waiting(session)}
            ended = [
                self._after(session, taken, loose[taken.id], now, waits=taken.id in waiting)
                for taken in self.waiting
            ]
            if self.notes is not None:
                self.notes.put(session, now)
            for visits in ended:
                visits.tell(session)
            settling.tell()
            if self.waiting or people:
                self._tell(session, people, now, actor)
            return {
                row.id: queries.changed_at(session, row)
                for taken in self.waiting
                if (row := session.get(Application, taken.id)) is not None
                and row.state == ApplicationState.DRAFT
            }

    def _after(
        self, session: Session, taken: Taken, loose: Loose, now: datetime, *, waits: bool
    ) -> _Ended:
        """Do what a reception at the counter does besides, and bring loose pages along."""
        named = dict.fromkeys(loose.blobs, (BlobKind.PAGE.value, "image/jpeg"))
        merging.put_blobs(session, named, loose.blobs, now)
        if waits:
            queries.keep_bytes(session, taken.id, loose.blobs)
            return _Ended()
        row = session.get(Application, taken.id, populate_existing=True)
        if row is None or (row.version, row.state) != (taken.version, taken.state):
            return _Ended()
        if row.state == ApplicationState.DRAFT:
            queries.put_pages(session, row.id, loose.pages)
        queries.add_receipt(session, row, now)
        if row.state == ApplicationState.RECEIVED and row.received_at is not None:
            at, by = row.received_at, row.received_by
            visits = settle_visits(session, row.member_id, row.channel, at, by)
            return _Ended(visits, at, by)
        return _Ended()

    def _records(self) -> Iterator[Record]:
        for taken in self.waiting:
            with self.copy.read() as session:
                yield record_of(session, taken, self.home.code)

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

    def _tell(self, session: Session, people: int, now: datetime, actor: str) -> None:
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
                "people": people,
                "audit_number": number,
                "audit_digest": digest,
            },
        )


def _goes_on(session: Session, taken: Taken) -> bool:
    """Whether a record is one that the server had under work; all others land as a laptop's do."""
    if not taken.is_new:
        return True
    here = session.get(Application, taken.id) if taken.base is not None else None
    return here is not None and here.state == ApplicationState.DRAFT


def _arrive(arrival: Arrival, one: Record) -> None:
    for digest, content in one.blobs.items():
        arrival.take(Piece(digest, content))
    arrival.take(Document(one.taken.id, one.values, one.sha256))
