"""Services beside the card, noted and counted; one method per verb."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from desktop.common.clock import Clock, end_of_day, today
from desktop.common.flags import VisitService
from desktop.common.ids import new_id
from desktop.intake import store as intake
from desktop.intake.same_visit import store as queries
from desktop.models import OtherService
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class SameVisitService:
    """What else was done for whoever came; nothing here holds up an application."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, application_id: UUID) -> frozenset[VisitService]:
        """Return what was noted with an application."""
        with self._store.read() as session:
            return queries.kinds_of(session, application_id)

    def note(
        self, application_id: UUID, kind: VisitService, *, actor: str
    ) -> frozenset[VisitService]:
        """Note that a service was done at the same visit; noted twice, it counts once.

        Raises:
            WrongStateError: there is no such application.
            StoreError: nothing was noted.
        """
        now = self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            intake.required(session, application_id)
            if queries.noted(session, application_id, kind) is None:
                session.add(
                    OtherService(
                        id=new_id(),
                        origin=security.station_of(session).code,
                        version=1,
                        created_at=now,
                        updated_at=now,
                        application_id=application_id,
                        kind=kind.value,
                        noted_by=actor,
                    )
                )
                self._record(session, Tag.OTHER_SERVICE_NOTED, application_id, kind, actor)
                session.flush()
            return queries.kinds_of(session, application_id)

    def undo(
        self, application_id: UUID, kind: VisitService, *, actor: str
    ) -> frozenset[VisitService]:
        """Take a note back; that it stood there stays kept.

        Raises:
            WrongStateError: there is no such application.
            StoreError: nothing was changed.
        """
        now = self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            intake.required(session, application_id)
            row = queries.noted(session, application_id, kind)
            if row is not None:
                row.undone_at, row.undone_by = now, actor
                row.updated_at, row.version = now, row.version + 1
                self._record(session, Tag.OTHER_SERVICE_UNDONE, application_id, kind, actor)
                session.flush()
            return queries.kinds_of(session, application_id)

    def counts(self, as_of: date | None = None) -> dict[VisitService, int]:
        """Return how many services were done until the end of a day, today's when none is named.

        A day to come is counted as today.
        """
        now = today(self._clock)
        with self._store.read() as session:
            return queries.counts(session, end_of_day(min(as_of or now, now)))

    def _record(
        self, session: Session, tag: Tag, application_id: UUID, kind: VisitService, actor: str
    ) -> None:
        security.record_shared(
            session,
            tag,
            at=self._clock.now(),
            actor=actor,
            target=str(application_id),
            detail={"kind": kind.value},
        )
