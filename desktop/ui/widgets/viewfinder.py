"""What a camera sees, an instruction above it, and words in its place while it shows nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.toast import ToastButton

READY = "#8FD6A4"  # a guide when all is well; light, because the picture behind is dark
GROUND = "#191715"  # beside a picture that does not fill its room
_MARK = 52  # px that the arrow and its gap take


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
        self.title = ""  # stands in the band above
        self.text = PlainLabel("", "section", "toast_text", wrap=True, align=middle)
        layout.addWidget(self.text)
        layout.addSpacing(8)
        self.button = ToastButton(tr("Lấy ảnh từ tệp"), icon="file", small=True)
        layout.addWidget(self.button, 0, middle)
        layout.addStretch(1)


class Viewfinder(QWidget):
    """A dark box in both palettes: band with words, picture, and what a subclass draws over it.

    Attributes:
        from_file: `Lấy ảnh từ tệp` below the words of trouble; hide it where no file serves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Hình từ máy ảnh"))
        self._trouble = _Trouble(self)
        self.from_file = self._trouble.button
        self._trouble.hide()
        theme.on_change(self.refresh_theme)

    @property
    def instruction(self) -> str:
        """The one instruction in the band."""
        return self._words

    @property
    def trouble(self) -> str:
        """What is said in place of a picture, "" while there is one."""
        if self._trouble.isHidden():
            return ""
        return f"{self._trouble.title} {self._trouble.text.text()}".strip()

    @property
    def image(self) -> QImage:
        """The picture shown; null while there is none."""
        return self._image

    def show_picture(self, image: QImage) -> None:
        """Show the newest picture."""
        self._image = image
        if not self._trouble.isHidden():
            self._trouble.hide()
            self.update()
        self.update(self._picture_area().toRect())

    def say(self, words: str) -> None:
        """Say one sentence in the band."""
        if words != self._words:
            self._words = words
            self.setAccessibleDescription(words)
            self.update()

    def show_trouble(self, title: str, text: str) -> None:
        """Say why there is no picture and what to do."""
        self._image = QImage()
        self._words = ""
        self._trouble.title = title
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
        """Return a modest wish: the view takes all room there is and never makes a page scroll."""
        return QSize(480, 200)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nobody can aim."""
        return QSize(360, 200)

    def _picture_area(self) -> QRectF:
        band = _band_height()
        return QRectF(0, band, self.width(), max(1, self.height() - band))

    def _picture_rect(self) -> QRectF:
        area = self._picture_area()
        size = self._image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left = area.left() + (area.width() - size.width()) / 2
        top = area.top() + (area.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    # ------------------------------------------------------------ looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark box, the picture, what lies over it, and the band."""
        del event
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), theme.colour("camera"), None)
        if not self._image.isNull():
            rect = self._picture_rect()
            painter.fillRect(self._picture_area(), QColor(GROUND))
            painter.drawImage(rect, self._image)
            self._paint_over(painter, rect)
        self._paint_band(painter)
        painter.end()

    def _paint_over(self, painter: QPainter, rect: QRectF) -> None:
        """Draw over the picture, which fills `rect`; for subclasses."""

    def _arrow(self) -> float | None:
        """Return the way of an arrow before the words, in degrees from the right; None for none."""
        return None

    def _paint_band(self, painter: QPainter) -> None:
        words = self._trouble.title if self._image.isNull() else self._words
        if not words:
            return
        turn = None if self._image.isNull() else self._arrow()
        mark = 0 if turn is None else _MARK
        band = QRectF(0, 0, self.width(), _band_height())
        font = QFont(theme.current().font("instruction"))
        room = band.width() - 32 - mark
        while theme.text_width(words, font) > room and font.pointSizeF() > 11:
            font.setPointSizeF(font.pointSizeF() - 1)
        block = Typeset(words, font)
        left = (band.width() - block.width - mark) / 2
        gold = theme.colour("camera_text")
        if turn is not None:
            painter.save()
            painter.translate(left + 16, band.center().y())
            painter.rotate(turn)
            theme.paint_icon(painter, QRectF(-16, -16, 32, 32), "arrow-right", gold, 2.2)
            painter.restore()
        block.draw(painter, QPointF(left + mark, band.center().y() - block.height / 2), gold)
