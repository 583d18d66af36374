"""Where the address of a card lies today; the address itself stays as the card writes it.

Cards issued before 1/7/2025 name province, district and commune of that time. A commune that
went into one new commune is mapped; one that was split has to be asked, by village.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.common.reference import units
from desktop.common.reference.places import read_address
from desktop.common.reference.units import Unit

MOST = 8
"""More communes than digits to choose them are left to be typed."""


@dataclass(frozen=True)
class PlaceToday:
    """An address and the communes it may lie in now.

    Attributes:
        written: the address as the card writes it.
        communes: `(code, commune, province)` of today; one when it is sure, several when the
            commune was split or its name stands for several, none when the tables do not know.
        addresses: the address with each of these communes in the place of the old one, in the
            same order.
        renamed: whether the card names a commune that is not one of today's.
    """

    written: str
    communes: tuple[tuple[str, str, str], ...]
    addresses: tuple[str, ...] = ()
    renamed: bool = False

    @property
    def today(self) -> str:
        """The address as it is written today; as the card writes it while that is not sure."""
        if self.renamed and len(self.addresses) == 1:
            return self.addresses[0]
        return self.written

    @property
    def is_asked(self) -> bool:
        """Whether a person has to say which commune it is."""
        return len(self.communes) > 1

    @property
    def question(self) -> str:
        """The sentence that asks which commune it is; empty when nothing has to be asked."""
        if not self.is_asked:
            return ""
        names = " · ".join(name for _, name, _ in self.communes[:6])
        return tr("Địa chỉ trên thẻ nay có thể thuộc: {names}. Hỏi người dân.").format(names=names)


def place_today(address: str) -> PlaceToday:
    """Return where an address of a card lies today."""
    read = read_address(address)
    found = sorted(read.today, key=lambda unit: unit.code)
    return PlaceToday(
        address,
        tuple((unit.code, unit.name, units.path(unit)[-1].name) for unit in found),
        tuple(_written(read.head, unit) for unit in found),
        renamed=bool(found) and not (read.communes & read.today),
    )


def _written(head: str, unit: Unit) -> str:
    """Return e.g. `Bản Mẫu, xã Xím Vàng, tỉnh Sơn La`."""
    parts = [head, *(_in_a_line(one.name) for one in (unit, units.path(unit)[-1]))]
    return ", ".join(part for part in parts if part)


def _in_a_line(name: str) -> str:
    return name[:1].lower() + name[1:]
