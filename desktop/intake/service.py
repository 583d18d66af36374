"""What a clerk can do with one open application, one method per verb.

Every method that changes something commits before it returns. Reception is in `reception.py`,
papers are in `printing.py`, lists in `overview.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.vocabulary import (
    ApplicationState,
    BlobKind,
    Channel,
    FieldKey,
    Source,
    Step,
)
from desktop.identity.card import CardReading
from desktop.intake import comparison, opening, rules, signing, unfinished, witnessing
from desktop.intake import store as queries
from desktop.intake.attachments.store import release
from desktop.intake.errors import AlreadyReceivedError
from desktop.intake.holding import held_draft, hold
from desktop.intake.leases.store import begin
from desktop.intake.moves.service import reopen
from desktop.intake.pen import PenStrokes
from desktop.intake.views import Draft, SignException
from desktop.models import Application
from desktop.roster.closed.store import require_open_for
from desktop.roster.service import RosterService
from desktop.roster.store import hold_person
from desktop.roster.views import PersonView
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.unit_of_work import Session, Store

RequireFree = Callable[[Session, UUID, datetime], None]
"""Asked before an application begins or begins anew: refuses whom somebody else has for now."""


class IntakeService:
    """Applications from the first look to the check page."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        roster: RosterService,
        require_free: RequireFree = lambda *_: None,
    ) -> None:
        self._store = store
        self._require_free = require_free
        self._clock = clock
        self._watch = ClockWatch(store, clock)
        self._roster = roster

    def warm_up(self) -> None:
        """Load what comparing needs, so that the first card does not wait; for a worker thread."""
        comparison.warm_up()

    def open(
        self,
        member_id: UUID,
        *,
        actor: str,
        card: CardReading | None = None,
        channel: Channel | None = None,
    ) -> Draft:
        """Open the member's application, or come back to the one that is open.

        A fresh card reading is stored beside the earlier ones; it never overwrites a value that
        the clerk has already decided. No channel keeps the draft's; a new one is the counter's.

        Raises:
            AlreadyReceivedError: the record was taken before.
            CellClosedError: the person's cell was closed.
            ClockError: the clock of this machine cannot be believed.
            NotAllowedError: a laptop or another counter has the person for now.
            ClocksApartError: the clocks of this machine and of the server are apart.
        """
        self._watch.require()
        person = self._roster.get(member_id)
        now = self._clock.now()
        with self._store.write() as session:
            hold_person(session, member_id)
            row = queries.live_application(session, member_id, to_change=True)
            if row is None or row.state in rules.RESUMABLE:
                self._require_free(session, member_id, now)
            if row is not None and row.state in rules.RESUMABLE:
                reopen(session, row.id, actor=actor, at=now)
            if row is not None and row.state != ApplicationState.DRAFT.value:
                raise AlreadyReceivedError(row.receipt_number)
            begin(session, member_id, actor, now)
            fresh = row is None
            row = row or opening.new_row(queries.station(session), person, actor, now)
            opening.take_at(row, channel)
            session.add(row)
            session.flush()
            # Behind the new row: on a server that one has waited for a closing under way.
            require_open_for(session, member_id)
            hold(session, row, actor=actor, at=now)
            said = opening.list_reading(row.id, person, now)
            before = queries.newest_reading(session, row.id, Source.LIST)
            if before is None or before.values != said.values:
                session.add(said)
            if card is not None:
                last = queries.newest_reading(session, row.id, Source.CARD)
                kept = opening.keep_reading(row, card, person, now, fresh=fresh, before=last)
                session.add(kept)
            tag = Tag.APPLICATION_OPENED if fresh else Tag.APPLICATION_RESUMED
            security_queries.record(session, tag, at=now, actor=actor, target=str(row.id))
            application_id = row.id
        return self.draft(application_id, person)

    def draft(self, application_id: UUID, known: PersonView | None = None) -> Draft:
        """Return one application as the five steps see it; its person may be known already.

        Raises:
            WrongStateError: there is no such application.
        """
        with self._store.read() as session:
            row = queries.required(session, application_id)
            reading = queries.newest_reading(session, application_id, Source.CARD)
            photo = queries.blob(session, row.photo_digest)
            signature = queries.blob(session, row.signature_digest)
            second = queries.blob(session, row.second_signature_digest)
            practice = queries.station(session).is_practice
        return opening.draft_view(
            row,
            known or self._roster.get(row.member_id),
            reading,
            photo=photo,
            signature=signature,
            second_signature=second,
            practice=practice,
            today=today(self._clock),
        )

    # ------------------------------------------------------------ autosave

    def save(
        self,
        application_id: UUID,
        *,
        actor: str,
        fields: dict[FieldKey, str] | None = None,
        sources: dict[FieldKey, Source] | None = None,
        step: Step | None = None,
    ) -> datetime:
        """Keep what the clerk just typed or chose, and the step; return when it was kept.

        Values are stored as given, right or wrong: a draft never loses a keystroke. What is
        wrong with them is said by `Draft.problems`.

        Raises:
            WrongStateError: the application is not a draft any more.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = held_draft(session, application_id, actor, now)
            if fields:
                changed = [key for key, value in fields.items() if row.fields.get(key) != value]
                row.fields = {**row.fields, **opening.plain(fields)}
                named = sources or dict.fromkeys(changed, Source.DECLARED)
                row.choices = {**row.choices, **opening.plain(named)}
                if changed:
                    security_queries.record(
                        session,
                        Tag.FIELD_EDITED,
                        at=now,
                        actor=actor,
                        target=str(row.id),
                        detail={"fields": sorted(key.value for key in changed)},
                    )
            if step is not None and step.value != row.step:
                row.step = step.value
                row.step_times = {**row.step_times, step.value: now.isoformat()}
            row.updated_at = now
        return now

    def accept_photo(
        self,
        application_id: UUID,
        jpeg: bytes,
        *,
        report: dict[str, Any],
        actor: str,
        exception: str = "",
        original: bytes | None = None,
    ) -> datetime:
        """Keep the portrait, with the frame it was cut from, and go on to signing.

        Args:
            application_id: the draft.
            jpeg: the finished portrait.
            report: the photo check as JSON values; travels with the record.
            actor: who accepted it.
            exception: why a portrait that failed a check is kept all the same.
            original: the whole frame as JPEG; kept until the batch is acknowledged.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = held_draft(session, application_id, actor, now)
            replaced = row.photo_original_digest
            row.photo_digest = queries.put_blob(session, BlobKind.PHOTO, "image/jpeg", jpeg, at=now)
            row.photo_original_digest = (
                queries.put_blob(session, BlobKind.ORIGINAL, "image/jpeg", original, at=now)
                if original
                else None
            )
            release(session, [replaced])
            row.photo_report = report
            row.photo_exception = exception
            _go(row, Step.SIGN, now)
            tag = Tag.PHOTO_EXCEPTION if exception else Tag.PHOTO_ACCEPTED
            detail = {"digest": row.photo_digest}
            security_queries.record(
                session, tag, at=now, actor=actor, target=str(row.id), detail=detail
            )
        return now

    def accept_signature(
        self, application_id: UUID, png: bytes, *, actor: str, strokes: PenStrokes = ()
    ) -> datetime:
        """Keep the signature and go on to the check page.

        Args:
            application_id: the draft.
            png: the picture of the signature.
            actor: who took it.
            strokes: how the hand moved; drawing and motion are made from them and kept in the
                same transaction as the picture.

        Raises:
            NotReadyError: the strokes are a dot or a slip of the hand.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = held_draft(session, application_id, actor, now)
            signing.keep(session, row, png, strokes, at=now)
            row.sign_exception = {}
            row.notice_given = True
            _go(row, Step.CHECK, now)
            unfinished.forget_signing(session, application_id)
            detail = {"digest": row.signature_digest}
            _note(session, Tag.SIGNATURE_TAKEN, row, actor, now, detail)
        return now

    def cannot_sign(
        self,
        application_id: UUID,
        exception: SignException,
        *,
        actor: str,
        png: bytes = b"",
        strokes: PenStrokes = (),
    ) -> datetime:
        """Record why there is no signature and who stood by; a signature taken before is dropped.

        Args:
            application_id: the draft.
            exception: the reason, the witness and how they stand by.
            actor: who wrote it down.
            png: picture of the second signature, unless it is given on paper.
            strokes: how it was drawn.

        Raises:
            NotReadyError: no witness was named, no second officer, or nobody signed the pad.
        """
        kept = witnessing.checked(exception, png, strokes)
        now = self._clock.now()
        with self._store.write() as session:
            row = held_draft(session, application_id, actor, now)
            signing.keep_second(session, row, b"" if kept.how.on_paper else png, at=now)
            row.sign_exception = witnessing.stored(kept)
            row.notice_given = True
            _go(row, Step.CHECK, now)
            unfinished.forget_signing(session, application_id)
            _note(session, Tag.SIGNATURE_EXCEPTION, row, actor, now, witnessing.told(kept))
        return now

    def signature_strokes(self, application_id: UUID) -> PenStrokes:
        """Return how the hand moved when the kept signature was drawn; empty when not known.

        Raises:
            WrongStateError: there is no such application.
        """
        with self._store.read() as session:
            return signing.strokes_of(session, queries.required(session, application_id))


def _note(
    session: Session, tag: Tag, row: Application, actor: str, at: datetime, detail: dict[str, Any]
) -> None:
    security_queries.record(session, tag, at=at, actor=actor, target=str(row.id), detail=detail)


def _go(row: Application, step: Step, now: datetime) -> None:
    row.step = step.value
    row.step_times = {**row.step_times, step.value: now.isoformat()}
    row.updated_at = now
