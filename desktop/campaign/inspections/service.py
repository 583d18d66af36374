"""What can be done with inspections; one method per verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.campaign.inspections import rules
from desktop.campaign.inspections import store as queries
from desktop.campaign.inspections.errors import (
    InspectionFormError,
    InspectionRefusedError,
    InspectionUnknownError,
)
from desktop.campaign.inspections.papers import Recorded, write_paper
from desktop.campaign.inspections.views import (
    InspectionView,
    Measured,
    Measures,
    NewMark,
)
from desktop.campaign.inspections.writing import keep, made, view_of
from desktop.common.clock import Clock, today
from desktop.common.errors import UserFacingError
from desktop.common.files import whole_file
from desktop.common.i18n import tr
from desktop.common.inspections import FindingState, Measure, Verdict
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME, OFFICE_UPPER
from desktop.models import Inspection, InspectionFinding, InspectionMark
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

Found = Mapping[str, Measured | None]
"""Item -> what the program told about it."""


class InspectionsService:
    """The inspections of one station.

    Args:
        store: the opened store.
        clock: tells the time.
        preferences: what stands on papers.
        measures: what the program itself can tell.
    """

    def __init__(
        self, store: Store, clock: Clock, preferences: Preferences, measures: Measures
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._measures = measures

    def measured(self) -> dict[Measure, Measured]:
        """Return what the program itself can tell now; what it cannot is not there."""
        found = {measure: self._measure(measure) for measure in self._measures}
        return {measure: one for measure, one in found.items() if one is not None}

    def log(self) -> tuple[InspectionView, ...]:
        """Return every inspection, the newest first."""
        with self._store.read() as session:
            return queries.inspections(session)

    def show(self, number: int) -> InspectionView:
        """Return one inspection.

        Raises:
            InspectionUnknownError: none has this number.
        """
        with self._store.read() as session:
            return view_of(session, number)

    def begin(self, inspectors: str, *, point: str = "", actor: str) -> InspectionView:
        """Begin an inspection; what is said of each item is kept from then on.

        Args:
            inspectors: who looks, in words.
            point: which intake point; empty for this station.
            actor: who writes it down.

        Raises:
            InspectionRefusedError: nobody is named, or another one is not closed yet.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            return view_of(session, self._begin(session, inspectors, point, actor).number)

    def mark(self, number: int, new: NewMark, *, actor: str) -> InspectionView:
        """Say something of one item; another word takes the place of the first.

        Raises:
            InspectionRefusedError: the inspection is closed, or the verdict says too little.
            InspectionUnknownError: there is no such inspection or item.
        """
        found = self._measured_of([new.code])
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _inspection(session, number)
            self._mark(session, row, new, found, actor)
            return view_of(session, number)

    def close(self, number: int, *, actor: str) -> InspectionView:
        """Close an inspection; what failed becomes a finding, and nothing of it changes any more.

        Raises:
            InspectionRefusedError: an item has no verdict, or it is closed already.
            InspectionUnknownError: none has this number.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            self._close(session, _inspection(session, number), actor)
            return view_of(session, number)

    def record(
        self, inspectors: str, marks: Sequence[NewMark], *, point: str = "", actor: str
    ) -> InspectionView:
        """Write a whole inspection down at once; every item in use is named.

        Raises:
            InspectionRefusedError: something is missing; nothing was kept.
            InspectionUnknownError: there is no such item.
        """
        found = self._measured_of([one.code for one in marks])
        with self._store.write() as session:
            queries.stand_alone(session)
            row = self._begin(session, inspectors, point, actor)
            for one in marks:
                self._mark(session, row, one, found, actor)
            self._close(session, row, actor)
            return view_of(session, row.number)

    def export(self, number: int | None, target: Path, *, actor: str) -> int:
        """Write the minutes of an inspection as a paper that two sides sign; return its number.

        Args:
            number: of the inspection; None takes the newest that is closed.
            target: ends in .pdf; the file is whole or not there.
            actor: who writes it.

        Raises:
            InspectionFormError: another ending.
            InspectionUnknownError: none has this number; no file was written.
            InspectionRefusedError: it is not closed yet.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        if target.suffix.lower() != ".pdf":
            raise InspectionFormError(target.suffix)
        with whole_file(target) as stream, self._store.write() as session:
            found = view_of(session, queries.newest_closed(session) if number is None else number)
            if found.is_open:
                raise InspectionRefusedError(
                    tr("Lần kiểm tra này chưa xong."), tr("Ghi đủ các mục và chốt trước khi in.")
                )
            stream.write(write_paper(self._recorded(session, found)))
            stream.flush()
            security.record_shared(
                session,
                Tag.INSPECTION_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                detail={"number": found.number},
            )
            return found.number

    # ------------------------------------------------------------ inside one transaction

    def _begin(self, session: Session, inspectors: str, point: str, actor: str) -> Inspection:
        who = rules.checked(
            inspectors, tr("Chưa ghi ai kiểm tra."), tr("Ghi họ tên, đơn vị."), rules.SHORT
        )
        waiting = queries.under_way(session)
        if waiting is not None:
            raise InspectionRefusedError(
                tr("Lần kiểm tra số {n} chưa chốt.").format(n=waiting.number),
                tr("Ghi nốt các mục của lần đó rồi chốt."),
            )
        station, now = security.station_of(session), self._clock.now()
        here = station.name or station.commune_name or station.code
        row = Inspection(
            **made(session, now),
            number=queries.next_inspection(session),
            point=rules.checked(point, "", "", rules.SHORT) or f"{here} ({station.code})",
            inspectors=who,
            begun_by=actor,
        )
        session.add(row)
        session.flush()
        for one in queries.items(session):
            if one.is_used:
                session.add(
                    InspectionMark(
                        **made(session, now),
                        inspection_id=row.id,
                        place=one.place,
                        code=one.code,
                        text=one.text,
                        measured={},
                    )
                )
        keep(session, Tag.INSPECTION_BEGUN, row, now, actor, number=row.number)
        return row

    def _mark(
        self, session: Session, row: Inspection, new: NewMark, found: Found, actor: str
    ) -> None:
        _require_open(row)
        kept = rules.checked_mark(new, today(self._clock))
        marks = queries.mark_rows(session, row)
        one = next((mark for mark in marks if mark.code == new.code), None)
        if one is None:
            raise InspectionUnknownError
        one.verdict, one.note, one.deadline = kept.verdict.value, kept.note, kept.deadline
        one.measured = queries.kept_measure(found.get(new.code))
        detail = {"number": row.number, "place": one.place, "verdict": one.verdict}
        keep(session, Tag.INSPECTION_MARKED, one, self._clock.now(), actor, **detail)

    def _close(self, session: Session, row: Inspection, actor: str) -> None:
        _require_open(row)
        marks, now = queries.mark_rows(session, row), self._clock.now()
        left = sum(not one.verdict for one in marks)
        if left:
            raise InspectionRefusedError(
                tr("Còn {n} mục chưa ghi kết quả.").format(n=left),
                tr("Ghi đạt, chưa đạt hoặc không áp dụng cho từng mục."),
            )
        row.closed_at, row.closed_by = now, actor
        failed = [one for one in marks if one.verdict == Verdict.FAILED.value]
        for number, one in enumerate(failed, start=queries.next_finding(session)):
            session.add(
                InspectionFinding(
                    **made(session, now),
                    number=number,
                    mark_id=one.id,
                    state=FindingState.OPEN.value,
                )
            )
        detail = {"number": row.number, "findings": len(failed)}
        keep(session, Tag.INSPECTION_CLOSED, row, now, actor, **detail)

    # ------------------------------------------------------------ figures and papers

    def _measured_of(self, codes: Sequence[str]) -> Found:
        """Return what the program can tell about items now, before anything is written."""
        with self._store.read() as session:
            measures = {one.code: one.measure for one in queries.items(session)}
        wanted = {code: measures.get(code) for code in codes}
        return {code: self._measure(one) for code, one in wanted.items() if one is not None}

    def _measure(self, measure: Measure) -> Measured | None:
        how = self._measures.get(measure)
        try:
            return how() if how is not None else None
        except UserFacingError:
            return None  # not measured is what it then is

    def _recorded(self, session: Session, found: InspectionView) -> Recorded:
        station, text = security.station_of(session), self._preferences.text
        return Recorded(
            inspection=found,
            office=text(OFFICE_NAME) or station.name or station.commune_name or station.code,
            upper=text(OFFICE_UPPER),
            place=station.commune_name or station.code,
            campaign=text(CAMPAIGN_TITLE),
            made_at=self._clock.now(),
            practice=station.is_practice,
        )


def _require_open(row: Inspection) -> None:
    if row.closed_at is not None:
        raise InspectionRefusedError(
            tr("Lần kiểm tra số {n} đã chốt.").format(n=row.number),
            tr("Bắt đầu một lần kiểm tra mới."),
        )


def _inspection(session: Session, number: int) -> Inspection:
    row = queries.inspection_row(session, number)
    if row is None:
        raise InspectionUnknownError
    return row
