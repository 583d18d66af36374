"""On the page "Quầy": batches whose answer should have come, with the way to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.batch.board.views import BatchLine
from desktop.common.i18n import tr
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class LatePanel(Panel):
    """One line, only there while an answer is late.

    Signals:
        wanted: show the batches.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = PlainLabel("", "table", wrap=True)
        self.button = OutlineButton(tr("Xem"), small=True)
        self.button.setAccessibleName(tr("Xem các lô chờ tỉnh trả lời"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel("warning", "warn", 20))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_late(self, late: Sequence[BatchLine]) -> None:
        """Say how many wait too long, or hide."""
        if late:
            words = tr("{n} lô chờ tỉnh trả lời, lâu nhất {days} ngày.")
            self.words.setText(words.format(n=len(late), days=max(line.days for line in late)))
        self.setVisible(bool(late))
