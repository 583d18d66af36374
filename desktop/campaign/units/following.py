"""Deadline, opened phases, confirmations and closings of cells follow what the tree does to them.

So do slots of the schedule and signed sheets.

A renamed cell keeps all of it. A cell made of some people of another one begins where that one is,
with its signed sheet, and confirms the catalogue anew. A cell that takes another one over keeps its
own plan; two signed sheets are one from then on. What is kept of a cell that was taken over or
closed stays under its name, so that undoing finds it; a new cell of that name begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.campaign.precheck import store as sheets
from desktop.campaign.schedule import following as slots
from desktop.campaign.units import store
from desktop.common.phases import CellConfirmation
from desktop.roster.closed.store import sizes
from desktop.roster.organisation.ports import CellFate, Fate
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


def follow_tree(session: Session, fates: Sequence[CellFate], *, at: datetime, actor: str) -> None:
    """Let the plan follow; all names change at once, so that cells can trade theirs."""
    rows = store.rows_of(session, {name for one in fates for name in (one.old, one.new) if name})
    store.drop(session, _given_up(fates))
    closings = [one for one in fates if one.fate is Fate.RENAMED and not one.keeps_old]
    # By way of names that nobody has: of two cells that trade theirs each keeps its own history.
    aside = [(f"\n{place}", one) for place, one in enumerate(closings)]
    moved = {one: store.rename_closings(session, one.old, name) for name, one in aside}
    for name, one in aside:
        store.rename_closings(session, name, one.new)
    names = {one.old: one.new for one in closings}
    slots.follow(session, names, at=at)
    sheets.rename_cells(session, names, at=at)
    for one in fates:
        if one.fate is Fate.SPLIT:
            sheets.copy_sheet(session, one.old, one.new, at=at)
    for one in fates:
        followed = _put(session, one, rows) + moved.get(one, 0)
        if followed:
            record(
                session,
                Tag.CELL_PLAN_FOLLOWED,
                at=at,
                actor=actor,
                target=one.new,
                detail={"how": one.fate.value, "old": one.old, "entries": followed},
            )


def _given_up(fates: Sequence[CellFate]) -> set[str]:
    """Return names under which nothing is kept any more, or something else from now on."""
    left = {one.old for one in fates if one.fate is Fate.RENAMED and not one.keeps_old}
    taken = {one.new for one in fates if one.fate is not Fate.MERGED and not one.keeps_new}
    return left | taken


def _put(session: Session, fate: CellFate, rows: dict[str, store.Rows]) -> int:
    if fate.fate is Fate.RENAMED and not fate.keeps_new:
        return store.put(session, rows[fate.old], fate.new)
    if fate.fate is Fate.SPLIT:
        put = store.put(session, rows[fate.old], fate.new, but=CellConfirmation.CATALOGUE)
        store.sign_for(session, fate.new, sizes(session, fate.new).get(fate.new, 0))
        return put
    if fate.fate is Fate.MERGED:
        theirs, ours = store.signed(rows[fate.old]), store.signed(rows[fate.new])
        if theirs and ours is not None:
            store.sign_for(session, fate.new, ours + theirs)
            return 1
    return 0
