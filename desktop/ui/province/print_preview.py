"""What a result of the printing office would bring, before anything of it is written."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.common.i18n import tr
from desktop.province.printing.views import ResultReport
from desktop.returns.views import AsideRow
from desktop.ui.roster.figures import Figures
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table


def _columns() -> list[Column]:
    return [
        Column(tr("Dòng"), lambda row: str(row.number), width=80, right=True),
        Column(tr("Vì sao để riêng"), lambda row: Cell(row.text, strong=True), stretch=2),
        Column(tr("Trong tệp"), _said, stretch=3, drop=1),
    ]


def _said(row: AsideRow) -> str:
    return " · ".join(text for text in row.cells if text)


class ResultPreview(Panel):
    """Counts of a result, and the rows that fit nothing with their reason."""

    def __init__(self) -> None:
        super().__init__(tr("Kết quả in"), padded=False)
        self.sums = Figures((tr("đã in"), tr("in không được"), tr("không đổi"), tr("để riêng")))
        self.words = PlainLabel("", "body", wrap=True)
        self.table = Table(_columns(), tr("Dòng để riêng"))
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 8)
        top.setSpacing(8)
        top.addWidget(self.sums)
        top.addWidget(self.words)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self.body.addStretch()

    def show_report(self, report: ResultReport) -> None:
        """Show what a file says."""
        self.set_title(report.file_name)
        counts = (report.printed, report.failed, report.unchanged, len(report.aside))
        self.sums.set(counts)
        self.words.setText(_words(report))
        self.table.set_rows(report.aside)
        self.table.setVisible(bool(report.aside))
        # Without a table the free room belongs below the words, not around them.
        self.body.setStretch(self.body.count() - 1, 0 if report.aside else 1)


def brings_something(report: ResultReport) -> bool:
    """Whether taking a result in would leave anything behind."""
    return not report.already_taken and bool(report.printed or report.failed or report.aside)


def _words(report: ResultReport) -> str:
    if report.already_taken:
        return tr("Tệp này đã nhập từ trước, không đổi gì.")
    if not brings_something(report):
        return tr("Tệp này không nói gì mới.")
    if report.aside:
        return tr("Dòng không khớp hồ sơ nào được giữ lại kèm lý do; các dòng khác vẫn ghi.")
    return tr("Mọi dòng đều khớp. Hồ sơ in không được sẽ nằm trong danh sách sau.")
