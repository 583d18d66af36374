"""One batch: every record of it, where it is now, what the province said, and its whole way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.batch.answering.reasons import Reason, reason_words
from desktop.batch.board.views import BatchDetail, BatchLine, RecordLine
from desktop.batch.views import AgainReport
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.intake.moves.views import MoveView
from desktop.intake.reception import REOPENED
from desktop.intake.review.returning import move_words as review_words
from desktop.returns.rules import move_words as card_words
from desktop.security.access.permissions import Permission
from desktop.ui.batch.again_side import AgainSide
from desktop.ui.batch.board_words import not_copied
from desktop.ui.batch.choice_words import taken_words
from desktop.ui.batch.drives import eject_words
from desktop.ui.batch.papers import print_sheet
from desktop.ui.batch.rows import batch_tag, grouped, moment, record_columns
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake.find_results import Fact
from desktop.ui.intake.mending import open_to_mend
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.state_words import state_name
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.tag import Tag

T = TypeVar("T")


class WayPanel(SidePanel):
    """A record's way, oldest step first."""

    def __init__(self) -> None:
        super().__init__(tr("Đường đi của hồ sơ"), width=336, small_width=264)
        self.name = PlainLabel("", "strong", wrap=True)
        self.said = PlainLabel("", "body", "bad", wrap=True)
        self.inside.addWidget(self.name)
        self.inside.addWidget(self.said)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        self.inside.addLayout(self._steps)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_record(self, row: RecordLine | None) -> None:
        """Show whose way it is; the steps come later."""
        self.name.setText(row.full_name if row else "")
        words = row.said.words if row and row.said.reason else ""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self._clear()

    def _clear(self) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def show_way(self, moves: tuple[MoveView, ...]) -> None:
        """Show the steps."""
        self._clear()
        for move in moves:
            self._steps.addWidget(_step(move))
        self.scroll_up()

    @property
    def steps(self) -> list[str]:
        """The steps as a screen reader says them."""
        found = [self._steps.itemAt(place).widget() for place in range(self._steps.count())]
        return [widget.accessibleName() for widget in found if widget is not None]


def _step(move: MoveView) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    name = state_name(move.after)
    about = f"{moment(move.at)} · {move.by}"
    layout.addWidget(PlainLabel(name, "strong"))
    layout.addWidget(PlainLabel(about, "label", "ink2", wrap=True))
    why = _why(move.reason)
    if why:
        layout.addWidget(PlainLabel(why, "label", "ink2", wrap=True))
    box.setAccessibleName(", ".join(part for part in (name, about, why) if part))
    return box


def _why(reason: str) -> str:
    """Return the cause of a step in words; what people or files are called stays as it is."""
    if reason in set(Reason):
        return reason_words(reason)
    if reason == REOPENED:
        return tr("Mở lại để làm từ đầu.")
    return review_words(reason) or card_words(reason) or reason


