"""A copy of the tree, and how members' rows must follow whatever becomes of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from desktop.common.i18n import tr
from desktop.roster.organisation import rules
from desktop.roster.organisation.errors import (
    UnitNameNearError,
    UnitNameTakenError,
    UnitUnknownError,
)
from desktop.roster.organisation.rules import Homes
from desktop.roster.organisation.views import Group, Texts, Unit, UnitEdit


class Following:
    """The units of a draft, and what the rows of their members are to say.

    Args:
        units: all of them, closed ones too.
        groups: how the rows of all members name their places.
        at: the moment of the acts.
    """

    def __init__(self, units: Mapping[UUID, Unit], groups: Iterable[Group], at: datetime) -> None:
        self._before = units
        self.units = dict(units)
        self._groups = {one.texts: one for one in groups}
        self._now = {texts: texts for texts in self._groups}
        self._at = at
        self.people: dict[UUID, Texts] = {}
        """Members chosen one by one -> what their rows are to say."""
        self._left: set[UUID] = set()

    def edits(self) -> tuple[UnitEdit, ...]:
        """Return what became of the units, in the order in which they came to be."""
        return tuple(
            UnitEdit(self._before.get(key), self.units[key])
            for key in sorted(self.units)
            if self._before.get(key) != self.units[key]
        )

    def rewrites(self) -> dict[Texts, Texts]:
        """Return what rows say now -> what they are to say."""
        return {old: new for old, new in self._now.items() if old != new}

    def touched(self) -> set[UUID]:
        """Return the cells that change their name or place, or lose or get members."""
        found = {
            edit.after.unit_id
            for edit in self.edits()
            if edit.after.is_cell
            and (edit.before is None or _outline(edit.before) != _outline(edit.after))
        }
        before, after = Homes(self._before), Homes(self.units)
        for old, new in self._now.items():
            homes = {before.of(old), after.of(new)}
            if len(homes) > 1:
                found |= {home for home in homes if home is not None}
        return found | self._left

    def people_in(self, unit_id: UUID) -> int:
        """Return how many members stand in a cell or beneath a committee, apart ones too."""
        homes = Homes(self.units)
        beneath = {unit_id, *(one.unit_id for one in self._beneath(unit_id))}
        return sum(
            group.people + group.apart
            for texts, group in self._groups.items()
            if homes.of(self._now[texts]) in beneath
        )

    def open_unit(self, unit_id: UUID) -> Unit:
        """Return an open unit.

        Raises:
            UnitUnknownError: it is not there, or was closed.
        """
        unit = self.units.get(unit_id)
        if unit is None or unit.closed_at:
            raise UnitUnknownError(
                tr("Đơn vị này không còn trong cây tổ chức."), tr("Mở lại cây tổ chức.")
            )
        return unit

    def _settle(
        self,
        changed: Mapping[UUID, Unit],
        taken_over: Mapping[UUID, UUID] | None = None,
        *,
        again: bool = False,
    ) -> None:
        """Put units in place, and let the rows of everybody beneath them follow.

        Args:
            changed: the units as they become.
            taken_over: unit -> the one its members go to.
            again: the committee has changed: it is named anew.
        """
        homes = Homes(self.units)
        home_of = {old: homes.of(now) for old, now in self._now.items()}
        self.units.update(changed)
        after = Homes(self.units)
        for old, home in home_of.items():
            if home is None:
                continue
            unit = self.units[(taken_over or {}).get(home, home)]
            above = (unit, *rules.ancestors_of(self.units, unit))
            if home in changed or any(one.unit_id in changed for one in above):
                is_moved = again and home in changed
                texts = self._texts_for(after, self._now[old], unit, again=is_moved)
                if after.of(texts) != unit.unit_id:
                    raise taken(unit)
                self._now[old] = texts

    def _texts_for(self, homes: Homes, now: Texts, unit: Unit, *, again: bool) -> Texts:
        """Return what a row must say to stand in a cell; a committee it leaves out stays out."""
        parent = self.units[unit.parent_id] if unit.parent_id else None
        exact = Texts(parent.name if parent else "", unit.name)
        as_before = Texts(now.committee, unit.name)
        is_said = bool(now.committee) or parent is None or parent.parent_id is None
        keeps = is_said and (not again or not now.committee)
        return as_before if keeps and homes.of(as_before) == unit.unit_id else exact

    def _beneath(self, unit_id: UUID) -> list[Unit]:
        found: list[Unit] = []
        waiting = [unit_id]
        while waiting:
            children = rules.children_of(self.units, waiting.pop())
            found += children
            waiting += [one.unit_id for one in children]
        return found


def taken(unit: Unit) -> UnitNameTakenError:
    """Return the refusal of a name that a unit has already."""
    return UnitNameTakenError(
        tr("Đã có đơn vị “{name}”.").format(name=unit.name),
        tr("Đặt tên khác, hoặc gộp hai đơn vị nếu là một."),
    )


def near(unit: Unit, name: str) -> UnitNameNearError:
    """Return the question whether a name is not mistyped, beside a unit of the same letters."""
    return UnitNameNearError(
        tr("“{name}” chỉ khác dấu với “{other}” đã có ở đó.").format(name=name, other=unit.name),
        tr("Gõ nhầm thì sửa lại tên. Đúng là hai đơn vị thì xác nhận rồi lưu."),
    )


def _outline(unit: Unit) -> tuple[object, ...]:
    return (unit.name, unit.parent_id, unit.closed_at)
