"""The frame of every page: bars, one title, content, action bar; and the same keys everywhere."""

from __future__ import annotations

import time
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.widgets.action_bar import ActionBar
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.inline_bar import BarArea
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tab_order import follow_layout

GUARD_SECONDS = 0.4


class Page(QWidget):
    """Base of all pages.

    Put the content into `content` (a `QVBoxLayout`), things beside the title into `title_row`,
    buttons into `action_bar`. A page finds the button that shows a key and presses it, so what
    is printed is what works; Enter and F8 press the primary.

    Args:
        title: one line that asks or instructs; empty when the content carries it.
        action_bar: False for pages without a foot.
    """

    _NAMES: ClassVar[dict[int, str]] = {
        Qt.Key.Key_Escape: "Esc",
        Qt.Key.Key_F6: "F6",
        Qt.Key.Key_F7: "F7",
        Qt.Key.Key_Space: "Space",
        Qt.Key.Key_Backspace: "Backspace",
    }
    # F8 is Enter for those who like F-keys; a page may add its own (F4 shoots, F9 saves).
    enter_keys: ClassVar[frozenset[int]] = frozenset(
        {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F8}
    )

    def __init__(
        self, title: str = "", *, action_bar: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._opened = 0.0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = QVBoxLayout()
        self.top.setSpacing(0)
        outer.addLayout(self.top)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setProperty("surface", "none")
        self._scroll.setWidget(self._body)
        outer.addWidget(self._scroll, 1)
        self._stack = QVBoxLayout(self._body)
        self.bars = BarArea()
        self._stack.addWidget(self.bars)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(12)
        self._title = PlainLabel(title, "title")
        self.title_row.addWidget(self._title, 1)
        self.rule = PlainLabel("", "hint", "ink2")
        self.rule.hide()
        self._rule = ""
        self.title_row.addWidget(self.rule)
        self._stack.addLayout(self.title_row)
        self.content = QVBoxLayout()
        self._stack.addLayout(self.content, 1)
        self.action_bar = ActionBar()
        outer.addWidget(self.action_bar)
        self.action_bar.setVisible(action_bar)
        self.title = title
        theme.on_change(self.refresh_theme)

    @property
    def title(self) -> str:
        """The one line that asks or instructs."""
        return self._title.text()

    @title.setter
    def title(self, text: str) -> None:
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self.setAccessibleName(text)
        self._place_rule()

    def set_rule(self, text: str) -> None:
        """Say which rule applies on this page; "" says nothing.

        It stands beside the title where there is one and room for it, else at the foot.
        """
        self._rule = text
        self._place_rule()

    def _place_rule(self) -> None:
        text = self._rule
        if self.rule.text() != text:
            self.rule.setText(text)
        row = (self.title_row.itemAt(place) for place in range(self.title_row.count()))
        others = [one for one in row if one.widget() is not self.rule and not one.isEmpty()]
        need = self.rule.sizeHint().width() + sum(one.sizeHint().width() + 12 for one in others)
        room = self.width() - 2 * theme.current().fixed(24, 16)
        beside = bool(text and self.title) and need <= room
        if self.rule.isHidden() == beside:
            self.rule.setVisible(beside)
        self.action_bar.set_rule("" if beside else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place of the rule anew."""
        super().resizeEvent(event)
        self._place_rule()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._place_rule()
        look = theme.current()
        side, top = look.fixed(24, 16), look.fixed(16, 12)
        self._stack.setContentsMargins(side, top, side, top)
        self._stack.setSpacing(look.fixed(12, 10))
        self.content.setSpacing(look.fixed(16, 12))

    def enter(self) -> None:
        """Come to the page: Enter is deaf for 400 ms, so a scanner cannot confirm it unseen.

        Pages extend this to load what they show and to place the focus.
        """
        self._opened = time.monotonic()

    def leave(self) -> None:
        """Leave the page; extended by pages to stop cameras, timers and queries."""

    def follow(self) -> None:
        """Another counter changed something; extended by pages to read anew what they show.

        Whoever works here must not notice more than new words: selection, typed text, focus and
        scroll stay.
        """

    def pause(self) -> None:
        """Stay as it stands behind the lock; extended by pages to stop what goes on by itself.

        Cameras are let go by the shell.
        """

    def carry_on(self) -> None:
        """Come back from behind the lock, just as it was."""
        self._opened = time.monotonic()

    @property
    def is_guarded(self) -> bool:
        """Whether Enter is still deaf because the page has just opened."""
        return time.monotonic() - self._opened < GUARD_SECONDS

    def handle_key(self, event: QKeyEvent) -> bool:
        """Use a key if it is one of the page's; the window may pass on what reached it."""
        key = event.key()
        if key in self.enter_keys and self._is_plain(event):
            if not self.is_guarded and not event.isAutoRepeat():
                QGuiApplication.inputMethod().commit()
                self.on_enter(key)
            return True
        name = self._NAMES.get(key)
        if name is None or not self._is_plain(event) or event.isAutoRepeat():
            return False
        button = self.button_for(name)
        if button is None:
            return False
        QGuiApplication.inputMethod().commit()
        button.click()
        return True

    @staticmethod
    def _is_plain(event: QKeyEvent) -> bool:
        return event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }

    def on_enter(self, key: int) -> None:
        """Go on: press the primary if it can be pressed. Pages may extend this."""
        del key
        primary = self.action_bar.primary
        if primary is not None and primary.isVisible() and primary.isEnabled():
            primary.click()

    def button_for(self, key: str) -> QAbstractButton | None:
        """Return the visible, enabled button that shows a key."""
        for button in self.findChildren(KeyButton):
            if button.key == key and button.isEnabled() and button.isVisibleTo(self):
                return button
        return None

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt names the argument
        """Let Tab follow what is seen; every move inside the page passes here."""
        follow_layout(self)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what the focused widget left over."""
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def keep_visible(self, widget: QWidget) -> None:
        """Scroll so far that a widget and its ring are seen."""
        self._scroll.ensureWidgetVisible(widget, 24, 24)
