"""Counting what changed, and the report as of a day; one method per verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from desktop.batch.answering.files import REJECTED
from desktop.campaign.phases.service import CellCounts
from desktop.campaign.service import Campaign, CampaignService
from desktop.common.channels import source_of
from desktop.common.clock import Clock, end_of_day, local, today
from desktop.common.figures import Forecast, forecast
from desktop.common.settings import OFFICE_NAME
from desktop.common.vocabulary import MemberStatus, Step
from desktop.intake.same_visit import store as same_visit
from desktop.progress import rules, store
from desktop.progress.course import course_of
from desktop.progress.rules import Event, Group, Key, Place, Point
from desktop.progress.store import Mark, Person
from desktop.progress.views import Board, CellProgress, ProgressReport, Quality
from desktop.roster.eligibility.rules import kept_of
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.rules import Table, eligibility
from desktop.security.preferences import Preferences
from desktop.security.store import station_of
from desktop.shifts.rules import middle, span
from desktop.storage.unit_of_work import Session, Store

_AT_ONCE = 300
"""Members counted in one transaction: some 20 ms, so that the counter never waits for it."""

SAMPLE = 500
"""Newest records, and newest answers, that the figures of quality look at."""

_APART = {
    MemberStatus.TEMPORARY_RESIDENT: Group.TEMPORARY,
    MemberStatus.OUTSIDE_LIST: Group.OUTSIDE_LIST,
}


class ProgressService:
    """Keeps the counts and reads them.

    The counts follow from the list and from the moves of applications; they can be thrown away and
    made again. What changed since the last time is counted before every report.
    """

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        preferences: Preferences,
        campaign: CampaignService,
        *,
        is_practice: bool,
    ) -> None:
        self._store = store_
        self._clock = clock
        self._preferences = preferences
        self._campaign = campaign
        self._is_practice = is_practice

    def report(self, as_of: date | None = None) -> ProgressReport:
        """Return the figures of the end of a day, today's when none is named.

        Raises:
            StoreError: the store cannot be read or written.
        """
        campaign = self._campaign.read()
        self._count_changes(campaign)
        now = today(self._clock)
        day = min(as_of or now, now)
        with self._store.read() as session:
            before = day - timedelta(days=campaign.pace_days)
            found = store.counts(session, day.isoformat(), before.isoformat())
            began = store.first_day(session)
            station = station_of(session)
            by_day = store.received_by_day(session, day.isoformat())
            beside = same_visit.counts(session, end_of_day(day))
        cells: dict[str, dict[Key, int]] = {}
        for key, (people, _) in found.items():
            cells.setdefault(key.cell, {})[key] = people
        total = rules.totals({key: people for key, (people, _) in found.items()})
        earlier = rules.totals({key: people for key, (_, people) in found.items()})
        ahead = _forecast(campaign, day, total, earlier.received, _first(campaign, began, day))
        place = station.commune_name or station.code
        return ProgressReport(
            as_of=day,
            made_at=self._clock.now(),
            office=self._preferences.text(OFFICE_NAME) or station.name or place,
            place=place,
            campaign=campaign,
            total=total,
            cells=tuple(CellProgress(name, rules.totals(cells[name])) for name in sorted(cells)),
            forecast=ahead,
            course=course_of(
                by_day,
                total,
                as_of=day,
                start=campaign.start,
                deadline=campaign.deadline,
                forecast=ahead,
            ),
            is_practice=self._is_practice,
            services=tuple(beside.items()),
        )

    def board(self, as_of: date | None = None) -> Board:
        """Return everything the dashboard shows of the end of a day, today when none is named.

        What it costs depends on cells and days and on `SAMPLE`, never on how many people there are.

        Raises:
            StoreError: the store cannot be read or written.
        """
        report = self.report(as_of)
        with self._store.read() as session:
            quality = _quality(session, end_of_day(report.as_of))
        return Board(report, quality)

    def by_cell(self) -> dict[str, CellCounts]:
        """Return what the gates of the campaign ask of each cell, as it is now.

        Raises:
            StoreError: the store cannot be read or written.
        """
        return {
            one.name: CellCounts(
                one.totals.eligible,
                sum(one.totals.left_out.values()),
                one.totals.temporary,
                one.totals.states,
            )
            for one in self.report().cells
        }

    # ------------------------------------------------------------ counting

    def _count_changes(self, campaign: Campaign) -> None:
        """Count every member whose row, application or rule changed since the last time."""
        with self._store.read() as session:
            mark = store.read_mark(session)
            table = rules_in_force(session)
            decides = f"{campaign.kind} {sorted(kept_of(table).items())}"
            newest = store.newest(session)
            if mark == Mark(*newest, decides):
                return
            ids = store.changed_since(session, mark if mark.rules == decides else Mark())
        for start in range(0, len(ids), _AT_ONCE):
            with self._store.write() as session:
                self._count(session, ids[start : start + _AT_ONCE], table, campaign)
        with self._store.write() as session:
            # What changes while this runs is newer than the mark, and so counted the next time.
            store.keep_mark(session, Mark(*newest, decides), at=self._clock.now())

    def _count(
        self, session: Session, ids: Sequence[UUID], table: Table, campaign: Campaign
    ) -> None:
        events: dict[UUID, list[Event]] = {}
        for moved in store.events_of(session, ids):
            source = source_of(campaign.kind, moved.channel).value
            events.setdefault(moved.member_id, []).append(
                Event(_day(moved.at), moved.state, source, moved.reason)
            )
        known = store.ways(session, ids)
        now = today(self._clock).isoformat()
        ways: dict[UUID, tuple[Point, ...]] = {}
        changes: Counter[tuple[str, Key]] = Counter()
        for person in store.people(session, ids):
            before = known.get(person.id, ())
            way = rules.way_of(
                before,
                events.get(person.id, ()),
                _place(person, table),
                since=_day(person.created_at),
                today=now,
            )
            if way != before:
                ways[person.id] = way
                changes.update(rules.changes(before, way))
        store.keep_ways(session, ways)
        store.add(session, changes)


def _place(person: Person, table: Table) -> Place:
    """Return where the list has a person today."""
    if person.retired:
        return Place(person.cell, Group.GONE)
    status = MemberStatus(person.status)
    if status in _APART:
        return Place(person.cell, _APART[status])
    # The list has a column of card numbers where somebody's is noted as missing.
    has_cards = any(kept.get("code") == "card_missing" for kept in person.problems)
    found = eligibility(
        status, card_number=person.card_number, list_has_cards=has_cards, table=table
    )
    if found.eligible:
        return Place(person.cell, Group.ELIGIBLE)
    return Place(person.cell, Group.LEFT_OUT, found.reason or "")


def _quality(session: Session, before: datetime) -> Quality:
    """Return the figures of the newest records and answers before a moment."""
    taken = store.newest_received(session, before, SAMPLE)
    spans = [span(one.step_times.get(Step.COMPARE.value), one.received_at) for one in taken]
    accepted = store.portraits_accepted(session, [one.id for one in taken], before)
    answers = store.newest_answers(session, before, SAMPLE)
    return Quality(
        applicants=len(taken),
        median_seconds=middle([one for one in spans if one is not None]),
        retakes=max(0, accepted - len(taken)),
        answered=answers.total(),
        returned=answers[REJECTED],
    )


def _first(campaign: Campaign, began: str | None, day: date) -> date:
    """Return the day the pace may be counted from."""
    return campaign.start or (date.fromisoformat(began) if began else day)


def _forecast(
    campaign: Campaign, day: date, total: rules.Totals, earlier: int, first: date
) -> Forecast:
    days = max(1, min(campaign.pace_days, (day - first).days + 1))
    return forecast(
        recent=max(0, total.received - earlier),
        days=days,
        remaining=total.eligible - total.received,
        today=day,
        deadline=campaign.deadline,
    )


def _day(moment: datetime) -> str:
    return local(moment).date().isoformat()
