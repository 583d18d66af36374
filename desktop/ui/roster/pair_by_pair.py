"""Pairs of one state taken one after the other: ask, answer, go on, take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.ui.context import UiContext
from desktop.ui.roster.pairs_table import SideBySide
from desktop.ui.roster.pairs_turns import Turns
from desktop.ui.roster.register_face import RegisterFace
from desktop.ui.tasks import Task

AT_ONCE = 50
"""How many pairs are read at a time."""

T = TypeVar("T")


class PairByPair(RegisterFace, Generic[T]):
    """What the faces of pairs have in common; each says what it asks, shows and does.

    Args:
        context: what a page may use.
        key: what tells pairs apart.
        table: the comparison, which scrolls by keys.

    Attributes:
        gone: the error that says a pair is not there any more; everything is read anew then.
    """

    gone: ClassVar[type[UserFacingError]]

    def __init__(
        self,
        context: UiContext,
        key: Callable[[T], UUID],
        table: SideBySide,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._key = key
        self._turns: Turns[T] = Turns(key)
        self._asked: Task | None = None
        self._saving = False
        self.table = table

    # ------------------------------------------------------------ of each face

    def chosen(self) -> Any:
        """Return the state whose pairs are shown."""
        raise NotImplementedError

    def read(self, state: Any, offset: int) -> tuple[tuple[T, ...], int]:
        """Return some pairs of a state and how many there are; runs on another thread."""
        raise NotImplementedError

    def state_of(self, pair: T) -> Any:
        """Return the state of a pair."""
        raise NotImplementedError

    def show_pair(self) -> None:
        """Show the pair at hand, or that there is none."""
        raise NotImplementedError

    def answered(self, before: T, after: T) -> None:
        """Tell what was done, offer the way back, and go on."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether the pair at hand may be answered now."""
        return not self._saving

    # ------------------------------------------------------------ which pair

    @property
    def pair(self) -> T | None:
        """The pair at hand."""
        return self._turns.first

    def load(self) -> None:
        """Begin with the likeliest pair; what was put off comes again."""
        self._turns.clear()
        self._ask()

    def stop(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        self.stop()
        state, offset = self.chosen(), self._turns.put_off_count
        read = partial(self.read, state, offset)
        self._asked = self._context.tasks.query(read, partial(self._came, state))

    def _came(self, state: Any, page: tuple[tuple[T, ...], int]) -> None:
        if state == self.chosen():
            self._turns.add(*page)
            self.show_pair()

    def put_off(self, *_: object) -> None:
        """Leave the pair at hand for later."""
        if self.pair is not None and self.is_ready():
            self._turns.put_off()
            self.show_next()

    def show_next(self) -> None:
        """Go on to the next pair."""
        if self._turns.wants_more:
            self._ask()
        else:
            self.show_pair()

    # ------------------------------------------------------------ answers

    def answer(self, run: Callable[[], T]) -> None:
        """Do something about the pair at hand; `run` returns it as it is afterwards."""
        before = self.pair
        if before is None or not self.is_ready():
            return
        self._saving = True
        self._context.tasks.change(run, partial(self._answered, before), self._refused)

    def _answered(self, before: T, after: T) -> None:
        self._saving = False
        self._turns.settle(self._key(after))
        self.answered(before, after)

    def take_back(self, pair: T) -> None:
        """Show a pair again whose answer was taken back."""
        if self.state_of(pair) == self.chosen():
            self._turns.put_back(pair)
            self.show_pair()
        else:
            self.load()

    def _refused(self, error: UserFacingError) -> None:
        self._saving = False
        self.fail(error)
        if isinstance(error, self.gone):
            self.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the comparison; every other key is the page's."""
        if not self.table.use_key(event.key()):
            super().keyPressEvent(event)
