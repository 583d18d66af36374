"""On the page "Quầy": records that wait for a second person, and records to be mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.intake.review.views import ReviewCounts
from desktop.ui.context import PageName
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class ReviewPanel(Panel):
    """One line, only there while something is to be done; a small screen has no room for two.

    Signals:
        wanted (PageName): show the page where it is done.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._page = PageName.DRAFTS
        self.words = PlainLabel("", "table", wrap=True)
        self.button = OutlineButton(tr("Xem"), small=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel("edit", "warn", 20))
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_counts(self, counts: ReviewCounts, *, may_review: bool) -> None:
        """Say what is to be done; whoever may not review hears of records to be mended only."""
        waiting = counts.waiting if counts.required and may_review else 0
        back = counts.returned
        if waiting and back:
            words = tr("{n} hồ sơ chờ duyệt, {back} cần sửa.").format(n=waiting, back=back)
        elif waiting:
            words = tr("{n} hồ sơ chờ duyệt.").format(n=waiting)
        else:
            words = tr("{n} hồ sơ cần sửa.").format(n=back)
        self._page = PageName.REVIEW if waiting else PageName.DRAFTS
        name = tr("Xem hồ sơ chờ duyệt") if waiting else tr("Xem hồ sơ cần sửa")
        self.button.setAccessibleName(name)
        self.words.setText(words)
        self.setVisible(bool(waiting or back))

    def _show(self) -> None:
        self.wanted.emit(self._page)
