"""The save that counts: number, frozen snapshot, print order and audit in one transaction."""

from __future__ import annotations

from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, FieldKey, PaperKind, PrintState
from desktop.intake import rules, snapshot
from desktop.intake import store as queries
from desktop.intake.errors import NotReadyError, WrongStateError
from desktop.intake.service import IntakeService
from desktop.intake.views import Draft, Received
from desktop.models import Application, Paper, PrintJob
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class ReceptionService:
    """Turning drafts into records, and taking records back."""

    def __init__(self, store: Store, clock: Clock, intake: IntakeService) -> None:
        self._store = store
        self._clock = clock
        self._intake = intake

    def receive(self, application_id: UUID, *, actor: str) -> Received:
        """Make the draft a received record: number, frozen snapshot, print order, audit, at once.

        When this returns, the record survives a power cut. Asking twice gives the same receipt.

        Raises:
            NotReadyError: something is missing; the message says what.
            WrongStateError: the application was withdrawn.
        """
        draft = self._intake.draft(application_id)
        if draft.state is ApplicationState.DRAFT:
            require_ready(draft)
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.required(session, application_id)
            if row.state in queries.DONE_STATES:
                return _already(session, row)
            _require_move(row, ApplicationState.RECEIVED)
            home = queries.station(session)
            readings = queries.readings(session, row.id)
            running = queries.next_number(session, home.id, queries.RECEIPTS)
            row.receipt_number = rules.receipt_number(home.code, running)
            row.state = ApplicationState.RECEIVED.value
            row.received_at = now
            row.received_by = actor
            row.updated_at = now
            row.version += 1
            row.step_times = {**row.step_times, "received": now.isoformat()}
            row.snapshot = snapshot.freeze(row, home, readings, draft)
            paper = Paper(
                id=new_id(),
                kind=PaperKind.RECEIPT.value,
                number=row.receipt_number,
                application_id=row.id,
                created_at=now,
            )
            session.add(paper)
            session.flush()
            job = PrintJob(
                id=new_id(),
                paper_id=paper.id,
                state=PrintState.WAITING.value,
                copies=1,
                ordered_at=now,
            )
            session.add(job)
            security_queries.record(
                session,
                Tag.APPLICATION_RECEIVED,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"receipt": row.receipt_number},
            )
            return Received(row.id, row.receipt_number, draft.full_name, now, job.id)

    def withdraw(self, application_id: UUID, *, actor: str, reason: str) -> None:
        """Take back a draft or a record that has not left the station; its number stays used.

        Raises:
            WrongStateError: the record is already in a batch.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.required(session, application_id)
            _require_move(row, ApplicationState.WITHDRAWN)
            was = row.state
            row.state = ApplicationState.WITHDRAWN.value
            row.updated_at = now
            row.version += 1
            security_queries.record(
                session,
                Tag.APPLICATION_WITHDRAWN,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"from": was, "reason": reason},
            )

    def reopen(self, application_id: UUID, *, actor: str) -> Draft:
        """Undo a reception just made: the record is withdrawn, its content goes into a new draft.

        The receipt number given out stays used for ever, so a paper already printed can never
        belong to two records.

        Raises:
            WrongStateError: the record is already in a batch.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.required(session, application_id)
            _require_move(row, ApplicationState.WITHDRAWN)
            row.state = ApplicationState.WITHDRAWN.value
            row.updated_at = now
            row.version += 1
            copy = snapshot.draft_again(row, now)
            session.add(copy)
            session.flush()
            for reading in queries.readings(session, row.id):
                session.add(snapshot.reading_again(reading, copy.id))
            security_queries.record(
                session,
                Tag.APPLICATION_WITHDRAWN,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"reopened_as": str(copy.id)},
            )
            new_draft = copy.id
        return self._intake.draft(new_draft)


def _already(session: Session, row: Application) -> Received:
    paper = queries.receipt_paper(session, row.id)
    jobs = queries.jobs_of(session, paper.id) if paper else []
    if row.receipt_number is None or row.received_at is None or not jobs:
        raise WrongStateError(tr("Hồ sơ thiếu số biên nhận."), tr("Gọi người phụ trách máy."))
    name = str((row.snapshot or {}).get("fields", {}).get(FieldKey.FULL_NAME, ""))
    return Received(row.id, row.receipt_number, name, row.received_at, jobs[0].id)


def _require_move(row: Application, to: ApplicationState) -> None:
    if not rules.may_move(ApplicationState(row.state), to):
        raise WrongStateError(
            tr("Hồ sơ này đã khép, không đổi được nữa."),
            tr("Nếu hồ sơ đã vào lô, báo phụ trách ca."),
        )


def require_ready(draft: Draft) -> None:
    """Refuse a draft that lacks something the record must have.

    Raises:
        NotReadyError: with the first thing that is missing.
    """
    for problem in draft.problems:
        if problem.severity is rules.Severity.ERROR:
            raise NotReadyError(tr("Còn ô cần sửa."), problem.message)
    if draft.photo is None and not draft.photo_exception:
        raise NotReadyError(tr("Chưa có ảnh."), tr("Quay lại bước Chụp ảnh."))
    if draft.signature is None and draft.sign_exception is None:
        raise NotReadyError(
            tr("Chưa có chữ ký."),
            tr("Quay lại bước Ký xác nhận, hoặc ghi lý do không ký được."),
        )
