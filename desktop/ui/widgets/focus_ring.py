"""Where am I? One ring per window that follows the focus."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QScrollArea,
    QWidget,
)

from desktop.ui import theme

_GAP, _WIDTH, _RADIUS = 2, 3, 8
_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusRing(QWidget):
    """A transparent overlay that draws a 3 px turmeric ring, 2 px away from the focused widget.

    Args:
        window: the window to watch; make one ring for each window, after its content.
        below: what floats over the page, and over the ring too.
    """

    def __init__(self, window: QWidget, below: QWidget | None = None) -> None:
        super().__init__(window)
        self._below = below
        self._target: QWidget | None = None
        self._chain: list[QWidget] = []  # from the target up; a scrolled parent moves it too
        self._ring = QRect()
        self._room = QRect()
        self._inward = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.setGeometry(window.rect())
        self.show()

    @property
    def ring(self) -> QRect:
        """Where the ring is drawn, in window coordinates; empty when there is none."""
        return QRect(self._ring)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        for widget in self._chain:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._target = self._shown_as(new)
        self._chain = []
        link, window = self._target, self.parentWidget()
        while link is not None and link is not window:
            link.installEventFilter(self)
            self._chain.append(link)
            link = link.parentWidget()
        self.place()
        if self._seen(self._target) and self._ring.isEmpty():
            self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Scroll to a target of which nothing is seen.

        Qt does it for Tab alone. What is seen in part stays where it is: the mouse may be on it.
        """
        target = self._target
        for link in self._chain:
            if target is not None and isinstance(link, QScrollArea) and link is not target:
                link.ensureWidgetVisible(target, 24, 24)
        self.place()

    def _shown_as(self, widget: QWidget | None) -> QWidget | None:
        """Return the widget to ring: the box whose field has the focus, or nothing."""
        window = self.parentWidget()
        if widget is None or window is None or widget.window() is not window.window():
            return None
        is_frame = isinstance(widget, QScrollArea) and not widget.accessibleName()
        if is_frame or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            # A page holds the focus itself while no part of it wants it; an area that is
            # scrolled with the keys has a name of its own.
            return None
        parent = widget.parentWidget()
        if parent is not None and parent.focusProxy() is widget:
            return parent
        return widget

    def place(self) -> None:
        """Find the place of the ring again."""
        window, target = self.parentWidget(), self._target
        self._ring = QRect()
        if window is not None and self._seen(target):
            assert target is not None
            self._inward = isinstance(target, QAbstractItemView | QScrollArea)
            box = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
            grown = 0 if self._inward else _GAP + _WIDTH
            box = box.adjusted(-grown, -grown, grown, grown)
            self._room = self._visible_part(target, window)
            self._ring = box if self._room.intersects(box) else QRect()
        self.raise_()
        if self._below is not None:
            self._below.raise_()
        self.update()

    @staticmethod
    def _seen(widget: QWidget | None) -> bool:
        return widget is not None and shiboken6.isValid(widget) and widget.isVisible()

    @staticmethod
    def _visible_part(target: QWidget, window: QWidget) -> QRect:
        """Return the part of the window in which a scrolled target can be seen."""
        seen = window.rect()
        parent = target.parentWidget()
        while parent is not None and parent is not window:
            above = parent.parentWidget()
            if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
                seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
            parent = above
        return seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what moves: the window and the focused widget."""
        kind = event.type()
        if watched is self.parentWidget():
            if kind in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded}:
                window = self.parentWidget()
                if window is not None:
                    self.setGeometry(window.rect())
                self.place()
        elif kind in _MOVES:
            self.place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        if self._ring.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._room)
        painter.setPen(QPen(QColor(theme.current().palette.focus), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(
            QRectF(self._ring).adjusted(half, half, -half, -half), _RADIUS, _RADIUS
        )
        painter.end()
