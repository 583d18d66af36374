"""Pure: where a member stands, which names are one, what may stand beneath what.

A member's row names a cell and often a committee. The cell that carries both names is theirs; a
row without a committee goes with the oldest open cell of that name; the name of a committee higher
up is as good as that of the nearest one. Everything else is a name that the tree does not have yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from uuid import UUID

from desktop.common.text import clean, fold, spelling_key
from desktop.common.vocabulary import UnitKind
from desktop.roster.organisation.views import Alike, Likeness, Step, Texts, Unit
from desktop.roster.reading.kinds import cell_name

GAP = 1 << 10
"""Between the positions of siblings, so that one can be put between two without moving others."""

_PREFIX = re.compile(r"^(chi bo|cb|dang bo|dang uy)\b[\s.:-]*(so\s+(?=\d))?")
_WORD = re.compile(r"\w+")
_BENEATH: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COMMITTEE: frozenset({UnitKind.GRASSROOTS, UnitKind.SECTION, UnitKind.CELL}),
    UnitKind.GRASSROOTS: frozenset({UnitKind.SECTION, UnitKind.CELL}),
    UnitKind.SECTION: frozenset({UnitKind.CELL}),
    UnitKind.CELL: frozenset(),
}

NameKey = tuple[tuple[str, str], ...]
Units = Mapping[UUID, Unit]


def may_stand(kind: UnitKind, parent: UnitKind) -> bool:
    """Whether a unit of this kind may stand directly beneath one of that kind."""
    return kind in _BENEATH[parent]


def kinds_beneath(parent: UnitKind) -> tuple[UnitKind, ...]:
    """Return what may stand directly beneath a kind, cells last."""
    return tuple(kind for kind in UnitKind if may_stand(kind, parent))


def unit_name(text: str, kind: UnitKind) -> str:
    """Return a typed name as the tree keeps it; a cell's as the reader of lists does."""
    return cell_name(text) if kind is UnitKind.CELL else clean(text)


def name_key(name: str) -> NameKey:
    """Return what two spellings of one name share.

    Capitals, spaces and punctuation, the place of a tone mark (`hoà`, `hòa`), zeros before a
    number and the words "Chi bộ", "Đảng bộ", "Đảng ủy" in front do not matter; letters and tones
    do: `Bản Nà Sàng` is another cell than `Bản Nà Sang`.
    """
    return tuple(spelling_key(word) for word in _words(name))


