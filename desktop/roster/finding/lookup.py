"""The index kept in step with the store, and the people it finds as the screens show them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.common.dates import show_iso
from desktop.common.i18n import language
from desktop.common.text import masked, only_digits
from desktop.common.vocabulary import MemberStatus
from desktop.roster.finding import store
from desktop.roster.finding.highlight import highlights
from desktop.roster.finding.listed import Listed
from desktop.roster.finding.views import (
    ListChoices,
    ListPage,
    ListQuery,
    NearMatch,
    PersonRow,
    RosterCounts,
    SearchResult,
)
from desktop.roster.rules import DEFAULT_TABLE, Eligibility, Table, eligibility, reason_text
from desktop.storage.unit_of_work import Session, Store

if TYPE_CHECKING:
    from desktop.roster.finding.index import PeopleIndex
    from desktop.roster.finding.listing import Listing

_LOOK_AGAIN_SECONDS = 2.0
"""Another program (the command line, another counter) may change the list too."""
_WAIT_SECONDS = 2.0
"""So long a query waits for a new index; then it is answered from the one before."""
_MOST_CHANGES = 2_000
_KEPT_ROWS = 1_000
_SHORTEST_NUMBER = 6
_EVERYBODY = ListQuery()
_FAR = 20_000
"""Up to so many rows the database passes over in about the time people do not notice."""


RulesInForce = Callable[[Session], Table]
"""Reads who may renew now; a commune may have rules of its own."""


class Lookup:
    """Answers searches and pages of the list; any thread may ask."""

    def __init__(self, store_: Store, rules: RulesInForce = lambda _session: DEFAULT_TABLE) -> None:
        self._store = store_
        self._rules = rules
        self._table: Table = DEFAULT_TABLE
        self._making = threading.Lock()
        self._listing: Listing | None = None
        self._mark: store.Mark = (0, None)
        self._looked_at = float("-inf")
        self._asked = 0
        self._rows: dict[UUID, PersonRow] = {}
        self._rows_speak = language()
        self._counted: tuple[store.Mark, int] | None = None

    # ---------------------------------------------------------------- search

    def search(self, text: str, limit: int) -> SearchResult:
        """Return the people that fit what was typed, best first."""
        hits = self.index().search(text, limit)
        rows = [
            replace(row, highlights=highlights(row.full_name, hits.keys)) if hits.keys else row
            for row in self.rows(hits.ids)
        ]
        return SearchResult(tuple(rows), hits.total, hits.by)

    def by_personal_id(self, number: str) -> PersonRow | None:
        """Return the person with exactly this number, or None; needs no index in memory."""
        if not number:
            return None
        with self._store.read() as session:
            row = store.person_with_number(session, number)
            return _shown(row, self._rules(session)) if row else None

    def near(
        self, full_name: str, birth_date: str, personal_id: str, limit: int
    ) -> tuple[NearMatch, ...]:
        """Return who resembles somebody most, best first."""
        from desktop.roster.finding import near  # noqa: PLC0415 - numpy, not at start-up

        ids = near.candidates(self.index(), full_name, birth_date, personal_id)
        with self._store.read() as session:
            found = [
                (_shown(row, self._table), row.birth_date)
                for row in store.shown_people(session, ids)
            ]
        return near.near_matches(found, full_name, birth_date, personal_id, limit)

    # ---------------------------------------------------------------- the list

    def page(self, query: ListQuery, offset: int, limit: int) -> ListPage:
        """Return rows of the list from an offset on.

        The list as it opens does not wait for the index: the database knows its order.
        """
        if self._listing is None and query == _EVERYBODY and offset <= _FAR:
            return self._page_from_store(offset, limit)
        listing = self.listing()
        places = listing.places(query)
        ids = listing.ids(places[offset : offset + limit])
        return ListPage(tuple(self.rows(ids)), offset, len(places))

    def count(self, query: ListQuery) -> int:
        """Return how many people a query lets through."""
        if self._listing is None and query == _EVERYBODY:
            with self._store.read() as session:
                return self._how_many(session)
        return len(self.listing().places(query))

    def row_of(self, query: ListQuery, member_id: UUID) -> int | None:
        """Return in which row of the list a person stands, or None."""
        return self.listing().row_of(query, member_id)

    def choices(self) -> ListChoices:
        """Return what the filters of the list can be set to."""
        return self.listing().choices()

    def counts(self) -> RosterCounts:
        """Return how many people there are."""
        return self.listing().counts()

    def _page_from_store(self, offset: int, limit: int) -> ListPage:
        with self._store.read() as session:
            table = self._rules(session)
            found = store.people_by_name(session, offset, limit)
            rows = tuple(_shown(row, table) for row in found)
            return ListPage(rows, offset, self._how_many(session))

    def _how_many(self, session: Session) -> int:
        """Return how many people are on the list; counted again only when somebody changed."""
        mark = store.change_mark(session)
        counted = self._counted
        if counted is None or counted[0] != mark:
            counted = self._counted = mark, store.how_many(session)
        return counted[1]

    # ---------------------------------------------------------------- in step with the store

    def look_again(self) -> None:
        """Say that the list was changed: the next question looks at the store first."""
        self._asked += 1
        self._looked_at = float("-inf")

    def index(self) -> PeopleIndex:
        """Return the index as the list is now."""
        return self.listing().index

    def listing(self) -> Listing:
        """Return the list as it is now; while a large one is read anew, the one before it."""
        now = self._listing
        if now is not None and time.monotonic() - self._looked_at < _LOOK_AGAIN_SECONDS:
            return now
        with self._turn(wait=-1 if now is None else _WAIT_SECONDS) as is_ours:
            if is_ours:
                return self._refresh()
        assert self._listing is not None
        return self._listing

    @contextmanager
    def _turn(self, wait: float) -> Iterator[bool]:
        is_ours = self._making.acquire(timeout=wait)
        try:
            yield is_ours
        finally:
            if is_ours:
                self._making.release()

    def _refresh(self) -> Listing:
        from desktop.roster.finding.listing import Listing  # noqa: PLC0415 - numpy

        asked, now = self._asked, self._listing
        with self._store.read() as session:
            mark, table = store.change_mark(session), self._rules(session)
            if now is None or mark != self._mark or table != self._table:
                # Other rules may turn anybody's verdict: then nothing of the old index is kept.
                before = now.index if now and table == self._table else None
                now = Listing(_brought_up(session, before, self._mark, table))
                self._rows = {}
                self._listing, self._mark, self._table = now, mark, table
        # Somebody may have changed the list while it was read: then the next one looks again.
        self._looked_at = time.monotonic() if asked == self._asked else float("-inf")
        return now

    def rows(self, ids: Sequence[UUID]) -> list[PersonRow]:
        """Return these people as a list shows them, in this order; who has left is left out."""
        if self._rows_speak != language():
            # A row says in words why somebody cannot renew.
            self._rows, self._rows_speak = {}, language()
        kept = self._rows
        missing = [one for one in ids if one not in kept]
        if missing:
            if len(kept) > _KEPT_ROWS:
                kept = self._rows = {one: kept[one] for one in ids if one in kept}
            with self._store.read() as session:
                found = store.shown_people(session, missing)
                kept.update((row.id, _shown(row, self._table)) for row in found)
        return [kept[one] for one in ids if one in kept]


def _brought_up(
    session: Session, index: PeopleIndex | None, mark: store.Mark, table: Table
) -> PeopleIndex:
    from desktop.roster.finding.index import PeopleIndex  # noqa: PLC0415 - numpy

    if index is not None:
        ids = store.changed_people(session, mark)
        if ids is not None and index.changes + len(ids) <= _MOST_CHANGES:
            if not ids:
                return index
            changed = [_listed(row, table) for row in store.listed_people(session, ids)]
            return index.with_changes(changed, (one.bytes for one in ids))
    return PeopleIndex(_listed(row, table) for row in store.listed_people(session))


def _listed(row: Any, table: Table) -> Listed:
    member_id, full_name, other_name, birth_date, *numbers, cell, village, status, problems = row
    found = _problems(problems)
    unread = [str(kept.get("value", "")) for kept in found if "id" in kept["code"]]
    return Listed(
        bytes.fromhex(member_id.replace("-", "")),
        full_name,
        other_name,
        birth_date,
        tuple(
            digits for one in (*numbers, *unread) if len(digits := _digits(one)) >= _SHORTEST_NUMBER
        ),
        cell,
        village,
        status,
        _verdict(status, numbers[2], found, table).eligible,
        bool(found),
    )


def _problems(read: str | list[dict[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(read, list):
        return read
    return [] if read == "[]" else list(json.loads(read))


def _digits(number: str) -> str:
    return number if number.isascii() and number.isdigit() else only_digits(number)


def _verdict(
    status: str, card_number: str, problems: Sequence[dict[str, Any]], table: Table
) -> Eligibility:
    has_cards = any(kept.get("code") == "card_missing" for kept in problems)
    return eligibility(
        MemberStatus(status), card_number=card_number, list_has_cards=has_cards, table=table
    )


def _shown(row: Any, table: Table) -> PersonRow:
    verdict = _verdict(row.status, row.card_number, row.problems, table)
    return PersonRow(
        member_id=row.id,
        full_name=row.full_name,
        birth_shown=show_iso(row.birth_date),
        personal_id=row.personal_id,
        personal_id_masked=masked(row.personal_id),
        old_id=row.old_id,
        cell=row.cell,
        village=row.village,
        residence=row.residence,
        sex=row.sex,
        status=MemberStatus(row.status),
        eligible=verdict.eligible,
        ineligible_reason="" if verdict.eligible else reason_text(verdict.reason),
        has_problem=bool(row.problems),
    )
