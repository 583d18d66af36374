"""Batches: the board of what waits, is on its way and was answered; export and answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.batch.board.views import BatchLine, Board
from desktop.batch.choosing.rules import Group
from desktop.batch.trust.documents import PROVINCE_SUFFIX
from desktop.batch.views import SendReport, WaitingView
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.batch.answers_taker import AnswersTaker, Taken
from desktop.ui.batch.board_buttons import BoardButtons
from desktop.ui.batch.board_strip import BoardStrip
from desktop.ui.batch.board_words import NO_KEY, export_words, late, left_out, no_key, not_copied
from desktop.ui.batch.drives import DriveWatch
from desktop.ui.batch.exporter import Exporter, last_targets
from desktop.ui.batch.papers import ask_for_batch, check_file, print_sheet
from desktop.ui.batch.result_panel import ResultPanel
from desktop.ui.batch.rows import batch_columns, board_words, grouped
from desktop.ui.batch.waiting_panel import WaitingPanel
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table

_BAR = "batch"


class _Found(NamedTuple):
    """What the page shows, read in one go."""

    waiting: WaitingView
    groups: tuple[Group, ...]
    board: Board
    last_targets: list[Path]


class BatchesPage(Page):
    """On top the sums; left what waits and where to; right what left and what became of it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Lô hồ sơ gửi tỉnh"))
        self._context = context
        self._waiting: WaitingView | None = None
        self._reminds = False
        self._back = 0
        self.setAcceptDrops(True)
        self.exporter = Exporter(context, self)
        self.exporter.exported.connect(self._exported)
        self.exporter.failed.connect(self._failed)
        self.exporter.stopped.connect(self._stopped)
        self.strip = BoardStrip()
        self.result = ResultPanel()
        self.result.hide()
        self.waits = WaitingPanel()
        self.waits.chosen.connect(self._show_primary)
        self.watch = DriveWatch(context.tasks, context.services.drives, self)
        self.watch.changed.connect(self.waits.targets.show_drives)
        self.taker = AnswersTaker(context, self, self.waits.targets.value)
        self.taker.taken.connect(self._taken)
        self.exporter.moved.connect(self.waits.meter.set)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.result)
        right.addWidget(self._make_list(), 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.waits)
        both.addLayout(right, 1)
        self.content.addWidget(self.strip)
        self.content.addLayout(both, 1)
        self.ways = BoardButtons(context, self.taker.choose)
        self.title_row.addWidget(self.ways)
        self._make_bar()

    def _make_list(self) -> QWidget:
        panel = Panel(tr("Các lô đã xuất"), padded=False)
        self.about = PlainLabel("", "label", "ink2")
        panel.head.addWidget(self.about)
        self.table = Table(batch_columns(), tr("Các lô đã xuất"))
        self.table.doubleClicked.connect(self._open_batch)
        # The head and two rows; what a table would like to have must not make the page scroll.
        self.table.setMinimumHeight(112)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.row_changed.connect(self._row_changed)
        self.empty = EmptyState(
            tr("Chưa có lô nào."), tr("Lô đầu tiên hiện ở đây sau khi xuất."), icon="batch"
        )
        self.empty.hide()
        panel.body.addWidget(self.table)
        panel.body.addWidget(self.empty, 1)
        return panel

    def _make_bar(self) -> None:
        self.stop = self.action_bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self.exporter.stop)
        self.stop.hide()
        self.print_button = self.action_bar.add_left(
            OutlineButton(tr("In biên bản"), key="Ctrl+P", icon="printer")
        )
        self.print_button.clicked.connect(self._print)
        self.open_button = self.action_bar.add_left(
            OutlineButton(tr("Xem lô"), key="Ctrl+Enter", icon="list")
        )
        self.open_button.clicked.connect(self._open_batch)
        verify = self.action_bar.add_right(OutlineButton(tr("Kiểm tra tệp"), key="Ctrl+K"))
        verify.clicked.connect(self._choose_file)
        self.action_bar.set_primary(tr("Xuất hồ sơ"), self._go)

    # ------------------------------------------------------------ what waits

    def enter(self) -> None:
        """Load what waits and what left."""
        super().enter()
        self._reminds = True
        self.result.hide()  # of the last visit
        self.watch.start()
        self._load()
        self.waits.choice.setFocus()

    def leave(self) -> None:
        """Look for drives no more."""
        self.watch.stop()

    def _load(self) -> None:
        services = self._context.services

        def load() -> _Found:
            waiting = services.batch.waiting()
            groups = services.batch.groups(services.shifts.desk.waiting())
            return _Found(waiting, groups, services.board.board(), last_targets(services))

        self._context.tasks.query(load, self._show)

    def _show(self, found: _Found) -> None:
        self._waiting, board = found.waiting, found.board
        batches = board.batches
        self.waits.show_waiting(found.waiting, found.groups)
        self.waits.places.propose(found.last_targets)
        self._back = board.back
        self._show_primary()
        self.strip.show_board(board)
        self.about.setText(board_words(board) if batches else "")
        self.ways.show_back(board.back)
        self.ways.show_review(found.waiting.to_review)
        if self._reminds:
            self._remind(board)
        kept = self.table.current_row()
        ids = [line.id for line in batches]
        same = kept.id if isinstance(kept, BatchLine) else None
        self.table.set_rows(batches, select=ids.index(same) if same in ids else 0)
        self.table.setVisible(bool(batches))
        self.empty.setVisible(not batches)
        self._row_changed(self.table.current_row())

    def _show_primary(self) -> None:
        waiting, count = self._waiting, self.waits.records
        if waiting is None or self.exporter.is_running:
            return
        self.action_bar.set_primary(export_words(count, is_begun=bool(waiting.begun)))
        self.bars.clear(NO_KEY)
        if not waiting.recipients:
            self.action_bar.set_reason(tr("Chưa có khóa của tỉnh."))
            show = self._context.navigator.show
            self.bars.show_message(no_key(partial(show, PageName.SETTINGS, part="recipients")))
        elif self._back and not count:
            words = tr("Sửa {n} hồ sơ trả về").format(n=grouped(self._back))
            self.action_bar.set_primary(words)
            self.action_bar.set_reason("")
        else:
            self.action_bar.set_reason(_why_not(self._context, count))

    # ------------------------------------------------------------ export

    def _go(self) -> None:
        count = self.waits.records
        if self.exporter.is_running or self._waiting is None:
            return
        if self._back and not count:
            self._context.navigator.show(PageName.SENT_BACK)
            return
        if not count or not self.waits.places.check():
            return
        self.bars.clear()
        self.waits.meter.set(0, count)
        self._set_busy(True)
        self.exporter.start(self.waits.targets.folders(), self.waits.chosen_records())

    def _set_busy(self, busy: bool) -> None:
        self.waits.set_busy(busy)
        self.stop.setVisible(busy)
        if not busy:
            (self.table if self.table.isVisible() else self.waits.choice).setFocus()
        else:
            self.action_bar.set_reason(tr("Chưa hồ sơ nào bị đánh dấu cho đến khi đọc lại đúng."))

    def _exported(self, sent: SendReport) -> None:
        self._set_busy(False)
        report, places = sent.export, [path.parent for path in sent.paths]
        self.result.show_export(sent, is_stick=self.waits.targets.has_stick(places))
        words = tr("Đã xuất {n} hồ sơ.").format(n=grouped(report.records))
        self._context.feedback.toast(words, seconds=4)
        if report.left_out:
            self.bars.show_message(left_out(report, key=_BAR))
        if sent.troubles:
            self.bars.show_message(not_copied(sent.troubles))
        self._load()
        self.watch.look()

    def _failed(self, error: UserFacingError) -> None:
        self._set_busy(False)
        self._say(error)
        self._load()

    def _stopped(self) -> None:
        self._set_busy(False)
        words = tr("Đã thôi xuất. Chưa hồ sơ nào bị đánh dấu, không có tệp dở.")
        self.bars.show_message(Message("info", words, key=_BAR))
        self._load()

    def _say(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    # ------------------------------------------------------------ papers and checks

    def _row_changed(self, row: object) -> None:
        reason = "" if isinstance(row, BatchLine) else tr("Chưa có lô nào để in.")
        self.print_button.set_disabled(reason)
        self.open_button.set_disabled(reason)

    def _print(self) -> None:
        row = self.table.current_row()
        if not isinstance(row, BatchLine):
            return
        print_sheet(self._context, row.id, row.file_name, self._say)

    def _open_batch(self) -> None:
        row = self.table.current_row()
        if isinstance(row, BatchLine):
            self._context.navigator.show(PageName.BATCH, batch_id=row.id)

    def _choose_file(self) -> None:
        path = ask_for_batch(self, self.waits.targets.value())
        if path is not None:
            self.verify(path)

    def verify(self, path: Path) -> None:
        """Check a batch file and show the verdict."""
        self.bars.clear(_BAR)
        check_file(self._context, path, self.result.show_verdict, self._say)

    # ------------------------------------------------------------ answers

    def _remind(self, board: Board) -> None:
        """Say what should not wait any longer; what is in order says nothing."""
        self._reminds = False  # once a visit: what is being done now matters more
        message = late(board)
        self.bars.clear("late")
        if message is not None:
            self.bars.show_message(message)

    def _taken(self, taken: Taken) -> None:
        self.bars.clear()
        if taken.reports:
            self.result.show_answers(taken)
        for name, error in taken.refused:
            self.bars.show_message(self.taker.refusal(name, error))
        if taken.sums["rejected"]:
            self.bars.show_message(self.taker.to_mend(taken.sums["rejected"]))
        self._load()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the answers that were dropped; a key of the province goes to its page."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return
        event.acceptProposedAction()
        if files[0].suffix == PROVINCE_SUFFIX:
            self._context.navigator.show(PageName.PROVINCE_KEYS, file=files[0])
        else:
            self.taker.take(files)


def _why_not(context: UiContext, waiting: int) -> str:
    """Return why nothing can be exported: by this role, or because nothing waits."""
    nothing = "" if waiting else tr("Chưa có hồ sơ nào chờ xuất.")
    return context.why_not(Permission.BATCH_EXPORT) or nothing
