"""One or several acts worked out on a copy of the tree; nothing is stored. Pure.

The draft knows how members' rows name their places. Whatever it does to the tree, it works out what
those rows must say afterwards, so that everybody stays in the unit they were in, or comes to the
one that took theirs over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.common.vocabulary import UnitKind
from desktop.roster.organisation import rules
from desktop.roster.organisation.errors import UnitNotEmptyError, UnitPlaceError
from desktop.roster.organisation.following import Following, near, taken
from desktop.roster.organisation.rules import Homes
from desktop.roster.organisation.views import Texts, Unit


class Draft(Following):
    """A copy of the tree that acts are tried on."""

    # ---------------------------------------------------------------- acts

    def add(
        self,
        name: str,
        kind: UnitKind,
        parent_id: UUID | None,
        *,
        secretary: str = "",
        is_confirmed: bool = True,
        unit_id: UUID | None = None,
        is_sure: bool = False,
    ) -> Unit:
        """Add a unit after its siblings; only the top has no parent.

        A name that differs from one beside it in accents alone is for whoever `is_sure` of it.
        """
        if parent_id is not None:
            self._refuse_place(kind, self.open_unit(parent_id))
        named = self._free_name(name, kind)
        other = rules.near_by(self.units, named, kind, parent_id)
        if other is not None and not is_sure:
            raise near(other, named)
        return self._put_new(named, kind, parent_id, secretary, is_confirmed, unit_id)

    def found(self, name: str, kind: UnitKind, parent_id: UUID | None, *, is_new: bool) -> Unit:
        """Add a unit whose name members carry, as it stands there, whatever else is called so."""
        return self._put_new(name, kind, parent_id, "", not is_new, None)

    def rename(self, unit_id: UUID, name: str, *, is_sure: bool = False) -> None:
        """Give a unit another name; a name somebody gave is confirmed by that."""
        unit = self.open_unit(unit_id)
        named = self._free_name(name, unit.kind, but=unit_id)
        other = rules.near_by(self.units, named, unit.kind, unit.parent_id, unit_id)
        is_another = rules.name_key(named) != rules.name_key(unit.name)
        if other is not None and is_another and not is_sure:
            raise near(other, named)
        self._settle({unit_id: replace(unit, name=named, is_confirmed=True)})

    def describe(
        self, unit_id: UUID, *, secretary: str | None = None, is_confirmed: bool | None = None
    ) -> None:
        """Note the secretary, or that a name of a list is right."""
        unit = self.open_unit(unit_id)
        self.units[unit_id] = replace(
            unit,
            secretary=unit.secretary if secretary is None else clean(secretary),
            is_confirmed=unit.is_confirmed if is_confirmed is None else is_confirmed,
        )

    def move(self, unit_id: UUID, parent_id: UUID, *, before: UUID | None = None) -> None:
        """Put a unit beneath another one, before a sibling or last."""
        unit, parent = self.open_unit(unit_id), self.open_unit(parent_id)
        if unit.parent_id is None:
            _refuse(tr("Đảng bộ ở đầu cây không chuyển đi đâu được."))
        inside = {unit_id, *(one.unit_id for one in self._beneath(unit_id))}
        if parent_id in inside:
            _refuse(tr("Không đặt “{name}” vào bên trong chính nó được.").format(name=unit.name))
        self._refuse_place(unit.kind, parent)
        position = self._position(parent_id, before, but=unit_id)
        changed = replace(unit, parent_id=parent_id, position=position)
        self._settle({unit_id: changed}, again=unit.parent_id != parent_id)

    def merge(self, source_id: UUID, target_id: UUID, *, reason: str) -> None:
        """Close a unit and give its members, or the units beneath it, to another one."""
        source, target = self.open_unit(source_id), self.open_unit(target_id)
        if source_id == target_id or source.is_cell != target.is_cell:
            _refuse(tr("Chỉ gộp chi bộ với chi bộ khác, đảng bộ với đảng bộ khác."))
        if source.parent_id is None or target in self._beneath(source_id):
            _refuse(tr("Không gộp cấp trên vào cấp dưới của nó được."))
        changed: dict[UUID, Unit] = {}
        last = max((one.position for one in rules.children_of(self.units, target_id)), default=0)
        for place, child in enumerate(rules.children_of(self.units, source_id), start=1):
            self._refuse_place(child.kind, target)
            changed[child.unit_id] = replace(
                child, parent_id=target_id, position=last + place * rules.GAP
            )
        changed[source_id] = replace(
            source, closed_at=self._at, closed_reason=reason, merged_into=target_id
        )
        self._settle(changed, {source_id: target_id}, again=True)

    def close(self, unit_id: UUID, *, reason: str) -> None:
        """Close a unit that has nobody and nothing in it."""
        unit = self.open_unit(unit_id)
        if unit.parent_id is None:
            _refuse(tr("Đảng bộ ở đầu cây không đóng được."))
        if rules.children_of(self.units, unit_id):
            raise UnitNotEmptyError(
                tr("“{name}” còn đơn vị trực thuộc.").format(name=unit.name),
                tr("Chuyển, gộp hoặc đóng các đơn vị đó trước."),
            )
        if people := self.people_in(unit_id):
            raise UnitNotEmptyError(
                tr("“{name}” còn {n} người.").format(name=unit.name, n=people),
                tr("Chuyển họ sang chi bộ khác hoặc gộp chi bộ này, rồi đóng."),
            )
        self.units[unit_id] = replace(unit, closed_at=self._at, closed_reason=reason)

    def move_people(self, chosen: Mapping[UUID, Texts], target_id: UUID) -> None:
        """Give members, with what their rows say now, another cell."""
        target = self.open_unit(target_id)
        if not target.is_cell:
            _refuse(tr("Đảng viên thuộc chi bộ: chọn một chi bộ để chuyển đến."))
        homes = Homes(self.units)
        for member_id, texts in chosen.items():
            if homes.of(texts) != target_id:
                self.people[member_id] = self._texts_for(homes, texts, target, again=True)
                self._left |= {home for home in (homes.of(texts), target_id) if home}

    # ---------------------------------------------------------------- within

    def _put_new(
        self,
        name: str,
        kind: UnitKind,
        parent_id: UUID | None,
        secretary: str,
        is_confirmed: bool,
        unit_id: UUID | None,
    ) -> Unit:
        position = self._position(parent_id, None)
        made = Unit(
            unit_id=unit_id or new_id(),
            kind=kind,
            name=name,
            parent_id=parent_id,
            position=position,
            opened_at=self._at,
            secretary=clean(secretary),
            is_confirmed=is_confirmed,
        )
        self.units[made.unit_id] = made
        return made

    def _position(
        self, parent_id: UUID | None, before: UUID | None, but: UUID | None = None
    ) -> int:
        siblings = [one for one in rules.children_of(self.units, parent_id) if one.unit_id != but]
        place = rules.position_before(siblings, before)
        if place is None:  # no gap is left: all siblings are set apart again
            for number, one in enumerate(siblings, start=1):
                self.units[one.unit_id] = replace(one, position=number * rules.GAP)
            return self._position(parent_id, before, but)
        return place

    def _free_name(self, name: str, kind: UnitKind, but: UUID | None = None) -> str:
        named = rules.unit_name(name, kind)
        if not rules.name_key(named):
            _refuse(tr("Chưa có tên đơn vị."), tr("Ghi tên như trong quyết định thành lập."))
        other = rules.with_same_key(self.units, named, kind, but)
        if other is not None:
            raise taken(other)
        return named

    def _refuse_place(self, kind: UnitKind, parent: Unit) -> None:
        if not rules.may_stand(kind, parent.kind):
            _refuse(tr("Đơn vị loại này không trực thuộc “{name}” được.").format(name=parent.name))


def _refuse(title: str, advice: str = "") -> NoReturn:
    raise UnitPlaceError(title, advice or tr("Chọn một đơn vị khác trong cây."))
