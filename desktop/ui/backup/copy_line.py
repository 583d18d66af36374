"""One line at the counter: how old the twin copy is, and the way to the page on backups."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.backup.copy_words import kind_of, short_words
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

EVERY = 5_000
"""Milliseconds between looks at the state, which costs nothing."""


class CopyLine(Panel):
    """Says how the twin copy stands; looks again by itself while it is seen.

    Args:
        services: whose copy it is.

    Signals:
        page_wanted: open the page on backups.
    """

    page_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._services = services
        self._icon = IconLabel("disk", "ink2", 20)
        self.words = PlainLabel("", "table", wrap=True)
        self.button = OutlineButton(tr("Xem"), key="Ctrl+B", small=True)
        self.button.setAccessibleName(tr("Xem trang Sao lưu"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.page_wanted)
        self.foot.addWidget(self._icon)
        self.foot.addWidget(self.words, 1)
        self.foot.addWidget(self.button)
        self._again = QTimer(self)
        self._again.setInterval(EVERY)
        self._again.timeout.connect(self.refresh)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force: a small screen has room for the words only."""
        self.button.shows_key = not theme.current().compact
        self.button.updateGeometry()
        self.refresh()

    def refresh(self) -> None:
        """Look at the state."""
        state = self._services.keeper.state
        kind = kind_of(state, real=not self._services.info.is_practice)
        self._icon.set("disk", "ink2" if kind in {"ok", "neutral"} else kind)
        self.words.setText(short_words(state, self._services.clock.now()))

    def showEvent(self, event: QShowEvent) -> None:
        """Look again and again from now on."""
        super().showEvent(event)
        self.refresh()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody sees it."""
        super().hideEvent(event)
        self._again.stop()
