"""The list on the left, on the right the record, its double beside it, and the answer below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.province.records.views import RecordLine, RecordMarks, RecordQuery, Standing
from desktop.province.review.views import Decided, RecordDetail, Verdict
from desktop.ui import theme
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.decision_panel import DecisionPanel
from desktop.ui.province.detail_sheet import DetailSheet
from desktop.ui.province.record_list import RecordList
from desktop.ui.province.review_list import Answers, waiting_columns
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import Undo
from desktop.ui.tasks import Task
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.one_by_one import add_steps, record_beside
from desktop.ui.widgets.table_panel import TablePanel


class ReviewFace(QWidget):
    """Decides one record after the other; what is decided is shown before it is written.

    Attributes:
        standing: which records are listed, HELD or DOUBLED.
        single: a record opened by itself; then no other is listed.
        detail: the record at hand; None while it is read.

    Signals:
        moved: another record is selected, or none.
        shown: the record at hand was read.
        acted (Undo or None): something was decided, or taken back.
        failed (UserFacingError): something could not be done.
    """

    moved = Signal()
    shown = Signal()
    acted = Signal(object)
    failed = Signal(object)

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__()
        self._context = context
        self.standing = Standing.HELD
        self.single: RecordLine | None = None
        self.detail: RecordDetail | None = None
        self._asked: Task | None = None
        self.answers = Answers()
        self.list = RecordList(context, waiting_columns(self.answers), tr("Hồ sơ cần xem"))
        self.list.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.table.row_changed.connect(self._row_changed)
        self.list.counted.connect(self._counted)
        self.empty = EmptyState(tr("Đang mở danh sách…"), icon="check")
        self.panel = TablePanel(self.list.table, self.empty)
        self.sheet, self.decision = DetailSheet(context), DecisionPanel()
        self.before, self.after = add_steps(self.panel, self.step)
        self.right = record_beside(self, self.panel, self.sheet, self.decision)
        theme.on_change(self.fit)

    def fit(self) -> None:
        """Follow the look in force: the list is narrow, the record gets the room."""
        self.panel.setMinimumWidth(theme.current().pick(360, 292))
        self._fit_width()

    def _fit_width(self) -> None:
        is_empty = self.line is None
        wide = 16_777_215 if is_empty else theme.current().pick(360, 292)
        self.panel.setMaximumWidth(wide)
        self.right.setVisible(not is_empty)
        for step in (self.before, self.after):
            step.setVisible(not is_empty)
        self.panel.show_foot(shown=not is_empty)
        self.panel.setVisible(self.single is None or is_empty)

    # ------------------------------------------------------------ which record

    @property
    def line(self) -> RecordLine | None:
        """The record at hand."""
        row = self.list.table.current_row()
        return row if isinstance(row, RecordLine) else None

    def load(self) -> None:
        """Read the list anew, the oldest first."""
        self.answers.clear()
        if self.single is not None:
            self.list.stop()
            self.list.table.begin(1, (self.single,))
            self.panel.set_filled(True)
            self._fit_width()
        else:
            self.list.ask(RecordQuery(standing=self.standing, oldest_first=True))

    def stop(self) -> None:
        """Ask nothing more."""
        self.list.stop()
        if self._asked is not None:
            self._asked.cancel()

    def say_clean(self, count: int) -> None:
        """Say in the empty list what comes next."""
        if count:
            words = tr("{n} hồ sơ đạt đang chờ: bấm Enter để chấp nhận tất cả.")
            text = words.format(n=grouped(count))
        else:
            text = tr("Bấm Enter để tạo tệp trả lời cho các quầy.")
        title = tr("Không có hồ sơ nào chờ người xem.")
        if self.standing is Standing.DOUBLED:
            title = tr("Không có hồ sơ nào trùng.")
        self.empty.set(title, text)

    def _counted(self, marks: RecordMarks) -> None:
        self.panel.set_filled(bool(marks.count))
        self._fit_width()
        self.moved.emit()

    def step(self, by: int) -> None:
        """Come to the next record (1) or the one before (-1)."""
        self.list.table.move_selection(by)

    def _row_changed(self, row: object) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self.detail = None
        self._fit_width()
        if isinstance(row, RecordLine):
            review, key = self._context.desk.review, row.id
            self._asked = self._context.tasks.query(
                lambda: review.detail(key), self._show, self.failed.emit
            )
        self.moved.emit()

    def _show(self, found: RecordDetail) -> None:
        self._asked = None
        self.detail = found
        # A decision on its double may have settled this one too.
        self.answers.note(found.line.id, found.line.standing)
        self.decision.show_record(found)
        self.sheet.show_detail(found)
        self.shown.emit()
        self.moved.emit()

    # ------------------------------------------------------------ answers

    def accept(self) -> None:
        """Accept the record at hand and come to the next one."""
        if self.detail is not None:
            self._decide(Verdict(accepted=True))

    def reject(self) -> None:
        """Send the record at hand back; where the reason is missing, come to it instead."""
        if self.detail is None:
            return
        if self.decision.missing():
            self.decision.ask_for_missing()
            return
        self._decide(self.decision.rejection())

    def _decide(self, verdict: Verdict) -> None:
        line = self.line
        if line is None:
            return
        review, actor = self._context.desk.review, self._context.actor
        standing = Standing.ACCEPTED if verdict.accepted else Standing.REJECTED
        self.answers.note(line.id, standing)
        decide = partial(review.decide, line.id, verdict, actor=actor)
        self._context.tasks.change(decide, self._decided, partial(_tell, self, line))
        if self.single is None:
            self._to_next_open()
        else:
            self.list.table.viewport().update()

    def _to_next_open(self) -> None:
        table = self.list.table
        at = table.currentIndex().row()
        for number in range(at + 1, min(table.count, at + 200)):
            row = table.row_at(number)
            if row is None or self.answers.is_open(row):
                table.select_row(number)
                return
        table.viewport().update()
        self._row_changed(table.current_row())

    def _decided(self, decided: Decided) -> None:
        words = tr("Đã trả về: {name}.")
        if decided.accepted:
            words = tr("Đã chấp nhận: {name}.")
        review, actor = self._context.desk.review, self._context.actor
        undo = Undo(
            words.format(name=decided.full_name),
            partial(_take_back, partial(review.take_back, decided, actor=actor), decided),
            self._taken_back,
        )
        self.acted.emit(undo)
        if self.line is not None and self.line.id == decided.record:
            self._row_changed(self.line)

    def _taken_back(self, decided: object) -> None:
        """Come back to a record whose decision was taken back."""
        if not isinstance(decided, Decided):
            return
        self.answers.note(decided.record, None)
        table = self.list.table
        at = table.currentIndex().row()
        for number in range(max(0, at - 200), min(table.count, at + 200)):
            row = table.row_at(number)
            if row is not None and row.id == decided.record:
                table.select_row(number)
                break
        table.viewport().update()
        self._row_changed(table.current_row())
        self.acted.emit(None)

    def not_decided(self, line: RecordLine, error: UserFacingError) -> None:
        """Say why a decision was not written; the record waits again."""
        self.answers.note(line.id, None)
        self.list.table.viewport().update()
        self.failed.emit(error)


def _tell(face: ReviewFace, line: RecordLine, error: UserFacingError) -> None:
    face.not_decided(line, error)


def _take_back(run: partial[None], decided: Decided) -> Decided:
    run()
    return decided
