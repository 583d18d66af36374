"""All use cases of field kits, as one part of a station's services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.common.clock import Clock
from desktop.field.kits.devices import DevicesService
from desktop.field.kits.packing import PackingService
from desktop.field.kits.releasing import ReleasingService, Vouch
from desktop.field.laptop.opening import KitOpening
from desktop.field.laptop.returning import ReturningService
from desktop.field.merging.service import MergingService
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class FieldKits:
    """Kits of one station: the office's side and the laptop's.

    Attributes:
        devices: laptops the office gives kits to.
        packing: kits and leases.
        releasing: people taken back right at the counter.
        opening: kits on a laptop.
        returning: what a laptop brings back.
        merging: returns at the office, and choosing between two records.
    """

    devices: DevicesService
    packing: PackingService
    releasing: ReleasingService
    opening: KitOpening
    returning: ReturningService
    merging: MergingService

    @classmethod
    def of(
        cls,
        store: Store,
        clock: Clock,
        on_change: Callable[[], None],
        vouch: Vouch | None = None,
    ) -> FieldKits:
        """Return the use cases of one station.

        Args:
            store: its store.
            clock: its clock.
            on_change: hears of people who came.
            vouch: asks a supervisor for their secret.
        """
        packing = PackingService(store, clock)
        return cls(
            devices=DevicesService(store, clock),
            packing=packing,
            releasing=ReleasingService(packing, vouch),
            opening=KitOpening(store, clock, on_change),
            returning=ReturningService(store, clock),
            merging=MergingService(store, clock, on_change),
        )
