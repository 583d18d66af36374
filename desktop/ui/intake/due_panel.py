"""On the page "Quầy": what whoever works here has to do today, and a key to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.campaign.tasks.views import DueTasks
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class DuePanel(Panel):
    """One line, only there while something is due.

    Signals:
        wanted (bool): show tasks; True for everybody's, since only others are late.
    """

    wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._of_others = False
        self.icon = IconLabel("list", "ink2", 20)
        self.words = PlainLabel("", "table", wrap=True)
        self.button = OutlineButton(tr("Xem"), key="Ctrl+J", small=True)
        self.button.setAccessibleName(tr("Xem việc được giao"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.icon)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force: a small screen has room for the words or the key cap."""
        self.button.shows_key = not theme.current().compact
        self.button.updateGeometry()

    def show_due(self, due: DueTasks, *, leads: bool) -> None:
        """Say what is due.

        Args:
            due: the counts.
            leads: whether whoever works here answers for the tasks of others, too.
        """
        mine = due.today + due.overdue
        others = due.overdue_of_others if leads else 0
        self._of_others = not mine
        if not mine:
            words = tr("{n} việc của người khác quá hạn.").format(n=others)
        elif due.overdue:
            words = tr("Việc hôm nay: {n}, quá hạn {late}.").format(n=mine, late=due.overdue)
        else:
            words = tr("Việc hôm nay: {n}.").format(n=mine)
        if mine and others and not theme.current().compact:
            words = f"{words} {tr('Người khác quá hạn {n}.').format(n=others)}"
        self.icon.set("list", "warn" if due.overdue or others else "ink2")
        self.words.setText(words)
        self.setVisible(bool(mine or others))

    def _show(self) -> None:
        self.wanted.emit(self._of_others)
