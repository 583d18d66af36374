"""The buttons beside the title of the batches: other pages, and the answers of the province."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.batch.rows import grouped
from desktop.ui.context import PageName, UiContext
from desktop.ui.widgets.buttons import OutlineButton


class BoardButtons(QWidget):
    """Ways on from the batches.

    Args:
        context: what a page may use.
        take_answers: asks for answer files.
    """

    def __init__(self, context: UiContext, take_answers: Callable[[], object]) -> None:
        super().__init__()
        navigator = context.navigator
        self.review = OutlineButton(tr("Duyệt hồ sơ"), key="Ctrl+D", small=True)
        self.review.clicked.connect(partial(navigator.show, PageName.REVIEW))
        self.mend = OutlineButton(tr("Hồ sơ trả về"), key="Ctrl+R", small=True)
        self.cards = OutlineButton(tr("Trả thẻ"), key="Ctrl+J", small=True)
        self.keys = OutlineButton(tr("Khóa của tỉnh"), key="Ctrl+T", small=True)
        self.answers = OutlineButton(tr("Nhận trả lời của tỉnh"), key="Ctrl+I", small=True)
        self.mend.clicked.connect(partial(navigator.show, PageName.SENT_BACK))
        self.cards.clicked.connect(partial(navigator.show, PageName.CARDS))
        self.keys.clicked.connect(partial(navigator.show, PageName.PROVINCE_KEYS))
        self.answers.clicked.connect(take_answers)
        context.forbid(Permission.BATCH_ANSWER, self.answers)
        context.forbid(Permission.RECORD_APPROVE, self.review)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for button in (self.review, self.mend, self.cards, self.keys, self.answers):
            layout.addWidget(button)
        self.show_back(0)
        self.show_review(0)

    def show_back(self, count: int) -> None:
        """Show how many records came back; without any there is nothing to open."""
        self.mend.setText(tr("Hồ sơ trả về ({n})").format(n=grouped(count)))
        self.mend.setVisible(bool(count))

    def show_review(self, count: int) -> None:
        """Show how many records wait for approval; none where nobody has to approve."""
        self.review.setText(tr("Duyệt hồ sơ ({n})").format(n=grouped(count)))
        self.review.setVisible(bool(count))
