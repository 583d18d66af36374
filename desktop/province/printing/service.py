"""The printing office, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from desktop.common.clock import Clock
from desktop.province.printing.cards import CardFileService
from desktop.province.printing.office import OfficeService
from desktop.province.printing.results import ResultService
from desktop.province.printing.transfers import TransferService
from desktop.province.registry.keys import KeysService
from desktop.province.reporting.settings import DeskSettingsService
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class Printing:
    """What a desk does with the printing office.

    Attributes:
        transfers: lists that go there.
        results: what it says.
        cards: what the stations are told.
        office: the columns and the key of the printing office.
    """

    transfers: TransferService
    results: ResultService
    cards: CardFileService
    office: OfficeService

    @classmethod
    def of(cls, data: Store, keys: KeysService, clock: Clock, *, practice: bool) -> Self:
        """Return the services over one store."""
        settings = DeskSettingsService(data, clock)
        return cls(
            TransferService(data, keys, settings, clock, practice=practice),
            ResultService(data, clock),
            CardFileService(data, clock),
            OfficeService(settings),
        )
