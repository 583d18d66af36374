"""What a clerk read on the card where a scanner had damaged it."""

from __future__ import annotations

from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey, Source
from desktop.intake import opening
from desktop.intake import store as queries
from desktop.intake.errors import NotReadyError
from desktop.intake.holding import held_draft
from desktop.intake.service import IntakeService
from desktop.intake.views import Draft
from desktop.roster.service import RosterService
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class CardAnswers:
    """Settles what of a card is in doubt; what the scanner sent is never overwritten."""

    def __init__(
        self, store: Store, clock: Clock, roster: RosterService, intake: IntakeService
    ) -> None:
        self._store = store
        self._clock = clock
        self._roster = roster
        self._intake = intake

    def settle(
        self, application_id: UUID, field: FieldKey, value: str, *, typed: bool, actor: str
    ) -> Draft:
        """Keep what stands on the card as a new reading, which says how it was settled.

        Args:
            application_id: the draft.
            field: what was in doubt.
            value: what stands on the card; cleaned here.
            typed: whether it was typed instead of chosen among the candidates.
            actor: who read it.

        Raises:
            NotReadyError: no card was read, or the value is empty.
        """
        now, value = self._clock.now(), clean(value)
        person = self._roster.get(self._intake.draft(application_id).member_id)
        with self._store.write() as session:
            row = held_draft(session, application_id, actor, now)
            before = queries.newest_reading(session, application_id, Source.CARD)
            if before is None or not value:
                raise NotReadyError(
                    tr("Chưa có chữ nào để ghi."), tr("Gõ đúng như trên thẻ rồi bấm Enter.")
                )
            how = "typed" if typed else "candidate"
            answer = (field, value, how)
            session.add(opening.settled_reading(row, before, person, answer, now))
            security_queries.record(
                session,
                Tag.CARD_SETTLED,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"field": field.value, "how": how},
            )
        return self._intake.draft(application_id)
