"""The frozen record: what was shown and signed, never touched again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, CannotSign, Step
from desktop.intake.views import Draft, SignException
from desktop.models import Application, Reading, Station

SNAPSHOT_FORMAT = 1


def sign_exception(stored: dict[str, Any]) -> SignException | None:
    """Read the stored form of "could not sign"."""
    if not stored:
        return None
    return SignException(CannotSign(stored["reason"]), str(stored["witness"]))


def freeze(
    row: Application, home: Station, readings: list[Reading], draft: Draft
) -> dict[str, Any]:
    """Return the record as it will travel; plain JSON values only."""
    return {
        "format": SNAPSHOT_FORMAT,
        "receipt_number": row.receipt_number,
        "station": home.code,
        "commune": home.commune_code,
        "practice": home.is_practice,
        "channel": row.channel,
        "received_at": row.received_at.isoformat() if row.received_at else None,
        "received_by": row.received_by,
        "fields": {key: value for key, value in row.fields.items() if value},
        "sources": {key: value for key, value in row.choices.items() if row.fields.get(key)},
        "member": {
            "id": str(row.member_id),
            "status": draft.status,
            "eligible": draft.eligible,
            "listed": {key.value: value for key, value in draft.listed.items() if value},
        },
        "readings": [
            {
                "source": reading.source,
                "values": reading.values,
                "read_at": reading.read_at.isoformat(),
            }
            for reading in readings
        ],
        "photo": {
            "digest": row.photo_digest,
            "report": row.photo_report,
            "exception": row.photo_exception,
        },
        "signature": {"digest": row.signature_digest, "exception": row.sign_exception},
        "notice_given": row.notice_given,
        "step_times": row.step_times,
    }


def draft_again(row: Application, now: datetime) -> Application:
    """Return a new draft with the content of a record that is being taken back."""
    return Application(
        id=new_id(),
        origin=row.origin,
        created_at=now,
        updated_at=now,
        member_id=row.member_id,
        station_id=row.station_id,
        state=ApplicationState.DRAFT.value,
        step=Step.CHECK.value,
        channel=row.channel,
        opened_by=row.opened_by,
        fields=dict(row.fields),
        choices=dict(row.choices),
        photo_digest=row.photo_digest,
        photo_report=dict(row.photo_report),
        photo_exception=row.photo_exception,
        signature_digest=row.signature_digest,
        sign_exception=dict(row.sign_exception),
        notice_given=row.notice_given,
        step_times={Step.CHECK.value: now.isoformat()},
    )


def reading_again(reading: Reading, application_id: Any) -> Reading:
    """Return the same reading for another application."""
    return Reading(
        id=new_id(),
        application_id=application_id,
        source=reading.source,
        values=dict(reading.values),
        raw=reading.raw,
        read_at=reading.read_at,
    )
