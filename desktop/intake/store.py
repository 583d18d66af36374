"""Every query of the intake capability."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.vocabulary import (
    ApplicationState,
    BlobKind,
    PaperKind,
    PrintState,
    Source,
)
from desktop.intake.errors import WrongStateError
from desktop.intake.leases.store import require_ours
from desktop.intake.rules import TAKEN
from desktop.models import (
    Application,
    Batch,
    BatchRecord,
    Blob,
    Counter,
    Member,
    Paper,
    PrintJob,
    Reading,
    Station,
)
from desktop.models.base import table_of
from desktop.security.store import station_of
from desktop.storage.prepared import Prepared, Work
from desktop.storage.sharing import insert_new

RECEIPTS = "receipt"

OPEN_STATES = (ApplicationState.DRAFT.value,)
DONE_STATES = tuple(sorted(state.value for state in TAKEN))


def station(session: Session) -> Station:
    """Return this station."""
    return station_of(session)


def required(session: Session, application_id: UUID) -> Application:
    """Return one application.

    Raises:
        WrongStateError: there is none under this key.
    """
    row = session.get(Application, application_id)
    if row is None:
        raise _unknown()
    return row


def open_draft(session: Session, application_id: UUID) -> Application:
    """Return one application that can still be changed; nobody else changes it until we end.

    Raises:
        WrongStateError: there is none under this key, or it is closed.
        HeldElsewhereError: another counter has the person.
    """
    row = session.get(Application, application_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise _unknown()
    if row.state not in OPEN_STATES:
        raise WrongStateError(
            tr("Hồ sơ này đã khép, không sửa được nữa."),
            tr("Mở lại người này ở trang Quầy để xem hồ sơ."),
        )
    require_ours(session, row.member_id)
    return row


def _unknown() -> WrongStateError:
    return WrongStateError(tr("Không tìm thấy hồ sơ này."), tr("Tìm lại người này ở trang Quầy."))


def live_application(
    session: Session, member_id: UUID, *, to_change: bool = False
) -> Application | None:
    """Return the member's application that is not withdrawn, or None.

    Args:
        session: the caller's transaction.
        member_id: whose.
        to_change: whether nobody else may change it until the transaction ends.
    """
    wanted = (
        select(Application)
        .where(
            Application.member_id == member_id,
            Application.state != ApplicationState.WITHDRAWN.value,
        )
        .order_by(Application.created_at.desc())
        .limit(1)
    )
    return session.scalars(wanted.with_for_update() if to_change else wanted).first()


def newest_reading(session: Session, application_id: UUID, source: Source) -> Reading | None:
    """Return what a source said last."""
    return session.scalars(
        select(Reading)
        .where(Reading.application_id == application_id, Reading.source == source.value)
        .order_by(Reading.read_at.desc(), Reading.id.desc())
        .limit(1)
    ).first()


def readings(session: Session, application_id: UUID) -> list[Reading]:
    """Return every reading, oldest first."""
    return list(
        session.scalars(
            select(Reading).where(Reading.application_id == application_id).order_by(Reading.id)
        )
    )


def put_blob(
    session: Session, kind: BlobKind, media_type: str, content: bytes, *, at: datetime
) -> str:
    """Keep bytes under their SHA-256; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    if session.get(Blob, digest) is None:
        # Another counter may be just about to keep the same bytes.
        made = {
            "digest": digest,
            "kind": kind.value,
            "media_type": media_type,
            "size": len(content),
            "content": content,
            "created_at": at,
        }
        insert_new(session, _BLOBS, [made])
    return digest


def blob(session: Session, digest: str | None) -> bytes | None:
    """Return kept bytes."""
    if digest is None:
        return None
    return session.scalar(select(Blob.content).where(Blob.digest == digest))


def next_number(work: Work, station_id: UUID, series: str) -> int:
    """Take the next number of a series, in the caller's own transaction."""
    taken = _TAKE_NUMBER.rows(work, {"of_station": station_id, "of_series": series})
    if taken:
        return int(taken[0].last)
    _FIRST_NUMBER.count(work, {"station_id": station_id, "series": series, "last": 1})
    return 1


# The save that counts runs below the ORM, with statements built once: it is the one moment when
# the applicant waits for the store.
_APPLICATIONS = table_of(Application)
_BLOBS = table_of(Blob)
_READINGS = table_of(Reading)
_COUNTERS = table_of(Counter)
_PAPERS = table_of(Paper)
_TAKE_NUMBER = Prepared(
    update(_COUNTERS)
    .where(
        _COUNTERS.c.station_id == bindparam("of_station"),
        _COUNTERS.c.series == bindparam("of_series"),
    )
    .values(last=_COUNTERS.c.last + 1)
    .returning(_COUNTERS.c.last)
)
_FIRST_NUMBER = Prepared(insert(_COUNTERS), ("station_id", "series", "last"))
_APPLICATION = Prepared(
    select(_APPLICATIONS).where(_APPLICATIONS.c.id == bindparam("of")).with_for_update()
)
_READINGS_OF = Prepared(
    select(_READINGS).where(_READINGS.c.application_id == bindparam("of")).order_by(_READINGS.c.id)
)
_ADD_PAPER = Prepared(insert(_PAPERS), ("id", "kind", "number", "application_id", "created_at"))
_PAPER_OF = Prepared(
    select(_PAPERS.c.id).where(
        _PAPERS.c.application_id == bindparam("of"), _PAPERS.c.kind == bindparam("what")
    )
)
_FORGET_PDF = Prepared(update(_PAPERS).where(_PAPERS.c.id == bindparam("of")), ("blob_digest",))
_ADD_JOB = Prepared(
    insert(table_of(PrintJob)),
    ("id", "paper_id", "state", "copies", "is_reprint", "printer", "error", "ordered_at"),
)


