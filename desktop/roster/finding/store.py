"""Queries of finding: what the index is made of, who changed since, and the lines shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session

from desktop.models import AuditEvent, Member
from desktop.storage.prepared import Prepared
from desktop.storage.readable import in_order, is_sealed

Mark = tuple[int, datetime | None]
"""Number of the newest event and time of the newest change of a person."""

_AT_ONCE = 5_000
_IN_ONE_STATEMENT = 500
_FAMILIES = ("member:", "roster:", "merge:", "discrepancy:")
"""Kinds of audit events after which somebody on the list may be another."""
_TOO_MANY = 2_000
"""More changed people than this are read again with everybody else."""

_ON_LIST = Member.retired == ""

_LISTED = select(
    cast(Member.id, String),
    Member.full_name,
    Member.other_name,
    Member.birth_date,
    Member.personal_id,
    Member.old_id,
    Member.card_number,
    Member.new_card_number,
    Member.cell,
    Member.village,
    Member.status,
).where(_ON_LIST)

_SHOWN = select(
    Member.id,
    Member.full_name,
    Member.birth_date,
    Member.personal_id,
    Member.old_id,
    Member.card_number,
    Member.cell,
    Member.village,
    Member.residence,
    Member.sex,
    Member.status,
    Member.problems,
)
_SHOWN_ONE = Prepared(_SHOWN.where(Member.id == bindparam("of")))


def listed_people(session: Session, ids: Sequence[UUID] | None = None) -> Iterator[Any]:
    """Give what finding needs of everybody on the list, or of these ids, in no order.

    The id and the problems come as the database's own text: making a quarter of a million
    objects of them would take longer than reading the rows.
    """
    # What the server cannot read comes as a list; see `lookup`.
    problems = Member.problems if is_sealed(session) else cast(Member.problems, String)
    wanted = _LISTED.add_columns(problems)
    if ids is None:
        yield from session.execute(wanted, execution_options={"yield_per": _AT_ONCE})
        return
    for start in range(0, len(ids), _IN_ONE_STATEMENT):
        some = ids[start : start + _IN_ONE_STATEMENT]
        yield from session.execute(wanted.where(Member.id.in_(some)))


def shown_people(session: Session, ids: Sequence[UUID]) -> Iterator[Any]:
    """Give what a line of a list shows of these people, in no order.

    Whoever was found by a number is alone, and somebody is waiting.
    """
    if len(ids) == 1:
        yield from _SHOWN_ONE.rows(session, {"of": ids[0]})
        return
    for start in range(0, len(ids), _IN_ONE_STATEMENT):
        some = ids[start : start + _IN_ONE_STATEMENT]
        yield from session.execute(_SHOWN.where(Member.id.in_(some)))


def people_by_name(session: Session, offset: int, limit: int) -> Iterator[Any]:
    """Give lines of the list as it opens, in the order the index has too: names, then ids."""
    order = (Member.name_sort, Member.id)
    if not is_sealed(session):
        yield from in_order(session, _SHOWN.where(_ON_LIST), *order, offset=offset, limit=limit)
        return
    # Whole lines of everybody need not be opened to find out which ones are wanted.
    keys = select(Member.id).where(_ON_LIST)
    ids = [row.id for row in in_order(session, keys, *order, offset=offset, limit=limit)]
    lines = {row.id: row for row in shown_people(session, ids)}
    yield from (lines[one] for one in ids)


def how_many(session: Session) -> int:
    """Return how many people are on the list; looks at every row."""
    query = select(func.count()).select_from(Member).where(_ON_LIST)
    return session.execute(query).scalar_one()


def person_with_number(session: Session, number: str) -> Any | None:
    """Return the line of the first person with this personal number, or None."""
    query = _SHOWN.where(_ON_LIST, Member.personal_id == number)
    return next(iter(in_order(session, query, Member.name_sort, Member.id, limit=1)), None)


def change_mark(session: Session) -> Mark:
    """Return where changes stand now: two short looks into indexes, whatever the list's length."""
    number = session.execute(select(func.max(AuditEvent.number))).scalar()
    changed = session.execute(select(func.max(Member.updated_at))).scalar()
    return number or 0, changed


def changed_people(session: Session, mark: Mark) -> list[UUID] | None:
    """Return who changed after a mark; None when it is better to read everybody again.

    An event `member:…` names one person, `roster:…` means many (an import, one taken back);
    others name the people they changed in their detail. The time of change is looked at as well,
    but alone it would not do: clocks of office computers are set back.
    """
    number, changed = mark
    events = session.execute(
        select(AuditEvent.tag, AuditEvent.target, AuditEvent.detail).where(
            AuditEvent.number > number,
            or_(*(AuditEvent.tag.startswith(family) for family in _FAMILIES)),
        )
    ).all()
    if any(event.tag.startswith("roster:") for event in events):
        return None
    ids = {UUID(event.target) for event in events if event.tag.startswith("member:")}
    ids.update(UUID(one) for event in events for one in event.detail.get("members", ()))
    if changed is not None:
        later = select(Member.id).where(Member.updated_at > changed).limit(_TOO_MANY + 1)
        ids.update(session.scalars(later))
    return sorted(ids) if len(ids) <= _TOO_MANY else None
