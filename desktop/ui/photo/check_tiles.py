"""The seven checks under the preview; only what fails is loud."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.photo.views import Check, CheckName
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint


def check_titles() -> dict[CheckName, str]:
    """Return the words on the tiles before the first judgement."""
    return {
        CheckName.DISTANCE: tr("Khoảng cách"),
        CheckName.CENTRED: tr("Giữa khung"),
        CheckName.STRAIGHT: tr("Nhìn thẳng"),
        CheckName.LIGHT: tr("Ánh sáng"),
        CheckName.EYES: tr("Mắt mở"),
        CheckName.BACKGROUND: tr("Nền trơn"),
        CheckName.SHARP: tr("Độ nét"),
    }


class CheckTile(QWidget):
    """What is checked and what was found; loud only when it fails.

    Args:
        title: what is checked.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.text = title, ""
        self.is_low = False
        self.ok: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_result("", None)
        theme.on_change(self.refresh_theme)

    def show_result(self, text: str, ok: bool | None) -> None:
        """Show a finding; None is neither good nor bad."""
        if (text, ok) == (self.text, self.ok) and self.accessibleName():
            return
        self.text, self.ok = text, ok
        self.setAccessibleName(f"{self.title}: {text}" if text else self.title)
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lines, or of one."""
        return QSize(100, theme.current().pick(*((32, 30) if self.is_low else (56, 50))))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest tile."""
        return QSize(72, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw symbol, title and finding."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        failed = self.ok is False
        loud = colours.warn
        area = QRectF(self.rect())
        if failed:
            paint.box(painter, area, loud.tint, loud.text, width=2)
        else:
            paint.box(painter, area, colours.surface, colours.line)
        icon = {True: "check", False: "warning", None: "dot"}[self.ok]
        tint = loud.text if failed else colours.ok.text if self.ok else colours.ink3
        left = look.fixed(12, 6)
        theme.paint_icon(painter, QRectF(left, area.center().y() - 8, 16, 16), icon, tint, 2.0)
        left += look.fixed(24, 22)
        room = area.width() - left - 4
        title_font, text_font = look.font("tag"), look.font("tag")
        words = self.text if self.is_low and failed and self.text else self.title
        title = Typeset(theme.elide(words, title_font, room), title_font)
        text = Typeset(theme.elide(self.text, text_font, room), text_font)
        below = bool(self.text) and not self.is_low
        top = area.center().y() - (title.height + (text.height if below else 0)) / 2
        title.draw(painter, QPointF(left, top), loud.text if failed else colours.ink)
        if below:
            quiet = loud.text if failed else colours.ink2
            text.draw(painter, QPointF(left, top + title.height), quiet)
        painter.end()


class CheckTiles(QWidget):
    """Seven tiles in a row; where their titles would be cut, two rows of low ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self.tiles = {name: CheckTile(title, self) for name, title in check_titles().items()}
        theme.on_change(self.refresh_theme)

    def _widths(self) -> list[int]:
        look = theme.current()
        around = look.fixed(24, 22) + look.fixed(12, 6) + 6
        font = look.font("tag")
        return [
            math.ceil(theme.text_width(tile.title, font)) + around for tile in self.tiles.values()
        ]

    def _place(self) -> None:
        """Choose one row or two."""
        widths = self._widths()
        whole = sum(widths) + (len(widths) - 1) * self._grid.horizontalSpacing()
        columns = len(widths) if self.width() >= whole else 4
        for column in range(len(widths)):
            wide = max(widths[column], 94) if columns == len(widths) else int(column < columns)
            self._grid.setColumnStretch(column, wide)
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self.tiles.values()):
            tile.is_low = columns < len(widths)
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, number // columns, number % columns)
            tile.refresh_theme()

    def minimumSizeHint(self) -> QSize:
        """Return the room of two rows: one row is only taken where there is room."""
        narrow = 4 * 72 + 3 * self._grid.horizontalSpacing()
        return QSize(narrow, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._place()

    def refresh_theme(self) -> None:
        """Give longer words more room."""
        look = theme.current()
        self._grid.setSpacing(look.fixed(8, 6))
        self._place()

    def show_checks(self, checks: Sequence[Check], *, face: bool) -> None:
        """Show findings; without a face nothing is judged, so nothing is loud."""
        for check in checks:
            self.tiles[check.name].show_result(check.text, check.ok if face else None)

    def clear(self) -> None:
        """Show that nothing is judged."""
        for tile in self.tiles.values():
            tile.show_result("", None)
