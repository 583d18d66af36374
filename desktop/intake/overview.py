"""Lists around the counter: who is done, who is a draft, how the day goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from desktop.common.clock import Clock, local
from desktop.common.vocabulary import ApplicationState, FieldKey, PrintState, Step
from desktop.intake import store as queries
from desktop.intake.holding import holder_of
from desktop.intake.leases.store import held_elsewhere
from desktop.intake.moves.store import moves_of
from desktop.intake.review.returning import SAMPLE_PREFIX
from desktop.intake.views import DraftRow, MemberProgress, MemberRecord, ReceivedRow, Today
from desktop.models import Application, ApplicationMove
from desktop.storage.unit_of_work import Session, Store

_UNAPPROVED = {
    state.value
    for state in (
        ApplicationState.DRAFT,
        ApplicationState.RECEIVED,
        ApplicationState.NEEDS_SUPPLEMENT,
    )
}


class OverviewService:
    """Reads only."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def progress_of(self, member_ids: Iterable[UUID]) -> dict[UUID, MemberProgress]:
        """Return how far each of some people is; people without an application are left out."""
        wanted = list(member_ids)
        if not wanted:
            return {}
        with self._store.read() as session:
            rows = queries.progress_of(session, wanted)
        return {
            row.member_id: MemberProgress(
                application_id=row.id,
                state=ApplicationState(row.state),
                step=Step(row.step),
                receipt_number=row.receipt_number,
                at=row.received_at or row.updated_at,
            )
            for row in rows
        }

    def members_by_state(self) -> dict[ApplicationState, frozenset[UUID]]:
        """Return who has an application, by its state; withdrawn ones count as none."""
        found: dict[ApplicationState, set[UUID]] = {}
        with self._store.read() as session:
            for member_id, state in queries.live_states(session):
                found.setdefault(ApplicationState(state), set()).add(member_id)
        return {state: frozenset(members) for state, members in found.items()}

    def record_of(self, member_id: UUID) -> MemberRecord | None:
        """Return what became of a person's application, None when there is none."""
        with self._store.read() as session:
            row = queries.live_application(session, member_id)
            return None if row is None else _record(session, row)

    def drafts(self) -> tuple[DraftRow, ...]:
        """Return what lies unfinished, the freshest first."""
        with self._store.read() as session:
            held = held_elsewhere(session)
            return tuple(
                DraftRow(
                    application_id=row.id,
                    member_id=member.id,
                    full_name=row.fields.get(FieldKey.FULL_NAME.value) or member.full_name,
                    cell=row.fields.get(FieldKey.CELL.value, ""),
                    step=Step(row.step),
                    saved_at=row.updated_at,
                    opened_by=row.opened_by,
                    held_by=holder_of(row),
                    holder=held.get(member.id),
                )
                for row, member in queries.drafts(session)
            )

    def today(self) -> Today:
        """Return the day's finished records and the minutes each took."""
        start = local(self._clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
        with self._store.read() as session:
            found = queries.received_between(session, start, start + timedelta(days=1))
            open_jobs = queries.open_jobs(session)
            trouble = {
                paper.application_id: job.error or job.state
                for job, paper in open_jobs
                if job.state == PrintState.FAILED.value
            }
        rows = tuple(_received_row(row, trouble.get(row.id, "")) for row in found)
        spans = [row.seconds for row in rows if row.seconds is not None]
        return Today(
            rows=rows,
            median_seconds=round(median(spans)) if spans else None,
            first_at=min((row.received_at for row in rows), default=None),
            waiting_prints=len(open_jobs),
        )


def _record(session: Session, row: Application) -> MemberRecord:
    paper = queries.receipt_paper(session, row.id)
    jobs = queries.jobs_of(session, paper.id) if paper else []
    printed = [job for job in jobs if job.state == PrintState.PRINTED.value]
    has_failed = bool(jobs) and jobs[-1].state == PrintState.FAILED.value
    batch = queries.batch_of(session, row.id)
    approval = _approval(moves_of(session, row.id))
    return MemberRecord(
        application_id=row.id,
        state=ApplicationState(row.state),
        step=Step(row.step),
        opened_at=row.created_at,
        opened_by=row.opened_by,
        saved_at=row.updated_at,
        receipt_number=row.receipt_number or "",
        received_at=row.received_at,
        received_by=row.received_by,
        prints=len(printed),
        reprints=sum(job.is_reprint for job in printed),
        print_problem=(jobs[-1].error or jobs[-1].state) if has_failed else "",
        batch_sequence=batch.sequence if batch else None,
        batch_file=batch.file_name if batch else "",
        exported_at=batch.exported_at if batch else None,
        approved_at=approval.moved_at if approval else None,
        approved_by=approval.moved_by if approval else "",
        by_sample=approval is not None and approval.reason.startswith(SAMPLE_PREFIX),
        channel=row.channel,
    )


def _approval(moves: Iterable[ApplicationMove]) -> ApplicationMove | None:
    """Return the approval under which a record stands: none after it was mended or taken back."""
    found = None
    for move in moves:
        if move.to_state == ApplicationState.APPROVED.value:
            found = move
        elif move.to_state in _UNAPPROVED:
            found = None
    return found


def _received_row(row: Application, trouble: str) -> ReceivedRow:
    fields = (row.snapshot or {}).get("fields", {})
    return ReceivedRow(
        application_id=row.id,
        receipt_number=row.receipt_number or "",
        full_name=fields.get(FieldKey.FULL_NAME.value, ""),
        cell=fields.get(FieldKey.CELL.value, ""),
        state=ApplicationState(row.state),
        received_at=row.received_at or row.updated_at,
        received_by=row.received_by,
        seconds=_seconds(row),
        print_problem=trouble,
    )


def _seconds(row: Application) -> int | None:
    """Seconds from the first step to reception; a record left overnight says nothing."""
    started = row.step_times.get(Step.COMPARE.value)
    if not started or row.received_at is None:
        return None
    span = (row.received_at - datetime.fromisoformat(started)).total_seconds()
    return round(span) if 0 <= span <= 3600 else None
