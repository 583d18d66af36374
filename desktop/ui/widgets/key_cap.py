"""A key as it is printed on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets import paint


class KeyCap(QWidget):
    """A 22 px key cap, `F3` or `Ctrl+P`, for use beside words."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(tr("Phím {key}").format(key=key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.on_change(self.refresh_theme)

    @property
    def key(self) -> str:
        """The key, as printed."""
        return self._key

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the cap."""
        return QSize(paint.key_width(self._key), paint.key_height())

    def minimumSizeHint(self) -> QSize:
        """A key is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        del event
        colours = theme.current().palette
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.paint_key(painter, area, self._key, colours.ink2, colours.line2, colours.surface)
        painter.end()
