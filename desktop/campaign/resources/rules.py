"""Pure: what a place needs against what it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from desktop.campaign.resources.views import DeviceView, NeedView, SupplyLine
from desktop.common.equipment import COUNTED, DeviceState, ResourceKind
from desktop.common.text import fold

_ORDER = {kind: place for place, kind in enumerate(ResourceKind)}


def supplies(devices: Iterable[DeviceView], needs: Iterable[NeedView]) -> tuple[SupplyLine, ...]:
    """Return what each place needs of each kind against what it has, by place and kind.

    Places are the same when they read the same without accents and capitals. A need of nothing
    that has nothing is left out. A device that does not work is not there for the work.
    """
    works: Counter[tuple[str, ResourceKind]] = Counter()
    broken: Counter[tuple[str, ResourceKind]] = Counter()
    for one in devices:
        if one.is_in_use:
            counted = works if one.state is DeviceState.WORKS else broken
            counted[fold(one.where.place), one.kind] += 1
    lines = []
    for need in needs:
        key = fold(need.place), need.kind
        there = need.there if need.kind in COUNTED else works[key]
        if need.needed or there:
            lines.append(SupplyLine(need.place, need.kind, need.needed, there, broken[key]))
    return tuple(sorted(lines, key=lambda one: (fold(one.place), _ORDER[one.kind])))


def by_place(devices: Iterable[DeviceView]) -> tuple[DeviceView, ...]:
    """Return devices by place, kind and number."""
    return tuple(
        sorted(devices, key=lambda one: (fold(one.where.place), _ORDER[one.kind], one.number))
    )


def same_number(
    devices: Iterable[DeviceView], serial: str, asset: str, *, but: int = 0
) -> DeviceView | None:
    """Return the device in use that already has one of these numbers, however it is spaced.

    Args:
        devices: the register.
        serial: number of the maker that was given; empty is that of none.
        asset: number of the office, likewise.
        but: the device they are given to, 0 for a new one.
    """
    wanted = _tight(serial), _tight(asset)
    for one in devices:
        pairs = zip(wanted, (_tight(one.serial), _tight(one.asset)), strict=True)
        if (
            one.is_in_use
            and one.number != but
            and any(given and given == kept for given, kept in pairs)
        ):
            return one
    return None


def _tight(number: str) -> str:
    return "".join(one for one in number.upper() if one.isalnum())
