"""Pages and papers as cards one below the other: small picture, name, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Kind, Typeset
from desktop.ui.widgets import paint


@dataclass(frozen=True)
class Leaf:
    """One card.

    Attributes:
        title: `Trang 1`, or what a paper is called.
        detail: a quiet second line.
        tag: at most three words.
        tone: of the tag.
        picture: small; null while it is made.
    """

    title: str
    detail: str
    tag: str
    tone: Kind
    picture: QImage


class PageCard(QAbstractButton):
    """A card that can be chosen."""

    def __init__(self, leaf: Leaf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaf = leaf
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.on_change(self.refresh_theme)
        self.show_leaf(leaf)

    def show_leaf(self, leaf: Leaf) -> None:
        """Show other words or another picture."""
        self.leaf = leaf
        self.setAccessibleName(", ".join(part for part in (leaf.title, leaf.detail, leaf.tag)))
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a small picture and three lines."""
        return QSize(200, theme.current().pick(86, 82))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture, title, detail and tag."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        area, chosen = QRectF(self.rect()), self.isChecked()
        fill = colours.tint if chosen or self.underMouse() else colours.surface
        paint.box(painter, area, fill, colours.action if chosen else colours.line)
        place = QRectF(7, 7, area.height() - 14, area.height() - 14)
        self._paint_picture(painter, place)
        left, right = place.right() + 10, area.right() - 8
        title = Typeset(
            theme.elide(self.leaf.title, look.font("strong"), right - left), look.font("strong")
        )
        detail = Typeset(
            theme.elide(self.leaf.detail, look.font("hint"), right - left), look.font("hint")
        )
        tag = paint.tag_size(self.leaf.tag)
        total = title.height + detail.height + 3 + tag.height()
        top = max(4.0, area.center().y() - total / 2)
        title.draw(painter, QPointF(left, top), colours.ink)
        detail.draw(painter, QPointF(left, top + title.height), colours.ink2)
        below = top + title.height + detail.height + 3
        spot = QRectF(left, below, tag.width(), tag.height())
        paint.paint_tag(painter, spot, self.leaf.tag, self.leaf.tone)
        painter.end()

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        colours = theme.current().palette
        paint.box(painter, place, colours.sunk, None, theme.RADIUS_SMALL)
        picture = self.leaf.picture
        if picture.isNull():
            spot = QRectF(0, 0, 20, 20)
            spot.moveCenter(place.center())
            theme.paint_icon(painter, spot, "file", colours.ink3)
            return
        size = picture.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        spot = QRectF(0, 0, size.width(), size.height())
        spot.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(spot, picture)
        paint.box(painter, spot, None, colours.line, 0)


class PageStrip(QScrollArea):
    """The cards; arrow keys go from one to the next.

    Signals:
        chosen (int): the place of the card that was chosen, from 0.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Các trang và giấy của hồ sơ"))
        inside = QWidget()
        inside.setProperty("surface", "none")
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(5, 5, 5, 5)
        self._layout.setSpacing(8)
        self._layout.addStretch(1)
        self.setWidget(inside)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.cards: list[PageCard] = []

    @property
    def selected(self) -> int:
        """The place of the chosen card, -1 when there is none."""
        return self._group.checkedId()

    def show_leaves(self, leaves: Sequence[Leaf], selected: int) -> None:
        """Show other cards; those that stay keep the focus."""
        while len(self.cards) > len(leaves):
            card = self.cards.pop()
            self._group.removeButton(card)
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, leaf in enumerate(leaves):
            if place < len(self.cards):
                self.cards[place].show_leaf(leaf)
                continue
            card = PageCard(leaf)
            self._group.addButton(card, place)
            self._layout.insertWidget(place, card)
            card.show()
            self.cards.append(card)
        self.select(selected)

    def select(self, place: int) -> None:
        """Choose a card without telling; out of range chooses none."""
        self._group.setExclusive(False)
        for number, card in enumerate(self.cards):
            card.setChecked(number == place)
        self._group.setExclusive(True)
        if 0 <= place < len(self.cards):
            self.ensureWidgetVisible(self.cards[place], 0, 12)
