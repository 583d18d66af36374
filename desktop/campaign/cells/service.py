"""Closing a cell, opening it again, saying why somebody of it is not done; one method a verb."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from uuid import UUID

from desktop.campaign.cells import store
from desktop.campaign.cells.errors import (
    LentOutError,
    NotClosedError,
    NotOpenCaseError,
    OpenCasesError,
    ReasonNeededError,
)
from desktop.campaign.cells.store import Person
from desktop.campaign.cells.views import CellHistory, OpenCase
from desktop.campaign.phases.errors import NoSuchCellError
from desktop.campaign.phases.rules import EXPLAINED
from desktop.campaign.rules import is_counted
from desktop.common.application_moves import UNRECEIVED
from desktop.common.clock import Clock
from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.phases import CaseReason
from desktop.common.state_names import UNDELIVERED_NAMES
from desktop.common.text import clean
from desktop.common.vocabulary import ApplicationState, Undelivered
from desktop.roster.closed.store import CLOSING, closings, require_open, sizes
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

_UNRECEIVED = frozenset({"", *(one.value for one in UNRECEIVED)})
_BEGUN = frozenset({ApplicationState.DRAFT.value, ApplicationState.NEEDS_SUPPLEMENT.value})
_DONE = ApplicationState.HANDED_OVER.value


LentOut = Callable[[Session, Collection[UUID], datetime], Mapping[UUID, str]]
"""Which of some people a mobile team has on its laptop, each with the laptop's name."""


class CellsService:
    """Cells on their last step.

    Args:
        lent_out: tells who is with a mobile team.
    """

    def __init__(self, store_: Store, clock: Clock, lent_out: LentOut = lambda *_: {}) -> None:
        self._store = store_
        self._clock = clock
        self._lent_out = lent_out

    def open_cases(self, cell: str) -> tuple[OpenCase, ...]:
        """Return everybody of a cell who has not got the card, by name, explained or not.

        Raises:
            NoSuchCellError: the list has no such cell.
        """
        with self._store.read() as session:
            _require_cell(session, cell)
            people = store.people_of(session, cell)
            return _cases(session, _open(session, people))

    def history(self, cell: str) -> tuple[CellHistory, ...]:
        """Return every time a cell was closed, newest first."""
        with self._store.read() as session:
            return tuple(
                CellHistory(
                    cell=row.cell,
                    eligible=int(row.counts.get("eligible", 0)),
                    handed_over=int(row.counts.get("handed_over", 0)),
                    explained=int(row.counts.get("explained", 0)),
                    closed_at=row.closed_at,
                    closed_by=row.closed_by,
                    reopened_at=row.reopened_at,
                    reopened_by=row.reopened_by,
                    reopen_reason=row.reopen_reason,
                )
                for row in store.history(session, cell)
            )

    def explain(
        self, member_id: UUID, reason: CaseReason, note: str = "", *, actor: str
    ) -> OpenCase:
        """Say why somebody's record goes no further; it holds until the record moves on.

        Raises:
            NotOpenCaseError: the person has the card, or is not counted.
            ReasonNeededError: another reason than the listed ones, and no note that says which.
            CellClosedError: the person's cell was closed.
        """
        with self._store.write() as session:
            cell = store.cell_of(session, member_id)
            people = [] if cell is None else store.people_of(session, cell)
            known = [one for one in _open(session, people) if one.member_id == member_id]
            if not known:
                raise NotOpenCaseError
            require_open(session, [(cell or "", known[0].status)])
            self._explain(session, known[0], reason, note, actor)
            return _cases(session, known)[0]

    def close(
        self,
        cell: str,
        *,
        actor: str,
        reasons: Mapping[UUID, tuple[CaseReason, str]] | None = None,
    ) -> CellHistory:
        """Close a cell: from now on nobody of it is begun, edited, received or set aside.

        A draft that somebody works on just now counts as an open case, so it is named here like
        anybody else; closed over, it stays as it is and cannot be received.

        Args:
            cell: its name.
            actor: who closes it.
            reasons: why some of its people are not done, in the same step; all or nothing.

        Raises:
            OpenCasesError: somebody is not done and nobody said why; nothing was changed.
            LentOutError: a mobile team may be receiving somebody of it just now.
            NotOpenCaseError: a reason was given for somebody who is no open case.
            ReasonNeededError: another reason than the listed ones, and no note that says which.
            CellClosedError: it is closed already.
            NoSuchCellError: the list has no such cell.
        """
        at = self._clock.now()
        with self._store.write() as session:
            # Whoever is just coming into the cell is there, or sees that it is closed.
            one_at_a_time(session, CLOSING)
            _require_cell(session, cell)
            require_open(session, [(cell, "")])
            store.hold(session, cell)
            people = store.people_of(session, cell)
            open_ = {one.member_id: one for one in _open(session, people)}
            for member_id, (reason, note) in (reasons or {}).items():
                if member_id not in open_:
                    raise NotOpenCaseError
                self._explain(session, open_[member_id], reason, note, actor)
            if lent := self._lent_out(session, open_.keys(), at):
                raise LentOutError(cell, lent.values())
            cases = _cases(session, list(open_.values()))
            unexplained = tuple(one for one in cases if not one.is_explained)
            if unexplained:
                raise OpenCasesError(cell, unexplained)
            handed = sum(one.state == _DONE for one in people)
            counts = {
                "eligible": handed + len(cases),
                "handed_over": handed,
                "explained": len(cases),
            }
            store.close(session, cell, counts, at=at, by=actor)
            session.flush()
            record(session, Tag.CELL_CLOSED, at=at, actor=actor, target=cell, detail=counts)
        return self.history(cell)[0]

    def reopen(self, cell: str, *, reason: str, actor: str) -> CellHistory:
        """Open a closed cell again, with the reason.

        Raises:
            NotClosedError: it is not closed.
            ReasonNeededError: there is no reason.
        """
        why, at = clean(reason), self._clock.now()
        if not why:
            raise ReasonNeededError
        with self._store.write() as session:
            row = closings(session).get(cell)
            if row is None:
                raise NotClosedError(cell)
            row.reopened_at, row.reopened_by, row.reopen_reason = at, actor, why
            session.flush()
            record(session, Tag.CELL_REOPENED, at=at, actor=actor, target=cell)
        return self.history(cell)[0]

    def _explain(
        self, session: Session, person: Person, reason: CaseReason, note: str, actor: str
    ) -> None:
        said, at = clean(note), self._clock.now()
        if reason is CaseReason.OTHER and not said:
            raise ReasonNeededError
        store.explain(session, person, reason, said, at=at, by=actor)
        session.flush()
        record(
            session,
            Tag.CASE_EXPLAINED,
            at=at,
            actor=actor,
            target=str(person.member_id),
            detail={"state": person.state},  # the reason may be an illness; it can be erased
        )


