"""How an application begins, takes in a card, and is shown to the five steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, Channel, FieldKey, Source, Step
from desktop.identity.card import CardReading
from desktop.identity.places import place_today
from desktop.intake import rules, snapshot, witnessing
from desktop.intake.comparison import compare
from desktop.intake.views import CardDoubt, Draft
from desktop.models import Application, Reading, Station
from desktop.roster.views import PersonView


def take_at(row: Application, channel: Channel | None) -> None:
    """Let a draft say where it is taken; None leaves it as it is."""
    if channel is not None:
        row.channel = channel.value


def new_row(home: Station, person: PersonView, actor: str, now: datetime) -> Application:
    """Return a new draft of the counter that says what the list says."""
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
        channel=Channel.COUNTER.value,
        opened_by=actor,
        fields=plain(values),
        choices=plain(sources),
        photo_report={},
        sign_exception={},
        step_times={Step.COMPARE.value: now.isoformat()},
    )


def keep_reading(
    row: Application,
    card: CardReading,
    person: PersonView,
    now: datetime,
    *,
    fresh: bool,
    before: Reading | None = None,
) -> Reading:
    """Return the reading to be stored, and let the draft follow the card where nobody decided.

    Args:
        row: the draft.
        card: what was read now.
        person: the row of the list.
        now: the moment.
        fresh: whether the draft was opened just now.
        before: the reading before; what was settled there holds for the same scan again.
    """
    kept: dict[str, Any] = plain(card_values(card))
    doubt = _doubt_of(card)
    if before is not None and before.raw == card.raw:
        chosen = before.values.get(snapshot.CHOSEN, {})
        settled = {field: how for field, how in chosen.items() if field in doubt.get("fields", ())}
        if settled:
            kept |= {field: before.values[field] for field in settled}
            kept[snapshot.CHOSEN] = settled
            doubt["fields"] = [one for one in doubt["fields"] if one not in settled]
    if doubt.get("fields"):
        kept[snapshot.DOUBT] = doubt
    follow_card(row, card_fields(kept), person, fresh=fresh)
    row.updated_at = now
    return Reading(
        id=new_id(),
        application_id=row.id,
        source=Source.CARD.value,
        values=kept,
        raw=card.raw,
        read_at=now,
    )


def settled_reading(
    row: Application,
    before: Reading,
    person: PersonView,
    answer: tuple[FieldKey, str, str],
    now: datetime,
) -> Reading:
    """Return a new reading with a field that a person read on the card; the one before stays.

    Args:
        row: the draft; it follows the new reading.
        before: what was known of the card.
        person: the row of the list.
        answer: field, value, and how it was settled (`candidate` or `typed`).
        now: the moment.
    """
    field, value, how = answer
    doubt = dict(before.values.get(snapshot.DOUBT) or {})
    left = [one for one in doubt.get("fields", []) if one != field.value]
    values: dict[str, Any] = {**before.values, field.value: value}
    values[snapshot.CHOSEN] = {**before.values.get(snapshot.CHOSEN, {}), field.value: how}
    values.pop(snapshot.DOUBT, None)
    if left:
        values[snapshot.DOUBT] = {**doubt, "fields": left}
    follow_card(row, card_fields(values), person, fresh=False)
    row.updated_at = now
    return Reading(
        id=new_id(),
        application_id=row.id,
        source=Source.CARD.value,
        values=values,
        raw=before.raw,
        read_at=now,
    )


def follow_card(
    row: Application, values: dict[FieldKey, str], person: PersonView, *, fresh: bool
) -> None:
    """Let the draft follow the card where nobody decided; old addresses by today's names."""
    suggested = {one.field: one.suggested for one in compare(values, person.fields)}
    written = values
    if values.get(FieldKey.RESIDENCE):
        place = place_today(values[FieldKey.RESIDENCE])
        written = {**values, FieldKey.RESIDENCE: place.today}
    decided, sources = rules.first_values(written, person.fields, suggested)
    if not fresh:
        for field, source in typed_sources(row.choices).items():
            if source is Source.DECLARED:
                decided[field] = row.fields.get(field.value, "")
                sources[field] = source
    row.fields = plain(decided)
    row.choices = plain(sources)


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
    second_signature: bytes | None,
    practice: bool,
    today: date,
) -> Draft:
    """Return the application as the five steps see it."""
    card = card_fields(reading.values) if reading else {}
    residence = card.get(FieldKey.RESIDENCE, "")
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
        sign_exception=witnessing.read(row.sign_exception),
        receipt_number=row.receipt_number,
        received_at=row.received_at,
        read_at=reading.read_at if reading else None,
        saved_at=row.updated_at,
        is_practice=practice,
        received_by=row.received_by or "",
        second_signature=second_signature,
        doubt=_stored_doubt(reading.values) if reading else None,
        place=place_today(residence) if residence else None,
    )


_ATTRIBUTES = {
    "old_id": FieldKey.OLD_ID,
    "full_name": FieldKey.FULL_NAME,
    "birth_date": FieldKey.BIRTH_DATE,
    "sex": FieldKey.SEX,
    "address": FieldKey.RESIDENCE,
    "issued_on": FieldKey.ID_ISSUED_ON,
}
"""Attributes of a reading and the fields they fill."""


def card_values(card: CardReading) -> dict[FieldKey, str]:
    """Return what a card said, by field, without what is in doubt."""
    values = {FieldKey.PERSONAL_ID: card.personal_id}
    if card.certain or card.doubtful:
        values |= {
            field: str(getattr(card, name) or "")
            for name, field in _ATTRIBUTES.items()
            if name not in card.doubtful
        }
    return {field: value for field, value in values.items() if value}


def _doubt_of(card: CardReading) -> dict[str, Any]:
    """Return the stored form of what is in doubt; empty when nothing is."""
    fields = [_ATTRIBUTES[name].value for name in card.doubtful]
    if not fields:
        return {}
    explanation = card.warnings[0] if card.warnings else ""
    return {"fields": fields, "candidates": list(card.candidates), "explanation": explanation}


def _stored_doubt(values: dict[str, Any]) -> CardDoubt | None:
    doubt = values.get(snapshot.DOUBT)
    if not doubt:
        return None
    return CardDoubt(
        tuple(FieldKey(field) for field in doubt["fields"]),
        tuple(str(name) for name in doubt["candidates"]),
        str(doubt["explanation"]),
    )


def card_fields(values: dict[str, Any]) -> dict[FieldKey, str]:
    """Read the fields of a stored card reading, without what is kept beside them."""
    beside = {snapshot.DOUBT, snapshot.CHOSEN}
    return typed_fields({key: value for key, value in values.items() if key not in beside})


def plain(values: dict[FieldKey, Any]) -> dict[str, Any]:
    """Return the stored form of values by field."""
    return {key.value: getattr(value, "value", value) for key, value in values.items()}


def typed_fields(values: dict[str, Any]) -> dict[FieldKey, str]:
    """Read the stored form of field values."""
    return {FieldKey(key): str(value) for key, value in values.items()}


def typed_sources(values: dict[str, Any]) -> dict[FieldKey, Source]:
    """Read the stored form of field sources."""
    return {FieldKey(key): Source(value) for key, value in values.items()}
