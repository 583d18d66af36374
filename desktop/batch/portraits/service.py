"""What the answers of the province say of the photos that this station sent; reads only."""

from __future__ import annotations

from typing import Any

from desktop.batch.answering.files import REJECTED
from desktop.batch.portraits import rules
from desktop.batch.portraits import store as queries
from desktop.batch.portraits.views import PhotoFeedback, SentPhoto
from desktop.storage.unit_of_work import Store


class PhotoFeedbackService:
    """Reads only.

    Args:
        store: the opened store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def feedback(self) -> PhotoFeedback:
        """Return which findings of the photo check were overridden, and what came back."""
        with self._store.read() as session:
            rows = queries.sent(session)
            replaced = queries.replaced(session)
        return rules.tally(_photo(row, replaced.get(row.id, [])) for row in rows)


def _photo(row: Any, replaced: list[Any]) -> SentPhoto:
    now = {"report": row.photo_report, "exception": row.photo_exception}
    photo = rules.report_of(row.record_version, replaced, now)
    report = photo.get("report") or {}
    answered = bool(row.verdict)
    sent_back = row.verdict == REJECTED and rules.is_about_photo(row.reason, row.field)
    return SentPhoto(
        application_id=row.id,
        full_name=row.full_name,
        receipt_number=row.receipt_number or "",
        refused=rules.codes(report, "failures"),
        noted=rules.codes(report, "notes"),
        exception=str(photo.get("exception") or ""),
        rejected=sent_back if answered else None,
        reason=row.reason if sent_back else "",
        note=row.note if sent_back else "",
        answered_at=row.answered_at,
    )
