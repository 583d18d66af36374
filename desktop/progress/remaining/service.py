"""The people who remain, by name; one method per verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from desktop.common.clock import Clock, end_of_day, today
from desktop.common.text import masked
from desktop.progress.remaining import store
from desktop.progress.remaining.rules import Noted, ReasonFrom, reason_of
from desktop.progress.remaining.store import Person
from desktop.progress.remaining.views import Remaining, RemainingList, Wanted
from desktop.progress.service import ProgressService
from desktop.storage.unit_of_work import Store

MOST = 2_000
"""Names on one list; a commune's last ones are a handful, a province asks cell by cell."""

EVERYBODY = Wanted()


class RemainingService:
    """Reads who is not received yet, now or at the end of a past day."""

    def __init__(self, store_: Store, clock: Clock, progress: ProgressService) -> None:
        self._store = store_
        self._clock = clock
        self._progress = progress

    def list_them(self, wanted: Wanted = EVERYBODY, as_of: date | None = None) -> RemainingList:
        """Return the people who remain, each with the reason that holds.

        Of a past day it is who remained at its end, in the cell and for the reason of that time;
        only the note of the list is today's, since lists keep no older one.

        Args:
            wanted: of which cell, for which reason.
            as_of: a past day; None, today or a later day asks for now.

        Raises:
            StoreError: the store cannot be read or written.
        """
        # Whoever changed is counted before anybody is named.
        report = self._progress.report(as_of)
        is_past = report.as_of < today(self._clock)
        with self._store.read() as session:
            everybody: Iterable[Person] = (
                store.remaining_on(session, wanted.cell, report.as_of)
                if is_past
                else store.remaining(session, wanted.cell)
            )
            fitting = (
                one
                for one in everybody
                if wanted.reason is None or (one.now.state, one.now.reason) == wanted.reason
            )
            people = list(islice(fitting, MOST + 1))
            ids = [one.id for one in people[:MOST]]
            notes = store.noted(session, ids, end_of_day(report.as_of))
        return RemainingList(
            report=report,
            wanted=wanted,
            people=tuple(_shown(one, notes.get(one.id, [])) for one in people[:MOST]),
            is_cut=len(people) > MOST,
        )


def _shown(one: Person, notes: list[Noted]) -> Remaining:
    known = [*notes, Noted(one.now.day, ReasonFrom.STATE, one.now.state)]
    if one.now.reason:
        known.append(Noted(one.now.day, ReasonFrom.SET_ASIDE, one.now.state, one.now.reason))
    if one.note:
        known.append(Noted("", ReasonFrom.LIST_NOTE, text=one.note))
    return Remaining(
        member_id=one.id,
        full_name=one.full_name,
        birth_date=one.birth_date,
        cell=one.cell,
        masked_id=masked(one.personal_id),
        state=one.now.state,
        why=reason_of(known),
    )
