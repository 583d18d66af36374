"""What a screen looks like, measured on the painted picture; and the way of the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.security.front import FrontPanel
from desktop.ui.theme.palette import Triad
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.signature_pad import SignaturePad
from tests.ui.shell.office import shown

FIELDS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
SPECKS = 12
"""Fewer pixels of a colour than these come from the mixing at edges."""
LARGE = 24
"""Pixels from which WCAG 2 calls a text large: 18 points."""


# ---------------------------------------------------------------- colours


def pixels(image: QImage) -> np.ndarray:
    """Return a picture as an array of 0xRRGGBB, height by width."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint32)
    rows = rows.reshape(plain.height(), plain.bytesPerLine() // 4)[:, : plain.width()]
    return rows & 0xFFFFFF


def colours_of(palette: theme.Palette) -> set[int]:
    """Return every colour of a palette as 0xRRGGBB."""
    found: set[int] = set()
    for field in fields(palette):
        value = getattr(palette, field.name)
        parts = (value.text, value.tint, value.line) if isinstance(value, Triad) else (value,)
        found |= {int(part[1:], 16) for part in parts}
    return found


ONLY_BY_DAY = colours_of(theme.DAY) - colours_of(theme.NIGHT) - {0xFFFFFF}
ALWAYS_PAPER = (SignaturePad, FrontPanel)
"""What looks the same by day and by night: paper to sign on, and the lacquer beside the log-in."""


def luminance(colour: np.ndarray) -> np.ndarray:
    """Return the relative luminance of 0xRRGGBB (WCAG 2)."""
    total = np.zeros(colour.shape)
    for shift, weight in ((16, 0.2126), (8, 0.7152), (0, 0.0722)):
        part = ((colour >> shift) & 255) / 255
        total += weight * np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return total


def painted_contrast(part: np.ndarray) -> tuple[float, int, int]:
    """Return the contrast of the strongest colour against the commonest, and both colours."""
    colours, counts = np.unique(part, return_counts=True)
    ground = colours[counts.argmax()]
    lights, own = luminance(colours), luminance(np.array([ground]))[0]
    ratios = (np.maximum(lights, own) + 0.05) / (np.minimum(lights, own) + 0.05)
    return float(ratios.max()), int(colours[ratios.argmax()]), int(ground)


def place(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget stands in a window, as far as its parents show it."""
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return seen & window.rect()


def cropped(picture: np.ndarray, box: QRect) -> np.ndarray:
    """Return the part of a picture in a rectangle."""
    return picture[box.top() : box.bottom() + 1, box.left() : box.right() + 1]


def texts_of(window: QWidget) -> Iterator[tuple[str, QWidget, QRect]]:
    """Yield every text on a screen with its widget and place."""
    for label in shown(window, PlainLabel):
        if label.text().strip():
            yield label.text(), label, place(label, window)
    for field in shown(window, QLineEdit):
        if field.text() or field.placeholderText():
            yield field.text() or field.placeholderText(), field, place(field, window)
    for button in shown(window, QAbstractButton):
        words = button.label if isinstance(button, KeyButton) else button.text()
        if words:
            yield words, button, place(button, window)
    for box in shown(window, QComboBox):
        if box.currentText():
            yield box.currentText(), box, place(box, window)
    for view in shown(window, QAbstractItemView):
        yield from _cells(view, window)


def _cells(view: QAbstractItemView, window: QWidget) -> Iterator[tuple[str, QWidget, QRect]]:
    model, room = view.model(), place(view.viewport(), window)
    if model is None or isinstance(view, QHeaderView):
        return
    for row in range(min(model.rowCount(), 12)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            words = str(index.data() or "")
            corner = view.viewport().mapTo(window, QPoint(0, 0))
            box = view.visualRect(index).translated(corner)
            if words.strip() and room.contains(box):
                yield words, view, box


def too_faint(window: QWidget, picture: np.ndarray) -> list[str]:
    """Return texts that stand out too little from what is painted behind them."""
    found = []
    for words, widget, box in texts_of(window):
        if box.width() < 8 or box.height() < 8:
            continue
        ratio, ink, ground = painted_contrast(cropped(picture, box))
        if ratio < (3.0 if widget.font().pixelSize() >= LARGE else 4.5):
            said = f"{name(widget)} {words[:40]!r}: {ratio:.2f}"
            found.append(f"{said} ({ink:06X} on {ground:06X})")
    return found


def by_day(window: QWidget, picture: np.ndarray) -> list[str]:
    """Return what is painted in a colour that the palette of the night does not have."""
    found = []
    paper = np.zeros(picture.shape, dtype=bool)
    for kind in ALWAYS_PAPER:
        for widget in shown(window, kind):
            box = place(widget, window)
            paper[box.top() : box.bottom() + 1, box.left() : box.right() + 1] = True
    for colour in sorted(ONLY_BY_DAY):
        rows, columns = np.nonzero((picture == colour) & ~paper)
        if len(rows) >= SPECKS:
            middle = len(rows) // 2
            widget = window.childAt(int(columns[middle]), int(rows[middle])) or window
            found.append(f"{name(widget)}: {colour:06X} on {len(rows)} pixels")
    return found


# ---------------------------------------------------------------- Tab


def wanted(window: QWidget) -> set[QWidget]:
    """Return every control on a screen that a person without a mouse has to reach."""
    return {
        widget
        for kind in FIELDS
        for widget in shown(window, kind)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QHeaderView)
        and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
    }


def tabbed(window: QWidget, most: int = 150) -> list[QWidget]:
    """Press Tab until the round is made; return what had the focus, from the top of the window."""
    found: list[QWidget] = []
    for _ in range(most):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or here in found:
            break
        found.append(here)
    link, first = window.nextInFocusChain(), None
    while first is None and link is not window:
        first, link = (link if link in found else None), link.nextInFocusChain()
    start = found.index(first) if first is not None else 0
    return found[start:] + found[:start]


def out_of_order(stops: list[QWidget], window: QWidget) -> list[str]:
    """Return steps that go back: up within a column, or to the left within a line."""
    found = []
    for one, two in pairwise(stops):
        a, b = (QRect(stop.mapTo(window, QPoint(0, 0)), stop.size()) for stop in (one, two))
        is_up = b.bottom() <= a.top() and b.left() < a.right()
        is_line = (
            min(a.bottom(), b.bottom()) - max(a.top(), b.top()) > min(a.height(), b.height()) / 2
        )
        is_left = is_line and b.right() <= a.left()
        if is_up or is_left:
            found.append(f"{name(one)} -> {name(two)}")
    return found


def name(widget: QWidget) -> str:
    """Return what a control is called."""
    said = widget.accessibleName() or getattr(widget, "label", "")
    return f"{type(widget).__name__} {said!r}"
