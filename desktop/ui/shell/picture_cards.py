"""The three pictures on an F1 page: small beside the keys, and one of them large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.shell.help_pictures import HelpPicture
from desktop.ui.widgets import paint
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.plain_label import PlainLabel

COUNT = 3


class PictureCard(QAbstractButton):
    """A small picture that is pressed to see it large, by mouse, Space or its number."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.image = QImage()
        self._scaled = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.on_change(self.refresh_theme)

    def show_picture(self, picture: HelpPicture) -> None:
        """Show a picture; its words are read out with its number."""
        self.image, self._scaled = picture.image, QPixmap()
        words = tr("Hình {n}: {words}").format(n=self.number, words=picture.words)
        self.setAccessibleName(words)
        self.setToolTip(tr("Phím {n}: xem hình này to").format(n=self.number))
        self.updateGeometry()
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size in the shape of the page it shows."""
        width = theme.current().pick(250, 200)
        across, down = max(1, self.image.width()), self.image.height()
        return QSize(width, max(1, round(width * down / across)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, its line, and its ring while the keys belong to it."""
        del event
        painter = QPainter(self)
        wanted = self.size() * self.devicePixelRatioF()
        if self._scaled.size() != wanted and not self.image.isNull():
            self._scaled = QPixmap.fromImage(
                self.image.scaled(
                    wanted,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        area = QRectF(self.rect())
        painter.drawPixmap(area, self._scaled, QRectF(self._scaled.rect()))
        colours = theme.current().palette
        if self.hasFocus():
            paint.box(painter, area, None, colours.focus, theme.RADIUS_SMALL, 3)
        else:
            paint.box(painter, area, None, colours.line2, theme.RADIUS_SMALL)
        painter.end()


class PictureColumn(QWidget):
    """Three cards below each other, each with its words.

    Signals:
        asked (int): show the picture of this number large.
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(PictureCard(number) for number in range(1, COUNT + 1))
        self._words = tuple(PlainLabel("", "hint", "ink2", wrap=True) for _ in self.cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for number, (card, words) in enumerate(zip(self.cards, self._words, strict=True)):
            if number:
                layout.addSpacing(6)
            layout.addWidget(card)
            layout.addWidget(words)
            card.clicked.connect(self._pressed)
        layout.addStretch(1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFixedWidth(theme.current().pick(250, 200))

    def show_pictures(self, pictures: Sequence[HelpPicture]) -> None:
        """Show the pictures of a page; the column is hidden while there are none."""
        for card, label, picture in zip(self.cards, self._words, pictures, strict=False):
            card.show_picture(picture)
            label.setText(f"{card.number}. {picture.words}")
        self.setVisible(len(pictures) == COUNT)

    def _pressed(self) -> None:
        card = self.sender()
        if isinstance(card, PictureCard):
            self.asked.emit(card.number)


class LargePicture(QWidget):
    """One picture as large as there is room, its words above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("", "strong", wrap=True)
        self.view = ImageView("", QSize(640, 300), framed=True, background="bg")
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.back = PlainLabel(tr("1 2 3: hình khác. Esc: về các phím."), "hint", "ink2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.back)

    def show_picture(self, number: int, picture: HelpPicture) -> None:
        """Show a picture."""
        self.words.setText(f"{number}. {picture.words}")
        self.view.setAccessibleName(picture.words)
        self.view.set_image(picture.image)
