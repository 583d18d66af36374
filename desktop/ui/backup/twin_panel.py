"""How the twin copy stands, where it lies, and the two things one can do about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.backup.views import TwinKind, TwinState
from desktop.backup.words import age_words
from desktop.common.i18n import tr
from desktop.services import Services
from desktop.ui.backup.copy_words import kind_of, percent_of, short_words, tag_words
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

EVERY = 1_000
"""Milliseconds between looks at the state."""


def _what_is_copied(services: Services) -> str:
    """Return what a copy saves: at a counter of an office the records are on its server."""
    if services.info.server is not None:
        return tr("Khóa và cấu hình của quầy này được sao sang thẻ nhớ; hồ sơ nằm ở máy chủ.")
    return tr("Mọi hồ sơ được sao sang thẻ nhớ, chậm nhất một phút. Máy hỏng thì lấy lại từ đó.")


class TwinPanel(Panel):
    """Follows the twin copy while it is seen.

    Args:
        services: whose copy it is.

    Attributes:
        choose: asks for a drive.
        end: ends the copying; what was copied stays.
    """

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tr("Bản sao liên tục"), parent=parent)
        self._services = services
        self.tag = Tag("", "neutral")
        self.head.addWidget(self.tag)
        self.words = PlainLabel("", "strong", wrap=True)
        self._advice = PlainLabel("", "hint", "ink2", wrap=True)
        self.folder = PlainLabel("", "table", "ink2", wrap=True)
        for part in (self.words, self._advice, self.folder):
            self.body.addWidget(part)
        self.choose = OutlineButton(tr("Chọn thẻ nhớ, USB"), key="F6", icon="usb")
        self.end = OutlineButton(tr("Thôi sao"))
        line = QHBoxLayout()
        line.addWidget(self.choose)
        line.addWidget(self.end)
        line.addStretch(1)
        self.body.addLayout(line)
        self._again = QTimer(self)
        self._again.setInterval(EVERY)
        self._again.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Show how it stands now."""
        services = self._services
        state, now = services.keeper.state, services.clock.now()
        self.tag.set(tag_words(state), kind_of(state, real=not services.info.is_practice))
        if state.title:
            words = state.title
        elif state.kind is TwinKind.WORKING:
            words = tr("Đang sao lần đầu và đối chiếu: {percent} %").format(
                percent=percent_of(state)
            )
        else:
            words = short_words(state, now)
        self.words.setText(words)
        advice = state.advice or _what_is_copied(services)
        if state.title and state.at is not None:
            advice += " " + tr("Bản tốt gần nhất: {age}.").format(age=age_words(state.at, now))
        self._advice.setText(advice)
        self.folder.setText(self._place(state))
        self.folder.setVisible(bool(state.folder) and not state.title)  # then it stands above
        self.end.setVisible(state.kind is not TwinKind.OFF)

    def _place(self, state: TwinState) -> str:
        services = self._services
        same = bool(state.folder) and services.keeper.is_same_disk(
            Path(state.folder), services.profile.folder
        )
        warning = tr("(cùng ổ đĩa với dữ liệu: hỏng ổ là mất cả hai)") if same else ""
        return f"{state.folder} {warning}".rstrip()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow from now on."""
        super().showEvent(event)
        self.refresh()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody sees it."""
        super().hideEvent(event)
        self._again.stop()
