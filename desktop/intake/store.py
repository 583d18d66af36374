"""Every query of the intake capability."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from desktop.common.i18n import tr
from desktop.common.vocabulary import (
    ApplicationState,
    BlobKind,
    PaperKind,
    PrintState,
    Source,
)
from desktop.intake.errors import WrongStateError
from desktop.models import (
    Application,
    Blob,
    Counter,
    Member,
    Paper,
    PrintJob,
    Reading,
    Station,
)

RECEIPTS = "receipt"

OPEN_STATES = (ApplicationState.DRAFT.value,)
DONE_STATES = (ApplicationState.RECEIVED.value, ApplicationState.EXPORTED.value)


def station(session: Session) -> Station:
    """Return this station."""
    return session.scalars(select(Station)).one()


def required(session: Session, application_id: UUID) -> Application:
    """Return one application.

    Raises:
        WrongStateError: there is none under this key.
    """
    row = session.get(Application, application_id)
    if row is None:
        raise WrongStateError(
            tr("Không tìm thấy hồ sơ này."), tr("Tìm lại người này ở trang Quầy.")
        )
    return row


def live_application(session: Session, member_id: UUID) -> Application | None:
    """Return the member's application that is not withdrawn, or None."""
    return session.scalars(
        select(Application)
        .where(
            Application.member_id == member_id,
            Application.state != ApplicationState.WITHDRAWN.value,
        )
        .order_by(Application.created_at.desc())
        .limit(1)
    ).first()


def card_reading(session: Session, application_id: UUID) -> Reading | None:
    """Return the newest reading of the card."""
    return session.scalars(
        select(Reading)
        .where(Reading.application_id == application_id, Reading.source == Source.CARD.value)
        .order_by(Reading.read_at.desc())
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
        session.add(
            Blob(
                digest=digest,
                kind=kind.value,
                media_type=media_type,
                size=len(content),
                content=content,
                created_at=at,
            )
        )
        session.flush()
    return digest


def blob(session: Session, digest: str | None) -> bytes | None:
    """Return kept bytes."""
    if digest is None:
        return None
    return session.scalar(select(Blob.content).where(Blob.digest == digest))


def next_number(session: Session, station_id: UUID, series: str) -> int:
    """Take the next number of a series, in the caller's own transaction."""
    taken = session.execute(
        update(Counter)
        .where(Counter.station_id == station_id, Counter.series == series)
        .values(last=Counter.last + 1)
        .returning(Counter.last)
    ).scalar_one_or_none()
    if taken is None:
        session.add(Counter(station_id=station_id, series=series, last=1))
        session.flush()
        return 1
    return taken


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


def progress_of(session: Session, member_ids: Iterable[UUID]) -> list[Application]:
    """Return the live applications of some members."""
    return list(
        session.scalars(
            select(Application).where(
                Application.member_id.in_(list(member_ids)),
                Application.state != ApplicationState.WITHDRAWN.value,
            )
        )
    )


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


def snapshot_of(session: Session, application_id: UUID) -> dict[str, Any] | None:
    """Return the frozen record."""
    return session.scalar(select(Application.snapshot).where(Application.id == application_id))
