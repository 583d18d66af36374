"""A picture, scaled to its place without changing its shape."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.widgets import paint


class ImageView(QWidget):
    """Shows a `QImage`; without one, a quiet silhouette.

    Args:
        name: accessible name (what the picture shows).
        size: wished size in px; the view may grow or shrink.
        framed: a 1 px line around.
        background: colour token behind the picture.
    """

    def __init__(
        self,
        name: str,
        size: QSize | None = None,
        *,
        framed: bool = False,
        background: str = "sunk",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._wish = size or QSize(120, 160)
        self._image = QImage()
        self._scaled = QPixmap()
        self._framed, self._background = framed, background
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.on_change(self.refresh_theme)

    def set_image(self, image: QImage | None) -> None:
        """Show a picture, or None for the silhouette."""
        self._image = image or QImage()
        self._scaled = QPixmap()
        self.update()

    @property
    def image(self) -> QImage:
        """The picture shown; null when there is none."""
        return self._image

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wished size."""
        return self._wish

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a face is no face."""
        return QSize(40, 48)

    def picture_rect(self) -> QRectF:
        """Return where the picture stands inside the widget."""
        area = QRectF(self.rect())
        if self._image.isNull():
            return area
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (area.width() - size.width()) / 2
        return QRectF(left, (area.height() - size.height()) / 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture; the smooth scaling is kept until the size changes."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, theme.colour(self._background), None, theme.RADIUS_SMALL)
        if self._image.isNull():
            self._silhouette(painter, area)
        else:
            spot = self.picture_rect()
            wanted = spot.size().toSize() * self.devicePixelRatioF()
            if self._scaled.size() != wanted:
                self._scaled = QPixmap.fromImage(
                    self._image.scaled(
                        wanted,
                        Qt.AspectRatioMode.IgnoreAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
            painter.drawPixmap(spot, self._scaled, QRectF(self._scaled.rect()))
        if self._framed:
            paint.box(painter, area, None, colours.line, theme.RADIUS_SMALL)
        painter.end()

    @staticmethod
    def _silhouette(painter: QPainter, area: QRectF) -> None:
        side = min(area.width(), area.height()) * 0.5
        spot = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
        theme.paint_icon(painter, spot, "user", theme.colour("ink3"))
