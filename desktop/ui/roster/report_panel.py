"""What an import did."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.roster.views import ImportReport
from desktop.ui.roster.face_words import FaceWords
from desktop.ui.roster.figures import Figures, grouped
from desktop.ui.widgets.panel import Panel, rule
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
            (
                tr("người mới"),
                tr("có thay đổi"),
                tr("giữ nguyên"),
                tr("dòng để riêng"),
                tr("không còn trong tệp"),
            )
        )
        self.identity = PlainLabel("", "body", "ink2", wrap=True)
        self._panel.body.addWidget(self.figures)
        self._panel.body.addWidget(rule())
        self._panel.body.addWidget(self.identity)
        box.addWidget(self._panel)
        self._notes = Panel(tr("Cần biết"))
        self.notes = PlainLabel("", "body", wrap=True)
        self._notes.body.addWidget(self.notes)
        box.addWidget(self._notes)
        box.addStretch(1)
        self.headline = ""
        self._has_aside = self._can_undo = False

    def words(self) -> FaceWords:
        """Return what stands around the face."""
        return FaceWords(
            self.headline, tr("Xem danh sách"), saves=self._has_aside, undoes=self._can_undo
        )

    def show_report(self, report: ImportReport) -> None:
        """Show the result of an import."""
        if report.new or report.changed:
            self.headline = tr("Đã nhận danh sách")
        else:
            self.headline = tr("Danh sách không có gì thay đổi")
        self._has_aside = report.set_aside > 0
        self._can_undo = report.import_id is not None and bool(report.new or report.changed)
        self.figures.set(
            (report.new, report.changed, report.unchanged, report.set_aside, report.gone)
        )
        words = tr(
            "{rows} dòng trong tệp = {taken} nhận + {aside} để riêng + {rest} không phải dữ liệu"
        )
        self.identity.setText(
            words.format(
                rows=grouped(report.preview.source.source_rows),
                taken=grouped(report.imported),
                aside=grouped(report.set_aside),
                rest=grouped(report.not_data),
            )
        )
        notes = list(report.messages)
        if report.set_aside:
            notes.append(
                tr("Lưu các dòng để riêng ra Excel, sửa theo lý do ghi cạnh, rồi nhập lại.")
            )
        self.notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
