"""What a replan would change, cell by cell, before it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.campaign.schedule.rules import Slot
from desktop.campaign.schedule.views import Board, CellChange, Proposal
from desktop.campaign.schedule.words import cell_words, short_day, slot_words
from desktop.common.i18n import tr
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table


def _days(slots: tuple[Slot, ...]) -> str:
    if not slots:
        return "–"
    first, last = slots[0].day, slots[-1].day
    return f"{first:%d/%m}" if first == last else f"{first:%d}–{last:%d/%m}"


def _columns() -> tuple[Column, ...]:
    def name(change: CellChange) -> str:
        return cell_words(change.cell)

    def before(change: CellChange) -> Cell:
        return Cell(_days(change.before), quiet=True)

    return (
        Column(tr("Chi bộ"), name, least=124),
        Column(tr("Đang là"), before, width=92, drop=1),
        Column(tr("Sẽ là"), lambda change: Cell(_days(change.after), strong=True), width=92),
    )


class ScheduleChanges(SidePanel):
    """The cells whose slots would change; the chosen one is told in full below.

    Signals:
        chosen (object): another cell is chosen, by its name.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Lịch sẽ đổi"), width=360, small_width=300)
        self.summary = PlainLabel("", "body", wrap=True)
        self.table = Table(_columns(), tr("Chi bộ đổi buổi"))
        self.table.row_changed.connect(self._tell)
        self.inside.addWidget(self.summary)
        self.inside.addWidget(self.table, 1)
        self.detail = PlainLabel("", "label", "ink2", wrap=True)
        self.below.addWidget(self.detail)

    def show_proposal(self, proposal: Proposal, board: Board) -> None:
        """Show what would change, and come to the first cell."""
        self.summary.setText(_summary(proposal, board))
        self.table.set_rows(list(proposal.changes))
        self.table.setFocus()
        self._tell()

    def _tell(self, *_: object) -> None:
        change = self.table.current_row()
        if not isinstance(change, CellChange):
            self.detail.setText("")
            return
        none = tr("không có buổi nào")
        words = tr("Đang là: {before}. Sẽ là: {after}.")
        self.detail.setText(
            words.format(
                before="; ".join(map(slot_words, change.before)) or none,
                after="; ".join(map(slot_words, change.after)) or none,
            )
        )
        self.chosen.emit(change.cell)


def _summary(proposal: Proposal, board: Board) -> str:
    parts = [
        tr("{n} chi bộ đổi buổi: thêm {added}, bỏ {removed} buổi.").format(
            n=len(proposal.changes), added=len(proposal.added), removed=len(proposal.removed)
        )
    ]
    if proposal.finish is not None:
        parts.append(tr("Xong {day}.").format(day=short_day(proposal.finish)))
    kept = sum(slot.is_fixed for row in board.cells for slot in row.ahead_of(board.today))
    if kept:
        parts.append(tr("{n} buổi đã báo hoặc xếp tay giữ nguyên.").format(n=kept))
    if proposal.without:
        parts.append(
            tr("{n} người không còn chỗ trong nửa năm tới.").format(n=len(proposal.without))
        )
    return " ".join(parts)
