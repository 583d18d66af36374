"""The page of a check list under way: a verdict by one digit, each kept at once, then closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.campaign.inspections.views import InspectionView, MarkView, Measured, NewMark
from desktop.common.clock import today
from desktop.common.i18n import tr, trn
from desktop.common.inspections import Measure, Verdict
from desktop.ui.campaign.inspect_side import CloseSide, ItemSide, VerdictSide
from desktop.ui.campaign.inspection_rows import item_columns
from desktop.ui.campaign.sided_page import SidedPage
from desktop.ui.context import PageName, UiContext
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel


class _Side(Enum):
    """What stands beside the check list."""

    ITEM = "item"
    VERDICT = "verdict"
    CLOSE = "close"


@dataclass(frozen=True)
class _Seen:
    """Everything the page shows, read at once.

    Attributes:
        inspection: None where none is under way.
        measures: item -> what the program can tell about it.
        told: what it told now.
    """

    inspection: InspectionView | None
    measures: Mapping[str, Measure]
    told: Mapping[Measure, Measured]


class InspectPage(SidedPage[_Side]):
    """One inspection under way."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Kiểm tra từng mục"), _Side.ITEM)
        self._number = 0
        self.seen = _Seen(None, {}, {})
        self.table = Table(item_columns(), tr("Kiểm tra từng mục"))
        self.table.row_changed.connect(self._row_changed)
        empty = EmptyState(
            tr("Không có lần kiểm tra nào đang làm."),
            tr("Bấm F7 về trang Kiểm tra, giám sát, rồi Ctrl+N để bắt đầu."),
            icon="check",
        )
        self.panel = TablePanel(self.table, empty)
        self.item_side, self.close_side = ItemSide(), CloseSide()
        self.verdict_side = VerdictSide(today(context.services.clock))
        sides: dict[_Side, QWidget] = {
            _Side.ITEM: self.item_side,
            _Side.VERDICT: self.verdict_side,
            _Side.CLOSE: self.close_side,
        }
        self._put_sides(self.panel, sides)
        self._fill_bar()
        self._open(_Side.ITEM)

    def _fill_bar(self) -> None:
        bar, item = self.action_bar, self.item_side
        self._fill_back()
        self.primary = bar.set_primary(tr("Chốt lần kiểm tra"), self._go_on)
        item.passed.clicked.connect(partial(self._say, Verdict.PASSED))
        item.other.clicked.connect(partial(self._say, Verdict.NOT_APPLICABLE))
        item.failed.clicked.connect(partial(self._ask, Verdict.FAILED))
        item.remark.clicked.connect(self._ask_note)

    # ------------------------------------------------------------ coming and going

    def enter(self, number: int = 0) -> None:
        """Show an inspection.

        Args:
            number: which; 0 takes the one that is under way.
        """
        super().enter()
        self._number = number
        self._open(_Side.ITEM)
        self._load()

    def _load(self) -> None:
        duties, number = self._context.services.duties, self._number

        def read() -> _Seen:
            found = [one for one in duties.inspections.log() if one.is_open]
            chosen = [one for one in found if one.number == number] or found[-1:]
            measures = {one.code: one.measure for one in duties.checklist.items() if one.measure}
            return _Seen(chosen[0] if chosen else None, measures, duties.inspections.measured())

        self._asked = self._context.tasks.query(read, self._show)

    def _show(self, seen: _Seen) -> None:
        self.seen = seen
        one = seen.inspection
        marks = one.marks if one else ()
        waiting = [place for place, mark in enumerate(marks) if mark.verdict is None]
        self._fill(waiting[0] if waiting else 0)

    def _fill(self, select: int) -> None:
        """Show the inspection as it is now, with one of its items selected."""
        one = self.seen.inspection
        rows = [self._with_figure(mark) for mark in one.marks] if one else []
        self.sums.setText(
            tr("{point}, {who}").format(point=one.point, who=one.inspectors) if one else ""
        )
        self.panel.set_filled(bool(rows))
        self.table.set_rows(rows, select=min(select, max(0, len(rows) - 1)))
        self._row_changed()
        if self.side is _Side.ITEM:
            (self.table if rows else self).setFocus()

    def _with_figure(self, mark: MarkView) -> MarkView:
        """Return an item with what was measured for it, before a verdict with what is so now."""
        measure = self.seen.measures.get(mark.code)
        if mark.verdict is not None or measure is None:
            return mark
        return replace(mark, measured=self.seen.told.get(measure))

    @property
    def mark(self) -> MarkView | None:
        """The item that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, MarkView) else None

    def _row_changed(self, *_: object) -> None:
        mark = self.mark
        can_tell = mark is not None and mark.code in self.seen.measures
        self.item_side.show_mark(mark, mark.measured if mark else None, can_tell=can_tell)
        self._fit()

    def _fit(self) -> None:
        if self.side is not _Side.ITEM:
            return
        one = self.seen.inspection
        left = one.count(None) if one else 0
        words = trn("Còn {n} mục chưa ghi.", "Còn {n} mục chưa ghi.", left).format(n=left)
        self.action_bar.set_primary(tr("Chốt lần kiểm tra"))
        nothing = tr("Không có lần kiểm tra nào đang làm.")
        self.action_bar.set_reason(nothing if one is None else words if left else "")

    # ------------------------------------------------------------ verdicts

    def _fill_form(self, side: _Side) -> None:
        self.action_bar.set_primary(tr("Chốt") if side is _Side.CLOSE else tr("Lưu"))

    def _focus_table(self) -> None:
        self.table.setFocus()

    def _ask(self, verdict: Verdict, *_: object) -> None:
        if self.mark is not None:
            self._open(_Side.VERDICT)
            self.verdict_side.ask(self.mark, verdict, today(self._context.services.clock))

    def _ask_note(self) -> None:
        if self.mark is not None and self.mark.verdict is not None:
            self._ask(self.mark.verdict)

    def _say(self, verdict: Verdict, *_: object) -> None:
        """Keep a verdict that needs no more words; a note that is there stays."""
        if self.mark is not None:
            self._keep(NewMark(self.mark.code, verdict, self.mark.note))

    def _go_on(self) -> None:
        """Do what the primary says."""
        one, form = self.seen.inspection, self.verdict_side
        if one is None:
            return
        if self.side is _Side.ITEM:
            self._open(_Side.CLOSE)
            self.close_side.ask(one)
            self.setFocus()
        elif self.side is _Side.CLOSE:
            inspections, actor = self._context.services.duties.inspections, self._context.actor
            close = partial(inspections.close, one.number, actor=actor)
            self._context.tasks.change(close, self._closed, self._failed)
        elif self.mark is not None:
            note = form.note.value()
            self._keep(NewMark(self.mark.code, form.verdict, note, form.deadline_iso))

    def _keep(self, new: NewMark) -> None:
        one = self.seen.inspection
        if one is None:
            return
        inspections, actor = self._context.services.duties.inspections, self._context.actor
        keep = partial(inspections.mark, one.number, new, actor=actor)
        self._context.tasks.change(keep, partial(self._kept, new.code), self._failed)

    def _kept(self, code: str, made: InspectionView) -> None:
        """Go to the next item; after the last one stay."""
        self._open(_Side.ITEM)
        self.seen = replace(self.seen, inspection=made)
        codes = [mark.code for mark in made.marks]
        self._fill(min(codes.index(code) + 1, len(codes) - 1))

    def _closed(self, made: InspectionView) -> None:
        words = tr("Đã chốt lần kiểm tra số {n}.").format(n=made.number)
        # Said on the page that follows: what was said on this one goes away with it.
        self._context.navigator.show(PageName.INSPECTIONS)
        self._context.feedback.toast(words)
