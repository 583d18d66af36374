"""The frozen record: what was shown and signed, never touched again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, Source, Step
from desktop.models import Application, Reading

SNAPSHOT_FORMAT = 1
STATUS, ELIGIBLE = "status", "eligible"
"""Kept in a list reading beside the fields; no field has these names."""
DOUBT, CHOSEN = "in_doubt", "chosen"
"""Kept in a card reading beside the fields: what nobody settled yet, and how somebody settled it
(field -> `candidate` or `typed`). Only the latter travels."""


@dataclass(frozen=True)
class StationMark:
    """What of the station stands on a record; it never changes while the program runs."""

    id: UUID
    code: str
    commune_code: str
    is_practice: bool


@dataclass(frozen=True)
class Saved:
    """The moment of reception."""

    number: str
    at: datetime
    actor: str
    step_times: dict[str, Any]


def freeze(
    row: Any,
    home: StationMark,
    readings: Sequence[Any],
    saved: Saved,
    papers: Sequence[Any] = (),
) -> dict[str, Any]:
    """Return the record as it will travel; plain JSON values only.

    Args:
        row: the application (an entity or a plain row).
        home: this station.
        readings: what the sources said, oldest first.
        saved: number, time and clerk of the reception.
        papers: what was attached, oldest first.
    """
    listed: dict[str, Any] = {}
    for reading in readings:
        if reading.source == Source.LIST.value:
            listed = dict(reading.values)
    second = row.second_signature_digest
    return {
        "format": SNAPSHOT_FORMAT,
        "receipt_number": saved.number,
        "station": home.code,
        "commune": home.commune_code,
        "practice": home.is_practice,
        "channel": row.channel,
        "received_at": saved.at.isoformat(),
        "received_by": saved.actor,
        "fields": {key: value for key, value in row.fields.items() if value},
        "sources": {key: value for key, value in row.choices.items() if row.fields.get(key)},
        "member": {
            "id": str(row.member_id),
            "status": listed.pop(STATUS, ""),
            "eligible": listed.pop(ELIGIBLE, False),
            "listed": {key: value for key, value in listed.items() if value},
        },
        "readings": [_frozen_reading(one) for one in readings if one.source != Source.LIST.value],
        "photo": {
            "digest": row.photo_digest,
            "report": row.photo_report,
            "exception": row.photo_exception,
        },
        "signature": {
            "digest": row.signature_digest,
            "vector_digest": row.signature_vector_digest,
            "exception": row.sign_exception,
            **({"second_digest": second} if second else {}),
        },
        **({"papers": [_frozen_paper(paper) for paper in papers]} if papers else {}),
        "notice_given": row.notice_given,
        "step_times": saved.step_times,
    }


def _frozen_reading(reading: Any) -> dict[str, Any]:
    return {
        "source": reading.source,
        "values": {key: v for key, v in reading.values.items() if key != DOUBT},
        "read_at": reading.read_at.isoformat(),
    }


def _frozen_paper(paper: Any) -> dict[str, Any]:
    return {
        "id": str(paper.id),
        "kind": paper.kind,
        "title": paper.title,
        "pages": paper.pages,
        "digest": paper.blob_digest,
        "made_at": paper.created_at.isoformat(),
        "made_by": paper.made_by,
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
        photo_original_digest=row.photo_original_digest,
        signature_digest=row.signature_digest,
        signature_vector_digest=row.signature_vector_digest,
        signature_strokes_digest=row.signature_strokes_digest,
        sign_exception=dict(row.sign_exception),
        second_signature_digest=row.second_signature_digest,
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
