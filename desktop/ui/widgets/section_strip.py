"""The pages of one section below the header: numbered, chosen with Alt and the digit or a click."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.header_parts import Tab
from desktop.ui.widgets.strip import Strip

_DISC, _GAP = 22, 8  # px
_SIDES = (14, 10, 6, 3)
"""Room at each side of an entry in px, from a wide window to a narrow one."""


class SectionEntry(QAbstractButton):
    """One page: its digit in a disc, its word; the open one is filled and semibold.

    Args:
        tab: key and word.
        number: the digit that opens it together with Alt.

    Attributes:
        side: room at each side in px.
    """

    def __init__(self, tab: Tab, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab, self.number = tab, number
        self.side = _SIDES[0]
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setText(tab.text.replace("&", "&&"))
        self.setAccessibleName(tab.text)
        self.setAccessibleDescription(tr("Phím {key}").format(key=f"Alt+{number}"))

    def set_side(self, side: int) -> None:
        """Stand closer to the neighbours."""
        if side != self.side:
            self.side = side
            self.updateGeometry()
            self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: only a page that opened may light its entry."""

    def sizeHint(self) -> QSize:
        """Return the room of digit and word."""
        word = theme.text_width(self.tab.text, theme.current().font("table_strong"))
        return QSize(2 * self.side + _DISC + _GAP + math.ceil(word), self._height())

    @staticmethod
    def _height() -> int:
        return theme.current().pick(40, 36)

    def minimumSizeHint(self) -> QSize:
        """An entry is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw disc and word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, colours = theme.current(), theme.current().palette
        here = self.isChecked()
        if self.underMouse() and not here:
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), QColor(colours.tint))
        middle = self.height() / 2
        spot = QRectF(self.side, middle - _DISC / 2, _DISC, _DISC)
        painter.setPen(QPen(QColor(colours.action if here else colours.line2), 1.2))
        painter.setBrush(QColor(colours.action if here else colours.surface))
        painter.drawEllipse(spot.adjusted(0.6, 0.6, -0.6, -0.6))
        digit = Typeset(str(self.number), look.font("key"))
        at = QPointF(spot.center().x() - digit.width / 2, middle - digit.height / 2)
        digit.draw(painter, at, colours.on_action if here else colours.ink2)
        word = Typeset(self.tab.text, look.font("table_strong" if here else "table"))
        at = QPointF(spot.right() + _GAP, middle - word.height / 2)
        word.draw(painter, at, colours.ink if here else colours.ink2)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)


class SectionStrip(Strip):
    """As high as the step strip and of its look, but it leads somewhere.

    Args:
        tabs: the pages in their order; from the tenth on they have no key.

    Signals:
        chosen (str): key of the page that was asked for.
    """

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(40, 36, parent)
        self.entries = {tab.key: SectionEntry(tab, n) for n, tab in enumerate(tabs[:9], start=1)}
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for entry in self.entries.values():
            entry.clicked.connect(self._pressed)
            self._row.addWidget(entry)
            # A hidden strip is deaf: Alt and the digits belong to other pages then.
            shortcut = QShortcut(QKeySequence(f"Alt+{entry.number}"), self)
            shortcut.activated.connect(entry.click)
        self._row.addStretch(1)
        theme.on_change(self.refresh_theme)

    @property
    def is_needed(self) -> bool:
        """Whether there is more than one page to choose from."""
        return len(self.entries) > 1

    def set_current(self, key: str) -> None:
        """Show which page is open; an unknown key lights none."""
        for name, entry in self.entries.items():
            entry.setChecked(name == key)
            entry.update()

    def _pressed(self) -> None:
        entry = self.sender()
        if isinstance(entry, SectionEntry):
            self.chosen.emit(entry.tab.key)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._fit()
        self.updateGeometry()
        self.update()

    def _lead(self) -> int:
        """Return the room of `Alt +` before the first entry in px."""
        return paint.key_width("Alt") + 20

    def _fit(self) -> None:
        """Let the entries stand as close as the width asks for; then the words on Alt go."""
        edge = theme.current().fixed(24, 16)
        bare = sum(entry.sizeHint().width() - 2 * entry.side for entry in self.entries.values())
        room = self.width() - 2 * edge
        self._shows_alt = True
        for side in _SIDES:
            need = bare + 2 * side * len(self.entries)
            for entry in self.entries.values():
                entry.set_side(side)
            if need + self._lead() <= room:
                break
        else:
            self._shows_alt = False
        left = edge + (self._lead() if self._shows_alt else 0) - _SIDES[-1]
        self._row.setContentsMargins(left, 0, edge - _SIDES[-1], 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and, once for all entries, the key they share."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        self.draw_ground(painter, colours.sunk)
        if self._shows_alt:
            edge, height = theme.current().fixed(24, 16), paint.key_height()
            top = (self.height() - height) / 2
            cap = QRectF(edge, top, paint.key_width("Alt"), height)
            paint.paint_key(painter, cap, "Alt", colours.ink2, colours.line2, colours.surface)
            plus = Typeset("+", theme.current().font("table"))
            at = QPointF(cap.right() + 5, self.height() / 2 - plus.height / 2)
            plus.draw(painter, at, colours.ink2)
        painter.end()
