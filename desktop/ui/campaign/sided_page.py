"""The frame of pages with a table and, beside it, what is selected or a form about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel

S = TypeVar("S", bound=Enum)
K = TypeVar("K", bound=Enum)
_BAR = "failed"


class SidedPage(Page, Generic[S]):
    """Base of these pages; Esc leaves a form, and what one does without it is away meanwhile.

    A page calls `_put_sides` and `_fill_back` while it is made, keeps in `_plain_buttons` what is
    to be seen only while no form is open, and opens its plain side in the end.

    Args:
        context: services, tasks and who works here.
        title: of the page.
        plain: what stands beside the table while no form is open.

    Attributes:
        side: what stands beside the table.
        sums: counts beside the title.
        both: the table, and at its right the sides.
    """

    def __init__(self, context: UiContext, title: str, plain: S) -> None:
        super().__init__(title)
        self._context = context
        self._plain = plain
        self._asked: Task | None = None
        self._past: Task | None = None
        self._sides: dict[S, QWidget] = {}
        self._plain_buttons: tuple[QWidget, ...] = ()
        self.side = plain
        self.sums = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.sums)
        self.both = QHBoxLayout()
        self.both.setSpacing(16)

    def _number_chips(self, chips: Mapping[K, Chip], choose: Callable[..., object]) -> None:
        """Put chips at the end of the title; one is chosen, by a click or Ctrl and its number."""
        group = QButtonGroup(self)
        for number, (which, chip) in enumerate(chips.items(), start=1):
            group.addButton(chip)
            chip.clicked.connect(partial(choose, which))
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(chip.click)
            self.title_row.addWidget(chip)
        last = KeyCap(str(len(chips)))
        for part in (KeyCap("Ctrl+1"), PlainLabel("–", "label", "ink2"), last):
            self.title_row.addWidget(part)

    def _put_sides(self, table: QWidget, sides: dict[S, QWidget]) -> None:
        """Put the table and the sides, of which one is seen, into the page."""
        self._sides = sides
        self.both.addWidget(table, 1)
        for panel in dict.fromkeys(sides.values()):  # one panel may serve two sides
            self.both.addWidget(panel)
        self.content.addLayout(self.both, 1)

    def _fill_back(self) -> None:
        """Begin the bar: back from the page, or out of the form."""
        self.back = self.action_bar.add_back(self._context.navigator.back)
        self.leave_form = OutlineButton(tr("Thôi"), key="Esc")
        self.leave_form.clicked.connect(self._close_form)
        self.action_bar.add_left(self.leave_form)

    def leave(self) -> None:
        """Ask nothing more."""
        for asked in (self._asked, self._past):
            if asked is not None:
                asked.cancel()

    # ------------------------------------------------------------ what each page says

    def _load(self) -> None:
        """Read what the page shows."""
        raise NotImplementedError

    def _fit(self) -> None:
        """Let the primary say what can be done with what is selected."""
        raise NotImplementedError

    def _fill_form(self, side: S) -> None:
        """Name the primary of a form that opens, and fill the form."""
        raise NotImplementedError

    def _focus_table(self) -> None:
        """Give the keys to the table."""
        raise NotImplementedError

    # ------------------------------------------------------------ forms

    def _open(self, side: S, *_: object) -> None:
        """Put a form beside the table, or what is selected in it."""
        self.bars.clear(_BAR)
        self.side = side
        self._show_side(side)
        is_plain = side is self._plain
        for button in (self.back, *self._plain_buttons):
            button.setVisible(is_plain)
        self.leave_form.setVisible(not is_plain)
        if is_plain:
            self._fit()
            return
        self.action_bar.set_reason("")
        self._fill_form(side)

    def _show_side(self, side: S) -> None:
        shown = self._sides[side]
        for panel in self._sides.values():
            panel.setVisible(panel is shown)

    def _close_form(self) -> None:
        self._open(self._plain)
        self._focus_table()

    def _changed(self, said: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done, and show what is so now."""
        self._open(self._plain)
        self._context.feedback.toast(said, undo)
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)
