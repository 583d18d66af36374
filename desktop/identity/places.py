"""Where the address of a card lies today; the address itself stays as the card writes it.

Cards issued before 1/7/2025 name province, district and commune of that time. A commune that
went into one new commune is mapped; one that was split has to be asked, by village.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.common.reference import units
from desktop.common.reference.places import read_address


@dataclass(frozen=True)
class PlaceToday:
    """An address and the communes it may lie in now.

    Attributes:
        written: the address as the card writes it.
        communes: `(code, commune, province)` of today; one when it is sure, several when the
            commune was split or its name stands for several, none when the tables do not know.
    """

    written: str
    communes: tuple[tuple[str, str, str], ...]

    @property
    def question(self) -> str:
        """The sentence that asks which commune it is; empty when nothing has to be asked."""
        if len(self.communes) < 2:
            return ""
        names = " · ".join(name for _, name, _ in self.communes[:6])
        return tr("Địa chỉ trên thẻ nay có thể thuộc: {names}. Hỏi người dân.").format(names=names)


def place_today(address: str) -> PlaceToday:
    """Return where an address of a card lies today."""
    found = sorted(read_address(address).today, key=lambda unit: unit.code)
    return PlaceToday(
        address,
        tuple((unit.code, unit.name, units.path(unit)[-1].name) for unit in found),
    )
