"""Where all records with a receipt are: one sum and its parts, which always reconcile."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.batch.board.views import Board
from desktop.common.i18n import tr
from desktop.ui.batch.rows import grouped
from desktop.ui.widgets.figures import Figure, FigureStrip
from desktop.ui.widgets.plain_label import PlainLabel


def _sum(words: str) -> Figure:
    return Figure(words, "section")


class BoardStrip(FigureStrip):
    """`1.519 đã thu nhận = 84 chưa gửi + 71 chờ tỉnh + 2 tỉnh trả về + 1.362 tỉnh đã nhận`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14), parent)
        self.taken = _sum(tr("hồ sơ đã thu nhận"))
        self.here = _sum(tr("chưa gửi"))
        self.on_the_way = _sum(tr("đã gửi, chờ tỉnh"))
        self.back = _sum(tr("tỉnh trả về, cần sửa"))
        self.accepted = _sum(tr("tỉnh đã nhận"))
        self.aside = _sum(tr("để riêng"))
        self._plus = PlainLabel("+", "section", "ink3")
        self.row.addWidget(self.taken)
        parts = (self.here, self.on_the_way, self.back, self.accepted)
        for number, part in enumerate(parts):
            self.row.addWidget(PlainLabel("+" if number else "=", "section", "ink3"))
            self.row.addWidget(part)
        self.row.addWidget(self._plus)
        self.row.addWidget(self.aside)
        self.row.addStretch(1)
        self.show_board(Board())

    def show_board(self, board: Board) -> None:
        """Show other sums; what is set aside is told only while there is something."""
        self.taken.set(grouped(board.taken))
        self.here.set(grouped(board.here))
        self.on_the_way.set(grouped(board.on_the_way))
        self.back.set(grouped(board.back))
        self.back.number.set_color("bad" if board.back else "ink")
        self.accepted.set(grouped(board.accepted))
        self.aside.set(grouped(board.aside))
        for part in (self._plus, self.aside):
            part.setVisible(bool(board.aside))