def letters_of(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents: what is left of it when those are mistyped."""
    return tuple(fold(word) for word in _words(name))


def _words(name: str) -> list[str]:
    words = _WORD.findall(clean(name))
    lead = _PREFIX.match(" ".join(fold(word) for word in words))
    if lead:
        rest = words[len(lead.group().split()) :]
        words = rest or words
    return [word.lstrip("0") or word for word in words]


# ---------------------------------------------------------------- the shape


def children_of(units: Units, parent_id: UUID | None) -> list[Unit]:
    """Return the open units directly beneath one, in order."""
    found = [one for one in units.values() if one.parent_id == parent_id and not one.closed_at]
    return sorted(found, key=lambda one: (one.position, one.unit_id))


def root_of(units: Units) -> Unit | None:
    """Return the top of the tree, None before there is one."""
    return next(iter(children_of(units, None)), None)


def ancestors_of(units: Units, unit: Unit) -> Iterator[Unit]:
    """Yield the units above one, nearest first."""
    above = unit.parent_id
    while above is not None:
        parent = units[above]
        yield parent
        above = parent.parent_id


def in_order(units: Units) -> list[tuple[Unit, int]]:
    """Return the open units with their depths, each after its parent."""
    beneath: dict[UUID | None, list[Unit]] = {}
    for one in sorted(units.values(), key=lambda one: (one.position, one.unit_id)):
        if not one.closed_at:
            beneath.setdefault(one.parent_id, []).append(one)
    found: list[tuple[Unit, int]] = []
    waiting = [(one, 0) for one in reversed(beneath.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        found.append((unit, depth))
        waiting += [(one, depth + 1) for one in reversed(beneath.get(unit.unit_id, []))]
    return found


def position_before(siblings: Sequence[Unit], before: UUID | None) -> int | None:
    """Return a position before a sibling, or after all of them; None when there is no gap left."""
    places = [one.position for one in siblings]
    at = next((n for n, one in enumerate(siblings) if one.unit_id == before), len(siblings))
    if at == len(siblings):
        return (places[-1] if places else 0) + GAP
    low = places[at - 1] if at else places[at] - 2 * GAP
    middle = (low + places[at]) // 2
    return middle if low < middle < places[at] else None


# ---------------------------------------------------------------- whose member


class Homes:
    """Tells to which open cell a member's row belongs."""

    def __init__(self, units: Units) -> None:
        self._cells: dict[str, list[tuple[Unit, set[str]]]] = {}
        cells = (one for one in units.values() if one.is_cell and not one.closed_at)
        for one in sorted(cells, key=lambda one: one.unit_id):
            above = {parent.name for parent in ancestors_of(units, one)}
            self._cells.setdefault(one.name, []).append((one, above))
        self._parents = {
            one.unit_id: units[one.parent_id].name
            for one in units.values()
            if one.parent_id is not None
        }

    def of(self, texts: Texts) -> UUID | None:
        """Return the cell of a row, None when no open cell carries its names."""
        cells = self._cells.get(texts.cell, [])
        if not texts.committee:
            return cells[0][0].unit_id if cells else None
        near = [one for one, _ in cells if self._parents[one.unit_id] == texts.committee]
        far = [one for one, above in cells if texts.committee in above]
        return next((one.unit_id for one in (*near, *far)), None)


# ---------------------------------------------------------------- names that may be one


def with_same_key(units: Units, name: str, kind: UnitKind, but: UUID | None = None) -> Unit | None:
    """Return an open unit that has this name in some spelling; cells and committees apart."""
    key, is_cell = name_key(name), kind is UnitKind.CELL
    return next(
        (
            one
            for one, _ in in_order(units)
            if one.unit_id != but and one.is_cell == is_cell and name_key(one.name) == key
        ),
        None,
    )


def near_by(
    units: Units, name: str, kind: UnitKind, parent_id: UUID | None, but: UUID | None = None
) -> Unit | None:
    """Return an open unit beneath the same one whose name differs from this in accents alone."""
    letters, is_cell = letters_of(name), kind is UnitKind.CELL
    return next(
        (
            one
            for one in children_of(units, parent_id)
            if one.unit_id != but and one.is_cell == is_cell and letters_of(one.name) == letters
        ),
        None,
    )


def alike(units: Units, former: Mapping[UUID, Iterable[str]]) -> tuple[Alike, ...]:
    """Return the pairs of open units that may be one, in the order of the tree.

    Args:
        units: all of them.
        former: unit -> names it had before.
    """
    open_units = [one for one, _ in in_order(units) if one.parent_id is not None]
    keys = {one.unit_id: name_key(one.name) for one in open_units}
    before = {unit_id: {name_key(name) for name in names} for unit_id, names in former.items()}
    found = []
    for one, other in combinations(open_units, 2):
        if one.is_cell != other.is_cell:
            continue
        first, second = _elder_first(one, other)
        if keys[first.unit_id] == keys[second.unit_id]:
            is_same = first.name == second.name
            why = Likeness.SAME_NAME if is_same else Likeness.SPELLING
            found.append(Alike(first, second, why))
        elif keys[second.unit_id] in before.get(first.unit_id, ()) and not second.is_confirmed:
            found.append(Alike(first, second, Likeness.FORMER_NAME))
    return tuple(found)


def _elder_first(one: Unit, other: Unit) -> tuple[Unit, Unit]:
    # A confirmed unit stays, then the older one: ids grow with time.
    first, second = sorted((one, other), key=lambda unit: (not unit.is_confirmed, unit.unit_id))
    return first, second


# ---------------------------------------------------------------- history


def replayed(steps: Iterable[Step]) -> dict[UUID, Unit]:
    """Make the tree again from its history, oldest step first.

    Raises:
        ValueError: a step does not fit what was before it; the history is not whole.
    """
    units: dict[UUID, Unit] = {}
    for step in steps:
        for edit in step.edits:
            if units.get(edit.after.unit_id) != edit.before:
                raise ValueError(step.number)
            units[edit.after.unit_id] = edit.after
    return units
