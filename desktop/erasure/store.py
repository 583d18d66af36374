"""Queries of erasure: which records are due, and what goes of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from desktop.common.vocabulary import ApplicationState, FieldState
from desktop.erasure.views import DueRecord, Erased
from desktop.intake.attachments.store import release
from desktop.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    Blob,
    CampaignTask,
    CapturedPage,
    Card,
    CaseExplanation,
    Difficulty,
    FieldBlob,
    FieldRecord,
    OtherService,
    Paper,
    PhoneCall,
    PrecheckRemark,
    PriorityFlag,
    Reading,
    SpecialCase,
    TaskStep,
    Visit,
)
from desktop.security.store import record, station_of

__all__ = ["record", "station_of"]

_OF_RECORD = (
    "photo_digest",
    "photo_original_digest",
    "signature_digest",
    "signature_vector_digest",
    "signature_strokes_digest",
    "second_signature_digest",
)
_OF_VERSION = (
    "photo_digest",
    "signature_digest",
    "signature_vector_digest",
    "second_signature_digest",
)
# How and when the card was handed out stays; who drew, saw or took it goes.
_OF_CARD = {
    "signature_digest": None,
    "signature_strokes_digest": None,
    "witness": "",
    "received_by": "",
    "undelivered_note": "",
}
# That somebody was visited and what came of it is counted; where, why and what was said goes.
_OF_VISIT = {"reason": "", "address": "", "phone": "", "outcome_note": ""}
ERASED = "erased_at"
"""Stands in a snapshot whose personal part is gone."""


def due(session: Session, handed_before: datetime) -> list[DueRecord]:
    """Return records whose card was handed over before a moment and that still hold something.

    A record comes to `handed_over` only by way of `acknowledged`; both are asked for all the same.
    """
    moves = (
        select(
            ApplicationMove.application_id.label("id"),
            func.max(ApplicationMove.moved_at).label("at"),
        )
        .where(ApplicationMove.to_state == ApplicationState.HANDED_OVER.value)
        .group_by(ApplicationMove.application_id)
        .subquery()
    )
    acknowledged = select(ApplicationMove.application_id).where(
        ApplicationMove.to_state == ApplicationState.ACKNOWLEDGED.value
    )
    query = (
        select(Application.id, Application.receipt_number, Application.snapshot, moves.c.at)
        .join(moves, moves.c.id == Application.id)
        .where(
            Application.state == ApplicationState.HANDED_OVER.value,
            Application.id.in_(acknowledged),
            moves.c.at < handed_before,
        )
        .order_by(Application.received_at, Application.id)
    )
    return [
        DueRecord(key, number or "", at)
        for key, number, snapshot, at in session.execute(query)
        if ERASED not in (snapshot or {})
    ]


def erase(session: Session, one: DueRecord, at: datetime) -> Erased:
    """Erase one record's photo, signatures, papers, readings and fields; its number stays.

    Gone are also the notes of phone calls, who signed for the card or took it, why and where the
    person was visited, why they were not done for a time, why they came first, and what the
    cell wrote about them on its signed sheet.
    """
    key = one.application_id
    row = session.get_one(Application, key)
    digests = _digests(session, row)
    readings = session.scalar(
        select(func.count()).select_from(Reading).where(Reading.application_id == key)
    )
    for table in (Reading, ApplicationVersion, AttachedPaper, CapturedPage):
        session.execute(delete(table).where(table.application_id == key))
    session.execute(update(Paper).where(Paper.application_id == key).values(blob_digest=None))
    session.execute(update(PhoneCall).where(PhoneCall.application_id == key).values(note=""))
    session.execute(update(Card).where(Card.application_id == key).values(_OF_CARD))
    # What else was done stays counted, as nobody's.
    nobodys = {"application_id": None, "version": OtherService.version + 1, "updated_at": at}
    of_record = OtherService.application_id == key
    session.execute(update(OtherService).where(of_record).values(nobodys))
    digests |= _forget_field_records(session, row.member_id)
    for model in (SpecialCase, PriorityFlag, CaseExplanation, PrecheckRemark):
        session.execute(delete(model).where(model.member_id == row.member_id))
    of_visit = {**_OF_VISIT, "version": Visit.version + 1, "updated_at": at}
    session.execute(update(Visit).where(Visit.member_id == row.member_id).values(of_visit))
    _forget_duties(session, row.member_id, at)
    row.snapshot = _without_person(row.snapshot or {}, at)
    row.fields, row.choices, row.photo_report, row.sign_exception = {}, {}, {}, {}
    row.photo_exception = ""
    for name in _OF_RECORD:
        setattr(row, name, None)
    row.updated_at = at
    release(session, digests)
    kept = set(session.scalars(select(Blob.digest).where(Blob.digest.in_(digests))))
    gone = tuple(sorted(digests - kept))
    return Erased(one.receipt_number, gone, int(readings or 0), len(kept))


def _forget_duties(session: Session, member_id: UUID, at: datetime) -> None:
    """Empty what tasks and difficulties about the person say; who had them and when stays."""
    of_person = select(CampaignTask.id).where(CampaignTask.member_id == member_id)
    session.execute(update(TaskStep).where(TaskStep.task_id.in_(of_person)).values(note=""))
    gone = {"text": "", "result": "", "version": CampaignTask.version + 1, "updated_at": at}
    session.execute(update(CampaignTask).where(CampaignTask.member_id == member_id).values(gone))
    hard = {"text": "", "place": "", "answer": "", "updated_at": at}
    hard["version"] = Difficulty.version + 1
    session.execute(update(Difficulty).where(Difficulty.member_id == member_id).values(hard))


def _forget_field_records(session: Session, member_id: UUID) -> set[str]:
    """Empty records of the person that a laptop brought and nobody chose; return their bytes."""
    aside = (FieldRecord.member_id == member_id, FieldRecord.state == FieldState.SET_ASIDE.value)
    keys = list(session.scalars(select(FieldRecord.id).where(*aside)))
    of_them = FieldBlob.record_id.in_(keys)
    digests = set(session.scalars(select(FieldBlob.digest).where(of_them)))
    session.execute(delete(FieldBlob).where(of_them))
    session.execute(update(FieldRecord).where(FieldRecord.id.in_(keys)).values(document={}))
    return digests


def _digests(session: Session, row: Application) -> set[str]:
    found: set[str | None] = {getattr(row, name) for name in _OF_RECORD}
    for version in session.scalars(
        select(ApplicationVersion).where(ApplicationVersion.application_id == row.id)
    ):
        found |= {getattr(version, name) for name in _OF_VERSION}
    for column, owner in (
        (AttachedPaper.blob_digest, AttachedPaper.application_id),
        (CapturedPage.blob_digest, CapturedPage.application_id),
        (Paper.blob_digest, Paper.application_id),
        (Card.signature_digest, Card.application_id),
        (Card.signature_strokes_digest, Card.application_id),
    ):
        found.update(session.scalars(select(column).where(owner == row.id)))
    return {digest for digest in found if digest}


def _without_person(snapshot: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Keep what counts and progress need: number, place, times, clerk, standing."""
    member = snapshot.get("member", {})
    return {
        **snapshot,
        "fields": {},
        "sources": {},
        "readings": [],
        "papers": [],
        "photo": {"digest": None, "report": {}, "exception": ""},
        "signature": {"digest": None, "vector_digest": None, "exception": {}},
        "member": {**member, "listed": {}},
        ERASED: at.isoformat(),
    }
