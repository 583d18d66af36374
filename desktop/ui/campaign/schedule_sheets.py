"""What cells are told and what they signed: printed, written, entered back."""

from __future__ import annotations

from functools import partial

from desktop.campaign.precheck.views import CellList
from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign import schedule_files
from desktop.ui.campaign.precheck_form import PrecheckForm
from desktop.ui.campaign.schedule_view import BAR, ScheduleView
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton


class SheetsView(ScheduleView):
    """The schedule with the papers of its cells, and the form for a signed sheet."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._busy = False
        self.form = PrecheckForm()
        self.right.addWidget(self.form)
        self.back = self.action_bar.add_back(context.navigator.back)
        self.stop = OutlineButton(tr("Thôi"), key="Esc")
        self.action_bar.add_left(self.stop)
        self.printing = OutlineButton(tr("In giấy tờ"), key="Ctrl+P", icon="printer")
        self.saving = OutlineButton(tr("Xuất giấy tờ"), key="Ctrl+S", icon="file")
        for button in (self.printing, self.saving):
            self.action_bar.add_left(button)
        self.printing.clicked.connect(self._print)
        self.saving.clicked.connect(self._save)
        self.side.sheet.clicked.connect(self._open_form)
        self.form.changed.connect(self._fit)
        context.forbid(Permission.ROSTER_EXPORT, self.printing, self.saving)
        context.forbid(Permission.ROSTER_DECIDE, self.side.sheet)

    # ------------------------------------------------------------ papers

    def _print(self) -> None:
        line = self.line
        if line is not None:
            schedule_files.print_cell(self._context, line.row.cell, line.name, self._failed)

    def _save(self) -> None:
        """Write the papers of every cell that is listed now."""
        cells = [line.row.cell for line in self.grid.lines if line.row.cell]
        if cells:
            schedule_files.save_cells(self._context, self, cells, self._failed)

    # ------------------------------------------------------------ signed sheets

    @property
    def is_filling(self) -> bool:
        """Whether a signed sheet is being entered."""
        return self.right.currentWidget() is self.form

    def _open_form(self) -> None:
        line = self.line
        if line is None or self._busy:
            return
        name, day = line.name, today(self._context.services.clock)

        def show(found: CellList) -> None:
            self._face(self.form)
            self.form.ask(found, name, day)
            self._fit()

        self.bars.clear(BAR)
        read = partial(self._context.services.precheck.cell, line.row.cell)
        self._asked = self._context.tasks.query(read, show, self._failed)

    def _keep_form(self) -> None:
        filled = self.form.filled()
        if filled is None or self._busy:
            return
        precheck, actor = self._context.services.precheck, self._context.actor
        enter = partial(
            precheck.enter,
            filled.cell,
            filled.signed_by,
            filled.signed_on,
            filled.remarks,
            actor=actor,
        )

        def kept(_: CellList) -> None:
            self._busy = False
            back = partial(precheck.take_back, filled.cell, actor=actor)
            undo = partial(self._context.tasks.change, back, lambda _: self._load(), self._failed)
            words = tr("Đã giữ phiếu ký của {cell}; {n} điều phải sửa.")
            name = self.line.name if self.line else filled.cell
            self._context.feedback.toast(words.format(cell=name, n=len(filled.remarks)), undo)
            self._close()
            self._load()
            self.grid.setFocus()

        self._busy = True
        self._fit()
        self._context.tasks.change(enter, kept, self._not_kept)

    def _not_kept(self, error: UserFacingError) -> None:
        self._busy = False
        self._failed(error)
        self._fit()

    def _close(self) -> None:
        """Go back to the cell; extended by the page."""
        self._face(self.side)
        self._fit()

    def _fit_papers(self, *, is_idle: bool) -> None:
        """Say which papers there are to be made now."""
        cells = sum(bool(line.row.cell) for line in self.grid.lines)
        self.saving.setText(tr("Xuất giấy tờ ({n})").format(n=cells))
        nobody = tr("Chưa chọn chi bộ")
        self.printing.set_disabled("" if self.line and self.line.row.cell else nobody)
        self.saving.set_disabled("" if cells else nobody)
        self.side.sheet.set_disabled("" if self.line and self.line.row.cell else nobody)
        for button in (self.printing, self.saving):
            button.setVisible(is_idle)
