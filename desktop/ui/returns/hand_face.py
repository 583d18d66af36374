"""Third face: cards to their members, cell by cell, and how far each cell is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.batch.board.views import CardsGiven
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.returns.ink import cell_key
from desktop.returns.rules import goes_with_cell
from desktop.returns.views import CardView, CellProgress, HandOver
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.intake.field_words import given_words
from desktop.ui.returns.face import BAR, CardsFace, cell_name
from desktop.ui.returns.hand_cards import HandCards
from desktop.ui.returns.hand_form import HandForm
from desktop.ui.returns.hand_pad import HandPad
from desktop.ui.returns.hand_prints import HandPrints
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.signature_ink import signature_png
from desktop.ui.widgets.table import Cell, Column, Table

Found = tuple[tuple[CellProgress, ...], bool, CardsGiven]


def _cell_columns() -> list[Column]:
    return [
        Column(tr("Chi bộ"), lambda row: Cell(cell_name(row.cell), strong=True), least=90),
        Column(tr("Chờ"), lambda row: str(row.to_hand_over), width=76, right=True),
        Column(tr("Đã trao"), _handed, width=92, right=True),
    ]


def _handed(row: CellProgress) -> str:
    return f"{row.handed_over}/{row.eligible}"


class _CellsPanel(Panel):
    """As wide as names of cells need; what is left belongs to the cards."""

    def refresh_theme(self) -> None:
        """Keep the width."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(340, 280))


