"""Queries of phone calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from desktop.common.ids import new_id
from desktop.common.vocabulary import CallFor, CallOutcome
from desktop.intake.calls.views import Call
from desktop.models import PhoneCall
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400
Purpose = tuple[UUID, CallFor]


def calls_about(
    session: Session, application_ids: Collection[UUID]
) -> dict[Purpose, list[PhoneCall]]:
    """Return the calls of some records that still count, oldest first."""
    found: dict[Purpose, list[PhoneCall]] = defaultdict(list)
    ids = list(application_ids)
    for start in range(0, len(ids), _AT_ONCE):
        wanted = select(PhoneCall).where(
            PhoneCall.application_id.in_(ids[start : start + _AT_ONCE]),
            PhoneCall.taken_back_at.is_(None),
        )
        for row in session.scalars(wanted.order_by(PhoneCall.called_at, PhoneCall.id)):
            found[row.application_id, CallFor(row.call_for)].append(row)
    return found


def add_call(
    session: Session,
    purpose: Purpose,
    outcome: CallOutcome,
    *,
    on_day: str,
    note: str,
    at: datetime,
    actor: str,
) -> None:
    """Write down a call."""
    session.add(
        PhoneCall(
            id=new_id(),
            application_id=purpose[0],
            call_for=purpose[1].value,
            outcome=outcome.value,
            on_day=on_day,
            note=note,
            called_at=at,
            called_by=actor,
        )
    )


def call_view(row: PhoneCall) -> Call:
    """Return a call as callers see it."""
    outcome = CallOutcome(row.outcome)
    return Call(outcome, row.on_day, row.note, row.called_at, row.called_by)