def plain_application(work: Work, application_id: UUID) -> Any:
    """Return one application as a plain row; nobody else changes it until the transaction ends.

    Raises:
        WrongStateError: there is none under this key.
    """
    found = _APPLICATION.rows(work, {"of": application_id})
    if not found:
        raise _unknown()
    return found[0]


def plain_readings(work: Work, application_id: UUID) -> Sequence[Any]:
    """Return every reading as plain rows, oldest first."""
    return _READINGS_OF.rows(work, {"of": application_id})


def add_receipt(
    work: Work, application_id: UUID, number: str, *, at: datetime, again: bool = False
) -> UUID:
    """Order the receipt on paper; return the print order.

    Args:
        work: the caller's transaction.
        application_id: whose receipt.
        number: as it stands on the receipt.
        at: when it was ordered.
        again: the record was opened again and received anew: its one receipt is made from it anew.
    """
    paper, job = new_id(), new_id()
    known = {"of": application_id, "what": PaperKind.RECEIPT.value}
    if again and (found := _PAPER_OF.rows(work, known)):
        paper = found[0].id
        _FORGET_PDF.count(work, {"of": paper, "blob_digest": None})
    else:
        _ADD_PAPER.count(
            work,
            {
                "id": paper,
                "kind": PaperKind.RECEIPT.value,
                "number": number,
                "application_id": application_id,
                "created_at": at,
            },
        )
    _ADD_JOB.count(
        work,
        {
            "id": job,
            "paper_id": paper,
            "state": PrintState.WAITING.value,
            "copies": 1,
            "is_reprint": False,
            "printer": "",
            "error": "",
            "ordered_at": at,
        },
    )
    return job


def drafts(session: Session) -> list[Row[Application, Member]]:
    """Return open drafts, the freshest first."""
    return list(
        session.execute(
            select(Application, Member)
            .join(Member, Member.id == Application.member_id)
            .where(Application.state.in_(OPEN_STATES))
            .order_by(Application.updated_at.desc())
        )
    )


def received_between(session: Session, start: datetime, end: datetime) -> list[Application]:
    """Return records received in a span of time, the freshest first."""
    return list(
        session.scalars(
            select(Application)
            .where(
                Application.received_at >= start,
                Application.received_at < end,
                Application.state.in_(DONE_STATES),
            )
            .order_by(Application.received_at.desc())
        )
    )


_PROGRESS = select(
    Application.id,
    Application.member_id,
    Application.state,
    Application.step,
    Application.receipt_number,
    Application.received_at,
    Application.updated_at,
).where(Application.state != ApplicationState.WITHDRAWN.value)
_PROGRESS_OF_ONE = Prepared(_PROGRESS.where(Application.member_id == bindparam("of")))


def progress_of(session: Session, member_ids: Sequence[UUID]) -> Sequence[Any]:
    """Return how far the live applications of some members are; none of what is written in them.

    Whoever was found by a number is alone, and somebody is waiting.
    """
    if len(member_ids) == 1:
        return _PROGRESS_OF_ONE.rows(session, {"of": member_ids[0]})
    return session.execute(_PROGRESS.where(Application.member_id.in_(member_ids))).all()


def live_states(session: Session) -> list[Row[UUID, str]]:
    """Return (member, state) of every application that is not withdrawn."""
    is_live = Application.state != ApplicationState.WITHDRAWN.value
    return list(session.execute(select(Application.member_id, Application.state).where(is_live)))


def batch_of(session: Session, application_id: UUID) -> Batch | None:
    """Return the newest batch a record left in, or None."""
    return session.scalars(
        select(Batch)
        .join(BatchRecord, BatchRecord.batch_id == Batch.id)
        .where(BatchRecord.application_id == application_id)
        .order_by(Batch.sequence.desc())
    ).first()


def receipt_paper(session: Session, application_id: UUID) -> Paper | None:
    """Return the receipt's paper row."""
    return session.scalars(
        select(Paper).where(
            Paper.application_id == application_id, Paper.kind == PaperKind.RECEIPT.value
        )
    ).first()


def print_job(session: Session, job_id: UUID) -> PrintJob | None:
    """Return one print order."""
    return session.get(PrintJob, job_id)


def jobs_of(session: Session, paper_id: UUID) -> list[PrintJob]:
    """Return every print order of one paper, oldest first."""
    return list(
        session.scalars(select(PrintJob).where(PrintJob.paper_id == paper_id).order_by(PrintJob.id))
    )


def open_jobs(session: Session) -> list[Row[PrintJob, Paper]]:
    """Return orders that did not end on paper, oldest first."""
    return list(
        session.execute(
            select(PrintJob, Paper)
            .join(Paper, Paper.id == PrintJob.paper_id)
            .where(PrintJob.state.in_((PrintState.WAITING.value, PrintState.FAILED.value)))
            .order_by(PrintJob.id)
        )
    )


def are_drafts(session: Session, application_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of some applications are still drafts."""
    return set(
        session.scalars(
            select(Application.id).where(
                Application.id.in_(list(application_ids)), Application.state.in_(OPEN_STATES)
            )
        )
    )


def members_in_use(session: Session, since: datetime) -> set[UUID]:
    """Return the members with an open record, or one received since a moment (aware)."""
    received = Application.state.in_(DONE_STATES) & (Application.received_at >= since)
    return set(
        session.scalars(
            select(Application.member_id).where(Application.state.in_(OPEN_STATES) | received)
        )
    )


def members_with_application(session: Session, member_ids: Collection[UUID]) -> set[UUID]:
    """Return who of these has any application, also one withdrawn: it must keep its person."""
    wanted = select(Application.member_id).where(Application.member_id.in_(member_ids))
    return set(session.scalars(wanted))
