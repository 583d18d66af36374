"""Copies of everything: how the twin copy stands, the daily backups, and a check of each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.backup.views import BackupFile, BackupMade, Manifest
from desktop.backup.words import age_words
from desktop.common.clock import show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.erasure.views import ErasureReport
from desktop.security.access.permissions import Permission
from desktop.ui.backup.erasure_panel import ErasurePanel
from desktop.ui.backup.twin_panel import TwinPanel
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table

_BAR = "backup"
_MB = 1 << 20


def _columns() -> list[Column]:
    return [
        Column(tr("Lúc"), _moment, stretch=2),
        Column(tr("Hồ sơ"), _records, width=110, right=True),
        Column(tr("MB"), lambda row: decimal(row.size / _MB), width=90, right=True),
    ]


def _moment(row: BackupFile) -> Cell:
    if row.manifest is None:
        return Cell(row.file.name, strong=True)
    at = row.manifest.made_at
    return Cell(f"{show_time(at)} {show_date(at)}", strong=True)


def _records(row: BackupFile) -> Cell:
    if row.manifest is None:
        return Cell(tr("Hỏng"), tag="bad")
    return Cell(str(row.manifest.summary.counts["received"]))


def _only_this_counter() -> Message:
    """Return what an office has to know: the list is not on this machine."""
    return Message(
        "info",
        tr("Bản sao ở đây chỉ giữ khóa và cấu hình của quầy này, không có hồ sơ."),
        tr("Danh sách và hồ sơ ở máy chủ: mỗi ngày chạy pg_dump ở đó, xem hướng dẫn may-chu.md."),
        key="server",
    )


class BackupPage(Page):
    """Left: the twin copy and where backups go. Right: the backups that lie there."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Sao lưu"))
        self._context = context
        self._task: Task | None = None
        self.twin = TwinPanel(context.services)
        self.twin.choose.clicked.connect(self._ask_twin)
        self.twin.end.clicked.connect(lambda: self.keep_twin_in(None))
        self._make_backups()
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.twin)
        left.addWidget(self._folder_panel)
        self.erasure = ErasurePanel(context)
        self.erasure.trouble.connect(self._failed)
        self.erasure.erased.connect(self._say_erased)
        left.addWidget(self.erasure)
        left.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 1)
        both.addWidget(self._list_panel, 1)
        self.content.addLayout(both, 1)
        self.action_bar.add_back(context.navigator.back)
        self.stop = self.action_bar.add_left(OutlineButton(tr("Dừng"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.check = self.action_bar.add_right(
            OutlineButton(tr("Kiểm tra bản đang chọn"), key="Ctrl+T")
        )
        self.check.clicked.connect(self._check)
        primary = self.action_bar.set_primary(tr("Sao lưu ngay"), self.back_up)
        kept = (primary, self.check, self.choose_folder, self.twin.choose, self.twin.end)
        context.forbid(Permission.BACKUP_MAKE, *kept)
        if whom := context.why_not(Permission.BACKUP_MAKE):
            self.empty.set(tr("Bản sao lưu do người phụ trách xem."), whom)
        self.action_bar.set_reason("")

    def _make_backups(self) -> None:
        self._folder_panel = Panel(tr("Sao lưu hằng ngày, trong một tệp"))
        self.last_words = PlainLabel("", "strong", wrap=True)
        self.folder_words = PlainLabel("", "table", "ink2", wrap=True)
        for part in (self.last_words, self.folder_words):
            self._folder_panel.body.addWidget(part)
        self.choose_folder = OutlineButton(tr("Chọn thư mục sao lưu"), key="F8", icon="disk")
        self.choose_folder.clicked.connect(self._ask_folder)
        line = QHBoxLayout()
        line.addWidget(self.choose_folder)
        line.addStretch(1)
        self._folder_panel.body.addLayout(line)
        self._list_panel = Panel(tr("Bản sao lưu trong thư mục"), padded=False)
        self.table = Table(_columns(), tr("Bản sao lưu trong thư mục"))
        self.table.row_changed.connect(self._fit)
        self.empty = EmptyState(
            tr("Chưa có bản sao lưu nào."),
            tr("Chọn thư mục trên USB hoặc ổ khác, rồi bấm Sao lưu ngay."),
            icon="disk",
        )
        self._list_panel.body.addWidget(self.table)
        self._list_panel.body.addWidget(self.empty, 1)

    def enter(self) -> None:
        """Read what lies there; a backup that ran when one left goes on to its end."""
        super().enter()
        self.bars.clear()
        if self._context.services.info.server is not None:
            self.bars.show_message(_only_this_counter())
        self._load()
        self.erasure.reload()

    def _ask_twin(self) -> None:
        if name := self._ask(tr("Chọn thẻ nhớ hoặc USB cho bản sao liên tục")):
            self.keep_twin_in(Path(name))

    def keep_twin_in(self, folder: Path | None) -> None:
        """Choose the drive of the twin copy, or none."""
        self.bars.clear(_BAR)
        keeper, actor = self._context.services.keeper, self._context.actor
        choose = partial(keeper.choose_folder, folder, actor=actor)
        self._context.tasks.change(choose, lambda _: self.twin.refresh(), self._failed)

    # ------------------------------------------------------------ backups

    def _load(self) -> None:
        backup = self._context.services.backup
        may_list = not self._context.why_not(Permission.BACKUP_MAKE)

        def load() -> tuple[tuple[BackupFile, ...], str]:
            folder, last = backup.folder, backup.last()
            now = self._context.services.clock.now()
            words = (
                tr("Lần gần nhất: {age}").format(age=age_words(last.made_at, now))
                if last
                else tr("Chưa sao lưu lần nào")
            )
            return backup.list(folder) if folder and may_list else (), words

        self._context.tasks.query(load, self._show)

    def _show(self, found: tuple[tuple[BackupFile, ...], str]) -> None:
        files, words = found
        folder = self._context.services.backup.folder
        self.last_words.setText(words)
        self.folder_words.setText(
            str(folder) if folder else tr("Chưa chọn thư mục; khi chọn, mỗi ngày tự sao một lần.")
        )
        self.table.set_rows(files)
        self.table.setVisible(bool(files))
        self.empty.setVisible(not files)
        self._fit()

    def _fit(self, *_: object) -> None:
        row = self.table.current_row() if self.table.rows else None
        self.check.setVisible(isinstance(row, BackupFile) and self._task is None)
        self.stop.setVisible(self._task is not None)

    def _ask_folder(self) -> None:
        if name := self._ask(tr("Chọn thư mục sao lưu")):
            self.keep_backups_in(Path(name))

    def keep_backups_in(self, folder: Path) -> None:
        """Choose where the daily backups go."""
        backup, actor = self._context.services.backup, self._context.actor
        choose = partial(backup.choose_folder, folder, actor=actor)
        self._context.tasks.change(choose, lambda _: self._load(), self._failed)

    def back_up(self) -> None:
        """Write a backup now; without a folder, ask for one first."""
        backup, actor = self._context.services.backup, self._context.actor
        folder = backup.folder
        if folder is None:
            self._ask_folder()
            return
        self._begin(
            self._context.tasks.run_long(
                lambda work: backup.now(folder, actor=actor, work=work),
                self._made,
                self._failed,
                on_progress=self._moved,
                on_cancelled=self._over,
            ),
            tr("Đang sao lưu…"),
        )

    def _check(self) -> None:
        row, backup = self.table.current_row(), self._context.services.backup
        if isinstance(row, BackupFile):
            self._begin(
                self._context.tasks.run_long(
                    lambda work: backup.check(row.file, work),
                    self._checked,
                    self._failed,
                    on_progress=self._moved,
                    on_cancelled=self._over,
                ),
                tr("Đang mở và đọc hết bản sao…"),
            )

    def _begin(self, task: Task, words: str) -> None:
        self.bars.clear(_BAR)
        self._task = task
        self.action_bar.set_reason(words)
        self._fit()

    def _moved(self, done: int, total: int, _text: str) -> None:
        if total:
            percent = 100 * done // total
            self.action_bar.set_reason(tr("Đã xong {percent} %").format(percent=percent))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.work.cancel()

    def _over(self) -> None:
        self._task = None
        self.action_bar.set_reason("")
        self._fit()
        self._load()

    def _made(self, made: BackupMade) -> None:
        self._over()
        count = made.manifest.summary.counts["received"]
        self._context.feedback.toast(
            tr("Đã sao lưu {n} hồ sơ, đọc lại và mở thử: nguyên vẹn.").format(n=count)
        )

    def _checked(self, manifest: Manifest) -> None:
        self._over()
        self._context.feedback.toast(
            tr("Bản sao nguyên vẹn: {n} hồ sơ, lúc {time} {date}.").format(
                n=manifest.summary.counts["received"],
                time=show_time(manifest.made_at),
                date=show_date(manifest.made_at),
            )
        )

    def _say_erased(self, report: ErasureReport) -> None:
        words = tr("Đã xóa dữ liệu của {n} hồ sơ; biên bản ở {file}.").format(
            n=len(report.records), file=report.certificate.name
        )
        self._context.feedback.toast(words)
        if report.old_backups:
            title = tr("Còn {n} bản sao lưu lập trước lúc xóa.").format(n=len(report.old_backups))
            advice = tr("Hủy các tệp đó và ghi vào biên bản.")
            self.bars.show_message(Message("warn", title, advice, key=_BAR))

    def _failed(self, error: UserFacingError) -> None:
        self._task = None
        self.action_bar.set_reason("")
        self._fit()
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _ask(self, title: str) -> str:
        return QFileDialog.getExistingDirectory(
            self,
            title,
            str(Path.home()),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
