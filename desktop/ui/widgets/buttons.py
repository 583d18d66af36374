"""Buttons: a verb and the key that does the same.

The key caps printed on buttons are what works: a page finds the button that shows `F7` and
presses it, and any other key becomes the button's own shortcut.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QKeySequence, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Role
from desktop.ui.widgets import paint

# Keys that a page handles itself, so that its 400 ms guard and its order of precedence hold.
PAGE_KEYS = frozenset({"Enter", "Esc", "F6", "F7", "Space", "Backspace"})
# Keys that go on while they are held: from row to row, from year to year. Any other is one act.
HELD_KEYS = frozenset({"J", "K", "PgUp", "PgDown", "Alt+Up", "Alt+Down"})


@dataclass(frozen=True)
class _Skin:
    """The colours of one state."""

    fill: str | None
    line: str | None
    text: str
    cap: str
    cap_line: str


class KeyButton(QPushButton):
    """The common part of all buttons: icon, word, key cap; painted, not styled.

    Args:
        text: verb, plain text.
        key: the key printed on it (`Enter`, `F7`, `Ctrl+P`); empty for none.
        icon: icon name; empty for none.
        small: 40 px for use inside panels instead of 44 px.

    Attributes:
        key: the key that presses it.
        shows_key: whether the key cap is drawn.
        forbidden: why whoever works here may not press it, "" when they may.
    """

    role: Role = "button"

    def __init__(
        self,
        text: str,
        *,
        key: str = "",
        icon: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.forbidden = ""
        self._label = ""
        self._icon_name = self._icon_given = icon
        self._small = small
        self.shows_key = bool(key)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self._take_key()
        theme.on_change(self.refresh_theme)

    def _take_key(self) -> None:
        """Be pressed by the key, once however long it is held.

        Qt's own shortcut of a button repeats with the key, and each repeat would be an act: a
        second look at a number on record, a second sheet out of the printer.
        """
        if self.key and self.key not in PAGE_KEYS:
            number = self.grabShortcut(self.shortcut())
            self.setShortcutAutoRepeat(number, self.key in HELD_KEYS)

    def shortcut(self) -> QKeySequence:
        """Return the key that presses it wherever the focus is; empty for keys of the page."""
        is_own = bool(self.key) and self.key not in PAGE_KEYS
        return QKeySequence(self.key.replace("Enter", "Return")) if is_own else QKeySequence()

    def setText(self, text: str) -> None:
        """Show another verb; the key stays."""
        self._label = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text or self.key)
        if self.key:
            self.setAccessibleDescription(tr("Phím {key}").format(key=self.key))
        self.updateGeometry()
        self.update()

    @property
    def label(self) -> str:
        """The verb as given."""
        return self._label

    def full_width(self) -> int:
        """Return the width the button has with its icon, shown or dropped."""
        dropped = bool(self._icon_given) and not self._icon_name
        return self.sizeHint().width() + (28 if dropped and self._label else 0)

    def show_icon(self, shown: bool) -> None:
        """Show or drop the icon; in a narrow bar the words and the key matter more."""
        # A button of an icon alone keeps it.
        name = self._icon_given if shown or not self._label else ""
        if name != self._icon_name:
            self._icon_name = name
            self.updateGeometry()
            self.update()

    def set_disabled(self, reason: str = "") -> None:
        """Disable and say why in tool tip and accessible description; "" enables again."""
        reason = self.forbidden or reason
        self.setEnabled(not reason)
        self.setToolTip(reason)
        if reason:
            self.setAccessibleDescription(reason)

    def forbid(self, reason: str) -> None:
        """Keep it from whoever may not; what the page enables later stays disabled for them."""
        if reason:
            self.forbidden = reason
            self.set_disabled()

    def setEnabled(self, enabled: bool) -> None:
        """Enable it, unless it is kept from whoever works here."""
        super().setEnabled(enabled and not self.forbidden)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFont(theme.current().font(self.role))
        self.updateGeometry()
        self.update()

    def _height(self) -> int:
        return max(40, theme.current().pick(40 if self._small else 44, 40))

    def _pad(self) -> int:
        return 12 if self._small else 14

    def _gap(self) -> int:
        return 10

    def sizeHint(self) -> QSize:
        """Return the room that shows icon, word and key uncut."""
        width = 2 * self._pad() + math.ceil(theme.text_width(self._label, self.font())) + 1
        if self._icon_name:
            width += 18 + (10 if self._label else 0)
        if self.shows_key:
            alone = 8 if self._icon_name else 0  # an icon and a key do not touch either
            width += (self._gap() if self._label else alone) + paint.key_width(self.key)
        return QSize(max(width, 40), self._height())

    def minimumSizeHint(self) -> QSize:
        """A button is never cut."""
        return self.sizeHint()

    def _skin(self) -> _Skin:
        colours = theme.current().palette
        if not self.isEnabled():
            return _Skin(colours.sunk, colours.line, colours.ink3, colours.ink3, colours.line2)
        if self.isDown():
            ink, line = colours.ink, colours.action
            return _Skin(colours.pressed, line, ink, ink, line)
        if self.underMouse():
            return _Skin(colours.tint, colours.action, colours.ink, colours.ink2, colours.line2)
        return _Skin(colours.surface, colours.line2, colours.ink, colours.ink2, colours.line2)

    def _content_width(self) -> float:
        return float(self.sizeHint().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, icon, word left and key cap right."""
        del event
        painter = QPainter(self)
        skin = self._skin()
        area = QRectF(self.rect())
        paint.box(painter, area, skin.fill, skin.line)
        spare = max(0.0, area.width() - self._content_width())
        left = area.left() + self._pad() + (0.0 if self._spread() else spare / 2)
        right = area.right() - self._pad() - (0.0 if self._spread() else spare / 2)
        if self._icon_name:
            spot = QRectF(left, area.center().y() - 9, 18, 18)
            theme.paint_icon(painter, spot, self._icon_name, skin.text)
            left += 28
        if self.shows_key:
            width = paint.key_width(self.key)
            height = paint.key_height()
            cap = QRectF(right - width, area.center().y() - height / 2, width, height)
            paint.paint_key(painter, cap, self.key, skin.cap, skin.cap_line)
            right -= width + self._gap()
        words = QRectF(left, area.top(), right - left + 1, area.height())
        paint.text_in(painter, words, self._label, QFont(self.font()), skin.text)
        painter.end()

    def _spread(self) -> bool:
        return False

    def event(self, event: QEvent) -> bool:
        """Act on the own shortcut at once; Qt would wait 100 ms and let a quick Enter overtake."""
        if isinstance(event, QShortcutEvent):
            if event.isAmbiguous():
                self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            else:
                self.click()
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)


