"""After a pair was refused: the next-best pair of its two people is found and kept to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.vocabulary import FieldKey, LinkState
from desktop.common.work import Work
from desktop.models import SourceLink
from desktop.roster.register import store as register_store
from desktop.roster.sources import store
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

if TYPE_CHECKING:
    from desktop.roster.sources.next_best import Sides

_HAS_A_PAIR = frozenset({LinkState.LINKED.value, LinkState.WAITING.value})


def offer_next(
    store_: Store, clock: Clock, link_id: UUID, *, actor: str, work: Work
) -> tuple[UUID, ...]:
    """Keep the next-best pairs of a refused one, heaviest first, and return their ids.

    Nothing is offered of a pair that is not refused (any more), to people who have a pair already,
    or when nobody else is alike enough to be asked about.

    Raises:
        CancelledError: the work was cancelled; nothing was kept.
    """
    # numpy, not at start-up
    from desktop.roster import linkage  # noqa: PLC0415 - as above
    from desktop.roster.sources.next_best import (  # noqa: PLC0415 - as above
        Sides,
        next_best,
    )

    with store_.read() as session:
        found = store.pair(session, link_id)
        if found is None or found[0].state != LinkState.REFUSED.value:
            return ()
        link, kept, source, _member = found
        list_id, one_of = source.id, (link.record_id, link.member_id)
        links = store.links_of(session, list_id)
        records = store.records_of(session, kept.list_id)
        people = {one.member_id: one.fields for one in register_store.people(session)}
    sides = Sides(
        linkage.people_of(people.values()),
        linkage.people_of(
            {FieldKey(key): str(text) for key, text in one.fields.items()} for one in records
        ),
        list(people),
        [one.id for one in records],
    )
    made = next_best(sides, *_refused_and_taken(links, sides, one_of), work)
    if not made:
        return ()
    with store_.write() as session:
        now = clock.now()
        refusal = session.get(SourceLink, link_id)
        if refusal is None or refusal.state != LinkState.REFUSED.value:
            return ()  # taken back meanwhile
        new = store.add_offers(session, list_id, made, at=now)
        for offered in new:
            record(session, Tag.PAIR_OFFERED, at=now, actor=actor, target=str(offered))
    return tuple(new)


def _refused_and_taken(
    links: Sequence[SourceLink], sides: Sides, one_of: tuple[UUID, UUID]
) -> tuple[set[tuple[int, int]], tuple[set[int], set[int]]]:
    """Return what `next_best` asks for.

    Args:
        links: every link of the list.
        sides: both lists.
        one_of: record and member of the refused pair.
    """
    at = {member_id: place for place, member_id in enumerate(sides.member_ids)}
    where = {record_id: place for place, record_id in enumerate(sides.record_ids)}
    pairs = [one for one in links if one.member_id in at and one.record_id in where]
    refused = {
        (at[one.member_id], where[one.record_id])
        for one in pairs
        if one.state == LinkState.REFUSED.value
        and (one.record_id == one_of[0] or one.member_id == one_of[1])
    }
    busy = [one for one in pairs if one.state in _HAS_A_PAIR]
    return refused, ({at[one.member_id] for one in busy}, {where[one.record_id] for one in busy})
