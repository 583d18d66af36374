"""Beside the table while a cell is being closed: who is not done, and the reason for each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from desktop.campaign.cells.views import OpenCase
from desktop.campaign.cells.words import REASONS, case_state_words, why_words
from desktop.common.i18n import tr, trn
from desktop.common.phases import CaseReason
from desktop.ui import theme
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table

LONGEST_NOTE = 200


class ClosingSide(SidePanel):
    """The open cases of one cell.

    Signals:
        changed: the cases or the selection are other ones now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Khóa sổ"), width=460, small_width=400)
        self.cell = ""
        self.lead = PlainLabel("", "table", "ink2", wrap=True)
        self.table = Table(_columns(), tr("Người chưa xong của chi bộ"))
        self.table.row_changed.connect(self._show_case)
        self.why = PlainLabel("", "hint", "ink2", wrap=True)
        self.reason = ChoiceEdit([(one.value, tr(words)) for one, words in REASONS.items()])
        # The longest reason must not widen the panel.
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.reason.setSizeAdjustPolicy(policy)
        self.reason.setMinimumContentsLength(8)
        self.table.setMinimumWidth(0)
        self.note = TextEdit(limit=LONGEST_NOTE)
        self.reason_entry = FormEntry(tr("Lý do chưa xong"), self.reason)
        self.note_entry = FormEntry(tr("Ghi chú"), self.note, optional=True)
        self.inside.addWidget(self.lead)
        self.inside.addWidget(self.table)
        for part in (self.why, self.reason_entry, self.note_entry):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()
        theme.on_change(self.refresh_rows)

    def refresh_rows(self) -> None:
        """Show some people at once; more are scrolled to."""
        look = theme.current()
        self.table.setFixedHeight(look.pick(34 + 5 * 44 + 2, 30 + 3 * 40))

    @property
    def cases(self) -> tuple[OpenCase, ...]:
        """Everybody who is not done."""
        return tuple(self.table.rows)

    @property
    def case(self) -> OpenCase | None:
        """The selected one."""
        row = self.table.current_row()
        return row if isinstance(row, OpenCase) else None

    @property
    def unexplained(self) -> int:
        """How many have no reason yet."""
        return sum(not one.is_explained for one in self.cases)

    def show_cases(self, cell: str, cases: tuple[OpenCase, ...]) -> None:
        """Show the cases of a cell; the first without a reason is selected."""
        self.cell = cell
        self.set_title(tr("Khóa sổ {cell}").format(cell=cell))
        without = [n for n, one in enumerate(cases) if not one.is_explained]
        told = trn("{n} người chưa có thẻ", "{n} người chưa có thẻ", len(cases))
        rest = trn("{n} chưa có lý do", "{n} chưa có lý do", len(without))
        self.lead.setText(
            tr("{people}, {rest}. Khóa rồi thì không mở, sửa, chuyển ai của chi bộ này.").format(
                people=told.format(n=len(cases)), rest=rest.format(n=len(without))
            )
        )
        self.note.set_value("")
        self.note_entry.set_error("")
        at = without[0] if without else 0
        self.table.set_rows(cases, select=at if cases else None)
        self._show_case()

    def checked(self) -> tuple[CaseReason, str] | None:
        """Return reason and note, or mark what is missing."""
        reason, note = CaseReason(self.reason.value()), self.note.value()
        if reason is CaseReason.OTHER and not note:
            self.note_entry.set_error(tr("Ghi rõ lý do."))
            self.note.setFocus()
            return None
        self.note_entry.set_error("")
        return reason, note

    def _show_case(self, *_: object) -> None:
        case = self.case
        for part in (self.reason_entry, self.note_entry):
            part.setVisible(case is not None)
        self.why.setVisible(case is not None and case.is_explained)
        if case is not None:
            self.why.setText(tr("Lý do đã ghi: {why}").format(why=why_words(case)))
            if case.reason is not None:
                self.reason.set_value(case.reason.value)
                self.note.set_value(case.note)
        self.changed.emit()


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Họ và tên"), lambda one: one.full_name, stretch=1, least=150),
        Column(tr("Ngày sinh"), lambda one: one.birth_shown, width=112, drop=1),
        Column(tr("Lý do"), _why, width=124, tags=True),
    )


def _why(one: OpenCase) -> Cell:
    if one.is_explained:
        return Cell(tr("Đã ghi"), tag="ok")
    return Cell(case_state_words(one), tag="warn")
