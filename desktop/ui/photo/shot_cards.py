"""The shots of a burst as cards: picture, verdict, short reason, digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeySequence, QPainter, QPaintEvent, QPixmap, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.photo.shots import Shot
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint


class ShotCard(QAbstractButton):
    """One shot; its digit, a click or Space choose it.

    Args:
        number: from 1; the digit printed on it.
        shot: what to show.
        remark: takes the place of the shot's own short reason.
    """

    def __init__(
        self, number: int, shot: Shot, *, remark: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.shot = shot
        self.key = str(number)
        self._title = tr("Ảnh {n}").format(n=number)
        self._reason = remark or shot.reason
        self.setCheckable(True)
        self.setAutoExclusive(True)
        # not the button's own shortcut: that one waits 100 ms, and Enter may be faster
        QShortcut(QKeySequence(self.key), self).activated.connect(self.click)
        # Space is the shutter on this page; the digits choose
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"{self._title}: {shot.tag}, {self._reason}")
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Grow with the text, as far as there is room."""
        self.setMaximumHeight(theme.current().pick(122, 100))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a modest height; a card grows to its greatest where there is room."""
        return QSize(220, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the height of title, tag and one line."""
        return QSize(180, theme.current().pick(94, 88))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture, title, digit, tag and reason."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        area, chosen = QRectF(self.rect()), self.isChecked()
        fill = colours.tint if chosen or self.underMouse() else colours.surface
        paint.box(painter, area, fill, colours.action if chosen else colours.line)
        pad = look.fixed(8, 6)
        high = area.height() - 2 * pad
        place = QRectF(pad, pad, high * 0.75, high)
        paint.box(painter, place, colours.sunk, None, theme.RADIUS_SMALL)
        self._paint_picture(painter, place)
        left = place.right() + look.fixed(12, 10)
        width = paint.key_width(self.key)
        cap = QRectF(area.right() - 12 - width, pad + 4, width, paint.key_height())
        paint.paint_key(painter, cap, self.key, colours.ink2, colours.line2)
        strong, hint = look.font("strong"), look.font("hint")
        title = Typeset(self._title, strong)
        tag = paint.tag_size(self.shot.tag)
        room = area.right() - left - 10
        reason = Typeset(self._reason, hint, room)
        lines = 2 if area.height() > 110 else 1
        show_reason = reason.height <= lines * theme.line_height(hint)
        if not show_reason:
            reason = Typeset(theme.elide(self._reason, hint, room), hint)
        total = title.height + 4 + tag.height() + 4 + reason.height
        top = max(float(pad), area.center().y() - total / 2)
        title.draw(painter, QPointF(left, top), colours.ink)
        spot = QRectF(left, top + title.height + 4, tag.width(), tag.height())
        paint.paint_tag(painter, spot, self.shot.tag, "ok" if self.shot.good else "warn")
        reason.draw(painter, QPointF(left, spot.bottom() + 4), colours.ink2)
        painter.end()

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        picture = self.shot.picture
        size = picture.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        wanted = size * self.devicePixelRatioF()
        drawn = QPixmap.fromImage(
            picture.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        spot = QRectF(0, 0, size.width(), size.height())
        spot.moveCenter(place.center())
        painter.drawPixmap(spot, drawn, QRectF(drawn.rect()))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)


class ShotCards(QWidget):
    """The cards of one burst, one of them chosen.

    Signals:
        chosen (int): the place of the shot that was chosen, from 0.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.cards: list[ShotCard] = []
        self.setAccessibleName(tr("Các ảnh vừa chụp"))

    def show_shots(self, shots: Sequence[Shot], selected: int) -> None:
        """Show other shots."""
        self.clear()
        for place, shot in enumerate(shots):
            remark = ""
            if place == selected and shot.good and len(shots) > 1:
                remark = tr("rõ nhất trong {n} ảnh").format(n=len(shots))
            card = ShotCard(place + 1, shot, remark=remark)
            card.setChecked(place == selected)
            self._group.addButton(card, place)
            self._layout.insertWidget(place, card, 100)
            card.show()  # now, not with the next event: its digit must work at once
            self.cards.append(card)

    def clear(self) -> None:
        """Take all cards away."""
        for card in self.cards:
            self._group.removeButton(card)
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
