"""Keeps the register in step with the list and the links, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import DiscrepancyState, FieldKey
from desktop.models import Discrepancy
from desktop.roster.register import rules, store
from desktop.roster.register.rules import LIST, Likeness, Said
from desktop.storage.unit_of_work import Session


def refresh(session: Session, *, at: datetime, member_ids: Collection[UUID] | None = None) -> None:
    """Open, renew and close lines of the register; decided ones are only told what is new.

    Args:
        session: of the caller's transaction.
        at: moment of the change this follows from.
        member_ids: people it is about; everybody when left out.
    """
    session.flush()
    linked = store.linked_records(session, member_ids)
    known = store.discrepancies_of(session, member_ids)
    opened: list[tuple[UUID, FieldKey, Sequence[Said]]] = []
    for person in store.people(session, linked.keys()):
        found = rules.discrepancies(person.fields, person.row_number, linked[person.member_id])
        for field, said in found.items():
            line = known.pop((person.member_id, field.value), None)
            if line is None:
                opened.append((person.member_id, field, said))
            else:
                _renew(line, said, at=at)
    store.add_discrepancies(session, opened, at=at)
    store.drop_discrepancies(
        session, [one for one in known.values() if one.state == DiscrepancyState.OPEN.value]
    )
    session.flush()


def _renew(line: Discrepancy, said: Sequence[Said], *, at: datetime) -> None:
    if line.state == DiscrepancyState.DECIDED.value:
        field = FieldKey(line.field)
        before = store.said_in(line.values)
        seen = [one.value for one in before if one.was_seen]
        # The list's own word stays as it was when somebody decided: it may be asked back.
        own = [one for one in before if one.source == LIST]
        others = [one for one in said if one.source != LIST]
        said = [*own, *(replace(one, was_seen=_is_among(field, one.value, seen)) for one in others)]
    values = store.stored_said(said)
    if values != line.values:
        line.values = values
        line.version += 1
        line.updated_at = at


def _is_among(field: FieldKey, value: str, seen: Sequence[str]) -> bool:
    return any(rules.compare_values(field, one, value) is Likeness.SAME for one in seen)
