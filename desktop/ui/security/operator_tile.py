"""One person who works here, as a tile of the log-in page."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.security.access.words import role_words
from desktop.security.views import OperatorView
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.header import initials


class OperatorTile(QAbstractButton):
    """Initials, name, role; a check mark when chosen, else the key that chooses.

    Args:
        operator: the person.
        key: the key printed on the tile, such as `Alt+2`; empty for none.
    """

    def __init__(
        self, operator: OperatorView, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.operator, self.key = operator, key
        self._role = role_words(operator.role)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(operator.full_name.replace("&", "&&"))
        self.setAccessibleName(f"{operator.full_name}, {self._role}")
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a tile."""
        look = theme.current()
        words = max(
            theme.text_width(self.operator.full_name, look.font("strong")),
            theme.text_width(self._role, look.font("hint")),
        )
        return QSize(
            min(340, 72 + math.ceil(words) + max(44, self._room_at_the_end(chosen=False))),
            look.pick(88, 64),
        )

    def minimumSizeHint(self) -> QSize:
        """Long names are elided in a narrow tile; the tool tip has the whole."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        chosen, area = self.isChecked(), QRectF(self.rect())
        fill = colours.tint if chosen or self.underMouse() else colours.surface
        paint.box(painter, area, fill, colours.action if chosen else colours.line2)
        side = 44.0 if not look.compact else 36.0
        disc = QRectF(area.left() + 14, area.center().y() - side / 2, side, side)
        paint.box(painter, disc, colours.action if chosen else colours.tint, None, side / 2)
        letters = Typeset(initials(self.operator.full_name), look.font("strong"))
        at = QPointF(disc.center().x() - letters.width / 2, disc.center().y() - letters.height / 2)
        letters.draw(painter, at, colours.on_action if chosen else colours.info.text)
        left, right = disc.right() + 12, area.right() - self._room_at_the_end(chosen)
        name = theme.elide(self.operator.full_name, look.font("strong"), right - left)
        self.setToolTip(self.operator.full_name if name != self.operator.full_name else "")
        first, second = Typeset(name, look.font("strong")), Typeset(self._role, look.font("hint"))
        top = area.center().y() - (first.height + second.height) / 2
        first.draw(painter, QPointF(left, top), colours.ink)
        second.draw(painter, QPointF(left, top + first.height), colours.ink2)
        if chosen:
            spot = QRectF(area.right() - 32, area.center().y() - 9, 18, 18)
            theme.paint_icon(painter, spot, "check", colours.action, 2.2)
        elif self.key:
            width, height = paint.key_width(self.key), paint.key_height()
            cap = QRectF(area.right() - 10 - width, area.center().y() - height / 2, width, height)
            paint.paint_key(painter, cap, self.key, colours.ink2, colours.line2, colours.surface)
        painter.end()

    def _room_at_the_end(self, chosen: bool) -> int:
        """Return the px that mark or key cap take."""
        if chosen or not self.key:
            return 36 if chosen else 12
        return paint.key_width(self.key) + 20

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)
