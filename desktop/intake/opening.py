"""How an application begins, takes in a card, and is shown to the five steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, Channel, FieldKey, Source, Step
from desktop.identity.card import CardReading
from desktop.intake import rules, snapshot
from desktop.intake.comparison import compare
from desktop.intake.views import Draft
from desktop.models import Application, Reading, Station
from desktop.roster.views import PersonView


def new_row(
    home: Station, person: PersonView, actor: str, channel: Channel, now: datetime
) -> Application:
    """Return a new draft that says what the list says."""
    values, sources = rules.first_values({}, person.fields, {})
    return Application(
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
        fields=plain(values),
        choices=plain(sources),
        photo_report={},
        sign_exception={},
        step_times={Step.COMPARE.value: now.isoformat()},
    )


def keep_reading(
    row: Application, card: CardReading, person: PersonView, now: datetime, *, fresh: bool
) -> Reading:
    """Return the reading to be stored, and let the draft follow the card where nobody decided."""
    values = card_values(card)
    suggested = {row.field: row.suggested for row in compare(values, person.fields)}
    decided, sources = rules.first_values(values, person.fields, suggested)
    if not fresh:
        for field, source in typed_sources(row.choices).items():
            if source is Source.DECLARED:
                decided[field] = row.fields.get(field.value, "")
                sources[field] = source
    row.fields = plain(decided)
    row.choices = plain(sources)
    row.updated_at = now
    return Reading(
        id=new_id(),
        application_id=row.id,
        source=Source.CARD.value,
        values=plain(values),
        raw=card.raw,
        read_at=now,
    )


def list_reading(application_id: UUID, person: PersonView, now: datetime) -> Reading:
    """Return what the list says now, to be stored beside what the card said."""
    return Reading(
        id=new_id(),
        application_id=application_id,
        source=Source.LIST.value,
        values={
            **plain(person.fields),
            snapshot.STATUS: person.status.value,
            snapshot.ELIGIBLE: person.eligible,
        },
        read_at=now,
    )


def draft_view(
    row: Application,
    person: PersonView,
    reading: Reading | None,
    *,
    photo: bytes | None,
    signature: bytes | None,
    practice: bool,
    today: date,
) -> Draft:
    """Return the application as the five steps see it."""
    card = typed_fields(reading.values) if reading else {}
    fields = typed_fields(row.fields)
    return Draft(
        application_id=row.id,
        member_id=row.member_id,
        state=ApplicationState(row.state),
        step=Step(row.step),
        fields=fields,
        choices=typed_sources(row.choices),
        listed=person.fields,
        card=card,
        comparison=compare(card, person.fields),
        problems=rules.check(fields, today=today),
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
        received_by=row.received_by or "",
    )


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


def plain(values: dict[FieldKey, Any]) -> dict[str, Any]:
    """Return the stored form of values by field."""
    return {key.value: getattr(value, "value", value) for key, value in values.items()}


def typed_fields(values: dict[str, Any]) -> dict[FieldKey, str]:
    """Read the stored form of field values."""
    return {FieldKey(key): str(value) for key, value in values.items()}


def typed_sources(values: dict[str, Any]) -> dict[FieldKey, Source]:
    """Read the stored form of field sources."""
    return {FieldKey(key): Source(value) for key, value in values.items()}
