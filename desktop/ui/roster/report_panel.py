"""What an import did."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.roster.views import ImportReport
from desktop.ui.roster.figures import Figures
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class ReportPanel(QWidget):
    """Figures that add up to the rows of the file, and what to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self._panel = Panel(tr("Kết quả"))
        self.figures = Figures(
            (tr("người mới"), tr("có thay đổi"), tr("giữ nguyên"), tr("dòng để riêng"))
        )
        self._panel.body.addWidget(self.figures)
        box.addWidget(self._panel)
        self._notes = Panel(tr("Cần biết"))
        self.notes = PlainLabel("", "body", wrap=True)
        self._notes.body.addWidget(self.notes)
        box.addWidget(self._notes)
        box.addStretch(1)
        self.headline = ""

    def show_report(self, report: ImportReport) -> None:
        """Show the result of an import."""
        if report.new or report.changed:
            self.headline = tr("Đã nhận danh sách")
        else:
            self.headline = tr("Danh sách không có gì thay đổi")
        self.figures.set((report.new, report.changed, report.unchanged, report.set_aside))
        notes = list(report.messages)
        if report.set_aside:
            notes.append(
                tr("Xuất các dòng để riêng ra Excel, sửa theo lý do ghi cạnh, rồi nhập lại.")
            )
        self.notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
