"""On the page "Quầy": who is called, how many wait, and one key for the next person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.campaign.queue.views import QueueBoard, Ticket
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.search_box import SearchBox

_LOOK_AGAIN = 15_000  # ms


class QueueLine(QWidget):
    """One line; hidden on days without numbers.

    Args:
        context: what the page may use.
        box: where the person is looked for whose number is called, when somebody asked who it is;
            the card is scanned all the same.
    """

    def __init__(self, context: UiContext, box: SearchBox) -> None:
        super().__init__()
        self._context = context
        self._box = box
        self._asked: Task | None = None
        self.words = PlainLabel("", "table")
        self.next = OutlineButton(tr("Mời người tiếp theo"), key="F2", small=True)
        self.next.clicked.connect(self._call)
        context.forbid(Permission.RECORD_TAKE, self.next)
        context.wait_for_server(self.next)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("users", "ink2", 20))
        row.addWidget(self.words, 1)
        row.addWidget(self.next)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_AGAIN)
        self._timer.timeout.connect(self.reload)
        self.hide()

    def reload(self) -> None:
        """Read the queue, now and while the page is open."""
        self._timer.start()
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._context.tasks.query(self._context.services.queue.board, self._show)

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, board: QueueBoard) -> None:
        mine = board.called_by(self._context.actor)
        self.setVisible(bool(board.waiting) or mine is not None)
        self.words.setText(_words(board, mine))
        waiting = board.waiting
        self.next.set_disabled("" if waiting else tr("Không có ai chờ."))
        if waiting:
            self.next.setText(tr("Mời số {n}").format(n=waiting[0].ticket.number))

    def _call(self) -> None:
        queue, actor = self._context.services.queue, self._context.actor
        self._context.tasks.change(
            partial(queue.call_next, actor=actor), self._called, self._failed
        )

    def _called(self, ticket: Ticket) -> None:
        self.reload()
        self._box.set_text(ticket.full_name)
        self._box.focus()

    def _failed(self, error: UserFacingError) -> None:
        self._context.feedback.error(error)
        self.reload()


def _words(board: QueueBoard, mine: Ticket | None) -> str:
    waits = tr("Chờ {n} người, lâu nhất {minutes} phút.").format(
        n=len(board.waiting), minutes=board.longest
    )
    if not board.waiting:
        waits = tr("Không còn ai chờ.")
    if mine is None:
        return waits
    return tr("Đang mời số {n}. {waits}").format(n=mine.number, waits=waits)
