"""Which findings of the photo check were overridden at the counter, and what the province said."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from desktop.batch.answering.reasons import reason_words
from desktop.batch.portraits.views import Heed, Outcome, PhotoFeedback, SentPhoto
from desktop.common.i18n import tr
from desktop.ui.batch.rows import grouped, moment
from desktop.ui.context import UiContext
from desktop.ui.photo.finding_words import finding_words
from desktop.ui.tasks import Task
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel


def _outcome_columns() -> list[Column]:
    return [
        Column(tr("Máy kiểm tra thấy"), _found, stretch=3),
        Column(tr("Quầy đã làm"), _heeded, width=200),
        Column(tr("Đã gửi"), lambda row: grouped(row.sent), width=88, right=True),
        Column(tr("Bị trả về"), _came_back, width=104, right=True),
        Column(tr("Chờ"), lambda row: grouped(row.waiting), width=80, right=True, drop=1),
    ]


def _found(row: Outcome) -> Cell:
    return Cell(finding_words(row.code) if row.code else tr("Không thấy gì"), strong=True)


def _heeded(row: Outcome) -> Cell:
    if row.heed is Heed.OVERRIDDEN:
        return Cell(tr("Giữ có lý do"), tag="warn")
    if row.heed is Heed.NOTED:
        return Cell(tr("Nhắc, vẫn đạt"), tag="neutral")
    return Cell(tr("Đạt"), tag="ok")


def _came_back(row: Outcome) -> Cell:
    return Cell(grouped(row.rejected), strong=bool(row.rejected))


def _photo_columns() -> list[Column]:
    return [
        Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), stretch=3),
        Column(tr("Tỉnh nói"), _said, stretch=4),
        Column(tr("Máy kiểm tra thấy"), _seen, stretch=3),
        Column(tr("Trả lời lúc"), lambda row: moment(row.answered_at), width=176, drop=1),
    ]


def _said(row: SentPhoto) -> str:
    return f"{reason_words(row.reason)} {row.note}".strip()


def _seen(row: SentPhoto) -> str:
    found = [finding_words(code) for code in (*row.refused, *row.noted)]
    return ", ".join(found) if found else tr("Không thấy gì")


class PhotoFeedbackPage(Page):
    """One sentence, the findings, and the photos that came back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Ảnh tỉnh trả về"))
        self._context = context
        self._asked: Task | None = None
        self.verdict = PlainLabel("", "body", wrap=True)
        self.content.addWidget(self.verdict)
        self.outcomes = Table(_outcome_columns(), tr("Theo điều máy kiểm tra thấy"))
        self.photos = Table(_photo_columns(), tr("Ảnh bị trả về"))
        self.none_back = EmptyState(
            tr("Tỉnh chưa trả ảnh nào."),
            tr("Ảnh bị trả về và điều máy kiểm tra đã thấy sẽ nằm ở đây."),
            icon="camera",
        )
        found = Panel(tr("Theo điều máy kiểm tra thấy"), padded=False)
        found.body.addWidget(self.outcomes)
        self._places = TablePanel(self.photos, self.none_back, title=tr("Ảnh bị trả về"))
        for table in (self.outcomes, self.photos):
            # Head and two rows at least, whatever a table would like: both fit on small screens.
            table.setMinimumHeight(112)
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.content.addWidget(found, 1)
        self.content.addWidget(self._places, 1)
        self.action_bar.add_back(context.navigator.back)
        self.action_bar.set_primary(tr("Xong"), context.navigator.back)

    def enter(self) -> None:
        """Read what the answers say."""
        super().enter()
        service = self._context.services.photo_feedback
        self._asked = self._context.tasks.query(service.feedback, self._show)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, feedback: PhotoFeedback) -> None:
        self.outcomes.set_rows(feedback.outcomes, select=0)
        self.photos.set_rows(feedback.came_back, select=0)
        self._places.set_filled(bool(feedback.came_back))
        self.verdict.setText(_verdict(feedback))
        self.outcomes.setFocus()


def _verdict(feedback: PhotoFeedback) -> str:
    if not feedback.sent:
        return tr("Chưa gửi ảnh nào.")
    if not feedback.rejected:
        return tr("Đã gửi {sent} ảnh, tỉnh chưa trả ảnh nào.").format(sent=grouped(feedback.sent))
    words = tr(
        "Đã gửi {sent} ảnh, tỉnh trả về {back}; trong đó {kept} ảnh máy đã báo chưa đạt mà quầy "
        "vẫn giữ."
    )
    return words.format(
        sent=grouped(feedback.sent),
        back=grouped(feedback.rejected),
        kept=grouped(feedback.overridden_rejected),
    )
