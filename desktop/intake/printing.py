"""Receipts: rendered from the frozen record, kept, printed, printed again and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, local, show_date
from desktop.common.dates import show_iso
from desktop.common.i18n import tr, vi
from desktop.common.ids import new_id
from desktop.common.settings import (
    CAMPAIGN_TITLE,
    LEGAL_BASIS,
    OFFICE_NAME,
    OFFICE_UPPER,
    PURPOSE_NOTICE,
    RECEIPT_COPIES,
)
from desktop.common.text import masked
from desktop.common.vocabulary import BlobKind, FieldKey, PrintState, Sex
from desktop.documents.ports import PrinterError, PrinterPort
from desktop.documents.receipt import ReceiptContent, SecondSignature, render_receipt
from desktop.intake import store as queries
from desktop.intake import witness_words, witnessing
from desktop.intake.errors import WrongStateError
from desktop.intake.views import PrintOrder, PrintResult, SignException
from desktop.models import Paper, PrintJob, Station
from desktop.security import store as security_queries
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class PrintingService:
    """A print that fails leaves the record saved, says so, and waits in the list."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    def receipt_pdf(self, application_id: UUID) -> bytes:
        """Return the receipt as PDF, rendered once from the frozen record and then kept.

        Raises:
            WrongStateError: the record was never received.
        """
        with self._store.read() as session:
            paper = queries.receipt_paper(session, application_id)
            kept = queries.blob(session, paper.blob_digest) if paper else None
            if kept is not None:
                return kept
            content = self._content(session, application_id)
        pdf = render_receipt(content, copies=int(self._preferences.get(RECEIPT_COPIES)))
        now = self._clock.now()
        with self._store.write() as session:
            paper = queries.receipt_paper(session, application_id)
            if paper is not None:
                paper.blob_digest = queries.put_blob(
                    session, BlobKind.PAPER, "application/pdf", pdf, at=now
                )
        return pdf

    def preview(self, application_id: UUID, *, clerk: str) -> bytes:
        """Return the receipt as it will look, before anything is saved."""
        with self._store.read() as session:
            content = self._content(session, application_id, clerk=clerk)
        return render_receipt(content, copies=1)

    def print_job(self, job_id: UUID, printer: PrinterPort, *, actor: str) -> PrintResult:
        """Print one order and record how it ended; never raises for a printer's trouble."""
        order = self._order(job_id)
        if order.reprint:
            order = replace(order, pdf=self._marked_reprint(order))
        error: PrinterError | None = None
        try:
            printer.print_pdf(order.pdf, title=order.receipt_number, copies=order.copies)
        except PrinterError as trouble:
            error = trouble
        now = self._clock.now()
        with self._store.write() as session:
            job = self._job(session, job_id)
            job.finished_at = now
            job.printer = printer.name
            job.state = (PrintState.FAILED if error else PrintState.PRINTED).value
            job.error = error.title if error else ""
            if error:
                tag = Tag.PRINT_FAILED
            else:
                tag = Tag.RECEIPT_REPRINTED if job.is_reprint else Tag.RECEIPT_PRINTED
            security_queries.record(session, tag, at=now, actor=actor, target=order.receipt_number)
        if error:
            return PrintResult(printed=False, title=error.title, advice=error.advice)
        return PrintResult(printed=True, title="", advice="")

    def _marked_reprint(self, order: PrintOrder) -> bytes:
        """Return the receipt with its reprint number on it; the first print stays as it was."""
        with self._store.read() as session:
            content = self._content(session, order.application_id)
        number = self.reprints(order.application_id) + 1
        copies = int(self._preferences.get(RECEIPT_COPIES))
        return render_receipt(replace(content, reprint=number), copies=copies)

    def reprint(self, application_id: UUID, *, actor: str) -> UUID:
        """Order the receipt once more; reprints are counted and stand in the audit trail.

        Raises:
            WrongStateError: the record was never received.
        """
        now = self._clock.now()
        with self._store.write() as session:
            paper = queries.receipt_paper(session, application_id)
            if paper is None:
                raise _never_received()
            job = PrintJob(
                id=new_id(),
                paper_id=paper.id,
                state=PrintState.WAITING.value,
                copies=1,
                is_reprint=True,
                ordered_at=now,
            )
            session.add(job)
            security_queries.record(
                session, Tag.REPRINT_ORDERED, at=now, actor=actor, target=str(application_id)
            )
            return job.id

    def reprints(self, application_id: UUID) -> int:
        """Return how often the receipt was printed again."""
        with self._store.read() as session:
            paper = queries.receipt_paper(session, application_id)
            jobs = queries.jobs_of(session, paper.id) if paper else []
        return sum(job.is_reprint and job.state == PrintState.PRINTED.value for job in jobs)

    def waiting(self) -> tuple[UUID, ...]:
        """Return orders that did not end on paper, oldest first."""
        with self._store.read() as session:
            return tuple(job.id for job, _paper in queries.open_jobs(session))

    # ------------------------------------------------------------ inside

    def _job(self, session: Session, job_id: UUID) -> PrintJob:
        job = queries.print_job(session, job_id)
        if job is None:
            raise _never_received()
        return job

    def _order(self, job_id: UUID) -> PrintOrder:
        with self._store.read() as session:
            job = self._job(session, job_id)
            paper = session.get(Paper, job.paper_id)
            if paper is None or paper.application_id is None:
                raise _never_received()
            application_id, number, copies = paper.application_id, paper.number, job.copies
            reprint = job.is_reprint
        pdf = self.receipt_pdf(application_id)
        return PrintOrder(job_id, application_id, number, pdf, copies, reprint=reprint)

    def _content(
        self, session: Session, application_id: UUID, *, clerk: str = ""
    ) -> ReceiptContent:
        row = queries.required(session, application_id)
        home = queries.station(session)
        frozen = row.snapshot
        signature = queries.blob(session, row.signature_digest)
        fields = dict(frozen["fields"]) if frozen else dict(row.fields)
        return self._receipt(
            fields,
            home,
            number=row.receipt_number or f"{home.code}-······",  # given when it is saved
            at=row.received_at or self._clock.now(),
            clerk=row.received_by or clerk,
            signature=signature,
            exception=witnessing.read(row.sign_exception),
            second=queries.blob(session, row.second_signature_digest),
        )

    def _receipt(
        self,
        fields: dict[str, Any],
        home: Station,
        *,
        number: str,
        at: datetime,
        clerk: str,
        signature: bytes | None,
        exception: SignException | None,
        second: bytes | None,
    ) -> ReceiptContent:
        text = self._preferences.text
        name = str(fields.get(FieldKey.FULL_NAME, ""))
        office = text(OFFICE_NAME) or home.name or home.commune_name or home.code
        return ReceiptContent(
            office_lines=tuple(line for line in (text(OFFICE_UPPER), office) if line),
            campaign_title=text(CAMPAIGN_TITLE),
            legal_basis=text(LEGAL_BASIS),
            number=number,
            issued_on=local(at).date().isoformat(),
            full_name=name,
            birth_shown=show_iso(fields.get(FieldKey.BIRTH_DATE)),
            sex=_SEX.get(str(fields.get(FieldKey.SEX, "")), lambda: "")(),
            personal_id_masked=_starred(str(fields.get(FieldKey.PERSONAL_ID, ""))),
            cell=str(fields.get(FieldKey.CELL, "")),
            papers_taken=vi("Thông tin, 01 ảnh chân dung, 01 chữ ký")
            if signature
            else vi("Thông tin, 01 ảnh chân dung"),
            old_card=_old_card(fields),
            received_at=vi("{hour} giờ {minute} phút, ngày {date}").format(
                hour=f"{local(at):%H}", minute=f"{local(at):%M}", date=show_date(at)
            ),
            hand_over_at=str(fields.get(FieldKey.HAND_OVER_AT, "")),
            applicant=name,
            clerk=clerk,
            notice=text(PURPOSE_NOTICE),
            signature_png=signature,
            cannot_sign=witness_words.paper_words(exception) if exception else "",
            second=_second(exception, second),
            practice=home.is_practice,
        )


_SEX = {Sex.MALE.value: lambda: vi("Nam"), Sex.FEMALE.value: lambda: vi("Nữ")}


def _starred(number: str) -> str:
    return masked(number).replace("•", "*").replace(" ", "")


def _old_card(fields: dict[str, Any]) -> str:
    return {"collected": vi("Đã thu lại"), "kept": vi("Chưa thu")}.get(
        fields.get(FieldKey.OLD_CARD, ""), ""
    )


def _second(exception: SignException | None, png: bytes | None) -> SecondSignature | None:
    if exception is None:
        return None
    how = exception.how
    return SecondSignature(
        vi(witness_words.SIGNERS[how.second]),
        how.officer or exception.witness,
        png,
        thumbprint=how.thumbprint,
    )


def _never_received() -> WrongStateError:
    return WrongStateError(
        tr("Hồ sơ này chưa có biên nhận."), tr("Lưu hồ sơ ở bước Kiểm tra và in trước.")
    )
