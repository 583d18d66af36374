"""The cards of a cell; their numbers stay masked, but the one that is held in the hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.returns.views import CardView
from desktop.ui.context import UiContext
from desktop.ui.returns.face import TAG_WIDTH, card_tag
from desktop.ui.roster.person_words import shown
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Cell, Column, Table


def _columns(is_shown: Callable[[CardView], bool]) -> list[Column]:
    def number(row: CardView) -> str:
        return shown(FieldKey.NEW_CARD_NUMBER, row.card_number, revealed=is_shown(row))

    return [
        Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), stretch=2),
        Column(tr("Số thẻ mới"), number, width=158, drop=1),
        Column(tr("Thẻ"), card_tag, width=TAG_WIDTH, tags=True),
    ]


class HandCards(Panel):
    """A table of cards.

    A number is shown whole for the card that was scanned, because it is in the hand already, and
    after F5, which leaves a note in the audit trail; until another row is chosen.

    Attributes:
        print_button: `In danh sách`, connected by the face.

    Signals:
        changed: another card is selected.
        failed (UserFacingError): the look could not be noted.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Thẻ"), padded=False)
        self._context = context
        self._in_hand: UUID | None = None
        self._look = OneLook(context.tasks, context.feedback, self)
        self.table = Table(_columns(self._is_shown), tr("Thẻ của chi bộ"))
        self.table.row_changed.connect(self._row_changed)
        self.reveal = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.reveal.clicked.connect(self._reveal)
        self.print_button = OutlineButton(tr("In danh sách"), key="Ctrl+P", small=True)
        self.head.addWidget(self.reveal)
        self.head.addWidget(self.print_button)
        self.body.addWidget(self.table, 1)

    @property
    def card(self) -> CardView | None:
        """The card that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, CardView) else None

    def show_cards(self, cards: Sequence[CardView], in_hand: UUID | None) -> None:
        """Show the cards of a cell.

        Args:
            cards: by name.
            in_hand: the record whose card was scanned; it is selected and its number shown.
        """
        keys = [card.application_id for card in cards]
        if in_hand in keys:
            place, self._in_hand = keys.index(in_hand), in_hand
        else:
            place = min(range(len(cards)), key=lambda number: _rank(cards[number]), default=0)
        self.table.set_rows(cards, select=place)

    def _is_shown(self, row: CardView) -> bool:
        return row.application_id == self._in_hand

    def _row_changed(self, row: object) -> None:
        """Mask again what was shown: another card is in hand now."""
        if not (isinstance(row, CardView) and self._is_shown(row)):
            self._in_hand = None
        self.changed.emit()

    def _reveal(self) -> None:
        card = self.card
        if card is None:
            return
        if self._is_shown(card):
            self._show_number(None)
            return
        security, actor = self._context.services.security, self._context.actor
        note = partial(security.reveal_number, str(card.application_id), actor=actor)
        target = str(card.application_id)
        self._look.ask(target, note, partial(self._may_show, card), self.failed.emit)

    def _may_show(self, card: CardView) -> None:
        if self.card is not None and self.card.application_id == card.application_id:
            self._show_number(card.application_id)

    def _show_number(self, application_id: UUID | None) -> None:
        self._in_hand = application_id
        self.table.viewport().update()


def _rank(card: CardView) -> int:
    """Return who comes next: one whose turn it is, one with a reason, one who has the card."""
    if card.application_state is not ApplicationState.RETURNED:
        return 2
    return 1 if card.undelivered is not None else 0
