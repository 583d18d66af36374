"""One numbered way on: digit, words, a quiet second line, an arrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint

_LEFT, _RIGHT, _PAD = 66, 48, 12


class WayButton(QAbstractButton):
    """A large button for a page that asks what to do next; its digit presses it.

    Args:
        digit: the key.
        text: the way, with a verb.
        detail: what it means, up to two lines.
    """

    def __init__(self, digit: str, text: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit, self._label, self._detail = digit, text, detail
        self._proposed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setShortcut(QKeySequence(digit))
        self.set(text, detail)
        theme.on_change(self.refresh_theme)

    def set(self, text: str, detail: str) -> None:
        """Show other words."""
        self._label, self._detail = text, detail
        self.setText(text.replace("&", "&&"))
        self.setShortcut(QKeySequence(self._digit))
        self.setAccessibleName(f"{text}. {detail}")
        self.updateGeometry()
        self.update()

    def set_proposed(self, proposed: bool) -> None:
        """Show that Enter takes this way."""
        self._proposed = proposed
        self.update()

    @property
    def is_proposed(self) -> bool:
        """Whether Enter takes this way."""
        return self._proposed

    def _font(self) -> QFont:
        look = theme.current()
        return look.font("strong" if look.compact else "section")

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one line of words and two of detail."""
        look = theme.current()
        lines = theme.line_height(self._font()) + 2 * theme.line_height(look.font("hint"))
        return QSize(280, lines + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """It is never cut in height."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        area = QRectF(self.rect())
        loud = self.isEnabled() and (self._proposed or self.underMouse() or self.isDown())
        fill = colours.tint if loud else colours.surface
        line = colours.action if loud else colours.line2
        if not self.isEnabled():
            fill, line = colours.sunk, colours.line
        paint.box(painter, area, fill, line)
        cap = QRectF(area.left() + 16, area.center().y() - 16, 34, 32)
        paint.box(painter, cap, colours.surface, colours.line2, theme.RADIUS_SMALL)
        digit = Typeset(self._digit, theme.number_font(look.font("section")))
        corner = QPointF(cap.center().x() - digit.width / 2, cap.center().y() - digit.height / 2)
        digit.draw(painter, corner, colours.ink2)
        width = area.width() - _LEFT - _RIGHT
        ink = colours.ink if self.isEnabled() else colours.ink3
        font = self._font()
        head = Typeset(theme.elide(self._label, font, width), font)
        detail = Typeset(self._detail, look.font("hint"), width)
        top = area.center().y() - (head.height + detail.height) / 2
        head.draw(painter, QPointF(_LEFT, top), ink)
        detail.draw(painter, QPointF(_LEFT, top + head.height), colours.ink2)
        if self.isEnabled():
            arrow = QRectF(area.right() - 36, area.center().y() - 9, 18, 18)
            theme.paint_icon(painter, arrow, "arrow-right", colours.action)
        painter.end()

    def enterEvent(self, event: QEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]  # same event, wider annotation

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)
