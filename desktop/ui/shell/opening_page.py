"""Before the counter: the program is opening; the first thing the person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import icons

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.ui.widgets.inline_bar import BarArea


class OpeningPage(QWidget):
    """Says that the store is being opened, in the frame of the log-in page that follows.

    It is painted by hand: a `Page` with its buttons, bars and labels would double the time to the
    first picture (`benchmarks/startup.py`). What the window asks of every page is here.

    Args:
        practice: draw the ribbon of practice, which the window does not have yet.
    """

    def __init__(self, *, practice: bool = False) -> None:
        super().__init__()
        self._has_ribbon = practice
        self.title = tr("Đang mở dữ liệu của quầy")
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(tr("Việc này mất vài giây."))
        self._bars: BarArea | None = None

    @property
    def bars(self) -> BarArea:
        """Where a message is shown, should something go wrong meanwhile."""
        if self._bars is None:
            from desktop.ui.widgets.inline_bar import BarArea  # noqa: PLC0415 - only in trouble

            self._bars = BarArea()
            look = theme.current()
            side, top = look.fixed(48, 24), look.fixed(36, 20)
            layout = QVBoxLayout(self)
            layout.setContentsMargins(
                look.pick(352, 268) + side, top + look.pick(88, 76), side, top
            )
            layout.addWidget(self._bars)
            layout.addStretch(1)
        return self._bars

    def drop_ribbon(self) -> None:
        """Draw no ribbon any more: the window has one now."""
        self._has_ribbon = False
        self.update()

    def enter(self) -> None:
        """Nothing to load."""

    def leave(self) -> None:
        """Nothing to stop."""

    def handle_key(self, event: QKeyEvent) -> bool:
        """Leave every key to the window: there is nothing to press yet."""
        del event
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the red panel with the name, and beside it what is happening."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.palette.bg))
        if self._has_ribbon:
            painter.translate(0, self._paint_ribbon(painter))
        panel = look.pick(352, 268)
        painter.fillRect(QRect(0, 0, panel, self.height()), QColor(theme.DAY.brand))
        self._paint_name(painter, panel)
        left, top = panel + look.fixed(48, 24), look.fixed(36, 20)
        painter.setFont(look.font("title"))
        painter.setPen(QColor(look.palette.ink))
        line = painter.fontMetrics().lineSpacing()
        self._text(painter, QRectF(left, top, self.width() - left, line), self.title)
        painter.setFont(look.font("body"))
        painter.setPen(QColor(look.palette.ink2))
        below = QRectF(left, top + line + look.fixed(12, 10), self.width() - left, line)
        self._text(painter, below, self.accessibleDescription())
        painter.end()

    def _paint_ribbon(self, painter: QPainter) -> int:
        """Draw what `PracticeRibbon` shows; return its height."""
        look = theme.current()
        height, side = look.pick(40, 36), look.fixed(32, 20)
        painter.fillRect(QRect(0, 0, self.width(), height), QColor(look.palette.mark))
        painter.fillRect(QRect(0, 0, self.width(), 4), QColor(look.palette.focus))
        painter.setPen(QColor(look.palette.ink))
        painter.setFont(look.font("strong"))
        line = painter.fontMetrics().lineSpacing()
        words = tr("THỰC HÀNH")
        top = 4 + (height - 4 - line) / 2
        self._text(painter, QRectF(side, top, self.width() - side, line), words)
        return height

    @staticmethod
    def _paint_name(painter: QPainter, panel: int) -> None:
        look = theme.current()
        margin, side = look.fixed(32, 20), look.fixed(48, 36)
        on_brand = look.palette.on_brand
        seal = QRectF(margin, margin, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(on_brand), 1))
        painter.drawRoundedRect(seal, 6, 6)
        inset = seal.width() / 5
        mark = seal.adjusted(inset, inset, -inset, -inset)
        icons.paint_icon(painter, mark, "mark", on_brand)
        painter.setFont(look.font("title"))
        line = painter.fontMetrics().lineSpacing()
        left = margin + side + 14
        name = QRectF(left, margin + (side - line) / 2, panel - left, line)
        OpeningPage._text(painter, name, tr("Quầy Tiếp Nhận"))

    @staticmethod
    def _text(painter: QPainter, area: QRectF, words: str) -> None:
        # QTextOption wraps by itself; the flags of the other overloads live in the Qt namespace.
        painter.drawText(area, words, QTextOption())
