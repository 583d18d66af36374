"""The one place where a stored batch becomes what lists, board and commands show of it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from desktop.batch import store as batches
from desktop.batch.answering import store as answers
from desktop.batch.answering.store import Progress
from desktop.batch.board import rules
from desktop.batch.board import store as queries
from desktop.batch.board.views import BatchLine
from desktop.batch.choosing.rules import kept_choice
from desktop.common.settings import ANSWER_LATE_DAYS
from desktop.models import Batch
from desktop.security.store import stored_setting
from desktop.storage.unit_of_work import Session


def batch_lines(session: Session, *, now: datetime) -> tuple[BatchLine, ...]:
    """Return every batch that left, newest first."""
    progress = answers.progress(session)
    to_mend = Counter(row.batch_id for row in queries.sent_back(session))
    days = late_days(session)
    return tuple(
        batch_line(row, progress.get(row.id), to_mend[row.id], now=now, late_after=days)
        for row in batches.batches(session)
    )


def late_days(session: Session) -> int:
    """Return after how many days without an answer somebody should ask the province."""
    value = stored_setting(session, ANSWER_LATE_DAYS)
    return int(value if ANSWER_LATE_DAYS.accepts(value) else ANSWER_LATE_DAYS.default)


def batch_line(
    row: Batch, progress: Progress | None, to_mend: int, *, now: datetime, late_after: int
) -> BatchLine:
    """Return one batch.

    Args:
        row: as stored.
        progress: how far it is answered, None while nothing is known.
        to_mend: records that it sent back and that have not left again.
        now: the present moment.
        late_after: after how many days an answer is late.
    """
    unanswered = progress.waiting if progress else row.records
    answered_at = progress.answered_at if progress else None
    until = now if unanswered or answered_at is None else answered_at
    days = rules.days_between(row.exported_at, until)
    return BatchLine(
        id=row.id,
        sequence=row.sequence,
        file_name=row.file_name,
        folder=row.folder,
        records=row.records,
        size=row.size,
        file_sha256=row.file_sha256,
        payload_sha256=row.payload_sha256,
        recipients=tuple(entry["name"] for entry in row.recipients),
        exported_at=row.exported_at,
        exported_by=row.exported_by,
        accepted=progress.accepted if progress else 0,
        rejected=progress.rejected if progress else 0,
        waiting=unanswered,
        to_mend=to_mend,
        answered_at=answered_at,
        days=days,
        is_late=bool(unanswered) and days >= late_after,
        choice=kept_choice(row.choice, row.chosen),
    )
