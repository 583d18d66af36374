"""The camera's picture with the guide on it and one instruction above it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.photo.views import Arrow, GuideOval
from desktop.ui import theme
from desktop.ui.photo.watcher import Look
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.toast import ToastButton

_READY = "#8FD6A4"  # the guide when all is well; light, because the picture behind is dark
_TURNS = {Arrow.RIGHT: 0.0, Arrow.DOWN: 90.0, Arrow.LEFT: 180.0, Arrow.UP: 270.0}


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


class LiveView(QWidget):
    """Paints what the watcher sends; dark in both palettes, like a viewfinder.

    Args:
        guide: gives the oval for a picture of some width and height.
    """

    def __init__(
        self, guide: Callable[[int, int], GuideOval], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._guide = guide
        self.mirrored = True
        self.automatic = True
        self._image = QImage()
        self._look: Look | None = None
        self._instruction = ""
        self._note = ""
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
        return self._instruction

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
        self.update(self._picture_area().toRect())

    def show_look(self, look: Look | None) -> None:
        """Show the newest judgement."""
        self._look = look
        words = look.guidance.instruction if look else ""
        if words != self._instruction:
            self._instruction = words
            self.setAccessibleDescription(words)
        self.update()

    def show_words(self, text: str) -> None:
        """Say one sentence in the band, without judging a face."""
        if text != self._instruction:
            self._instruction = text
            self.setAccessibleDescription(text)
            self.update()

    def show_note(self, text: str) -> None:
        """Say something in the pill instead of the count; "" gives it back."""
        self._note = text
        self.update()

    def show_trouble(self, title: str, text: str) -> None:
        """Say why there is no picture and what to do."""
        self._image = QImage()
        self._look = None
        self._instruction = ""
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark box, the picture, the guide, the band and the pill."""
        del event
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, theme.colour("camera"), None)
        if not self._image.isNull():
            rect = self._picture_rect()
            painter.fillRect(self._picture_area(), QColor("#191715"))
            painter.drawImage(rect, self._image)
            self._paint_guide(painter, rect)
            self._paint_pill(painter)
        self._paint_band(painter)
        painter.end()

    def _paint_guide(self, painter: QPainter, rect: QRectF) -> None:
        ready = self._look is not None and self._look.guidance.ready
        colour = QColor(_READY if ready else theme.colour("camera_text"))
        guide = self._guide(self._image.width(), self._image.height())
        scale = rect.width() / self._image.width()
        oval = QRectF(0, 0, 2 * guide.half_width * scale, 2 * guide.half_height * scale)
        oval.moveCenter(QPointF(rect.left() + guide.x * scale, rect.top() + guide.y * scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour, 4)
        pen.setDashPattern([4, 2.5])
        painter.setPen(pen)
        painter.drawEllipse(oval)
        if self._look is not None and self._look.progress > 0:
            painter.setPen(QPen(QColor(_READY), 6))
            painter.drawArc(oval, 90 * 16, round(-360 * 16 * self._look.progress))
        line = rect.top() + guide.eye_y * scale
        faint = QColor("#FFFFFF")
        faint.setAlphaF(0.7)
        pen = QPen(faint, 1.5)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        inset = oval.width() * 0.07
        painter.drawLine(QPointF(oval.left() + inset, line), QPointF(oval.right() - inset, line))

    def _paint_band(self, painter: QPainter) -> None:
        words = self._trouble.title if self._image.isNull() else self._instruction
        if not words:
            return
        band = QRectF(0, 0, self.width(), _band_height())
        arrow = self._look.guidance.arrow if self._look else Arrow.NONE
        arrow = arrow.on_screen(mirrored=self.mirrored)
        font = QFont(theme.current().font("instruction"))
        room = band.width() - 32 - (52 if arrow is not Arrow.NONE else 0)
        while theme.text_width(words, font) > room and font.pointSizeF() > 11:
            font.setPointSizeF(font.pointSizeF() - 1)
        block = Typeset(words, font)
        whole = block.width + (52 if arrow is not Arrow.NONE else 0)
        left = (band.width() - whole) / 2
        gold = theme.colour("camera_text")
        if arrow is not Arrow.NONE:
            painter.save()
            painter.translate(left + 16, band.center().y())
            painter.rotate(_TURNS[arrow])
            theme.paint_icon(painter, QRectF(-16, -16, 32, 32), "arrow-right", gold, 2.2)
            painter.restore()
            left += 52
        block.draw(painter, QPointF(left, band.center().y() - block.height / 2), gold)

    def _pill_words(self) -> str:
        if self._note or self._look is None:
            return self._note
        passed, total = self._look.guidance.passed, len(self._look.guidance.checks)
        if self.automatic:
            return tr("Đạt {n}/{total}, đủ {total} thì tự chụp").format(n=passed, total=total)
        return tr("Đạt {n}/{total}, bấm Space để chụp").format(n=passed, total=total)

    def _paint_pill(self, painter: QPainter) -> None:
        words = self._pill_words()
        if not words:
            return
        font = theme.current().font("hint")
        block = Typeset(words, font)
        height = block.height + 12
        spot = QRectF(12, self.height() - 12 - height, block.width + 52, height)
        paint.box(painter, spot, theme.colour("camera"), None, theme.RADIUS_SMALL)
        light = theme.colour("toast_text")
        icon = QRectF(spot.left() + 12, spot.center().y() - 8, 16, 16)
        theme.paint_icon(painter, icon, "clock", light)
        block.draw(painter, QPointF(spot.left() + 38, spot.top() + 6), light)
