"""One answer of several: radio, words, digit key."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeySequence, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint


def paint_radio(painter: QPainter, middle: QPointF, *, chosen: bool) -> None:
    """Draw the round mark of an answer."""
    colours = theme.current().palette
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.action if chosen else colours.line2))
    painter.drawEllipse(middle, 9.5, 9.5)
    painter.setBrush(QColor(colours.surface))
    inner = 4.0 if chosen else 8.0
    painter.drawEllipse(middle, inner, inner)


def paint_tick(painter: QPainter, middle: QPointF, *, chosen: bool) -> None:
    """Draw the square mark of one of several that may all hold."""
    colours = theme.current().palette
    area = QRectF(middle.x() - 9.5, middle.y() - 9.5, 19, 19)
    fill, line = (colours.action, colours.action) if chosen else (colours.surface, colours.line2)
    paint.box(painter, area, fill, line, theme.RADIUS_BAR)
    if chosen:
        theme.paint_icon(painter, area.adjusted(2, 2, -2, -2), "check", colours.on_action, 2.6)


class ChoiceRow(QAbstractButton):
    """A row that can be chosen with its digit, arrows, Space or a click.

    Args:
        text: the answer.
        detail: a quiet second line.
        key: the digit printed on it.
    """

    def __init__(
        self, text: str, *, detail: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._detail, self.key = "", "", key
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text, detail)
        if key:
            self.setShortcut(QKeySequence(key))
        theme.on_change(self.refresh_theme)

    def set_words(self, text: str, detail: str = "") -> None:
        """Show other words."""
        self._label, self._detail = text, detail
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{text}, {detail}" if detail else text)
        self.updateGeometry()
        self.update()

    @property
    def label(self) -> str:
        """The answer as given."""
        return self._label

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFont(theme.current().font("body"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that shows radio, words and key uncut."""
        look = theme.current()
        words = theme.text_width(self._label, look.font("strong"))
        if self._detail:
            words = max(words, theme.text_width(self._detail, look.font("hint")))
        width = 12 + 20 + 12 + math.ceil(words) + 12
        if self.key:
            width += paint.key_width(self.key) + 12
        lines = theme.line_height(look.font("body"))
        if self._detail:
            lines += theme.line_height(look.font("hint"))
        return QSize(width, max(look.pick(40, 40), lines + 16))

    def minimumSizeHint(self) -> QSize:
        """An answer is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        chosen, area = self.isChecked(), QRectF(self.rect())
        fill = colours.tint if chosen or self.underMouse() else colours.surface
        paint.box(painter, area, fill, colours.action if chosen else colours.line2)
        self._paint_mark(painter, QPointF(area.left() + 22, area.center().y()), chosen=chosen)
        right = area.right() - 12
        if self.key:
            width, height = paint.key_width(self.key), paint.key_height()
            cap = QRectF(right - width, area.center().y() - height / 2, width, height)
            paint.paint_key(painter, cap, self.key, colours.ink2, colours.line2)
            right -= width + 10
        left = area.left() + 44
        font = look.font("strong" if chosen else "body")
        words = Typeset(theme.elide(self._label, font, right - left), font)
        hint = look.font("hint")
        rest = theme.elide(self._detail, hint, right - left)
        quiet = Typeset(rest, hint) if self._detail else None
        total = words.height + (quiet.height if quiet else 0)
        top = area.center().y() - total / 2
        words.draw(painter, QPointF(left, top), colours.ink if self.isEnabled() else colours.ink3)
        if quiet:
            quiet.draw(painter, QPointF(left, top + words.height), colours.ink2)
        painter.end()

    def _paint_mark(self, painter: QPainter, middle: QPointF, *, chosen: bool) -> None:
        paint_radio(painter, middle, chosen=chosen)

    def event(self, event: QEvent) -> bool:
        """Choose by digit at once; Qt would wait 100 ms and let a quick Enter overtake."""
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.click()
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)


class TickRow(ChoiceRow):
    """A row of which several may be chosen, with Space or a click; its words may be cut."""

    def __init__(self, text: str, *, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, detail=detail, parent=parent)
        self.setAutoExclusive(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(120, self.sizeHint().height())

    def _paint_mark(self, painter: QPainter, middle: QPointF, *, chosen: bool) -> None:
        paint_tick(painter, middle, chosen=chosen)


class ChoiceList(QWidget):
    """Several choice rows of which one holds; digits 1 to 9 choose.

    Args:
        choices: (value, words, quiet second line) in order.
        selected: value chosen at first; empty for none.
        name: accessible name of the question.

    Signals:
        chosen (str): the person chose this value.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str, str]],
        *,
        selected: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._group = QButtonGroup(self)
        self.rows: dict[str, ChoiceRow] = {}
        for number, (value, words, detail) in enumerate(choices, start=1):
            key = str(number) if number < 10 else ""
            answer = ChoiceRow(words, detail=detail, key=key)
            self._group.addButton(answer, number)
            self.rows[value] = answer
            self._layout.addWidget(answer)
        self._group.idClicked.connect(self._clicked)
        if selected:
            self.set_value(selected)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(list(self.rows)[number - 1])

    def value(self) -> str:
        """Return the chosen value, "" when there is none."""
        return next((value for value, answer in self.rows.items() if answer.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose without telling; "" chooses none."""
        if value:
            self.rows[value].setChecked(True)
            return
        self._group.setExclusive(False)
        for answer in self.rows.values():
            answer.setChecked(False)
        self._group.setExclusive(True)
