"""A filter that can be on or off, with the number it would show."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import number_font
from desktop.ui.widgets import paint


class Chip(QAbstractButton):
    """A 40 px filter chip; several may be on.

    Args:
        text: the word.
        count: the number beside it; None for none.
        icon: icon name; `icon_color` its token.
        on: whether it starts switched on.
    """

    def __init__(
        self,
        text: str,
        *,
        count: int | None = None,
        icon: str = "",
        icon_color: str = "ink2",
        on: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._count = text, ""
        self._icon, self._icon_color = icon, icon_color
        self.setCheckable(True)
        self.setChecked(on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text.replace("&", "&&"))
        self.set_count(count)
        theme.on_change(self.refresh_theme)

    def set_label(self, text: str) -> None:
        """Show another word."""
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{self._label} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def set_count(self, count: int | None) -> None:
        """Show another number, grouped as 1.766."""
        self._count = "" if count is None else f"{count:,}".replace(",", ".")
        self.setAccessibleName(f"{self._label} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFont(theme.current().font("button"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the chip; it does not change when switched."""
        look = theme.current()
        width = 28 + math.ceil(theme.text_width(self._label, self.font())) + 2
        if self._icon:
            width += 26
        if self._count:
            bold = number_font(look.font("table_strong"))
            width += 10 + math.ceil(theme.text_width(self._count, bold))
        return QSize(max(40, width), max(40, look.pick(40, 40)))

    def minimumSizeHint(self) -> QSize:
        """A filter is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        on, area = self.isChecked(), QRectF(self.rect())
        fill = colours.tint if on or self.underMouse() else colours.surface
        paint.box(painter, area, fill, colours.action if on else colours.line2)
        left = area.left() + 14
        if self._icon:
            spot = QRectF(left, area.center().y() - 8, 16, 16)
            theme.paint_icon(painter, spot, self._icon, theme.colour(self._icon_color), 2.0)
            left += 26
        words = QRectF(left, area.top(), area.right() - left, area.height())
        ink = colours.ink if on else colours.ink2
        left += paint.text_in(painter, words, self._label, self.font(), ink) + 10
        if self._count:
            font = number_font(look.font("table_strong" if on else "table"))
            rest = QRectF(left, area.top(), area.right() - left, area.height())
            paint.text_in(painter, rest, self._count, font, ink)
        painter.end()
