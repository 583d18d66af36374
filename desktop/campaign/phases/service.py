"""What a supervisor does with the phases, and the board of all cells; one method per verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from desktop.campaign.phases import rules, store
from desktop.campaign.phases.counter import early_cell
from desktop.campaign.phases.errors import GateError, NoSuchCellError, PlanDayError
from desktop.campaign.phases.rules import CellFacts, Span
from desktop.campaign.phases.views import Board, CellRow, Closing, EarlyCell, PhaseRow
from desktop.campaign.service import CampaignService
from desktop.common.clock import Clock, today
from desktop.common.i18n import tr
from desktop.common.phases import CellConfirmation, Phase
from desktop.common.text import clean
from desktop.models import CellClosing
from desktop.roster.closed.store import closings, require_open, sizes
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class CellCounts(NamedTuple):
    """What is counted of one cell.

    Attributes:
        eligible: its people in the denominator.
        left_out: its people outside it.
        temporary: people counted apart under its name who were received.
        states: state -> people of the denominator.
    """

    eligible: int
    left_out: int
    temporary: int
    states: Mapping[str, int]


class PhasesService:
    """The phases of the campaign, and each cell's way through them.

    Args:
        counts: gives the counts of every cell, as they are now.
    """

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        campaign: CampaignService,
        counts: Callable[[], Mapping[str, CellCounts]],
    ) -> None:
        self._store = store_
        self._clock = clock
        self._campaign = campaign
        self._counts = counts

    # ------------------------------------------------------------ looking

    def board(self) -> Board:
        """Return every phase and every cell as they are now.

        Raises:
            StoreError: the store cannot be read.
        """
        counts = self._counts()
        deadline = self._campaign.read().deadline
        with self._store.read() as session:
            return self._board(session, counts, deadline)

    def early(self, application_id: UUID) -> EarlyCell | None:
        """Return the cell of a record for which the intake is not open yet; None for most.

        Nobody is turned away for it: whoever stands at the counter is there.
        """
        with self._store.read() as session:
            return early_cell(session, application_id)

    def _board(
        self, session: Session, counts: Mapping[str, CellCounts], deadline: date | None
    ) -> Board:
        now, closed = today(self._clock), closings(session)
        own, opened = store.deadlines(session), store.opened(session)
        rows = []
        for name, facts in _facts(session, counts).items():
            phase = max(
                (one for one in rules.ORDER if (name, one) in opened),
                key=rules.ORDER.index,
                default=Phase.REVIEW,
            )
            last = date.fromisoformat(own[name]) if name in own else deadline
            reached = rules.reached(facts.states)
            rows.append(
                CellRow(
                    name=name,
                    eligible=facts.eligible,
                    temporary=facts.temporary,
                    reached=reached,
                    phase=phase,
                    opened_with_reason=opened.get((name, phase), ""),
                    in_the_way={one: rules.obstacles(one, facts) for one in rules.ORDER},
                    deadline=last,
                    has_own_deadline=name in own,
                    is_late=last is not None
                    and last < now
                    and reached.handed_over < facts.eligible
                    and name not in closed,
                    sheet=facts.sheet is not None,
                    catalogue=facts.catalogue is not None,
                    closing=_closing(closed.get(name)),
                )
            )
        spans = _spans(session)
        cells = tuple(rows)
        return Board(now, tuple(_phase_row(one, spans[one], cells) for one in rules.ORDER), cells)

    # ------------------------------------------------------------ days

    def set_span(self, phase: Phase, span: Span, *, actor: str) -> None:
        """Say when a phase begins and ends; None takes a day away.

        Raises:
            PlanDayError: it would end before it begins; nothing was changed.
        """
        if span.is_turned:
            raise PlanDayError(
                tr("Ngày kết thúc đứng trước ngày bắt đầu."), tr("Xem lại hai ngày của bước này.")
            )
        at = self._clock.now()
        with self._store.write() as session:
            kept = store.kept_spans(session)
            words = [one.isoformat() if one else "" for one in span]
            store.keep_spans(session, {**kept, phase.value: words}, at=at)
            session.flush()
            record(session, Tag.PHASES_SET, at=at, actor=actor, target=phase.value)

    def set_deadline(self, cell: str, day: date | None, *, actor: str) -> None:
        """Give a cell its own last day; None gives it the campaign's again.

        Raises:
            NoSuchCellError: the list has no such cell.
        """
        at = self._clock.now()
        with self._store.write() as session:
            _require_cell(session, cell)
            words = day.isoformat() if day else ""
            store.keep_deadline(session, cell, words, at=at, by=actor)
            session.flush()
            record(
                session,
                Tag.CELL_DEADLINE_SET,
                at=at,
                actor=actor,
                target=cell,
                detail={"day": words},
            )

    # ------------------------------------------------------------ gates

    def confirm(self, cell: str, what: CellConfirmation, *, actor: str) -> None:
        """Write down that a cell confirmed something on paper.

        Raises:
            NoSuchCellError: the list has no such cell.
            CellClosedError: the cell was closed.
        """
        at = self._clock.now()
        with self._store.write() as session:
            people = _require_cell(session, cell)
            require_open(session, [(cell, "")])
            store.keep_mark(session, cell, what, people, at=at, by=actor)
            session.flush()
            record(
                session,
                Tag.CELL_CONFIRMED,
                at=at,
                actor=actor,
                target=cell,
                detail={"what": what.value, "people": people},
            )

    def unconfirm(self, cell: str, what: CellConfirmation, *, actor: str) -> None:
        """Take back that a cell confirmed something; nothing happens where it had not.

        Raises:
            CellClosedError: the cell was closed.
        """
        at = self._clock.now()
        with self._store.write() as session:
            require_open(session, [(cell, "")])
            if store.drop_mark(session, cell, what):
                record(
                    session,
                    Tag.CELL_UNCONFIRMED,
                    at=at,
                    actor=actor,
                    target=cell,
                    detail={"what": what.value},
                )

    def open_phase(
        self, phase: Phase, cells: Iterable[str], *, reason: str = "", actor: str
    ) -> tuple[str, ...]:
        """Open a phase for some cells, all of them or none; return those that were not in it yet.

        Args:
            phase: any but the first, in which every cell begins.
            cells: their names.
            reason: why it is opened although the gate before is not met; empty refuses that.
            actor: who opens it.

        Raises:
            GateError: gates are not met and there is no reason; it names cells and why.
            NoSuchCellError: the list has no such cell.
            CellClosedError: one of the cells was closed.
        """
        gate = rules.before(phase)
        if gate is None:
            return ()
        counts, deadline, why = self._counts(), self._campaign.read().deadline, clean(reason)
        at = self._clock.now()
        with self._store.write() as session:
            board = self._board(session, counts, deadline)
            rows = [_row(board, name) for name in dict.fromkeys(cells)]
            require_open(session, [(one.name, "") for one in rows])
            known = store.opened(session)
            new = [one for one in rows if (one.name, phase) not in known]
            unmet = [one for one in new if one.in_the_way[gate]]
            if unmet and not why:
                raise GateError(phase, gate, unmet)
            store.open_for(
                session,
                phase,
                [(one.name, why if one.in_the_way[gate] else "") for one in new],
                at=at,
                by=actor,
            )
            session.flush()
            if new:
                names = [one.name for one in new]
                detail = {"cells": len(new), "unmet": len(unmet), "names": names}
                record(
                    session,
                    Tag.PHASE_OPENED,
                    at=at,
                    actor=actor,
                    target=phase.value,
                    detail=detail,
                )
        return tuple(one.name for one in new)

    def open_met(self, *, actor: str) -> int:
        """Open the next phase for every cell whose gate is met; return for how many.

        Raises:
            StoreError: nothing was changed for the phase it happened at, and those after it.
        """
        board, opened = self.board(), 0
        for phase in rules.ORDER:
            gate = rules.before(phase)
            if gate is None:
                continue
            names = [
                one.name
                for one in board.cells
                if one.phase is gate and not one.obstacles and one.closing is None and one.name
            ]
            if names:
                opened += len(self.open_phase(phase, names, actor=actor))
        return opened


def _facts(session: Session, counts: Mapping[str, CellCounts]) -> dict[str, CellFacts]:
    """Return what gates ask of every cell of this unit, by name."""
    people, differences = sizes(session), store.differences(session)
    marks = store.marks(session)
    explained: dict[str, Counter[str]] = {}
    for one in store.reasons(session):
        explained.setdefault(one.cell, Counter())[one.state] += 1
    found = {}
    for name in sorted(people):
        counted = counts.get(name, CellCounts(0, 0, 0, {}))
        found[name] = CellFacts(
            eligible=counted.eligible,
            states=counted.states,
            temporary=counted.temporary,
            people=people[name],
            differences=differences.get(name, 0),
            sheet=marks.get((name, CellConfirmation.SHEET)),
            catalogue=marks.get((name, CellConfirmation.CATALOGUE)),
            explained=explained.get(name, {}),
        )
    return found


def _spans(session: Session) -> dict[Phase, Span]:
    kept = store.kept_spans(session)
    return {
        phase: Span(
            *(date.fromisoformat(day) if day else None for day in kept.get(phase.value, ("", "")))
        )
        for phase in rules.ORDER
    }


def _phase_row(phase: Phase, span: Span, cells: tuple[CellRow, ...]) -> PhaseRow:
    blocked = tuple(one.name for one in cells if one.in_the_way[phase] and one.closing is None)
    return PhaseRow(
        phase=phase,
        span=span,
        cells=sum(one.phase is phase for one in cells),
        met=len(cells) - len(blocked),
        blocked=blocked,
    )


def _closing(row: CellClosing | None) -> Closing | None:
    return None if row is None else Closing(row.closed_by, row.closed_at)


def _row(board: Board, name: str) -> CellRow:
    row = board.cell(name)
    if row is None or not name:
        raise NoSuchCellError(name)
    return row


def _require_cell(session: Session, name: str) -> int:
    people = sizes(session).get(name)
    if people is None or not name:
        raise NoSuchCellError(name)
    return people
