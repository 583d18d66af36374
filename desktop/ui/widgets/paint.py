"""Small pieces of drawing that several widgets share."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.ui import theme
from desktop.ui.theme import Kind, Typeset

KEY_HEIGHT = 22
TAG_HEIGHT = 24
TAG_ICONS: dict[Kind, str] = {
    "ok": "check",
    "warn": "warning",
    "bad": "cross",
    "info": "info",
    "neutral": "dot",
}


def box(
    painter: QPainter,
    rect: QRectF,
    fill: str | None,
    line: str | None,
    radius: float = theme.RADIUS,
    width: float = 1.0,
) -> None:
    """Draw a rounded box with its line inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if line else 0.0
    painter.setPen(QPen(QColor(line), width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def text_in(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: str) -> float:
    """Draw one line left and vertically centred, elided to the box; return its width."""
    line = Typeset(theme.elide(text, font, rect.width() + 1), font)
    line.draw(painter, QPointF(rect.left(), line.top_in(rect)), colour)
    return line.width


def key_width(text: str) -> int:
    """Return the width of a key cap in px."""
    inner = math.ceil(theme.text_width(text, theme.current().font("key")))
    return max(KEY_HEIGHT, inner + 14)


def key_height() -> int:
    """Return the height of a key cap in px."""
    return max(KEY_HEIGHT, theme.line_height(theme.current().font("key")) + 4)


def paint_key(
    painter: QPainter, rect: QRectF, text: str, colour: str, line: str, fill: str | None = None
) -> None:
    """Draw a key cap."""
    font = theme.current().font("key")
    box(painter, rect, fill, line, theme.RADIUS_SMALL)
    block = Typeset(text, font)
    at = QPointF(rect.center().x() - block.width / 2, rect.center().y() - block.height / 2)
    block.draw(painter, at, colour)


def tag_size(text: str, *, boxed: bool = True) -> QSize:
    """Return the size of a tag in px."""
    font = theme.current().font("tag")
    height = max(TAG_HEIGHT, theme.line_height(font) + 4)
    pad = 18 if boxed else 0
    return QSize(pad + 14 + 6 + math.ceil(theme.text_width(text, font)) + 1, height)


def paint_tag(
    painter: QPainter, rect: QRectF, text: str, kind: Kind, icon: str = "", *, boxed: bool = True
) -> None:
    """Draw a tag: symbol, word, tint and line; `boxed=False` leaves only symbol and word."""
    colours = theme.current().palette.kind(kind)
    if boxed:
        box(painter, rect, colours.tint, colours.line, theme.RADIUS_SMALL)
    left = rect.left() + (9 if boxed else 0)
    symbol = QRectF(left, rect.center().y() - 7, 14, 14)
    theme.paint_icon(painter, symbol, icon or TAG_ICONS[kind], colours.text, 2.2)
    words = QRectF(
        left + 20, rect.top(), rect.right() - left - (24 if boxed else 20), rect.height()
    )
    text_in(painter, words, text, theme.current().font("tag"), colours.text)
