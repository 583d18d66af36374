"""Applying the province's answers at the station."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.batch.answering import store as queries
from desktop.batch.answering.errors import AnswerRefusedError
from desktop.batch.answering.files import (
    LARGEST_FILE,
    AnswerHead,
    SealedAnswer,
    Verdict,
    open_answer,
    read_outside,
)
from desktop.batch.answering.views import AnswerRefusal, AnswerReport, KeptAside
from desktop.batch.signed_file import DocumentError, DocumentSignatureError, DocumentVersionError
from desktop.batch.trust import store as trust
from desktop.common.clock import Clock
from desktop.common.handed_files import first_bytes
from desktop.common.vocabulary import ApplicationState
from desktop.intake.attachments.originals import purge_originals
from desktop.intake.moves.store import Cause, Standing, move_many
from desktop.security import sealing
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_ANSWERABLE = frozenset(
    {ApplicationState.EXPORTED, ApplicationState.ACKNOWLEDGED, ApplicationState.REJECTED}
)

_UNTIL_BELIEVED = (
    AnswerRefusal.NOT_COMPARED,
    AnswerRefusal.BAD_SIGNATURE,
    AnswerRefusal.NO_PROVINCE,
)
"""Refusals that a key of the province may end which is installed or compared later."""


@dataclass(frozen=True)
class _Believed:
    """An answer that is ours, signed by a key we trust, about records that we sent."""

    outside: SealedAnswer
    verdicts: list[Verdict]
    links: dict[UUID, queries.Link]


class _RefusedError(Exception):
    """Ends the look at a file; turned into words for people where the file is kept aside."""

    def __init__(self, refusal: AnswerRefusal, outside: SealedAnswer | None = None) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.outside = outside


class AnswerService:
    """Takes in the province's answers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def apply(self, path: Path, *, actor: str) -> AnswerReport:
        """Apply an answer file, whole or not at all.

        Raises:
            AnswerRefusedError: it is not for this station, not about a batch of it, not signed by
                a province it trusts, or damaged; nothing changed and the file is kept aside.
            InputFileError: the file cannot be read.
            StoreError: the store cannot be written; nothing changed.
        """
        return self._taken(path.name, first_bytes(path, LARGEST_FILE + 1), actor)

    def apply_waiting(self, *, actor: str) -> tuple[AnswerReport, ...]:
        """Apply the answers kept aside that came before their key was installed and compared.

        Raises:
            StoreError: the store cannot be written; what was applied before stays.
        """
        with self._store.read() as session:
            waiting = [
                (row.file_name, row.content)
                for refusal in _UNTIL_BELIEVED
                for row in queries.waiting_files(session, refusal)
                if _is_believed_now(session, row.content)
            ]
        reports = []
        for name, data in waiting:
            with suppress(AnswerRefusedError):  # for another station, or about no batch of ours
                reports.append(self._taken(name, data, actor))
        return tuple(reports)

    def _taken(self, name: str, data: bytes, actor: str) -> AnswerReport:
        try:
            outside = _outside(data)
            with self._store.write() as session:
                believed = self._believed(session, outside)
                report = self._applied(session, believed, actor)
                self._keep(session, name, data, queries.APPLIED, "", outside, actor)
        except _RefusedError as error:
            with self._store.write() as session:
                self._set_aside(session, name, data, error, actor)
            raise AnswerRefusedError(name, error.refusal) from error
        return report

    def kept_aside(self) -> tuple[KeptAside, ...]:
        """Return the files that were refused, newest first."""
        with self._store.read() as session:
            return tuple(
                KeptAside(
                    row.file_name,
                    AnswerRefusal(row.reason),
                    row.arrived_at,
                    # Only of what waits for its digits the outside was believed so far.
                    None if row.number is None else read_outside(row.content).records,
                )
                for row in queries.refused_files(session)
            )

    # ------------------------------------------------------------ believing

    def _believed(self, session: Session, outside: SealedAnswer) -> _Believed:
        head = outside.head
        if not trust.provinces(session):
            raise _RefusedError(AnswerRefusal.NO_PROVINCE)
        key = trust.trusted(session, outside.certificate_sha256)
        if key is None:
            raise _RefusedError(AnswerRefusal.BAD_SIGNATURE)
        station = security.station_of(session)
        if (head.station, head.practice) != (station.code, station.is_practice):
            raise _RefusedError(AnswerRefusal.OTHER_STATION)
        self._check_batch(session, head)
        if not key.is_compared:
            raise _RefusedError(AnswerRefusal.NOT_COMPARED, outside)
        if not station.answer_key:
            raise _RefusedError(AnswerRefusal.CANNOT_OPEN)
        try:
            verdicts = open_answer(outside, sealing.identities_of(station.answer_key))
        except DocumentError as error:
            raise _RefusedError(AnswerRefusal.CANNOT_OPEN) from error
        links = queries.links_of(session, head.batch_id)
        for verdict in verdicts:
            link = links.get(verdict.record_id)
            if link is None or verdict.record_version not in {0, link.version}:
                raise _RefusedError(AnswerRefusal.UNKNOWN_RECORD)
        return _Believed(outside, verdicts, links)

    def _check_batch(self, session: Session, head: AnswerHead) -> None:
        """Make sure that a file of this very batch left here."""
        batch = queries.batch_with(session, head.batch_id)
        if batch is None:
            raise _RefusedError(AnswerRefusal.UNKNOWN_BATCH)
        is_file_of_it = head.payload_sha256 in queries.payloads_of(session, batch)
        if batch.sequence != head.sequence or not is_file_of_it:
            raise _RefusedError(AnswerRefusal.OTHER_BATCH)

    # ------------------------------------------------------------ applying

    def _applied(self, session: Session, believed: _Believed, actor: str) -> AnswerReport:
        head, now = believed.outside.head, self._clock.now()
        news = [
            verdict
            for verdict in believed.verdicts
            if believed.links[verdict.record_id].answer_number < head.number
        ]
        queries.put_verdicts(session, head.batch_id, news, number=head.number, at=now)
        ids = [verdict.record_id for verdict in news]
        seen = queries.standings(session, ids)
        gone_on = queries.left_again(session, ids, head.sequence)
        moves: dict[tuple[ApplicationState, str], list[Standing]] = defaultdict(list)
        for verdict in news:
            standing = seen[verdict.record_id]
            to = ApplicationState.ACKNOWLEDGED if verdict.accepted else ApplicationState.REJECTED
            is_ours = standing.state in _ANSWERABLE and verdict.record_id not in gone_on
            if is_ours and standing.state is not to:
                moves[to, verdict.reason].append(standing)
        for (to, reason), standings in moves.items():
            move_many(session, standings, to, Cause(now, actor, reason, head.batch_id))
        applied = sum(len(standings) for standings in moves.values())
        self._record(session, believed, applied, actor)
        acknowledged = [one.id for one in moves.get((ApplicationState.ACKNOWLEDGED, ""), [])]
        target = head.file_name
        purge_originals(session, acknowledged, at=now, actor=actor, target=target)
        accepted = sum(verdict.accepted for verdict in believed.verdicts)
        return AnswerReport(
            station=head.station,
            sequence=head.sequence,
            number=head.number,
            applied=applied,
            unchanged=len(believed.verdicts) - applied,
            accepted=accepted,
            rejected=len(believed.verdicts) - accepted,
        )

    def _record(self, session: Session, believed: _Believed, applied: int, actor: str) -> None:
        head = believed.outside.head
        security.record(
            session,
            Tag.ANSWER_APPLIED,
            at=self._clock.now(),
            actor=actor,
            target=str(head.batch_id),
            detail={
                "sequence": head.sequence,
                "number": head.number,
                "records": len(believed.verdicts),
                "applied": applied,
                "certificate_sha256": believed.outside.certificate_sha256,
            },
        )

    # ------------------------------------------------------------ keeping

    def _keep(
        self,
        session: Session,
        name: str,
        data: bytes,
        state: str,
        reason: str,
        outside: SealedAnswer | None,
        actor: str,
    ) -> None:
        queries.put_file(
            session,
            sha256=hashlib.sha256(data).hexdigest(),
            file_name=name,
            state=state,
            reason=reason,
            batch_id=outside.head.batch_id if outside else None,
            number=outside.head.number if outside else None,
            content=data,
            at=self._clock.now(),
            actor=actor,
        )

    def _set_aside(
        self, session: Session, name: str, data: bytes, error: _RefusedError, actor: str
    ) -> None:
        refusal = error.refusal
        digest = hashlib.sha256(data).hexdigest()
        # What cannot be an answer at all is not worth the room; its digest is in the trail.
        kept = b"" if refusal is AnswerRefusal.TOO_LARGE else data
        self._keep(session, name, kept, queries.REFUSED, refusal.value, error.outside, actor)
        security.record(
            session,
            Tag.ANSWER_REFUSED,
            at=self._clock.now(),
            actor=actor,
            detail={"sha256": digest, "reason": refusal.value},
        )


def _is_believed_now(session: Session, content: bytes) -> bool:
    """Whether a file kept aside is signed by a key that is trusted and compared by now."""
    try:
        signer = read_outside(content).certificate_sha256
    except DocumentError:
        return False
    key = trust.trusted(session, signer)
    return key is not None and key.is_compared


def _outside(data: bytes) -> SealedAnswer:
    if len(data) > LARGEST_FILE:
        raise _RefusedError(AnswerRefusal.TOO_LARGE)
    try:
        return read_outside(data)
    except DocumentVersionError as error:
        raise _RefusedError(AnswerRefusal.UNKNOWN_FORMAT) from error
    except DocumentSignatureError as error:
        raise _RefusedError(AnswerRefusal.BAD_SIGNATURE) from error
    except DocumentError as error:
        raise _RefusedError(AnswerRefusal.NOT_AN_ANSWER) from error


def counted(reports: Sequence[AnswerReport]) -> dict[str, int]:
    """Return the sums over several files, as `batch answer --json` prints them."""
    return {
        "applied": sum(report.applied for report in reports),
        "unchanged": sum(report.unchanged for report in reports),
        "accepted": sum(report.accepted for report in reports),
        "rejected": sum(report.rejected for report in reports),
    }