class OutlineButton(KeyButton):
    """An ordinary button: surface with a line."""


class PrimaryButton(KeyButton):
    """The one way on of a page: word left, key cap right, always bottom right."""

    role: Role = "primary"

    def __init__(
        self, text: str, *, key: str = "Enter", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, key=key, icon=icon, parent=parent)

    def _height(self) -> int:
        return theme.current().pick(48, 44)

    def _pad(self) -> int:
        return 20

    def _spread(self) -> bool:
        return bool(self.key)

    def _skin(self) -> _Skin:
        colours = theme.current().palette
        if not self.isEnabled():
            return super()._skin()
        text = colours.on_action
        fill = colours.hover if self.isDown() or self.underMouse() else colours.action
        return _Skin(fill, None, text, text, text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, with an inset line while it is held down."""
        super().paintEvent(event)
        if self.isDown():
            painter = QPainter(self)
            inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            paint.box(painter, inner, None, theme.current().palette.on_action, 4)
            painter.end()


class DangerButton(KeyButton):
    """Red outline: only for refusing a person or a record."""

    def _skin(self) -> _Skin:
        skin = super()._skin()
        if not self.isEnabled():
            return skin
        bad = theme.current().palette.bad
        colours = theme.current().palette
        fill = bad.tint if self.isDown() or self.underMouse() else colours.surface
        return _Skin(fill, bad.text, bad.text, colours.ink2, colours.line2)


class FlatButton(KeyButton):
    """No line: for rare ways out and `Sửa` in rows."""

    role: Role = "strong"

    def _skin(self) -> _Skin:
        colours = theme.current().palette
        if not self.isEnabled():
            return _Skin(None, None, colours.ink3, colours.ink3, colours.line2)
        fill = colours.tint if self.isDown() or self.underMouse() else None
        text = colours.hover if self.isDown() else colours.action
        return _Skin(fill, None, text, colours.ink2, colours.line2)

    def _pad(self) -> int:
        return 12
