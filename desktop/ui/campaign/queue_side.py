"""Beside the queue: who is called, in letters that read across the room, and the day's figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.campaign.queue.views import QueueBoard, Ticket
from desktop.campaign.queue.words import priority_words
from desktop.common.clock import show_time
from desktop.common.i18n import tr
from desktop.ui.campaign.queue_rows import minutes
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.figures import Figure
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class QueueSide(SidePanel):
    """The number this operator called, and how the day goes.

    Attributes:
        missed: `Không có mặt` (F6).
        opened: `Mở ở Quầy`, for whom a name is known.
    """

    def __init__(self) -> None:
        super().__init__(tr("Đang mời"), width=344, small_width=272)
        self.number = PlainLabel("–", "receipt")
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.who = PlainLabel("", "section", wrap=True)
        self.about = PlainLabel("", "label", "ink2", wrap=True)
        self.others = PlainLabel("", "label", "ink2", wrap=True)
        self.missed = OutlineButton(tr("Không có mặt"), key="F6", small=True)
        self.opened = OutlineButton(tr("Mở ở Quầy"), key="Ctrl+O", small=True)
        for part in (self.number, self.who, self.about, self.missed, self.opened, self.others):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.waiting = Figure(tr("người đang chờ"))
        self.longest = Figure(tr("chờ lâu nhất"))
        self.usual = Figure(tr("chờ thường gặp"))
        self.served = Figure(tr("đã tiếp hôm nay"))
        grid = QGridLayout()
        figures = (self.waiting, self.longest, self.usual, self.served)
        for place, figure in enumerate(figures):
            grid.addWidget(figure, place // 2, place % 2)
        self.below.addLayout(grid)

    def show_board(self, board: QueueBoard, mine: Ticket | None) -> None:
        """Show the day, and whom this operator called."""
        self.number.setText(str(mine.number) if mine else "–")
        self.who.setText(_who(mine))
        self.about.setText(_about(mine))
        self.about.setVisible(mine is not None)
        self.missed.set_disabled("" if mine else tr("Chưa mời ai."))
        known = mine is not None and mine.member_id is not None
        self.opened.setVisible(known)
        others = [one for one in board.called if mine is None or one.id != mine.id]
        words = [
            tr("Số {n}: {who}").format(n=one.number, who=one.called_by or "…") for one in others
        ]
        self.others.setText(tr("Quầy khác đang mời: {who}").format(who="; ".join(words)))
        self.others.setVisible(bool(others))
        self.waiting.set(str(len(board.waiting)))
        self.longest.set(minutes(board.longest) if board.waiting else "–")
        self.usual.set("–" if board.median_wait is None else minutes(board.median_wait))
        self.served.set(str(board.served))


def _who(mine: Ticket | None) -> str:
    if mine is None:
        return tr("Chưa mời ai")
    return mine.full_name or tr("Chưa hỏi tên")


def _about(mine: Ticket | None) -> str:
    if mine is None or mine.called_at is None:
        return ""
    parts = [tr("Mời lúc {time}").format(time=show_time(mine.called_at))]
    if mine.has_priority:
        parts.append(tr("Ưu tiên: {why}").format(why=priority_words(mine.priority).lower()))
    return " · ".join(parts)
