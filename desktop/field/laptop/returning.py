"""Writing what a laptop brings back: every finished record, each visit with an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.files import ready_folder, whole_file
from desktop.common.ids import new_id
from desktop.common.work import CancelledError, Work
from desktop.field.kits.errors import ChangedMeanwhileError, NothingToReturnError
from desktop.field.kits.record_rows import TRAVELS, as_values, digests_of
from desktop.field.kits.return_file import VISITS, ReturnHead, spelled, write_return
from desktop.field.kits.rows import plain
from desktop.field.kits.views import WrittenReport
from desktop.field.laptop import store as queries
from desktop.intake.store import next_number
from desktop.models import FieldOffice, Visit, WrittenReturn
from desktop.security import store as security
from desktop.security.station_identity import StationIdentity
from desktop.security.tags import Tag
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.unit_of_work import Session, Store

_STATES = tuple(sorted(state.value for state in TRAVELS))


@dataclass(frozen=True)
class FieldState:
    """How far the laptop is with bringing back.

    Attributes:
        records: finished records on it.
        unexported: finished records that no written return carries as they are now.
        drafts: records that are not finished.
        last_at: when the last return was written.
    """

    records: int
    unexported: int
    drafts: int
    last_at: datetime | None


class ReturningService:
    """Returns of a laptop. Each carries everything, so a lost one is made good by the next."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._watch = ClockWatch(store, clock)

    def state(self) -> FieldState:
        """Tell how much of this laptop's work is not in a written return."""
        with self._store.read() as session:
            keys = queries.applications_in(session, _STATES)
            last = queries.last_return(session)
            carried = last.records if last is not None else {}
            waiting = sum(carried.get(str(key)) != version for key, version in keys)
            return FieldState(
                len(keys),
                waiting,
                queries.drafts(session),
                last.written_at if last is not None else None,
            )

    def write(self, folder: Path, *, actor: str, work: Work | None = None) -> WrittenReport:
        """Write a return for the office of the kits that were opened here.

        Args:
            folder: where the file goes.
            actor: who.
            work: hears of progress, and may be cancelled.

        Raises:
            NothingToReturnError: no kit was opened on this laptop.
            ClockError: the clock of this laptop cannot be believed.
            ChangedMeanwhileError: a record was opened again while the file was written.
            InputFileError: the folder is not there or cannot be written.
            DiskFullError: there is no room; no half file is left.
        """
        self._watch.require()
        ready_folder(folder)
        now, work = self._clock.now(), work or Work()
        begun = self._begun(now, actor)
        carried = {str(key): version for key, version in begun.keys}
        path = folder / begun.head.file_name
        with whole_file(path, makes_folder=False) as stream:
            write_return(
                stream, begun.identity, begun.head, self._parts(begun, work), begun.seal_to
            )
        with self._store.write() as session:
            row = session.get_one(WrittenReturn, begun.head.return_id)
            row.written_at, row.records = now, carried
            security.record(
                session,
                Tag.FIELD_RETURN_WRITTEN,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"number": row.number, "records": len(carried), "drafts": begun.drafts},
            )
        with suppress(CancelledError):  # it is written: a wish to stop comes too late
            work.report(len(begun.keys), len(begun.keys))
        return WrittenReport(
            path=path,
            number=begun.head.number,
            records=len(carried),
            fresh=begun.fresh,
            drafts=begun.drafts,
            left=begun.left,
            visits=len(begun.visits),
            compared=begun.compared,
        )

    def _begun(self, now: datetime, actor: str) -> _Begun:
        """Take the number of a return, and note what will be in it."""
        with self._store.write() as session:
            office = queries.office_in_force(session)
            kits = queries.opened_kits(session)
            if office is None or not kits:
                raise NothingToReturnError
            home = security.station_of(session)
            found = queries.applications_in(session, _STATES)
            gone = queries.left_in_batches(session)
            keys = [one for one in found if one[0] not in gone]
            last = queries.last_return(session)
            carried = last.records if last is not None else {}
            visits = queries.done_visits(session, {kit.list_id for kit in kits})
            number = next_number(session, home.id, queries.RETURNS)
            audit_number, audit_digest = security.chain_head(session)
            head = ReturnHead(
                return_id=new_id(),
                commune_code=home.commune_code,
                station=home.code,
                practice=home.is_practice,
                number=number,
                office=office.station,
                office_sha256=office.certificate_sha256,
                made_at=now,
                records=len(keys),
                visits=len(visits),
                audit_number=audit_number,
                audit_digest=audit_digest,
            )
            session.add(_row(head, office, now, actor))
            return _Begun(
                head=head,
                identity=StationIdentity(home.certificate_pem, home.private_key_pem),
                seal_to=office.public_key,
                keys=keys,
                visits=[plain(one, Visit) for one in visits],
                fresh=sum(carried.get(str(key)) != version for key, version in keys),
                drafts=queries.drafts(session),
                left=len(gone),
                compared=bool(office.is_compared),
            )

    def _parts(self, begun: _Begun, work: Work) -> Iterator[tuple[str, bytes]]:
        """Yield what is inside, a record at a time; the counter is never held up."""
        written: set[str] = set()
        for number, (key, _version) in enumerate(begun.keys):
            work.report(number, len(begun.keys))
            with self._store.read() as session:
                yield from _record(session, key, written)
        yield VISITS, spelled(begun.visits)


@dataclass(frozen=True)
class _Begun:
    """A return whose number is taken."""

    head: ReturnHead
    identity: StationIdentity
    seal_to: str
    keys: list[tuple[UUID, int]]
    visits: list[dict[str, Any]]
    fresh: int
    drafts: int
    left: int
    compared: bool


def _row(head: ReturnHead, office: FieldOffice, at: datetime, actor: str) -> WrittenReturn:
    return WrittenReturn(
        id=head.return_id,
        number=head.number,
        office_id=office.id,
        begun_at=at,
        written_at=None,
        written_by=actor,
        records={},
    )


def _record(session: Session, key: UUID, written: set[str]) -> Iterator[tuple[str, bytes]]:
    rows = queries.whole_record(session, key)
    if rows["application"][0].state not in _STATES:
        raise ChangedMeanwhileError
    named = {}
    for blob in queries.blobs(session, digests_of(rows)):
        named[blob.digest] = (blob.kind, blob.media_type)
        if blob.digest not in written:
            written.add(blob.digest)
            yield f"blobs/{blob.digest}", blob.content
    yield f"records/{key}.json", spelled(as_values(rows, named))
