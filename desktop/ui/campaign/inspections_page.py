"""The page "Kiểm tra, giám sát": what inspectors found, who mends it, and their last word."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.campaign.inspections.views import InspectionView
from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.common.inspections import FindingState
from desktop.common.work import Work
from desktop.security.access.permissions import Permission
from desktop.ui.campaign.inspection_forms import (
    ConfirmSide,
    LineSide,
    MendSide,
    NewInspectionSide,
    waits_for,
)
from desktop.ui.campaign.inspection_rows import Line, finding_columns, lines_of, sums_words
from desktop.ui.campaign.sided_page import SidedPage
from desktop.ui.context import PageName, UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.file_question import ask_for_file
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel


class _Side(Enum):
    """What stands beside the findings."""

    LINE = "line"
    NEW = "new"
    MEND = "mend"
    CONFIRM = "confirm"


class InspectionsPage(SidedPage[_Side]):
    """Findings first, each with its inspection."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Kiểm tra, giám sát"), _Side.LINE)
        self.table = Table(finding_columns(), tr("Kiểm tra, giám sát"))
        self.table.row_changed.connect(self._row_changed)
        empty = EmptyState(
            tr("Chưa có lần kiểm tra nào."),
            tr("Người kiểm tra bấm Ctrl+N để xem từng mục của điểm thu nhận."),
            icon="check",
        )
        self.panel = TablePanel(self.table, empty)
        self.line_side, self.new_side = LineSide(), NewInspectionSide()
        self.mend_side, self.confirm_side = MendSide(), ConfirmSide()
        sides: dict[_Side, QWidget] = {
            _Side.LINE: self.line_side,
            _Side.NEW: self.new_side,
            _Side.MEND: self.mend_side,
            _Side.CONFIRM: self.confirm_side,
        }
        self._put_sides(self.panel, sides)
        self._fill_bar()
        self._open(_Side.LINE)

    def _fill_bar(self) -> None:
        bar = self.action_bar
        self._fill_back()
        self.minutes = OutlineButton(tr("Ghi biên bản"), key="Ctrl+S", icon="file")
        self.minutes.clicked.connect(self._write_minutes)
        bar.add_left(self.minutes)
        self.add = OutlineButton(tr("Kiểm tra mới"), key="Ctrl+N", icon="plus")
        self.add.clicked.connect(partial(self._open, _Side.NEW))
        bar.add_right(self.add)
        self.primary = bar.set_primary(tr("Ghi đã khắc phục"), self._go_on)
        self._plain_buttons = (self.minutes, self.add)
        self._context.forbid(Permission.INSPECTION_WRITE, self.add)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Show what was found."""
        super().enter()
        self._open(_Side.LINE)
        self._load()

    def _load(self) -> None:
        log = self._context.services.duties.inspections.log
        self._asked = self._context.tasks.query(log, self._show)

    def _show(self, found: tuple[InspectionView, ...]) -> None:
        chosen = self.line.key if self.line else None
        lines = lines_of(found, today(self._context.services.clock))
        keys = [one.key for one in lines]
        self.sums.setText(sums_words(lines))
        self.panel.set_filled(bool(lines))
        self.table.set_rows(lines, select=keys.index(chosen) if chosen in keys else 0)
        self._row_changed()
        if self.side is _Side.LINE:
            (self.table if lines else self).setFocus()

    @property
    def line(self) -> Line | None:
        """The line that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, Line) else None

    def _row_changed(self, *_: object) -> None:
        self.line_side.show_line(self.line)
        self._fit()

    def _fit(self) -> None:
        """Let the primary say what the selected line waits for."""
        if self.side is not _Side.LINE:
            return
        line, why_not = self.line, self._context.why_not
        is_open = line is not None and line.inspection.is_open
        is_closed = line is not None and not is_open
        self.minutes.set_disabled("" if is_closed else tr("Chốt lần kiểm tra rồi mới in."))
        may_write = why_not(Permission.INSPECTION_WRITE)
        state = waits_for(line)
        if is_open:
            words, reason = tr("Kiểm tra tiếp"), may_write
        elif state is FindingState.MENDED:
            words = tr("Xem lại, xác nhận")
            reason = may_write and tr("Chờ người kiểm tra.")
        else:
            words = tr("Ghi đã khắc phục")
            reason = why_not(Permission.INSPECTION_ANSWER) and tr("Chờ phụ trách ca ghi.")
            if line is None:
                reason = tr("Chưa chọn dòng nào.")
            elif state is None:
                reason = tr("Không còn gì phải khắc phục.")
        self.action_bar.set_primary(words)
        self.action_bar.set_reason(reason)

    # ------------------------------------------------------------ forms

    def _fill_form(self, side: _Side) -> None:
        line = self.line
        verbs = {_Side.NEW: tr("Bắt đầu"), _Side.MEND: tr("Lưu"), _Side.CONFIRM: tr("Lưu kết luận")}
        self.action_bar.set_primary(verbs[side])
        if side is _Side.NEW:
            self.new_side.ask(self._context.actor)
        elif line is not None and side is _Side.MEND:
            self.mend_side.ask(line)
        elif line is not None:
            self.confirm_side.ask(line)

    def _focus_table(self) -> None:
        self.table.setFocus()

    def _go_on(self) -> None:
        """Do what the primary says."""
        line = self.line
        if self.side is _Side.NEW:
            self._begin()
        elif line is None:
            return
        elif self.side is _Side.LINE and line.inspection.is_open:
            self._context.navigator.show(PageName.INSPECT, number=line.inspection.number)
        elif self.side is _Side.LINE:
            mended = waits_for(line) is FindingState.MENDED
            self._open(_Side.CONFIRM if mended else _Side.MEND)
        elif line.finding is not None and self.side is _Side.MEND:
            self._change(self._mending(line.finding.number))
        elif line.finding is not None:
            self._change(self._confirming(line.finding.number))

    def _begin(self) -> None:
        inspections, actor = self._context.services.duties.inspections, self._context.actor
        who, point = self.new_side.inspectors.value(), self.new_side.point.value()

        def act() -> InspectionView:
            return inspections.begin(who, point=point, actor=actor)

        self._context.tasks.change(act, self._begun, self._failed)

    def _begun(self, made: InspectionView) -> None:
        self._context.navigator.show(PageName.INSPECT, number=made.number)

    def _mending(self, number: int) -> Callable[[], str]:
        how, actor = self.mend_side.how.value(), self._context.actor

        def act() -> str:
            self._context.services.duties.findings.answer(number, how, actor=actor)
            return tr("Đã ghi khắc phục, chờ người kiểm tra xác nhận.")

        return act

    def _confirming(self, number: int) -> Callable[[], str]:
        form, actor = self.confirm_side, self._context.actor
        mended, word = form.is_mended, form.word.value()

        def act() -> str:
            findings = self._context.services.duties.findings
            findings.confirm(number, mended=mended, word=word, actor=actor)
            return tr("Đã xác nhận khắc phục xong.") if mended else tr("Đã mở lại.")

        return act

    def _change(self, act: Callable[[], str]) -> None:
        self._context.tasks.change(act, self._changed, self._failed)

    # ------------------------------------------------------------ the paper

    def _write_minutes(self) -> None:
        if self.line is None:
            return
        number = self.line.inspection.number
        name = f"bien-ban-kiem-tra-{number}.pdf"
        target = ask_for_file(self, self.minutes.label, name, tr("PDF (*.pdf)"))
        if target is None:
            return
        inspections, actor = self._context.services.duties.inspections, self._context.actor

        def run(work: Work) -> str:
            del work
            inspections.export(number, target, actor=actor)
            return tr("Đã ghi biên bản: {file}").format(file=target.name)

        self._context.tasks.run_long(run, self._changed, self._failed)
