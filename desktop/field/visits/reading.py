"""Lists and marks as callers see them, read in the caller's own transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.campaign.priority.rules import is_old
from desktop.campaign.priority.store import flagged
from desktop.campaign.service import PRIORITY_AGE
from desktop.common.clock import local
from desktop.common.dates import show_iso
from desktop.common.text import fold
from desktop.common.vocabulary import VisitListState, VisitOutcome, VisitPlace
from desktop.field.visits import rules
from desktop.field.visits import store as queries
from desktop.field.visits.errors import ListClosedError, VisitUnknownError
from desktop.field.visits.views import Marked, ToVisit, VillageCount, VisitListView, VisitView
from desktop.models import Member, Visit, VisitList
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.person import verdict_of
from desktop.security.store import stored_setting
from desktop.storage.unit_of_work import Session


def list_views(session: Session, rows: Sequence[VisitList]) -> tuple[VisitListView, ...]:
    """Return lists with their visits."""
    names = queries.team_names(session)
    visits: dict[UUID, list[VisitView]] = defaultdict(list)
    for visit, member in queries.visits_of(session, [row.id for row in rows]):
        visits[visit.list_id].append(_visit_view(visit, member))
    return tuple(
        VisitListView(
            row.id,
            row.number,
            row.team_id,
            names.get(row.team_id, ""),
            row.day,
            row.device,
            row.vehicle,
            VisitListState(row.state),
            tuple(visits[row.id]),
        )
        for row in rows
    )


def _visit_view(row: Visit, member: Member) -> VisitView:
    done = f"{local(row.done_at):%H:%M %d/%m} · {row.done_by}" if row.done_at else ""
    return VisitView(
        visit_id=row.id,
        list_id=row.list_id,
        member_id=row.member_id,
        position=row.position,
        full_name=member.full_name,
        birth_shown=show_iso(member.birth_date),
        cell=member.cell,
        village=row.village,
        address=row.address,
        phone=row.phone,
        place=VisitPlace(row.place),
        has_reason=bool(row.reason),
        planned_time=row.planned_time,
        outcome=VisitOutcome(row.outcome) if row.outcome else None,
        outcome_note=row.outcome_note,
        revisit_on=row.revisit_on,
        done_shown=done,
        version=row.version,
    )


def marked_people(session: Session) -> tuple[Marked, ...]:
    """Return everybody who is marked, by village and as name lists are sorted."""
    cases = {case.member_id: case for case in queries.cases(session)}
    people = queries.members(session, cases)
    waiting, received = queries.waiting_members(session), queries.received(session)
    rows = sorted(
        people.values(),
        key=lambda one: (rules.village_of(one.village, one.residence).casefold(), one.name_sort),
    )
    return tuple(
        Marked(
            case_id=cases[one.id].id,
            member_id=one.id,
            full_name=one.full_name,
            birth_shown=show_iso(one.birth_date),
            cell=one.cell,
            village=rules.village_of(one.village, one.residence),
            place=VisitPlace(cases[one.id].place),
            address=cases[one.id].address or one.residence,
            is_listed=one.id in waiting,
            is_received=one.id in received,
        )
        for one in rows
    )


def remaining_people(session: Session) -> list[Member]:
    """Return who may renew now, is not received and waits on no list."""
    table = rules_in_force(session)
    out = queries.waiting_members(session) | queries.received(session)
    return [
        one
        for one in queries.everybody(session)
        if one.id not in out and verdict_of(one, table).eligible
    ]


def to_visit(session: Session, day: date) -> tuple[ToVisit, ...]:
    """Return who may renew and is not received, by village and as name lists are sorted.

    Args:
        session: the caller's.
        day: the calendar day on which somebody is old enough to come first.
    """
    flags, old_from = flagged(session), int(stored_setting(session, PRIORITY_AGE))
    cases = {case.member_id: case for case in queries.cases(session)}
    names, visits = queries.team_names(session), queries.waiting_visits(session)
    tasks = queries.tasked(session)
    people = [*remaining_people(session), *queries.members(session, visits).values()]
    rows = sorted(
        people, key=lambda one: (fold(rules.village_of(one.village, one.residence)), one.name_sort)
    )
    return tuple(
        ToVisit(
            one.id,
            one.full_name,
            show_iso(one.birth_date),
            one.cell,
            rules.village_of(one.village, one.residence),
            one.id in cases,
            VisitPlace(cases[one.id].place) if one.id in cases else VisitPlace.HOME,
            names.get(visits[one.id][1], "") if one.id in visits else "",
            one.id in tasks,
            one.id in flags or is_old(one.birth_date, day, old_from),
        )
        for one in rows
    )


def village_counts(session: Session) -> tuple[VillageCount, ...]:
    """Return the villages that still have somebody to visit, most marked people first."""
    marked = {case.member_id for case in queries.cases(session)}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in remaining_people(session):
        village = rules.village_of(one.village, one.residence)
        counts[village][0] += one.id in marked
        counts[village][1] += 1
    found = [VillageCount(village, *both) for village, both in counts.items()]
    return tuple(
        sorted(found, key=lambda one: (-one.marked, -one.remaining, one.village.casefold()))
    )


def open_list(session: Session, list_id: UUID) -> VisitList:
    """Return a list that is still worked on.

    Raises:
        VisitUnknownError: there is none under this key.
        ListClosedError: it was closed.
    """
    row = queries.list_by_id(session, list_id)
    if row is None:
        raise VisitUnknownError
    if row.state != VisitListState.OPEN.value:
        raise ListClosedError(row.number)
    return row


def open_visit(
    session: Session, visit_id: UUID, *, to_change: bool = False
) -> tuple[Visit, VisitList]:
    """Return a visit and its list, which is still worked on.

    Args:
        session: the caller's transaction.
        visit_id: which.
        to_change: whether nobody else may change the visit until the transaction ends.

    Raises:
        VisitUnknownError: it is not on a list any more.
        ListClosedError: its list was closed.
    """
    row = queries.visit(session, visit_id, to_change=to_change)
    if row is None:
        raise VisitUnknownError
    return row, open_list(session, row.list_id)
