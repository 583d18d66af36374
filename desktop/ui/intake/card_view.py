"""The camera's picture with a frame for the card's code and one instruction above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel

_FRAME = 0.42  # side of the guide by the height of the picture; a code in it has 130 px and more
_CORNER = 0.22  # length of its corners by its side
_READ = "#8FD6A4"  # as the guide of the photo page when all is well


def _band_height() -> int:
    return theme.current().pick(64, 52)


class _Trouble(QWidget):
    """What stands in the picture area while there is no picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 12, 32, 12)
        layout.setSpacing(6)
        layout.addStretch(1)
        layout.addWidget(IconLabel("camera", "toast_text", 24), 0, middle)
        self.title = PlainLabel("", "section", "camera_text", wrap=True, align=middle)
        self.text = PlainLabel("", "body", "toast_text", wrap=True, align=middle)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addStretch(1)


class CardView(QWidget):
    """A viewfinder for cards; dark in both palettes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""
        self._is_read = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Hình từ máy ảnh"))
        self._trouble = _Trouble(self)
        self._trouble.hide()
        theme.on_change(self.refresh_theme)

    @property
    def words(self) -> str:
        """The instruction in the band."""
        return self._words

    @property
    def image(self) -> QImage:
        """The picture shown; null while there is none."""
        return self._image

    @property
    def trouble(self) -> str:
        """What is said in place of a picture, "" while there is one."""
        if self._trouble.isHidden():
            return ""
        return f"{self._trouble.title.text()} {self._trouble.text.text()}".strip()

    def show_picture(self, image: QImage) -> None:
        """Show the newest picture."""
        self._image = image
        self._trouble.hide()
        self.update()

    def say(self, words: str, *, read: bool = False) -> None:
        """Show one instruction.

        Args:
            words: a few words.
            read: whether the card was read; the frame says so, too.
        """
        if (words, read) == (self._words, self._is_read):
            return
        self._words, self._is_read = words, read
        self.setAccessibleDescription(words)
        self.update()

    def show_trouble(self, title: str, text: str) -> None:
        """Say why there is no picture and what to do."""
        self._image = QImage()
        self._words = ""
        self._trouble.title.setText(title)
        self._trouble.text.setText(text)
        self._trouble.text.setVisible(bool(text))
        self.setAccessibleDescription(f"{title} {text}".strip())
        self._place()
        self._trouble.show()
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words in the picture area."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._trouble.setGeometry(self.rect().adjusted(0, _band_height(), 0, 0))

    def sizeHint(self) -> QSize:
        """Return a modest wish: the view takes all room there is."""
        return QSize(480, 200)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nobody can aim."""
        return QSize(360, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark box, the picture, the frame for the code, the band."""
        del event
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), theme.colour("camera"), None)
        if not self._image.isNull():
            area = QRectF(0, _band_height(), self.width(), self.height() - _band_height())
            size = self._image.size().scaled(
                area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
            )
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.fillRect(area, QColor("#191715"))
            painter.drawImage(place, self._image)
            self._paint_frame(painter, place)
        self._paint_band(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter, place: QRectF) -> None:
        side = _FRAME * place.height()
        frame = QRectF(0, 0, side, side)
        frame.moveCenter(place.center())
        arm = _CORNER * side
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(_READ if self._is_read else theme.colour("camera_text")), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for corner, right, down in (
            (frame.topLeft(), 1, 1),
            (frame.topRight(), -1, 1),
            (frame.bottomLeft(), 1, -1),
            (frame.bottomRight(), -1, -1),
        ):
            painter.drawLine(corner, QPointF(corner.x() + right * arm, corner.y()))
            painter.drawLine(corner, QPointF(corner.x(), corner.y() + down * arm))

    def _paint_band(self, painter: QPainter) -> None:
        words = self._words or (tr("Máy ảnh chưa sẵn sàng") if self._image.isNull() else "")
        if not words:
            return
        font = QFont(theme.current().font("instruction"))
        room = self.width() - 32
        while theme.text_width(words, font) > room and font.pointSizeF() > 11:
            font.setPointSizeF(font.pointSizeF() - 1)
        block = Typeset(words, font)
        left, top = (self.width() - block.width) / 2, (_band_height() - block.height) / 2
        block.draw(painter, QPointF(left, top), theme.colour("camera_text"))
