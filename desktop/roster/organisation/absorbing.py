"""Names that members' rows carry and the tree does not have yet become units. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from desktop.common.i18n import vi
from desktop.common.text import fold
from desktop.common.vocabulary import UnitKind
from desktop.roster.organisation import rules
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.rules import Homes
from desktop.roster.organisation.views import Group, Texts, Unit

_NUMBER = re.compile(r"(\d+)")


def unlisted(units: rules.Units, groups: Iterable[Group]) -> tuple[Texts, ...]:
    """Return the names on rows of the list that no open unit has, in order."""
    homes = Homes(units)
    found = {
        one.texts for one in groups if one.people and one.texts.cell and homes.of(one.texts) is None
    }
    # Rows without a committee come last: they go with a cell that was named whole.
    return tuple(sorted(found, key=lambda one: (not one.committee, *map(_natural, one))))


def absorb(draft: Draft, groups: Iterable[Group], commune: str) -> Unit | None:
    """Add what is missing to a draft; return a unit it added, None when nothing was missing.

    The first time the tree is made whole, under one top. Later, names come in as new and not
    confirmed, for somebody to look at.

    Args:
        draft: the tree as it stands.
        groups: how all members' rows name their places.
        commune: its name, for a list that names no committee above all cells.
    """
    some = list(groups)
    is_first = rules.root_of(draft.units) is None
    missing = unlisted(draft.units, some)
    first_added: Unit | None = None
    if is_first:
        first_added = draft.found(
            _top_name(missing, commune), UnitKind.COMMITTEE, None, is_new=False
        )
    for texts in missing:
        if Homes(draft.units).of(texts) is None:
            parent_id = _committee(draft, texts.committee, is_new=not is_first)
            added = draft.found(texts.cell, UnitKind.CELL, parent_id, is_new=not is_first)
            first_added = first_added or added
    return first_added


def _top_name(missing: Iterable[Texts], commune: str) -> str:
    committees = {one.committee for one in missing} - {""}
    if len(committees) == 1:
        return committees.pop()
    return vi("Đảng bộ {commune}").format(commune=commune or vi("xã"))


def _committee(draft: Draft, name: str, *, is_new: bool) -> UUID:
    top = rules.root_of(draft.units)
    assert top is not None
    if not name:
        return top.unit_id
    for unit, _depth in rules.in_order(draft.units):
        if unit.name == name and not unit.is_cell:
            return unit.unit_id
    return draft.found(name, UnitKind.GRASSROOTS, top.unit_id, is_new=is_new).unit_id


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key that puts `Chi bộ 2` before `Chi bộ 10`."""
    parts = _NUMBER.split(fold(text))
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts if part]
