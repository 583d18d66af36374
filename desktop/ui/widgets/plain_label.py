"""Text on a screen, and nothing but text: no mark-up is ever read from it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Role, Span, Typeset


class PlainLabel(QLabel):
    """A line that elides, or a paragraph that wraps, in one of the type roles.

    Args:
        text: plain text, may come from outside.
        role: type role, see docs/design.md.
        color: colour token or `#RRGGBB`.
        wrap: wrap into lines instead of eliding.
        align: horizontal alignment.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        color: str = "ink",
        *,
        wrap: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: Role = role
        self._color = color
        self._spans: tuple[Span, ...] = ()
        self._set: dict[float | None, Typeset] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)
        theme.on_change(self.refresh_theme)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._set.clear()
        self._spans = ()
        super().setText(text)
        self.updateGeometry()

    def set_color(self, color: str) -> None:
        """Use another colour token."""
        self._color = color
        self.update()

    def set_role(self, role: Role) -> None:
        """Use another type role."""
        if role != self._role:
            self._role = role
            self.refresh_theme()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Point out stretches of the present text: `match` underlines, `mark` fills."""
        self._spans = tuple(spans)
        self._set.clear()
        self.updateGeometry()
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFont(theme.current().font(self._role))
        self._set.clear()
        self.updateGeometry()
        self.update()

    def _typeset(self, width: float | None) -> Typeset:
        if width not in self._set:
            if len(self._set) > 6:
                self._set.clear()
            self._set[width] = Typeset(
                self.text(), self.font(), width, self._spans, centred=self._is_centred()
            )
        return self._set[width]

    def _is_centred(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)

    def hasHeightForWidth(self) -> bool:
        """Only a paragraph changes its height with its width."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the paragraph at a width."""
        return int(self._typeset(float(width)).height) if self.wordWrap() else -1

    def sizeHint(self) -> QSize:
        """Return the room the whole text wants."""
        if not self.wordWrap():
            whole, edge = self._typeset(None), self.contentsMargins()
            around = edge.left() + edge.right()
            return QSize(math.ceil(whole.width) + 1 + around, int(whole.height))
        wide = min(math.ceil(self._typeset(None).width) + 1, 60 * theme.line_height(self.font()))
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else wide
        return QSize(min(wide, 360), int(self._typeset(float(max(width, 80))).height))

    def minimumSizeHint(self) -> QSize:
        """A line may be elided, its height never."""
        if self.wordWrap():
            return QSize(80, theme.line_height(self.font()))
        hint = self.sizeHint()
        return QSize(min(hint.width(), 2 * hint.height()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text; words that do not fit end in `…` and the whole is in the tool tip."""
        del event
        painter = QPainter(self)
        area = QRectF(self.contentsRect())
        if self.wordWrap():
            block = self._typeset(float(self.width()))
        else:
            block = self._typeset(None)
            if block.width > area.width() + 1:
                short = theme.elide(self.text(), self.font(), area.width())
                block = Typeset(short, self.font())
                self.setToolTip(self.text())
        x = 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            x = area.width() - block.width
        elif self._is_centred() and not self.wordWrap():
            x = (area.width() - block.width) / 2
        top = (area.height() - block.height) / 2 if not self.wordWrap() else 0.0
        color = self._color if self.isEnabled() else "ink3"
        colours = theme.current().palette
        block.draw(
            painter,
            QPointF(area.left() + max(0.0, x), area.top() + top),
            theme.colour(color),
            mark=colours.mark,
            match=colours.focus,
        )
        painter.end()
