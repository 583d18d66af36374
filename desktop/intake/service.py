"""What a clerk can do with one open application, one method per verb.

Every method that changes something commits before it returns. Reception is in `reception.py`,
papers are in `printing.py`, lists in `overview.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.vocabulary import (
    ApplicationState,
    BlobKind,
    Channel,
    FieldKey,
    Source,
    Step,
)
from desktop.identity.card import CardReading
from desktop.intake import rules, snapshot
from desktop.intake import store as queries
from desktop.intake.comparison import compare
from desktop.intake.errors import AlreadyReceivedError, NotReadyError, WrongStateError
from desktop.intake.views import Draft, SignException
from desktop.models import Application, Reading
from desktop.roster.service import RosterService
from desktop.roster.views import PersonView
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class IntakeService:
    """Applications from the first look to the check page."""

    def __init__(self, store: Store, clock: Clock, roster: RosterService) -> None:
        self._store = store
        self._clock = clock
        self._roster = roster

    # ------------------------------------------------------------ opening

    def open(
        self,
        member_id: UUID,
        *,
        actor: str,
        card: CardReading | None = None,
        channel: Channel = Channel.COUNTER,
    ) -> Draft:
        """Open the member's application, or come back to the one that is open.

        A fresh card reading is stored beside the earlier ones; it never overwrites a value that
        the clerk has already decided.

        Raises:
            AlreadyReceivedError: the record was taken before.
        """
        person = self._roster.get(member_id)
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.live_application(session, member_id)
            if row is not None and row.state != ApplicationState.DRAFT.value:
                raise AlreadyReceivedError(
                    tr("Người này đã có biên nhận {number}.").format(number=row.receipt_number),
                    tr("In lại biên nhận nếu cần."),
                )
            fresh = row is None
            if row is None:
                row = self._new_row(session, person, actor, channel, now)
            if card is not None:
                self._keep_reading(session, row, card, person, now, fresh=fresh)
            tag = Tag.APPLICATION_OPENED if fresh else Tag.APPLICATION_RESUMED
            security_queries.record(session, tag, at=now, actor=actor, target=str(row.id))
            application_id = row.id
        return self.draft(application_id)

    def _new_row(
        self, session: Session, person: PersonView, actor: str, channel: Channel, now: datetime
    ) -> Application:
        home = queries.station(session)
        values, sources = rules.first_values({}, person.fields, {})
        row = Application(
            id=new_id(),
            origin=home.code,
            created_at=now,
            updated_at=now,
            member_id=person.member_id,
            station_id=home.id,
            state=ApplicationState.DRAFT.value,
            step=Step.COMPARE.value,
            channel=channel.value,
            opened_by=actor,
            fields=_plain(values),
            choices=_plain(sources),
            photo_report={},
            sign_exception={},
            step_times={Step.COMPARE.value: now.isoformat()},
        )
        session.add(row)
        session.flush()
        return row

    def _keep_reading(
        self,
        session: Session,
        row: Application,
        card: CardReading,
        person: PersonView,
        now: datetime,
        *,
        fresh: bool,
    ) -> None:
        values = card_values(card)
        session.add(
            Reading(
                id=new_id(),
                application_id=row.id,
                source=Source.CARD.value,
                values=_plain(values),
                raw=card.raw,
                read_at=now,
            )
        )
        suggested = {c.field: c.suggested for c in compare(values, person.fields)}
        decided, sources = rules.first_values(values, person.fields, suggested)
        if not fresh:
            known = _typed_sources(row.choices)
            for field, source in known.items():
                if source is Source.DECLARED:
                    decided[field] = row.fields.get(field.value, "")
                    sources[field] = source
        row.fields = _plain(decided)
        row.choices = _plain(sources)
        row.updated_at = now

    def draft(self, application_id: UUID) -> Draft:
        """Return one application as the five steps see it.

        Raises:
            WrongStateError: there is no such application.
        """
        with self._store.read() as session:
            row = queries.required(session, application_id)
            reading = queries.card_reading(session, application_id)
            photo = queries.blob(session, row.photo_digest)
            signature = queries.blob(session, row.signature_digest)
            practice = queries.station(session).is_practice
        person = self._roster.get(row.member_id)
        card = _typed_fields(reading.values) if reading else {}
        fields = _typed_fields(row.fields)
        return Draft(
            application_id=row.id,
            member_id=row.member_id,
            state=ApplicationState(row.state),
            step=Step(row.step),
            fields=fields,
            choices=_typed_sources(row.choices),
            listed=person.fields,
            card=card,
            comparison=compare(card, person.fields),
            problems=rules.check(fields, today=today(self._clock)),
            status=person.status.value,
            eligible=person.eligible,
            ineligible_reason=person.reason,
            photo=photo,
            photo_exception=row.photo_exception,
            photo_report=row.photo_report,
            signature=signature,
            sign_exception=snapshot.sign_exception(row.sign_exception),
            receipt_number=row.receipt_number,
            received_at=row.received_at,
            read_at=reading.read_at if reading else None,
            saved_at=row.updated_at,
            is_practice=practice,
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
            row = self._open_row(session, application_id)
            if fields:
                changed = [key for key, value in fields.items() if row.fields.get(key) != value]
                row.fields = {**row.fields, **_plain(fields)}
                named = sources or dict.fromkeys(changed, Source.DECLARED)
                row.choices = {**row.choices, **_plain(named)}
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
    ) -> datetime:
        """Keep the portrait and go on to signing.

        Args:
            application_id: the draft.
            jpeg: the finished portrait.
            report: the photo check as JSON values; travels with the record.
            actor: who accepted it.
            exception: why a portrait that failed a check is kept all the same.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = self._open_row(session, application_id)
            row.photo_digest = queries.put_blob(session, BlobKind.PHOTO, "image/jpeg", jpeg, at=now)
            row.photo_report = report
            row.photo_exception = exception
            self._go(row, Step.SIGN, now)
            tag = Tag.PHOTO_EXCEPTION if exception else Tag.PHOTO_ACCEPTED
            detail = {"digest": row.photo_digest}
            security_queries.record(
                session, tag, at=now, actor=actor, target=str(row.id), detail=detail
            )
        return now

    def accept_signature(self, application_id: UUID, png: bytes, *, actor: str) -> datetime:
        """Keep the signature and go on to the check page."""
        now = self._clock.now()
        with self._store.write() as session:
            row = self._open_row(session, application_id)
            row.signature_digest = queries.put_blob(
                session, BlobKind.SIGNATURE, "image/png", png, at=now
            )
            row.sign_exception = {}
            row.notice_given = True
            self._go(row, Step.CHECK, now)
            detail = {"digest": row.signature_digest}
            security_queries.record(
                session,
                Tag.SIGNATURE_TAKEN,
                at=now,
                actor=actor,
                target=str(row.id),
                detail=detail,
            )
        return now

    def cannot_sign(
        self, application_id: UUID, exception: SignException, *, actor: str
    ) -> datetime:
        """Record why there is no signature and who stood by; a signature taken before is dropped.

        Raises:
            NotReadyError: no witness was named.
        """
        if not exception.witness.strip():
            raise NotReadyError(
                tr("Chưa ghi người làm chứng."),
                tr("Ghi họ tên người làm chứng rồi bấm tiếp."),
            )
        now = self._clock.now()
        with self._store.write() as session:
            row = self._open_row(session, application_id)
            row.signature_digest = None
            row.sign_exception = {"reason": exception.reason.value, "witness": exception.witness}
            row.notice_given = True
            self._go(row, Step.CHECK, now)
            security_queries.record(
                session,
                Tag.SIGNATURE_EXCEPTION,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"reason": exception.reason.value},
            )
        return now

    # ------------------------------------------------------------ inside

    @staticmethod
    def _go(row: Application, step: Step, now: datetime) -> None:
        row.step = step.value
        row.step_times = {**row.step_times, step.value: now.isoformat()}
        row.updated_at = now

    @staticmethod
    def _open_row(session: Session, application_id: UUID) -> Application:
        row = queries.required(session, application_id)
        if row.state != ApplicationState.DRAFT.value:
            raise WrongStateError(
                tr("Hồ sơ này đã khép, không sửa được nữa."),
                tr("Mở lại người này ở trang Quầy để xem hồ sơ."),
            )
        return row


def card_values(card: CardReading) -> dict[FieldKey, str]:
    """Return what a card said, by field; an uncertain reading gives only its number."""
    values = {FieldKey.PERSONAL_ID: card.personal_id}
    if card.certain:
        values |= {
            FieldKey.OLD_ID: card.old_id,
            FieldKey.FULL_NAME: card.full_name,
            FieldKey.BIRTH_DATE: card.birth_date,
            FieldKey.SEX: card.sex.value if card.sex else "",
            FieldKey.RESIDENCE: card.address,
            FieldKey.ID_ISSUED_ON: card.issued_on,
        }
    return {field: value for field, value in values.items() if value}


def _plain(values: dict[FieldKey, Any]) -> dict[str, Any]:
    return {key.value: getattr(value, "value", value) for key, value in values.items()}


def _typed_fields(values: dict[str, Any]) -> dict[FieldKey, str]:
    return {FieldKey(key): str(value) for key, value in values.items()}


def _typed_sources(values: dict[str, Any]) -> dict[FieldKey, Source]:
    return {FieldKey(key): Source(value) for key, value in values.items()}
