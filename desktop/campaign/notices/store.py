"""Who was received here and belongs to another unit."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.common.application_moves import UNRECEIVED
from desktop.models import Application, Member
from desktop.roster.rules import APART
from desktop.storage.readable import in_order


class Guest(NamedTuple):
    """Somebody received here and counted apart; `unit` is what the counter wrote of their home."""

    full_name: str
    birth_date: str
    unit: str
    committee: str
    residence: str
    receipt_number: str
    received_at: datetime | None
    state: str


def guests(session: Session) -> list[Guest]:
    """Return everybody received here and counted apart, by home unit and then by name."""
    wanted = (
        select(
            Member.full_name,
            Member.birth_date,
            Member.cell,
            Member.committee,
            Member.residence,
            Application.receipt_number,
            Application.received_at,
            Application.state,
        )
        .join(Application, Application.member_id == Member.id)
        .where(
            Member.retired == "",
            Member.status.in_([status.value for status in sorted(APART)]),
            Application.state.not_in([state.value for state in sorted(UNRECEIVED)]),
        )
    )
    order = (Member.committee, Member.cell, Member.name_sort, Member.id)
    return [
        Guest(name, birth, unit, committee, residence, receipt or "", at, state)
        for name, birth, unit, committee, residence, receipt, at, state in in_order(
            session, wanted, *order
        )
    ]
