"""What waits for approval, on the left of the review page."""

from __future__ import annotations

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.intake.review.views import ReviewRow
from desktop.intake.review.words import short_words
from desktop.ui.widgets.one_by_one import DecidedSince
from desktop.ui.widgets.table import Cell, Column


class Decided(DecidedSince[ApplicationState]):
    """What was decided on this page since its list was read."""

    def of(self, row: ReviewRow) -> ApplicationState:
        """Return where a record is by now."""
        return self.state_of(row.application_id, row.state)

    def is_open(self, row: ReviewRow) -> bool:
        """Whether a record still waits for somebody."""
        return self.of(row) is ApplicationState.RECEIVED


def review_columns(decided: Decided) -> list[Column]:
    """Return the columns of the narrow list: who, and the heaviest reason or what was decided."""
    return [
        Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), least=120),
        Column(tr("Cần xem"), lambda row: _why(decided, row), width=184, tags=True),
    ]


def _why(decided: Decided, row: ReviewRow) -> Cell:
    state = decided.of(row)
    if state is ApplicationState.NEEDS_SUPPLEMENT:
        return Cell(tr("Đã trả về"), tag="bad", plain_tag=True)
    if state is ApplicationState.APPROVED:
        by_sample = row.by_sample and row.state is state
        return Cell(tr("Duyệt theo mẫu") if by_sample else tr("Đã duyệt"), tag="ok", plain_tag=True)
    if row.findings:
        more = len(row.findings) - 1
        text = short_words(row.findings[0])
        return Cell(f"{text} +{more}" if more else text, tag="warn")
    return Cell(tr("Trong mẫu"), tag="info") if row.in_sample else Cell("")


def taken_words(row: ReviewRow) -> str:
    """Return who took a record and when, and who approved it."""
    at = f"{show_time(row.received_at)} {show_date(row.received_at)}"
    words = tr("{name} nhận lúc {when}").format(name=row.received_by, when=at)
    if not row.approved_by or row.approved_at is None:
        return words
    when = f"{show_time(row.approved_at)} {show_date(row.approved_at)}"
    said = (
        tr("{name} duyệt theo mẫu lúc {when}") if row.by_sample else tr("{name} duyệt lúc {when}")
    )
    return f"{words}. {said.format(name=row.approved_by, when=when)}"
