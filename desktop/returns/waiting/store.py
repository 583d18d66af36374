"""Query of the cards that wait for their people, with the phone numbers of these."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from desktop.common.vocabulary import ApplicationState, CallFor, FieldKey, Undelivered
from desktop.intake.calls.views import Callee
from desktop.models import Application, Card, Member
from desktop.storage.readable import in_order, part_of
from desktop.storage.unit_of_work import Session

_LATER = aliased(Card)


def _frozen(session: Session, key: FieldKey) -> Any:
    return part_of(session, Application.snapshot, "fields", key.value)


def waiting_for(session: Session, *, need: str) -> tuple[Callee, ...]:
    """Return whose card is here, by cell and name; nobody rings at the home of the deceased.

    Args:
        session: reads.
        need: what they are asked to do.
    """
    later = select(_LATER.id).where(
        _LATER.application_id == Card.application_id, _LATER.run > Card.run
    )
    wanted = (
        select(
            Application.id,
            _frozen(session, FieldKey.FULL_NAME),
            Member.cell,
            _frozen(session, FieldKey.PHONE),
            Member.phone,
            Application.receipt_number,
            func.coalesce(Card.counted_at, Application.updated_at),
        )
        .join(Card, Card.application_id == Application.id)
        .join(Member, Member.id == Application.member_id)
        .where(
            Application.state == ApplicationState.RETURNED.value,
            Card.undelivered != Undelivered.DECEASED.value,
            ~later.exists(),
        )
    )
    rows = in_order(session, wanted, Member.cell, Member.name_sort, Card.id)
    return tuple(
        Callee(
            application_id=key,
            call_for=CallFor.CARD,
            full_name=name,
            cell=cell,
            # The applicant's own word first, then the list's, which may have been mended since.
            phone=own_phone or phone,
            receipt_number=receipt or "",
            need=need,
            note="",
            since=since,
        )
        for key, name, cell, own_phone, phone, receipt, since in rows
    )
