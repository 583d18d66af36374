"""The schedule follows the organisation tree: whoever has a place keeps it, whatever cells become.

Slots of a renamed cell have its new name. Where people of one slot belong to different cells from
then on, each cell has a slot of its own at the same time; parts of one slot that come together
again, as when a step is taken back, are one slot again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from desktop.campaign.schedule import store
from desktop.campaign.schedule.rules import Slot
from desktop.storage.unit_of_work import Session

_Key = tuple[str, date, int, int, int]
"""Cell, day, start, end, counters."""


def follow(session: Session, renamed: Mapping[str, str], *, at: datetime) -> int:
    """Let slots follow; to be called when members' rows say where they belong.

    Args:
        session: the caller's transaction.
        renamed: old name -> new name, of cells of which nobody keeps the old one.
        at: the moment of the act.

    Returns:
        How many slots, or parts of them, another cell has now.
    """
    changed = store.rename_cells(session, renamed, at=at)
    homes = store.homes(session)
    present: dict[_Key, Slot] = {}
    slots = store.slots(session)
    for slot in slots:
        present.setdefault(_key(slot, slot.cell), slot)
    for slot in slots:
        changed += _share_out(session, slot, homes, present, at)
    return changed


def _key(slot: Slot, cell: str) -> _Key:
    return cell, slot.day, slot.start, slot.end, slot.counters


def _share_out(
    session: Session,
    slot: Slot,
    homes: Mapping[UUID, str],
    present: dict[_Key, Slot],
    at: datetime,
) -> int:
    """Give each cell its own part of a slot; return how many parts went elsewhere."""
    assert slot.id is not None  # it was read from the store
    parts: dict[str, list[UUID]] = {}
    for seat in slot.seats:
        parts.setdefault(homes.get(seat.member_id, slot.cell), []).append(seat.member_id)
    leaving = {cell: people for cell, people in parts.items() if cell != slot.cell}
    for cell, people in leaving.items():
        other = present.get(_key(slot, cell))
        if other is None and len(parts) == 1:
            store.give_slot(session, slot.id, cell, at=at)
            present[_key(slot, cell)] = replace(slot, cell=cell)
            return 1
        target = other.id if other else store.copy_slot(session, slot.id, cell, at=at)
        assert target is not None
        present[_key(slot, cell)] = replace(slot, id=target, cell=cell)
        store.move_seats(session, slot.id, target, people)
    if leaving and len(leaving) == len(parts):
        store.take_out(session, [slot.id], at=at, actor=store.TREE)
    return len(leaving)
