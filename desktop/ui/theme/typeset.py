"""Setting text by hand: words in one face, digits in the other, on one common baseline.

Plain text only: nothing here understands mark-up, so text from outside cannot dress up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from desktop.ui.theme.fonts import number_font, pixel_size

# A token with a digit in it: 12/03/1978, MT2-2008-0023, 1.766, 83,91, •••• 2345, 1/3.
_NUMBER = re.compile(r"[A-Z0-9•*]*[0-9•][A-Z0-9•*.,:/\-]*")
_TALL = frozenset("ẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖỚỜỞỠỨỪỬỮ")  # two marks, or a horn and a mark, on a capital
_MARK_AIR = 3.0  # px
_TITLE_PX = 20  # from here on a text is a title and its lines stand closer


@dataclass(frozen=True)
class Span:
    """A stretch of text to point out.

    `match` is what the search hit, `mark` what differs, `strong` only semibold.
    """

    start: int
    length: int
    kind: Literal["match", "mark", "strong"] = "match"


def line_height(font: QFont) -> int:
    """Return the height of one line in pixels, with room for two stacked marks on a capital."""
    size = pixel_size(font)
    return math.ceil(size * (1.36 if size >= _TITLE_PX else 1.4))


def _formats(text: str, font: QFont, spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
    ranges = []

    def add(start: int, length: int, face: QFont) -> None:
        part: Any = QTextLayout.FormatRange()  # the stubs do not know its fields
        part.start, part.length = start, length
        style = QTextCharFormat()
        style.setFont(face)
        part.format = style
        ranges.append(part)

    bold = QFont(font)
    bold.setWeight(max(QFont.Weight.DemiBold, font.weight()))
    for span in spans:
        add(span.start, span.length, bold)
    for place in _spaces_at_marks(text, spans):
        wide = QFont(font)
        wide.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _MARK_AIR)
        add(place, 1, wide)
    for found in _NUMBER.finditer(text):
        inside = any(s.start < found.end() and found.start() < s.start + s.length for s in spans)
        add(found.start(), found.end() - found.start(), number_font(bold if inside else font))
    return ranges


def _spaces_at_marks(text: str, spans: Sequence[Span]) -> set[int]:
    """Return the spaces beside filled words; set wider, they keep the ground off other words."""
    ends = {at for s in spans if s.kind == "mark" for at in (s.start - 1, s.start + s.length)}
    return {at for at in ends if 0 <= at < len(text) and text[at] == " "}


def _baseline(font: QFont, pitch: int, *, tall: bool) -> tuple[float, int]:
    """Return the baseline below the top of a line and the pitch, both in px.

    Words are centred by eye. A line with two marks on a capital comes down as far as its ink
    needs, so that a label never cuts them off.
    """
    metrics = QFontMetricsF(font)
    drop = (pitch + metrics.ascent() - metrics.descent()) / 2
    if tall:
        ink = metrics.tightBoundingRect("ỖẤỄgỵ")
        drop = max(drop, math.ceil(-ink.top()) + 1)
        pitch = max(pitch, math.ceil(drop + ink.bottom()))
    return drop, pitch


class Typeset:
    """A text ready to be measured and drawn.

    Args:
        text: plain text; line breaks start a new line.
        font: the word font; digits take the number face of the same size.
        width: wrap at this many pixels; None keeps one line.
        spans: stretches to point out.
        centred: centre each line within `width`.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float | None = None,
        spans: Sequence[Span] = (),
        *,
        centred: bool = False,
    ) -> None:
        self.pitch = line_height(font)
        self._spans = tuple(spans)
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.NoWrap
            if width is None
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        if centred and width is not None:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._layout.setTextOption(option)
        self._layout.setFormats(_formats(text, font, spans))
        usual, height = _baseline(font, self.pitch, tall=False)
        drop, self.pitch = _baseline(font, self.pitch, tall=not _TALL.isdisjoint(text))
        self._sunk = (drop - self.pitch / 2) - (usual - height / 2)
        self.width = 0.0
        count = 0
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(1e6 if width is None else max(1.0, width))
            line.setPosition(QPointF(0, count * self.pitch + drop - line.ascent()))
            self.width = max(self.width, line.naturalTextWidth())
            count += 1
        self._layout.endLayout()
        self.height = max(1, count) * self.pitch

    def top_in(self, area: QRectF) -> float:
        """Return where a line begins, in px, to stand in the middle of a row.

        Two marks on a capital do not push the words below those of the other rows while the row
        has room for them.
        """
        return max(area.top(), area.center().y() - self.height / 2 - self._sunk)

    def _x(self, position: int, line_index: int) -> float:
        value: Any = self._layout.lineAt(line_index).cursorToX(position)
        return float(value[0] if isinstance(value, tuple) else value)

    def _decorate(self, painter: QPainter, at: QPointF, kind: str, colour: QColor) -> None:
        for span in self._spans:
            if span.kind != kind:
                continue
            for index in range(self._layout.lineCount()):
                line = self._layout.lineAt(index)
                start = max(span.start, line.textStart())
                end = min(span.start + span.length, line.textStart() + line.textLength())
                if start >= end:
                    continue
                left, right = self._x(start, index), self._x(end, index)
                top = at.y() + index * self.pitch
                if kind == "mark":
                    box = QRectF(at.x() + left - 2, top, right - left + 4, self.pitch)
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour)
                    painter.drawRoundedRect(box, 2, 2)
                else:
                    base = at.y() + line.y() + line.ascent() + self.pitch * 0.16
                    painter.fillRect(QRectF(at.x() + left, base, right - left, 2), colour)

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        colour: str,
        *,
        mark: str = "#FFE39A",
        match: str = "#B86E00",
    ) -> None:
        """Draw with the upper left corner at a point; two colours for the pointed-out spans."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._decorate(painter, at, "mark", QColor(mark))
        painter.setPen(QColor(colour))
        self._layout.draw(painter, at)
        self._decorate(painter, at, "match", QColor(match))
        painter.restore()


def text_width(text: str, font: QFont) -> float:
    """Return the width of one line of text in pixels."""
    return Typeset(text, font).width


def elide(text: str, font: QFont, width: float) -> str:
    """Return the text, cut with `…` where it would be wider than `width` pixels."""
    if not text or text_width(text, font) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", font) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
