"""What becomes of findings: whoever is responsible mends, the inspector has the last word."""

from __future__ import annotations

from desktop.campaign.inspections import rules
from desktop.campaign.inspections import store as queries
from desktop.campaign.inspections.errors import (
    InspectionRefusedError,
    InspectionUnknownError,
    OwnMendingError,
)
from desktop.campaign.inspections.views import Finding
from desktop.campaign.inspections.writing import keep
from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.inspections import FindingState
from desktop.models import InspectionFinding
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class FindingsService:
    """The findings of one station.

    Args:
        store: the opened store.
        clock: tells the time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def answer(self, number: int, how: str, *, by: str = "", actor: str) -> Finding:
        """Say that a finding was mended, and how; the inspector has the last word.

        Args:
            number: of the finding.
            how: what was done.
            by: who mended it; empty for the actor.
            actor: who writes it down.

        Raises:
            InspectionRefusedError: nothing was said, or it is confirmed already.
            InspectionUnknownError: no finding has this number.
        """
        said = rules.checked(
            how, tr("Chưa ghi đã khắc phục thế nào."), tr("Ghi một câu: đã làm gì, khi nào.")
        )
        who, now = rules.checked(by or actor, "", "", rules.SHORT), self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _finding(session, number)
            _require(row, FindingState.OPEN, FindingState.MENDED)
            row.state, row.how, row.mended_by = FindingState.MENDED.value, said, who
            row.mended_at = now
            keep(session, Tag.FINDING_MENDED, row, now, actor, number=number)
            return queries.finding_of(row)

    def confirm(
        self, number: int, *, mended: bool = True, word: str = "", by: str = "", actor: str
    ) -> Finding:
        """Confirm that a finding is mended, or open it again.

        Args:
            number: of the finding.
            mended: False opens it again.
            word: what the inspector says; wanted when it is opened again.
            by: the inspector; empty for the actor.
            actor: who writes it down.

        Raises:
            InspectionRefusedError: nobody said that it was mended, or there is no word.
            OwnMendingError: whoever mended it wants to confirm it.
            InspectionUnknownError: no finding has this number.
        """
        missing = "" if mended else tr("Chưa ghi vì sao mở lại.")
        said = rules.checked(word, missing, tr("Ghi một câu: còn thiếu gì."))
        who, now = rules.checked(by or actor, "", "", rules.SHORT), self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _finding(session, number)
            _require(row, FindingState.MENDED)
            if mended and row.mended_by == who:
                raise OwnMendingError
            row.word = said
            if mended:
                row.state = FindingState.CONFIRMED.value
                row.confirmed_at, row.confirmed_by = now, who
            else:
                row.state, row.mended_at = FindingState.OPEN.value, None
            tag = Tag.FINDING_CONFIRMED if mended else Tag.FINDING_REOPENED
            keep(session, tag, row, now, actor, number=number)
            return queries.finding_of(row)


def _finding(session: Session, number: int) -> InspectionFinding:
    row = queries.finding_row(session, number)
    if row is None:
        raise InspectionUnknownError
    return row


def _require(row: InspectionFinding, *states: FindingState) -> None:
    if FindingState(row.state) in states:
        return
    if row.state == FindingState.CONFIRMED.value:
        raise InspectionRefusedError(
            tr("Điều này đã được xác nhận là khắc phục xong."),
            tr("Còn thiếu thì ghi trong lần kiểm tra sau."),
        )
    raise InspectionRefusedError(
        tr("Chưa ai ghi là đã khắc phục điều này."), tr("Đợi phụ trách ca ghi đã làm gì.")
    )
