"""Answers that may be long: every value is shown whole, what differs from the list marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Span, Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.choice_row import ChoiceRow, paint_radio

_LEFT, _EDGE = 44, 12  # px: room of the radio, and around the words


@dataclass(frozen=True)
class Offer:
    """One answer.

    Attributes:
        value: what `AnswerList.value()` returns for it.
        words: the answer.
        detail: a quiet line below.
        marks: what to point out in the words.
    """

    value: str
    words: str
    detail: str
    marks: tuple[Span, ...] = ()


class AnswerRow(ChoiceRow):
    """A choice row whose words wrap instead of being cut."""

    def __init__(self, offer: Offer, key: str) -> None:
        self._marks = offer.marks
        super().__init__(offer.words, detail=offer.detail, key=key)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _blocks(self, width: float, *, strong: bool) -> tuple[Typeset, Typeset]:
        look = theme.current()
        room = width - _LEFT - _EDGE - (paint.key_width(self.key) + 10 if self.key else 0)
        role: theme.Role = "strong" if strong else "body"
        words = Typeset(self.label, look.font(role), max(room, 60.0), self._marks)
        return words, Typeset(self._detail, look.font("hint"), max(room, 60.0))

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width; the same chosen or not, so that nothing jumps."""
        words, detail = self._blocks(width, strong=True)
        return max(40, math.ceil(words.height + (detail.height if self._detail else 0)) + 16)

    def sizeHint(self) -> QSize:
        """Return the room at the present width."""
        width = max(self.width(), 200)
        return QSize(200, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower only makes it higher."""
        return QSize(160, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw radio, words, key."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        chosen, area = self.isChecked(), QRectF(self.rect())
        fill = colours.tint if chosen or self.underMouse() else colours.surface
        paint.box(painter, area, fill, colours.action if chosen else colours.line2)
        paint_radio(painter, QPointF(area.left() + 22, area.center().y()), chosen=chosen)
        if self.key:
            width, height = paint.key_width(self.key), paint.key_height()
            left = area.right() - _EDGE - width
            cap = QRectF(left, area.center().y() - height / 2, width, height)
            paint.paint_key(painter, cap, self.key, colours.ink2, colours.line2)
        words, detail = self._blocks(area.width(), strong=chosen)
        total = words.height + (detail.height if self._detail else 0)
        top = area.center().y() - total / 2
        words.draw(
            painter,
            QPointF(area.left() + _LEFT, top),
            colours.ink,
            mark=colours.mark,
            match=colours.focus,
        )
        if self._detail:
            at = QPointF(area.left() + _LEFT, top + words.height)
            detail.draw(painter, at, colours.ink2)
        painter.end()


class AnswerList(QWidget):
    """Several answers of which one holds; digits choose.

    Args:
        offers: the answers in order.
        selected: value chosen at first, "" for none.
        name: accessible name of the question.

    Signals:
        chosen (str): the person chose this value.
    """

    chosen = Signal(str)

    def __init__(self, offers: Sequence[Offer], *, selected: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._group = QButtonGroup(self)
        self.rows: dict[str, AnswerRow] = {}
        for number, offer in enumerate(offers, start=1):
            row = AnswerRow(offer, str(number))
            row.setChecked(offer.value == selected)
            self._group.addButton(row, number)
            self.rows[offer.value] = row
            box.addWidget(row)
        self._group.idClicked.connect(self._clicked)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(list(self.rows)[number - 1])

    def value(self) -> str:
        """Return the chosen value, "" when there is none."""
        return next((value for value, row in self.rows.items() if row.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose without telling."""
        if value in self.rows:
            self.rows[value].setChecked(True)
