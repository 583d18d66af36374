"""Beside the table: the selected cell, what is in its way, its papers, its last day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from desktop.campaign.phases import rules
from desktop.campaign.phases.views import CellRow
from desktop.campaign.phases.words import cell_words, obstacle_words, phase_words
from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.common.phases import CellConfirmation
from desktop.ui.widgets.choice_row import TickRow
from desktop.ui.widgets.fields import DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

LONGEST_REASON = 200


class CellSide(SidePanel):
    """One cell on its way; what is written here is kept by the page.

    Signals:
        confirmed: a tick was set or taken: what the cell confirmed, and whether.
        dated: the last day was typed whole, or emptied (None).

    Args:
        latest_year: the latest year a day typed without century may mean.
    """

    confirmed = Signal(object, bool)
    dated = Signal(object)

    def __init__(self, *, latest_year: int) -> None:
        super().__init__(tr("Chi bộ"), width=344, small_width=276)
        self._shown: CellRow | None = None
        self.lead = PlainLabel("", "body", wrap=True)
        self.blocks = PlainLabel("", "table", "ink2", wrap=True)
        self.ticks = {
            CellConfirmation.SHEET: TickRow(tr("Đã ký phiếu rà soát")),
            CellConfirmation.CATALOGUE: TickRow(tr("Đã xác nhận danh mục")),
        }
        for what, tick in self.ticks.items():
            tick.clicked.connect(lambda on, what=what: self.confirmed.emit(what, on))
        self.deadline = DateEdit(latest_year=latest_year)
        self.deadline.editingFinished.connect(self._dated)
        self.deadline_entry = FormEntry(tr("Hạn riêng của chi bộ"), self.deadline)
        self.reason = TextEdit(limit=LONGEST_REASON)
        self.reason_entry = FormEntry(tr("Lý do"), self.reason)
        for part in (
            self.lead,
            self.blocks,
            *self.ticks.values(),
            self.deadline_entry,
            self.reason_entry,
        ):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_cell(self, cell: CellRow | None, *, may_change: bool) -> None:
        """Show a cell; what was typed for another one is forgotten."""
        is_other = cell is None or self._shown is None or cell.name != self._shown.name
        self._shown = cell
        if is_other:
            self.reason.set_value("")
            self.reason_entry.set_error("")
        for part in (*self.ticks.values(), self.deadline_entry, self.reason_entry):
            part.setVisible(cell is not None)
        if cell is None:
            self.set_title(tr("Chi bộ"))
            self.lead.setText(tr("Chọn một chi bộ."))
            self.blocks.setText("")
            return
        self.set_title(cell_words(cell.name))
        self.lead.setText(_lead(cell))
        self.blocks.setText("\n".join(f"• {obstacle_words(one)}" for one in cell.obstacles))
        self.blocks.setVisible(bool(cell.obstacles) and cell.closing is None)
        is_open = cell.closing is None and may_change and bool(cell.name)
        for what, tick in self.ticks.items():
            has = cell.sheet if what is CellConfirmation.SHEET else cell.catalogue
            tick.setChecked(has)
            tick.setEnabled(is_open)
        self.deadline.setEnabled(is_open)
        shown = f"{cell.deadline:%d/%m/%Y}" if cell.deadline and cell.has_own_deadline else ""
        if not self.deadline.hasFocus():
            self.deadline.setText(shown)
        campaign = tr("Để trống thì theo hạn của đợt.")
        self.deadline_entry.set_hint(campaign)
        self._show_reason(cell, may_change=may_change)

    def _show_reason(self, cell: CellRow, *, may_change: bool) -> None:
        """Ask for a reason only where one is needed."""
        next_ = rules.after(cell.phase)
        needs = cell.closing is not None or (bool(cell.obstacles) and next_ is not None)
        self.reason_entry.setVisible(needs and may_change and bool(cell.name))
        if cell.closing is not None:
            self.reason_entry.set_hint(tr("Vì sao mở lại chi bộ này."))
        elif next_ is not None:
            self.reason_entry.set_hint(
                tr("Chỉ ghi khi vẫn mở bước {phase} dù còn vướng.").format(phase=phase_words(next_))
            )

    def checked_reason(self) -> str:
        """Return the reason, or mark that it is missing and return nothing."""
        reason = self.reason.value()
        self.reason_entry.set_error("" if reason else tr("Ghi lý do rồi bấm lại."))
        if not reason:
            self.reason.setFocus()
        return reason

    def _dated(self) -> None:
        cell = self._shown
        if cell is None or not self.deadline.isEnabled():
            return
        typed = self.deadline.value()
        day = date.fromisoformat(typed.iso) if typed is not None and typed.day else None
        if self.deadline.text().strip() and day is None:
            self.deadline_entry.set_error(tr("Gõ đủ ngày, tháng, năm, như 22082025."))
            return
        self.deadline_entry.set_error("")
        if day != (cell.deadline if cell.has_own_deadline else None):
            self.dated.emit(day)


def _lead(cell: CellRow) -> str:
    if cell.closing is not None:
        return tr("Đã khóa sổ: {name} khóa ngày {day}.").format(
            name=cell.closing.by, day=show_date(cell.closing.at)
        )
    phase = phase_words(cell.phase)
    if cell.obstacles:
        told = tr("Đang ở bước {phase}, còn vướng:").format(phase=phase)
    else:
        told = tr("Đang ở bước {phase}, đủ điều kiện đi tiếp.").format(phase=phase)
    if cell.opened_with_reason:
        why = tr("Đã mở trước khi đạt: {reason}.").format(reason=cell.opened_with_reason)
        return f"{why} {told}"
    return told
