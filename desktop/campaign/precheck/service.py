"""A signed sheet is entered, looked at and taken back; one method per verb."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.campaign.phases import store as phases
from desktop.campaign.precheck import store
from desktop.campaign.precheck.errors import (
    NotOfThisCellError,
    SheetIncompleteError,
    SignedLaterError,
)
from desktop.campaign.precheck.views import CellList, Remark, Summary
from desktop.common.clock import Clock, today
from desktop.common.ids import new_ids
from desktop.common.phases import CellConfirmation, PrecheckReason
from desktop.common.text import clean
from desktop.models import PrecheckRemark, PrecheckSheet
from desktop.roster.closed.store import require_open, sizes
from desktop.security import store as trail
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store


class PrecheckService:
    """What cells signed before the intake."""

    def __init__(self, store_: Store, clock: Clock) -> None:
        self._store = store_
        self._clock = clock

    def summaries(self) -> dict[str, Summary]:
        """Return cell -> what its sheet says, of all that sent one back."""
        with self._store.read() as session:
            return store.summaries(session)

    def cell(self, cell: str) -> CellList:
        """Return the list of a cell, with the sheet that holds for it and those before it."""
        with self._store.read() as session:
            holds, earlier = store.sheets(session, cell)
            return CellList(cell, tuple(store.listed(session, cell)), holds, earlier)

    def enter(
        self,
        cell: str,
        signed_by: str,
        signed_on: date,
        remarks: Sequence[Remark] = (),
        *,
        actor: str,
    ) -> CellList:
        """Keep what a cell signed; the plan of the campaign knows from then on that it did.

        Args:
            cell: as the list names it.
            signed_by: who signed for the cell.
            signed_on: the day on the paper.
            remarks: only about those with whom something is not right, and whom the list lacks.
            actor: who enters it.

        Raises:
            SheetIncompleteError: nobody signed, or somebody the list lacks has no name.
            SignedLaterError: the day lies ahead.
            NotOfThisCellError: a remark is about somebody of another list.
            CellClosedError: the campaign closed the cell.
        """
        who = clean(signed_by)
        told = [(one, clean(one.full_name), clean(one.note)) for one in remarks]
        if not who or any(one.member_id is None and not name for one, name, _ in told):
            raise SheetIncompleteError
        if signed_on > today(self._clock):
            raise SignedLaterError(signed_on)
        at = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "precheck")
            require_open(session, [(cell, "")])
            listed = store.listed(session, cell)
            known = {one.member_id for one in listed}
            if not listed or any(
                one.member_id is not None and one.member_id not in known for one, _, _ in told
            ):
                raise NotOfThisCellError(cell)
            store.replace(session, cell, at=at, by=actor)
            sheet = self._sheet(session, cell, who, signed_on, len(listed), actor)
            keys = new_ids(len(told))
            session.add_all(
                PrecheckRemark(
                    id=key,
                    sheet_id=sheet.id,
                    member_id=one.member_id,
                    missing_name="" if one.member_id else name,
                    reason=one.reason.value if one.member_id else PrecheckReason.MISSING.value,
                    note=note,
                )
                for key, (one, name, note) in zip(keys, told, strict=True)
            )
            people = sizes(session).get(cell, 0)
            phases.keep_mark(session, cell, CellConfirmation.SHEET, people, at=at, by=actor)
            session.flush()
            self._note(session, Tag.PRECHECK_ENTERED, cell, actor, len(listed), len(told))
        return self.cell(cell)

    def take_back(self, cell: str, *, actor: str) -> CellList:
        """Take the sheet that holds out of force, as entered by mistake; it stays readable."""
        at = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "precheck")
            require_open(session, [(cell, "")])
            if store.replace(session, cell, at=at, by=actor):
                phases.drop_mark(session, cell, CellConfirmation.SHEET)
                session.flush()
                self._note(session, Tag.PRECHECK_TAKEN_BACK, cell, actor, 0, 0)
        return self.cell(cell)

    def _sheet(
        self, session: Session, cell: str, who: str, day: date, people: int, actor: str
    ) -> PrecheckSheet:
        at = self._clock.now()
        sheet = PrecheckSheet(
            origin=trail.station_of(session).code,
            created_at=at,
            updated_at=at,
            cell=cell,
            signed_by=who,
            signed_on=day.isoformat(),
            people=people,
            entered_by=actor,
            replaced_at=None,
        )
        session.add(sheet)
        session.flush()
        return sheet

    def _note(
        self, session: Session, tag: Tag, cell: str, actor: str, people: int, remarks: int
    ) -> None:
        trail.record_shared(
            session,
            tag,
            at=self._clock.now(),
            actor=actor,
            target=cell,
            detail={"people": people, "remarks": remarks} if people else {},
        )
