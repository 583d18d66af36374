"""Administrative units with the days they exist, and what became of them.

Until 30/6/2025: province, district, commune; from 1/7/2025: province, commune (Decision
19/2025/QĐ-TTg). A code alone is not a unit: 03862 was Hang Chú and is Xím Vàng now, so units are
asked by code and day. Sources, licence and mended faults: resources/reference/PROVENANCE.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from desktop.common.reference import tables
from desktop.common.text import fold

TODAY = "9999-12-31"
"""A day after every change: what holds now."""

_KINDS = (
    ("thanh pho", "tp"),
    ("thi tran", "tt"),
    ("dac khu", "dk"),
    ("thi xa", "tx"),
    ("phuong", "p"),
    ("huyen", "h"),
    ("quan", "q"),
    ("tinh", "t"),
    ("xa", "x"),
)
"""Words before a name and how people shorten them; longest first."""


@dataclass(frozen=True)
class Unit:
    """A province (two digits), an old district (three) or a commune (five), while it exists.

    Attributes:
        code: official code; may have belonged to another unit before.
        name: with its kind, `Xã Xím Vàng`, as the State writes it.
        parent: code of the unit above, empty for a province.
        valid_from: first day (ISO), empty when it is before the tables begin.
        valid_to: last day (ISO), empty while it lasts.
    """

    code: str
    name: str
    parent: str
    valid_from: str
    valid_to: str

    def exists_on(self, day: str) -> bool:
        """Whether the unit exists on a day (ISO)."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True)
class _Tables:
    by_code: dict[str, list[Unit]]
    changes: dict[tuple[str, str], list[str]]
    """(old code, day of change) -> codes that took its place"""


def kind_and_name(text: str) -> tuple[str, str]:
    """Return the folded kind and name: `TP. Sơn La` -> (`thanh pho`, `son la`)."""
    folded = " ".join(fold(text).replace(".", ". ").split())
    for kind, short in _KINDS:
        for start in (f"{kind} ", f"{short}. ", f"{short} "):
            if folded.startswith(start) and len(folded) > len(start):
                return kind, folded[len(start) :]
    return "", folded


@cache
def _tables() -> _Tables:
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for row in tables.rows("administrative_units"):
        by_code[row["code"]].append(Unit(**row))
    changes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in tables.rows("administrative_successors"):
        changes[row["old_code"], row["valid_from"]].append(row["new_code"])
    for row in tables.rows("administrative_changes"):
        _apply(row, by_code, changes)
    return _Tables(by_code, changes)


@cache
def _by_name() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for units in _tables().by_code.values():
        for unit in units:
            found[kind_and_name(unit.name)[1]].append(unit)
    return found


def _apply(
    row: dict[str, str], by_code: dict[str, list[Unit]], changes: dict[tuple[str, str], list[str]]
) -> None:
    """Take in one line of the table kept by hand: a new name, or an end with its successors."""
    code, day = row["code"], row["valid_from"]
    units = by_code[code]
    before = next(unit for unit in units if not unit.valid_to)
    last_day = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    units[units.index(before)] = replace(before, valid_to=last_day)
    if row["name"]:
        units.append(replace(before, name=row["name"], valid_from=day))
    changes[code, day] = row["into"].split() or [code]


def by_code(code: str, *, on: str = TODAY) -> Unit | None:
    """Return the unit that has a code on a day (ISO), None when there is none."""
    return next((unit for unit in _tables().by_code.get(code, ()) if unit.exists_on(on)), None)


def path(unit: Unit) -> tuple[Unit, ...]:
    """Return the unit and those above it, as they were while it existed."""
    found = [unit]
    day = unit.valid_to or TODAY
    while found[-1].parent and (above := by_code(found[-1].parent, on=day)):
        found.append(above)
    return tuple(found)


def successors(unit: Unit, *, on: str = TODAY) -> tuple[Unit, ...]:
    """Return what stands in place of a unit on a later day (ISO), in the order of codes.

    One unit: it was renamed or merged. Several: it was split, and only somebody who knows the
    village can say which; never take the first. None: the tables do not know (old districts).
    The unit itself when it still exists.
    """
    current = {unit}
    while ended := {one for one in current if one.valid_to and one.valid_to < on}:
        current -= ended
        for one in ended:
            # Each step leads to a later day, so this comes to an end.
            current.update(_next(one))
    return tuple(sorted((one for one in current if one.exists_on(on)), key=lambda u: u.code))


def _next(unit: Unit) -> Iterable[Unit]:
    day = (date.fromisoformat(unit.valid_to) + timedelta(days=1)).isoformat()
    codes = _tables().changes.get((unit.code, day), ())
    return [found for code in codes if (found := by_code(code, on=day))]


def find(name: str, province: str = "", *, on: str = "") -> tuple[Unit, ...]:
    """Return the units called so, of every time unless a day is given.

    Names repeat (371 communes share theirs), so the answer is a set of candidates.

    Args:
        name: with or without its kind, diacritics and tone places as people write them.
        province: narrows to communes and districts of a province, by its name of that time.
        on: narrows to units that exist on this day (ISO).
    """
    kind, bare = kind_and_name(name)
    candidates = [unit for unit in _by_name().get(bare, ()) if not on or unit.exists_on(on)]
    if kind:
        candidates = [unit for unit in candidates if kind_and_name(unit.name)[0] == kind]
    if province:
        wanted = kind_and_name(province)[1]
        candidates = [
            unit for unit in candidates if kind_and_name(path(unit)[-1].name)[1] == wanted
        ]
    return tuple(sorted(candidates, key=lambda unit: (unit.code, unit.valid_from)))
