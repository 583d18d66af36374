"""The number of a printed card goes into the row of its person, so the list is found by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import ChangeCause, FieldKey
from desktop.returns import store as queries
from desktop.roster.keeping import store as keeping
from desktop.roster.keeping.difference import edited
from desktop.security.store import Happening, record_all
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


def put_numbers(
    session: Session, numbers: Mapping[UUID, str], *, reason: str, at: datetime, actor: str
) -> None:
    """Write new card numbers into the rows of their people, in the caller's own transaction.

    Each row is kept as it was before. A newer list that leaves the number blank does not take it
    away; one that says another number is heard. A card that is printed again brings its own.

    Args:
        session: the caller's transaction.
        numbers: record -> 12 digits.
        reason: what the number comes from, for the history of the person.
        at: when.
        actor: who took the list in.
    """
    people = queries.members_of(session, numbers)
    news = [
        (people[key], number)
        for key, number in numbers.items()
        if people[key].new_card_number != number
    ]
    cause = ChangeCause.CARD
    rows = [person for person, _number in news]
    keeping.write_versions(session, rows, cause=cause, at=at, actor=actor, reason=reason)
    for person, number in news:
        standing = keeping.standing_of(person)
        keeping.put(person, edited(standing, {FieldKey.NEW_CARD_NUMBER: number}), at=at)
    # After all rows: the other counters wait for the trail from the first event on.
    detail = {"fields": [FieldKey.NEW_CARD_NUMBER.value]}
    told = [Happening(Tag.MEMBER_CARD_NUMBERED, str(person.id), detail) for person in rows]
    record_all(session, told, at=at, actor=actor)
