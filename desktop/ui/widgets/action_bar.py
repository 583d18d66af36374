"""The foot of every page: ways back left, what was saved, other actions, one primary right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets.buttons import KeyButton, OutlineButton, PrimaryButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel


class ActionBar(QWidget):
    """Left: way back and exceptions. Right: other actions and the one primary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.primary: PrimaryButton | None = None
        self._outer = QHBoxLayout(self)
        self._outer.setSpacing(8)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        self._saved_icon = IconLabel("check", "ok", 16)
        self._saved = PlainLabel("", "hint", "ink2")
        self._reason = PlainLabel("", "hint", "ink2")
        self._outer.addLayout(self._left)
        self._outer.addSpacing(12)
        self._outer.addWidget(self._saved_icon)
        self._outer.addWidget(self._saved)
        self.rule = PlainLabel("", "hint", "ink2")
        self.rule.hide()
        self._outer.addWidget(self.rule)
        self._outer.addStretch(1)
        self._outer.addWidget(self._reason)
        self._outer.addLayout(self._right)
        for part in (self._saved_icon, self._saved, self._reason):
            part.hide()
        theme.on_change(self.refresh_theme)

    def add_left(self, button: KeyButton) -> KeyButton:
        """Add a way back or an exception on the left and return it."""
        self._left.addWidget(button)
        return button

    def add_right(self, button: KeyButton) -> KeyButton:
        """Add another action left of the primary and return it."""
        place = self._right.count() - (1 if self.primary is not None else 0)
        self._right.insertWidget(place, button)
        return button

    def add_back(self, on_click: Callable[[], object]) -> KeyButton:
        """Add `Quay lại [F7]`."""
        button = OutlineButton(tr("Quay lại"), key="F7", icon="arrow-left")
        button.clicked.connect(on_click)
        return self.add_left(button)

    def add_later(self, on_click: Callable[[], object]) -> KeyButton:
        """Add `Để sau [Esc]`, which keeps the draft."""
        button = OutlineButton(tr("Để sau"), key="Esc")
        button.clicked.connect(on_click)
        return self.add_right(button)

    def set_primary(
        self, text: str, on_click: Callable[[], object] | None = None, *, icon: str = ""
    ) -> PrimaryButton:
        """Make the primary button, or give it another verb; return it."""
        if self.primary is None:
            self.primary = PrimaryButton(text, icon=icon)
            self._right.addWidget(self.primary)
            self.refresh_theme()
        else:
            self.primary.setText(text)
        if on_click is not None:
            self.primary.clicked.connect(on_click)
        return self.primary

    def set_reason(self, text: str) -> None:
        """Say in words why the primary cannot be pressed; "" enables it again.

        A primary that is kept from whoever works here stays disabled and says so.
        """
        text = (self.primary.forbidden if self.primary is not None else "") or text
        self._reason.setText(text)
        self._reason.setVisible(bool(text))
        if self.primary is None:
            return
        page = self.parentWidget()
        if text and page is not None and self.primary.hasFocus():
            page.setFocus()  # Qt would pass it to the header
        self.primary.set_disabled(text)

    def show_saved(self, time: str) -> None:
        """Say `Đã tự lưu 14:33:08`; "" says nothing."""
        self._saved.setText(tr("Đã tự lưu {time}").format(time=time) if time else "")
        self._fit()

    def set_rule(self, text: str) -> None:
        """Say which rule applies here, where there is room; "" says nothing."""
        if self.rule.text() != text:
            self.rule.setText(text)
        self._fit()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        side = look.fixed(24, 16)
        self._outer.setContentsMargins(side, 0, side, 0)
        self._fit()
        self.updateGeometry()
        self.update()

    def _fit(self) -> None:
        """Drop what matters least when it gets narrow: rule, saved words, wide primary, icons."""
        look = theme.current()
        buttons = [button for button in self.findChildren(KeyButton) if not button.isHidden()]
        wide = look.pick(232, 208)
        room = self.width() - 2 * look.fixed(24, 16) - 12 - 8 * (len(buttons) + 1)
        if not self._reason.isHidden():
            room -= self._reason.minimumSizeHint().width() + 8
        need = sum(button.full_width() for button in buttons)
        extra = max(0, wide - self.primary.full_width()) if self.primary else 0
        saved = self._saved.sizeHint().width() + 32
        shows_saved = bool(self._saved.text()) and need + extra + saved <= room
        left = room - need - extra - (saved if shows_saved else 0)
        shows_rule = bool(self.rule.text()) and self.rule.sizeHint().width() + 24 <= left
        if self.rule.isHidden() == shows_rule:
            self.rule.setVisible(shows_rule)
        # Only what differs is set: every change asks for a new layout and comes back here.
        for part in (self._saved, self._saved_icon):
            if part.isHidden() == shows_saved:
                part.setVisible(shows_saved)
        # A longer verb keeps its own least width; a fixed one below it would let it be cut.
        least = wide if extra and need + extra <= room else 0
        if self.primary is not None and self.primary.minimumWidth() != least:
            self.primary.setMinimumWidth(least)
        for button in buttons:
            button.show_icon(need <= room)

    def event(self, event: QEvent) -> bool:
        """Fit anew when a button changed its words or its visibility."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the fixed height of the bar."""
        return QSize(super().sizeHint().width(), theme.current().pick(64, 56))

    def minimumSizeHint(self) -> QSize:
        """The bar keeps its height."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours.line))
        painter.end()
