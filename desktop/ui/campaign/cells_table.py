"""The table of cells: how far each is, its last day, and the state of its gate."""

from __future__ import annotations

from collections.abc import Callable

from desktop.campaign.phases.views import Board, CellRow
from desktop.campaign.phases.words import cell_words, phase_words
from desktop.common.i18n import tr, trn
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel


class CellsTable(TablePanel):
    """Every cell of this unit; the selected one stays selected when it is shown anew."""

    def __init__(self) -> None:
        self.table = Table(_columns(), tr("Các chi bộ và cổng của từng chi bộ"))
        empty = EmptyState(
            tr("Chưa có danh sách."),
            tr("Nhập danh sách đảng viên ở thẻ Danh sách trước."),
            icon="list",
        )
        super().__init__(self.table, empty, title=tr("Chi bộ"))
        self.sums = PlainLabel("", "label", "ink2")
        self.head.addWidget(self.sums)

    @property
    def row(self) -> CellRow | None:
        """The selected cell."""
        row = self.table.current_row()
        return row if isinstance(row, CellRow) else None

    def show_board(self, board: Board) -> None:
        """Show the cells of a board."""
        names = [one.name for one in board.cells]
        before = self.row
        at = names.index(before.name) if before is not None and before.name in names else 0
        self.table.set_rows(board.cells, select=at if names else None)
        self.set_filled(bool(names))
        closed = sum(one.closing is not None for one in board.cells)
        words = trn(
            "{n} chi bộ, đã khóa sổ {closed}", "{n} chi bộ, đã khóa sổ {closed}", len(names)
        )
        self.sums.setText(words.format(n=len(names), closed=closed))


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Chi bộ"), lambda one: cell_words(one.name), stretch=1, least=112),
        Column(tr("Đủ ĐK"), lambda one: Cell(f"{one.eligible}"), width=82, right=True),
        _stage(tr("Nhận"), lambda one: one.reached.received, width=70),
        _stage(tr("Duyệt"), lambda one: one.reached.approved, drop=2, width=76),
        _stage(tr("Chuyển"), lambda one: one.reached.transferred, drop=5, width=94),
        _stage(tr("In"), lambda one: one.reached.printed, drop=3, width=48),
        _stage(tr("Về xã"), lambda one: one.reached.returned, drop=4, width=76),
        _stage(tr("Trao"), lambda one: one.reached.handed_over, width=64),
        Column(tr("Hạn"), _deadline, width=84, drop=1),
        Column(tr("Bước"), _gate, width=128, tags=True),
    )


def _stage(title: str, count: Callable[[CellRow], int], *, width: int, drop: int = 0) -> Column:
    def cell(one: CellRow) -> Cell:
        return Cell(f"{count(one)}", quiet=not count(one))

    return Column(title, cell, width=width, right=True, drop=drop)


def _deadline(one: CellRow) -> Cell:
    if one.deadline is None:
        return Cell("–", quiet=True)
    return Cell(
        f"{one.deadline:%d/%m}", strong=one.has_own_deadline, tint="bad" if one.is_late else ""
    )


def _gate(one: CellRow) -> Cell:
    """Return the phase of a cell; its colour and sign say whether its gate is met."""
    if one.closing is not None:
        return Cell(tr("Đã khóa"), tag="neutral", icon="lock")
    if one.is_late:
        return Cell(tr("Quá hạn"), tag="bad")
    return Cell(phase_words(one.phase), tag="warn" if one.obstacles else "ok")
