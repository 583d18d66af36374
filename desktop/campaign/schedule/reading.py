"""Everything the schedule follows from, read once, and the schedule as callers see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from desktop.campaign.phases import store as phases
from desktop.campaign.priority.store import flagged
from desktop.campaign.schedule import rules, store
from desktop.campaign.schedule.ports import DaysOff, Staff
from desktop.campaign.schedule.rules import Facts, Slot, Waiting, Window
from desktop.campaign.schedule.settings import ScheduleSettings
from desktop.campaign.schedule.store import Person
from desktop.campaign.schedule.views import Board, CellRow, Hours
from desktop.campaign.service import Campaign
from desktop.common.clock import VIETNAM
from desktop.common.figures import forecast
from desktop.common.vocabulary import MemberStatus
from desktop.roster.closed.store import closings
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.rules import APART, Table, eligibility
from desktop.storage.unit_of_work import Session, Store

_MOST_MEASURED = 500
_AFTERWARDS = timedelta(days=13)
_FOUR_WEEKS = timedelta(days=27)


@dataclass(frozen=True)
class Known:
    """What one look at the store gave.

    Attributes:
        eligible: cell -> people of the denominator.
        received: of them, those whose record was received, by cell.
        waiting: the others.
        windows: opening hours from today on.
        recent: records received in the days that the pace is taken of.
        pace_days: how many days these are.
    """

    now: tuple[date, int]
    campaign: Campaign
    hours: Hours
    eligible: Mapping[str, int]
    received: Mapping[str, int]
    waiting: tuple[Waiting, ...]
    slots: tuple[Slot, ...]
    windows: tuple[Window, ...]
    deadlines: Mapping[str, date]
    recent: int
    pace_days: int

    @property
    def facts(self) -> Facts:
        """What a plan follows from."""
        tomorrow = self.now[0] + timedelta(days=1)
        first = max(tomorrow, self.campaign.start or tomorrow)
        ahead = [one for one in self.windows if one.day >= first]
        return Facts(self.waiting, ahead, self.slots, self.now, self.hours.minutes, self.deadlines)


def read(
    where: Store,
    now: datetime,
    campaign: Campaign,
    settings: ScheduleSettings,
    days: tuple[DaysOff, Staff],
) -> Known:
    """Read everything that the schedule follows from."""
    today = rules.moment_of(now)[0]
    last = today + timedelta(days=rules.MOST_DAYS - 1)
    days_off, staffed = days[0].days_off(today, last), days[1].staffed(today, last)
    pace_days = _pace_days(campaign, today)
    since = datetime.combine(today - timedelta(days=pace_days - 1), datetime.min.time(), VIETNAM)
    with where.read() as session:
        counters, parts = settings.within(session)
        seconds = store.serving_seconds(session, _MOST_MEASURED)
        measured = len(seconds) if len(seconds) >= rules.ENOUGH_MEASURED else 0
        opened = rules.windows(today, rules.MOST_DAYS, parts, counters, days_off, staffed)
        eligible, received, waiting = _people(session, today)
        return Known(
            now=rules.moment_of(now),
            campaign=campaign,
            hours=Hours(counters, parts, rules.minutes_each(seconds), measured),
            eligible=eligible,
            received=received,
            waiting=waiting,
            slots=tuple(store.slots(session)),
            windows=tuple(opened),
            deadlines={
                cell: date.fromisoformat(day) for cell, day in phases.deadlines(session).items()
            },
            recent=store.received_since(session, since),
            pace_days=pace_days,
        )


def _pace_days(campaign: Campaign, today: date) -> int:
    since = (today - campaign.start).days + 1 if campaign.start else campaign.pace_days
    return max(1, min(campaign.pace_days, since))


def is_awaited(person: Person, table: Table) -> bool:
    """Return whether somebody on the list belongs to the denominator."""
    status = MemberStatus(person.status)
    if status in APART:
        return False
    # The list has a column of card numbers where somebody's is noted as missing.
    has_cards = any(kept.get("code") == "card_missing" for kept in person.problems)
    found = eligibility(
        status, card_number=person.card_number, list_has_cards=has_cards, table=table
    )
    return found.eligible


def _people(
    session: Session, today: date
) -> tuple[dict[str, int], dict[str, int], tuple[Waiting, ...]]:
    """Return who belongs to the denominator and who was received, by cell, and who is awaited.

    Whoever was received stays in the denominator, as everywhere. Of a cell that the campaign
    closed nobody is awaited any more: all are received or explained.
    """
    table, done = rules_in_force(session), store.received(session)
    closed, flags = closings(session), flagged(session)
    eligible: dict[str, int] = {}
    received: dict[str, int] = {}
    waiting = []
    for one in store.people(session):
        is_received = one.id in done and MemberStatus(one.status) not in APART
        if not is_received and (one.cell in closed or not is_awaited(one, table)):
            continue
        eligible[one.cell] = eligible.get(one.cell, 0) + 1
        if is_received:
            received[one.cell] = received.get(one.cell, 0) + 1
            continue
        first = one.id in flags or rules.has_priority(one.birth_date, one.joined_on, today)
        waiting.append(Waiting(one.id, one.cell, one.name_sort, first))
    return eligible, received, tuple(waiting)


def without_place(known: Known, cell: str) -> list[Waiting]:
    """Return the people of a cell who are still awaited and have no place ahead."""
    placed = _with_place(known)
    return [one for one in known.waiting if one.cell == cell and one.member_id not in placed]


def _with_place(known: Known) -> set[UUID]:
    """Return everybody who has a place that is not over, whatever cell it was given to."""
    ahead = (slot for slot in known.slots if not slot.is_over(known.now))
    return {seat.member_id for slot in ahead for seat in slot.seats}


def board_of(known: Known) -> Board:
    """Return the schedule as callers see it."""
    today = known.now[0]
    by_cell: dict[str, list[Slot]] = {cell: [] for cell in known.eligible}
    for slot in known.slots:
        by_cell.setdefault(slot.cell, []).append(slot)
    with_place = _with_place(known)
    placed = Counter(one.cell for one in known.waiting if one.member_id in with_place)
    rows = [_row(cell, slots, placed[cell], known) for cell, slots in by_cell.items()]
    rows.sort(key=lambda row: (_turn(row.slots), row.cell))
    remaining = sum(row.remaining for row in rows)
    last = max([slot.day for slot in known.slots], default=today)
    until = max(last + _AFTERWARDS, today + _FOUR_WEEKS)
    deadline = known.campaign.deadline
    return Board(
        today=today,
        minute=known.now[1],
        cells=tuple(rows),
        windows=tuple(one for one in known.windows if one.day <= until),
        hours=known.hours,
        deadline=deadline,
        finish=None if any(row.without > 0 for row in rows) or not remaining else last,
        capacity=_capacity(known),
        working_days_left=_days_left(known, deadline),
        forecast=forecast(
            recent=known.recent,
            days=known.pace_days,
            remaining=remaining,
            today=today,
            deadline=deadline,
        ),
    )


def _row(cell: str, slots: Sequence[Slot], placed: int, known: Known) -> CellRow:
    over = [slot for slot in slots if slot.is_over(known.now)]
    return CellRow(
        cell=cell,
        eligible=known.eligible.get(cell, 0),
        received=known.received.get(cell, 0),
        over=sum(slot.people for slot in over),
        ahead=placed,
        slots=tuple(slots),
        deadline=known.deadlines.get(cell) or known.campaign.deadline,
    )


def _turn(slots: Sequence[Slot]) -> tuple[date, int]:
    return (slots[0].day, slots[0].start) if slots else (date.max, 0)


def _capacity(known: Known) -> int:
    """Return how many people the first working day ahead can take, or today where there is none."""
    first = next((one.day for one in known.windows if one.day > known.now[0]), known.now[0])
    return sum(
        (one.end - one.start) // known.hours.minutes * one.counters
        for one in known.windows
        if one.day == first
    )


def _days_left(known: Known, deadline: date | None) -> int | None:
    if deadline is None:
        return None
    return len({one.day for one in known.windows if one.day <= deadline})
