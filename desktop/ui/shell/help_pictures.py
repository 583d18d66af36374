"""Three pictures of a page, taken from the page itself: the whole, where to work, where to go on.

They are drawn when they are asked for, so they always show this version, this language, this look
and these people; nothing is stored and nothing has to be kept up to date. The page was left before
they are taken: cameras are off, and numbers shown in full are masked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLineEdit, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.page import Page

_CLOSE_UP = 0.55
"""Share of the page that a close-up shows, at least."""

_LEAST = 80
"""Px below which a page has no size yet, and no picture."""


@dataclass(frozen=True)
class HelpPicture:
    """One picture.

    Attributes:
        image: at the pixels of the screen.
        words: what it shows, a line.
    """

    image: QImage
    words: str


def pictures_of(page: Page) -> tuple[HelpPicture, ...]:
    """Return the three pictures of a page; none while the page has never had a size."""
    if page.width() < _LEAST or page.height() < _LEAST:
        return ()
    whole = page.grab().toImage()
    work, go_on = _place_of_work(page), _way_on(page)
    spots = [_rect_in(page, work), _rect_in(page, go_on)]
    marked = _with_marks(whole, {2: spots[0], 3: spots[1]})
    return (
        HelpPicture(marked, tr("Cả trang; số 2 và 3 là hai hình dưới")),
        HelpPicture(_close_up(page, whole, 2, spots[0]), _work_words(work)),
        HelpPicture(_close_up(page, whole, 3, spots[1]), _way_words(go_on)),
    )


# ---------------------------------------------------------------- what to look at


def _place_of_work(page: Page) -> QWidget:
    """Return where hands are first: what had the keys, else a list, else a field, else all."""
    focus = page.focusWidget()
    if (
        focus is not None
        and focus is not page
        and not isinstance(focus, KeyButton)
        and focus.isVisibleTo(page)
        and not page.action_bar.isAncestorOf(focus)
    ):
        return focus
    for kind in (QAbstractItemView, QLineEdit, QAbstractScrollArea):
        for found in _seen(page, kind):
            if found.parentWidget() is not page:  # that is the scroll area of all
                return found
    return page


def _way_on(page: Page) -> QWidget:
    """Return what leads on: the primary, else the last button that can be seen."""
    primary = page.action_bar.primary
    if primary is not None and primary.isVisibleTo(page):
        return primary
    buttons = list(_seen(page, KeyButton))
    return buttons[-1] if buttons else page.action_bar


def _seen(page: Page, kind: type[QWidget]) -> Iterator[QWidget]:
    area = page.rect()
    for one in page.findChildren(kind):
        if one.isVisibleTo(page) and area.intersects(_rect_in(page, one)):
            yield one


def _rect_in(page: QWidget, widget: QWidget) -> QRect:
    if widget is page:
        return page.rect()
    place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    return place.intersected(page.rect())


def _work_words(widget: QWidget) -> str:
    name = widget.accessibleName()
    return tr("Làm ở đây: {what}").format(what=name) if name else tr("Làm ở đây")


def _way_words(widget: QWidget) -> str:
    if not isinstance(widget, KeyButton):
        return tr("Đi tiếp bằng phím")
    key = widget.key or "Enter"
    return tr("Đi tiếp: {what}, phím {key}").format(what=widget.label, key=key)


# ---------------------------------------------------------------- drawing


def _with_marks(whole: QImage, spots: dict[int, QRect]) -> QImage:
    made = whole.copy()
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, spot in spots.items():
        _frame(painter, spot)
        _number(painter, number, _corner(spot, made.rect(), 24), 24)
    painter.end()
    return made


def _close_up(page: Page, whole: QImage, number: int, spot: QRect) -> QImage:
    """Return the part around a spot, in the shape of the page, with the spot framed."""
    width = max(round(page.width() * _CLOSE_UP), min(spot.width() + 48, page.width()))
    height = max(1, round(page.height() * width / page.width()))
    width = min(width, page.width())
    left = spot.left() - max(24, (width - spot.width()) // 2)
    top = spot.top() - max(24, (height - spot.height()) // 2)
    left = max(0, min(left, page.width() - width))
    top = max(0, min(top, page.height() - height))
    ratio = whole.devicePixelRatio()
    made = whole.copy(QRectF(left * ratio, top * ratio, width * ratio, height * ratio).toRect())
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = spot.translated(-left, -top)
    _frame(painter, inside)
    _number(painter, number, _corner(inside, QRect(0, 0, width, height), 15), 15)
    painter.end()
    return made


def _corner(spot: QRect, area: QRect, radius: int) -> QPoint:
    """Return the middle of a number: on the corner of the frame, over as few words as possible."""
    seen = spot.intersected(area).topLeft()
    return QPoint(max(seen.x(), radius), max(seen.y(), radius))


def _frame(painter: QPainter, spot: QRect) -> None:
    painter.setPen(QPen(QColor(theme.current().palette.focus), 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(spot).adjusted(2, 2, -2, -2), 6, 6)


def _number(painter: QPainter, number: int, centre: QPoint, radius: int) -> None:
    colours = theme.current().palette
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.focus))
    painter.drawEllipse(centre, radius, radius)
    font = theme.current().font("strong")
    font.setPixelSize(round(radius * 1.3))
    painter.setFont(font)
    painter.setPen(QColor(colours.surface))
    place = QRect(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
