"""Who cannot come to the counter, and why; one method per verb."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.text import clean
from desktop.common.vocabulary import CannotCome, VisitPlace
from desktop.field.visits import rules
from desktop.field.visits import store as queries
from desktop.field.visits.errors import VisitUnknownError
from desktop.field.visits.reading import marked_people, village_counts
from desktop.field.visits.views import Marked, VillageCount
from desktop.models import SpecialCase
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class MarksService:
    """The marks “cannot come”; a reason leaves it only by `reveal`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def people(self) -> tuple[Marked, ...]:
        """Return everybody who is marked, by village; without the reasons."""
        with self._store.read() as session:
            return marked_people(session)

    def villages(self) -> tuple[VillageCount, ...]:
        """Return the villages where somebody is on no list yet."""
        with self._store.read() as session:
            return village_counts(session)

    def mark(
        self,
        member_ids: Sequence[UUID],
        reason: CannotCome,
        *,
        actor: str,
        place: VisitPlace = VisitPlace.HOME,
        address: str = "",
        note: str = "",
    ) -> int:
        """Mark people as unable to come; return for how many that is new or another mark.

        Args:
            member_ids: who; whoever is not on the list any more is passed over.
            reason: why.
            actor: who says so.
            place: where they can be met.
            address: of that place; left empty, the address of the list.
            note: a few words for the team.

        Raises:
            VisitRefusedError: an address or a note that fits no route sheet.
            StoreError: nothing was changed.
        """
        kept = (
            reason.value,
            place.value,
            rules.checked_text(address),
            rules.checked_text(note),
        )
        now, changed = self._clock.now(), 0
        with self._store.write() as session:
            home = security.station_of(session)
            for member_id in queries.members(session, member_ids):
                row = queries.case_of(session, member_id)
                if row is None:
                    row = SpecialCase(**queries.made(home, now), member_id=member_id, set_by=actor)
                    session.add(row)
                elif (row.reason, row.place, row.address, row.note) == kept:
                    continue
                else:
                    queries.touch(row, now)
                row.reason, row.place, row.address, row.note = kept
                row.set_by = actor
                changed += 1
                security.record(
                    session,
                    Tag.CANNOT_COME_MARKED,
                    at=now,
                    actor=actor,
                    target=str(member_id),
                )
        return changed

    def clear(self, member_id: UUID, *, actor: str) -> None:
        """Take a mark away: the person can come; what was written stays kept.

        Raises:
            VisitUnknownError: the person is not marked.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.case_of(session, member_id)
            if row is None:
                raise VisitUnknownError
            while row is not None:
                row.cleared_at, row.cleared_by = now, actor
                queries.touch(row, now)
                session.flush()
                row = queries.case_of(session, member_id)
            security.record(
                session, Tag.CANNOT_COME_CLEARED, at=now, actor=actor, target=str(member_id)
            )

    def reveal(self, member_id: UUID, *, actor: str) -> tuple[CannotCome | None, str]:
        """Return why somebody cannot come, and the note; that somebody looked is in the trail.

        Raises:
            VisitUnknownError: the person is not marked.
        """
        with self._store.write() as session:
            row = queries.case_of(session, member_id)
            if row is None:
                raise VisitUnknownError
            security.record(
                session,
                Tag.REASON_REVEALED,
                at=self._clock.now(),
                actor=actor,
                target=str(member_id),
            )
            return CannotCome(row.reason), clean(row.note)
