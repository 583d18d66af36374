"""Queries of an extract: every row that is about one person, whatever capability wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.intake.store import blob
from desktop.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    AuditEvent,
    Batch,
    BatchCopy,
    BatchRecord,
    CampaignTask,
    Card,
    CaseExplanation,
    Difficulty,
    Member,
    Operator,
    OtherService,
    Paper,
    PhoneCall,
    PrecheckRemark,
    PrecheckSheet,
    PrintJob,
    PriorityFlag,
    Reading,
    ScheduleSeat,
    ScheduleSlot,
    SpecialCase,
    Visit,
)
from desktop.security.store import record_shared, station_of

__all__ = ["blob", "record_shared", "station_of"]

_PORTION = 500
"""Ids asked for at once; databases limit the parameters of a query."""


def everybody_merged(session: Session, member_id: UUID) -> list[UUID]:
    """Return the ids under which a person stands or stood: rows that were merged into this one."""
    query = select(Member.id).where(Member.merged_into == member_id)
    return [member_id, *session.scalars(query)]


def applications(session: Session, members: Sequence[UUID]) -> Sequence[Application]:
    """Return every application of a person, the oldest first."""
    query = select(Application).where(Application.member_id.in_(members))
    return session.scalars(query.order_by(Application.created_at, Application.id)).all()


def versions(session: Session, application_id: UUID) -> Sequence[ApplicationVersion]:
    """Return the snapshots that others took the place of, the oldest first."""
    query = select(ApplicationVersion).where(ApplicationVersion.application_id == application_id)
    return session.scalars(query.order_by(ApplicationVersion.replaced_version)).all()


def readings(session: Session, application_id: UUID) -> Sequence[Reading]:
    """Return what sources said, the oldest first."""
    query = select(Reading).where(Reading.application_id == application_id)
    return session.scalars(query.order_by(Reading.read_at, Reading.id)).all()


def attached(session: Session, application_id: UUID) -> Sequence[AttachedPaper]:
    """Return the papers somebody brought, removed ones included."""
    query = select(AttachedPaper).where(AttachedPaper.application_id == application_id)
    return session.scalars(query.order_by(AttachedPaper.created_at)).all()


def moves(session: Session, application_id: UUID) -> Sequence[ApplicationMove]:
    """Return every change of state, the oldest first."""
    query = select(ApplicationMove).where(ApplicationMove.application_id == application_id)
    return session.scalars(query.order_by(ApplicationMove.version)).all()


def transfers(session: Session, application_id: UUID) -> Sequence[tuple[Batch, BatchRecord]]:
    """Return the batches that carried an application and what was answered, the oldest first."""
    query = (
        select(Batch, BatchRecord)
        .join(BatchRecord, BatchRecord.batch_id == Batch.id)
        .where(BatchRecord.application_id == application_id)
        .order_by(Batch.sequence)
    )
    return [(batch, line) for batch, line in session.execute(query)]


def copies(session: Session, batch_id: UUID) -> Sequence[BatchCopy]:
    """Return further files of a batch."""
    query = select(BatchCopy).where(BatchCopy.batch_id == batch_id)
    return session.scalars(query.order_by(BatchCopy.written_at)).all()


def cards(session: Session, application_id: UUID) -> Sequence[Card]:
    """Return the printed cards of an application, the first run first."""
    query = select(Card).where(Card.application_id == application_id)
    return session.scalars(query.order_by(Card.run)).all()


def calls(session: Session, application_id: UUID) -> Sequence[PhoneCall]:
    """Return the phone calls about an application, the oldest first."""
    query = select(PhoneCall).where(PhoneCall.application_id == application_id)
    return session.scalars(query.order_by(PhoneCall.called_at)).all()


def special_cases(session: Session, members: Sequence[UUID]) -> Sequence[SpecialCase]:
    """Return why somebody could not come to the counter, the oldest mark first."""
    query = select(SpecialCase).where(SpecialCase.member_id.in_(members))
    return session.scalars(query.order_by(SpecialCase.created_at, SpecialCase.id)).all()


def flags(session: Session, members: Sequence[UUID]) -> Sequence[PriorityFlag]:
    """Return why somebody came first, the oldest flag first."""
    query = select(PriorityFlag).where(PriorityFlag.member_id.in_(members))
    return session.scalars(query.order_by(PriorityFlag.created_at, PriorityFlag.id)).all()


def services(session: Session, applications_: Sequence[UUID]) -> Sequence[OtherService]:
    """Return what else was done at the same visit, the oldest first."""
    query = select(OtherService).where(OtherService.application_id.in_(applications_))
    return session.scalars(query.order_by(OtherService.created_at, OtherService.id)).all()


def explanations(session: Session, members: Sequence[UUID]) -> Sequence[CaseExplanation]:
    """Return why somebody was not done when their cell was looked through, the oldest first."""
    query = select(CaseExplanation).where(CaseExplanation.member_id.in_(members))
    return session.scalars(query.order_by(CaseExplanation.explained_at)).all()


def visits(session: Session, members: Sequence[UUID]) -> Sequence[Visit]:
    """Return the visits to somebody, the oldest first."""
    query = select(Visit).where(Visit.member_id.in_(members))
    return session.scalars(query.order_by(Visit.created_at, Visit.id)).all()


def tasks(session: Session, members: Sequence[UUID]) -> list[tuple[CampaignTask, str]]:
    """Return the tasks about somebody with the name of who has each, by number."""
    query = (
        select(CampaignTask, Operator.full_name)
        .join(Operator, Operator.id == CampaignTask.owner_id)
        .where(CampaignTask.member_id.in_(members))
        .order_by(CampaignTask.number)
    )
    return [(row, owner) for row, owner in session.execute(query)]


def places(session: Session, members: Sequence[UUID]) -> Sequence[Any]:
    """Return when somebody was asked to come, with the slot of each place, in order of time."""
    query = (
        select(ScheduleSeat, ScheduleSlot)
        .join(ScheduleSlot, ScheduleSlot.id == ScheduleSeat.slot_id)
        .where(ScheduleSeat.member_id.in_(members))
    )
    return session.execute(query.order_by(ScheduleSlot.created_at, ScheduleSlot.id)).all()


def remarks(session: Session, members: Sequence[UUID]) -> Sequence[Any]:
    """Return what signed sheets of cells say of somebody, each with its sheet."""
    query = (
        select(PrecheckRemark, PrecheckSheet)
        .join(PrecheckSheet, PrecheckSheet.id == PrecheckRemark.sheet_id)
        .where(PrecheckRemark.member_id.in_(members))
    )
    return session.execute(query.order_by(PrecheckSheet.created_at, PrecheckRemark.id)).all()


def difficulties(session: Session, members: Sequence[UUID]) -> Sequence[Difficulty]:
    """Return what was written down as hard about somebody, by number."""
    query = select(Difficulty).where(Difficulty.member_id.in_(members))
    return session.scalars(query.order_by(Difficulty.number)).all()


def events(session: Session, members: Sequence[UUID], found: Sequence[UUID]) -> list[AuditEvent]:
    """Return every event about a person: the row, its applications, papers, prints and cards."""
    about: set[UUID] = {*members, *found}
    for column, parent in (
        (Paper.id, Paper.application_id),
        (AttachedPaper.id, AttachedPaper.application_id),
        (Card.id, Card.application_id),
        (PhoneCall.id, PhoneCall.application_id),
    ):
        about.update(_ids(session, select(column), parent, found))
    for duty, whose in (
        (CampaignTask.id, CampaignTask.member_id),
        (Difficulty.id, Difficulty.member_id),
    ):
        about.update(_ids(session, select(duty), whose, members))
    papers = _ids(session, select(Paper.id), Paper.application_id, found)
    about.update(_ids(session, select(PrintJob.id), PrintJob.paper_id, papers))
    rows: list[AuditEvent] = []
    targets = sorted(str(one) for one in about)
    for start in range(0, len(targets), _PORTION):
        some = targets[start : start + _PORTION]
        rows += session.scalars(select(AuditEvent).where(AuditEvent.target.in_(some)))
    return sorted(rows, key=lambda event: event.number)


def _ids(session: Session, query: Select[Any], parent: Any, values: Iterable[UUID]) -> list[UUID]:
    return list(session.scalars(query.where(parent.in_(list(values)))))