def _require_cell(session: Session, cell: str) -> None:
    if not cell or cell not in sizes(session):
        raise NoSuchCellError(cell)


def _open(session: Session, people: list[Person]) -> list[Person]:
    """Return those who are not done: in the denominator, or with a record that was begun."""
    table = store.table_of_rules(session)
    return [
        one
        for one in people
        if one.state != _DONE
        and is_counted(
            one.status,
            one.card_number,
            one.problems,
            table=table,
            # Somebody who is not to renew and whose record was begun is a case, too.
            received=one.state not in _UNRECEIVED or one.state in _BEGUN,
        )
    ]


def _cases(session: Session, people: list[Person]) -> tuple[OpenCase, ...]:
    keys = [one.application_id for one in people if one.application_id is not None]
    said = store.explanations(session, [one.member_id for one in people])
    moved, here = store.move_reasons(session, keys), store.undelivered(session, keys)
    found = []
    for one in people:
        kept = said.get((one.member_id, one.state))
        record_says = ""
        if one.application_id is not None and one.state in EXPLAINED:
            record_says = moved.get(one.application_id, "")
        elif one.application_id in here and one.state == ApplicationState.RETURNED.value:
            code, note = here[one.application_id]
            record_says = note or tr(UNDELIVERED_NAMES[Undelivered(code)])
        found.append(
            OpenCase(
                member_id=one.member_id,
                full_name=one.full_name,
                birth_shown=show_iso(one.birth_date),
                state=one.state,
                record_says=record_says,
                reason=CaseReason(kept.reason) if kept else None,
                note=kept.note if kept else "",
                explained_by=kept.explained_by if kept else "",
            )
        )
    return tuple(found)
