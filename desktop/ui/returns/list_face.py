"""First face: a list from the printing office, looked at before anything is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.returns.views import AsideRow, TakeReport
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.returns.face import CardsFace
from desktop.ui.roster.import_files import ask_for_list
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table


def _aside_columns() -> list[Column]:
    return [
        Column(tr("Dòng"), lambda row: str(row.number), width=80, right=True),
        Column(tr("Vì sao để riêng"), lambda row: Cell(row.text, strong=True), stretch=2),
        Column(tr("Trong tệp"), _said, stretch=3, drop=1),
    ]


def _said(row: AsideRow) -> str:
    return " · ".join(text for text in row.cells if text)


class ListFace(CardsFace):
    """Choose, look, write; rows that fit nothing are shown with their reason."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.path: Path | None = None
        self.report: TakeReport | None = None
        self._is_busy = False
        self.empty = EmptyState(
            tr("Chọn danh sách thẻ đã in do tỉnh gửi."),
            tr(
                "Tệp Excel hoặc CSV có số biên nhận hoặc số định danh, số thẻ mới, kết quả in. "
                "Xem trước rồi mới ghi."
            ),
            icon="file",
        )
        self.panel = Panel(tr("Danh sách thẻ đã in"), padded=False)
        self.other = OutlineButton(tr("Chọn tệp khác"), key="Ctrl+O", small=True)
        self.other.clicked.connect(self.choose)
        self.panel.head.addWidget(self.other)
        self.sums = PlainLabel("", "body", wrap=True)
        self.table = Table(_aside_columns(), tr("Dòng để riêng"))
        sums = QVBoxLayout()
        sums.setContentsMargins(16, 12, 16, 4)
        sums.addWidget(self.sums)
        self.panel.body.addLayout(sums)
        self.panel.body.addWidget(self.table, 1)
        self.panel.body.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._nothing = Panel(padded=False)
        self._nothing.body.addWidget(self.empty, 1)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self.panel, 1)
        self._show(None)

    def primary(self) -> tuple[str, str]:
        """Choose a file; write what it says; or choose the next one."""
        if self._is_busy:
            return tr("Ghi danh sách"), tr("Đang đọc tệp")
        if self._can_take() and (whom := self.context.why_not(Permission.CARD_COUNT)):
            return tr("Ghi danh sách"), whom
        return (tr("Ghi danh sách"), "") if self._can_take() else (tr("Chọn tệp"), "")

    def go(self) -> None:
        """Take the list that is shown in, else choose one."""
        if self._is_busy:
            return
        if not self._can_take() or self.path is None:
            self.choose()
            return
        lists, path, actor = self.context.services.cards.lists, self.path, self.context.actor
        self._is_busy = True

        def take(work: Work) -> TakeReport:
            del work
            return lists.take(path, actor=actor)

        self.context.tasks.run_long(take, self._taken, self._failed)
        self.moved.emit()

    def choose(self) -> None:
        """Let a person choose a list."""
        path = ask_for_list(self, Path.home())
        if path is not None:
            self.use(path)

    def use(self, path: Path) -> None:
        """Look at a list."""
        if self._is_busy:
            return
        lists = self.context.services.cards.lists
        self._is_busy = True

        def look(work: Work) -> TakeReport:
            del work
            return lists.preview(path)

        self.context.tasks.run_long(look, partial(self._looked, path), self._failed)
        self.moved.emit()

    def _can_take(self) -> bool:
        report = self.report
        if self.path is None or report is None or report.already_taken:
            return False
        return bool(report.printed or report.sent or report.failed or report.aside)

    def _looked(self, path: Path, report: TakeReport) -> None:
        self._is_busy, self.path = False, path
        self._show(report)

    def _taken(self, report: TakeReport) -> None:
        self._is_busy, self.path = False, None
        self._show(report)
        words = tr("Đã ghi {n} thẻ đã in.").format(n=report.printed)
        self.context.feedback.toast(words)

    def _failed(self, error: object) -> None:
        self._is_busy = False
        self.failed.emit(error)
        self.moved.emit()

    def _show(self, report: TakeReport | None) -> None:
        self.report = report
        self._nothing.setVisible(report is None)
        self.panel.setVisible(report is not None)
        if report is not None:
            self.panel.set_title(report.file_name)
            self.sums.setText(_sums(report))
            self.table.set_rows(report.aside)
            self.table.setVisible(bool(report.aside))
        self.moved.emit()


def _sums(report: TakeReport) -> str:
    if report.already_taken:
        return tr("Tệp này đã nhập từ trước, không đổi gì.")
    words = tr(
        "Đã in {printed} thẻ · đang in {sent} · nơi in trả lại {failed} · không đổi {unchanged} · "
        "để riêng {aside}"
    )
    return words.format(
        printed=report.printed,
        sent=report.sent,
        failed=report.failed,
        unchanged=report.unchanged,
        aside=len(report.aside),
    )
