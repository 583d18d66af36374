"""Third face: cards to their members, cell by cell, and how far each cell is."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, HandOverWay, Undelivered
from desktop.common.work import Work
from desktop.returns.rules import undelivered_text
from desktop.returns.views import CardView, CellProgress, HandOver
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.returns.face import BAR, CardsFace, cell_name
from desktop.ui.returns.hand_cards import HandCards
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table

_YES, _NO = "yes", "no"
Found = tuple[tuple[CellProgress, ...], bool]


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
        self.setFixedWidth(theme.current().pick(340, 248))


class HandFace(CardsFace):
    """Left: cells. Middle: cards of the cell. Right: how the card is handed over, or why not."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._wanted: CardView | None = None
        self.cells = Table(_cell_columns(), tr("Chi bộ"))
        self.cells.row_changed.connect(self._cell_changed)
        self.cards = HandCards(context)
        self.cards.changed.connect(self._fit)
        self.cards.failed.connect(self.fail)
        self.cards.print_button.clicked.connect(self._print)
        left = _CellsPanel(tr("Chi bộ"), padded=False)
        left.body.addWidget(self.cells, 1)
        self.side = SidePanel(width=300, small_width=264)
        self._lay_out_side()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(left)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.side)

    def _lay_out_side(self) -> None:
        self.way = ChoiceEdit(
            [
                (HandOverWay.PAPER.value, tr("Ký trên danh sách in")),
                (HandOverWay.WITNESS.value, tr("Có người làm chứng")),
            ]
        )
        self.way.value_changed.connect(self._fit)
        self.witness = TextEdit(limit=80)
        self.witness.value_changed.connect(self._fit)
        self.old = ChoiceEdit([(_YES, tr("Đã thu")), (_NO, tr("Chưa thu"))], empty=tr("Chưa ghi"))
        self.old.value_changed.connect(self._fit)
        self.why = ChoiceEdit([(one.value, undelivered_text(one)) for one in Undelivered])
        self.note = TextEdit(limit=120)
        self.witness_entry = FormEntry(tr("Người làm chứng"), self.witness)
        self.old_entry = FormEntry(tr("Thẻ cũ"), self.old)
        inside = self.side.inside
        inside.addWidget(FormEntry(tr("Cách nhận"), self.way))
        inside.addWidget(self.witness_entry)
        inside.addWidget(self.old_entry)
        inside.addWidget(FormEntry(tr("Lý do chưa trao"), self.why))
        inside.addWidget(FormEntry(tr("Ghi chú"), self.note, optional=True))
        inside.addStretch(1)
        self.not_now = OutlineButton(tr("Chưa trao được"), key="F6", small=True)
        self.not_now.clicked.connect(self._not_delivered)
        self.side.below.addWidget(self.not_now)

    def primary(self) -> tuple[str, str]:
        """Hand the selected card over."""
        return tr("Trao thẻ"), self._problem()

    def _problem(self) -> str:
        row = self.cards.card
        if row is None:
            return tr("Chi bộ này chưa có thẻ nào về xã.")
        if row.application_state is not ApplicationState.RETURNED:
            return tr("Thẻ này đã trao cho đảng viên.")
        if self._is_witnessed() and not self.witness.value():
            return tr("Chưa ghi họ tên người làm chứng.")
        if self.old_entry.isVisibleTo(self) and not self.old.value():
            return tr("Chưa ghi đã thu thẻ cũ hay chưa.")
        return ""

    def _is_witnessed(self) -> bool:
        return self.way.value() == HandOverWay.WITNESS.value

    def go(self) -> None:
        """Hand the selected card over and go on to the next one."""
        row = self.cards.card
        if self._problem() or row is None:
            return
        hands, actor = self.context.services.cards.hand_overs, self.context.actor
        old = {_YES: True, _NO: False}.get(self.old.value())
        witness = self.witness.value() if self._is_witnessed() else ""
        how = HandOver(HandOverWay(self.way.value()), witness=witness, old_card_collected=old)

        def hand_over() -> None:
            hands.hand_over([row.application_id], how, actor=actor)

        self.context.tasks.change(hand_over, partial(self._done, row), self.fail)

    def on_scan(self, text: str) -> None:
        """Select the card that was scanned."""
        counts = self.context.services.cards.counts
        self.context.tasks.query(partial(counts.find, text), self._found, self.failed.emit)

    def load(self) -> None:
        """Read how far the cells are."""
        hands = self.context.services.cards.hand_overs

        def read() -> Found:
            return hands.progress(), hands.asks_old_card

        self.context.tasks.query(read, self._show)

    def _found(self, card: CardView) -> None:
        self._wanted = card
        names = [row.cell for row in self.cells.rows]
        if card.cell not in names:
            return
        place = names.index(card.cell)
        if place == self.cells.currentIndex().row():
            self._load_cards(card.cell)
        else:
            self.cells.select_row(place)  # which reads its cards, once

    def _show(self, found: Found) -> None:
        cells, asks = found
        kept = self.cells.current_row()
        names = [row.cell for row in cells]
        if kept is not None and kept.cell in names:
            same = names.index(kept.cell)
        else:
            same = next((n for n, row in enumerate(cells) if row.to_hand_over), 0)
        self.old_entry.setVisible(asks)
        self.cells.set_rows(cells, select=same)

    def _cell_changed(self, row: object) -> None:
        if isinstance(row, CellProgress):
            self._load_cards(row.cell)
        self._fit()

    def _load_cards(self, cell: str) -> None:
        hands = self.context.services.cards.hand_overs
        self.context.tasks.query(partial(hands.cell, cell), partial(self._show_cards, cell))

    def _show_cards(self, cell: str, cards: tuple[CardView, ...]) -> None:
        chosen = self.cells.current_row()
        if not isinstance(chosen, CellProgress) or chosen.cell != cell:
            return
        wanted, self._wanted = self._wanted, None
        self.cards.show_cards(cards, wanted.application_id if wanted else None)
        self._fit()

    def _done(self, row: CardView, _: object) -> None:
        self.context.feedback.clear(BAR)
        self.context.feedback.toast(tr("Đã trao thẻ cho {name}.").format(name=row.full_name))
        self.witness.set_value("")
        self.note.set_value("")
        self.old.set_value("")
        self.load()

    def _not_delivered(self) -> None:
        row = self.cards.card
        if row is None:
            return
        hands, actor = self.context.services.cards.hand_overs, self.context.actor
        reason, note = Undelivered(self.why.value()), self.note.value()

        def write() -> None:
            hands.not_delivered(row.application_id, reason, actor=actor, note=note)

        self.context.tasks.change(write, self._noted, self.fail)

    def _noted(self, _: object) -> None:
        self.note.set_value("")
        self.context.feedback.toast(tr("Đã ghi lý do chưa trao."))
        self.load()

    def _print(self) -> None:
        row = self.cells.current_row()
        if not isinstance(row, CellProgress):
            return
        services, actor, cell = self.context.services, self.context.actor, row.cell

        def run(work: Work) -> None:
            del work
            pdf = services.cards.papers.hand_out_lists([cell], actor=actor)
            services.printer().print_pdf(pdf, title="trao-the", copies=2)

        def printed(_: object) -> None:
            self.context.feedback.toast(tr("Đã gửi danh sách trao thẻ ra máy in."))

        self.context.tasks.run_long(run, printed, self.fail)

    def _fit(self, *_: object) -> None:
        self.witness_entry.setVisible(self._is_witnessed())
        row = self.cards.card
        can = row is not None and row.application_state is ApplicationState.RETURNED
        self.not_now.set_disabled("" if can else tr("Chọn thẻ chờ trao"))
        self.moved.emit()
