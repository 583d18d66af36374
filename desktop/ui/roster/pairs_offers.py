"""Looks who else somebody may be after a pair was refused, while the next pair is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.common.vocabulary import LinkState
from desktop.common.work import Work
from desktop.roster.sources.views import PairView
from desktop.ui.context import UiContext
from desktop.ui.roster.pairs_turns import Turns


class PairOffers(QObject):
    """Finds the next-best pairs of a refused one.

    Args:
        context: services and tasks.
        turns: where the pairs wait.
        parent: the face, which shows them.

    Signals:
        found (PairView, tuple): a refused pair, and pairs to be asked about in its place.
        failed (UserFacingError): the search could not be made.
    """

    found = Signal(object, object)
    failed = Signal(object)

    def __init__(self, context: UiContext, turns: Turns[PairView], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._turns = turns

    def look(self, refused: PairView) -> None:
        """Look who else the two people of a refused pair may be."""
        sources, actor = self._context.services.sources, self._context.actor

        def run(work: Work) -> tuple[PairView, tuple[PairView, ...]]:
            return refused, sources.offer_next(refused.link_id, actor=actor, work=work)

        self._context.tasks.run_long(run, self._found, self.failed.emit)

    def _found(self, answer: tuple[PairView, tuple[PairView, ...]]) -> None:
        refused, offers = answer
        if offers:
            self.found.emit(refused, offers)

    def withdraw(self, pair: PairView) -> None:
        """Forget what was offered in place of a pair: it is undecided again, or taken."""
        if pair.state is not LinkState.REFUSED:
            self._turns.drop(lambda one: one.link_id != pair.link_id and _shares(one, pair))


def _shares(one: PairView, other: PairView) -> bool:
    same_record = (one.kind, one.row_number) == (other.kind, other.row_number)
    return one.kind is other.kind and (one.member_id == other.member_id or same_record)
