"""How lists come to be: who can be put on one, what is frozen of them, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from desktop.common.vocabulary import VisitListState, VisitPlace
from desktop.field.teams import store as teams
from desktop.field.teams.errors import TeamUnknownError
from desktop.field.visits import rules
from desktop.field.visits import store as queries
from desktop.field.visits.errors import NobodyToVisitError
from desktop.field.visits.rules import Stop
from desktop.field.visits.views import Share, Sharing, Skipped
from desktop.intake.store import next_number
from desktop.models import Member, Team, Visit, VisitList
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.person import verdict_of
from desktop.security import store as security
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session

_Skipped = tuple[tuple[UUID, Skipped], ...]
_Visits = dict[UUID, tuple[Visit, UUID]]


@dataclass(frozen=True)
class Order:
    """What lists are made for: everything checked.

    Attributes:
        day: ISO.
        start: `HH:MM` of the first visit, "" for none.
        minutes: from one visit to the next.
    """

    day: str
    start: str
    minutes: int
    actor: str
    at: datetime


def make_lists(
    session: Session,
    member_ids: Sequence[UUID],
    team_ids: Sequence[UUID],
    order: Order,
    *,
    again: bool = False,
) -> tuple[list[VisitList], _Skipped]:
    """Make one list for each team that gets somebody; the caller's transaction.

    With `again` those who wait for a team already are shared out anew: whoever stays with it keeps
    place and time, whoever goes to another leaves the old list.

    Raises:
        NobodyToVisitError: nobody is left to be put on a list.
        TeamUnknownError: a team does not exist any more.
    """
    visits = queries.waiting_visits(session, to_change=True) if again else {}
    people, skipped = _fit(session, member_ids, order.at, again=again)
    made, told = [], []
    for part in _shared(session, people, team_ids, visits):
        stops = [one for one in part.stops if part.team.id != _team_of(visits, one.member_id)]
        told += [_leave(session, visits, one.member_id, order) for one in stops]
        if stops:
            row = _new_list(session, part.team, order)
            times = rules.times(len(stops), order.start, order.minutes)
            _add_visits(session, row, [people[one.member_id] for one in stops], times, order.at)
            made.append(row)
    left = [one for one in told if one is not None]
    security.record_all(session, left, at=order.at, actor=order.actor)
    return made, skipped


def would_share(
    session: Session,
    member_ids: Sequence[UUID],
    team_ids: Sequence[UUID],
    at: datetime,
    *,
    again: bool = False,
) -> Sharing:
    """Return what `make_lists` would give to whom; nothing is made.

    Raises:
        NobodyToVisitError: nobody is left to be put on a list.
        TeamUnknownError: a team does not exist any more.
    """
    people, skipped = _fit(session, member_ids, at, again=again)
    visits = queries.waiting_visits(session) if again else {}
    return Sharing(
        tuple(
            Share(
                part.team.id,
                part.team.name,
                part.before,
                part.leaves,
                tuple(
                    (village, len(list(some)))
                    for village, some in groupby(part.stops, key=lambda one: one.village)
                ),
            )
            for part in _shared(session, people, team_ids, visits)
        ),
        skipped,
    )


class _Part(NamedTuple):
    """What one team has, gives up, and gets."""

    team: Team
    before: int
    leaves: int
    stops: tuple[Stop, ...]


def _shared(
    session: Session, people: dict[UUID, Member], team_ids: Sequence[UUID], visits: _Visits
) -> list[_Part]:
    going = [_team(session, key) for key in dict.fromkeys(team_ids)]
    if not going:
        raise TeamUnknownError
    loads = teams.loads(session)
    before = {one.id: loads.get(one.id, (0, 0))[0] for one in going}
    leaves = Counter(_team_of(visits, key) for key in people)
    loaded = {key: count - leaves[key] for key, count in before.items()}
    shares = rules.shared_out([_stop(one) for one in people.values()], loaded)
    return [_Part(one, before[one.id], leaves[one.id], shares[one.id]) for one in going]


def _team_of(visits: _Visits, member_id: UUID) -> UUID | None:
    found = visits.get(member_id)
    return found[1] if found else None


def _leave(session: Session, visits: _Visits, member_id: UUID, order: Order) -> Happening | None:
    """Take somebody off the list of the team they wait for, if they wait for one.

    Returns:
        What is to be recorded of it, once all rows are written.
    """
    if member_id not in visits:
        return None
    row, _ = visits[member_id]
    row.removed_at, row.removed_by = order.at, order.actor
    queries.touch(row, order.at)
    session.flush()
    of = queries.list_by_id(session, row.list_id)
    return Happening(Tag.VISIT_REMOVED, str(member_id), {"number": of.number if of else 0})


def add_people(
    session: Session, row: VisitList, member_ids: Sequence[UUID], at: datetime
) -> tuple[int, _Skipped]:
    """Put people at the end of a list; return how many, and who was left out.

    Raises:
        NobodyToVisitError: nobody of them can be put on a list.
    """
    people, skipped = _fit(session, member_ids, at)
    stops = rules.route(_stop(one) for one in people.values())
    _add_visits(session, row, [people[one.member_id] for one in stops], ("",) * len(stops), at)
    return len(stops), skipped


def count(session: Session, row: VisitList) -> int:
    """Return how many people stand on a list."""
    return len(queries.visits_of(session, [row.id]))


def _stop(one: Member) -> Stop:
    return Stop(one.id, rules.village_of(one.village, one.residence), one.name_sort)


def _team(session: Session, team_id: UUID) -> Team:
    row = teams.team(session, team_id)
    if row is None or row.ended_at is not None:
        raise TeamUnknownError
    return row


def _fit(
    session: Session, member_ids: Sequence[UUID], at: datetime, *, again: bool = False
) -> tuple[dict[UUID, Member], _Skipped]:
    """Return who can be put on a list, and who cannot with the reason.

    With `again` also who waits on another list, unless a laptop has them along.
    """
    asked = list(dict.fromkeys(member_ids))
    people = queries.members(session, asked)
    waiting, received = queries.waiting_members(session), queries.received(session)
    waiting = waiting & queries.lent(session, at) if again else waiting
    table = rules_in_force(session)
    fit: dict[UUID, Member] = {}
    skipped: list[tuple[UUID, Skipped]] = []
    for key in asked:
        person = people.get(key)
        if person is None:
            skipped.append((key, Skipped.GONE))
        elif key in received:
            skipped.append((key, Skipped.RECEIVED))
        elif key in waiting:
            skipped.append((key, Skipped.ON_ANOTHER))
        elif not verdict_of(person, table).eligible:
            skipped.append((key, Skipped.NOT_ELIGIBLE))
        else:
            fit[key] = person
    if not fit:
        raise NobodyToVisitError
    return fit, tuple(skipped)


def _new_list(session: Session, team: Team, order: Order) -> VisitList:
    home = security.station_of(session)
    row = VisitList(
        **queries.made(home, order.at),
        station_id=home.id,
        number=next_number(session, home.id, queries.SERIES),
        team_id=team.id,
        day=order.day,
        device=team.device,
        vehicle=team.vehicle,
        state=VisitListState.OPEN.value,
        made_by=order.actor,
    )
    session.add(row)
    session.flush()
    return row


def _add_visits(
    session: Session, row: VisitList, people: Sequence[Member], times: Sequence[str], at: datetime
) -> None:
    home = security.station_of(session)
    last = max((one.position for one, _ in queries.visits_of(session, [row.id])), default=0)
    for position, (person, time) in enumerate(zip(people, times, strict=True), start=last + 1):
        case = queries.case_of(session, person.id)
        session.add(
            Visit(
                **queries.made(home, at),
                list_id=row.id,
                member_id=person.id,
                position=position,
                planned_time=time,
                place=case.place if case else VisitPlace.HOME.value,
                reason=case.reason if case else "",
                village=rules.village_of(person.village, person.residence),
                address=(case.address if case else "") or person.residence or person.village,
                phone=person.phone,
            )
        )
    session.flush()