class BatchPage(Page):
    """Records left, the selected one's way right."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Lô hồ sơ"))
        self._context = context
        self._batch: BatchLine | None = None
        self._batch_id: UUID | None = None
        self._asked: list[Task] = []
        self.state = Tag("", "neutral")
        self.title_row.addWidget(self.state)
        self.taken = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.taken)
        self.facts = {
            "records": Fact(tr("Hồ sơ")),
            "accepted": Fact(tr("Tỉnh nhận")),
            "rejected": Fact(tr("Trả về")),
            "unanswered": Fact(tr("Chưa trả lời")),
        }
        for fact in self.facts.values():
            self.title_row.addSpacing(8)
            self.title_row.addWidget(fact)
        self.table = Table(record_columns(), tr("Hồ sơ trong lô"))
        self.table.row_changed.connect(self._row_changed)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.way = WayPanel()
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(panel, 1)
        both.addWidget(self.way)
        self.again = AgainSide(context)
        self.again.hide()
        self.again.done.connect(self._written)
        self.again.failed.connect(self._not_written)
        self.again.stopped.connect(self._stopped)
        both.addWidget(self.again)
        self.content.addLayout(both, 1)
        self.action_bar.add_back(context.navigator.back)
        self.print_button = self.action_bar.add_left(
            OutlineButton(tr("In biên bản bàn giao"), key="Ctrl+P", icon="printer")
        )
        self.print_button.clicked.connect(self._print)
        again = OutlineButton(tr("Ghi lại tệp lô"), key="Ctrl+S", icon="usb")
        self.again_button = self.action_bar.add_left(again)
        context.forbid(Permission.BATCH_EXPORT, self.again_button)
        self.again_button.clicked.connect(self._ask_again)
        self.cancel = self.action_bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.cancel.clicked.connect(self._put_away)
        self.cancel.hide()
        self.action_bar.set_primary(tr("Về các lô"), self._go)

    def enter(self, *, batch_id: UUID | None = None) -> None:
        """Read a batch; without one, come back to the batch that was shown."""
        super().enter()
        self.bars.clear()
        self._batch_id = batch_id or self._batch_id
        if not self.again.is_running:
            self._show_side(is_again=False)
        if self._batch_id is not None:
            board = self._context.services.board
            self._ask(partial(board.batch, self._batch_id), self._show)

    def leave(self) -> None:
        """Ask nothing more; what is being written goes on."""
        self.again.watch.stop()
        for task in self._asked:
            task.cancel()
        self._asked.clear()

    def _ask(self, read: Callable[[], T], show: Callable[[T], object]) -> None:
        self._asked = [task for task in self._asked if not task.is_finished]
        self._asked.append(self._context.tasks.query(read, show, self._trouble))

    def _show(self, detail: BatchDetail) -> None:
        batch = self._batch = detail.batch
        self.title = batch.file_name
        tag = batch_tag(batch)
        self.state.set(tag.text, tag.tag or "neutral")
        self.taken.setText(taken_words(batch.choice))
        self.facts["records"].set(grouped(batch.records))
        self.facts["accepted"].set(grouped(batch.accepted))
        self.facts["rejected"].set(grouped(batch.rejected))
        self.facts["unanswered"].set(grouped(batch.waiting) if batch.waiting else "")
        kept = self.table.current_row()
        ids = [row.application_id for row in detail.records]
        same = kept.application_id if isinstance(kept, RecordLine) else None
        first_open = next((n for n, row in enumerate(detail.records) if row.is_open), 0)
        self.table.set_rows(detail.records, select=ids.index(same) if same in ids else first_open)
        self.table.setFocus()

    def _row_changed(self, row: object) -> None:
        record = row if isinstance(row, RecordLine) else None
        self.way.show_record(record)
        self._show_primary()
        if record is not None:
            moves = self._context.services.moves
            self._ask(partial(moves.history, record.application_id), self.way.show_way)

    def _show_primary(self) -> None:
        if not self.again.isHidden():
            self.action_bar.set_primary(tr("Ghi lại"))
            self.action_bar.set_reason(tr("Đang ghi tệp.") if self.again.is_running else "")
            return
        row = self.table.current_row()
        is_open = isinstance(row, RecordLine) and row.is_open
        self.action_bar.set_primary(tr("Sửa hồ sơ này") if is_open else tr("Về các lô"))
        why_not = self._context.why_not(Permission.RECORD_TAKE)
        self.action_bar.set_reason(why_not if is_open else "")

    def _go(self) -> None:
        if not self.again.isHidden():
            self.write_again()
            return
        row = self.table.current_row()
        if isinstance(row, RecordLine) and row.is_open:
            open_to_mend(self._context, row.application_id)
        else:
            self._context.navigator.show(PageName.BATCHES)

    def _print(self) -> None:
        if self._batch_id is not None:
            print_sheet(self._context, self._batch_id, self.title, self._trouble)

    # ------------------------------------------------------------ written again

    def _show_side(self, *, is_again: bool) -> None:
        """Show the way of a record, or where the batch may be written to."""
        if not is_again:
            self.again.put_away()
        self.way.setVisible(not is_again)
        self.again_button.setVisible(not is_again)
        self.cancel.setVisible(is_again)
        self._show_primary()

    def _ask_again(self) -> None:
        if self._batch is not None:
            self.bars.clear("batch")
            self.again.ask(self._batch)
            self._show_side(is_again=True)

    def _put_away(self) -> None:
        """Stop what is being written; without that, go back to the record's way."""
        if self.again.is_running:
            self.again.stop()
            return
        self._show_side(is_again=False)
        self.table.setFocus()

    def write_again(self, *folders: Path) -> None:
        """Write the same content under the same number: to these folders, or where it is ticked."""
        self.bars.clear("batch")
        if self.again.isHidden():
            self._ask_again()
        if self.again.write(folders):
            self._show_primary()

    def _written(self, report: AgainReport) -> None:
        self._show_side(is_again=False)
        copy = report.copies[0]
        title = tr("Đã ghi lại {file} và đọc lại đúng.").format(file=copy.path.name)
        if len(report.copies) > 1:
            title = tr("Đã ghi lại {file} vào {n} nơi và đọc lại đúng.").format(
                file=copy.path.name, n=len(report.copies)
            )
        text = tr("Cùng {n} hồ sơ, cùng số lô; tỉnh nhận tệp nào trước cũng được.").format(
            n=grouped(copy.records)
        )
        places = [one.path.parent for one in report.copies]
        if self.again.places.targets.has_stick(places):
            text = f"{text} {eject_words()}"
        self.bars.show_message(Message("ok", title, text, key="batch"))
        if report.troubles:
            self.bars.show_message(not_copied(report.troubles))
        self.table.setFocus()

    def _not_written(self, error: UserFacingError) -> None:
        self._show_primary()
        self._trouble(error)

    def _stopped(self) -> None:
        self._show_primary()
        words = tr("Đã thôi ghi lại, không có tệp dở.")
        self.bars.show_message(Message("info", words, key="batch"))

    def _trouble(self, error: UserFacingError) -> None:
        self.bars.show_message(
            Message("bad", error.title, error.advice, key="batch", code=error.code)
        )
