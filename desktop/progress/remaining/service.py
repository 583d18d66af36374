"""The people who remain, by name; one method per verb."""

from __future__ import annotations

from itertools import islice

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
    """Reads who is not received yet, as of now; the past keeps figures, not names."""

    def __init__(self, store_: Store, progress: ProgressService) -> None:
        self._store = store_
        self._progress = progress

    def list_them(self, wanted: Wanted = EVERYBODY) -> RemainingList:
        """Return the people who remain, each with the reason that holds.

        Raises:
            StoreError: the store cannot be read or written.
        """
        report = self._progress.report()  # whoever changed is counted before anybody is named
        with self._store.read() as session:
            fitting = (
                one
                for one in store.remaining(session, wanted.cell)
                if wanted.reason is None or (one.now.state, one.now.reason) == wanted.reason
            )
            people = list(islice(fitting, MOST + 1))
            notes = store.noted(session, [one.id for one in people[:MOST]])
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
