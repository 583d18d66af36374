"""Where we are in a file: `Bước 2/5`, five named steps, and who it is about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Typeset


class StepStrip(QWidget):
    """Check, number or outline for each step; it shows and does not navigate.

    Args:
        steps: names of the steps in order.
    """

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._at = 0
        self._person = self._detail = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_step(0)
        theme.on_change(self.refresh_theme)

    def set_step(self, index: int, person: str = "", detail: str = "") -> None:
        """Show a step (0 is the first) and the person the file is about."""
        self._at, self._person, self._detail = index, person, detail
        name = tr("{count}: {step}").format(count=self._count(), step=self._steps[index])
        self.setAccessibleName(f"{name} {person}".strip())
        self.update()

    def _count(self) -> str:
        return tr("Bước {n}/{total}").format(n=self._at + 1, total=len(self._steps))

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed height of the strip."""
        return QSize(600, theme.current().pick(40, 36))

    def minimumSizeHint(self) -> QSize:
        """The strip can become narrow; then far steps lose their names."""
        return QSize(320, self.sizeHint().height())

    def _right_end(self, painter: QPainter, right: float) -> float:
        look, colours = theme.current(), theme.current().palette
        middle = self.height() / 2
        for words, role, ink in (
            (self._detail, "label", colours.ink2),
            (self._person, "table_strong", colours.ink),
        ):
            if words:
                block = Typeset(words, look.font(role))  # type: ignore[arg-type]  # two roles
                right -= block.width
                block.draw(painter, QPointF(right, middle - block.height / 2), ink)
                right -= 8
        return right

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, colours = theme.current(), theme.current().palette
        painter.fillRect(self.rect(), QColor(colours.sunk))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
        side, middle = look.fixed(24, 16), self.height() / 2
        limit = self._right_end(painter, self.width() - side)
        head = Typeset(self._count(), look.font("table_strong"))
        head.draw(painter, QPointF(side, middle - head.height / 2), colours.ink)
        left = side + head.width + look.fixed(34, 18)
        gap = self._gap(limit - left)
        for index, name in enumerate(self._steps):
            self._disc(painter, QRectF(left, middle - 11, 22, 22), index)
            left += 30
            if gap > 0 or index == self._at:
                here = index == self._at
                font = look.font("table_strong" if here else "label")
                ink = colours.ink if here else colours.ink2 if index < self._at else colours.ink3
                width = theme.text_width(name, font)
                if left + width > limit:
                    break
                block = Typeset(name, font)
                block.draw(painter, QPointF(left, middle - block.height / 2), ink)
                left += width + 10
            if index + 1 < len(self._steps):
                dash = max(12.0, gap)
                painter.setPen(QPen(QColor(colours.line2), 1))
                painter.drawLine(QPointF(left, middle), QPointF(left + dash, middle))
                left += dash + 10
        painter.end()

    def _gap(self, room: float) -> float:
        """Return the dash between steps in px; 0 when only the present step can be named."""
        look = theme.current()
        names = sum(
            theme.text_width(name, look.font("table_strong" if i == self._at else "label"))
            for i, name in enumerate(self._steps)
        )
        count = len(self._steps)
        spare = room - names - count * 40 - (count - 1) * 10
        if spare < 8 * (count - 1):
            return 0.0
        return float(min(30, math.floor(spare / max(1, count - 1))))

    def _disc(self, painter: QPainter, spot: QRectF, index: int) -> None:
        colours = theme.current().palette
        done, here = index < self._at, index == self._at
        fill = colours.ok.tint if done else colours.action if here else colours.surface
        line = colours.ok.text if done else colours.action if here else colours.line2
        painter.setPen(QPen(QColor(line), 1.2))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(spot.adjusted(0.6, 0.6, -0.6, -0.6))
        if done:
            theme.paint_icon(painter, spot.adjusted(4, 4, -4, -4), "check", colours.ok.text, 2.6)
            return
        ink = colours.on_action if here else colours.ink2
        block = Typeset(str(index + 1), theme.current().font("key"))
        at = QPointF(spot.center().x() - block.width / 2, spot.center().y() - block.height / 2)
        block.draw(painter, at, ink)
        painter.setPen(Qt.PenStyle.NoPen)
