"""Queries of eligibility: the rules kept, and what the denominator needs of each person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import Member
from desktop.roster.eligibility import rules
from desktop.roster.rules import Table
from desktop.security.store import all_settings, put_setting
from desktop.storage.readable import rows_in_order

SETTING = "eligibility_rules"
"""Beside the settings of the settings page: a table has no place among its single fields."""


class Person(NamedTuple):
    """What the denominator needs of a person."""

    member_id: UUID
    full_name: str
    birth_date: str
    personal_id: str
    cell: str
    status: str
    card_number: str
    problems: list[Any]


def kept_rules(session: Session) -> dict[str, Any]:
    """Return the rules as stored, empty when none were changed."""
    kept = all_settings(session).get(SETTING)
    return kept if isinstance(kept, dict) else {}


def rules_in_force(session: Session) -> Table:
    """Return the rules, the delivered ones where none were changed."""
    return rules.table_of(kept_rules(session))


def keep_rules(session: Session, changed: dict[str, Any], *, at: datetime) -> None:
    """Store the rules that differ from the default."""
    put_setting(session, SETTING, changed, at=at)


def people(session: Session) -> Iterator[Person]:
    """Yield everybody on the list, by cell and then as name lists are sorted."""
    wanted = select(
        Member.id,
        Member.full_name,
        Member.birth_date,
        Member.personal_id,
        Member.cell,
        Member.status,
        Member.card_number,
        Member.problems,
    ).where(Member.retired == "")
    for row in rows_in_order(session, wanted, Member.cell, Member.name_sort, Member.id):
        yield Person(*row)
