"""The save that counts: number, frozen snapshot, print order and audit in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.intake import rules, snapshot
from desktop.intake import store as queries
from desktop.intake.attachments import store as attachments
from desktop.intake.errors import NotReadyError, WrongStateError
from desktop.intake.leases.store import end_with
from desktop.intake.moves.service import reopen
from desktop.intake.moves.store import Cause, Standing, move, require_move
from desktop.intake.service import IntakeService
from desktop.intake.views import Draft, Received
from desktop.roster.closed.store import require_open_for
from desktop.security import store as security_queries
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.prepared import Work
from desktop.storage.unit_of_work import Session, Store

Settle = Callable[[Work, UUID, str, datetime, str], Sequence[Happening]]
"""What follows from a reception in its own transaction: member, channel, moment and actor.

It writes its rows and gives back what is to be recorded of them."""

REOPENED = "reopened"
"""Cause of the moves by which a reception just made is undone."""


class ReceptionService:
    """Turning drafts into records, and taking records back.

    Args:
        store: the opened store.
        clock: tells the moment.
        intake: gives drafts.
        settle: what else a reception ends.
    """

    def __init__(
        self, store: Store, clock: Clock, intake: IntakeService, settle: Settle | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._watch = ClockWatch(store, clock)
        self._intake = intake
        self._settle = settle
        self._station: snapshot.StationMark | None = None

    def receive(self, application_id: UUID, *, actor: str) -> Received:
        """Make the draft a received record: number, frozen snapshot, print order, audit, at once.

        When this returns, the record survives a power cut. Asking twice gives the same receipt.

        Raises:
            NotReadyError: something is missing; the message says what.
            WrongStateError: the application was withdrawn.
            ClockError: the clock of this machine cannot be believed; the draft stays.
            HeldElsewhereError: another counter took the person over; the draft stays.
        """
        self._watch.require()
        home = self._home()
        now = self._clock.now()
        with self._store.write_plainly() as work:
            row = queries.plain_application(work, application_id)
            if row.state in queries.DONE_STATES:
                return self._already(row)
            state = ApplicationState(row.state)
            require_move(state, ApplicationState.RECEIVED)
            require_ready(row, today(self._clock))
            end_with(work, home.code, row.member_id)
            _require_no_loose_pages(attachments.pages_left(work, application_id))
            again = row.receipt_number is not None
            saved = snapshot.Saved(
                number=row.receipt_number or self._next_receipt(work, home),
                at=now,
                actor=actor,
                step_times={**row.step_times, "received": now.isoformat()},
            )
            readings = queries.plain_readings(work, application_id)
            papers = attachments.plain_papers(work, application_id)
            move(
                work,
                Standing(application_id, state, row.version),
                ApplicationState.RECEIVED,
                Cause(now, actor),
                {
                    "receipt_number": saved.number,
                    "received_at": now,
                    "received_by": actor,
                    "step_times": saved.step_times,
                    "snapshot": snapshot.freeze(row, home, readings, saved, papers),
                },
            )
            job = queries.add_receipt(work, application_id, saved.number, at=now, again=again)
            told = [
                Happening(Tag.APPLICATION_RECEIVED, str(application_id), {"receipt": saved.number})
            ]
            if self._settle is not None:
                told += self._settle(work, row.member_id, row.channel, now, actor)
            # Every row is written; from here on the other counters wait for the trail.
            for tag, target, detail in told:
                security_queries.record(
                    work, tag, at=now, actor=actor, target=target, detail=detail
                )
        name = str(row.fields.get(FieldKey.FULL_NAME.value, ""))
        return Received(application_id, saved.number, name, now, job)

    @staticmethod
    def _next_receipt(work: Work, home: snapshot.StationMark) -> str:
        running = queries.next_number(work, home.id, queries.RECEIPTS)
        return rules.receipt_number(home.code, running)

    def _home(self) -> snapshot.StationMark:
        if self._station is None:
            with self._store.read() as session:
                row = queries.station(session)
            self._station = snapshot.StationMark(
                row.id, row.code, row.commune_code, row.is_practice
            )
        return self._station

    def _already(self, row: Any) -> Received:
        with self._store.read() as session:
            paper = queries.receipt_paper(session, row.id)
            jobs = queries.jobs_of(session, paper.id) if paper else []
        if row.receipt_number is None or row.received_at is None or not jobs:
            raise WrongStateError(tr("Hồ sơ thiếu số biên nhận."), tr("Gọi người phụ trách máy."))
        name = str((row.snapshot or {}).get("fields", {}).get(FieldKey.FULL_NAME, ""))
        return Received(row.id, row.receipt_number, name, row.received_at, jobs[0].id)

    def withdraw(self, application_id: UUID, *, actor: str, reason: str) -> None:
        """Take back a draft or a record that has not left the station; its number stays used.

        Raises:
            WrongStateError: the record is already in a batch.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.required(session, application_id)
            seen = Standing(row.id, ApplicationState(row.state), row.version)
            original = row.photo_original_digest
            row.photo_original_digest = None  # nobody will cut a portrait for it again
            session.flush()
            attachments.release(session, [original])
            attachments.drop_pages(session, attachments.pages_of(session, row.id))
            move(session, seen, ApplicationState.WITHDRAWN, Cause(now, actor, reason))
            security_queries.record(
                session,
                Tag.APPLICATION_WITHDRAWN,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"from": seen.state.value, "reason": reason},
            )

    def reopen(self, application_id: UUID, *, actor: str) -> Draft:
        """Undo a reception just made: the record is withdrawn, its content goes into a new draft.

        The receipt number given out stays used for ever, so a paper already printed can never
        belong to two records. A record that the province knows from an earlier batch stays the
        same record with its number: another one would be a second one there.

        Raises:
            WrongStateError: the record is already in a batch.
            CellClosedError: the person's cell was closed.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.required(session, application_id)
            seen = Standing(row.id, ApplicationState(row.state), row.version)
            if seen.state is ApplicationState.REJECTED:
                raise WrongStateError(
                    tr("Tỉnh đã trả hồ sơ này về."), tr("Mở phần cần sửa để sửa chính hồ sơ đó.")
                )
            require_open_for(session, row.member_id)
            if queries.batch_of(session, row.id) is not None:
                aside = Cause(now, actor, REOPENED)
                move(session, seen, ApplicationState.NEEDS_SUPPLEMENT, aside)
                reopen(session, application_id, actor=actor, at=now)
                new_draft = application_id
            else:
                new_draft = self._copied(session, row, seen, actor, now)
        return self._intake.draft(new_draft)

    @staticmethod
    def _copied(session: Session, row: Any, seen: Standing, actor: str, now: datetime) -> UUID:
        """Withdraw a record and return the key of the new draft with its content."""
        move(session, seen, ApplicationState.WITHDRAWN, Cause(now, actor, REOPENED))
        copy = snapshot.draft_again(row, now)
        row.photo_original_digest = None  # it belongs to the new draft alone
        session.add(copy)
        session.flush()
        for reading in queries.readings(session, row.id):
            session.add(snapshot.reading_again(reading, copy.id))
        attachments.papers_again(session, row.id, copy.id, at=now)
        security_queries.record(
            session,
            Tag.APPLICATION_WITHDRAWN,
            at=now,
            actor=actor,
            target=str(row.id),
            detail={"reopened_as": str(copy.id)},
        )
        return copy.id

    def correct(self, application_id: UUID, *, actor: str) -> Draft:
        """Open a rejected record again to mend it: the same record, its number, a new version.

        What the province read stays kept as it was. Saved again, it leaves in a later batch.

        Raises:
            WrongStateError: the record was not rejected.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.required(session, application_id)
            if row.state != ApplicationState.REJECTED.value:
                raise WrongStateError(
                    tr("Hồ sơ này không bị trả về."), tr("Mở lại người này ở trang Quầy.")
                )
            reopen(session, application_id, actor=actor, at=now)
        return self._intake.draft(application_id)


def _require_no_loose_pages(count: int) -> None:
    if count:
        raise NotReadyError(
            tr("Còn {n} trang giấy đã chụp mà chưa lưu.").format(n=count),
            tr("Mở Giấy tờ kèm: lưu thành giấy, hoặc bỏ các trang đó."),
        )


def require_ready(row: Any, today: date) -> None:
    """Refuse an application that lacks something the record must have.

    Raises:
        NotReadyError: with the first thing that is missing.
    """
    values = {FieldKey(key): str(value) for key, value in row.fields.items()}
    for problem in rules.check(values, today=today):
        if problem.severity is rules.Severity.ERROR:
            raise NotReadyError(tr("Còn ô cần sửa."), problem.message)
    if row.photo_digest is None and not row.photo_exception:
        raise NotReadyError(tr("Chưa có ảnh."), tr("Quay lại bước Chụp ảnh."))
    if row.signature_digest is None and not row.sign_exception:
        raise NotReadyError(
            tr("Chưa có chữ ký."),
            tr("Quay lại bước Ký xác nhận, hoặc ghi lý do không ký được."),
        )
