"""Taking files in, one transaction for each: whole or not at all, once, whoever tries."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.batch.card_report.files import SUFFIX as CARDS_SUFFIX
from desktop.batch.errors import BadBatchError
from desktop.batch.reading import RawRecord, read_records
from desktop.batch.views import VerifyReport
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.common.work import Work
from desktop.models import ReceivedBatch
from desktop.province.errors import BatchRefusedError
from desktop.province.receiving import store as queries
from desktop.province.receiving.arrival import Arrival, arrivals
from desktop.province.receiving.card_reports import CardReportsService
from desktop.province.receiving.judging import line_of, rows_of
from desktop.province.receiving.outside import Verified, verified
from desktop.province.registry.keys import KeysService
from desktop.province.rules import MEASURED
from desktop.province.views import BatchRefusal, Received, Refused, Taken
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

BATCH_SUFFIX = ".qtn"


@dataclass(frozen=True)
class _Counts:
    records: int
    quarantined: int
    content_sha256: str


class ReceivingService:
    """Takes in the batches of the stations, and what they say of their cards.

    Args:
        data: where what arrives is kept.
        keys: the province's own keys.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(self, data: Store, keys: KeysService, clock: Clock, *, practice: bool) -> None:
        self._data = data
        self._keys = keys
        self._clock = clock
        self._practice = practice
        self._cards = CardReportsService(data, keys, clock, practice=practice)

    def receive(self, paths: Iterable[Path], *, actor: str, work: Work | None = None) -> Received:
        """Take in files and whole folders; one that is refused does not stop the others.

        Raises:
            StoreError: the store cannot be written; what was taken in before stays.
            CancelledError: the work was cancelled between two files.
        """
        found = list(_files(paths))
        files = [path for path in found if path.suffix != CARDS_SUFFIX]
        taken, refused = [], []
        with closing(arrivals(files, self._look, self._raw)) as coming:
            for number, arrival in enumerate(coming):
                if work is not None:
                    work.report(number, len(found))
                try:
                    taken.append(self._received(arrival, actor))
                except BatchRefusedError as error:
                    self._note_refusal(arrival.path, error.refusal, actor)
                    refused.append(Refused(arrival.path, error.refusal))
        cards = []
        for number, path in enumerate(sorted(set(found) - set(files)), start=len(files)):
            if work is not None:
                work.report(number, len(found))
            try:
                cards.append(self._cards.take(path, actor=actor))
            except BatchRefusedError as error:
                self._note_refusal(path, error.refusal, actor)
                refused.append(Refused(path, error.refusal))
        return Received(tuple(taken), tuple(refused), tuple(cards))

    def receive_file(self, path: Path, *, actor: str) -> Taken:
        """Take in one file; the same one again changes nothing.

        Raises:
            BatchRefusedError: it is not taken in; the audit trail keeps digest and reason.
            StoreError: the store cannot be written; nothing of this file was kept.
        """
        found = self.receive([path], actor=actor)
        if found.refused:
            raise BatchRefusedError(path.name, found.refused[0].reason)
        return found.taken[0]

    # ------------------------------------------------------------ step by step

    def _received(self, arrival: Arrival, actor: str) -> Taken:
        seen = arrival.seen()
        if isinstance(seen, Taken):
            return seen
        with self._data.write() as session:
            counts = self._kept(session, seen, arrival, actor)
            if counts is not None:
                self._finish(session, seen, counts, actor)
        if counts is None:  # it came twice, or another desk was quicker; it is there now
            again = self._before(seen)
            if again is None:
                raise BatchRefusedError(arrival.path.name, BatchRefusal.UNREADABLE)
            return again
        sender = seen.sender
        return Taken(
            arrival.path, sender.station, seen.sequence, counts.records, counts.quarantined
        )

    def _look(self, path: Path) -> Verified | Taken:
        seen = verified(path, self._data, practice=self._practice, at=self._clock.now())
        return self._before(seen) or replace(seen, measured_of=self._measured_of(seen))

    def _measured_of(self, seen: Verified) -> int:
        """Return of how many photos one is measured: all, after a batch with one that differed."""
        with self._data.read() as session:
            if queries.is_contradicted(session, seen.sender.station_id):
                return 1
            value = security.stored_setting(session, MEASURED)
        return int(value) if MEASURED.accepts(value) else int(MEASURED.default)

    def _before(self, verified: Verified) -> Taken | None:
        """Return what is in the register when this batch was taken in before.

        Raises:
            BatchRefusedError: its number belongs to another batch, or it has another content.
        """
        with self._data.read() as session:
            same, numbered = queries.batches_like(
                session, verified.sender.batch_id, verified.sender.station_id, verified.sequence
            )
        found = same or numbered
        if found is None:
            return None
        if same is None or numbered is None or same.id != numbered.id:
            raise BatchRefusedError(verified.path.name, BatchRefusal.SEQUENCE_TAKEN)
        # A batch that is written again is sealed anew: other bytes outside, the same inside.
        if same.payload_sha256 != verified.report.payload_sha256 and not self._is_same(
            verified, same
        ):
            raise BatchRefusedError(verified.path.name, BatchRefusal.SEQUENCE_TAKEN)
        return Taken(
            verified.path,
            verified.sender.station,
            verified.sequence,
            same.records,
            same.quarantined,
            again=True,
        )

    def _is_same(self, verified: Verified, before: ReceivedBatch) -> bool:
        return _content(line_of(raw) for raw in self._raw(verified)) == before.content_sha256

    def _kept(
        self, session: Session, verified: Verified, arrival: Arrival, actor: str
    ) -> _Counts | None:
        """Write everything of a batch; None when it is there meanwhile."""
        report, sender = verified.report, verified.sender
        row = {
            "id": sender.batch_id,
            "station_id": sender.station_id,
            "sequence": verified.sequence,
            "file_name": verified.path.name,
            "file_sha256": report.file_sha256,
            "payload_sha256": report.payload_sha256,
            "content_sha256": "",
            "certificate_sha256": report.fingerprint,
            "records": 0,
            "quarantined": 0,
            "exported_at": report.exported_at,
            "received_at": verified.at,
            "received_by": actor,
            "audit_number": report.audit_number,
            "audit_digest": report.audit_digest,
            **_before_of(report),
        }
        if not queries.begin_batch(session, row):
            return None
        records = quarantined = 0
        lines: list[bytes] = []
        for some in arrival.judged():
            known = queries.known_versions(session, [one.record_id for one in some])
            rows = rows_of(some, sender, known, now=verified.at)
            queries.add_blobs(session, rows.blobs)
            queries.outdate(session, sender.station_id, rows.newer)
            queries.add_records(session, rows.records)
            queries.add_quarantined(session, rows.apart)
            records += len(rows.records)
            quarantined += len(rows.apart)
            lines += [one.line for one in some]
        return _Counts(records, quarantined, _content(lines))

    def _raw(self, verified: Verified) -> Generator[RawRecord, None, None]:
        """Yield the records; errors of the inside become a refusal."""
        identities = self._keys.keys().opening
        try:
            with closing(read_records(verified.path, identities, verified.report)) as records:
                yield from records
        except WrongKeyError as error:
            raise BatchRefusedError(verified.path.name, BatchRefusal.CANNOT_OPEN) from error
        except BadBatchError as error:
            raise BatchRefusedError(verified.path.name, BatchRefusal.INSIDE_CHANGED) from error
        except (OSError, InputFileError) as error:
            if isinstance(error, BatchRefusedError):
                raise
            raise BatchRefusedError(verified.path.name, BatchRefusal.UNREADABLE) from error

    def _finish(self, session: Session, verified: Verified, counts: _Counts, actor: str) -> None:
        now, batch_id = self._clock.now(), verified.sender.batch_id
        queries.finish_batch(
            session,
            batch_id,
            records=counts.records,
            quarantined=counts.quarantined,
            content_sha256=counts.content_sha256,
        )
        detail = {
            "station": verified.sender.station,
            "sequence": verified.sequence,
            "records": counts.records,
            "quarantined": counts.quarantined,
            "file_sha256": verified.report.file_sha256,
        }
        security.record_shared(
            session,
            Tag.BATCH_RECEIVED,
            at=now,
            actor=actor,
            target=str(batch_id),
            detail=detail,
        )
        # After the event, when all other desks wait: what they wrote is seen, and ours by them.
        queries.find_pairs(session, batch_id, at=now)

    def _note_refusal(self, path: Path, refusal: str, actor: str) -> None:
        with self._data.write() as session:
            security.record_shared(
                session,
                Tag.BATCH_REFUSED,
                at=self._clock.now(),
                actor=actor,
                detail={"file": path.name, "reason": refusal},
            )


def _before_of(report: VerifyReport) -> dict[str, int | str]:
    """Return what a batch says of the head before it, as columns; nothing where it says nothing."""
    before = report.audit_before
    if before is None:
        return {}
    return {
        "before_sequence": before.sequence,
        "before_number": before.number,
        "before_digest": before.digest,
    }


def _content(lines: Iterable[bytes]) -> str:
    """Return the SHA-256 of what a batch carries, in whatever order it comes."""
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named; of folders, the batches and card reports in them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.iterdir()
                if file.suffix in {BATCH_SUFFIX, CARDS_SUFFIX} and not file.name.startswith(".")
            )
        else:
            yield path
