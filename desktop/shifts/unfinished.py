"""What lies open at this station: drafts, forms, prints that did not end on paper."""

from __future__ import annotations

from uuid import UUID

from desktop.common.vocabulary import FieldKey, PrintState, Step, Unfinished
from desktop.intake import store as intake
from desktop.intake.holding import holder_of
from desktop.intake.unfinished import forms_of
from desktop.shifts import store as queries
from desktop.shifts.views import OpenItem
from desktop.storage.unit_of_work import Session


def open_items(session: Session, shift_id: UUID | None) -> tuple[OpenItem, ...]:
    """Return what lies open, in the order a person would work through it.

    Args:
        session: the caller's own transaction.
        shift_id: the shift whose hand-overs count; None for none.
    """
    given = (
        {(row.kind, row.subject_id): row.given_to for row in queries.hand_overs(session, shift_id)}
        if shift_id is not None
        else {}
    )

    def to(kind: Unfinished, key: UUID) -> str:
        return given.get((kind.value, key), "")

    drafts = [
        OpenItem(
            kind=Unfinished.DRAFT,
            subject_id=row.id,
            application_id=row.id,
            name=row.fields.get(FieldKey.FULL_NAME.value) or member.full_name,
            at=row.updated_at,
            step=Step(row.step),
            held_by=holder_of(row),
            given_to=to(Unfinished.DRAFT, row.id),
        )
        for row, member in intake.drafts(session)
    ]
    forms = [
        OpenItem(
            kind=Unfinished.FORM,
            subject_id=form.form_id,
            application_id=None,
            name=form.fields.get(FieldKey.FULL_NAME, "") or form.text,
            at=form.saved_at,
            held_by=form.opened_by,
            given_to=to(Unfinished.FORM, form.form_id),
        )
        for form in forms_of(session)
        if form.saved_at is not None
    ]
    prints = [
        OpenItem(
            kind=Unfinished.PRINT,
            subject_id=job.id,
            application_id=paper.application_id,
            name=paper.number,
            at=job.finished_at or job.ordered_at,
            problem=job.error if job.state == PrintState.FAILED.value else "",
            given_to=to(Unfinished.PRINT, job.id),
        )
        for job, paper in intake.open_jobs(session)
        if not _printed_since(session, job.id, paper.id)
    ]
    return (*drafts, *forms, *prints)


def _printed_since(session: Session, job_id: UUID, paper_id: UUID) -> bool:
    """Return whether a later order put the same paper on paper."""
    return any(
        job.state == PrintState.PRINTED.value and job.id > job_id
        for job in intake.jobs_of(session, paper_id)
    )
