"""Where all records with a receipt are: one sum and its parts, which always reconcile."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.batch.board.views import Board
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.batch.rows import grouped
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class _Sum(QWidget):
    """A number above what it counts."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.number = PlainLabel("–", "section")
        self.words = PlainLabel(words, "label", "ink2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.number)
        layout.addWidget(self.words)

    def set(self, count: int) -> None:
        """Show a number."""
        self.number.setText(grouped(count))
        self.setAccessibleName(f"{self.words.text()}: {self.number.text()}")


class BoardStrip(Panel):
    """`1.519 đã thu nhận = 84 chưa gửi + 71 chờ tỉnh + 2 tỉnh trả về + 1.362 tỉnh đã nhận`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.taken = _Sum(tr("hồ sơ đã thu nhận"))
        self.here = _Sum(tr("chưa gửi"))
        self.on_the_way = _Sum(tr("đã gửi, chờ tỉnh"))
        self.back = _Sum(tr("tỉnh trả về, cần sửa"))
        self.accepted = _Sum(tr("tỉnh đã nhận"))
        self.aside = _Sum(tr("để riêng"))
        self._plus = PlainLabel("+", "section", "ink3")
        self._row = QHBoxLayout()
        self._row.addWidget(self.taken)
        parts = (self.here, self.on_the_way, self.back, self.accepted)
        for number, part in enumerate(parts):
            self._row.addWidget(PlainLabel("+" if number else "=", "section", "ink3"))
            self._row.addWidget(part)
        self._row.addWidget(self._plus)
        self._row.addWidget(self.aside)
        self._row.addStretch(1)
        self.body.addLayout(self._row)
        self.show_board(Board())

    def show_board(self, board: Board) -> None:
        """Show other sums; what is set aside is told only while there is something."""
        self.taken.set(board.taken)
        self.here.set(board.here)
        self.on_the_way.set(board.on_the_way)
        self.back.set(board.back)
        self.back.number.set_color("bad" if board.back else "ink")
        self.accepted.set(board.accepted)
        self.aside.set(board.aside)
        for part in (self._plus, self.aside):
            part.setVisible(bool(board.aside))

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        side = theme.current().fixed(16, 12)
        self.body.setContentsMargins(side, theme.current().fixed(8, 6), side, 8)
        if hasattr(self, "_row"):
            self._row.setSpacing(theme.current().fixed(20, 14))
