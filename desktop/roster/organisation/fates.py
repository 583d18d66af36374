"""What became of cells by an act, for whatever else is kept by a cell's name. Pure."""

from __future__ import annotations

from desktop.common.vocabulary import UnitAct
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.ports import CellFate, Fate
from desktop.roster.organisation.views import Unit, UnitEdit


def fates_of(draft: Draft, kind: UnitAct) -> tuple[CellFate, ...]:
    """Return what a draft made of cells whose name came, changed or went to another one.

    Names that a list brought are not among them: they were cells before the tree knew of them.
    """
    found = []
    for edit in draft.edits():
        if edit.after.is_cell and kind is not UnitAct.FOUND:
            found += _fate(draft, kind, edit)
    return tuple(found)


def _fate(draft: Draft, kind: UnitAct, edit: UnitEdit) -> list[CellFate]:
    before, after = edit.before, edit.after
    if before is None:
        source = _source(draft, after) if kind is UnitAct.SPLIT else ""
        return [CellFate(Fate.SPLIT if source else Fate.NEW, source, after.name)]
    if before.name != after.name:
        others = [one for one in draft.units.values() if one.unit_id != after.unit_id]
        return [
            CellFate(
                Fate.RENAMED,
                before.name,
                after.name,
                keeps_old=any(_is_named(one, before.name) for one in others),
                keeps_new=any(_is_named(one, after.name) for one in others),
            )
        ]
    if after.merged_into is not None and before.merged_into is None:
        return [CellFate(Fate.MERGED, after.name, draft.units[after.merged_into].name)]
    return []


def _source(draft: Draft, made: Unit) -> str:
    """Return the name of the cell that a new one was made of."""
    others = sorted(draft.touched() - {made.unit_id})
    return draft.units[others[0]].name if others else ""


def _is_named(unit: Unit, name: str) -> bool:
    return unit.is_cell and unit.name == name and not unit.closed_at
