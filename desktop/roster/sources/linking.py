"""Who in another list is whom: the comparison, and what people said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.common.text import fold, only_digits
from desktop.common.vocabulary import FieldKey, LinkState
from desktop.common.work import Work
from desktop.roster.sources.store import NewLink, Spoken

if TYPE_CHECKING:
    from desktop.roster.linkage import LinkPair

Fields = Mapping[FieldKey, str]
Key = tuple[str, str, str]


def key_of(fields: Mapping[Any, str]) -> Key:
    """Return what tells that a record of a newer extract is the one of an older."""
    return (
        only_digits(fields.get(FieldKey.PERSONAL_ID.value, "")),
        fold(fields.get(FieldKey.FULL_NAME.value, "")),
        fields.get(FieldKey.BIRTH_DATE.value, ""),
    )


def carried(spoken: Sequence[Spoken], records: Sequence[Fields]) -> list[tuple[int, Spoken]]:
    """Return people's words on an older extract with the place of the record in the newer.

    A record that is not in the newer extract, or stands there several times, is asked again.
    """
    if not spoken:
        return []
    places: dict[Key, list[int]] = defaultdict(list)
    for place, fields in enumerate(records):
        places[key_of(fields)].append(place)
    found = [(places.get(key_of(one.fields), []), one) for one in spoken]
    return [(several[0], one) for several, one in found if len(several) == 1]


def compare(
    members: Mapping[UUID, Fields],
    records: Sequence[Fields],
    record_ids: Sequence[UUID],
    said: Sequence[tuple[int, Spoken]],
    work: Work,
) -> list[NewLink]:
    """Return the links of a list: what people said, then what the comparison finds.

    Args:
        members: people of the list.
        records: people of the other list.
        record_ids: their ids, in the same order.
        said: words that stand, with the place of the record; about people in `members` only.
        work: told how far this is.

    Raises:
        CancelledError: the work was cancelled.
    """
    from desktop.roster import linkage  # noqa: PLC0415 - numpy, not at start-up
    from desktop.roster.sources.next_best import (  # noqa: PLC0415 - as above
        Sides,
        next_best,
        reasons_of,
    )

    ids = list(members)
    ours, theirs = linkage.people_of(members.values()), linkage.people_of(records)
    result = linkage.link(ours, theirs, work=work)
    explainer = linkage.Explainer(ours, theirs)
    yes = [(place, one) for place, one in said if one.state is LinkState.LINKED]
    taken_places = {place for place, _one in yes}
    taken_members = {one.member_id for _place, one in yes}
    no = {(place, one.member_id): one for place, one in said if one.state is LinkState.REFUSED}
    found = {(pair.other, ids[pair.member]): pair for pair in result.pairs}
    links = [_said(record_ids[place], one, found.get((place, one.member_id))) for place, one in yes]
    links += [
        _said(record_ids[place], one, found.get((place, one.member_id)))
        for (place, _member), one in no.items()
    ]
    for (place, member_id), pair in found.items():
        if place in taken_places or member_id in taken_members or (place, member_id) in no:
            continue
        is_sure = pair.zone is linkage.Zone.SAME
        # Nobody is shown why a sure pair is sure: it is worked out when it is asked for.
        reasons = [] if is_sure else reasons_of(explainer, pair.member, pair.other)
        state = LinkState.LINKED if is_sure else LinkState.WAITING
        links.append(
            NewLink(record_ids[place], member_id, pair.zone.value, pair.weight, reasons, state)
        )
        taken_places.add(place)
        taken_members.add(member_id)
    if no:
        at = {member_id: place for place, member_id in enumerate(ids)}
        refused = [(at[member_id], place) for place, member_id in no]
        taken = ({at[member_id] for member_id in taken_members}, taken_places)
        links += next_best(Sides(ours, theirs, ids, record_ids), refused, taken, work)
    return links


def _said(record_id: UUID, one: Spoken, pair: LinkPair | None) -> NewLink:
    from desktop.roster.linkage import Zone  # noqa: PLC0415 - numpy, not at start-up

    zone, weight = (pair.zone.value, pair.weight) if pair else (Zone.ASK.value, 0.0)
    return NewLink(record_id, one.member_id, zone, weight, [], one.state, one.by, one.at)
