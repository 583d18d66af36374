"""One line on the check page: what papers lie with the record, and pages that are not bound."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.common.i18n import tr
from desktop.intake.attachments.views import PapersView
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.intake import papers_work as work
from desktop.ui.widgets.buttons import FlatButton
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


@dataclass(frozen=True)
class PapersSummary:
    """What the line says.

    Attributes:
        papers: what lies with the record.
        picture: the first page of the first paper; null when there is none.
    """

    papers: PapersView
    picture: QImage


def summary(services: Services, application_id: UUID) -> PapersSummary:
    """Read what the line shows; for a worker."""
    papers = services.papers.of(application_id)
    picture = QImage()
    if papers.papers:
        picture = work.show_paper(services, papers.papers[0], 0).small
    return PapersSummary(papers, picture)


class PapersLine(Panel):
    """Count and picture of the papers, and the way to them.

    Attributes:
        button: `Giấy tờ kèm`, connected by the page.
    """

    def __init__(self) -> None:
        super().__init__(padded=False)
        self.picture = ImageView(tr("Giấy tờ kèm"), QSize(36, 48), framed=True)
        self.words = PlainLabel("", "strong")
        self.waiting = Tag("", "warn")
        self.button = FlatButton(tr("Giấy tờ"), key="Ctrl+G", small=True)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(10)
        row.addWidget(self.picture)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addWidget(self.waiting)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.show_summary(PapersSummary(PapersView(), QImage()))
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        if hasattr(self, "picture"):
            self.picture.setFixedSize(theme.current().pick(36, 30), theme.current().pick(48, 40))

    def show_summary(self, summary: PapersSummary) -> None:
        """Show what lies with the record."""
        papers, pages = summary.papers.papers, summary.papers.pages
        count = sum(paper.pages for paper in papers)
        words = tr("{n} giấy").format(n=len(papers)) if papers else tr("Chưa có")
        if pages or len(papers) == 1:
            words = tr("{n} trang").format(n=len(pages) or count)
        self.words.setText(words)
        self.setAccessibleName(tr("{n} giấy, {pages} trang").format(n=len(papers), pages=count))
        self.picture.set_image(summary.picture if not summary.picture.isNull() else None)
        self.picture.setVisible(bool(papers) and not pages)
        self.waiting.set(tr("Chưa lưu"), "warn")
        self.waiting.setVisible(bool(pages))
