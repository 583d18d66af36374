"""The list on the left, on the right the record, below it why it would go back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.intake.review.errors import OwnRecordError
from desktop.intake.review.views import ReviewDetail, ReviewRow
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.intake.return_panel import ReturnPanel
from desktop.ui.intake.review_list import Decided, review_columns
from desktop.ui.intake.review_sheet import ReviewSheet
from desktop.ui.roster.register_face import Undo
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.following import follow_rows
from desktop.ui.widgets.one_by_one import add_steps, record_beside
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

State = ApplicationState
_WIDEST = 16_777_215  # px; what Qt takes for no limit
T = TypeVar("T")


class ReviewFace(QWidget):
    """Decides one record after the other.

    Attributes:
        shows_approved: whether approved records are listed instead of waiting ones.
        detail: the record at hand; None while it is read.
        decided: what was decided since the list was read.

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

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.shows_approved = False
        self.detail: ReviewDetail | None = None
        self._asked: list[Task] = []
        self.decided = Decided()
        self.table = Table(review_columns(self.decided), tr("Hồ sơ chờ duyệt"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.row_changed.connect(self._row_changed)
        self.empty = EmptyState(tr("Đang mở danh sách…"), icon="check")
        self.panel = TablePanel(self.table, self.empty)
        self.sheet, self.back = ReviewSheet(), ReturnPanel()
        self._look = OneLook(context.tasks, context.feedback, self)
        self._make_feet()
        self.right = record_beside(self, self.panel, self.sheet, self.back)
        theme.on_change(self.fit)

    def _make_feet(self) -> None:
        self.before, self.after = add_steps(self.panel, self.step)
        # The page puts it beside its title: the list is too narrow for a third button.
        self.reveal = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.reveal.clicked.connect(self._toggle_numbers)

    def fit(self) -> None:
        """Follow the look in force: the list is narrow, the record gets the room."""
        narrow = theme.current().pick(404, 356)
        self.panel.setMinimumWidth(narrow)
        self.panel.setMaximumWidth(narrow if self.row is not None else _WIDEST)
        is_there = self.row is not None
        for part in (self.right, self.reveal, self.before, self.after):
            part.setVisible(is_there)
        self.panel.show_foot(shown=is_there)

    # ------------------------------------------------------------ which record

    @property
    def row(self) -> ReviewRow | None:
        """The record at hand."""
        row = self.table.current_row()
        return row if isinstance(row, ReviewRow) else None

    def load(self, *, from_top: bool = False, quietly: bool = False) -> None:
        """Read the list anew, the most to be looked at first.

        Args:
            from_top: come to the first record, not back to the one at hand.
            quietly: another counter changed something: nothing moves that one is at, and while a
                note is typed the list waits.
        """
        if not quietly:
            self.stop()
        if from_top:
            self.table.set_rows(())
        review, actor = self._context.services.review, self._context.actor
        read = review.approved if self.shows_approved else review.waiting
        self._ask(partial(read, actor=actor), self._followed if quietly else self._listed)

    def _followed(self, rows: tuple[ReviewRow, ...]) -> None:
        """Show what came in last, and what left no more; what is at hand or decided stays."""
        if self.back.has_focus:
            return
        fresh = {row.application_id: row for row in rows}
        at_hand = self.row
        kept = [
            fresh.pop(row.application_id, row)
            for row in self.table.rows
            if row.application_id in fresh or row == at_hand or not self.decided.is_open(row)
        ]
        follow_rows(self.table, [*kept, *fresh.values()], lambda row: row.application_id)
        self.panel.set_filled(bool(self.table.rows))

    def stop(self) -> None:
        """Ask nothing more."""
        for task in self._asked:
            task.cancel()
        self._asked.clear()

    def _ask(self, fn: Callable[[], T], done: Callable[[T], object]) -> None:
        self._asked = [task for task in self._asked if not task.is_finished]
        self._asked.append(self._context.tasks.query(fn, done, self.failed.emit))

    def _listed(self, rows: tuple[ReviewRow, ...]) -> None:
        kept = self.row
        ids = [row.application_id for row in rows]
        same = kept.application_id if kept is not None else None
        self.decided.clear()
        self.empty.set(*_nothing(shows_approved=self.shows_approved))
        self.table.set_rows(rows, select=ids.index(same) if same in ids else 0)
        self.panel.set_filled(bool(rows))
        self._row_changed(self.table.current_row())

    def step(self, by: int) -> None:
        """Come to the next record (1) or the one before (-1)."""
        self.table.move_selection(by)

    def _row_changed(self, row: object) -> None:
        self.stop()
        self.detail = None
        self.fit()
        if isinstance(row, ReviewRow):
            self._ask(partial(self._context.services.review.detail, row), self._show)
        self.moved.emit()

    def _show(self, detail: ReviewDetail) -> None:
        self.detail = detail
        self.sheet.show_detail(detail)
        self.reveal.setText(tr("Hiện số"))
        self.back.show_record(detail)
        self.shown.emit()
        self.moved.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask the numbers: whoever comes back to the page has not asked for them."""
        super().hideEvent(event)
        if self.sheet.is_revealed:
            self._numbers(revealed=False)

    def _toggle_numbers(self) -> None:
        if self.row is None:
            return
        if self.sheet.is_revealed:
            self._numbers(revealed=False)
            return
        security, actor = self._context.services.security, self._context.actor
        asked = self.row.application_id
        note = partial(security.reveal_number, str(asked), actor=actor)
        self._look.ask(str(asked), note, partial(self._revealed, asked), self.failed.emit)

    def _revealed(self, asked: UUID) -> None:
        # Somebody may have gone on meanwhile: a look at one record never shows another.
        if self.isVisible() and self.row is not None and self.row.application_id == asked:
            self._numbers(revealed=True)

    def _numbers(self, *, revealed: bool) -> None:
        self.sheet.reveal(revealed)
        self.reveal.setText(tr("Che số") if revealed else tr("Hiện số"))

    # ------------------------------------------------------------ decisions

    def approve(self) -> None:
        """Approve the record at hand and come to the next one."""
        row = self.row
        if row is None or self.detail is None or not self.decided.is_open(row):
            return
        if row.is_own:
            self.failed.emit(OwnRecordError(row.receipt_number))
            return
        review, actor = self._context.services.review, self._context.actor
        words = tr("Đã duyệt: {name}.").format(name=row.full_name)
        change = partial(review.approve, [row.application_id], actor=actor)
        self._decide(row, State.APPROVED, words, change)

    def give_back(self) -> None:
        """Give the record back; where reason or note is missing, come to it instead."""
        row = self.row
        if row is None or self.detail is None:
            return
        if self.decided.of(row) not in {State.RECEIVED, State.APPROVED}:
            return
        said = self.back.said()
        if said is None:
            return
        review, actor = self._context.services.review, self._context.actor
        words = tr("Đã trả về: {name}.").format(name=row.full_name)
        change = partial(review.give_back, row.application_id, said, actor=actor)
        self._decide(row, State.NEEDS_SUPPLEMENT, words, change)

    def _decide(self, row: ReviewRow, to: State, words: str, change: partial[None]) -> None:
        before = self.decided.of(row)
        self.decided.note(row.application_id, to)
        review, actor = self._context.services.review, self._context.actor
        undo = Undo(
            words,
            partial(review.take_back, row.application_id, actor=actor),
            partial(self._back_again, row.application_id),
        )
        self._context.tasks.change(
            change, partial(self._done, undo), partial(self._not_decided, row, before)
        )
        self._to_next_open()

    def _done(self, undo: Undo, _: object) -> None:
        self.acted.emit(undo)

    def _not_decided(self, row: ReviewRow, before: State, error: UserFacingError) -> None:
        self.decided.note(row.application_id, before)
        self.table.viewport().update()
        self.failed.emit(error)

    def _to_next_open(self) -> None:
        table = self.table
        at = table.currentIndex().row()
        after = range(at + 1, len(table.rows))
        found = next((n for n in after if self.decided.is_open(table.rows[n])), None)
        if found is not None:
            table.select_row(found)
        table.viewport().update()
        self._row_changed(table.current_row())

    def _back_again(self, key: UUID, _: object) -> None:
        """Come back to a record whose decision was taken back: it waits again."""
        self.decided.note(key, State.RECEIVED)
        ids = [row.application_id for row in self.table.rows]
        if key in ids:
            self.table.select_row(ids.index(key))
        self.table.viewport().update()
        self._row_changed(self.table.current_row())
        self.acted.emit(None)


def _nothing(*, shows_approved: bool) -> tuple[str, str]:
    if shows_approved:
        return (
            tr("Chưa có hồ sơ nào đã duyệt."),
            tr("Hồ sơ đã duyệt nằm ở đây cho đến khi vào lô."),
        )
    return (
        tr("Không có hồ sơ chờ duyệt."),
        tr("Hồ sơ quầy vừa nhận sẽ hiện ở đây, hồ sơ cần xem kỹ đứng trước."),
    )
