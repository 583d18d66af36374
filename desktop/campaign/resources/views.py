"""What of the register is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.equipment import DeviceAct, DeviceState, PlaceKind, ResourceKind


@dataclass(frozen=True)
class Whereabouts:
    """Where a device is.

    Attributes:
        place: an intake point, a station, a team, in words.
        holder: who has it in hand; empty for nobody in particular.
    """

    place: str
    kind: PlaceKind = PlaceKind.POINT
    holder: str = ""


@dataclass(frozen=True)
class DeviceView:
    """One device.

    Attributes:
        number: of the register, counted from 1.
        name: maker and model, in words.
        serial: number of the maker; empty when nobody read it.
        asset: number of the office's own list of assets.
        since: from when it is where it is.
        checked_at: when somebody looked at it last; None for never.
    """

    id: UUID
    number: int
    kind: ResourceKind
    name: str
    serial: str
    asset: str
    where: Whereabouts
    since: datetime
    state: DeviceState
    note: str = ""
    checked_at: datetime | None = None
    checked_by: str = ""

    @property
    def is_in_use(self) -> bool:
        """Whether it still counts, working or not."""
        return self.state is not DeviceState.WRITTEN_OFF


@dataclass(frozen=True)
class DeviceStepView:
    """What was done with a device, and how it stood then."""

    act: DeviceAct
    at: datetime
    by: str
    state: DeviceState
    where: Whereabouts
    note: str = ""


@dataclass(frozen=True)
class NewDevice:
    """A device as it is given."""

    kind: ResourceKind
    name: str
    where: Whereabouts
    serial: str = ""
    asset: str = ""
    note: str = ""


@dataclass(frozen=True)
class NeedView:
    """How many of a kind a place needs.

    Attributes:
        there: counted by hand; means nothing for what the register counts.
    """

    place: str
    kind: ResourceKind
    needed: int
    there: int = 0


@dataclass(frozen=True)
class SupplyLine:
    """What a place needs of a kind against what it has.

    Attributes:
        there: works there, or was counted.
        broken: is there and does not work, or is away.
    """

    place: str
    kind: ResourceKind
    needed: int
    there: int
    broken: int = 0

    @property
    def missing(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.there)


@dataclass(frozen=True)
class ResourceBoard:
    """The register and what is missing.

    Attributes:
        devices: those in use, by place; or those written off.
        supplies: for each place that something was said of, by place and kind.
    """

    devices: tuple[DeviceView, ...] = ()
    supplies: tuple[SupplyLine, ...] = ()