class HandFace(CardsFace):
    """Left: cells. Middle: cards of the cell, or the pad. Right: how they are handed over."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._wanted: CardView | None = None
        self._signing: tuple[CardView, ...] = ()  # whose cards are signed for on the pad
        self._is_busy = False
        self.cells = Table(_cell_columns(), tr("Chi bộ"))
        self.cells.row_changed.connect(self._load_cards)
        self.cards = HandCards(context)
        self.cards.changed.connect(self._fit)
        self.cards.failed.connect(self.fail)
        self.cards.print_button.clicked.connect(self._print)
        self.pad = HandPad(context)
        self.pad.changed.connect(self._fit)
        self.pad.left.connect(self._leave_pad)
        self.pad.failed.connect(self.failed)
        self.form = HandForm()
        self.form.changed.connect(self._fit)
        self.form.not_now.clicked.connect(self._not_delivered)
        kept = (self.cards.print_button, self.form.not_now)
        context.forbid(Permission.CARD_HAND_OVER, *kept)
        context.forbid(Permission.NUMBER_REVEAL, self.cards.reveal)
        self.left = _CellsPanel(tr("Chi bộ"), padded=False)
        self.left.body.addWidget(self.cells, 1)
        self.prints = HandPrints(context, self.fail)
        self.still_here = OutlineButton(tr("In chưa trao"), key="Ctrl+U", small=True)
        self.still_here.clicked.connect(self.prints.still_here)
        context.forbid(Permission.CARD_HAND_OVER, self.still_here)
        self.left.head.addWidget(self.still_here)
        self.given = PlainLabel("", "label", "ink2", wrap=True)
        self.left.foot.addWidget(self.given, 1)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.cards)
        self.middle.addWidget(self.pad)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.left)
        layout.addWidget(self.middle, 1)
        layout.addWidget(self.form)

    # ------------------------------------------------------------ what Enter does

    def primary(self) -> tuple[str, str]:
        """Hand over what is selected; where somebody signs on the pad, ask for it first."""
        if self._is_busy:
            return tr("Trao thẻ"), tr("Đang ghi")
        if self._signing:
            waits = "" if self.pad.is_signed else tr("Chờ ký vào khung")
            return tr("Nhận chữ ký, trao thẻ"), waits
        return tr("Mời ký") if self.form.wants_ink else tr("Trao thẻ"), self._problem()

    def _problem(self) -> str:
        if whom := self.context.why_not(Permission.CARD_HAND_OVER):
            return whom
        row = self.cards.card
        if row is None:
            return tr("Chi bộ này chưa có thẻ nào về xã.")
        if self.form.is_for_cell:
            nothing = "" if self._targets() else tr("Chi bộ này không còn thẻ nào chờ trao.")
            return nothing or self.form.problem()
        if row.application_state is not ApplicationState.RETURNED:
            return tr("Thẻ này đã trao cho đảng viên.")
        return self.form.problem()

    def _targets(self) -> tuple[CardView, ...]:
        if self.form.is_for_cell:
            return tuple(card for card in self.cards.table.rows if goes_with_cell(card))
        return (self.cards.card,) if self.cards.card else ()

    def go(self) -> None:
        """Hand over, or ask for the signature first."""
        if self._is_busy:
            return
        if self._signing:
            if self.pad.is_signed:
                strokes = self.pad.strokes
                self.pad.flush()  # before the signature itself, which takes it away
                ink = signature_png(strokes)
                how = replace(self.form.hand_over(), signature_png=ink, strokes=strokes)
                self._hand_over(self._signing, how)
        elif not self._problem():
            if self.form.wants_ink:
                self._invite(self._targets())
            else:
                self._hand_over(self._targets(), self.form.hand_over())

    def _hand_over(self, cards: tuple[CardView, ...], how: HandOver) -> None:
        hands, actor = self.context.services.cards.hand_overs, self.context.actor
        keys = [card.application_id for card in cards]
        self._is_busy = True
        self.context.tasks.change(
            lambda: hands.hand_over(keys, how, actor=actor), partial(self._done, cards), self.fail
        )
        self._fit()

    def _done(self, cards: tuple[CardView, ...], _: object) -> None:
        self._is_busy = False
        self.context.feedback.clear(BAR)
        words = tr("Đã trao thẻ cho {name}.").format(name=cards[0].full_name)
        if self.form.is_for_cell:
            words = tr("Đã trao {n} thẻ, {name} nhận thay.").format(
                n=len(cards), name=self.form.receiver.value()
            )
        self.context.feedback.toast(words)
        if self._signing:
            self.pad.accepted()
            self._leave_pad()
        self.form.clear()
        self.load()

    def fail(self, error: UserFacingError) -> None:
        """Tell why; what was signed stays on the pad."""
        self._is_busy = False
        super().fail(error)

    # ------------------------------------------------------------ the pad

    def _invite(self, cards: tuple[CardView, ...]) -> None:
        self._signing = cards
        name, key = cards[0].full_name, cards[0].application_id
        title = tr("Mời {name} ký nhận thẻ").format(name=name)
        if self.form.is_for_cell:
            key = cell_key(cards[0].cell)
            title = tr("Mời {name} ký nhận {n} thẻ").format(
                name=self.form.receiver.value(), n=len(cards)
            )
        self._turn_to(self.pad)
        self.pad.open_for(key, title, tr("Tôi đã xem và nhận thẻ đảng viên mới."))
        self._fit()

    def _leave_pad(self) -> None:
        self._signing = ()
        self._turn_to(self.cards)
        self.cards.table.setFocus()
        self._fit()

    def _turn_to(self, part: Panel) -> None:
        self.middle.setCurrentWidget(part)
        for beside in (self.left, self.form):
            beside.setEnabled(part is self.cards)

    # ------------------------------------------------------------ what is shown

    def on_scan(self, text: str) -> None:
        """Select the card that was scanned; a signature under way stays kept."""
        if self._is_busy:
            return
        if self._signing:
            self._leave_pad()
        counts = self.context.services.cards.counts
        self.context.tasks.query(partial(counts.find, text), self._found, self.failed.emit)

    def load(self) -> None:
        """Read how far the cells are."""
        hands, board = self.context.services.cards.hand_overs, self.context.services.board

        def read() -> Found:
            return hands.progress(), hands.asks_old_card, board.cards_given()

        self.context.tasks.query(read, self._show)

    def _found(self, card: CardView) -> None:
        self._wanted = card
        names = [row.cell for row in self.cells.rows]
        if card.cell not in names:
            return
        place = names.index(card.cell)
        if place == self.cells.currentIndex().row():
            self._load_cards(self.cells.current_row())
        else:
            self.cells.select_row(place)  # which reads its cards, once

    def _show(self, found: Found) -> None:
        cells, asks, given = found
        self.given.setText(given_words(given))
        kept = self.cells.current_row()
        names = [row.cell for row in cells]
        if kept is not None and kept.cell in names:
            same = names.index(kept.cell)
        else:
            same = next((n for n, row in enumerate(cells) if row.to_hand_over), 0)
        self.form.ask_old_card(asks)
        self.cells.set_rows(cells, select=same)

    def _load_cards(self, row: object) -> None:
        if isinstance(row, CellProgress):
            read = partial(self.context.services.cards.hand_overs.cell, row.cell)
            self.context.tasks.query(read, partial(self._show_cards, row.cell))
        self._fit()

    def _show_cards(self, cell: str, cards: tuple[CardView, ...]) -> None:
        chosen = self.cells.current_row()
        if not isinstance(chosen, CellProgress) or chosen.cell != cell:
            return
        wanted, self._wanted = self._wanted, None
        self.cards.show_cards(cards, wanted.application_id if wanted else None)
        self._fit()

    # ------------------------------------------------------------ not now, and paper

    def _not_delivered(self) -> None:
        row = self.cards.card
        if row is None or self._signing:
            return
        hands, actor = self.context.services.cards.hand_overs, self.context.actor
        write = partial(
            hands.not_delivered,
            row.application_id,
            self.form.reason,
            actor=actor,
            note=self.form.note.value(),
        )
        self.context.tasks.change(write, self._noted, self.fail)

    def _noted(self, _: object) -> None:
        self.form.note.set_value("")
        self.context.feedback.toast(tr("Đã ghi lý do chưa trao."))
        self.load()

    def _print(self) -> None:
        row = self.cells.current_row()
        if isinstance(row, CellProgress):
            self.prints.hand_out(row.cell)

    def _fit(self, *_: object) -> None:
        row = self.cards.card
        can = row is not None and row.application_state is ApplicationState.RETURNED
        self.form.not_now.set_disabled("" if can else tr("Chọn thẻ chờ trao"))
        self.moved.emit()
