"""Use cases of answering: accept what is clean, decide the rest, write the files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from desktop.batch.answering.files import ACCEPTED, REJECTED, AnswerHead, Verdict, write_answer
from desktop.batch.answering.reasons import PLACES, Reason
from desktop.common.clock import Clock
from desktop.common.errors import DiskFullError, InputFileError
from desktop.common.files import ready_folder, write_whole
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.models import ProvinceAnswer
from desktop.province.answering import store as queries
from desktop.province.answering.store import Addressee, Made
from desktop.province.errors import AnswersKeptError, AtPrintingError, ReviewFileError
from desktop.province.receiving import store as receiving
from desktop.province.registry.keys import KeysService, ProvinceKeys
from desktop.province.views import Decision, HeldRecord, WrittenAnswer
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

_NOTE_LENGTH = 500


class AnsweringService:
    """Answers the stations.

    Args:
        data: where what arrived is kept.
        keys: the province's own keys.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(self, data: Store, keys: KeysService, clock: Clock, *, practice: bool) -> None:
        self._data = data
        self._keys = keys
        self._clock = clock
        self._practice = practice

    def held(self, *, limit: int = 100, after: UUID | None = None) -> tuple[HeldRecord, ...]:
        """Return a page of the records that wait for a decision, with what was found.

        Args:
            limit: how many at most.
            after: the `id` of the last record of the page before; None begins.
        """
        with self._data.read() as session:
            rows = queries.held(session, limit=limit, after=after)
            doubles = receiving.open_doubles(session, [row.id for row, _ in rows])
        return tuple(
            HeldRecord(
                id=row.id,
                record_id=row.record_id,
                station=code,
                receipt_number=row.receipt_number,
                full_name=row.full_name,
                birth_date=row.birth_date,
                findings=tuple(row.findings),
                doubles=tuple(doubles.get(row.id, ())),
            )
            for row, code in rows
        )

    def decide(self, decisions: Sequence[Decision], *, actor: str) -> int:
        """Write down what people decided; all of it or nothing. Return how many were news.

        A decision may be taken anew: the next answer tells the new one. The same decision again
        changes nothing, so a list of decisions may grow from day to day.

        Raises:
            ReviewFileError: a record is not there, is rejected without a known reason, or for a
                field that no record has.
            AtPrintingError: a record to be rejected is at the printing office, or printed.
        """
        now = self._clock.now()
        with self._data.write() as session:
            one_at_a_time(session, "answer")
            news = [one for one in decisions if self._decide(session, one, actor)]
            if news:
                security.record_shared(
                    session,
                    Tag.RECORDS_DECIDED,
                    at=now,
                    actor=actor,
                    detail={
                        "accepted": sum(one.accepted for one in news),
                        "rejected": sum(not one.accepted for one in news),
                    },
                )
        return len(news)

    def answer(
        self, folder: Path, *, actor: str, with_quarantined: bool = True, again: bool = False
    ) -> tuple[WrittenAnswer, ...]:
        """Accept everything clean and write one file for each batch with something to tell.

        The files are kept in the store before they are written; what could not be written is
        written the next time with `again`. One batch after another, station by station: memory
        holds the records of one batch and the bytes of one answer, however many there are.

        Args:
            folder: where to.
            actor: who.
            with_quarantined: also send back what was kept apart, with its reason.
            again: write every answer ever made.

        Raises:
            AnswersKeptError: the folder is gone or cannot be written, or there is no room; no half
                file is there, and the answers are kept.
        """
        keys = self._keys.keys()
        with self._data.write() as session:
            one_at_a_time(session, "answer")
            queries.accept_clean(session, at=self._clock.now(), actor=actor)
            self._close_superseded(session, actor)
            made = [
                self._made(session, keys, one, actor, with_apart=with_quarantined)
                for one in queries.addressees(session, with_apart=with_quarantined)
            ]
            if made:
                security.record_shared(
                    session,
                    Tag.ANSWER_MADE,
                    at=self._clock.now(),
                    actor=actor,
                    detail={
                        "files": len(made),
                        "records": sum(one.accepted + one.rejected for one in made),
                    },
                )
            files = queries.answers(session) if again else made
        try:
            ready_folder(folder)
            return tuple([self._written(one, folder) for one in files])
        except (DiskFullError, InputFileError) as error:
            raise AnswersKeptError(error) from error

    # ------------------------------------------------------------ inside

    def _decide(self, session: Session, decision: Decision, actor: str) -> bool:
        """Write one decision down; tell whether it is another one than before."""
        rows = queries.named(session, decision.record)
        if len(rows) != 1:
            raise ReviewFileError(
                tr("Không tìm thấy đúng một hồ sơ “{record}”.").format(record=decision.record),
                tr("Ghi mã hồ sơ hoặc số biên nhận như trong danh sách chờ xem."),
            )
        if not decision.accepted and decision.reason not in set(Reason):
            raise ReviewFileError(
                tr("Lý do “{reason}” không có trong danh mục.").format(reason=decision.reason),
                tr("Dùng một mã lý do trong tài liệu định dạng lô."),
            )
        if decision.field not in PLACES:
            raise ReviewFileError(
                tr("Ô “{field}” không có trong hồ sơ.").format(field=decision.field),
                tr("Ghi mã của ô như full_name, birth_date, hoặc photo, signature, hoặc để trống."),
            )
        row, at = rows[0], self._clock.now()
        verdict, told = ACCEPTED, ("", "", "")
        if not decision.accepted:
            note = clean(decision.note)[:_NOTE_LENGTH]
            verdict, told = REJECTED, (decision.reason, decision.field, note)
        if (row.verdict, (row.reason, row.field, row.note)) == (verdict, told):
            queries.settle_doubles(session, row, verdict=verdict, at=at, actor=actor)
            return False
        if verdict == REJECTED and queries.is_at_printing(session, row.id):
            raise AtPrintingError(row.receipt_number)
        reason, field, note = told
        queries.decide(
            session, row, verdict=verdict, reason=reason, field=field, note=note, at=at, actor=actor
        )
        return True

    def _close_superseded(self, session: Session, actor: str) -> None:
        """Send a version back that a newer one replaced before anybody decided about it.

        The batch that carried it is so answered whole. At the station it moves nothing: the record
        has left again since, and only the newer version's answer holds.
        """
        while portion := queries.superseded(session):
            for row, newer in portion:
                queries.decide(
                    session,
                    row,
                    verdict=REJECTED,
                    reason=Reason.OLDER_VERSION.value,
                    field="",
                    note=tr("Đã thay bằng bản {n}.").format(n=newer),
                    at=self._clock.now(),
                    actor=actor,
                )

    def _made(
        self,
        session: Session,
        keys: ProvinceKeys,
        batch: Addressee,
        actor: str,
        *,
        with_apart: bool,
    ) -> Made:
        """Keep the answer to one batch; return what it says, without its bytes."""
        told = queries.waiting(session, batch.batch_id, with_apart=with_apart)
        head = AnswerHead(
            answer_id=new_id(),
            province=keys.code,
            station=batch.station,
            practice=self._practice,
            batch_id=batch.batch_id,
            sequence=batch.sequence,
            payload_sha256=batch.payload_sha256,
            number=queries.next_number(session, batch.batch_id),
            made_at=self._clock.now().replace(microsecond=0),
        )
        verdicts = [
            Verdict(one.record_id, one.version, one.accepted, one.reason, one.field, one.note)
            for one in told
        ]
        content = write_answer(keys.signing, head, verdicts, [batch.public_key])
        accepted = sum(one.accepted for one in told)
        row = ProvinceAnswer(
            id=head.answer_id,
            batch_id=batch.batch_id,
            number=head.number,
            file_name=head.file_name,
            sha256=hashlib.sha256(content).hexdigest(),
            accepted=accepted,
            rejected=len(told) - accepted,
            content=content,
            made_at=head.made_at,
            made_by=actor,
        )
        queries.add_answer(session, row, told)
        return Made(
            head.answer_id,
            head.file_name,
            batch.station,
            batch.sequence,
            head.number,
            accepted,
            len(told) - accepted,
        )

    def _written(self, made: Made, folder: Path) -> WrittenAnswer:
        """Write one kept answer; its bytes are read for that, and let go."""
        with self._data.read() as session:
            content = queries.content_of(session, made.id)
        path = folder / made.file_name
        write_whole(path, content, makes_folder=False)
        return WrittenAnswer(
            path=path,
            station=made.station,
            sequence=made.sequence,
            number=made.number,
            accepted=made.accepted,
            rejected=made.rejected,
        )
