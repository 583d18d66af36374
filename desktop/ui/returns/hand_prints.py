"""What the hand-over prints: the list a cell signs, the cards that are still here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.context import UiContext

_COPIES = 2


class HandPrints:
    """Makes a paper and sends it to the printer, away from the window.

    Args:
        context: of the window.
        fail: is told what went wrong.
    """

    def __init__(self, context: UiContext, fail: Callable[[UserFacingError], object]) -> None:
        self._context = context
        self._fail = fail

    def hand_out(self, cell: str) -> None:
        """Print the hand-over list of a cell."""
        papers, actor = self._context.services.cards.papers, self._context.actor
        make = partial(papers.hand_out_lists, [cell], actor=actor)
        self._print(make, "trao-the", tr("Đã gửi danh sách trao thẻ ra máy in."))

    def still_here(self, *_: object) -> None:
        """Print the cards of all cells that were counted and not handed over."""
        papers, actor = self._context.services.cards.papers, self._context.actor
        make = partial(papers.still_here_list, actor=actor)
        self._print(make, "the-chua-trao", tr("Đã gửi danh sách thẻ chưa trao ra máy in."))

    def _print(self, make: Callable[[], bytes], title: str, told: str) -> None:
        printer, feedback = self._context.services.printer, self._context.feedback

        def run(work: Work) -> None:
            del work
            printer().print_pdf(make(), title=title, copies=_COPIES)

        self._context.tasks.run_long(run, lambda _: feedback.toast(told), self._fail)
