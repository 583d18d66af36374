"""All use cases of cards that come back, as one part of a station's services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.common.clock import Clock
from desktop.returns.counting import CardCountService
from desktop.returns.handing import CardHandOverService
from desktop.returns.ink import HandOverInk
from desktop.returns.papers import CardPapersService
from desktop.returns.taking import CardListService
from desktop.security.preferences import Preferences
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class ReturnedCards:
    """Cards from the printing office to their members.

    Attributes:
        lists: what the printing office says.
        counts: cards in hand.
        hand_overs: who has the card, who has not and why; completion.
        papers: hand-over lists of cells, protocols of counts.
        ink: signatures under way.
    """

    lists: CardListService
    counts: CardCountService
    hand_overs: CardHandOverService
    papers: CardPapersService
    ink: HandOverInk

    @classmethod
    def of(
        cls,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        *,
        on_change: Callable[[], None] = lambda: None,
    ) -> ReturnedCards:
        """Return the use cases of one station; `on_change` hears that people have new numbers."""
        return cls(
            CardListService(store, clock, on_change=on_change),
            CardCountService(store, clock),
            CardHandOverService(store, clock, preferences),
            CardPapersService(store, clock, preferences),
            HandOverInk(store, clock),
        )
